"""Everything that is computed from one relationship's log; the only way to it, for one write and for a rebuild."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tui.domain.calendar import WorkCalendar
from tui.domain.health import Parts
from tui.domain.model import Instant, Log, Seconds, Wait
from tui.domain.moments import parts_at
from tui.domain.obligations import Item, items_at
from tui.domain.rules import RuleBook
from tui.domain.waits import waits

WEEKS = 12
FEW_FOR_P90 = 20


@dataclass(frozen=True, slots=True)
class Replies:
    """Replies up to a moment in working seconds, nearest rank; `values` only where there are fewer than 5."""

    n: int = 0
    values: tuple[Seconds, ...] = ()
    median: Seconds | None = None
    p90: Seconds | None = None
    wall_median: Seconds | None = None
    waived: int = 0
    given_up: int = 0


@dataclass(frozen=True, slots=True)
class Derived:
    """What a log says at `parts.until`; where that is the log's end, it says so of every later moment too.

    `mondays` are the starts of the last weeks up to then, oldest first, with the parts as they were.
    """

    waits: tuple[Wait, ...]
    parts: Parts
    mondays: tuple[tuple[Instant, Parts], ...]
    replies: Replies
    first_at: Instant | None
    interactions: int


def derive(log: Log, book: RuleBook, at: Instant | None = None) -> Derived:
    """Derive from a whole log as of its end, or as of `at`."""
    found = waits(log.touches, log.endings, book)
    moment = end_of(log) if at is None else at
    seen = [t.at for t in log.touches if t.at <= moment]
    weeks = mondays(moment, book)
    *before, now = parts_at(log, found, (*weeks, moment), book)
    return Derived(
        found,
        now,
        tuple(zip(weeks, before, strict=True)),
        replies(found, moment, book),
        min(seen, default=None),
        len(seen),
    )


def parts_of(log: Log, at: Instant, book: RuleBook) -> Parts:
    """What a log says of the score at a moment, and nothing else."""
    return parts_at(log, waits(log.touches, log.endings, book), (at,), book)[0]


def items_of(log: Log, found: Iterable[Wait], at: Instant, book: RuleBook) -> list[Item]:
    """Our obligations toward a relationship as they stood at a moment."""
    return items_at(at, log.relationship.tier, found, log.promises, log.follow_ups, book)


def end_of(log: Log) -> Instant:
    """The last instant at which anything in a log happens."""
    instants = [t.at for t in log.touches]
    instants += [e.at for e in log.endings]
    instants += [s.at for s in log.snoozes]
    for promise in log.promises:
        instants += [promise.made_at, promise.ended_at or promise.made_at, *(m.at for m in promise.moves)]
    for follow_up in log.follow_ups:
        instants += [follow_up.made_at, follow_up.ended_at or follow_up.made_at]
    return max(instants, default=log.relationship.made_at)


def mondays(at: Instant, book: RuleBook) -> tuple[Instant, ...]:
    """The beginnings of the last 12 ISO weeks up to a moment, by the team's calendar, oldest first."""
    calendar = book.at(at).calendar
    today = calendar.date_of(at)
    monday = today - timedelta(days=today.weekday())
    return _weeks(calendar, monday)


@lru_cache(maxsize=512)
def _weeks(calendar: WorkCalendar, monday: date) -> tuple[Instant, ...]:
    return tuple(calendar.midnight(monday - timedelta(weeks=n)) for n in reversed(range(WEEKS)))


def replies(found: Iterable[Wait], at: Instant, book: RuleBook) -> Replies:
    """How fast we answered, up to a moment."""
    stood = [w for w in found if w.ended is not None and w.ended <= at]
    answered = [w for w in stood if w.state == "answered"]
    working = sorted(book.at(w.opened).calendar.working(w.opened, w.ended or 0) for w in answered)
    wall = sorted((w.ended or 0) - w.opened for w in answered)
    return Replies(
        n=len(working),
        values=tuple(working) if len(working) < 5 else (),
        median=nearest_rank(working, 50),
        p90=nearest_rank(working, 90) if len(working) >= FEW_FOR_P90 else None,
        wall_median=nearest_rank(wall, 50),
        waived=sum(w.state == "waived" for w in stood),
        given_up=sum(w.state == "given_up" for w in stood),
    )


def nearest_rank(ascending: list[Seconds], percent: int) -> Seconds | None:
    """The nearest-rank percentile: the smallest value that `percent` of all do not exceed."""
    if not ascending:
        return None
    return ascending[max(0, -(-percent * len(ascending) // 100) - 1)]
