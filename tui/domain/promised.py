"""How promises that ended went: on time, late by how much, broken, moved (DESIGN 3.5)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

from tui.domain.derive import nearest_rank
from tui.domain.model import DAY, Instant, Promise, Seconds
from tui.domain.rules import RuleBook

YEAR = 365 * DAY

Key = TypeVar("Key", int, str)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one promise ended; `late` is working time past its first due, above 0 for a late one alone."""

    said: Literal["on time", "late", "broken", "withdrawn"]
    late: Seconds = 0


@dataclass(frozen=True, slots=True)
class Record:
    """How some promises went; `latenesses` are those of the kept ones in working seconds, ascending, 0 on time."""

    latenesses: tuple[Seconds, ...] = ()
    broken: int = 0

    @property
    def n(self) -> int:
        """How many were kept or broken."""
        return len(self.latenesses) + self.broken

    @property
    def on_time(self) -> int:
        """How many were kept on time."""
        return bisect_right(self.latenesses, 0)

    @property
    def late(self) -> int:
        """How many were kept late."""
        return len(self.latenesses) - self.on_time

    @property
    def median_late(self) -> Seconds | None:
        """The median lateness of those that were kept late, None where none was."""
        return nearest_rank(list(self.latenesses[self.on_time :]), 50)

    @property
    def say_do(self) -> float | None:
        """The share that was kept on time, 0 to 1; None where nothing ended."""
        return self.within(0)

    def within(self, slack: Seconds) -> float | None:
        """The share that was kept at most `slack` working seconds late, 0 to 1; None where nothing ended."""
        return bisect_right(self.latenesses, slack) / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Ratio(Record):
    """A record with how often these promises were moved: with the other side's consent and without it."""

    moved: int = 0
    not_agreed: int = 0


@dataclass(frozen=True, slots=True)
class Worst:
    """The relationship that broke most of its promises to us: `broken` of `n`."""

    relationship: int
    broken: int
    n: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A year of promises: ours, theirs, ours by author, theirs by relationship; whoever ended none has no line."""

    ours: Ratio
    theirs: Ratio
    authors: tuple[tuple[str, Ratio], ...]
    relationships: tuple[tuple[int, Ratio], ...]
    worst: Worst | None


def outcome(promise: Promise, book: RuleBook) -> Outcome | None:
    """How a promise ended, by the calendar in force when it was made; None while it is open."""
    if promise.state == "open" or promise.ended_at is None:
        return None
    if promise.state != "kept":
        return Outcome(promise.state)
    late = book.at(promise.made_at).calendar.working(promise.due, promise.ended_at)
    return Outcome("late", late) if late else Outcome("on time")


def ended(promises: Iterable[Promise], now: Instant) -> list[Promise]:
    """Those kept or broken by `now`, in the order in which they ended."""
    over = [(p.ended_at, p.id, p) for p in promises if p.ended_at is not None and p.ended_at <= now]
    over.sort(key=lambda each: each[:2])
    return [promise for _, _, promise in over if promise.state in ("kept", "broken")]


def latenesses(over: Iterable[Promise], book: RuleBook) -> tuple[Seconds, ...]:
    """Working seconds past the first due of those that were kept, ascending."""
    return tuple(sorted(how.late for p in over if (how := outcome(p, book)) and how.said in ("on time", "late")))


def ratio(promises: Iterable[Promise], now: Instant, book: RuleBook, span: Seconds = YEAR) -> Ratio:
    """The figures of whatever promises are given, of either side, that ended within `span` before `now`."""
    return _ratio([p for p in ended(promises, now) if _within(p, now, span)], book)


def figures(promises: Iterable[Promise], now: Instant, book: RuleBook) -> Figures:
    """The figures of the year before `now`, of all promises of both sides."""
    over = [p for p in ended(promises, now) if _within(p, now, YEAR)]
    ours, theirs = [p for p in over if p.by_us], [p for p in over if not p.by_us]
    by_relationship = _grouped(theirs, lambda p: p.relationship, book)
    return Figures(
        _ratio(ours, book),
        _ratio(theirs, book),
        _grouped(ours, lambda p: p.author, book),
        by_relationship,
        _worst(by_relationship),
    )


def _within(promise: Promise, now: Instant, span: Seconds) -> bool:
    return promise.ended_at is not None and promise.ended_at > now - span


def _ratio(over: list[Promise], book: RuleBook) -> Ratio:
    agreed = [move.agreed for promise in over for move in promise.moves]
    broken = sum(promise.state == "broken" for promise in over)
    return Ratio(latenesses(over, book), broken, agreed.count(True), agreed.count(False))


def _grouped(over: list[Promise], key: Callable[[Promise], Key], book: RuleBook) -> tuple[tuple[Key, Ratio], ...]:
    groups: dict[Key, list[Promise]] = {}
    for promise in over:
        groups.setdefault(key(promise), []).append(promise)
    return tuple((each, _ratio(groups[each], book)) for each in sorted(groups))


def _worst(relationships: tuple[tuple[int, Ratio], ...]) -> Worst | None:
    """The one that broke most; of several, the one that kept least besides, then the lowest id."""
    broke = [Worst(who, r.broken, r.n) for who, r in relationships if r.broken]
    return min(broke, key=lambda w: (-w.broken, w.n, w.relationship), default=None)
