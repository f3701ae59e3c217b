"""From deal to plan, and the end of a relationship."""

from __future__ import annotations

from tui.domain.acts import Closed, Ended, NewAgreement, Reopened
from tui.domain.problem import Problem
from tui.domain.text import clean_line
from tui.services.doing import making
from tui.services.doing.hand import Came, Hand


def closed(act: Closed, hand: Hand) -> Came:
    """A deal: the agreement, its terms with their promises, the plan, and the stage that it leads to."""
    relationship = hand.relationship(act.relationship)
    if act.stage not in ("onboarding", "active"):
        raise Problem("A closed deal leads to onboarding or active.", "Choose one of these.", wrong_use=True)
    if relationship.stage == "ended":
        raise Problem(f"{relationship.name} has ended.", "Reopen it first.")
    agreement = _agreement(act.agreement, act.relationship, hand)
    if act.plan:
        row = {"relationship": act.relationship, "agreement": agreement, "began_at": hand.now}
        plan = hand.tx.insert("plan", row)
        for follow_up in act.plan:
            making.decide(hand, act.relationship, follow_up, hand.now, plan=plan)
    # whoever bought something is no prospect any more
    kind = "customer" if relationship.kind == "prospect" else relationship.kind
    hand.tx.change("relationship", act.relationship, stage=act.stage, kind=kind)
    return Came(f"g{agreement}", act.relationship, "deal closed")


def _agreement(agreement: NewAgreement, relationship: int, hand: Hand) -> int:
    signed = agreement.signed_on or hand.calendar.date_of(hand.now)
    if agreement.ends_on is not None and agreement.ends_on < signed:
        raise Problem("The agreement ends before it begins.", "Name a later end.", wrong_use=True)
    ident = hand.tx.insert(
        "agreement",
        {
            "relationship": relationship,
            "sold": making.words(agreement.sold, "An agreement"),
            "value": clean_line(agreement.value).strip(),
            "signed_on": signed.isoformat(),
            "ends_on": agreement.ends_on.isoformat() if agreement.ends_on else None,
            "recorded_at": hand.tx.said.wall_at,
        },
    )
    for term in agreement.terms:
        number = hand.tx.insert("term", {"agreement": ident, "text": making.words(term.text, "A term")})
        for promise in term.promises:
            making.make(hand, relationship, promise, hand.now, term=number)
    return ident


def ended(act: Ended, hand: Hand) -> Came:
    """It is over: score, silence and trend stay as they are now."""
    relationship = hand.relationship(act.relationship)
    if relationship.stage == "ended":
        who, when = hand.who_set("relationship", act.relationship, "stage")
        raise Problem(f"{who} ended {relationship.name} {when}.", "Nothing was changed.")
    why = making.words(act.why, "An end")
    hand.tx.change("relationship", act.relationship, stage="ended", ended_at=hand.now, ended_why=why)
    return Came(f"r{act.relationship}", act.relationship, "ended")


def reopened(act: Reopened, hand: Hand) -> Came:
    """It goes on."""
    relationship = hand.relationship(act.relationship)
    if relationship.stage != "ended":
        who, when = hand.who_set("relationship", act.relationship, "ended_at")
        reopened = "" if who == "Somebody" else f" {who} reopened it {when}."
        raise Problem(f"{relationship.name} has not ended.{reopened}", "Nothing was changed.")
    hand.tx.change("relationship", act.relationship, stage="active", ended_at=None, ended_why="")
    return Came(f"r{act.relationship}", act.relationship, "reopened")
