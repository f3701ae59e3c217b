"""Today's list, and what was said for each of its rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tui.domain.model import Instant, Relationship
from tui.domain.rules import RuleBook
from tui.domain.today import (
    MOST_SILENT,
    counted,
    in_order,
    most_silent,
    of_whom,
    open_rows,
    silence_row,
    stage_of,
)
from tui.domain.views import OpenRow, Today
from tui.services.cases import Open, case, exists, open_at, standing, visible
from tui.store import open_things, relationships


def today(conn: sqlite3.Connection, whose: str | None, handle: str, now: Instant, book: RuleBook) -> Today:
    """The list of one teammate, or of all where `whose` is None, as `handle` may see it."""
    everybody = {r.id: r for r in visible(relationships.everybody(conn), handle)}
    still = open_at(conn, now, book)
    rows = [
        row
        for ident in sorted(still.relationships() & everybody.keys())
        for row in _rows_of(conn, everybody[ident], still, now, book)
        if row.group is not None and whose in (None, of_whom(row))
    ]
    busy = {row.relationship for row in rows if row.group != "coming up"}
    silent = most_silent(_silent(conn, everybody.values(), still, busy, whose, now, book))
    rows = in_order([*rows, *silent[:MOST_SILENT]])
    dealt = _dealt(conn, everybody, whose, now, book)
    read = conn.execute("SELECT max(moment) FROM batch WHERE finished_at IS NOT NULL AND moment <= ?", (now,))
    mail_read = read.fetchone()[0]
    rules = book.at(now)
    old = mail_read is not None and rules.calendar.working(mail_read, now) > rules.calendar.working_day
    return Today(
        rules.calendar.date_of(now),
        whose,
        tuple(rows),
        dealt,
        dealt + counted(rows),
        max(0, len(silent) - MOST_SILENT),
        len(everybody),
        mail_read,
        old,
    )


def _rows_of(
    conn: sqlite3.Connection, relationship: Relationship, still: Open, now: Instant, book: RuleBook
) -> list[OpenRow]:
    if relationship.stage == "ended" and (relationship.ended_at or 0) <= now:
        return []
    known = standing(conn, relationship.id, now, book)
    if not exists(relationship, known.first_at, now):
        return []
    return open_rows(case(relationship, known, still), now, book)


def _silent(
    conn: sqlite3.Connection,
    everybody: Iterable[Relationship],
    still: Open,
    busy: set[int],
    whose: str | None,
    now: Instant,
    book: RuleBook,
) -> list[tuple[str, OpenRow]]:
    """Relationships past their cadence in which nothing else is to be done today, with their tiers."""
    last = dict(conn.execute("SELECT relationship, last_touch FROM health"))
    found: list[tuple[str, OpenRow]] = []
    for r in everybody:
        touched = last.get(r.id)
        cadence = book.at(now).tiers[r.tier].cadence * 86_400
        if r.id in busy or whose not in (None, r.owner) or touched is None or touched <= now < touched + cadence:
            continue
        known = standing(conn, r.id, now, book)
        if stage_of(r, known.parts.last_touch, still.anything(r.id), now) in ("dormant", "ended"):
            continue
        row = silence_row(case(r, known, still), now, book)
        if row:
            found.append((r.tier, row))
    return found


def _dealt(
    conn: sqlite3.Connection,
    everybody: dict[int, Relationship],
    whose: str | None,
    now: Instant,
    book: RuleBook,
) -> int:
    """How many things were ended by an act of this local day."""
    calendar = book.at(now).calendar
    start = calendar.midnight(calendar.date_of(now))
    return sum(
        relationship in everybody and whose in (None, by or everybody[relationship].owner)
        for relationship, _, by in open_things.ended_between(conn, start, now)
    )
