"""The pieces of a quick line that say what was promised, and what is to be done next and how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.domain.problem import Problem
from tui.domain.quickwords import (
    ABOUT,
    END,
    EVERY,
    LONGEST_DATE,
    IsDate,
    Word,
    leading_date,
    source,
    trailing_date,
    value,
    with_figures,
)
from tui.domain.recurrence import read_every

UNNAMED = "follow up"
FROM = frozenset(("from", "starting"))


@dataclass(frozen=True, slots=True)
class QuickPromise:
    """A promise; `due` is the date as typed, "" where none was.

    `source` are the words of the date, such as "by fri", else those that made it a promise.
    """

    text: str
    due: str = ""
    theirs: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class QuickFollowUp:
    """A follow-up; `due` and `source` as of a promise, `every` how often as typed ("4 weeks"), "" for once."""

    text: str
    due: str = ""
    every: str = ""
    source: str = ""


def read_promise(
    theirs: bool, marker: Sequence[Word], rest: Sequence[Word], is_date: IsDate
) -> QuickPromise | None:
    """The promise that the words after a marker make, None where they say nothing but a date."""
    due, count = trailing_date(rest, is_date) or ("", 0)
    text = value(rest[: len(rest) - count])
    return QuickPromise(text, due, theirs, source(rest[-count:] if count else marker)) if text else None


def read_follow_up(marker: Sequence[Word], rest: Sequence[Word], is_date: IsDate) -> tuple[QuickFollowUp, str]:
    """The follow-up that the words after a marker make, and what cannot be read of it, "" for nothing."""
    schedule = _Schedule(is_date)
    text = schedule.strip(rest)
    wrong = ""
    if not schedule.every and text and text[0].key in EVERY:
        wrong = f"{source(text)[:60]!r} is no recurrence. Write it as every 4 weeks: check in."
    at = int(bool(text) and (text[0].key in ABOUT or text[0].key == "to"))
    said = value(text[at:]) or UNNAMED
    return QuickFollowUp(said, schedule.due, schedule.every, source(schedule.words or marker)), wrong


class _Schedule:
    """When something comes, and how often, at the beginning or the end of some words."""

    def __init__(self, is_date: IsDate) -> None:
        self.is_date = is_date
        self.due = ""
        self.every = ""
        self.words: list[Word] = []

    def strip(self, words: Sequence[Word]) -> Sequence[Word]:
        """The words without what was found in them."""
        at, end = self.lead(words), len(words)
        while at < end and (count := self._tail(words[at:end])):
            end -= count
        return words[at:end]

    def lead(self, words: Sequence[Word]) -> int:
        """How many words at the beginning say when and how often."""
        at = 0
        while at < len(words):
            led = at + (bool(self.every) and words[at].key in FROM)
            if not self.every and (found := _every(words[at : at + LONGEST_DATE])):
                self.every = found[0]
            elif not self.due and (found := leading_date(words, led, with_figures(self.is_date))):
                self.due, found = found[0], (found[0], found[1] + led - at)
            else:
                break
            self.words += words[at : at + found[1]]
            at += found[1]
        return at

    def _tail(self, words: Sequence[Word]) -> int:
        """How many words at the end say when, how often, or both."""
        for count in range(min(2 * LONGEST_DATE, len(words)), 1, -1):
            inner = _Schedule(self.is_date)
            if not self.every and words[-count].key in EVERY and inner.lead(words[-count:]) == count:
                return self._take(inner.due, inner.every, words[-count:])
        if not self.due and (found := trailing_date(words, self.is_date)):
            return self._take(found[0], "", words[-found[1] :])
        return 0

    def _take(self, due: str, every: str, words: Sequence[Word]) -> int:
        self.due, self.every = due or self.due, every or self.every
        self.words += words
        return len(words)


def _every(words: Sequence[Word]) -> tuple[str, int] | None:
    """The longest recurrence after "every" at the beginning of some words, and their number."""
    if not words or words[0].key not in EVERY:
        return None
    for count in range(len(words), 1, -1):
        taken = words[1:count]
        phrase = " ".join(word.text for word in taken).rstrip(END)
        if all(word.kind == "plain" for word in taken) and _recurs(phrase):
            return phrase, count
    return None


def _recurs(phrase: str) -> bool:
    try:
        read_every(phrase)
    except Problem:
        return False
    return True
