"""The follow-ups of a plan as fields: each on its day unless another is typed, "no" leaves it out."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from tui.domain.acts import NewFollowUp
from tui.domain.plan import Template
from tui.domain.problem import Problem
from tui.domain.recurrence import every_in_words
from tui.domain.when import Unclear, When, find_due, read_due
from tui.present.form import Choice, FieldSpec, Said
from tui.present.forms.around import Around
from tui.present.forms.asked import line
from tui.present.forms.dates import PAST, day_of, day_text
from tui.present.paper import Paper

HINT = "another day or text, or no"
GROUP = "what happens next: another day or words, or no"
LEFT_OUT = frozenset(("no", "n", "none", "-"))


class Planned(NamedTuple):
    """A follow-up of the plan as read; None where it is left out or cannot be taken."""

    said: Said
    follow_up: NewFollowUp | None = None


def plan_fields(template: Template) -> tuple[FieldSpec, ...]:
    """A field for each step of a plan, the first under a line that says what these are."""
    labels = [f"day {step.after_days}" for step in template.steps] + (["after that"] if template.rhythm else [])
    return tuple(
        FieldSpec(f"step{index}", label, HINT, group="" if index else GROUP)
        for index, label in enumerate(labels)
    )


def plan_field(text: str, proposed: NewFollowUp, around: Around, paper: Paper) -> Planned:
    """A follow-up of the plan with the day, the words or both that were typed instead."""
    typed = line(text)
    if typed.casefold() in LEFT_OUT:
        return Planned(Said("left out", quiet=True))
    try:
        read, words = _typed(typed, around, paper)
    except Problem as problem:
        readings = problem.readings if isinstance(problem, Unclear) else ()
        return Planned(Said(wrong=str(problem), choices=tuple(Choice(one, one) for one in readings)))
    if read is not None and read.at <= paper.now:
        return Planned(Said(wrong=f"{day_text(read.day, paper, around.calendar)} {PAST}"))
    changed = replace(proposed, text=words or proposed.text)
    if read is not None:
        changed = replace(changed, due=read.at, day_alone=read.day_alone)
    day = day_text(day_of(changed.due, around.calendar), paper, around.calendar)
    every = f", {every_in_words(changed.every)}" if changed.every else ""
    return Planned(Said(f"{day:<11} {changed.text}{every}"), changed)


def _typed(text: str, around: Around, paper: Paper) -> tuple[When | None, str]:
    """The day and the words of a text; one of them may be absent."""
    if not text:
        return None, ""
    found = find_due(text, paper.now, around.calendar)
    if found is not None:
        return found[0], found[2]
    try:
        return read_due(text, paper.now, around.calendar), ""
    except Unclear:
        raise
    except Problem:
        return None, text
