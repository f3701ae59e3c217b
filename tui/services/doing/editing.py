"""What a relationship is, who is in it, and how it is graded by hand."""

from __future__ import annotations

import json
from typing import Any

from tui.domain.acts import Added, Edited, Graded, NewContact
from tui.domain.model import DAY
from tui.domain.problem import Problem
from tui.domain.text import clean, clean_line
from tui.services.doing import addressing, making
from tui.services.doing.hand import Came, Hand
from tui.services.doing.items import missing, number, open_follow_up, open_promise
from tui.store import journal

LONGEST = 30 * DAY
GRADES = ("A", "B", "C", "D", "F")
NAME = 200


def added(act: Added, hand: Hand) -> Came:
    """A relationship made by hand; its owner is whoever makes it unless somebody is named."""
    name = _name(act.name, hand, but=0)
    if act.stage == "ended":
        raise Problem("What is new cannot have ended.", "Choose prospect, onboarding or active.", wrong_use=True)
    ident = hand.tx.insert(
        "relationship",
        {
            "name": name,
            "kind": act.kind,
            "stage": act.stage,
            "tier": act.tier,
            "owner": hand.teammate(act.owner or hand.me.handle).id,
            "made_at": hand.now,
        },
    )
    hand.touched.add(ident)
    hand.before[ident] = (None, None)
    for address in act.addresses:
        addressing.give(hand, ident, address)
    return Came(f"r{ident}", ident, "added")


def edited(act: Edited, hand: Hand) -> Came:
    """Fields of a relationship, contact, promise, follow-up or interaction."""
    letter, ident = number(act.item, "rcpfi")
    edit = {"r": _relationship, "c": _contact, "p": _promise, "f": _follow_up, "i": _interaction}[letter]
    return edit(act, ident, hand)


def _relationship(act: Edited, ident: int, hand: Hand) -> Came:
    before = hand.relationship(ident)
    _check_version(act, "relationship", ident, before.version, hand)
    changed: dict[str, Any] = {
        name: value for name in ("kind", "stage", "tier") if (value := getattr(act, name)) is not None
    }
    if act.stage is not None and act.stage != before.stage and "ended" in (act.stage, before.stage):
        how = "end" if act.stage == "ended" else "reopen"
        raise Problem(f"Ending and reopening {before.name} are acts of their own.", f"kept {how} r{ident} does it.")
    if act.name is not None:
        changed["name"] = _name(act.name, hand, but=ident)
    if act.owner is not None:
        changed["owner"] = hand.teammate(act.owner).id if act.owner else None
    if act.tags is not None:
        changed["tags"] = json.dumps(sorted({clean_line(tag, 60).strip() for tag in act.tags} - {""}), ensure_ascii=False)
    if changed:
        hand.tx.change("relationship", ident, **changed)
    for address in act.addresses:
        addressing.give(hand, ident, address)
    for address in act.dropped:
        addressing.take(hand, ident, address)
    return Came(f"r{ident}", ident, "changed")


def _contact(act: Edited, ident: int, hand: Hand) -> Came:
    row = _row(hand, "contact", ident, f"c{ident}")
    hand.relationship(row["relationship"])
    _check_version(act, "contact", ident, row["version"], hand)
    changed: dict[str, Any] = {}
    if act.name is not None:
        changed["name"] = making.words(act.name, "A contact")[:NAME]
    if act.role is not None:
        changed["role"] = clean_line(act.role, NAME).strip()
    if changed:
        hand.tx.change("contact", ident, **changed)
    for address in act.addresses:
        addressing.give(hand, row["relationship"], address, contact=ident)
    for address in act.dropped:
        addressing.take(hand, row["relationship"], address)
    return Came(f"c{ident}", row["relationship"], "contact changed")


def _promise(act: Edited, ident: int, hand: Hand) -> Came:
    promise = open_promise(hand, act.item)
    if act.due is not None:
        raise Problem("A promise has its date moved, not edited.", f"kept renegotiate p{ident} --due WHEN does it.")
    if act.text is not None:
        hand.tx.change("promise", ident, text=making.words(act.text, "A promise"))
    return Came(act.item, promise.relationship, "promise changed")


