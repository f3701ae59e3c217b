"""How often, how long and for how much, as people write it: "3 a week", "every day", "1 h 30", "20 a month".

A working day has 8 hours, a week has 5 of them and a month 22: "every day" is 22 times a month.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite

from tui.domain.days import COUNTS, WEEKDAY
from tui.domain.problem import Problem

RUNS = "a number a month, for example 22"
MINUTES = "minutes, for example 6"
HOURS = "hours, for example 3"
MONEY = "an amount a month, for example 20"
"""What is asked for, where there is no room for more words."""

LEAST_RUNS, MOST_RUNS = 0.01, 10_000.0
MOST_MINUTES = 6_000.0
MOST_HOURS = 10_000.0
MOST_MONEY = 1_000_000.0
LONGEST = 60

A_MONTH: Mapping[str, float] = {
    "hour": 8 * 22,
    "day": 22,
    "week": 52 / 12,
    "fortnight": 26 / 12,
    "month": 1,
    "quarter": 1 / 3,
    "year": 1 / 12,
}
"""How many of them a month has, of hours and days the working ones."""
ADVERBS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "fortnightly": "fortnight",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}
UNITS = "smhdw"
IN_MINUTES = dict(zip(UNITS, (1 / 60, 1.0, 60.0, 8 * 60.0, 5 * 8 * 60.0), strict=True))
SAID = {
    "half an hour": 30.0,
    "half hour": 30.0,
    "quarter of an hour": 15.0,
    "quarter hour": 15.0,
    "three quarters of an hour": 45.0,
    "hour and a half": 90.0,
    "half a day": 240.0,
}
"""Minutes that have words of their own, said with "a" or without."""
TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0, "a dozen": 12.0, "zero": 0.0}
NOTHING = frozenset(("nothing", "none", "no", "free", "zero"))
FEW = {"few": 3, "some": 3, "couple": 2, "several": 5, "many": 10, "lot": 10, "lots": 10}
VAGUE: Mapping[str, float] = {
    "sometimes": 2,
    "now and then": 2,
    "occasionally": 2,
    "rarely": 0.5,
    "seldom": 0.5,
    "regularly": 4,
    "often": 10,
    "very often": 20,
    "always": 22,
    "all the time": 22,
}
"""What is offered a month for words that name no number."""

_ABOUT = re.compile(r"(?:about|around|roughly|approximately|approx\.?|circa|ca\.?|~|≈) ?")
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+", re.ASCII)
_DIGITS = r"-?\d[\d.,]*"
_NUMBER = rf"{_DIGITS}|{'|'.join((*TIMES, *COUNTS))}|an?"
_COUNT = (
    rf"(?P<low>\d{{1,4}}) ?(?:-|–|to|or) ?(?P<high>\d{{1,4}})"
    rf"|(?:an? )?(?P<few>{'|'.join(FEW)})(?: of)?|(?P<number>{_NUMBER})"
)
_RUNS = re.compile(rf"(?:{_COUNT})(?: ?(?:x|×|times?|runs?))?(?: (?P<each>.+))?", re.ASCII)
_EACH = re.compile(
    rf"(?:an?|per|each|every|in an?) (?P<count>\d{{1,4}} |other |(?:{'|'.join(COUNTS)}) )?"
    r"(?:working |work|week|business )?(?P<unit>hour|day|week|fortnight|month|quarter|year)s?",
    re.ASCII,
)
_WEEKDAY = re.compile(rf"(?:on |every |each )*(?P<other>other )?{WEEKDAY}s?", re.ASCII)
_UNIT = "s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?"
_LONG = re.compile(
    rf"(?:{_COUNT})(?P<half> and a half)?"
    rf"(?: ?(?P<unit>{_UNIT})(?:(?: and|,)? ?(?P<more>\d{{1,2}})(?: ?(?P<below>{_UNIT}))?)?)?",
    re.ASCII,
)
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?: ?h)?", re.ASCII)
_CURRENCY = r"(?:[€$£¥]|eur|usd|gbp|chf|euros?|dollars?|pounds?|francs?)"
_MONEY = re.compile(
    rf"{_CURRENCY}? ?(?P<number>{_DIGITS}) ?{_CURRENCY}?(?: (?:an?|per|each|every) (?P<unit>month|year))?", re.ASCII
)


class Unsure(Problem):
    """Words that name no number; `offer` is a reading of them that a person may take, "" where there is none."""

    def __init__(self, text: str, wanted: str, offer: str = "") -> None:
        self.offer = offer
        shown = text.strip()[:LONGEST]
        what = f"{shown!r} is no number." if shown else "No number is given."
        super().__init__(what, f"Is it {offer}?" if offer else f"Write {wanted}.", wrong_use=True)


def read_runs(text: str) -> float:
    """How often a month something runs, from 0.01 to 10,000; a bare number is a month's.

    "every day" is 22, "weekly" 4.3, "3 a week" 13. Raises Unsure for words such as "a few", with what it offers to
    read them as, and Problem for what cannot be.
    """
    said = _plain(text, RUNS)
    if said in VAGUE:
        raise Unsure(text, RUNS, f"{VAGUE[said]:g} a month")
    if alone := _each(said):
        return _runs(alone)
    found = _RUNS.fullmatch(said)
    each = _each(found["each"] or "a month") if found else None
    if found is None or each is None:
        raise Unsure(text, RUNS)
    count = _count(found, text, RUNS, found["each"] or "a month")
    return runs_within(count) if each == 1 else _runs(count * each)


def read_minutes(text: str, *, zero: bool = False) -> float:
    """Minutes each time, above 0 and at most 6,000; a bare number is minutes, "1 h 30" is 90, a day has 8 hours.

    `zero` allows 0, which is what a tool may leave. Raises Unsure and Problem as `read_runs` does.
    """
    return minutes_within(_long(text, "min", MINUTES), zero=zero)


def read_hours(text: str) -> float:
    """Hours that building takes, from 0 to 10,000; a bare number is hours, a day has 8 of them, a week 40.

    Raises Unsure and Problem as `read_runs` does.
    """
    return hours_within(_long(text, "h", HOURS) / 60)


def read_money(text: str) -> float:
    """What something costs a month, from 0 to 1,000,000, in whatever currency; "240 a year" is 20.

    Raises Unsure and Problem as `read_runs` does.
    """
    said = _plain(text, MONEY)
    if said in NOTHING:
        return 0.0
    found = _MONEY.fullmatch(said)
    number = _number(found["number"]) if found else None
    if found is None or number is None:
        raise Unsure(text, MONEY)
    return money_within(number / (12 if found["unit"] == "year" else 1))


def runs_within(number: float) -> float:
    """The same number of runs a month; Problem where it is none."""
    if not number >= LEAST_RUNS:
        raise Problem(f"{number:g} times a month is too seldom.", f"Write {RUNS}.", wrong_use=True)
    return _within(number, MOST_RUNS, "times a month")


def minutes_within(number: float, *, zero: bool = False) -> float:
    """The same number of minutes each time; Problem where it is none, 0 being one where `zero` says so."""
    if not (number > 0 or (zero and number == 0)):
        raise Problem(f"{number:g} minutes is no time.", f"Write {MINUTES}.", wrong_use=True)
    return _within(number, MOST_MINUTES, "minutes each time")


def hours_within(number: float) -> float:
    """The same number of hours for building; Problem where it is none."""
    if not number >= 0:
        raise Problem(f"Nothing is built in {number:g} hours.", f"Write {HOURS}.", wrong_use=True)
    return _within(number, MOST_HOURS, "hours")


def money_within(number: float) -> float:
    """The same cost a month; Problem where it is none."""
    if not number >= 0:
        raise Problem(f"Nothing costs {number:g} a month.", f"Write {MONEY}.", wrong_use=True)
    return _within(number, MOST_MONEY, "a month")


def _within(number: float, most: float, of_what: str) -> float:
    if number > most:
        what = "That is more than kept counts with."
        raise Problem(what, f"Write at most {most:,.0f} {of_what}.", wrong_use=True)
    return number + 0.0  # no -0.0


def _plain(text: str, wanted: str) -> str:
    """Small letters, one blank between words, "per" for a stroke, no "about" before nor a full stop after them."""
    said = " ".join(text[: 4 * LONGEST].lower().replace("/", " per ").split())
    said = _ABOUT.sub("", said, count=1) if _ABOUT.match(said) else said
    if not said:
        raise Unsure("", wanted)
    if len(said) > LONGEST:
        raise Problem("That is too long to be a number.", f"Write {wanted}.", wrong_use=True)
    return said.rstrip(".!?") or said


def _each(said: str) -> float | None:
    """How often a month "every 2 weeks", "a week", "daily" or "on Fridays" is; None for anything else."""
    if said in ADVERBS:
        return A_MONTH[ADVERBS[said]]
    if found := _WEEKDAY.fullmatch(said):
        return A_MONTH["fortnight" if found["other"] else "week"]
    if (found := _EACH.fullmatch(said)) is None:
        return None
    count = 2.0 if found["count"] == "other " else _number((found["count"] or "1").strip())
    return A_MONTH[found["unit"]] / count if count else None


def _runs(number: float) -> float:
    """Runs a month that nobody counted, to one decimal, below 1 to two."""
    return runs_within(round(number, 1 if number >= 1 else 2))


def _count(found: re.Match[str], text: str, wanted: str, unit: str) -> float:
    """The number that is named; Unsure where it is few or one of a range."""
    if found["number"] and (number := _number(found["number"])) is not None:
        return number
    if found["number"]:
        raise Unsure(text, wanted)
    likely = FEW[found["few"]] if found["few"] else (int(found["low"]) + int(found["high"])) / 2
    raise Unsure(text, wanted, f"{likely:g} {unit}" if likely else "")


def _number(said: str) -> float | None:
    """A number in digits or in words; None where it is none or none that can be counted with."""
    if said in TIMES:
        return TIMES[said]
    if said in COUNTS:
        return COUNTS.index(said) + 1.0
    if said in ("a", "an"):
        return 1.0
    said = said.replace(",", "") if _THOUSANDS.fullmatch(said) else said.replace(",", ".")
    try:
        number = float(said)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _long(text: str, unit: str, wanted: str) -> float:
    """Minutes that a length of time has; `unit` is that of a bare number."""
    said = _plain(text, wanted)
    for known in (said, said.removeprefix("a "), said.removeprefix("an ")):
        if known in SAID:
            return SAID[known]
    if said in NOTHING:
        return 0.0
    if found := _CLOCK.fullmatch(said):
        return 60.0 * int(found[1]) + int(found[2])
    if (found := _LONG.fullmatch(said)) is None:
        raise Unsure(text, wanted)
    count = _count(found, text, wanted, found["unit"] or unit) + (0.5 if found["half"] else 0.0)
    big = (found["unit"] or unit)[0]
    small = (found["below"] or UNITS[max(0, UNITS.index(big) - 1)])[0]
    rest = int(found["more"] or 0) * IN_MINUTES[small]
    return count * IN_MINUTES[big] + (rest if count >= 0 else -rest)
