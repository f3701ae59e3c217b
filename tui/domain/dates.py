"""The days that there are: so many days or months on, and the weeks, months, quarters and years that hold them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from tui.domain.problem import Problem

YEARS = range(1970, 2889)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
PERIODS = {"month": 1, "quarter": 3, "year": 12}
REMEDY = "Write it as fri, next fri, in 3 days, end of month, 12 nov, fri 3pm or 2026-03-09."


def the_date(year: int, month: int, day: int) -> date:
    """That date; raises Problem saying what of it there is not."""
    what = ""
    if year not in YEARS:
        what = f"kept knows the years {YEARS[0]} to {YEARS[-1]}, not {year}."
    elif not 1 <= month <= 12:
        what = f"There is no month {month}."
    elif not 1 <= day <= monthrange(year, month)[1]:
        what = f"There is no {day} {MONTHS[month - 1].title()} {year}."
    if what:
        raise Problem(what, REMEDY, wrong_use=True)
    return date(year, month, day)


def months_on(day: date, count: int) -> date:
    """The same day so many months on, the last one of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = monthrange(year, month + 1)[1] if year in YEARS else 31
    return the_date(year, month + 1, min(day.day, last))


def days_on(day: date, days: int) -> date:
    """So many days on; raises Problem where no calendar goes."""
    try:
        there = day + timedelta(days=days)
    except OverflowError:
        return the_date(9999, 12, 31)
    return the_date(there.year, there.month, there.day)


def period(unit: str, day: date) -> tuple[date, date]:
    """The first day of the week, month, quarter or year that a day is in, and that of the one after it."""
    if unit == "week":
        monday = days_on(day, -day.weekday())
        return monday, days_on(monday, 7)
    size = PERIODS[unit]
    first = day.replace(month=(day.month - 1) // size * size + 1, day=1)
    return first, months_on(first, size)
