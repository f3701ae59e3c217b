"""WHEN on the command line: read by the team's calendar at the moment of the rules, and echoed."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from tui.cli.call import Call
from tui.domain.acts import NewPromise
from tui.domain.calendar import WorkCalendar
from tui.domain.model import Instant
from tui.domain.problem import Problem
from tui.domain.when import When, find_due, read_due, read_moment, written


@lru_cache(maxsize=1)
def calendar(call: Call) -> WorkCalendar:
    """The team's calendar now."""
    from tui.store.teammates import rule_book

    call.require_database()
    with call.store.read() as conn:
        return rule_book(conn).at(call.now).calendar


def due(call: Call, text: str) -> When:
    """When something is due; Problem where that cannot be read or has passed."""
    read = read_due(text, call.now, calendar(call))
    if read.at <= call.now:
        raise Problem(
            f"{text.strip()[:60]!r} is {shown(call, read)}, which has passed.",
            "Name a date that is still to come.",
            wrong_use=True,
        )
    return read


def moment(call: Call, text: str) -> When:
    """When something happened; Problem where that cannot be read or is still to come."""
    return read_moment(text, call.now, calendar(call))


def day(call: Call, text: str) -> date:
    """A date, whether past or to come."""
    return read_due(text, call.now, calendar(call)).day


def shown(call: Call, when: When) -> str:
    """A reading in clear text: "Fri 13 Mar 17:00"."""
    return written_at(call, when.at, when.day_alone)


def written_at(call: Call, at: Instant, day_alone: bool = False) -> str:
    """An instant in clear text, as `shown` writes it."""
    return written(at, day_alone, call.now, ZoneInfo(calendar(call).zone))


def shown_day(call: Call, value: date) -> str:
    """A date in clear text: "Fri 13 Mar"."""
    from tui.present.words import day as in_words

    return in_words(value, calendar(call).date_of(call.now))


def promise(call: Call, text: str, *, by_us: bool = True) -> NewPromise:
    """A promise with its date at the end: "send the quote by fri"."""
    found = find_due(text, call.now, calendar(call))
    if found is None:
        raise Problem(f"{text[:60]!r} names no date.", 'Write it as "send the quote by fri".', wrong_use=True)
    when, _, what = found
    if when.at <= call.now:
        raise Problem(
            f"{text[:60]!r} is due {shown(call, when)}, which has passed.",
            "Name a date that is still to come.",
            wrong_use=True,
        )
    return NewPromise(what, when.at, when.day_alone, by_us)
