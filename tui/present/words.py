"""How kept says spans, dates, points and counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from math import floor

from tui.domain.model import DAY, HOUR, Instant, Seconds

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MINUTE = 60


def span(seconds: Seconds, day: Seconds = DAY) -> str:
    """A length of time in days of `day` seconds and hours, or in hours, or in minutes."""
    days, rest = divmod(max(seconds, 0), day)
    hours = rest // HOUR
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    return f"{hours} h" if hours else f"{max(1, rest // MINUTE)} min"


def local(at: Instant, zone: tzinfo) -> datetime:
    """The instant as the reader's clock showed it."""
    return datetime.fromtimestamp(at, zone)


def day(value: date, today: date) -> str:
    """A date: "Tue 3 Mar" within the year of `today`, "3 Mar 2025" else."""
    if value.year == today.year:
        return f"{WEEKDAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]}"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def day_column(value: date, today: date) -> str:
    """A date whose day of the month lines up with the ones above and below."""
    if value.year == today.year:
        return f"{WEEKDAYS[value.weekday()]} {value.day:>2} {MONTHS[value.month - 1]}"
    return f"{value.day:>2} {MONTHS[value.month - 1]} {value.year}"


def long_day(value: date) -> str:
    """A date as a title: "Monday 9 March"."""
    return f"{LONG_WEEKDAYS[value.weekday()]} {value.day} {LONG_MONTHS[value.month - 1]}"


def month(value: date, today: date, *, short: bool = False) -> str:
    """A month by its name, with the year where that is another."""
    name = (MONTHS if short else LONG_MONTHS)[value.month - 1]
    return name if value.year == today.year else f"{name} {value.year}"


def clock(at: Instant, zone: tzinfo) -> str:
    """The time of day: "15:00"."""
    return f"{local(at, zone):%H:%M}"


def moment(at: Instant, now: Instant, zone: tzinfo) -> str:
    """A date and a time of day: "Tue 3 Mar 12:52"."""
    return f"{day(local(at, zone).date(), local(now, zone).date())} {clock(at, zone)}"


def on(at: Instant, now: Instant, zone: tzinfo) -> str:
    """The day of an instant alone: "today", "tomorrow" or its date."""
    today, value = local(now, zone).date(), local(at, zone).date()
    if value == today:
        return "today"
    return "tomorrow" if value == today + timedelta(days=1) else day(value, today)


def lately(at: Instant, now: Instant, zone: tzinfo) -> str:
    """A past time in few letters: "08:10" today, "Mon 08:10" within a week, else the date."""
    today, value = local(now, zone).date(), local(at, zone).date()
    if value == today:
        return clock(at, zone)
    if 0 < (today - value).days < 7:
        return f"{WEEKDAYS[value.weekday()]} {clock(at, zone)}"
    return day(value, today)


def since(at: Instant, now: Instant, zone: tzinfo) -> str:
    """A past day in few letters: "since Thu" within a week, else "since 3 Mar"."""
    today, value = local(now, zone).date(), local(at, zone).date()
    if value == today:
        return "since today"
    if 0 < (today - value).days < 7:
        return f"since {WEEKDAYS[value.weekday()]}"
    year = "" if value.year == today.year else f" {value.year}"
    return f"since {value.day} {MONTHS[value.month - 1]}{year}"


def days_since(at: Instant, now: Instant, zone: tzinfo) -> int:
    """How many calendar days ago, as every silence is counted."""
    return max(0, (local(now, zone).date() - local(at, zone).date()).days)


def days_ago(at: Instant | None, now: Instant, zone: tzinfo) -> str:
    """How long ago in whole days, in few letters: "today", "3 d", "never"."""
    if at is None:
        return "never"
    days = days_since(at, now, zone)
    if not days:
        return "today"
    return f"{days} d" if days < 1000 else f"{days // 365} y"


def ago(at: Instant | None, now: Instant, zone: tzinfo) -> str:
    """How long ago in words: "today", "13 days ago", "2 months ago"."""
    if at is None:
        return "never"
    days = days_since(at, now, zone)
    if not days:
        return "today"
    if days < 60:
        return f"{count(days, 'day')} ago"
    return f"{days // 30} months ago" if days < 730 else f"{days // 365} years ago"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 reply", "2 replies"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural or noun + 's'}"


def times(number: int) -> str:
    """How often: "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def points(value: float) -> str:
    """What is to win, "" where it would show as nothing."""
    return f"+{value:.1f}" if value >= 0.05 else ""


def signed(tenths: int) -> str:
    """Tenths of points with their sign: "-12.4"."""
    return f"{tenths / 10:+.1f}"


def whole(score: float | None, unmeasured: str) -> str:
    """A score as it is shown: rounded down, or the sign for unmeasured."""
    return unmeasured if score is None else str(floor(score))


def hours(seconds: Seconds) -> str:
    """Hours with one decimal."""
    return f"{seconds / HOUR:.1f}"


def whole_hours(seconds: Seconds) -> str:
    """Hours, with a decimal only where one is needed."""
    value = seconds / HOUR
    return f"{value:.0f}" if value == int(value) else f"{value:.1f}"


def target(seconds: Seconds) -> str:
    """What is owed, always in hours: "8 h"."""
    return f"{whole_hours(seconds)} h"


def first_name(name: str) -> str:
    """The first word of a name."""
    return name.split(" ", 1)[0]
