"""Deriving everything anew from the log."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from tui.domain.rules import RuleBook
from tui.ingest.domains import domain_of
from tui.store import addresses, derived, interactions, relationships
from tui.store.store import Transaction

CHUNK = 5_000
SETTLED = (
    "SELECT relationship, id, at, direction, thread, countable, opens, teammate, contact, deleted_at IS NULL"
    " FROM interaction WHERE mail IS NOT NULL ORDER BY id"
)
WAITS = (
    "SELECT relationship, opener, thread, opened, pings, last_ping, state, ended, answer, measured FROM wait"
    " ORDER BY opener"
)
HEALTH = (
    "SELECT relationship, until, last_touch, first_at, interactions, parts, mondays, replies FROM health"
    " ORDER BY relationship"
)


def rebuild(tx: Transaction, book: RuleBook) -> set[int]:
    """Make all derived rows again; returns the relationships in which they now differ.

    Mail becomes interactions first, each by the rules of its own date, then waits and health come from these.
    """
    before = _fingerprints(tx)
    ours = addresses.ours(tx.conn, book.latest, domain_of)
    for version, chunk in _mail(tx, book):
        interactions.settle(tx.conn, chunk, ours, book.versions[version][1], tx.said.wall_at)
    derived.derive_all(tx.conn, [r.id for r in relationships.everybody(tx.conn)], book)
    after = _fingerprints(tx)
    return {ident for ident in before.keys() | after.keys() if before.get(ident) != after.get(ident)}


def _mail(tx: Transaction, book: RuleBook) -> Iterator[tuple[int, list[int]]]:
    """All mail in chunks, with the version of the rules that was in force when it came."""
    of_version = defaultdict(list)
    for ident, at in tx.conn.execute("SELECT id, at FROM mail ORDER BY id"):
        of_version[book.index_at(at)].append(ident)
    for version, found in of_version.items():
        rest = iter(found)
        while chunk := list(islice(rest, CHUNK)):
            yield version, chunk


def _fingerprints(tx: Transaction) -> dict[int, bytes]:
    """What the derived rows of each relationship say, in short."""
    marks: dict[int, hashlib._Hash] = defaultdict(lambda: hashlib.blake2b(digest_size=16))
    for query in (SETTLED, WAITS, HEALTH):
        for row in tx.conn.execute(query):
            marks[row[0]].update(repr(row).encode())
    return {ident: mark.digest() for ident, mark in marks.items()}
