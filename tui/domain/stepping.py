"""What the editor of steps does: each function returns the audit with other steps, the old one stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui.domain.audit import Audit, Step

MOST = 500
"""How many steps a process can have; with more it is several processes."""


def at(audit: Audit, key: int) -> int:
    """Where the step with that key stands; ValueError where there is none."""
    return [step.key for step in audit.steps].index(key)


def new_key(audit: Audit) -> int:
    """A key that no step of the audit bears."""
    return max((step.key for step in audit.steps), default=0) + 1


def added(audit: Audit, after: int | None, step: Step) -> Audit:
    """With a step below the one with the key `after`, at the end where that is None."""
    index = len(audit.steps) if after is None else at(audit, after) + 1
    return _with(audit, (*audit.steps[:index], step, *audit.steps[index:]))


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
    """With a step in two: at its first comma, semicolon, "and" or "then", the minutes in halves, else an empty one
    below it; what goes wrong and all that was decided stays with the first."""
    index = at(audit, key)
    step = audit.steps[index]
    first, second = halves(step.text)
    minutes = None if step.minutes is None else step.minutes / 2
    one = replace(step, text=first, minutes=minutes)
    other = Step(new_key(audit), second, step.who, minutes, answers=step.answers)
    return _with(audit, (*audit.steps[:index], one, other, *audit.steps[index + 1 :]))


def halves(text: str) -> tuple[str, str]:
    """A text up to its first comma, semicolon, "and" or "then", and what follows; all and "" without any."""
    found = [(text.find(mark), mark) for mark in (", ", "; ", " and ", " then ") if text.find(mark) > 0]
    if not found:
        return text, ""
    start, mark = min(found)
    return text[:start].strip(), text[start + len(mark) :].strip()


def joined(audit: Audit, key: int) -> Audit:
    """With a step and the next one in one: both texts, both minutes, all that goes wrong; the last one stays."""
    index = at(audit, key)
    if index + 1 == len(audit.steps):
        return audit
    one, other = audit.steps[index : index + 2]
    known = [step.minutes for step in (one, other) if step.minutes is not None]
    both = replace(
        one,
        text=_together(one.text, other.text),
        minutes=sum(known) if known else None,
        wrong=_together(one.wrong, other.wrong),
    )
    return _with(audit, (*audit.steps[:index], both, *audit.steps[index + 2 :]))


def _together(one: str, other: str) -> str:
    return ", ".join(filter(None, (one.strip(), other.strip())))


def _with(audit: Audit, steps: Sequence[Step]) -> Audit:
    return replace(audit, steps=tuple(steps))
