"""An audit as somebody gives it, made safe to store; what cannot be stored is refused, never cut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import isfinite
from typing import Any, TypeVar

from tui.domain.audit import ANSWERS, TREATMENTS, Audit, Question, Step
from tui.domain.problem import Problem
from tui.domain.stepping import MOST
from tui.domain.text import clean_line

LINE, NAME, WORDS = 1_000, 200, 100
LARGEST = 1_000_000
Value = TypeVar("Value", bound=str)


def cleaned(audit: Audit) -> Audit:
    """The same audit in clean lines; Problem where it has no name or holds what none can."""
    named: dict[str, Any] = {name: line(getattr(audit, name), of, NAME) for name, of in NAMES.items()}
    told: dict[str, Any] = {name: line(getattr(audit, name), of, LINE) for name, of in LINES.items()}
    if not named["name"]:
        raise Problem("A process needs a name.", "Say what is done in a few words.", wrong_use=True)
    return replace(
        audit,
        **named,
        **told,
        runs=above(audit.runs, "How often a month", 0),
        minutes=above(audit.minutes, "The minutes each time", 0),
        words=_words(audit.words),
        steps=_steps(audit.steps),
        answers=_answers(audit.answers, "differs"),
        notes=_notes(audit.notes),
    )


NAMES = {"name": "The name", "who": "Who does it"}
LINES = {
    "starts": "What starts it",
    "purpose": "The purpose",
    "scope": "The scope",
    "exceptions": "The exceptions",
    "works": "How one knows that it worked",
    "at": "Where you are in it",
    "source": "The proposal",
}


def line(text: str, what: str, limit: int) -> str:
    """A text as one clean line; Problem where it is too long."""
    found = clean_line(text, limit * 4).strip()
    if max(len(text.strip()), len(found)) > limit:
        said = f"{what} has {len(text.strip()):,} characters, at most {limit:,} are kept."
        raise Problem(said, "Say it shorter.", wrong_use=True)
    return found


def above(number: float | None, what: str, least: float, *, even: bool = False) -> float | None:
    """A number greater than `least`, or `even` equal to it; Problem where it is none."""
    if number is None:
        return None
    if not isfinite(number) or number > LARGEST or number < least or (number == least and not even):
        than = f"{least:g} or more" if even else f"more than {least:g}"
        raise Problem(f"{what} cannot be {number:g}.", f"It is a number, {than}.", wrong_use=True)
    return float(number)


def _words(given: Iterable[str]) -> tuple[str, ...]:
    found = (line(word, "What the log says about it", NAME) for word in given)
    words = tuple(dict.fromkeys(word for word in found if word))
    if len(words) > WORDS:
        raise Problem(f"There are {len(words)} words to recognise it by.", f"At most {WORDS} are.", wrong_use=True)
    return words


def _steps(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    if len(steps) > MOST:
        what = f"A process has at most {MOST} steps, this one has {len(steps):,}."
        raise Problem(what, "It is several processes: audit one of them.", wrong_use=True)
    keys = {step.key for step in steps}
    if len(keys) < len(steps) or min(keys, default=1) < 1:
        raise Problem("Each step needs a number of its own, from 1 on.", "Nothing was changed.", wrong_use=True)
    return tuple(_step(number, step) for number, step in enumerate(steps, 1))


def _step(number: int, step: Step) -> Step:
    of = f"Step {number}"
    if step.treatment is not None and step.treatment not in TREATMENTS:
        raise Problem(f"{of} cannot be {step.treatment!r}.", f"Choose {', '.join(TREATMENTS)}.", wrong_use=True)
    return replace(
        step,
        text=line(step.text, of, LINE),
        who=line(step.who, f"Who does step {number}", NAME),
        minutes=above(step.minutes, f"The minutes of step {number}", 0),
        wrong=line(step.wrong, f"What goes wrong at step {number}", LINE),
        answers=_answers(step.answers),
        build_hours=above(step.build_hours, f"The hours to build step {number}", 0, even=True),
        monthly_cost=above(step.monthly_cost, f"What step {number} costs a month", 0, even=True) or 0.0,
        new_text=line(step.new_text, f"The new step {number}", LINE),
        new_who=line(step.new_who, f"Who does the new step {number}", NAME),
        new_minutes=above(step.new_minutes, f"The minutes of the new step {number}", 0, even=True),
    )


def _answers(given: Mapping[Question, Value], *also: str) -> dict[Question, Value]:
    for question, answer in given.items():
        _known(question)
        if answer not in (*ANSWERS[question], *also):
            known = ", ".join(ANSWERS[question])
            what = f"{str(answer)[:40]!r} is no answer to {question!r}."
            raise Problem(what, f"There are {known}.", wrong_use=True)
    return dict(given)


def _notes(given: Mapping[Question, str]) -> dict[Question, str]:
    for question in given:
        _known(question)
    found = {question: line(text, f"The note at {question!r}", LINE) for question, text in given.items()}
    return {question: text for question, text in found.items() if text}


def _known(question: str) -> None:
    if question not in ANSWERS:
        known = ", ".join(ANSWERS)
        raise Problem(f"There is no question {question[:40]!r}.", f"There are {known}.", wrong_use=True)
