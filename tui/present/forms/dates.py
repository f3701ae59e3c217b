"""A field that holds a date: what it is read as, what is proposed for it, and the words that mean a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from tui.domain.calendar import WorkCalendar
from tui.domain.model import DAY, Instant
from tui.domain.problem import Problem
from tui.domain.snoozing import shows_from
from tui.domain.when import Unclear, When, read_due, written
from tui.present.form import Choice, Said
from tui.present.paper import Paper
from tui.present.words import day

HINT = "a day, such as fri"
MISSING = "By when? Write a day, such as fri."
PAST = "is in the past. Name a date that is still to come."


class Dated(NamedTuple):
    """A date field as read; `at` is None where there is no date in it that can be taken."""

    said: Said
    at: Instant | None = None
    day_alone: bool = True


class Proposal(NamedTuple):
    """The day that an empty field means, and why that one."""

    day: date
    source: str


def due_field(text: str, paper: Paper, calendar: WorkCalendar, proposed: Proposal | None = None) -> Dated:
    """A date by which something is due: echoed in clear text, wrong where it is past or cannot be read."""
    if not text.strip():
        return _empty(paper, calendar, proposed)
    try:
        read = read_due(text, paper.now, calendar)
    except Problem as problem:
        return Dated(_unread(problem))
    shown = written(read.at, read.day_alone, paper.now, paper.zone)
    if read.at <= paper.now:
        return Dated(Said(wrong=f"{shown} {PAST}"))
    return Dated(Said(shown), read.at, read.day_alone)


def snooze_field(text: str, paper: Paper, calendar: WorkCalendar, proposed: Proposal) -> Dated:
    """A date from which on something shows again: a day alone from its beginning."""
    try:
        read = read_due(text, paper.now, calendar) if text.strip() else _whole(proposed.day, calendar)
    except Problem as problem:
        return Dated(_unread(problem))
    until = shows_from(read.at, read.day_alone, calendar)
    shown = day_text(read.day, paper, calendar)
    if not read.day_alone:
        shown = written(read.at, False, paper.now, paper.zone)
    if until <= paper.now:
        told = f"{shown} has begun already. Name a later day, or a time such as 3pm." if read.day_alone else ""
        return Dated(Said(wrong=told or f"{shown} {PAST}"))
    source = "" if text.strip() else proposed.source
    return Dated(Said(shown, source), until, read.day_alone)


def next_working_day(after: Instant, calendar: WorkCalendar) -> Proposal:
    """The first day after that of an instant on which there is work."""
    tomorrow = calendar.midnight(calendar.date_of(after) + timedelta(days=1))
    return Proposal(calendar.date_of(calendar.due(tomorrow, 1) - 1), "the next working day")


def in_a_week(paper: Paper, calendar: WorkCalendar) -> Proposal:
    """A week from now, or the first working day after that."""
    before = calendar.midnight(calendar.date_of(paper.now)) + 6 * DAY
    return next_working_day(before, calendar)._replace(source="in a week")


def day_of(at: Instant, calendar: WorkCalendar) -> date:
    """The day that a due belongs to; 24:00 belongs to the day that it ends."""
    return calendar.date_of(at - 1)


def day_text(value: date, paper: Paper, calendar: WorkCalendar) -> str:
    """A coming day in words that a date field reads as that day: "Wed 18 Mar"."""
    return day(value, calendar.date_of(paper.now))


def _whole(value: date, calendar: WorkCalendar) -> When:
    return When(calendar.end_of(value), value, True)


def _empty(paper: Paper, calendar: WorkCalendar, proposed: Proposal | None) -> Dated:
    if proposed is None:
        return Dated(Said(wrong=MISSING))
    at = calendar.end_of(proposed.day)
    return Dated(Said(written(at, True, paper.now, paper.zone), proposed.source), at)


def _unread(problem: Problem) -> Said:
    readings = problem.readings if isinstance(problem, Unclear) else ()
    return Said(wrong=str(problem), choices=tuple(Choice(reading, reading) for reading in readings))
