"""Working time by the team's calendar.

Method: every local date contributes its intervals turned into UTC; the merged intervals are kept sorted with
their running total (a prefix sum), so that both questions below cost two binary searches.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

from tui.domain.model import DAY, Instant, Seconds

Week = tuple[tuple[tuple[int, int], ...], ...]

MINUTES = 24 * 60
NINE_TO_FIVE = ((9 * 60, 17 * 60),)
OFFICE_WEEK: Week = (NINE_TO_FIVE,) * 5 + ((), ())
FIRST, LAST = date(1902, 1, 1), date(2900, 12, 31)
MARGIN = timedelta(days=3)


@dataclass(frozen=True)
class WorkCalendar:
    """Working hours per weekday in one time zone.

    `week` holds, from Monday on, pairs of minutes since local midnight (1440 is the next date's 00:00).
    Raises ValueError for an unknown zone, times out of order or a week without any working time.
    """

    zone: str = "UTC"
    week: Week = OFFICE_WEEK
    holidays: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.zone)
        except (OSError, ValueError, KeyError):
            raise ValueError(f"{self.zone!r} is no time zone") from None
        if len(self.week) != 7:
            raise ValueError("a week has 7 days")
        if any(not 0 <= a < b <= MINUTES for day in self.week for a, b in day):
            raise ValueError("an interval of working time must start before it ends")
        if not any(self.week):
            raise ValueError("a calendar needs some working time")
        object.__setattr__(self, "_kept", NO_TABLE)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def working_day(self) -> Seconds:
        """The mean working time of the weekdays that have any, in seconds."""
        lengths = [60 * sum(b - a for a, b in _merged(sorted(day))) for day in self.week if day]
        return round(sum(lengths) / len(lengths))

    def working(self, start: Instant, end: Instant) -> Seconds:
        """Working seconds between two instants; 0 where `end` is not after `start`."""
        if end <= start:
            return 0
        table = self._table(start, end)
        return table.before(end) - table.before(start)

    def due(self, start: Instant, span: Seconds) -> Instant:
        """The first instant by which `span` working seconds have passed since `start`.

        Raises OverflowError where that lies beyond the year 2900.
        """
        if span <= 0:
            return start
        horizon = start + max(14 * DAY, 8 * span)
        while True:
            table = self._table(start, horizon)
            wanted = table.before(start) + span
            if table.totals[-1] >= wanted and (at := table.reached(wanted)) <= horizon:
                return at
            if horizon >= self.midnight(LAST):
                raise OverflowError("no such due before the year 2900")
            horizon = min(start + 2 * (horizon - start), self.midnight(LAST))

    def late(self, due: Instant, at: Instant) -> bool:
        """Whether any working time has passed since `due`: the one test of late, overdue and past due."""
        return self.working(due, at) > 0

    def date_of(self, at: Instant) -> date:
        """The local date of an instant."""
        return datetime.fromtimestamp(at, self._zone).date()

    def local(self, at: Instant) -> datetime:
        """An instant as local wall time."""
        return datetime.fromtimestamp(at, self._zone)

    def midnight(self, day: date) -> Instant:
        """The first instant of a local date."""
        return self._instant(day, 0, fold=0)

    def instant(self, day: date, minute: int) -> Instant:
        """The first instant at which clocks show that minute of a local date; in a gap, when they jump over it."""
        return self._instant(day, minute, fold=0)

    def end_of(self, day: date) -> Instant:
        """When a due day alone is over: the end of its last working interval, else its 24:00."""
        ends = [end for _, end in self._intervals(day)]
        return max(ends) if ends else self._instant(day, MINUTES, fold=1)

    def as_json(self) -> dict[str, Any]:
        """This calendar as plain values."""
        return {
            "zone": self.zone,
            "week": [[list(pair) for pair in day] for day in self.week],
            "holidays": sorted(day.isoformat() for day in self.holidays),
        }

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> WorkCalendar:
        """The calendar that `as_json` made plain."""
        week = tuple(tuple((a, b) for a, b in day) for day in plain["week"])
        return cls(plain["zone"], week, frozenset(date.fromisoformat(day) for day in plain["holidays"]))

    def _intervals(self, day: date) -> Iterator[tuple[Instant, Instant]]:
        if day in self.holidays:
            return
        for start, end in self.week[day.weekday()]:
            first, last = self._instant(day, start, fold=0), self._instant(day, end, fold=1)
            if first < last:
                yield first, last

    def _instant(self, day: date, minute: int, fold: int) -> Instant:
        """The instant of a wall time; inside a spring gap, the transition."""
        if minute >= MINUTES:
            day, minute = day + timedelta(days=1), minute - MINUTES
        wall = datetime.combine(day, time(minute // 60, minute % 60))
        at = int(wall.replace(tzinfo=self._zone, fold=fold).timestamp())
        if datetime.fromtimestamp(at, self._zone).replace(tzinfo=None, fold=0) == wall:
            return at
        return self._transition(wall)

    def _transition(self, wall: datetime) -> Instant:
        """The instant at which the clocks jumped over `wall`."""
        before = int(wall.replace(tzinfo=self._zone, fold=1).timestamp())
        after = int(wall.replace(tzinfo=self._zone, fold=0).timestamp())
        offset = datetime.fromtimestamp(before, self._zone).utcoffset()
        while after - before > 1:
            middle = (before + after) // 2
            if datetime.fromtimestamp(middle, self._zone).utcoffset() == offset:
                before = middle
            else:
                after = middle
        return after

    def _table(self, start: Instant, end: Instant) -> _Table:
        """Prefix sums that hold at least from `start` to `end`; they only ever grow."""
        table: _Table = self._kept  # type: ignore[attr-defined]
        if table.sure_from <= start and end <= table.sure_until:
            return table
        first, last = _utc_date(start), _utc_date(end)
        if table is not NO_TABLE:
            first, last = min(first, table.first), max(last, table.last)
        table = self._build(date(first.year, 1, 1), date(last.year, 12, 31))
        object.__setattr__(self, "_kept", table)
        return table

    def _build(self, first: date, last: date) -> _Table:
        first, last = max(first - MARGIN, FIRST), min(last + MARGIN, LAST)
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        merged = _merged(sorted(pair for day in days for pair in self._intervals(day)))
        starts, ends = [a for a, _ in merged], [b for _, b in merged]
        totals = list(accumulate((b - a for a, b in merged), initial=0))
        return _Table(first, last, starts, ends, totals)


class _Table:
    """Merged intervals of the dates from `first` to `last` and their running total."""

    __slots__ = ("ends", "first", "last", "starts", "sure_from", "sure_until", "totals")

    def __init__(
        self, first: date, last: date, starts: list[Instant], ends: list[Instant], totals: list[Seconds]
    ) -> None:
        self.first, self.last, self.starts, self.ends, self.totals = first, last, starts, ends, totals
        # a date's intervals reach at most 26 hours around its UTC day
        self.sure_from = _utc_midnight(first) + 2 * DAY if first > FIRST else -(1 << 62)
        self.sure_until = _utc_midnight(last) - DAY if last < LAST else 1 << 62

    def before(self, at: Instant) -> Seconds:
        """Working seconds from the table's beginning to `at`."""
        n = bisect_right(self.starts, at) - 1
        if n < 0:
            return 0
        end = self.ends[n]
        return self.totals[n] + (at if at < end else end) - self.starts[n]

    def reached(self, total: Seconds) -> Instant:
        """The first instant at which the running total is `total`, which must be above 0 and be reached."""
        n = bisect_left(self.totals, total)
        return self.starts[n - 1] + total - self.totals[n - 1]


def _merged(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in pairs:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _utc_date(at: Instant) -> date:
    low, high = _utc_midnight(FIRST), _utc_midnight(LAST)
    return datetime.fromtimestamp(min(max(at, low), high), UTC).date()


def _utc_midnight(day: date) -> Instant:
    return int(datetime.combine(day, time(), UTC).timestamp())


NO_TABLE = _Table(FIRST + timedelta(days=1), FIRST + timedelta(days=1), [], [], [])
"""Sure of nothing."""