def _follow_up(act: Edited, ident: int, hand: Hand) -> Came:
    follow_up = open_follow_up(hand, act.item)
    changed: dict[str, Any] = {}
    if act.text is not None:
        changed["text"] = making.words(act.text, "A follow-up")
    if act.owner:
        changed["owner"] = hand.teammate(act.owner).handle
    if act.every is not None:
        changed["every"] = act.every
    if act.due is not None:
        if hand.book.at(follow_up.made_at).calendar.late(follow_up.due, hand.now):
            raise Problem(f"{act.item} is overdue already, so its date stays.", "Snooze it, do it or skip it.")
        making.check_due(act.due, hand.now, hand)
        changed |= {"due": act.due, "day_alone": int(act.day_alone)}
    if changed:
        hand.tx.change("follow_up", ident, **changed)
    return Came(act.item, follow_up.relationship, "follow-up changed")


def _interaction(act: Edited, ident: int, hand: Hand) -> Came:
    row = _row(hand, "interaction", ident, act.item)
    hand.relationship(row["relationship"])
    if row["mail"] is not None:
        raise Problem(f"{act.item} is a mail, which stays as it came.", "A note can be logged beside it.")
    changed: dict[str, Any] = {}
    if act.text is not None:
        making.words(act.text, "An interaction")
        changed["text"] = clean(act.text).strip()
    if act.tags is not None:
        changed["tags"] = json.dumps(list(act.tags), ensure_ascii=False)
    if changed:
        hand.tx.change("interaction", ident, **changed)
    return Came(act.item, row["relationship"], "changed")


def new_contact(act: NewContact, hand: Hand) -> Came:
    """Somebody in a relationship."""
    hand.relationship(act.relationship)
    name = making.words(act.name, "A contact")[:NAME]
    row = {"relationship": act.relationship, "name": name, "role": clean_line(act.role, NAME).strip()}
    ident = hand.tx.insert("contact", row)
    for address in act.addresses:
        addressing.give(hand, act.relationship, address, contact=ident)
    return Came(f"c{ident}", act.relationship, "contact added")


def graded(act: Graded, hand: Hand) -> Came:
    """A grade by hand, in the place of an earlier one; "" takes it back."""
    hand.relationship(act.relationship)
    grade = act.grade.strip().upper()
    for (ident,) in hand.conn.execute(
        "SELECT id FROM override WHERE relationship = ? AND deleted_at IS NULL", (act.relationship,)
    ).fetchall():
        hand.tx.delete("override", ident)
    if not grade:
        return Came(f"r{act.relationship}", act.relationship, "grade by hand taken back")
    _check_grade(act, grade, hand)
    hand.tx.insert(
        "override",
        {
            "relationship": act.relationship,
            "grade": grade,
            "why": making.words(act.why, "A grade by hand"),
            "actor": hand.me.handle,
            "at": hand.now,
            "until": act.until,
            "recorded_at": hand.tx.said.wall_at,
        },
    )
    return Came(f"r{act.relationship}", act.relationship, f"graded {grade} by hand")


def _check_grade(act: Graded, grade: str, hand: Hand) -> None:
    if grade not in GRADES:
        raise Problem(f"There is no grade {grade[:20]!r}.", f"Choose {', '.join(GRADES)}.", wrong_use=True)
    if not hand.now < act.until <= hand.now + LONGEST:
        raise Problem("A grade by hand ends within 30 days.", "Name a nearer day.", wrong_use=True)


def _name(text: str, hand: Hand, but: int) -> str:
    name = making.words(text, "A relationship")[:NAME]
    row = hand.conn.execute(
        "SELECT id FROM relationship WHERE lower(name) = lower(?) AND id <> ? AND deleted_at IS NULL", (name, but)
    ).fetchone()
    if row:
        raise Problem(f"r{row[0]} is called {name!r} already.", "Choose another name.", wrong_use=True)
    return name


def _row(hand: Hand, table: str, ident: int, item: str) -> dict[str, Any]:
    row = hand.tx.row(table, ident)
    if row is None or row["deleted_at"] is not None:
        raise missing(item)
    return row


def _check_version(act: Edited, table: str, ident: int, version: int, hand: Hand) -> None:
    """Refuse to write over what somebody has changed since it was read."""
    if act.version is None or act.version == version:
        return
    change = journal.last_change(hand.conn, table, ident)
    who = change.actor if change else "somebody"
    raise Problem(
        f"{who} has changed this since you opened it.", "Your text stays here: esc keeps it as a draft, then look."
    )
