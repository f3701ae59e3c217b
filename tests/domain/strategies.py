"""Moments, calendars and small logs that the tests of the rules share."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tui.domain.calendar import WorkCalendar
from tui.domain.model import (
    DAY,
    HOUR,
    Ending,
    FollowUp,
    Instant,
    Log,
    Promise,
    Relationship,
    Renegotiation,
    Touch,
)
from tui.domain.obligations import Item
from tui.domain.rules import RuleBook, Rules

BOOK = RuleBook.of(Rules())
OFFICE = WorkCalendar()
ALWAYS = WorkCalendar("UTC", (((0, 1440),),) * 7)
WORKDAY = 8 * HOUR

# a zone and the local dates around which its clocks change
TRANSITIONS = (
    ("Europe/Berlin", date(2024, 3, 31)),
    ("Europe/Berlin", date(2024, 10, 27)),
    ("America/New_York", date(2024, 3, 10)),
    ("America/New_York", date(2024, 11, 3)),
    ("Australia/Lord_Howe", date(2024, 4, 7)),
    ("Australia/Lord_Howe", date(2024, 10, 6)),
    ("America/Havana", date(2024, 3, 10)),
    ("America/Havana", date(2024, 11, 3)),
    ("Africa/Cairo", date(2024, 4, 26)),
    ("Africa/Cairo", date(2024, 10, 31)),
    ("Asia/Kolkata", date(2024, 5, 1)),
    ("Pacific/Apia", date(2011, 12, 30)),
)
ON_TRANSITIONS = (0, 30, 60, 90, 105, 120, 150, 180, 1380, 1410, 1440)


def at(when: str, zone: str = "UTC", fold: int = 0) -> Instant:
    """The instant of a wall time such as "2024-01-01 09:00"."""
    return int(datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp())


def utc_midnight(day: date) -> Instant:
    """The instant of 00:00 UTC."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def every_day(
    *intervals: tuple[int, int], zone: str = "UTC", holidays: frozenset[date] = frozenset()
) -> WorkCalendar:
    """A calendar with the same working time on all seven days."""
    return WorkCalendar(zone, (intervals,) * 7, holidays)


MONDAY = at("2024-01-01 00:00")
NINE = MONDAY + 9 * HOUR


def workdays(count: float, start: Instant = NINE) -> Instant:
    """So many working days after a Monday's nine o'clock."""
    return OFFICE.due(start, round(count * WORKDAY))


# calendars


def minutes() -> st.SearchStrategy[int]:
    """Minutes of a day, mostly on the clocks' changes."""
    return st.sampled_from(ON_TRANSITIONS) | st.integers(0, 1440)


def intervals() -> st.SearchStrategy[tuple[int, int]]:
    """Working time within a day."""
    pairs = st.tuples(minutes(), minutes()).filter(lambda pair: pair[0] != pair[1])
    return pairs.map(lambda pair: (min(pair), max(pair)))


def weeks() -> st.SearchStrategy[tuple[tuple[tuple[int, int], ...], ...]]:
    """Weeks with some working time; intervals touch and overlap as they like."""
    day = st.lists(intervals(), max_size=3).map(tuple)
    return st.tuples(*[day] * 7).filter(any)


@st.composite
def calendars_with_instants(draw: st.DrawFn, count: int = 2) -> tuple[WorkCalendar, date, list[Instant]]:
    """A calendar, a date on which its zone's clocks change, and instants within two days of it, ascending."""
    zone, day = draw(st.sampled_from(TRANSITIONS))
    near = [day + timedelta(days=n) for n in (-2, -1, 0, 1, 2)]
    holidays = draw(st.frozensets(st.sampled_from(near), max_size=2))
    calendar = WorkCalendar(zone, draw(weeks()), holidays)
    seconds = st.integers(-96, 144).map(lambda half_hours: half_hours * 1800) | st.integers(-2 * DAY, 3 * DAY)
    found = [utc_midnight(day) + draw(seconds) for _ in range(count)]
    return calendar, day, sorted(found)


# items

HALF = 2 * WORKDAY


@st.composite
def ended_items(draw: st.DrawFn, most: int = 8) -> list[Item]:
    """Obligations that ended: on time, late, moved or failed."""
    return [draw(an_ended_item(n)) for n in range(draw(st.integers(0, most)))]


@st.composite
def an_ended_item(draw: st.DrawFn, ident: int = 99) -> Item:
    """One obligation that ended."""
    measure = draw(st.sampled_from(("promise", "reply", "follow_up")))
    due = NINE + draw(st.integers(-40, 40)) * 4 * HOUR
    half = draw(st.sampled_from((4 * HOUR, WORKDAY, HALF, 3 * WORKDAY)))
    ended = due + draw(st.sampled_from((-HOUR, 0, 60, HOUR, DAY, 5 * DAY, 30 * DAY)))
    moves = draw(st.integers(0, 3)) if measure == "promise" else 0
    opened = due - draw(st.sampled_from((HOUR, DAY)))
    return Item(
        measure, f"{measure[0]}{ident}", due, opened, half, moves, ended, draw(st.booleans()) and ended > due
    )


