"""What left Today's list by an act of this local day."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from typing import NamedTuple

from tui.domain.model import DAY, Instant, Relationship
from tui.domain.practicerows import Practice, dealt_with
from tui.domain.rules import RuleBook
from tui.domain.today import DORMANT, MOST_SILENT
from tui.domain.views import OpenRow
from tui.store import open_things
from tui.store.there import everybody


class Dealt(NamedTuple):
    """How many things were dealt with, and how many of these were silences, of which a day lists only a few."""

    things: int
    silences: int


def dealt(
    conn: sqlite3.Connection,
    handle: str,
    processes: Iterable[Practice],
    rows: Collection[OpenRow],
    whose: Collection[str] | None,
    now: Instant,
    book: RuleBook,
) -> Dealt:
    """What was dealt with today, of some teammates or of all, as `handle` may see it.

    `rows` are what is still to be done today.
    """
    calendar = book.at(now).calendar
    start = calendar.midnight(calendar.date_of(now))
    still = {row.id for row in rows}
    ended = [row for row in open_things.ended_between(conn, start, now) if row[1] not in still]
    touched = open_things.touched_between(conn, whose, start, now)
    seen = everybody(conn, handle, now, {row[0] for row in ended} | {row[0] for row in touched})
    live = {r.id: r for r in seen if r.ended_at is None or r.ended_at > start}
    ended = [row for row in ended if row[0] in live]
    own = [ident for relationship, ident, by in ended if _theirs(by or live[relationship].owner, whose)]
    own += [
        ident
        for each in processes
        for ident, by in dealt_with(each, start, now)
        if ident not in still and _theirs(by, whose)
    ]
    snoozed = sum(ident.startswith("r") for ident in own)
    listed = (row.relationship for row in rows if row.group != "coming up")
    more = {*listed, *(relationship for relationship, *_ in ended)}  # their silence was not listed by itself
    silences = sum(
        _was_silent(live[relationship], start - last, now, book)
        for relationship, last in touched
        if relationship in live and relationship not in more
    )
    silences = min(silences, MOST_SILENT - min(snoozed, MOST_SILENT))
    return Dealt(len(own) + silences, silences + snoozed)


def _theirs(handle: str | None, whose: Collection[str] | None) -> bool:
    return whose is None or handle in whose


def _was_silent(relationship: Relationship, silent: int, now: Instant, book: RuleBook) -> bool:
    return book.at(now).tiers[relationship.tier].cadence * DAY < silent < DORMANT
