"""Deriving everything anew from the log."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from itertools import islice

from tui.domain.rules import RuleBook
from tui.ingest.domains import domain_of
from tui.store import addresses, derived, interactions, practice, relationships, threads
from tui.store.store import Transaction

CHUNK = 5_000
COUNTED = "SELECT coalesce(relationship, 0), key, they_wrote, we_wrote FROM correspondent ORDER BY key"
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
OPEN_ITEMS = (
    "SELECT relationship, id, measure, by, due, today_from, late_from, flagged_from, hidden_until FROM open_item"
    " ORDER BY relationship, id"
)

PRACTICE = f"SELECT 0, {practice.COLUMNS} FROM practice_item ORDER BY id"


def rebuild(tx: Transaction, book: RuleBook) -> set[int]:
    """Make all derived rows again; returns the relationships in which they now differ.

    Threads come first, then mail becomes interactions, then waits and health come from these.
    """
    before = _fingerprints(tx)
    ours = addresses.ours(tx.conn, book.latest, domain_of)
    relationships.count_correspondence(tx.conn, ours)
    threads.tie_all(tx.conn, ours)
    found = (ident for (ident,) in tx.conn.execute("SELECT id FROM mail ORDER BY id").fetchall())
    while chunk := list(islice(found, CHUNK)):
        interactions.settle(tx.conn, chunk, ours, book, tx.said.wall_at)
    interactions.follow_answers(tx.conn)
    derived.derive_all(tx.conn, [r.id for r in relationships.everybody(tx.conn)], book)
    practice.derive(tx.conn, book)
    after = _fingerprints(tx)
    return {ident for ident in before.keys() | after.keys() if before.get(ident) != after.get(ident)}


def _fingerprints(tx: Transaction) -> dict[int, bytes]:
    """What the derived rows of each relationship say, in short."""
    marks: defaultdict[int, hashlib.blake2b] = defaultdict(lambda: hashlib.blake2b(digest_size=16))
    for query in (COUNTED, SETTLED, WAITS, HEALTH, OPEN_ITEMS, PRACTICE):
        for row in tx.conn.execute(query):
            marks[row[0]].update(repr(row).encode())
    return {ident: mark.digest() for ident, mark in marks.items()}
