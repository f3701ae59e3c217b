"""Today's steps beside the new ones, and what the change comes to (DESIGN 3.6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tui.domain.audit import TOOL, TREATMENTS, Audit, Costs, Step, Treatment, minutes_each
from tui.domain.treatment import advise, carried_out, done_by, facts, payback

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
    def by_tool(self) -> bool:
        """Whether a tool does it then, also one that does it today."""
        return self.treatment == "automate" or (self.treatment != "drop" and self.who == TOOL)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a redesign comes to; hours are a month, `payback` months, `build_hours` in all.

    `share_steps` and `share_minutes`, from 0 to 1, are those of today's steps and minutes that a tool does then,
    None where there are none. `payback` is None where it never pays and where nobody knows what building takes:
    `unknown_builds` counts the steps to automate of which nobody said how long that takes.
    """

    steps: int
    automated: int
    share_steps: float | None
    share_minutes: float | None
    minutes_before: float
    minutes_after: float
    hours_before: float
    hours_after: float
    build_hours: float
    unknown_builds: int
    payback: float | None

    @property
    def hours_saved(self) -> float:
        """Hours a month that are hoped to be saved; negative where it takes longer then."""
        return self.hours_before - self.hours_after


def new_steps(audit: Audit, costs: Costs) -> tuple[NewStep, ...]:
    """What becomes of each step."""
    return tuple(_new(step, carried_out(audit, step, costs)) for step in audit.steps)


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
    then, runs = new_steps(audit, costs), audit.runs or 0.0
    before = minutes_each(audit)
    after = sum(new.minutes or 0.0 for new in then) if then else before
    automated = [new.step for new in then if new.by_tool]
    to_build = [new.step for new in then if new.treatment not in ("keep", "drop")]
    unknown = sum(new.treatment == "automate" and new.step.build_hours is None for new in then)
    hours = sum(step.build_hours or 0.0 for step in to_build)
    cost = sum(step.monthly_cost for step in to_build)
    return Figures(
        steps=len(then),
        automated=len(automated),
        share_steps=len(automated) / len(then) if then else None,
        share_minutes=sum(step.minutes or 0.0 for step in automated) / before if then and before else None,
        minutes_before=before,
        minutes_after=after,
        hours_before=runs * before / 60,
        hours_after=runs * after / 60,
        build_hours=hours,
        unknown_builds=unknown,
        payback=None if unknown else payback(hours, runs, before - after, cost, costs.rate),
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
