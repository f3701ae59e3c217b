"""What a value of config.toml has to be: in words for people, and as a reader that refuses all else."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tui.domain.plan import read_step


class Kind(NamedTuple):
    """What a value has to be, and its reader, which raises ValueError for anything else."""

    what: str
    read: Callable[[Any], Any]


def minutes(span: str) -> tuple[int, int]:
    """The minutes of the day at which a span such as "09:00-17:00" begins and ends; ValueError if it is none."""
    found = re.fullmatch(r"(\d\d):([0-5]\d)\s*-\s*(\d\d):([0-5]\d)", span, re.ASCII)
    if found is None:
        raise ValueError(span)
    hour, minute, last_hour, last_minute = map(int, found.groups())
    start, end = hour * 60 + minute, last_hour * 60 + last_minute
    _require(start < end <= 24 * 60)
    return start, end


def one_of(*names: str) -> Kind:
    """One of some words."""

    def read(value: Any) -> str:
        _require(value in names)
        return str(value)

    return Kind("one of " + ", ".join(f'"{name}"' for name in names), read)


def number(what: str, most: int) -> Kind:
    """A number above 0."""

    def read(value: Any) -> float:
        _require(isinstance(value, int | float) and not isinstance(value, bool))
        _require(math.isfinite(value) and 0 < value <= most)
        return float(value)

    return Kind(f"{what} above 0 and at most {most}", read)


def whole(what: str, most: int, least: int = 1) -> Kind:
    """A whole number."""

    def read(value: Any) -> int:
        _require(isinstance(value, int) and not isinstance(value, bool) and least <= value <= most)
        return int(value)

    return Kind(f"a whole number of {what} from {least} to {most}", read)


def _require(good: bool) -> None:
    if not good:
        raise ValueError


def _file(value: Any) -> str:
    _require(isinstance(value, str) and "\0" not in value)
    return str(value)


def _switch(value: Any) -> bool:
    _require(isinstance(value, bool))
    return bool(value)


def _words(value: Any) -> str:
    _require(isinstance(value, str) and bool(value.strip()))
    return str(value).strip()


def _list(value: Any) -> list[Any]:
    _require(isinstance(value, list))
    return list(value)


def _zone(value: Any) -> str:
    try:
        return ZoneInfo(_words(value)).key
    except (KeyError, OSError) as error:
        raise ValueError from error


def _hours(value: Any) -> tuple[str, ...]:
    spans = tuple(_words(span) for span in _list(value))
    bounds = [bound for span in spans for bound in minutes(span)]
    _require(bounds == sorted(bounds))
    return spans


def _dates(value: Any) -> tuple[date, ...]:
    days = _list(value)
    _require(all(isinstance(day, date) and not isinstance(day, datetime) for day in days))
    return tuple(sorted(set(days)))


def _phrases(value: Any) -> tuple[str, ...]:
    return tuple(_words(phrase) for phrase in _list(value))


def _steps(value: Any) -> tuple[str, ...]:
    steps = [read_step(_words(step)) for step in _list(value)]
    return tuple(f"{step.after_days} {step.text}" for step in steps)


def _domains(value: Any) -> tuple[str, ...]:
    names = tuple(_words(name).lower() for name in _list(value))
    _require(all(re.fullmatch(r"[^\s@.*]+(\.[^\s@.*]+)+", name) for name in names))
    return names


FILE = Kind("the name of a file, or empty", _file)
SWITCH = Kind("true or false", _switch)
SEQUENCE = Kind('a sequence of keys such as "g t"', _words)
ZONE = Kind('a time zone such as "Europe/Berlin"', _zone)
HOURS = Kind(
    'a list of spans such as ["09:00-12:30", "13:15-17:00"], in order and apart, the last until "24:00" at most',
    _hours,
)
DATES = Kind("a list of dates such as [2026-12-25], without quotation marks", _dates)
PHRASES = Kind('a list of phrases such as ["let me know"]', _phrases)
STEPS = Kind('a list of steps, each a number of days and what to do, such as ["7 check in"]', _steps)
DOMAINS = Kind('a list of domains such as ["gmail.com"]', _domains)
WORKING_DAYS = number("a number of working days", 1000)
WORKING_HOURS = number("a number of working hours", 1000)
WEIGHT = number("a number", 1)
MONTHLY_MINUTES = number("a number of minutes a month", 100_000)
MONTHS = number("a number of months", 1000)
HOUR_COST = number("a sum of money", 1_000_000)
