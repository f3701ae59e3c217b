"""What left Today's list by an act of this local day."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from tui.domain.model import DAY, Instant, Relationship
from tui.domain.practicerows import Practice, dealt_with
from tui.domain.rules import RuleBook
from tui.domain.today import DORMANT, MOST_SILENT
from tui.domain.views import OpenRow
from tui.store import open_things


class Dealt(NamedTuple):
    """How many things were dealt with, and how many of these were silences, of which a day lists only a few."""

    things: int
    silences: int


def dealt(
    conn: sqlite3.Connection,
    there: Mapping[int, Relationship],
    processes: Iterable[Practice],
    rows: Collection[OpenRow],
    whose: Collection[str] | None,
    now: Instant,
    book: RuleBook,
) -> Dealt:
    """What was dealt with today, of some teammates or of all; `rows` are what is still to be done today."""
    calendar = book.at(now).calendar
    start = calendar.midnight(calendar.date_of(now))
    live = {ident: r for ident, r in there.items() if r.ended_at is None or r.ended_at > start}
    still = {row.id for row in rows}
    ended = [row for row in open_things.ended_between(conn, start, now) if row[0] in live and row[1] not in still]
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
        _theirs(live[relationship].owner, whose) and _was_silent(live[relationship], start - last, now, book)
        for relationship, last in open_things.touched_between(conn, start, now)
        if relationship in live and relationship not in more
    )
    silences = min(silences, MOST_SILENT - min(snoozed, MOST_SILENT))
    return Dealt(len(own) + silences, silences + snoozed)


def _theirs(handle: str | None, whose: Collection[str] | None) -> bool:
    return whose is None or handle in whose


def _was_silent(relationship: Relationship, silent: int, now: Instant, book: RuleBook) -> bool:
    return book.at(now).tiers[relationship.tier].cadence * DAY < silent < DORMANT
