"""A back-office routine under audit: its steps as they are, its answers and its redesign (DESIGN 3.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tui.domain.model import Instant

Question = Literal["income", "miss", "alike", "told", "recall", "gift", "rule"]
Answer = Literal["direct", "indirect", "no", "nobody", "somebody", "obliged", "yes", "partly", "differs"]
Answers = Mapping[Question, Answer]
Treatment = Literal["drop", "automate", "outsource", "document", "streamline", "keep"]

TREATMENTS: tuple[Treatment, ...] = ("automate", "document", "outsource", "streamline", "keep", "drop")
ANSWERS: dict[Question, tuple[Answer, ...]] = {
    "income": ("direct", "indirect", "no"),
    "miss": ("nobody", "somebody", "obliged"),
    "alike": ("yes", "no"),
    "told": ("yes", "no"),
    "recall": ("yes", "no"),
    "gift": ("yes", "no"),
    "rule": ("yes", "partly", "no"),
}
"""What each question may be answered with, in the order in which they are asked; of a process also "differs".

income: does it earn income? miss, only where income is no: who would miss it? alike: is it done 3 or more times the
same way? told: is somebody told again and again how to do it? recall: does one try to remember how it was done?
gift: is it outside one's gift? rule: could somebody who has never done it follow written steps without judging?
"""
REVIEW_DAYS = (30, 90)
"""After how many calendar days it is asked whether the minutes really fell."""
ASK_AGAIN = 90
"""After how many calendar days it is asked again whether a step is still to be kept."""
TOOL = "tool"
OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a process. `key` is its own within the audit and never changes; `id` is 0 until it is kept.

    `who` is a teammate's handle, "tool", "outside" or a name. `treatment` is what somebody chose, None where the
    advice stands. `build_hours` None is unknown. `new_text`, `new_who` "" and `new_minutes` None are what the
    treatment makes of the step. Minutes are each time, `monthly_cost` is in the currency of an hour's cost.
    """

    key: int
    text: str = ""
    who: str = ""
    minutes: float | None = None
    wrong: str = ""
    answers: Answers = field(default_factory=dict)
    treatment: Treatment | None = None
    build_hours: float | None = None
    monthly_cost: float = 0.0
    new_text: str = ""
    new_who: str = ""
    new_minutes: float | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """What is asked `days` after it was put in practice: the minutes now.

    `amiss` are the keys of steps that did not go as redesigned. `minutes` and `done_at` are None until somebody
    answers. `before` are the minutes each time as they were when it was put in practice, whatever is said of the
    steps later; None where nobody knew.
    """

    id: int
    days: int
    due: Instant
    minutes: float | None = None
    amiss: tuple[int, ...] = ()
    done_at: Instant | None = None
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """A process under audit. `runs` is times a month, `minutes` each time where there are no steps to sum up.

    `words` are the words or phrases by which what the log says about it is recognised. `notes` are what somebody
    noted at a question. `at` is where in the wizard somebody left, `source` the proposal that it came from, "" for
    none. `id` and `version` are 0 until it is kept. `purpose`, `scope`, `exceptions` and `works`, how one knows
    that it worked, go into the written procedure.
    """

    name: str = ""
    starts: str = ""
    runs: float | None = None
    minutes: float | None = None
    who: str = ""
    words: tuple[str, ...] = ()
    owner: str = ""
    steps: tuple[Step, ...] = ()
    answers: Answers = field(default_factory=dict)
    notes: Mapping[Question, str] = field(default_factory=dict)
    purpose: str = ""
    scope: str = ""
    exceptions: str = ""
    works: str = ""
    at: str = ""
    source: str = ""
    made_at: Instant = 0
    practised_at: Instant | None = None
    reviews: tuple[Review, ...] = ()
    id: int = 0
    version: int = 0
    last_key: int = field(default=0, compare=False)
    """The highest key that a step of it ever bore: what is said of a step is never said of another one."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What decides whether it pays: `big` minutes a month, `payback` months at most, `rate` an hour's cost."""

    big: float = 60.0
    payback: float = 12.0
    rate: float = 60.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One step of a checklist as it was run: ticked after `seconds`, or skipped for a reason."""

    step: int
    """The step's key."""
    seconds: int = 0
    skipped: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a documented process by its checklist; `ended_at` None while it is under way.

    `version` is the one that was read, 0 where nobody looked.
    """

    process: int
    started_at: Instant
    marks: tuple[Mark, ...] = ()
    ended_at: Instant | None = None
    by: str = ""
    id: int = 0
    version: int = field(default=0, compare=False)


def is_by_step(audit: Audit, question: Question) -> bool:
    """Whether a question is answered by each step: where it differs; who would miss it also where income does."""
    return audit.answers.get(question) == "differs" or (
        question == "miss" and audit.answers.get("income") == "differs"
    )


def answer_of(audit: Audit, step: Step | None, question: Question) -> Answer | None:
    """What is answered of a step, or of the process where `step` is None or does not differ."""
    return (step if step and is_by_step(audit, question) else audit).answers.get(question)


def minutes_each(audit: Audit) -> float:
    """Minutes each time: of all its steps, or as estimated where there are none."""
    if not audit.steps:
        return audit.minutes or 0.0
    return sum(step.minutes or 0.0 for step in audit.steps)
