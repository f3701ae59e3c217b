"""What became of an audit: how far it is, what it saved, and how often the wizard's advice was right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tui.domain.audit import Audit, Costs, Review, minutes_each
from tui.domain.model import Instant
from tui.domain.redesign import Figures, Verdict, figures, verdict
from tui.domain.treatment import advise_kept, carried_out, facts

State = Literal["stop", "think", "do", "redesign", "in practice", "review", "dropped"]


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

    `run_minutes` are the minutes that each finished run took, oldest first; `skipped` says of steps, by key, how
    often they were skipped and why last.
    """

    told: int = 0
    told_since: Instant | None = None
    run_minutes: tuple[float, ...] = ()
    skipped: tuple[tuple[int, int, str], ...] = ()
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
    """Hours a month saved as measured, None without a review."""
    hurt: Hurt = Hurt()
    usage: Usage = Usage()
    right: int = 0
    tried: int = 0
    """How many of the steps of which the advice was tried went as redesigned."""
    day: int = 28_800


def stage(audit: Audit) -> State:
    """How far the wizard has come, from where somebody left it; what is in practice or dropped is no stage."""
    if audit.practised_at is not None:
        return "dropped" if audit.steps and not any(True for _ in _kept(audit)) else "in practice"
    first = audit.at.partition(" ")[0]
    return {"think": "think", "do": "do", "redesign": "redesign"}.get(first, "stop")  # type: ignore[return-value]


def _kept(audit: Audit) -> tuple[int, ...]:
    return tuple(step.key for step in audit.steps if step.treatment != "drop")


def state(audit: Audit, today_until: Instant) -> State:
    """As `stage`, but "review" while one is due; `today_until` is the end of the local day."""
    due = due_review(audit)
    return "review" if due is not None and due.due <= today_until else stage(audit)


def due_review(audit: Audit) -> Review | None:
    """The review that comes next: the last one that is due replaces those before it that nobody answered."""
    return next((review for review in audit.reviews if review.done_at is None), None)


def measured(audit: Audit) -> Review | None:
    """The last review that somebody answered."""
    done = [review for review in audit.reviews if review.done_at is not None]
    return done[-1] if done else None


def saved(audit: Audit) -> float | None:
    """Hours a month saved as measured by the last review, None without one."""
    last = measured(audit)
    if last is None or last.minutes is None:
        return None
    return (audit.runs or 0.0) * (minutes_each(audit) - last.minutes) / 60


def advice(audit: Audit, costs: Costs) -> tuple[int, int]:
    """How often the wizard's advice was right, of how many steps at which it was followed and reviewed.

    It was right where the step went as redesigned and the minutes as a whole did fall.
    """
    last = measured(audit)
    if last is None or last.minutes is None:
        return 0, 0
    followed = [s.key for s in audit.steps if advise_kept(facts(audit, s), costs) == carried_out(audit, s, costs)]
    fell = last.minutes < minutes_each(audit)
    return sum(fell and key not in last.amiss for key in followed), len(followed)


def audit_row(audit: Audit, costs: Costs, today_until: Instant, hurt: Hurt, usage: Usage, day: int) -> AuditRow:
    """An audit with all that follows from it."""
    now = state(audit, today_until)
    come = now in ("do", "redesign", "in practice", "review", "dropped")
    right, tried = advice(audit, costs)
    return AuditRow(
        audit,
        now,
        verdict(audit, costs) if come else None,
        figures(audit, costs),
        saved(audit),
        hurt,
        usage,
        right,
        tried,
        day,
    )
