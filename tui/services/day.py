"""Today's list, and what was said for each of its rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from tui.domain.absence import Absence, as_it_falls, falls_to
from tui.domain.deed import DayDone, summed
from tui.domain.model import Instant
from tui.domain.openrows import open_rows, silence_row
from tui.domain.practicerows import Practice, practice_rows
from tui.domain.rules import RuleBook
from tui.domain.today import MOST_SILENT, Case, Silent, counted, draft_row, in_order, most_silent, of_whom
from tui.domain.views import OpenRow, Today
from tui.services.cases import cases
from tui.services.dealt import dealt
from tui.store import absences, acts, drafts, open_things, practice, there

OURS = ("wait", "promise", "follow-up", "review")


def today(conn: sqlite3.Connection, whose: str | None, handle: str, now: Instant, book: RuleBook) -> Today:
    """The list of one teammate, or of all where `whose` is None, as `handle` may see it.

    A teammate's takes in what falls to them from others who are away.
    """
    team = absences.everything(conn)
    away = falls_to(team, whose, now) if whose else {}
    mine = frozenset((whose, *away)) if whose else None
    processes = practice.everything(conn)
    known = _concerned(conn, mine, handle, now, book)
    everything = _rows(known.values(), processes, now, book)
    own = [_marked(row, away) for row in everything if mine is None or of_whom(row) in mine]
    rows = [row for row in own if row.group is not None]
    done = dealt(conn, handle, processes, rows, mine, now, book)
    listed = {row.relationship for row in rows if row.group != "coming up"}
    silent = [each for each in _silent(conn, mine, handle, now, book) if each.relationship not in listed]
    room = max(0, MOST_SILENT - done.silences)
    unheard = _those(conn, [each.relationship for each in silent[:room]], handle, now, book)
    silences = [_marked(row, away) for each in unheard.values() if (row := silence_row(each, now, book))]
    half_typed = [draft_row(draft) for draft in drafts.of(conn, handle, now)] if whose == handle else []
    known |= unheard | _those(conn, [row.relationship for row in half_typed], handle, now, book)
    rows = in_order([*rows, *silences, *half_typed])
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
        there.count(conn, handle, now),
        mail_read,
        old,
        sum(row.flagged and row.group is None for row in own),
        _summed(conn, whose, handle, away, now, book) if whose and done.things and not counted(rows) else None,
        as_it_falls(team, whose, now) if whose else None,
        tuple((ident, hash(known[ident])) for ident in sorted({row.relationship for row in rows} & known.keys())),
    )


def _concerned(
    conn: sqlite3.Connection, whose: Collection[str] | None, handle: str, now: Instant, book: RuleBook
) -> dict[int, Case]:
    """What goes on where something is of these teammates, or of anybody: all of it, whoever has to do it."""
    found = there.everybody(conn, handle, now, open_things.concerned(conn, whose, now))
    return cases(conn, [r for r in found if r.ended_at is None or r.ended_at > now], now, book)


def _rows(known: Iterable[Case], processes: Iterable[Practice], now: Instant, book: RuleBook) -> list[OpenRow]:
    rows = [row for each in known for row in open_rows(each, now, book)]
    return rows + [row for each in processes for row in practice_rows(each, now, book)]


def _marked(row: OpenRow, away: Mapping[str, Absence]) -> OpenRow:
    """The row with the absence of whose it is, where that is somebody who is away."""
    absence = away.get(of_whom(row) or "")
    return row if absence is None else replace(row, absent=absence)


def _summed(
    conn: sqlite3.Connection, whose: str, handle: str, away: Collection[str], now: Instant, book: RuleBook
) -> DayDone:
    """What a teammate did today, and what of anybody's is late all the same."""
    calendar = book.at(now).calendar
    deeds = acts.between(conn, whose, calendar.midnight(calendar.date_of(now)), now)
    known = _concerned(conn, None, handle, now, book)
    rows = _rows(known.values(), practice.everything(conn), now, book)
    late = [row for row in rows if row.kind in OURS and row.late > 0]
    others = in_order(row for row in late if of_whom(row) not in (whose, *away))
    return DayDone(*summed(deeds), tuple(others), sum(row.kind == "wait" for row in late))


def _silent(
    conn: sqlite3.Connection, whose: Collection[str] | None, handle: str, now: Instant, book: RuleBook
) -> list[Silent]:
    """Those past their cadence and awake, the most silent first."""
    cadences = {tier: targets.cadence for tier, targets in book.at(now).tiers.items()}
    found = there.silent(conn, handle, whose, cadences, now)
    awake = open_things.busy(conn, now, [each.relationship for each in found if each.asleep])
    return most_silent((each for each in found if not each.asleep or each.relationship in awake), now, book)


def _those(
    conn: sqlite3.Connection, idents: Collection[int], handle: str, now: Instant, book: RuleBook
) -> dict[int, Case]:
    """Some relationships with all that goes on there."""
    return cases(conn, there.everybody(conn, handle, now, idents), now, book) if idents else {}
