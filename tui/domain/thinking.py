"""Which questions the wizard asks, in order: of the process, then step by step only where the answer differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tui.domain.audit import ANSWERS, Answer, Audit, Question, Step, answer_of


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the wizard, of the whole process or of the step with that key."""

    question: Question
    step: int | None = None


def asked(audit: Audit) -> tuple[Asked, ...]:
    """All that is asked of an audit as it is answered so far."""
    return tuple(_asked(audit))


def _asked(audit: Audit) -> Iterator[Asked]:
    for question in questions(audit):
        if question != "miss" or audit.answers.get("income") == "no":
            yield Asked(question)
            if audit.answers.get(question) != "differs":
                continue
        yield from (
            Asked(question, step.key)
            for step in audit.steps
            if question != "miss" or answer_of(audit, step, "income") == "no"
        )


def questions(audit: Audit) -> tuple[Question, ...]:
    """The questions that matter: who would miss it only where it, or one of its steps, earns nothing."""
    idle = audit.answers.get("income") == "no" or any(
        answer_of(audit, step, "income") == "no" for step in audit.steps
    )
    return tuple(question for question in ANSWERS if question != "miss" or idle)


def options(audit: Audit, ask: Asked) -> tuple[Answer, ...]:
    """What a question may be answered with here; it can differ only where there are steps."""
    more: tuple[Answer, ...] = ("differs",) if ask.step is None and audit.steps else ()
    return (*ANSWERS[ask.question], *more)


def said(audit: Audit, ask: Asked) -> Answer | None:
    """What was answered, None where nobody has."""
    if ask.step is None:
        return audit.answers.get(ask.question)
    return next((step.answers.get(ask.question) for step in audit.steps if step.key == ask.step), None)


def answered(audit: Audit, ask: Asked, answer: Answer) -> Audit:
    """The audit with one answer more."""
    if ask.step is None:
        return replace(audit, answers={**audit.answers, ask.question: answer})
    return replace(audit, steps=tuple(_with(step, ask, answer) for step in audit.steps))


def _with(step: Step, ask: Asked, answer: Answer) -> Step:
    return replace(step, answers={**step.answers, ask.question: answer}) if step.key == ask.step else step


def is_answered(audit: Audit, question: Question) -> bool:
    """Whether nothing of a question is open, the steps of which it differs included."""
    mine = [ask for ask in asked(audit) if ask.question == question]
    return all(said(audit, ask) is not None for ask in mine)


def progress(audit: Audit) -> tuple[int, int]:
    """How many of how many questions are answered."""
    all_of_them = questions(audit)
    return sum(is_answered(audit, question) for question in all_of_them), len(all_of_them)
