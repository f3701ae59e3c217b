"""What in a quick line is a date: the questions that its grammar asks, answered for a moment and a calendar."""

from __future__ import annotations

import re
from collections.abc import Callable

from tui.domain.calendar import WorkCalendar
from tui.domain.days import Unread
from tui.domain.model import DAY, Instant
from tui.domain.problem import Problem
from tui.domain.when import LEADS, OPENERS, When, find_due, read_due, read_moment

Reader = Callable[[str, Instant, WorkCalendar], When]

_OF_A_YEAR = re.compile(r"\d{4}| ago", re.ASCII)
LONG_AGO = 180 * DAY

# said without "on" or "at", these are rather something else
_NO_MOMENT = re.compile(r"sat|sun|wed|noon|(?:the )?\d+(?:st|nd|rd|th)|\d+", re.ASCII)


def due_test(now: Instant, calendar: WorkCalendar) -> Callable[[str], bool]:
    """Whether all of some words are a due; with "by", "on", "at" or "in" an unclear or impossible one is, too."""

    def is_due(text: str) -> bool:
        read, led = _read(text, read_due, now, calendar)
        if led or not read:
            return read
        found = find_due(text, now, calendar)
        return found is not None and not found[2]

    return is_due


def moment_test(now: Instant, calendar: WorkCalendar) -> Callable[[str], bool]:
    """Whether all of some words say when something happened; unclear ones as with `due_test`."""

    def is_moment(text: str) -> bool:
        read, led = _read(text, read_moment, now, calendar)
        if led or not read:
            return read
        said = text.lower()
        # "1 april" in March is rather the one to come
        return not _NO_MOMENT.fullmatch(said) and (
            bool(_OF_A_YEAR.search(said)) or read_moment(text, now, calendar).at > now - LONG_AGO
        )

    return is_moment


def _read(text: str, reader: Reader, now: Instant, calendar: WorkCalendar) -> tuple[bool, bool]:
    """Whether a reader takes a text for a date, and whether a word leads it that only dates have."""
    words = text.split()
    while words and words[0].lower() in LEADS:
        words.pop(0)
    led = len(words) < len(text.split()) or (len(words) > 1 and words[0].lower() in OPENERS)
    try:
        reader(" ".join(words), now, calendar)
    except Unread:
        return False, led
    except Problem:
        return led and bool(words), led
    return True, led
