"""Today's steps beside the new ones, and what the change comes to (DESIGN 3.6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from tui.domain.audit import TOOL, TREATMENTS, Audit, Costs, Step, Treatment, minutes_each
from tui.domain.treatment import advise, carried_out, done_by, facts, payback
from tui.domain.whole import whole

Verdict = Literal["drop", "automate", "outsource", "document", "streamline", "keep", "combine"]


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step as it will be; `minutes` is None where it is dropped."""

    step: Step
    treatment: Treatment
    text: str
    who: str
    minutes: float | None

    @property
    def automated(self) -> bool:
        """Whether a tool does it then, also one that does it today."""
        return self.treatment == "automate" or (self.treatment != "drop" and self.who == TOOL)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a redesign comes to; hours and cost are a month, `payback` months, `build_hours` in all.

    `share_steps` and `share_minutes`, from 0 to 1, are those of today's steps and minutes that a tool does then.
    That of minutes is None where nobody said any, hours also where nobody said how often it runs. `payback` is None
    where it never pays, where hours are None, and where nobody knows what building takes: `unknown_builds` counts
    the steps to automate of which nobody said how long that takes.
    """

    steps: int
    automated: int
    share_steps: float
    share_minutes: float | None
    minutes_before: float
    minutes_after: float
    hours_before: float | None
    hours_after: float | None
    build_hours: float
    monthly_cost: float
    unknown_builds: int
    payback: float | None

    @property
    def hours_saved(self) -> float | None:
        """Hours a month that are hoped to be saved; negative where it takes longer then."""
        if self.hours_before is None or self.hours_after is None:
            return None
        return self.hours_before - self.hours_after


def new_steps(audit: Audit, costs: Costs) -> tuple[NewStep, ...]:
    """What becomes of each step; a process without steps is its own one."""
    return tuple(_new(step, carried_out(audit, step, costs)) for step in whole(audit).steps)


def _new(step: Step, treatment: Treatment) -> NewStep:
    who = step.new_who or done_by(treatment, step.who)
    return NewStep(step, treatment, step.new_text or step.text, who, _minutes(step, treatment))


def _minutes(step: Step, treatment: Treatment) -> float | None:
    if treatment == "drop":
        return None
    if step.new_minutes is not None:
        return step.new_minutes
    return 0.0 if treatment == "automate" else step.minutes or 0.0


def figures(audit: Audit, costs: Costs) -> Figures:
    """What the redesign as it stands comes to."""
    then, before = new_steps(audit, costs), minutes_each(audit)
    after = sum(new.minutes or 0.0 for new in then)
    automated = [new.step for new in then if new.automated]
    to_build = [new.step for new in then if new.treatment not in ("keep", "drop")]
    unknown = sum(new.treatment == "automate" and new.step.build_hours is None for new in then)
    hours, cost = sum(step.build_hours or 0.0 for step in to_build), sum(step.monthly_cost for step in to_build)
    runs = audit.runs if before else None
    return Figures(
        steps=len(then),
        automated=len(automated),
        share_steps=len(automated) / len(then),
        share_minutes=sum(step.minutes or 0.0 for step in automated) / before if before else None,
        minutes_before=before,
        minutes_after=after,
        hours_before=runs * before / 60 if runs else None,
        hours_after=runs * after / 60 if runs else None,
        build_hours=hours,
        monthly_cost=cost,
        unknown_builds=unknown,
        payback=payback(hours, runs, before - after, cost, costs.rate) if runs and not unknown else None,
    )


def counted(audit: Audit, costs: Costs) -> Mapping[Treatment, int]:
    """How many steps get each treatment, in the order of the treatments."""
    found = Counter(new.treatment for new in new_steps(audit, costs))
    return {treatment: found[treatment] for treatment in TREATMENTS if found[treatment]}


def verdict(audit: Audit, costs: Costs) -> Verdict:
    """The one treatment of all steps that are not dropped, else combine; without steps that of its own answers."""
    if not audit.steps:
        return advise(facts(audit, None), costs)
    kept = {treatment for treatment in counted(audit, costs) if treatment != "drop"}
    if not kept:
        return "drop"
    return kept.pop() if len(kept) == 1 else "combine"


def is_dropped(audit: Audit) -> bool:
    """Whether nothing of it is to be done any more: somebody chose so of every step."""
    return bool(audit.steps) and all(step.treatment == "drop" for step in audit.steps)


def settled(audit: Audit, costs: Costs) -> Audit:
    """The audit as it is put in practice: advice counts as chosen, and changes no more with what it was made of."""
    steps = (replace(step, treatment=carried_out(audit, step, costs)) for step in audit.steps)
    return replace(audit, steps=tuple(steps))
