"""When they waited for us: opened, joined, answered, waived, given up.

The whole log of a relationship goes in, in any order; waits come out as they stand in the end. What was so at a
moment is read off with `as_of`.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from tui.domain.model import Ending, Instant, Touch, Wait, WaitState
from tui.domain.rules import RuleBook

ORDER = {"in": 0, "out": 1, "both": 2}
SPOKEN = ("call", "meeting")
# those that open and answer go in or out, and the words are in that order by themselves
_in_order = attrgetter("at", "direction", "id")
_by_opening = attrgetter("opened", "opener")


def waits(touches: Iterable[Touch], endings: Iterable[Ending], book: RuleBook) -> tuple[Wait, ...]:
    """All waits of one relationship, in order of opening."""
    told = _Told(touches, endings, book)
    found: list[Wait] = []
    held: dict[int, list[Touch]] = {}
    ends: dict[int, _End] = {}
    unasked: dict[int, Touch] = {}
    for touch in told.written:
        ident, at, channel, direction, thread, _, asks, _, _ = touch
        out, wait = direction == "out", held.get(thread)
        if wait:
            end = ends[thread]
            if out and wait[0].at < at <= end.at:
                found.append(_wait(held.pop(thread), _End(at, 0, "answered", ident)))
                continue
            # an inbound of the same second as the end still came first
            if end.at < at or (out and end.at == at):
                found.append(_wait(held.pop(thread), end))
                wait = None
        if out:
            mail = unasked.get(thread)
            if mail and mail.at < at:
                del unasked[thread]
                if told.is_measured(mail, touch):
                    found.append(Wait(mail.id, thread, mail.at, (), None, "answered", at, ident, True))
        elif wait:
            wait.append(touch)
            ends[thread] = min(end, told.said_of(touch, wait[0]))
        elif asks:
            held[thread], ends[thread] = [touch], min(told.spoken(at), told.said_of(touch, touch))
            unasked.pop(thread, None)
        elif channel == "email":
            unasked[thread] = touch
    found += [_wait(wait, ends[thread]) for thread, wait in held.items()]
    return tuple(sorted(found, key=_by_opening))


def as_of(wait: Wait, at: Instant) -> Wait | None:
    """The wait as it stood at a moment, None where it was not there yet."""
    if wait.opened > at or (wait.measured and (wait.ended is None or wait.ended > at)):
        return None
    if wait.ended is None or wait.ended <= at:
        return wait
    return wait._replace(state="open", ended=None, answer=None)


class _End(NamedTuple):
    """How a wait ends; of two ends at one instant the lower `rank` counts."""

    at: float
    rank: int
    state: WaitState
    answer: int | None


NEVER = _End(math.inf, 2, "open", None)


class _Told:
    """A log in order: what was written in its threads, when they spoke, and what was said of what."""

    def __init__(self, touches: Iterable[Touch], endings: Iterable[Ending], book: RuleBook) -> None:
        self.book = book
        self.written: list[Touch] = []
        self.contacts: list[Touch] = []
        for touch in touches:
            _, _, channel, direction, _, countable, _, missed, _ = touch
            if not countable:
                continue
            if not missed and (direction == "both" or channel in SPOKEN):
                self.contacts.append(touch)
            elif not missed or direction == "in":
                self.written.append(touch)
        self.written.sort(key=_in_order)
        # a meeting or an answered call is contact in both directions
        self.contacts.sort(key=lambda t: (t.at, ORDER[t.direction], t.id))
        self.contact_at = [t.at for t in self.contacts]
        self.said: dict[int, list[Ending]] = {}
        for ending in endings:
            self.said.setdefault(ending.interaction, []).append(ending)

    def spoken(self, after: Instant) -> _End:
        """The end that the first call or meeting strictly later makes."""
        n = bisect_right(self.contact_at, after)
        return _End(self.contact_at[n], 0, "answered", self.contacts[n].id) if n < len(self.contacts) else NEVER

    def is_measured(self, mail: Touch, reply: Touch) -> bool:
        """Whether a reply to mail that had not asked for one came soon enough, and nothing else was contact."""
        if self.spoken(mail.at).at < reply.at:
            return False
        rules = self.book.at(mail.at)
        return reply.at <= rules.calendar.due(mail.at, rules.days(rules.give_up_after))

    def said_of(self, touch: Touch, opener: Touch) -> _End:
        """The first waive or giving up said of one of a wait's interactions."""
        if touch.id not in self.said:
            return NEVER
        return min(
            (
                _End(ending.at, 1, ending.kind, None)
                for ending in self.said[touch.id]
                if ending.at >= touch.at and not self._overtaken(ending, opener)
            ),
            default=NEVER,
        )

    def _overtaken(self, ending: Ending, opener: Touch) -> bool:
        """An answer dated before the import that gave up replaces the giving up."""
        return ending.import_at is not None and self._answered(opener) < ending.import_at

    def _answered(self, opener: Touch) -> float:
        """When a wait would have been answered had nothing been said of it."""
        replies = self._replies.get(opener.thread, [])
        n = bisect_right(replies, opener.at)
        return min(replies[n] if n < len(replies) else math.inf, self.spoken(opener.at).at)

    @cached_property
    def _replies(self) -> dict[int, list[Instant]]:
        """When we wrote, by thread."""
        found: dict[int, list[Instant]] = {}
        for touch in self.written:
            if touch.direction == "out":
                found.setdefault(touch.thread, []).append(touch.at)
        return found


def _wait(held: list[Touch], end: _End) -> Wait:
    opener, pings = held[0], held[1:]
    return Wait(
        opener.id,
        opener.thread,
        opener.at,
        tuple(t.id for t in pings) if pings else (),
        pings[-1].at if pings else None,
        end.state,
        None if end is NEVER else int(end.at),
        end.answer,
    )
