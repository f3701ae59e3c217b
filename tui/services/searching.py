"""Searching everything that a teammate may see."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from tui.domain.hits import EACH, Hit, wanted
from tui.domain.model import Instant, Relationship
from tui.domain.rules import RuleBook
from tui.domain.today import stage_of
from tui.domain.views import ShownStage
from tui.services.cases import open_at, parts_at
from tui.store import relationships
from tui.store import search as index
from tui.store.search import Search


def search(
    conn: sqlite3.Connection, text: str, handle: str, now: Instant, book: RuleBook, most: int
) -> tuple[Hit, ...]:
    """What holds words that begin with all that was typed, group by group, at most `most` in all.

    Nothing for a text without a word. Dormant and ended relationships are found too.
    """
    words = wanted(text)
    if not words:
        return ()
    looked = Search(words, handle, now, book.at(now).calendar, min(EACH, most))
    found = [
        *index.relationships(conn, looked),
        *index.people(conn, looked),
        *index.promises(conn, looked),
        *index.agreements(conn, looked),
    ][:most]
    found += index.messages(conn, replace(looked, most=most - len(found)))
    return _standing(conn, found, now, book)


def _standing(conn: sqlite3.Connection, found: list[Hit], now: Instant, book: RuleBook) -> tuple[Hit, ...]:
    """The hits with how their relationships stand."""
    idents = sorted({hit.relationship for hit in found if hit.relationship is not None})
    whose = {ident: r for ident in idents if (r := relationships.get(conn, ident)) is not None}
    known = parts_at(conn, whose.values(), now, book)
    stages = {r.id: _stage(conn, r, known[r.id].last_touch, now, book) for r in whose.values()}

    def standing(hit: Hit) -> Hit:
        ident = hit.relationship
        if ident is None or ident not in whose:
            return hit
        at = known[ident].last_touch if hit.kind == "relationship" else hit.at
        return replace(hit, at=at, party=whose[ident].kind, stage=stages[ident])

    return tuple(map(standing, found))


def _stage(
    conn: sqlite3.Connection, relationship: Relationship, last: Instant | None, now: Instant, book: RuleBook
) -> ShownStage:
    """The stage as shown; what is open is looked for only where it decides."""
    stage = stage_of(relationship, last, False, now)
    if stage != "dormant":
        return stage
    return stage_of(relationship, last, open_at(conn, now, book, relationship.id).anything(relationship.id), now)
