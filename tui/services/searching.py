"""Searching everything that a teammate may see."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from tui.domain.hits import EACH, Hit, wanted
from tui.domain.model import Instant
from tui.domain.rules import RuleBook
from tui.store import listed
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
    return _standing(conn, found, handle, now)


def _standing(conn: sqlite3.Connection, found: list[Hit], handle: str, now: Instant) -> tuple[Hit, ...]:
    """The hits with how their relationships stand."""
    idents = {hit.relationship for hit in found if hit.relationship is not None}
    whose = listed.some(conn, idents, handle, now)

    def standing(hit: Hit) -> Hit:
        stood = whose.get(hit.relationship or 0)
        if stood is None:
            return hit
        at = stood.last if hit.kind == "relationship" else hit.at
        return replace(hit, at=at, party=stood.kind, stage=stood.stage)

    return tuple(map(standing, found))