@st.composite
def open_items(draw: st.DrawFn, most: int = 5) -> list[Item]:
    """Obligations still open, overdue or not, with ids of their own."""
    return [draw(an_open_item(100 + n)) for n in range(draw(st.integers(0, most)))]


@st.composite
def an_open_item(draw: st.DrawFn, ident: int = 199) -> Item:
    """One obligation still open."""
    measure = draw(st.sampled_from(("promise", "reply", "follow_up")))
    due = NINE + draw(st.integers(-40, 400)) * 4 * HOUR
    half = draw(st.sampled_from((4 * HOUR, WORKDAY, HALF, 3 * WORKDAY)))
    moves = draw(st.integers(0, 6)) if measure == "promise" else 0
    return Item(measure, f"{measure[0]}{ident}", due, due - DAY, half, moves)


# logs

SHORT = RuleBook.of(Rules(calendar=ALWAYS, give_up_after=6 / DAY))
"""A book in which working time is wall time and giving up comes after 6 seconds."""

PEOPLE = Relationship(1, "Acme", "customer", "active", "b", "ana")


def a_touch(step: int, length: int) -> st.SearchStrategy[Touch]:
    """An interaction of any sort, at one of few instants `step` seconds apart; the id comes later."""
    return st.builds(
        Touch,
        id=st.just(0),
        at=st.integers(1, length).map(lambda n: n * step),
        channel=st.sampled_from(("email", "email", "email", "call", "meeting", "chat")),
        direction=st.sampled_from(("in", "in", "out")),
        thread=st.integers(0, 1),
        countable=st.sampled_from((True, True, True, False)),
        opens=st.booleans(),
        missed=st.sampled_from((False, False, True)),
    ).map(_plausible)


def _plausible(touch: Touch) -> Touch:
    """Only calls and meetings are missed; a missed call waits for us; mail is in one direction."""
    if touch.channel not in ("call", "meeting"):
        return touch._replace(missed=False)
    if touch.missed:
        return touch._replace(opens=touch.direction == "in")
    return touch._replace(direction="both", opens=False)


@st.composite
def touch_logs(draw: st.DrawFn, step: int = 1, length: int = 14, most: int = 14) -> list[Touch]:
    """Interactions with ids of their own, in any order."""
    touches = draw(st.lists(a_touch(step, length), max_size=most))
    return [touch._replace(id=n) for n, touch in enumerate(touches, 1)]


@st.composite
def endings_of(draw: st.DrawFn, touches: list[Touch], *, imports: bool, step: int = 1) -> list[Ending]:
    """Waives and givings up said of some interactions, at their instant or later."""
    found = []
    for touch in draw(st.lists(st.sampled_from(touches), max_size=4)) if touches else []:
        said = touch.at + step * draw(st.integers(-1, 8))
        kind = draw(st.sampled_from(("waived", "given_up")))
        later = step * draw(st.integers(0, 8))
        by_import = imports and kind == "given_up" and draw(st.booleans())
        found.append(Ending(touch.id, kind, said, said + later if by_import else None))
    return found


@st.composite
def promises(draw: st.DrawFn, ident: int, step: int, length: int) -> Promise:
    """A promise of either side with its renegotiations and its end."""
    made = step * draw(st.integers(1, length))
    due = made + step * draw(st.integers(0, 10))
    moves, stood, moved = [], due, made
    for _ in range(draw(st.integers(0, 2))):
        moved += step * draw(st.integers(1, 6))
        moves.append(Renegotiation(moved, stood, stood + step * draw(st.integers(1, 9)), draw(st.booleans())))
        stood = moves[-1].new_due if moves[-1].agreed else stood
    state = draw(st.sampled_from(("open", "kept", "broken", "withdrawn")))
    ended = None if state == "open" else moved + step * draw(st.integers(0, 12))
    by_us = draw(st.sampled_from((True, True, False)))
    return Promise(ident, 1, by_us, "ana", "the plans", made, due, True, tuple(moves), state, ended)


@st.composite
def follow_ups(draw: st.DrawFn, ident: int, step: int, length: int) -> FollowUp:
    """A follow-up and its end."""
    made = step * draw(st.integers(1, length))
    due = made + step * draw(st.integers(0, 10))
    state = draw(st.sampled_from(("open", "done", "skipped")))
    ended = None if state == "open" else made + step * draw(st.integers(0, 20))
    return FollowUp(ident, 1, "ana", "ask", made, due, True, state, ended)


@st.composite
def logs(draw: st.DrawFn, step: int = 5 * HOUR, length: int = 40) -> Log:
    """A whole log of a relationship, in which no import gave anything up."""
    touches = draw(touch_logs(step, length))
    touches = [t._replace(gesture="thanks") if t.direction == "out" and t.id % 3 == 0 else t for t in touches]
    ours = [draw(promises(n, step, length)) for n in range(draw(st.integers(0, 3)))]
    todo = [draw(follow_ups(n, step, length)) for n in range(draw(st.integers(0, 3)))]
    return Log(
        PEOPLE, tuple(touches), tuple(draw(endings_of(touches, imports=False, step=step))), tuple(ours), tuple(todo)
    )
