"""Today's list, and what was said for each of its rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from tui.domain.absence import Absence, as_it_falls, falls_to
from tui.domain.deed import DayDone, summed
from tui.domain.model import Instant, Relationship
from tui.domain.practicerows import practice_rows
from tui.domain.rules import RuleBook
from tui.domain.today import (
    MOST_SILENT,
    Case,
    counted,
    draft_row,
    in_order,
    most_silent,
    of_whom,
    open_rows,
    silence_row,
    stage_of,
)
from tui.domain.views import OpenRow, ShownStage, Today
from tui.services.cases import Open, case, everybody, open_at, parts_at
from tui.services.dealt import dealt
from tui.store import absences, acts, drafts, practice

OURS = ("wait", "promise", "follow-up", "review")


def today(conn: sqlite3.Connection, whose: str | None, handle: str, now: Instant, book: RuleBook) -> Today:
    """The list of one teammate, or of all where `whose` is None, as `handle` may see it.

    A teammate's takes in what falls to them from others who are away.
    """
    team = absences.everything(conn)
    away = falls_to(team, whose, now) if whose else {}
    mine = frozenset((whose, *away)) if whose else None
    there = {r.id: r for r in everybody(conn, handle, now)}
    still = open_at(conn, now, book)
    busy = [there[ident] for ident in sorted(still.relationships() & there.keys()) if not _over(there[ident], now)]
    known = parts_at(conn, busy, now, book)
    cases = {r.id: case(r, known[r.id], still) for r in busy}
    everything = [row for each in cases.values() for row in open_rows(each, now, book)]
    processes = practice.everything(conn)
    everything += [row for each in processes for row in practice_rows(each, now, book)]
    own = [_marked(row, away) for row in everything if mine is None or of_whom(row) in mine]
    rows = [row for row in own if row.group is not None]
    listed = {row.relationship for row in rows if row.group != "coming up"}
    quiet = [r for r in there.values() if r.id not in listed and (mine is None or r.owner in mine)]
    unheard = _unheard(conn, quiet, still, now, book)
    silent = [_marked(row, away) for row in most_silent(_silent(unheard, now, book))]
    cases |= {each.relationship.id: each for each in unheard}
    done = dealt(conn, there, processes, rows, mine, now, book)
    room = max(0, MOST_SILENT - done.silences)
    half_typed = [draft_row(draft) for draft in drafts.of(conn, handle, now)] if whose == handle else []
    rows = in_order([*rows, *silent[:room], *half_typed])
    query = "SELECT max(moment) FROM batch WHERE finished_at IS NOT NULL AND deleted_at IS NULL AND moment <= ?"
    read = conn.execute(query, (now,))
    mail_read = read.fetchone()[0]
    rules = book.at(now)
    old = mail_read is not None and rules.calendar.working(mail_read, now) > rules.calendar.working_day
    return Today(
        rules.calendar.date_of(now),
        whose,
        tuple(rows),
        done.things,
        done.things + counted(rows),
        max(0, len(silent) - room),
        len(there),
        mail_read,
        old,
        sum(row.flagged and row.group is None for row in own),
        _summed(conn, whose, everything, away, now, book) if whose and done.things and not counted(rows) else None,
        as_it_falls(team, whose, now) if whose else None,
        tuple((ident, hash(cases[ident])) for ident in sorted({row.relationship for row in rows} & cases.keys())),
    )


def _marked(row: OpenRow, away: Mapping[str, Absence]) -> OpenRow:
    """The row with the absence of whose it is, where that is somebody who is away."""
    absence = away.get(of_whom(row) or "")
    return row if absence is None else replace(row, absent=absence)


def _summed(
    conn: sqlite3.Connection,
    whose: str,
    rows: Iterable[OpenRow],
    away: Collection[str],
    now: Instant,
    book: RuleBook,
) -> DayDone:
    """What a teammate did today, and what is late all the same."""
    calendar = book.at(now).calendar
    deeds = acts.between(conn, whose, calendar.midnight(calendar.date_of(now)), now)
    late = [row for row in rows if row.kind in OURS and row.late > 0]
    others = in_order(row for row in late if of_whom(row) not in (whose, *away))
    return DayDone(*summed(deeds), tuple(others), sum(row.kind == "wait" for row in late))


def _over(relationship: Relationship, now: Instant) -> bool:
    return relationship.ended_at is not None and relationship.ended_at <= now


def _unheard(
    conn: sqlite3.Connection, quiet: list[Relationship], still: Open, now: Instant, book: RuleBook
) -> list[Case]:
    """Those that could be silent: neither over nor given up."""
    known = parts_at(conn, quiet, now, book)
    cases = [case(r, known[r.id], still) for r in quiet]
    return [each for each in cases if _stage(each, still, now) not in ("dormant", "ended")]


def _stage(each: Case, still: Open, now: Instant) -> ShownStage:
    return stage_of(each.relationship, each.parts.last_touch, still.anything(each.relationship.id), now)


def _silent(unheard: Iterable[Case], now: Instant, book: RuleBook) -> Iterator[tuple[str, OpenRow]]:
    """Those past their cadence, with their tiers."""
    for each in unheard:
        row = silence_row(each, now, book)
        if row and row.group:
            yield each.relationship.tier, row
