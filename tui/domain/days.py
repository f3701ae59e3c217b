"""Days as people write them: "fri", "in 3 days", "end of month", "12 nov", "2026-11-12"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from tui.domain.calendar import WorkCalendar
from tui.domain.dates import MONTHS, REMEDY, YEARS, days_on, months_on, period, the_date
from tui.domain.problem import Problem

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = (
    r"(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBER = rf"(an?|{'|'.join(COUNTS)}|\d{{1,6}})"
NEAR = {"tomorrow": 1, "day after tomorrow": 2, "yesterday": -1, "day before yesterday": -2}
WEEKS = {"last": -7, "this": 0, "next": 7}
MOST_WORKING_DAYS = 366
ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)"
PERIOD = r"(week|month|quarter|year)"


class Unread(Problem):
    """Words that are no date at all."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text[:60]!r} is no date that kept can read.", REMEDY, wrong_use=True)


class Unclear(Problem):
    """Words that mean several dates; `readings` are texts that mean one of them each."""

    def __init__(self, text: str, readings: Iterable[str]) -> None:
        self.readings = tuple(readings)
        listed = " or ".join(self.readings)
        super().__init__(f"{text[:60]!r} can be read in several ways.", f"Write {listed}.", wrong_use=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """Some words, and where they were said: `ahead` tells whether what comes is meant, or what has been."""

    text: str
    today: date
    calendar: WorkCalendar
    ahead: bool


def day_of(text: str, today: date, calendar: WorkCalendar, *, ahead: bool) -> date:
    """The local date that words in small letters, one blank apart, name.

    Raises Unread where they name none, Unclear where they name several, Problem where there is no such date.
    """
    asked = Asked(text, today, calendar, ahead)
    for form, meant in FORMS:
        if found := form.fullmatch(text):
            return meant(found, asked)
    raise Unread(text)


def number_of(text: str) -> int:
    """A count in digits or in words up to twelve; "a" and "an" are 1."""
    if text in COUNTS:
        return COUNTS.index(text) + 1
    return int(text) if text.isdigit() else 1


def _near(found: re.Match[str], asked: Asked) -> date:
    return days_on(asked.today, NEAR.get(found[0].removeprefix("the "), 0))


def _weekday(found: re.Match[str], asked: Asked) -> date:
    """The next one after today, or the last one before it."""
    wanted = WEEKDAYS.index(found[1][:3])
    if asked.ahead:
        return days_on(asked.today, (wanted - asked.today.weekday() - 1) % 7 + 1)
    return days_on(asked.today, -((asked.today.weekday() - wanted - 1) % 7) - 1)


def _weekday_of_week(found: re.Match[str], asked: Asked) -> date:
    """That of this, the next or the last ISO week, if nobody could mean another."""
    today, wanted = asked.today, WEEKDAYS.index(found[2][:3])
    here = days_on(today, wanted - today.weekday())
    if found[1] == "next":
        return days_on(here, 7)
    if found[1] == "this":
        if here < today and asked.ahead:
            raise Unclear(asked.text, (here.isoformat(), days_on(here, 7).isoformat()))
        return here
    if here < today:
        raise Unclear(asked.text, (days_on(here, -7).isoformat(), here.isoformat()))
    return days_on(here, -7)


def _weekday_in_week(found: re.Match[str], asked: Asked) -> date:
    """ "fri next week" says of which week, unlike "this fri"."""
    monday = days_on(asked.today, WEEKS[found["week"]] - asked.today.weekday())
    return days_on(monday, WEEKDAYS.index(found["day"][:3]))


def _next_period(found: re.Match[str], asked: Asked) -> date:
    return period(found[1], asked.today)[1]


def _end_of_period(found: re.Match[str], asked: Asked) -> date:
    """The last day; of a week the last weekday that has working time."""
    unit = found[2]
    first, after = period(unit, asked.today)
    if found[1] == "next":
        first, after = period(unit, after)
    if unit != "week":
        return days_on(after, -1)
    last = max(n for n in range(7) if asked.calendar.week[n])
    day = days_on(first, last)
    if day < asked.today:
        raise Unclear(asked.text, (days_on(first, 6).isoformat(), days_on(day, 7).isoformat()))
    return day


def _short_end(found: re.Match[str], asked: Asked) -> date:
    unit = {"w": "week", "m": "month", "q": "quarter", "y": "year"}[found[1]]
    return day_of(f"end of {unit}", asked.today, asked.calendar, ahead=asked.ahead)


def _span(found: re.Match[str], asked: Asked) -> date:
    """So many days, weeks, months or years on or ago; the 31st becomes the last day of a shorter month."""
    count = number_of(found[1]) * (-1 if found[3] else 1)
    unit = found[2][0]
    if unit in "dwf":
        return days_on(asked.today, count * {"d": 1, "w": 7, "f": 14}[unit])
    return months_on(asked.today, count * {"m": 1, "q": 3, "y": 12}[unit])


def _working_days(found: re.Match[str], asked: Asked) -> date:
    """The day that is so many days with work from today, which does not count."""
    left, step, day = number_of(found[1]), -1 if found[2] else 1, asked.today
    if left > MOST_WORKING_DAYS:
        raise Unread(asked.text)
    while left:
        day = days_on(day, step)
        left -= asked.calendar.working(asked.calendar.midnight(day), asked.calendar.midnight(days_on(day, 1))) > 0
    return day


def _months_or_minutes(found: re.Match[str], asked: Asked) -> date:
    count, back = int(found[1]), found[2] or ""
    lead, many = "" if back else "in ", "" if count == 1 else "s"
    raise Unclear(asked.text, (f"{lead}{count} {unit}{many}{back}" for unit in ("minute", "month")))


def _day_month(found: re.Match[str], asked: Asked) -> date:
    return _dated(found[3], MONTHS.index(found[2][:3]) + 1, int(found[1]), asked)


def _month_day(found: re.Match[str], asked: Asked) -> date:
    return _dated(found[3], MONTHS.index(found[1][:3]) + 1, int(found[2]), asked)


def _end_of_month(found: re.Match[str], asked: Asked) -> date:
    """The last day of a month by name, the nearest on the side that is meant where no year is said."""
    month, year = MONTHS.index(found[1][:3]) + 1, int(found[2] or asked.today.year)
    end = _last_of(year, month)
    if found[2] or end == asked.today or (end > asked.today) == asked.ahead:
        return end
    return _last_of(year + (1 if asked.ahead else -1), month)


def _last_of(year: int, month: int) -> date:
    return days_on(months_on(the_date(year, month, 1), 1), -1)


def _day_of_month(found: re.Match[str], asked: Asked) -> date:
    """The nearest such day of any month from today on, or up to today."""
    wanted, first = int(found[1]), asked.today.replace(day=1)
    for n in range(3):
        month = months_on(first, n if asked.ahead else -n)
        if not 1 <= wanted <= monthrange(month.year, month.month)[1]:
            continue
        day = month.replace(day=wanted)
        if day == asked.today or (day > asked.today) == asked.ahead:
            return day
    raise Problem(f"There is no day {wanted} of a month.", REMEDY, wrong_use=True)


def _iso(found: re.Match[str], _: Asked) -> date:
    return the_date(int(found[1]), int(found[3]), int(found[4]))


def _figures(found: re.Match[str], asked: Asked) -> date:
    """Two figures are a date where only one order of day and month makes one, or both the same."""
    a, b, year = int(found[1]), int(found[3]), found[4]
    full = f"20{year}" if year and len(year) == 2 else year
    read: list[date] = []
    for day, month in ((a, b), (b, a)):
        try:
            read.append(_dated(full, month, day, asked))
        except Problem:
            continue
    if not read:
        raise Problem(f"{asked.text[:60]!r} is no date: no such day and month.", REMEDY, wrong_use=True)
    if len(set(read)) > 1 or full != year:
        raise Unclear(asked.text, dict.fromkeys(day.isoformat() for day in read))
    return read[0]


def _number(found: re.Match[str], asked: Asked) -> date:
    count = int(found[0])
    if count > 31:
        raise Unread(asked.text)
    readings = [f"in {count} days" if asked.ahead else f"{count} days ago"]
    if count:
        readings.append(day_of(f"the {count}th", asked.today, asked.calendar, ahead=asked.ahead).isoformat())
    if count < 24:
        readings.append(f"{count:02}:00")
    raise Unclear(asked.text, readings)


def _vague(found: re.Match[str], asked: Asked) -> date:
    raise Unclear(asked.text, ("today", "20:00") if found[0] == "tonight" else ("today 00:00", "tomorrow 00:00"))


def _checked_weekday(found: re.Match[str], asked: Asked) -> date:
    """A date with its weekday before it, which has to be right; one of this year may lie on either side."""
    wanted = WEEKDAYS.index(found[1][:3])
    near, far = (day_of(found[2], asked.today, asked.calendar, ahead=a) for a in (asked.ahead, not asked.ahead))
    if near.weekday() == wanted:
        return near
    if far.weekday() == wanted and far.year == asked.today.year:
        return far
    names = (WEEKDAYS[n].title() for n in (near.weekday(), wanted))
    what = "{} is a {}, not a {}.".format(near.isoformat(), *names)
    raise Problem(what, "Leave the weekday away, or correct it.", wrong_use=True)


def _dated(year: str | None, month: int, day: int, asked: Asked) -> date:
    """A date whose year, where it is not said, is the nearest that has it on the side that is meant."""
    if year:
        return the_date(int(year), month, day)
    here = asked.today.year
    for n in range(9):
        at = here + (n if asked.ahead else -n)
        if not (1 <= month <= 12 and at in YEARS and 1 <= day <= monthrange(at, month)[1]):
            continue
        there = date(at, month, day)
        if there == asked.today or (there > asked.today) == asked.ahead:
            return there
    return the_date(here, month, day)


FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Asked], date]], ...] = tuple(
    (re.compile(pattern, re.ASCII), meant)
    for pattern, meant in (
        (
            r"today|tomorrow|yesterday|eod|(?:the )?end of (?:the )?day"
            r"|(?:the )?day (?:after tomorrow|before yesterday)",
            _near,
        ),
        (rf"(?:on |coming )?{WEEKDAY}", _weekday),
        (rf"(?:on )?(this|next|last) {WEEKDAY}", _weekday_of_week),
        (rf"(?:on )?(?P<day>{WEEKDAY}) (?:of )?(?P<week>this|next|last) week", _weekday_in_week),
        (rf"(?P<week>this|next|last) week (?:on )?(?P<day>{WEEKDAY})", _weekday_in_week),
        (rf"next {PERIOD}", _next_period),
        (rf"(?:the )?end of (?:(the|this|next) )?{PERIOD}", _end_of_period),
        (r"(?:the )?last day of (?:(the|this|next) )?(month|quarter|year)", _end_of_period),
        (rf"(?:the )?(?:end|last day) of {MONTH}(?: (\d{{4}}))?", _end_of_month),
        (r"eo([wmqy])", _short_end),
        (
            rf"(?:in |within )?{NUMBER} ?"
            r"(d|days?|w|wks?|weeks?|fortnights?|mo|months?|quarters?|y|yrs?|years?)( ago)?",
            _span,
        ),
        (rf"(?:in |within )?{NUMBER} (?:working|business|work) ?days?( ago)?", _working_days),
        (r"(?:in |within )?(\d{1,6}) ?m( ago)?", _months_or_minutes),
        (rf"(?:on )?(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {MONTH}(?: (\d{{4}}))?", _day_month),
        (rf"(?:on )?{MONTH} (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?: (\d{{4}}))?", _month_day),
        (rf"(?:on )?(?:the )?{ORDINAL}", _day_of_month),
        (r"(?:on )?(\d{4})([-/.])(\d\d)\2(\d\d)", _iso),
        (r"(?:on )?(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d\d)?)?", _figures),
        (r"\d{1,2}", _number),
        (r"tonight|midnight", _vague),
        (rf"(?:on )?{WEEKDAY} (?!\d+$)(.*\d.*)", _checked_weekday),
    )
)
