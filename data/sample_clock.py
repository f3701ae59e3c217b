"""The sample's own small clock: Monday to Friday, 09:00 to 17:00, UTC, no holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

OPENS, CLOSES = 9, 17


def instant(text: str) -> datetime:
    """An aware instant from "2026-03-09 08:30" or its form with a T."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def moment(text: str) -> date | datetime:
    """A day alone, or an instant where a time of day is given."""
    return date.fromisoformat(text) if len(text) == len("2026-03-09") else instant(text)


def at_hour(day: datetime, hour: float) -> datetime:
    """An hour of the day, as the sample writes hours: 9.5 is half past nine."""
    return day.replace(hour=0, minute=0, second=0) + timedelta(minutes=round(hour * 60))


def next_weekday(day: datetime) -> datetime:
    """The same time on this day, or on Monday where it is a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def after(start: datetime, hours: float) -> datetime:
    """The first instant by which so many working hours have passed since `start`."""
    left, here = timedelta(hours=hours), start
    while True:
        if here.weekday() < 5:
            opens, closes = at_hour(here, OPENS), at_hour(here, CLOSES)
            here = max(here, opens)
            if here + left <= closes:
                return (here + left).replace(microsecond=0)
            left -= max(timedelta(0), closes - here)
        here = at_hour(here + timedelta(days=1), 0)
