"""Things that happened, written down by hand."""

from __future__ import annotations

from tui.domain.acts import Logged, NewPromise, Replied, Thanked
from tui.domain.model import DAY, Channel, Direction, Instant, Touch, Wait
from tui.domain.problem import Problem
from tui.domain.text import clean
from tui.services.doing import making
from tui.services.doing.hand import Came, Hand
from tui.services.doing.items import missing, number, open_wait

FIRST: Instant = DAY
SAID: dict[tuple[Channel, Direction], str] = {
    ("email", "in"): "mail from them logged",
    ("email", "out"): "mail to them logged",
    ("note", "out"): "note kept",
}


def logged(act: Logged, hand: Hand) -> Came:
    """An interaction with the promises and follow-ups that came of it."""
    touch = _written(act, hand)
    for promise in act.promises:
        making.make(hand, act.relationship, promise, touch.at, said_in=touch.id)
    for follow_up in act.follow_ups:
        making.decide(hand, act.relationship, follow_up, touch.at, said_in=touch.id)
    if not act.promises and not act.follow_ups:
        hand.added = act.relationship, touch
    return Came(f"i{touch.id}", act.relationship, _said(act))


def _written(act: Logged, hand: Hand) -> Touch:
    hand.relationship(act.relationship)
    at = _moment(act.at, hand)
    answers, thread = _answered(act, at, hand)
    _check_contact(act.contact, act.relationship, hand)
    _check_agreement(act.agreement, act.relationship, hand)
    ident = hand.tx.insert(
        "interaction",
        {
            "relationship": act.relationship,
            "at": at,
            "channel": act.channel,
            "direction": act.direction,
            "thread": thread,
            "countable": int(act.channel != "note"),
            "opens": int(act.opens and act.direction == "in"),
            "missed": int(act.missed),
            "gesture": act.gesture,
            "signal": act.signal,
            "teammate": None if act.direction == "in" else hand.me.id,
            "contact": act.contact,
            "text": clean(act.text).strip(),
            "recorded_at": hand.tx.said.wall_at,
            "answers": answers,
            "tags": making.tags(act.tags),
            "agreement": act.agreement,
            "outside": int(act.outside),
        },
    )
    countable, opens = act.channel != "note", act.opens and act.direction == "in"
    return Touch(ident, at, act.channel, act.direction, thread, countable, opens, act.missed, act.gesture)


def _said(act: Logged) -> str:
    said = [SAID.get((act.channel, act.direction), f"{act.channel} logged")]
    for count, noun in ((len(act.promises), "promise"), (len(act.follow_ups), "follow-up")):
        if count:
            said.append(f"{count} {noun}" if count == 1 else f"{count} {noun}s")
    return ", ".join(said)


def replied(act: Replied, hand: Hand) -> Came:
    """An answer to a wait, on the channel on which it came; a call that is returned is contact both ways."""
    relationship, wait = open_wait(hand, act.item)
    channel, contact = hand.conn.execute(
        "SELECT channel, contact FROM interaction WHERE id = ?", (wait.opener,)
    ).fetchone()
    _check_later(wait, hand.now, act.item)
    call = channel == "call"
    direction: Direction = "both" if call else "out"
    reply = Logged(
        relationship, channel, direction, act.text, contact=contact, answers=None if call else act.item
    )
    logged(reply, hand)
    return Came(act.item, relationship, "call returned" if call else "reply logged")


def thanked(act: Thanked, hand: Hand) -> Came:
    """A thank-you, for something that was logged or for all."""
    if act.item is not None:
        _check_theirs(act.item, act.relationship, hand)
    came = logged(Logged(act.relationship, act.channel, "out", act.text, gesture="thanks"), hand)
    return came._replace(id=act.item or came.id, said="thanked")


def _check_theirs(item: str, relationship: int, hand: Hand) -> None:
    _, ident = number(item, "i")
    row = hand.conn.execute(
        "SELECT 1 FROM interaction WHERE id = ? AND relationship = ? AND deleted_at IS NULL AND at <= ?",
        (ident, relationship, hand.now),
    ).fetchone()
    if row is None:
        raise missing(item)


def tell(hand: Hand, relationship: int, apology: str, channel: Channel, contact: int | None) -> None:
    """What they were told when something was admitted: in a thread of its own, so that it answers nothing.

    A call or a meeting would answer everything, so what was admitted instead of one is written.
    """
    if not apology.strip():
        return
    written: Channel = "email" if channel in ("call", "meeting") else channel
    ident = _written(Logged(relationship, written, "out", apology, contact=contact), hand).id
    hand.tx.change("interaction", ident, thread=-ident)


def repair(hand: Hand, relationship: int, promise: NewPromise | None) -> None:
    """What is promised instead."""
    if promise is not None:
        making.make(hand, relationship, promise, hand.now)


def _moment(at: Instant | None, hand: Hand) -> Instant:
    if at is not None and at > hand.now:
        raise Problem("That is still to come.", "Log what has happened; a follow-up holds what is to be done.")
    if at is not None and at < FIRST:
        raise Problem("That is before 1970.", "Name a later day.", wrong_use=True)
    return hand.now if at is None else at


def _answered(act: Logged, at: Instant, hand: Hand) -> tuple[int | None, int]:
    """The interaction that is answered, and its thread."""
    if act.answers is None:
        return None, 0
    relationship, wait = open_wait(hand, act.answers)
    if relationship != act.relationship:
        raise Problem(f"{act.answers} is a wait of another relationship.", "Leave it away.", wrong_use=True)
    _check_later(wait, at, act.answers)
    return wait.opener, wait.thread


def _check_later(wait: Wait, at: Instant, item: str) -> None:
    """Refuse an answer that would answer nothing, since it is no later than what it answers (DESIGN 3.2.2)."""
    if at <= wait.opened:
        raise Problem(f"{item} was opened no earlier than that.", "An answer is later than what it answers.")


def _check_contact(contact: int | None, relationship: int, hand: Hand) -> None:
    if contact is None:
        return
    row = hand.conn.execute("SELECT relationship, deleted_at FROM contact WHERE id = ?", (contact,)).fetchone()
    if row is None or row != (relationship, None):
        raise missing(f"c{contact}")


def _check_agreement(agreement: int | None, relationship: int, hand: Hand) -> None:
    if agreement is None:
        return
    number(f"g{agreement}", "g")
    row = hand.conn.execute("SELECT relationship, deleted_at FROM agreement WHERE id = ?", (agreement,)).fetchone()
    if row is None or row != (relationship, None):
        raise missing(f"g{agreement}")
