"""What a log says of the score at several moments: as `health.parts` says it of one, what they share done once.

What ended by the first moment is the same evidence at all of them, and what of it is older than everything that
still changes is folded once. The order of every sum stays, so the results are equal to the last bit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui.domain.health import Contact, Ended, Evidence, Parts, State, Three, fold, standing
from tui.domain.model import MEASURES, FollowUp, Instant, Log, Promise, Tier, Wait
from tui.domain.obligations import Item, follow_up_item, promise_item, reply_item, worth
from tui.domain.rules import RuleBook


class _Reply(NamedTuple):
    """A wait that still changes: `item` while it is open, `ended` afterwards; None where it is then nothing."""

    wait: Wait
    item: Item | None
    ended: Ended | None


class _Changing(NamedTuple):
    """What is not the same at all moments."""

    replies: list[_Reply]
    promises: list[Promise]
    follow_ups: list[FollowUp]

    def instants(self) -> list[Instant]:
        """When any of it changes, in order."""
        found = [instant for wait, _, _ in self.replies for instant in (wait.opened, wait.ended)]
        found += [instant for each in self.promises for instant in (each.made_at, each.ended_at)]
        found += [instant for each in self.follow_ups for instant in (each.made_at, each.ended_at)]
        found += [move.at for promise in self.promises for move in promise.moves]
        return sorted(instant for instant in found if instant is not None)

    def at(self, moment: Instant, book: RuleBook) -> State:
        """All of it as it stands at a moment."""
        state = State()
        for wait, item, ended in self.replies:
            if wait.opened > moment:
                continue
            if wait.ended is not None and wait.ended <= moment:
                if ended:
                    state.ended["reply"].append(ended)
            elif item:
                state.still.append(item)
        tasks = [promise_item(promise, moment, book) for promise in self.promises]
        tasks += [follow_up_item(follow_up, moment, book) for follow_up in self.follow_ups]
        for task in tasks:
            if task:
                state.add(task, book)
        return state


def parts_at(log: Log, found: Iterable[Wait], moments: Sequence[Instant], book: RuleBook) -> list[Parts]:
    """The parts of a log, whose waits are `found`, at one or more moments in ascending order."""
    settled, changing = _split(log, found, moments[0], book)
    changes = changing.instants()
    so_far = [bisect_right(changes, moment) for moment in moments]
    # between two changes everything stands as it stood
    states = {n: changing.at(moment, book) for n, moment in dict(zip(so_far, moments, strict=True)).items()}
    before = _share(settled, list(states.values()))
    stood = {n: standing(state, before) for n, state in states.items()}
    contact = Contact(log.touches)
    return [
        Parts(moment, *stood[n], contact.last(moment), contact.gifts(moment))
        for n, moment in zip(so_far, moments, strict=True)
    ]


def _split(log: Log, found: Iterable[Wait], first: Instant, book: RuleBook) -> tuple[State, _Changing]:
    """What had ended by the first moment, and the rest."""
    tier = log.relationship.tier
    settled, changing = State(), _Changing([], [], [])
    replies = settled.ended["reply"]
    for wait in found:
        ended = _ended(wait, tier, book)
        if wait.ended is None or wait.ended > first:
            changing.replies.append(_Reply(wait, None if wait.measured else _item(wait, tier, book), ended))
        elif ended:
            replies.append(ended)
    for promise in log.promises:
        if not _is_over(promise, first):
            changing.promises.append(promise)
        elif item := promise_item(promise, first, book):
            settled.add(item, book)
    for follow_up in log.follow_ups:
        if not _is_over(follow_up, first):
            changing.follow_ups.append(follow_up)
        elif item := follow_up_item(follow_up, first, book):
            settled.add(item, book)
    return settled, changing


def _is_over(task: Promise | FollowUp, first: Instant) -> bool:
    return task.ended_at is not None and max(task.made_at, task.ended_at) <= first


def _item(wait: Wait, tier: Tier, book: RuleBook) -> Item | None:
    return reply_item(wait._replace(state="open", ended=None), tier, book)


def _ended(wait: Wait, tier: Tier, book: RuleBook) -> Ended | None:
    """The evidence that a wait is in the end, None for an open or a waived one."""
    if wait.ended is None or wait.state == "waived":
        return None
    rules = book.at(wait.opened)
    target = rules.tiers[tier].reply
    due = rules.calendar.due(wait.opened, target)
    x = 0.0 if wait.state == "given_up" else worth(rules.calendar.working(due, wait.ended), target)
    return Ended(due, wait.opened, target, x)


def _share(settled: State, states: list[State]) -> Three:
    """Fold what is older than all that changes; the rest of what is settled goes to each of the states."""
    before = []
    for measure in MEASURES:
        ended = sorted(settled.ended[measure])
        changing = [(e.due, e.opened, e.half) for state in states for e in state.ended[measure]]
        changing += [(i.due, i.opened, i.half) for state in states for i in state.still if i.measure == measure]
        cut = bisect_left(ended, min(changing)) if changing else len(ended)
        before.append(Evidence(*fold(ended[:cut]), (), cut))
        for state in states:
            state.ended[measure] += ended[cut:]
    return before[0], before[1], before[2]
