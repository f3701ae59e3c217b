"""What a log says once one more interaction is at its end, told from what it said before.

Only where that interaction ends, joins and opens no wait: then nothing but the parts' touch and gestures, the weeks
and the count can change, and all is equal to deriving it from the whole log.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tui.domain.derive import Derived, mondays
from tui.domain.health import GESTURE_SPAN, Parts
from tui.domain.model import Gesture, Instant, Touch
from tui.domain.rules import RuleBook
from tui.domain.waits import SPOKEN


@dataclass(frozen=True, slots=True)
class End:
    """What counts of the end of a log.

    `threads` are those of the waits that have not ended before the new interaction. `unasked`: mail that asks for
    nothing came in thread 0 at any time, a reply to which is measured. `imported` is when an import came last.
    """

    threads: frozenset[int] = frozenset()
    unasked: bool = False
    imported: Instant | None = None


def appended(known: Derived, touch: Touch, end: End, book: RuleBook) -> Derived | None:
    """What is derived of the log with `touch`, without the waits; None where that takes the whole log."""
    parts, at = known.parts, touch.at
    if at < parts.until or not (_is_outside(touch) or _leaves_waits(touch, parts.until, end)):
        return None
    after = replace(parts, until=at, gestures=_gestures(parts, at))
    if touch.countable and not touch.missed:
        after = replace(after, last_touch=at)
    if touch.countable and touch.gesture and touch.direction != "in":
        after = replace(after, gestures=tuple(sorted((*after.gestures, (at, touch.gesture)))))
    weeks = _weeks(known, after, book)
    if weeks is None:
        return None
    first = at if known.first_at is None else known.first_at
    return replace(
        known, waits=(), parts=after, mondays=weeks, first_at=first, interactions=known.interactions + 1
    )


def _is_outside(touch: Touch) -> bool:
    """Whether waits take no notice of an interaction at all."""
    return not touch.countable or (touch.missed and touch.direction != "in")


def _leaves_waits(touch: Touch, until: Instant, end: End) -> bool:
    """Whether every wait stays as it is, a giving up by an import included that an answer before it overtakes."""
    if end.imported is not None and touch.at < end.imported:
        return False
    if not touch.missed and (touch.direction == "both" or touch.channel in SPOKEN):
        return touch.at > until and not end.threads
    if touch.thread or 0 in end.threads:
        return False
    # of one second what comes in is before what goes out, however late it was written down
    if touch.direction == "in":
        return touch.at > until and not touch.opens
    return not end.unasked


def _gestures(parts: Parts, at: Instant) -> tuple[tuple[Instant, Gesture], ...]:
    """Those of the 90 days before a later moment, where none has come since."""
    return tuple(each for each in parts.gestures if each[0] > at - GESTURE_SPAN)


def _weeks(known: Derived, after: Parts, book: RuleBook) -> tuple[tuple[Instant, Parts], ...] | None:
    """The parts at the starts of the last weeks up to a later moment; None where the calendar has changed since."""
    before, stored, found = known.parts, dict(known.mondays), []
    for monday in mondays(after.until, book):
        if monday == after.until:
            found.append((monday, after))
        elif monday > before.until:
            found.append((monday, replace(before, until=monday, gestures=_gestures(before, monday))))
        elif monday in stored:
            found.append((monday, stored[monday]))
        else:
            return None
    return tuple(found)
