"""Promises and follow-ups: made, ended, moved."""

from __future__ import annotations

from datetime import date

from tui.domain.acts import Broken, Decided, Done, Kept, Moved, NewFollowUp, Promised, Skipped, Withdrawn
from tui.domain.model import FollowUp, Promise
from tui.domain.problem import Problem
from tui.domain.text import clean_line
from tui.services.doing import logging, making
from tui.services.doing.hand import Came, Hand
from tui.services.doing.items import number, of, open_follow_up, open_promise


def promised(act: Promised, hand: Hand) -> Came:
    """A promise of either side."""
    hand.relationship(act.relationship)
    ident = making.make(hand, act.relationship, act.promise, hand.now, term=act.term)
    return Came(f"p{ident}", act.relationship, "promised" if act.promise.by_us else "their promise noted")


def decided(act: Decided, hand: Hand) -> Came:
    """A follow-up."""
    hand.relationship(act.relationship)
    ident = making.decide(hand, act.relationship, act.follow_up, hand.now)
    return Came(f"f{ident}", act.relationship, "follow-up set")


def kept(act: Kept, hand: Hand) -> Came:
    """A promise of either side that was kept."""
    promise = open_promise(hand, act.item)
    _end(hand, "promise", promise.id, "kept", act.why)
    return Came(act.item, promise.relationship, "promise kept" if promise.by_us else "their promise came in")


def broken(act: Broken, hand: Hand) -> Came:
    """A promise that is not kept and said to be so."""
    promise = open_promise(hand, act.item)
    if not promise.by_us and (act.apology.strip() or act.repair):
        raise Problem(f"{act.item} is a promise of theirs: nothing of ours to make good.", "Leave the words away.")
    _end(hand, "promise", promise.id, "broken", act.why)
    if promise.by_us:
        logging.tell(hand, promise.relationship, act.apology, "email", None)
        logging.repair(hand, promise.relationship, act.repair)
    return Came(act.item, promise.relationship, "promise broken" if promise.by_us else "their promise was broken")


def withdrawn(act: Withdrawn, hand: Hand) -> Came:
    """A promise taken back by agreement."""
    promise = open_promise(hand, act.item)
    _end(hand, "promise", promise.id, "withdrawn", act.why)
    return Came(act.item, promise.relationship, "promise withdrawn")


def moved(act: Moved, hand: Hand) -> Came:
    """Another date for a promise, or for a follow-up that is not over yet."""
    letter, _ = number(act.item, "pf")
    if letter == "f":
        return _moved_follow_up(act, hand)
    promise = open_promise(hand, act.item)
    if act.by and not promise.by_us:
        raise Problem(f"{act.item} is theirs: none of us can keep it.", "Leave the name away.", wrong_use=True)
    making.check_due(act.due, hand.now, hand)
    late = hand.book.at(promise.made_at).calendar.late(promise.due, hand.now)
    hand.tx.insert(
        "renegotiation",
        {
            "promise": promise.id,
            "at": hand.now,
            "old_due": promise.due,
            "new_due": act.due,
            "agreed": int(act.agreed),
            "why": clean_line(act.why),
            "actor": hand.me.handle,
            "recorded_at": hand.tx.said.wall_at,
        },
    )
    changed: dict[str, object] = {"text": making.words(act.shrunk, "A promise")} if act.shrunk else {}
    if act.by:
        changed["author"] = hand.teammate(act.by, promise.author).handle
        making.check_seen(promise.relationship, act.by, hand)
    hand.tx.touch("promise", promise.id)
    hand.tx.change("promise", promise.id, **changed)
    return Came(act.item, promise.relationship, _moved(promise, act, late=late))


def _moved(promise: Promise, act: Moved, *, late: bool) -> str:
    if act.by and act.by != promise.author:
        return f"promise handed to {act.by}"
    if late:
        return "new date noted, the first one still counts"
    return "promise moved" if act.agreed else "new date noted, they did not agree"


def _moved_follow_up(act: Moved, hand: Hand) -> Came:
    follow_up = open_follow_up(hand, act.item)
    if hand.book.at(follow_up.made_at).calendar.late(follow_up.due, hand.now):
        raise Problem(f"{act.item} is overdue already, so its date stays.", "Snooze it, do it or skip it.")
    making.check_due(act.due, hand.now, hand)
    hand.tx.change("follow_up", follow_up.id, due=act.due, day_alone=int(act.day_alone))
    return of(hand, follow_up, act.item, "follow-up moved")


def done(act: Done, hand: Hand) -> Came:
    """A follow-up that was done; one that recurs comes again."""
    follow_up = open_follow_up(hand, act.item)
    _end(hand, "follow_up", follow_up.id, "done", act.why)
    return _again(hand, follow_up, of(hand, follow_up, act.item, "follow-up done"))


def skipped(act: Skipped, hand: Hand) -> Came:
    """A follow-up that will not be done, this time."""
    follow_up = open_follow_up(hand, act.item)
    _end(hand, "follow_up", follow_up.id, "skipped", act.why)
    return _again(hand, follow_up, of(hand, follow_up, act.item, "follow-up skipped"))


def _again(hand: Hand, follow_up: FollowUp, came: Came) -> Came:
    """The next occurrence: the first date of the rule after its due and today, so that none pile up.

    Once the relationship has ended there is none: what is closed there by hand stays closed.
    """
    relationship, process = follow_up.relationship or None, follow_up.process or None
    ended = relationship is not None and hand.relationship(relationship).stage == "ended"
    if not follow_up.every or ended:
        return came
    from tui.services.recurring import next_day

    calendar = hand.calendar
    due = calendar.date_of(follow_up.due - follow_up.day_alone)  # the end of a day alone may be the next one's 0:00
    day: date = next_day(follow_up.every, due, calendar.date_of(hand.now))
    (plan,) = hand.conn.execute("SELECT plan FROM follow_up WHERE id = ?", (follow_up.id,)).fetchone()
    again = NewFollowUp(follow_up.text, calendar.end_of(day), True, follow_up.every, follow_up.owner)
    making.decide(hand, relationship, again, hand.now, process=process, plan=plan, before=follow_up.id)
    return came


def _end(hand: Hand, table: str, ident: int, state: str, why: str) -> None:
    hand.tx.change(table, ident, state=state, ended_at=hand.now, why=clean_line(why))
