"""What the editor of steps does: each function returns the audit with other steps, the old one stays as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tui.domain.audit import Audit, Step
from tui.domain.problem import Problem

MOST = 500
"""How many steps a process can have; with more it is several processes."""

_BREAK = re.compile(r"[,;] +(?:and +)?(?:then +)?| +and +(?:then +)?| +then +", re.IGNORECASE)


def at(audit: Audit, key: int) -> int:
    """Where the step with that key stands; ValueError where there is none."""
    return [step.key for step in audit.steps].index(key)


def new_key(audit: Audit) -> int:
    """A key that no step of the audit bears or ever bore."""
    return max([audit.last_key, *(step.key for step in audit.steps)]) + 1


def added(audit: Audit, after: int | None, step: Step) -> Audit:
    """With a step below the one with the key `after`, at the end where that is None.

    Raises Problem where it is one too many.
    """
    index = len(audit.steps) if after is None else at(audit, after) + 1
    return _grown(audit, (*audit.steps[:index], step, *audit.steps[index:]))


def changed(audit: Audit, step: Step) -> Audit:
    """With a step in the place of the one of its key."""
    return _with(audit, [step if old.key == step.key else old for old in audit.steps])


def removed(audit: Audit, key: int) -> Audit:
    """Without a step."""
    return _with(audit, [step for step in audit.steps if step.key != key])


def moved(audit: Audit, key: int, by: int) -> Audit:
    """With a step so many places further down, as far as there are any."""
    steps, index = list(audit.steps), at(audit, key)
    step = steps.pop(index)
    steps.insert(max(0, min(index + by, len(steps))), step)
    return _with(audit, steps)


def split(audit: Audit, key: int) -> Audit:
    """With a step in two, so that the figures stay what they were.

    The text is halved as `halves` does it, minutes, building and cost evenly. What was answered and chosen holds
    for both; what goes wrong and the new text stay with the first. Raises Problem where it is one too many.
    """
    index = at(audit, key)
    step = audit.steps[index]
    first, second = halves(step.text)
    half = replace(
        step,
        text=first,
        minutes=_half(step.minutes),
        build_hours=_half(step.build_hours),
        monthly_cost=step.monthly_cost / 2,
        new_minutes=_half(step.new_minutes),
    )
    other = replace(half, key=new_key(audit), text=second, wrong="", new_text="", id=0)
    return _grown(audit, (*audit.steps[:index], half, other, *audit.steps[index + 1 :]))


def halves(text: str) -> tuple[str, str]:
    """A text up to its first comma, semicolon, "and" or "then", and what follows; all and "" without any."""
    said = text.strip()
    found = _BREAK.search(said, 1)
    return (said[: found.start()], said[found.end() :]) if found else (text, "")


def joined(audit: Audit, key: int) -> Audit:
    """With a step and the next one in one; the last one stays as it is.

    Both texts and all that goes wrong stand one after the other, as does who does it where that differs. Minutes,
    building and cost are added up. Where both were answered or chosen otherwise, the first one's holds.
    """
    index = at(audit, key)
    if index + 1 == len(audit.steps):
        return audit
    one, other = audit.steps[index : index + 2]
    both = replace(
        one,
        text=_together(one.text, other.text),
        who=_either(one.who, other.who),
        minutes=_sum(one.minutes, other.minutes),
        wrong=_together(one.wrong, other.wrong),
        answers={**other.answers, **one.answers},
        treatment=one.treatment or other.treatment,
        build_hours=_sum(one.build_hours, other.build_hours),
        monthly_cost=one.monthly_cost + other.monthly_cost,
        new_text=_together(one.new_text, other.new_text),
        new_who=_either(one.new_who, other.new_who),
        new_minutes=_new_minutes(one, other),
    )
    return _with(audit, (*audit.steps[:index], both, *audit.steps[index + 2 :]))


def _new_minutes(one: Step, other: Step) -> float | None:
    """What both take then: of one of which nobody said it, what it takes now."""
    if one.new_minutes is None and other.new_minutes is None:
        return None
    return sum((step.minutes or 0.0) if step.new_minutes is None else step.new_minutes for step in (one, other))


def _half(number: float | None) -> float | None:
    return None if number is None else number / 2


def _sum(one: float | None, other: float | None) -> float | None:
    return one if other is None else other + (one or 0.0)


def _either(one: str, other: str) -> str:
    return one if one.strip() == other.strip() else _together(one, other)


def _together(one: str, other: str) -> str:
    return ", ".join(filter(None, (one.strip(), other.strip())))


def _grown(audit: Audit, steps: Sequence[Step]) -> Audit:
    if len(steps) > MOST:
        raise Problem(f"A process has at most {MOST} steps.", "Make one step of several, or two processes.")
    return _with(audit, steps)


def _with(audit: Audit, steps: Sequence[Step]) -> Audit:
    return replace(audit, steps=tuple(steps), last_key=new_key(audit) - 1)
