"""When they waited for us: opened, joined, answered, waived, given up.

The whole log of a relationship goes in, in any order; waits come out as they stand in the end. What was so at a
moment is read off with `as_of`.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from tui.domain.model import Ending, Instant, Touch, Wait, WaitState
from tui.domain.rules import RuleBook

ORDER = {"in": 0, "out": 1, "both": 2}


def waits(touches: Iterable[Touch], endings: Iterable[Ending], book: RuleBook) -> tuple[Wait, ...]:
    """All waits of one relationship, in order of opening."""
    counted = sorted((t for t in touches if t.countable), key=lambda t: (t.at, ORDER[t.direction], t.id))
    contacts = [t for t in counted if _answers_everything(t)]
    said = defaultdict(list)
    for ending in endings:
        said[ending.interaction].append(ending)
    threads = defaultdict(list)
    for touch in counted:
        if not _answers_everything(touch) and not _is_attempt(touch):
            threads[touch.thread].append(touch)
    found = [w for log in threads.values() for w in _Thread(log, contacts, said, book).waits()]
    return tuple(sorted(found, key=lambda w: (w.opened, w.opener)))


def as_of(wait: Wait, at: Instant) -> Wait | None:
    """The wait as it stood at a moment, None where it was not there yet."""
    if wait.opened > at or (wait.measured and (wait.ended is None or wait.ended > at)):
        return None
    if wait.ended is None or wait.ended <= at:
        return wait
    return replace(wait, state="open", ended=None, answer=None)


def _answers_everything(touch: Touch) -> bool:
    """A meeting or an answered call is contact in both directions."""
    return not touch.missed and (touch.direction == "both" or touch.channel in ("call", "meeting"))


def _is_attempt(touch: Touch) -> bool:
    return touch.direction != "in" and touch.missed


class _End(NamedTuple):
    """How a wait ends; of two ends at one instant the lower `rank` counts."""

    at: float
    rank: int
    state: WaitState
    answer: int | None


NEVER = _End(math.inf, 2, "open", None)


class _Thread:
    """One thread's interactions in order, walked once."""

    def __init__(
        self, log: list[Touch], contacts: list[Touch], said: dict[int, list[Ending]], book: RuleBook
    ) -> None:
        self.log = log
        self.said = said
        self.book = book
        self.contacts = contacts
        self.contact_at = [t.at for t in contacts]
        self.outbound = [t for t in log if t.direction == "out"]
        self.outbound_at = [t.at for t in self.outbound]

    def waits(self) -> Iterator[Wait]:
        """Waits and measured replies of this thread."""
        held: list[Touch] = []
        end = NEVER
        unasked: Touch | None = None
        for touch in self.log:
            # an inbound of the same second as the end still came first
            if held and (end.at < touch.at or (end.at == touch.at and touch.direction == "out")):
                yield _wait(held, end)
                held = []
            if touch.direction == "out":
                if unasked and not held and (reply := self._measured(unasked, touch)):
                    yield reply
                unasked = unasked if unasked and touch.at <= unasked.at else None
            elif held:
                held.append(touch)
                end = min(end, self._said_of(touch, held[0]))
            elif touch.opens:
                held, unasked = [touch], None
                end = min(self._answered(touch), self._said_of(touch, touch))
            elif touch.channel == "email":
                unasked = touch
        if held:
            yield _wait(held, end)

    def _measured(self, mail: Touch, reply: Touch) -> Wait | None:
        """A reply to mail that had not asked for one, where it came soon enough and nothing else was contact."""
        if reply.at <= mail.at or self._first(self.contacts, self.contact_at, mail.at, before=reply.at):
            return None
        rules = self.book.at(mail.at)
        if reply.at > rules.calendar.due(mail.at, rules.days(rules.give_up_after)):
            return None
        return Wait(mail.id, mail.thread, mail.at, state="answered", ended=reply.at, answer=reply.id, measured=True)

    def _answered(self, opener: Touch) -> _End:
        answer = self._answer(opener)
        return _End(answer.at, 0, "answered", answer.id) if answer else NEVER

    def _said_of(self, touch: Touch, opener: Touch) -> _End:
        """The first waive or giving up said of one of a wait's interactions."""
        answer = self._answer(opener)
        return min(
            (
                _End(ending.at, 1, ending.kind, None)
                for ending in self.said.get(touch.id, ())
                if ending.at >= touch.at and not _overtaken(ending, answer)
            ),
            default=NEVER,
        )

    def _answer(self, opener: Touch) -> Touch | None:
        replies = (
            self._first(self.outbound, self.outbound_at, opener.at),
            self._first(self.contacts, self.contact_at, opener.at),
        )
        # of one second the outbound one comes first
        return min((t for t in replies if t), key=lambda t: t.at, default=None)

    @staticmethod
    def _first(
        touches: list[Touch], at: list[Instant], after: Instant, before: Instant | None = None
    ) -> Touch | None:
        n = bisect_right(at, after)
        if n == len(touches) or (before is not None and at[n] >= before):
            return None
        return touches[n]


def _wait(held: list[Touch], end: _End) -> Wait:
    opener, pings = held[0], held[1:]
    return Wait(
        opener.id,
        opener.thread,
        opener.at,
        tuple(t.id for t in pings),
        pings[-1].at if pings else None,
        end.state,
        None if end is NEVER else int(end.at),
        end.answer,
    )


def _overtaken(ending: Ending, answer: Touch | None) -> bool:
    """An answer dated before the import that gave up replaces the giving up."""
    return ending.import_at is not None and answer is not None and answer.at < ending.import_at
