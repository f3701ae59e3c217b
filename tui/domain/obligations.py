"""What we owe a relationship, as items with a due and a half-life: replies, promises, follow-ups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tui.domain.model import FollowUp, Instant, Measure, Promise, Seconds, Tier, Wait
from tui.domain.rules import RuleBook
from tui.domain.waits import as_of


@dataclass(frozen=True, slots=True)
class Item:
    """One obligation of ours as it stands at a moment.

    `opened` picks the version of the rules that gives its working time and `half`. `failed` is a promise broken
    or a wait given up. `moves` counts renegotiations agreed before the due that then stood.
    """

    measure: Measure
    id: str
    due: Instant
    opened: Instant
    half: Seconds
    moves: int = 0
    ended: Instant | None = None
    failed: bool = False


def quality(item: Item, at: Instant, book: RuleBook) -> float:
    """x(at) of DESIGN 3.3: 1 on time, halved with every `half` of working time past due; 0 if failed."""
    if item.failed:
        return 0.0
    late = book.at(item.opened).calendar.working(item.due, at)
    return worth(late, item.half, item.moves)


def worth(late: Seconds, half: Seconds, moves: int = 0) -> float:
    """The quality of what did not fail, so much working time past its due."""
    return float(min(0.9**moves, 2 ** (-late / half)))


def is_late(item: Item, at: Instant, book: RuleBook) -> bool:
    """Whether any working time has passed since the item's due."""
    return book.at(item.opened).calendar.late(item.due, at)


def reply_item(wait: Wait, tier: Tier, book: RuleBook) -> Item | None:
    """The item that a wait is; None for a waived one, which is no evidence."""
    if wait.state == "waived":
        return None
    rules = book.at(wait.opened)
    target = rules.tiers[tier].reply
    due = rules.calendar.due(wait.opened, target)
    failed = wait.state == "given_up"
    return Item("reply", f"w{wait.opener}", due, wait.opened, target, 0, wait.ended, failed)


def promise_as_of(promise: Promise, at: Instant) -> Promise | None:
    """A promise as it stood at a moment, None where it was not made yet."""
    if promise.made_at > at:
        return None
    moves = tuple(move for move in promise.moves if move.at <= at)
    promise = promise if moves == promise.moves else replace(promise, moves=moves)
    over = promise.ended_at is None or promise.ended_at <= at
    return promise if over else replace(promise, state="open", ended_at=None)


def follow_up_as_of(follow_up: FollowUp, at: Instant) -> FollowUp | None:
    """A follow-up as it stood at a moment, None where it was not made yet."""
    if follow_up.made_at > at:
        return None
    over = follow_up.ended_at is None or follow_up.ended_at <= at
    return follow_up if over else replace(follow_up, state="open", ended_at=None)


def standing(promise: Promise, at: Instant, book: RuleBook) -> tuple[Instant, int]:
    """The due of a promise at a moment and how often it had been moved by then."""
    calendar = book.at(promise.made_at).calendar
    due, moves = promise.due, 0
    for move in sorted(promise.moves, key=lambda m: m.at):
        if move.at <= at and move.agreed and not calendar.late(due, move.at):
            due, moves = move.new_due, moves + 1
    return due, moves


def promise_item(promise: Promise, at: Instant, book: RuleBook) -> Item | None:
    """The item that a promise by us is; None while it was not made, or withdrawn before its due."""
    if not promise.by_us or promise.made_at > at:
        return None
    rules = book.at(promise.made_at)
    ended = promise.ended_at if promise.ended_at is not None and promise.ended_at <= at else None
    due, moves = standing(promise, at if ended is None else ended, book)
    if ended is not None and promise.state == "withdrawn" and not rules.calendar.late(due, ended):
        return None
    failed = ended is not None and promise.state == "broken"
    half = rules.days(rules.promise_half)
    return Item("promise", f"p{promise.id}", due, promise.made_at, half, moves, ended, failed)


def follow_up_item(follow_up: FollowUp, at: Instant, book: RuleBook) -> Item | None:
    """The item that a follow-up is; None while it was not made, or skipped before its due."""
    if follow_up.made_at > at:
        return None
    rules = book.at(follow_up.made_at)
    ended = follow_up.ended_at if follow_up.ended_at is not None and follow_up.ended_at <= at else None
    if ended is not None and follow_up.state == "skipped" and not rules.calendar.late(follow_up.due, ended):
        return None
    half = rules.days(rules.follow_up_half)
    return Item("follow_up", f"f{follow_up.id}", follow_up.due, follow_up.made_at, half, 0, ended)


def items_at(
    at: Instant,
    tier: Tier,
    waits: Iterable[Wait],
    promises: Iterable[Promise],
    follow_ups: Iterable[FollowUp],
    book: RuleBook,
) -> list[Item]:
    """Every obligation of ours that existed at a moment, as it stood then."""
    stood = (as_of(wait, at) for wait in waits)
    found: list[Item | None] = [reply_item(wait, tier, book) for wait in stood if wait]
    found += [promise_item(promise, at, book) for promise in promises]
    found += [follow_up_item(follow_up, at, book) for follow_up in follow_ups]
    return [item for item in found if item]
