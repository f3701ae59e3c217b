"""How often something recurs: "2 weeks", "every other mon", "1st of month", kept as the body of an RRULE."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tui.domain.days import WEEKDAY, WEEKDAYS
from tui.domain.problem import Problem

MOST = 1000
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORKING_DAYS = ",".join(DAYS[:5])
LAST_DAY = -1
REMEDY = "Write it as 2 weeks, fri, every other mon, month, 1st of month, quarter or working day."
LONGEST = 80

UNITS = {
    "d": ("DAILY", 1),
    "w": ("WEEKLY", 1),
    "f": ("WEEKLY", 2),
    "m": ("MONTHLY", 1),
    "q": ("MONTHLY", 3),
    "y": ("YEARLY", 1),
}
WORDS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}

MONTH_DAY = r"(0?[1-9]|[12]\d|3[01])"

_RULE = re.compile(
    r"(?:RRULE:)?FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(?:;INTERVAL=(\d{1,6}))?"
    rf"(?:;BYDAY=({WORKING_DAYS}|{'|'.join(DAYS)}))?(?:;BYMONTHDAY=(?:(-1)|{MONTH_DAY}))?",
    re.ASCII | re.IGNORECASE,
)
_ON_DAY = rf"(?:the )?(?:(last day)|{MONTH_DAY}(?:st|nd|rd|th)?)"
_SPAN = re.compile(
    r"(?:(other)|(\d{1,6}))? ?(d|days?|w|wks?|weeks?|fortnights?|m|mo|months?|q|quarters?|y|yrs?|years?)"
    rf"(?: on (?:(?:a )?{WEEKDAY}|{_ON_DAY}))?",
    re.ASCII,
)
_WEEKDAY = re.compile(rf"(?:on )?(?:(other) )?{WEEKDAY}s?", re.ASCII)
_MONTH_DAY = re.compile(
    rf"(?:the )?(?:(last day|end)|{MONTH_DAY}(?:st|nd|rd|th))(?: of (?:the |a |each |every )?month)?", re.ASCII
)
_WORKING_DAY = re.compile(r"(?:(?:working|work|week) ?day|workday)s?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Every:
    """A rule in parts: `days` is "", a weekday such as "FR" or WORKING_DAYS; `month_day` 1 to 31, LAST_DAY or 0."""

    frequency: str
    interval: int = 1
    days: str = ""
    month_day: int = 0

    def __str__(self) -> str:
        parts = [f"FREQ={self.frequency}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.days:
            parts.append(f"BYDAY={self.days}")
        if self.month_day:
            parts.append(f"BYMONTHDAY={self.month_day}")
        return ";".join(parts)


def read_every(text: str) -> str:
    """The rule that a SPAN such as "2w" or "every other mon", or a rule itself, means: "FREQ=WEEKLY;INTERVAL=2".

    Daily, weekly, monthly or yearly, at most every 1000 of them. Raises Problem for anything else.
    """
    return str(parts_of(text))


def every_in_words(rule: str) -> str:
    """A rule, or what `read_every` reads as one, in words that it reads again: "every 2 weeks on Friday".

    Raises Problem where it is none.
    """
    every = parts_of(rule)
    if every.days == WORKING_DAYS and every.interval == 1:
        return "every working day"
    if every.days in DAYS and every.interval <= 2:
        return f"every {'other ' if every.interval == 2 else ''}{NAMES[DAYS.index(every.days)]}"
    unit = WORDS[every.frequency]
    text = f"every {unit}" if every.interval == 1 else f"every {every.interval} {unit}s"
    if every.days:
        return f"{text} on {NAMES[DAYS.index(every.days)]}"
    if every.month_day:
        return f"{text} on the {'last day' if every.month_day == LAST_DAY else _ordinal(every.month_day)}"
    return text


def anchored(rule: str, due: date) -> str:
    """The rule for something that is first due on a date.

    A monthly one from the 29th on names that day, since the shorter months would else forget it.
    """
    every = parts_of(rule)
    if every.frequency == "MONTHLY" and not every.month_day and due.day > 28:
        return str(Every(every.frequency, every.interval, every.days, due.day))
    return str(every)


def parts_of(text: str) -> Every:
    """What a SPAN or a rule says; raises Problem where it cannot be read."""
    said = " ".join(text[: 4 * LONGEST].lower().split())
    if len(said) > LONGEST:
        raise _unread(text)
    if found := _RULE.fullmatch(said):
        return _from_rule(found, text)
    said = said.removeprefix("every ").removeprefix("each ").removeprefix("a ").strip()
    said = ADVERBS.get(said, said)
    if _WORKING_DAY.fullmatch(said):
        return Every("WEEKLY", 1, WORKING_DAYS)
    if found := _SPAN.fullmatch(said):
        return _from_span(found, text)
    if found := _WEEKDAY.fullmatch(said):
        return Every("WEEKLY", 2 if found[1] else 1, _weekday(found[2]))
    if found := _MONTH_DAY.fullmatch(said):
        return Every("MONTHLY", 1, "", _month_day(found[1], found[2]))
    raise _unread(text)


def _from_rule(found: re.Match[str], text: str) -> Every:
    interval = 1 if found[2] is None else int(found[2])
    return _sound(Every(found[1].upper(), interval, (found[3] or "").upper(), _month_day(found[4], found[5])), text)


def _from_span(found: re.Match[str], text: str) -> Every:
    frequency, size = UNITS[found[3][0]]
    interval = size * (2 if found[1] else int(found[2] or 1))
    return _sound(Every(frequency, interval, _weekday(found[4]), _month_day(found[5], found[6])), text)


def _month_day(last: str | None, number: str | None) -> int:
    return LAST_DAY if last else int(number or 0)


def _weekday(name: str | None) -> str:
    return DAYS[WEEKDAYS.index(name[:3])] if name else ""


def _sound(every: Every, text: str) -> Every:
    """The rule itself, if its parts go together."""
    if not 1 <= every.interval <= MOST:
        remedy = f"Recur every 1 to {MOST} {WORDS[every.frequency]}s."
        raise Problem(f"{text[:60]!r} is no span between two dates.", remedy, wrong_use=True)
    fits = {"WEEKLY": not every.month_day, "MONTHLY": not every.days}
    if not fits.get(every.frequency, not every.days and not every.month_day):
        raise _unread(text)
    if every.days == WORKING_DAYS and every.interval > 1:
        raise _unread(text)
    return every


def _unread(text: str) -> Problem:
    if not text.strip():
        return Problem("How often is not said.", REMEDY, wrong_use=True)
    return Problem(f"{text[:60]!r} is no recurrence that kept can read.", REMEDY, wrong_use=True)


def _ordinal(number: int) -> str:
    ending = "th" if 11 <= number <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
