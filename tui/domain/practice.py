"""What became of an audit: how far it is, what it saved, and how often the wizard's advice was right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tui.domain.audit import Audit, Costs, Review, minutes_each
from tui.domain.model import Instant
from tui.domain.redesign import Figures, NewStep, Verdict, figures, is_dropped, new_steps, verdict
from tui.domain.reviews import due_review
from tui.domain.treatment import advise_kept, asks_to_drop, facts

State = Literal["stop", "think", "do", "redesign", "in practice", "review", "dropped"]

_STAGES: dict[str, State] = {"think": "think", "do": "do", "redesign": "redesign"}


@dataclass(frozen=True, slots=True)
class Hurt:
    """What a process costs: the relationships that it hurts and the points that these lost, most first."""

    relationships: tuple[tuple[int, str, float], ...] = ()
    """Number, name and points of each."""
    words: str = ""
    """What is late or broken there, in a few words: "late replies about slots"."""

    @property
    def points(self) -> float:
        """All points lost."""
        return sum(points for _, _, points in self.relationships)


@dataclass(frozen=True, slots=True)
class Usage:
    """How a process was used: how often somebody was told again and since when, and its finished runs.

    `run_minutes` are the minutes that each finished run took, oldest first.
    """

    told: int = 0
    told_since: Instant | None = None
    run_minutes: tuple[float, ...] = ()
    under_way: int | None = None
    """The number of a run that nobody has finished."""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An audit as the page Processes shows it."""

    audit: Audit
    state: State
    verdict: Verdict | None
    """None until the wizard has come to one."""
    figures: Figures
    saved: float | None
    """Hours a month saved as measured, None where nobody can know."""
    hurt: Hurt = Hurt()
    usage: Usage = Usage()
    right: int = 0
    tried: int = 0
    """Of how many steps the advice was followed and reviewed; `right` is how often it was right."""
    review: Review | None = None
    """The review that is asked for now, or else comes next."""


def stage(audit: Audit) -> State:
    """How far it is: what was put in practice or dropped, else where in the wizard somebody left it."""
    if audit.practised_at is not None:
        return "dropped" if is_dropped(audit) else "in practice"
    return _STAGES.get(audit.at.partition(" ")[0], "stop")


def state(audit: Audit, until: Instant) -> State:
    """As `stage`, but "review" while one is due; `until` is the end of the local day."""
    review = due_review(audit.reviews, until)
    return "review" if review is not None and review.due <= until else stage(audit)


def measured(audit: Audit) -> Review | None:
    """The last review that somebody answered."""
    done = [review for review in audit.reviews if review.done_at is not None]
    return max(done, key=lambda review: review.due, default=None)


def saved(audit: Audit) -> float | None:
    """Hours a month saved as measured by the last review; None without one and as in `hours_saved`."""
    last = measured(audit)
    return None if last is None or last.minutes is None else hours_saved(audit, last.minutes)


def hours_saved(audit: Audit, minutes: float) -> float | None:
    """Hours a month that are saved where it takes so many minutes each time, negative where these are more.

    None where nobody said how often it runs or how long it took.
    """
    before = minutes_before(audit)
    return audit.runs * (before - minutes) / 60 if audit.runs and before else None


def minutes_before(audit: Audit) -> float:
    """Minutes each time before the redesign: as when it was put in practice, else as they are said now."""
    known = [review.before for review in audit.reviews if review.before is not None]
    return known[0] if known else minutes_each(audit)


def advice(audit: Audit, costs: Costs) -> tuple[int, int]:
    """How often the wizard's advice was right, of how many steps at which it was followed and reviewed.

    It was right where the step went as redesigned and, if the redesign hoped to save minutes there, the minutes as
    a whole did fall. Advice that somebody chose against was not followed.
    """
    last = measured(audit)
    if last is None or last.minutes is None:
        return 0, 0
    fell = last.minutes < minutes_before(audit)
    followed = [new for new in new_steps(audit, costs) if _is_followed(audit, new, costs)]
    return sum((fell or not _hopes(new)) and new.step.key not in last.amiss for new in followed), len(followed)


def _is_followed(audit: Audit, new: NewStep, costs: Costs) -> bool:
    known = facts(audit, new.step)
    return asks_to_drop(known) if new.treatment == "drop" else new.treatment == advise_kept(known, costs)


def _hopes(new: NewStep) -> bool:
    return (new.minutes or 0.0) < (new.step.minutes or 0.0)


def audit_row(audit: Audit, costs: Costs, today_until: Instant, hurt: Hurt, usage: Usage) -> AuditRow:
    """An audit with all that follows from it; `today_until` is the end of the local day."""
    now = state(audit, today_until)
    right, tried = advice(audit, costs)
    return AuditRow(
        audit,
        now,
        None if now in ("stop", "think") else verdict(audit, costs),
        figures(audit, costs),
        saved(audit),
        hurt,
        usage,
        right,
        tried,
        due_review(audit.reviews, today_until),
    )
