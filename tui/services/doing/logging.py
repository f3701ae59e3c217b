"""Things that happened, written down by hand."""

from __future__ import annotations

import json

from tui.domain.acts import Logged, NewPromise, Replied, Thanked
from tui.domain.model import Channel, Direction, Instant
from tui.domain.problem import Problem
from tui.domain.text import clean, clean_line
from tui.services.doing import making
from tui.services.doing.hand import Came, Hand
from tui.services.doing.items import missing, number, open_wait

SAID: dict[tuple[Channel, Direction], str] = {
    ("email", "in"): "mail from them logged",
    ("email", "out"): "mail to them logged",
    ("note", "out"): "note kept",
}


def logged(act: Logged, hand: Hand) -> Came:
    """An interaction with the promises and follow-ups that came of it."""
    hand.relationship(act.relationship)
    at = _moment(act.at, hand)
    answers, thread = _answered(act, hand)
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
            "tags": json.dumps([clean_line(tag, 60) for tag in act.tags], ensure_ascii=False),
            "agreement": act.agreement,
            "outside": int(act.outside),
        },
    )
    for promise in act.promises:
        making.make(hand, act.relationship, promise, at, said_in=ident)
    for follow_up in act.follow_ups:
        making.decide(hand, act.relationship, follow_up, at, said_in=ident)
    return Came(f"i{ident}", act.relationship, _said(act))


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
    call = channel == "call"
    direction: Direction = "both" if call else "out"
    reply = Logged(
        relationship, channel, direction, act.text, contact=contact, answers=None if call else act.item
    )
    logged(reply, hand)
    return Came(act.item, relationship, "call returned" if call else "reply logged")


def thanked(act: Thanked, hand: Hand) -> Came:
    """A thank-you, for something that was logged or for all."""
    came = logged(Logged(act.relationship, act.channel, "out", act.text, gesture="thanks"), hand)
    return came._replace(id=act.item or came.id, said="thanked")


def tell(hand: Hand, relationship: int, apology: str, channel: Channel, contact: int | None) -> None:
    """What they were told when something was admitted: in a thread of its own, so that it answers nothing."""
    if not apology.strip():
        return
    came = logged(Logged(relationship, channel, "out", apology, contact=contact), hand)
    ident = int(came.id[1:])
    hand.tx.change("interaction", ident, thread=-ident)


def repair(hand: Hand, relationship: int, promise: NewPromise | None) -> None:
    """What is promised instead."""
    if promise is not None:
        making.make(hand, relationship, promise, hand.now)


def _moment(at: Instant | None, hand: Hand) -> Instant:
    if at is not None and at > hand.now:
        raise Problem("That is still to come.", "Log what has happened; a follow-up holds what is to be done.")
    return hand.now if at is None else at


def _answered(act: Logged, hand: Hand) -> tuple[int | None, int]:
    """The interaction that is answered, and its thread."""
    if act.answers is None:
        return None, 0
    relationship, wait = open_wait(hand, act.answers)
    if relationship != act.relationship:
        raise Problem(f"{act.answers} is a wait of another relationship.", "Leave it away.", wrong_use=True)
    return wait.opener, wait.thread


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
