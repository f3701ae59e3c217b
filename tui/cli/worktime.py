"""Working time for the prompt's line: what domain.calendar says of a few days, at a tenth of the start.

A prompt is drawn after every command, and the dataclasses of the domain alone take longer to import than the answer
may take. Whatever is open is compared with one instant for each limit, so no table is built; a test holds both
together.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

MINUTES = 24 * 60


class Hours:
    """The calendar of one version of the rules, from its plain values."""

    def __init__(self, plain: dict) -> None:  # type: ignore[type-arg]
        self.week = plain["week"]
        self.holidays = frozenset(plain["holidays"])
        self.zone = _zone(plain["zone"])

    def reach(self, end: int, limit: int, floor: int) -> int:
        """The instant before which whatever began lies more than `limit` working seconds before `end`.

        Looks back to the day of `floor` at most, and is that day's beginning or earlier where it is not reached.
        """
        day, first = self.date_of(end) + timedelta(days=1), self.date_of(floor) - timedelta(days=1)
        left, reached = limit, end
        while day >= first:
            for begin, over in reversed(self._spans(day)):
                # neighbouring spans may overlap where a clock is put back
                until = min(over, reached)
                if until - begin > left:
                    return until - left
                if until > begin:
                    left, reached = left - (until - begin), begin
            day -= timedelta(days=1)
        return self.midnight(first)

    def date_of(self, at: int) -> date:
        """The local date of an instant."""
        return datetime.fromtimestamp(at, self.zone).date()

    def midnight(self, day: date) -> int:
        """The first instant of a local date."""
        return self._instant(day, 0, 0)

    def _spans(self, day: date) -> list[tuple[int, int]]:
        if day.isoformat() in self.holidays:
            return []
        spans = self.week[day.weekday()]
        return sorted((self._instant(day, a, 0), self._instant(day, b, 1)) for a, b in spans)

    def _instant(self, day: date, minute: int, fold: int) -> int:
        """The instant of a wall time; inside a spring gap, the transition."""
        if minute >= MINUTES:
            day, minute = day + timedelta(days=1), minute - MINUTES
        wall = datetime.combine(day, time(minute // 60, minute % 60))
        before = int(wall.replace(tzinfo=self.zone, fold=1).timestamp())
        after = int(wall.replace(tzinfo=self.zone, fold=0).timestamp())
        if before >= after:
            return before if fold else after
        offset = datetime.fromtimestamp(before, self.zone).utcoffset()
        while after - before > 1:
            middle = (before + after) // 2
            if datetime.fromtimestamp(middle, self.zone).utcoffset() == offset:
                before = middle
            else:
                after = middle
        return after


def _zone(name: str) -> tzinfo:
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)
