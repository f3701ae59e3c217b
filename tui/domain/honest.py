"""An honest look before a promise is made: the load of its week, the history, and the date that would hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Literal

from tui.domain.calendar import WorkCalendar
from tui.domain.model import Instant, Promise, Seconds
from tui.domain.obligations import standing
from tui.domain.promised import Record, ended, latenesses
from tui.domain.rules import RuleBook

CAPACITY = 5
FEWEST, MOST = 8, 50
WEEK = timedelta(days=7)

Load = Counter[tuple[str, date]]
"""How many open promises are due, by author and the Monday of the ISO week."""


@dataclass(frozen=True, slots=True)
class LookBack(Record):
    """The last promises that ended, the author's own or the team's; nothing where both are too few."""

    whose: Literal["own", "team", "none"] = "none"


@dataclass(frozen=True, slots=True)
class Room:
    """A teammate who has room in the week of the asked due: `count` open promises of `capacity`."""

    handle: str
    count: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Look:
    """What is said before a promise due at `asked` is made.

    `week_count` is the author's open promises due in that week, without this one. `holds` and `offer_holds` are
    the shares of the history, 0 to 1, that would have held the asked and the offered due. `offered` is later than
    asked, or None; `refused` says that too many were broken to offer any date.
    """

    asked: Instant
    week_count: int
    capacity: int
    history: LookBack
    holds: float | None
    offered: Instant | None
    offer_holds: float | None
    refused: bool
    room: tuple[Room, ...]

    @property
    def full(self) -> bool:
        """Whether this one is more than the week has room for."""
        return self.week_count >= self.capacity

    @property
    def speaks(self) -> bool:
        """Whether there is anything to say before the promise is made."""
        return self.full or self.offered is not None or self.refused


def look(
    asked: Instant,
    author: str,
    promises: Iterable[Promise],
    capacities: Mapping[str, int],
    now: Instant,
    book: RuleBook,
    but: int | None = None,
) -> Look:
    """Look at a promise of `author` due at `asked` as things stand at `now`.

    `promises` are all those of the team, `but` the id of one that is being moved and does not count.
    `capacities` are promises a week, above 0, by handle. Raises OverflowError for a due near the year 2900.
    """
    ours = [promise for promise in promises if promise.by_us and promise.id != but]
    history = look_back(author, ours, now, book)
    load, calendar = loads(ours, now, book), book.at(now).calendar
    capacity, week = capacities.get(author, CAPACITY), week_of(asked, calendar)
    usual = honest_lateness(history)
    offered = None
    if usual is not None:
        taken = Counter({monday: n for (who, monday), n in load.items() if who == author})
        offered = _offer(asked, usual, taken, capacity, calendar)
    return Look(
        asked,
        load[author, week],
        capacity,
        history,
        history.within(0),
        offered,
        None if offered is None else history.within(calendar.working(asked, offered)),
        usual is None and history.whose != "none",
        _room(week, load, {who: n for who, n in capacities.items() if who != author}),
    )


def look_back(author: str, promises: Iterable[Promise], now: Instant, book: RuleBook) -> LookBack:
    """The last promises by us that ended by `now`: the author's where they are enough, else the team's."""
    team = ended((promise for promise in promises if promise.by_us), now)
    own = [promise for promise in team if promise.author == author]
    if len(team) < FEWEST:
        return LookBack()
    last = (own if len(own) >= FEWEST else team)[-MOST:]
    broken = sum(promise.state == "broken" for promise in last)
    return LookBack(latenesses(last, book), broken, "own" if len(own) >= FEWEST else "team")


def honest_lateness(record: Record) -> Seconds | None:
    """The lateness that the next one stays within 4 times in 5; None where too few were kept to say one.

    It is the k-th of all latenesses, broken ones being infinitely late, k = ceil(0.8 * (n + 1)).
    """
    k = -(-4 * (record.n + 1) // 5)
    return record.latenesses[k - 1] if k <= len(record.latenesses) else None


def loads(promises: Iterable[Promise], now: Instant, book: RuleBook) -> Load:
    """How many promises are open at `now`, by author and the week of the due that then stands."""
    calendar = book.at(now).calendar
    still = (promise for promise in promises if _is_open(promise, now))
    return Counter((promise.author, week_of(standing(promise, now, book)[0], calendar)) for promise in still)


def _is_open(promise: Promise, now: Instant) -> bool:
    over = promise.state != "open" and (promise.ended_at is None or promise.ended_at <= now)
    return promise.made_at <= now and not over


def week_of(due: Instant, calendar: WorkCalendar) -> date:
    """The Monday of the ISO week of a due; 24:00 of a Sunday belongs to the week that it ends."""
    day = calendar.date_of(due - 1)
    return day - timedelta(days=day.weekday())


def _offer(
    asked: Instant, usual: Seconds, taken: Counter[date], capacity: int, calendar: WorkCalendar
) -> Instant | None:
    """The first honest due; None where that is the asked one."""
    offer = asked
    if usual:
        # the second before, as a due at 24:00 belongs to the day that it ends
        offer = calendar.end_of(calendar.date_of(calendar.due(asked, usual) - 1))
    week = week_of(offer, calendar)
    if taken[week] >= capacity:
        offer = _next_room(week, taken, capacity, calendar)
    return offer if offer > asked else None


def _next_room(full: date, taken: Counter[date], capacity: int, calendar: WorkCalendar) -> Instant:
    """The end of the first working day of the first week after `full` that has one and room."""
    weeks = (full + n * WEEK for n in count(1))
    days = (day for monday in weeks if taken[monday] < capacity for day in _working_days(monday, calendar))
    return calendar.end_of(next(days))


def _working_days(monday: date, calendar: WorkCalendar) -> Iterator[date]:
    for n in range(7):
        day, after = (monday + timedelta(days=each) for each in (n, n + 1))
        if calendar.working(calendar.midnight(day), calendar.midnight(after)):
            yield day


def _room(week: date, load: Load, capacities: Mapping[str, int]) -> tuple[Room, ...]:
    """Those who have room in a week, the least loaded for their capacity first."""
    found = [Room(who, load[who, week], most) for who, most in capacities.items() if load[who, week] < most]
    return tuple(sorted(found, key=lambda room: (room.count / room.capacity, -room.capacity, room.handle)))
