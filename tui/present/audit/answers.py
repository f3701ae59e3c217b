"""What is typed into the wizard, read: the facts of a process and the parts of a step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from tui.domain.audit import Audit, Step
from tui.domain.often import Unsure, read_minutes, read_runs
from tui.domain.problem import Problem
from tui.domain.text import clean_line
from tui.present.audit.figures import amount, monthly
from tui.present.audit.steps import MINUTES_PART, TEXT_PART, WHO_PART, WRONG_PART, exact, who_meant, who_said
from tui.present.lines import name

FACTS = ("name", "starts", "runs", "minutes", "who", "words")
LINE, NAME = 1_000, 200
"""The most characters of a line and of a name."""
Value = TypeVar("Value")


class Wrong(Problem):
    """A part of a step that cannot be what is typed."""

    def __init__(self, part: int, problem: Problem) -> None:
        super().__init__(problem.what, problem.remedy, wrong_use=True)
        self.part = part


def line(text: str, what: str, most: int = LINE) -> str:
    """A text as one line; Problem where it is too long."""
    said = text.strip()
    if len(said) > most:
        raise Problem(
            f"{what} has {len(said):,} characters, at most {most:,} are kept.", "Say it shorter.", wrong_use=True
        )
    return clean_line(said, most)


def step_typed(step: Step, said: tuple[str, ...], handle: str) -> Step:
    """The step with its parts as they are typed; Wrong for the first part that cannot be."""
    text, who, minutes, wrong = said
    return replace(
        step,
        text=part_read(TEXT_PART, lambda: line(text, "What happens")),
        who=who_meant(part_read(WHO_PART, lambda: line(who, "Who does it", NAME)), handle),
        minutes=part_read(MINUTES_PART, lambda: read_minutes(minutes) if minutes.strip() else None),
        wrong=part_read(WRONG_PART, lambda: line(wrong, "What goes wrong")),
    )


def part_read(part: int, read: Callable[[], Value]) -> Value:
    """What a part of a step is read as; Wrong where it cannot be."""
    try:
        return read()
    except Problem as problem:
        raise Wrong(part, problem) from problem


def step_kept(step: Step, said: tuple[str, ...], handle: str) -> Step:
    """As `step_typed`, but minutes that are no number stay what they were, and what is too long is cut."""
    text, who, minutes, wrong = said
    try:
        read = read_minutes(minutes) if minutes.strip() else None
    except Problem:
        read = step.minutes
    return replace(
        step,
        text=text.strip()[:LINE],
        who=who_meant(who[:NAME], handle),
        minutes=read,
        wrong=wrong.strip()[:LINE],
    )


def is_empty(step: Step) -> bool:
    """Whether nothing is said of a step."""
    return not (step.text.strip() or step.wrong.strip() or step.minutes)


def fact(audit: Audit, which: str, handle: str) -> str:
    """What is said of a fact so far, as it would be typed."""
    if which in ("runs", "minutes"):
        return exact(audit.runs if which == "runs" else audit.minutes)
    if which == "words":
        return ", ".join(audit.words)
    if which == "who":
        return who_said(audit.who, handle)
    return audit.name if which == "name" else audit.starts


def with_fact(audit: Audit, which: str, text: str, handle: str) -> Audit:
    """The audit with a fact as it is typed; Problem where it cannot be read, Unsure where it can be guessed."""
    said = text.strip()
    if which == "name":
        name_said = line(said, "The name", NAME)
        if not name_said:  # nor is what cannot be seen a name
            raise Problem("It needs a name.", "A few words will do.", wrong_use=True)
        return replace(audit, name=name_said)
    if which == "starts":
        return replace(audit, starts=line(said, "What starts it"))
    if which == "runs":
        return replace(audit, runs=read_runs(said) if said else None)
    if which == "minutes":
        return replace(audit, minutes=read_minutes(said) if said else None)
    if which == "who":
        return replace(audit, who=who_meant(line(said, "Who does it", NAME), handle))
    words = dict.fromkeys(line(" ".join(word.split()), "A word", NAME) for word in said.split(","))
    return replace(audit, words=tuple(word for word in words if word))


def reading(which: str, text: str, handle: str) -> str:
    """How a text is read while it is typed: "every day = 22 times a month"; "" where that says nothing new."""
    said = " ".join(text.split())
    if not said:
        return ""
    try:
        read = with_fact(Audit(), which, said, handle)
    except Problem:
        return ""
    if which == "runs" and read.runs is not None:
        times = monthly(read.runs)
        return times if said.casefold() in (exact(read.runs), times) else f"{name(said)} = {times}"
    if which == "minutes" and read.minutes is not None and exact(read.minutes) != said:
        return f"{name(said)} = {amount(read.minutes)} min each time"
    if which == "who" and read.who != said:
        return f"{name(said)} = {name(read.who)}"
    return ""


def offered(problem: Problem) -> str:
    """The reading that is offered for a text that is no number, "" where there is none."""
    return problem.offer if isinstance(problem, Unsure) else ""
