"""Which rows of Today are hidden, and until when: the last snooze said of a row counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tui.domain.calendar import WorkCalendar
from tui.domain.model import Instant, Snooze, Wait


class Hiding(NamedTuple):
    """What was said of a row so far: until when it is hidden (None: it shows), how often, why the last time."""

    until: Instant | None = None
    times: int = 0
    why: str = ""


def names_of(wait: Wait) -> tuple[str, ...]:
    """Every id under which a wait may have been snoozed: its own, and those of waits that it has absorbed."""
    return tuple(f"w{interaction}" for interaction in (wait.opener, *wait.pings))


def hiding(
    names: Iterable[str], snoozes: Iterable[Snooze], now: Instant, woken: Instant | None = None
) -> Hiding:
    """How a row is hidden at `now`; what was said at or before `woken`, such as their last ping, hides no more."""
    known = frozenset(names)
    said = sorted((s for s in snoozes if s.item in known and s.at <= now), key=lambda s: s.at)
    if not said:
        return Hiding()
    last = said[-1]
    shows = last.until <= now or (woken is not None and last.at <= woken)
    return Hiding(None if shows else last.until, len(said), last.why)


def shows_from(until: Instant, day_alone: bool, calendar: WorkCalendar) -> Instant:
    """When a row snoozed until then shows again: of a day alone, 24:00 being its own, from its first instant on."""
    return calendar.midnight(calendar.date_of(until - 1)) if day_alone else until
