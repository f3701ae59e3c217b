"""Which questions the wizard asks, in order: of the process, then step by step only where the answer differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tui.domain.audit import ANSWERS, Answer, Answers, Audit, Question, Step, answer_of, is_by_step


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
        if is_by_step(audit, question):
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
    """What was answered, None where nobody has; nothing differs where there are no steps any more."""
    return _said(audit, _given(audit), ask)


def _given(audit: Audit) -> dict[int | None, Answers]:
    """The answers of the process, as those of None, and of each step by its key."""
    return {None: audit.answers, **{step.key: step.answers for step in audit.steps}}


def _said(audit: Audit, given: Mapping[int | None, Answers], ask: Asked) -> Answer | None:
    answer = given.get(ask.step, {}).get(ask.question)
    return None if answer == "differs" and not audit.steps else answer


def answered(audit: Audit, ask: Asked, answer: Answer) -> Audit:
    """The audit with one answer more."""
    if ask.step is None:
        return replace(audit, answers={**audit.answers, ask.question: answer})
    return replace(audit, steps=tuple(_with(step, ask, answer) for step in audit.steps))


def _with(step: Step, ask: Asked, answer: Answer) -> Step:
    return replace(step, answers={**step.answers, ask.question: answer}) if step.key == ask.step else step


def is_answered(audit: Audit, question: Question) -> bool:
    """Whether nothing of a question is open, the steps of which it differs included."""
    return question not in _open(audit)


def _open(audit: Audit) -> set[Question]:
    given = _given(audit)
    return {ask.question for ask in _asked(audit) if _said(audit, given, ask) is None}
