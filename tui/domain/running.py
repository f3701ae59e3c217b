"""Running a process by its checklist: what is marked, what is left, and how long it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui.domain.audit import TOOL, Audit, Costs, Mark, Run
from tui.domain.model import Instant, Seconds
from tui.domain.redesign import NewStep, new_steps


def checklist(audit: Audit, costs: Costs) -> tuple[NewStep, ...]:
    """The steps to go through: those of the redesign that are not dropped; none where it has no steps."""
    return tuple(new for new in new_steps(audit, costs) if new.treatment != "drop") if audit.steps else ()


def by_tool(new: NewStep) -> bool:
    """Whether a tool does it, so that nobody has to tick it."""
    return new.who == TOOL


def marked(run: Run, mark: Mark) -> Run:
    """The run with one step more that is done or skipped."""
    return replace(run, marks=(*run.marks, mark))


def taken_back(run: Run) -> Run:
    """The run without its last mark."""
    return replace(run, marks=run.marks[:-1])


def ended(run: Run, now: Instant) -> Run:
    """The run as it is finished."""
    return replace(run, ended_at=now)


def mark_of(run: Run, step: int) -> Mark | None:
    """What is noted about the step with that key."""
    return next((mark for mark in run.marks if mark.step == step), None)


def left(run: Run, steps: Sequence[NewStep]) -> tuple[NewStep, ...]:
    """The steps that somebody still has to tick or skip."""
    return tuple(new for new in steps if not by_tool(new) and mark_of(run, new.step.key) is None)


def took(run: Run) -> Seconds:
    """How long it took so far; time during which nobody had it open does not count."""
    return sum(mark.seconds for mark in run.marks)
