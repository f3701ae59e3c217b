"""Audits of processes: made, changed, put in practice, reviewed."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import timedelta

from tui.domain.audit import REVIEW_DAYS, Audit, Review, Step, minutes_each
from tui.domain.auditacts import Audited, Practised, Reviewed
from tui.domain.model import DAY
from tui.domain.practice import stage
from tui.domain.practicerows import Practice, day_ends, next_review
from tui.domain.problem import Problem
from tui.domain.redesign import settled
from tui.services.doing import making
from tui.services.doing.auditwords import above, cleaned
from tui.services.doing.hand import Came, Hand
from tui.services.doing.items import missing, number
from tui.store import audits, journal

SAID = {
    "name": "name",
    "starts": "what starts it",
    "runs": "how often",
    "minutes": "minutes",
    "who": "who does it",
    "words": "words",
    "owner": "owner",
    "answers": "answers",
    "notes": "notes",
    "purpose": "procedure",
    "scope": "procedure",
    "exceptions": "procedure",
    "works": "procedure",
}
"""What a change of an audit is called in its history, by the field that differs."""
REDESIGN = frozenset(("new_text", "new_who", "new_minutes"))
TREATED = frozenset(("treatment", "build_hours", "monthly_cost"))


def standing(hand: Hand, item: str) -> Audit:
    """The audit of an id; Problem where there is none."""
    _, ident = number(item, "a")
    found = audits.get(hand.conn, ident)
    if found is None or found.made_at > hand.now:
        raise missing(item)
    return found


def audited(act: Audited, hand: Hand) -> Came:
    """An audit as it stands now: a new one, or what differs of one that is kept."""
    kept, said = _save(act.audit, hand)
    return Came(f"a{kept.id}", None, said, who=kept.name)


def _save(audit: Audit, hand: Hand) -> tuple[Audit, str]:
    """Write an audit; returns it as it is kept, and what was done, "" where nothing but where somebody left it."""
    before = standing(hand, f"a{audit.id}") if audit.id else Audit()
    wanted = cleaned(audit)
    owner = wanted.owner or before.owner or hand.me.handle
    wanted = replace(wanted, owner=owner if owner == before.owner else hand.teammate(owner).handle)
    hand.practice = True
    if not before.id:
        return replace(wanted, id=audits.add(hand.tx, wanted)), "audit begun"
    said = _differs(before, wanted)
    if said:
        _check_version(audit, before, hand)
        audits.change(hand.tx, before, wanted)
    if wanted.at != before.at:
        audits.keep_place(hand.conn, before.id, wanted.at)
    return replace(wanted, reviews=before.reviews, practised_at=before.practised_at), said


def _differs(before: Audit, wanted: Audit) -> str:
    """What of an audit changed, in a few words, "" for nothing."""
    found = [said for field, said in SAID.items() if getattr(before, field) != getattr(wanted, field)]
    told = dict.fromkeys([*found, *filter(None, (_differ(before.steps, wanted.steps),))])
    return f"audit: {', '.join(told)}" if told else ""


def _differ(before: tuple[Step, ...], wanted: tuple[Step, ...]) -> str:
    """What of the steps changed: one thing that all changes have in common, else the steps."""
    if [step.key for step in before] != [step.key for step in wanted]:
        return "steps"
    changed = {
        field.name
        for was, step in zip(before, wanted, strict=True)
        for field in fields(Step)
        if field.name != "id" and getattr(was, field.name) != getattr(step, field.name)
    }
    if not changed:
        return ""
    for said, names in (("answers", {"answers"}), ("treatments", TREATED), ("redesign", TREATED | REDESIGN)):
        if changed <= names:
            return said
    return "steps"


def _check_version(audit: Audit, before: Audit, hand: Hand) -> None:
    """Refuse to write over what somebody has changed since it was read, and say who it was and when."""
    if audit.version == before.version:
        return
    change = journal.last_change(hand.conn, "process", before.id)
    who, at = (change.actor, change.wall_at) if change else ("somebody", hand.tx.said.wall_at)
    clock = hand.calendar.local(at)
    when = f"{clock:%H:%M}" if hand.tx.said.wall_at - at < DAY else f"{clock:%H:%M} on {clock:%Y-%m-%d}"
    raise Problem(
        f"{who} changed {before.name} at {when}, since you opened it.", "Look at what it is now, then change it."
    )


def practised(act: Practised, hand: Hand) -> Came:
    """A redesign in practice: what is to be done for it, and when it is asked whether it really saves time."""
    if act.audit.id and standing(hand, f"a{act.audit.id}").practised_at is not None:
        who, when = hand.who_set("process", act.audit.id, "practised_at")
        raise Problem(f"{who} put {act.audit.name} in practice {when}.", "Nothing was changed.")
    kept, _ = _save(settled(act.audit, hand.book.at(hand.now).costs), hand)
    hand.tx.change("process", kept.id, practised_at=hand.now)
    if stage(replace(kept, practised_at=hand.now)) != "dropped":
        _ask_again(kept, hand)
    for follow_up in act.follow_ups:
        making.decide(hand, None, follow_up, hand.now, process=kept.id)
    for pledged in act.promises:
        hand.relationship(pledged.relationship)
        making.make(hand, pledged.relationship, pledged.promise, hand.now)
    return Came(f"a{kept.id}", None, "put in practice", who=kept.name)


def _ask_again(audit: Audit, hand: Hand) -> None:
    today = hand.calendar.date_of(hand.now)
    for days in REVIEW_DAYS:
        day = today + timedelta(days=days)
        # a day off ends with the next one's first instant, at which it would be asked on that one
        due = min(hand.calendar.end_of(day), hand.calendar.midnight(day + timedelta(days=1)) - 1)
        said = {"process": audit.id, "days": days, "due": due, "before": minutes_each(audit) or None}
        hand.tx.insert("review", said)


def reviewed(act: Reviewed, hand: Hand) -> Came:
    """The answer to the review that is due."""
    audit, review = next_asked(hand, act.item)
    if review.due > day_ends(hand.now, hand.book):
        day = hand.calendar.date_of(review.due - 1)
        raise Problem(f"No review of {audit.name} is due yet.", f"The next one is on {day:%a} {day.day} {day:%b}.")
    if any(stood.id == review.id and stood.done_at is not None for stood in audit.reviews):
        who, when = hand.who_set("review", review.id, "done_at")
        raise Problem(f"{who} answered this review of {audit.name} {when}.", "Nothing was changed.")
    minutes = above(act.minutes, "The minutes now", 0, even=True)
    amiss = sorted(set(act.amiss))
    unknown = set(amiss) - {step.key for step in audit.steps}
    if unknown:
        raise Problem(f"{audit.name} has no step {min(unknown)}.", "Nothing was changed.", wrong_use=True)
    said = {"minutes": minutes, "amiss": json.dumps(amiss), "done_at": hand.now, "actor": hand.me.handle}
    hand.tx.change("review", review.id, **said)
    return Came(act.item, None, "reviewed", who=audit.name)


def next_asked(hand: Hand, item: str) -> tuple[Audit, Review]:
    """A process in practice and the review that is due or comes next; Problem where there is none."""
    audit = standing(hand, item)
    if audit.practised_at is None or audit.practised_at > hand.now:
        raise Problem(f"{audit.name} is not in practice yet.", "It is reviewed 30 and 90 days after that.")
    practice = Practice(audit.id, audit.name, audit.owner, audit.practised_at, audit.reviews)
    review = next_review(practice, hand.now, hand.book)
    if review is None:
        raise Problem(f"{audit.name} needs no review any more.", "Nothing was changed.")
    hand.practice = True
    return audit, review
