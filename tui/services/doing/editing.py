"""What a relationship is, who is in it, and how it is graded by hand."""

from __future__ import annotations

from typing import Any

from tui.domain.acts import Added, Edited, Graded, NewContact
from tui.domain.model import DAY
from tui.domain.problem import Problem
from tui.domain.text import clean, clean_line
from tui.services.doing import addressing, clashing, making
from tui.services.doing.hand import Came, Hand
from tui.services.doing.items import missing, number, of, open_follow_up, open_promise

LONGEST = 30 * DAY
GRADES = ("A", "B", "C", "D", "F")
NAME = 200


def added(act: Added, hand: Hand) -> Came:
    """A relationship made by hand; its owner is whoever makes it unless somebody is named."""
    name = _name(act.name, hand, but=0)
    if act.stage == "ended":
        raise Problem("What is new cannot have ended.", "Choose prospect, onboarding or active.", wrong_use=True)
    owner = hand.teammate(act.owner or hand.me.handle)
    _check_personal(act.kind, owner.id, hand)
    ident = hand.tx.insert(
        "relationship",
        {
            "name": name,
            "kind": act.kind,
            "stage": act.stage,
            "tier": act.tier,
            "owner": owner.id,
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
    changed: dict[str, Any] = {}
    if act.name is not None:
        changed["name"] = _name(act.name, hand, but=ident)
    given = {name: getattr(act, name) for name in ("kind", "stage", "tier")}
    changed |= {name: value for name, value in given.items() if value is not None}
    if act.owner is not None:
        changed["owner"] = hand.teammate(act.owner, before.owner).id if act.owner else None
    if act.tags is not None:
        changed["tags"] = making.tags(sorted(act.tags))
    changed = clashing.own(act, "relationship", ident, changed, hand)
    if act.stage is not None and act.stage != before.stage and "ended" in (act.stage, before.stage):
        how = "end" if act.stage == "ended" else "reopen"
        raise Problem(f"Ending and reopening {before.name} are acts of their own.", f"kept {how} r{ident} does it.")
    if changed.keys() & {"kind", "owner"}:
        row = {**(hand.tx.row("relationship", ident) or {}), **changed}
        _check_personal(row["kind"], row["owner"], hand)
        _check_alone(row["kind"], ident, hand)
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
    changed: dict[str, Any] = {}
    if act.name is not None:
        changed["name"] = making.words(act.name, "A contact")[:NAME]
    if act.role is not None:
        changed["role"] = clean_line(act.role, NAME).strip()
    clashing.change(act, "contact", ident, changed, hand)
    for address in act.addresses:
        addressing.give(hand, row["relationship"], address, contact=ident)
    for address in act.dropped:
        addressing.take(hand, row["relationship"], address)
    return Came(f"c{ident}", row["relationship"], "contact changed")


def _promise(act: Edited, ident: int, hand: Hand) -> Came:
    promise = open_promise(hand, act.item)
    if act.due is not None:
        raise Problem("A promise has its date moved, not edited.", f"kept renegotiate p{ident} --due WHEN does it.")
    changed = {} if act.text is None else {"text": making.words(act.text, "A promise")}
    clashing.change(act, "promise", ident, changed, hand)
    return Came(act.item, promise.relationship, "promise changed")


def _follow_up(act: Edited, ident: int, hand: Hand) -> Came:
    follow_up = open_follow_up(hand, act.item)
    changed: dict[str, Any] = {}
    if act.text is not None:
        changed["text"] = making.words(act.text, "A follow-up")
    if act.owner:
        changed["owner"] = hand.teammate(act.owner, follow_up.owner).handle
        making.check_seen(follow_up.relationship or None, act.owner, hand)
    if act.every is not None:
        changed["every"] = making.rule(act.every)
    if act.due is not None:
        if hand.book.at(follow_up.made_at).calendar.late(follow_up.due, hand.now):
            raise Problem(f"{act.item} is overdue already, so its date stays.", "Snooze it, do it or skip it.")
        making.check_due(act.due, hand.now, hand)
        changed |= {"due": act.due, "day_alone": int(act.day_alone)}
    clashing.change(act, "follow_up", ident, changed, hand)
    return of(hand, follow_up, act.item, "follow-up changed")


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
        changed["tags"] = making.tags(act.tags)
    clashing.change(act, "interaction", ident, changed, hand)
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
    stood = hand.conn.execute(
        "SELECT id FROM override WHERE relationship = ? AND at <= ? AND until > ? AND deleted_at IS NULL",
        (act.relationship, hand.now, hand.now),
    ).fetchall()
    for (ident,) in stood:
        hand.tx.change("override", ident, until=hand.now)  # not deleted: until now it held
    if not grade:
        if not stood:
            raise Problem("No grade was set by hand.", "Nothing was changed.")
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
    row = hand.conn.execute(  # others' personal ones are nothing that one may learn of
        "SELECT id FROM relationship WHERE lower(name) = lower(?) AND id <> ? AND deleted_at IS NULL"
        " AND (kind <> 'personal' OR owner = ?)",
        (name, but, hand.me.id),
    ).fetchone()
    if row:
        raise Problem(f"r{row[0]} is called {name!r} already.", "Choose another name.", wrong_use=True)
    return name


def _row(hand: Hand, table: str, ident: int, item: str) -> dict[str, Any]:
    row = hand.tx.row(table, ident)
    if row is None or row["deleted_at"] is not None:
        raise missing(item)
    return row


def _check_alone(kind: str, ident: int, hand: Hand) -> None:
    """Refuse to hide what somebody else still has to do."""
    found = hand.conn.execute(
        "SELECT author FROM promise WHERE relationship = :ident AND by_us AND state = 'open' AND author <> :me"
        " AND deleted_at IS NULL UNION SELECT owner FROM follow_up WHERE relationship = :ident AND state = 'open'"
        " AND owner <> :me AND deleted_at IS NULL ORDER BY 1",
        {"ident": ident, "me": hand.me.handle},
    ).fetchone()
    if kind == "personal" and found:
        what = f"{found[0]} has something open here, and would not see it any more."
        raise Problem(what, "Let it be ended, or take it over first.")


def _check_personal(kind: str, owner: int | None, hand: Hand) -> None:
    """Refuse to make what one could not see any more."""
    if kind == "personal" and owner != hand.me.id:
        what = "A personal relationship is shown to its owner alone, and that would not be you."
        raise Problem(what, "Be its owner, or choose another kind.", wrong_use=True)
