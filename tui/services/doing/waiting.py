"""Waits that end without an answer, and rows that are put off."""

from __future__ import annotations

from tui.domain.acts import GivenUp, Snoozed, Waived
from tui.domain.problem import Problem
from tui.domain.text import clean_line
from tui.services.doing import logging, making
from tui.services.doing.auditing import next_asked
from tui.services.doing.hand import Came, Hand
from tui.services.doing.items import missing, number, open_follow_up, open_promise, open_wait, process_name


def waived(act: Waived, hand: Hand) -> Came:
    """No reply was needed."""
    relationship, wait = open_wait(hand, act.item)
    if not act.why.strip():
        raise Problem("Why was no reply needed?", "Give a reason in a word or two.", wrong_use=True)
    _end(hand, wait.opener, "waived", act.why)
    return Came(act.item, relationship, "no reply needed")


def given_up(act: GivenUp, hand: Hand) -> Came:
    """Admitted: it will never be answered."""
    relationship, wait = open_wait(hand, act.item)
    channel, contact = hand.conn.execute(
        "SELECT channel, contact FROM interaction WHERE id = ?", (wait.opener,)
    ).fetchone()
    _end(hand, wait.opener, "given_up", act.why)
    logging.tell(hand, relationship, act.apology, channel, contact)
    logging.repair(hand, relationship, act.repair)
    return Came(act.item, relationship, "gave up, told them" if act.apology.strip() else "gave up")


def _end(hand: Hand, interaction: int, kind: str, why: str) -> None:
    hand.tx.insert(
        "ending",
        {
            "interaction": interaction,
            "kind": kind,
            "at": hand.now,
            "recorded_at": hand.tx.said.wall_at,
            "actor": hand.me.handle,
            "why": clean_line(why),
        },
    )


def snoozed(act: Snoozed, hand: Hand) -> Came:
    """A row that is hidden until an instant; what is owed stays owed."""
    relationship, process = _of(act.item, hand)
    making.check_due(act.until, hand.now, hand)
    hand.tx.insert(
        "snooze",
        {
            "relationship": relationship,
            "process": process,
            "item": act.item.strip().lower(),
            "at": hand.now,
            "until": act.until,
            "why": clean_line(act.why),
            "actor": hand.me.handle,
            "recorded_at": hand.tx.said.wall_at,
        },
    )
    who = process_name(hand, process) if process else ""
    return Came(act.item, relationship, "snoozed", act.until, who)


def _of(item: str, hand: Hand) -> tuple[int | None, int | None]:
    """Whose row it is: the relationship, or the process."""
    letter, _ = number(item, "wpfira")
    if letter == "f":
        follow_up = open_follow_up(hand, item)
        return follow_up.relationship or None, follow_up.process or None
    if letter == "a":
        return None, next_asked(hand, item)[0].id
    return _relationship(item, hand), None


def _relationship(item: str, hand: Hand) -> int:
    letter, ident = number(item, "wpir")
    if letter == "w":
        return open_wait(hand, item)[0]
    if letter == "p":
        return open_promise(hand, item).relationship
    if letter == "r":
        return hand.relationship(ident).id
    row: tuple[int] | None = hand.conn.execute(
        "SELECT relationship FROM interaction WHERE id = ? AND deleted_at IS NULL", (ident,)
    ).fetchone()
    if row is None:
        raise missing(item)
    return hand.relationship(row[0]).id
