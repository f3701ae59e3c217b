"""What to do about a step, or about a process without steps: one total rule over answers and facts (DESIGN 3.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tui.domain.audit import (
    ASK_AGAIN,
    OUTSIDE,
    TOOL,
    TREATMENTS,
    Answer,
    Audit,
    Costs,
    Question,
    Step,
    Treatment,
    answer_of,
    minutes_each,
)

ReasonKind = Literal[
    "alike", "told", "recall", "gift", "rule", "partly", "wrong", "direct", "indirect", "no income", "missed",
    "big", "build", "saves", "payback", "never", "ask again",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the rule reads; it concludes nothing from what nobody answered, which is None or False.

    `runs` is times a month and `minutes` each time, 0 if unknown; `saved` are those minutes that automating would
    save. `build_hours` None is unknown.
    """

    income: Answer | None = None
    miss: Answer | None = None
    alike: bool = False
    told: bool = False
    recall: bool = False
    outside_gift: bool = False
    rule: Answer | None = None
    goes_wrong: bool = False
    runs: float = 0.0
    minutes: float = 0.0
    saved: float = 0.0
    build_hours: float | None = None
    monthly_cost: float = 0.0

    @property
    def repeats(self) -> bool:
        """Whether it is done 3 or more times the same way, or told again."""
        return self.alike or self.told


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact that speaks for a treatment, or of automating says what it comes to.

    `number` is runs a month of "alike", hours a month of "big" and "saves", hours of "build", months of "payback",
    days of "ask again", else 0. `text` is what goes wrong, of "wrong".
    """

    kind: ReasonKind
    number: float = 0.0
    text: str = ""


def facts(audit: Audit, step: Step | None) -> Facts:
    """What is known of a step, or of the process itself where `step` is None."""

    def yes(question: Question) -> bool:
        return answer_of(audit, step, question) == "yes"

    minutes = (step.minutes or 0.0) if step else minutes_each(audit)
    return Facts(
        income=answer_of(audit, step, "income"),
        miss=answer_of(audit, step, "miss"),
        alike=yes("alike"),
        told=yes("told"),
        recall=yes("recall"),
        outside_gift=yes("gift"),
        rule=answer_of(audit, step, "rule"),
        goes_wrong=any(each.wrong.strip() for each in ((step,) if step else audit.steps)),
        runs=audit.runs or 0.0,
        minutes=minutes,
        saved=_saved(step, minutes),
        build_hours=step.build_hours if step else None,
        monthly_cost=step.monthly_cost if step else 0.0,
    )


def _saved(step: Step | None, minutes: float) -> float:
    """Minutes that automating saves each time: all, without those that the step still takes then.

    What somebody wrote of another treatment says nothing of a tool.
    """
    left = step.new_minutes if step and step.treatment in (None, "automate") else None
    return max(0.0, minutes - (left or 0.0))


def payback(build_hours: float, runs: float, saved: float, cost: float, rate: float) -> float | None:
    """Months until building has paid for itself, None where it never does.

    `runs` and `cost` are a month's, `saved` is minutes each time, `rate` what an hour costs.
    """
    gain = runs * saved / 60 * rate - cost
    return build_hours * rate / gain if gain > 0 else None


def is_big(known: Facts, costs: Costs) -> bool:
    """Whether it takes enough time a month to be worth handing over."""
    return known.runs * known.minutes >= costs.big


def pays(known: Facts, costs: Costs) -> bool:
    """Whether automating pays: within the limit, or, while nobody knows what building takes, by being big."""
    if known.build_hours is None:
        return is_big(known, costs)
    months = payback(known.build_hours, known.runs, known.saved, known.monthly_cost, costs.rate)
    return months is not None and months <= costs.payback


def advise(known: Facts, costs: Costs) -> Treatment:
    """The first line of the table that fits; drop is a question until somebody confirms it."""
    return "drop" if asks_to_drop(known) else advise_kept(known, costs)


def asks_to_drop(known: Facts) -> bool:
    """Whether it earns nothing and nobody would miss it."""
    return known.income == "no" and known.miss == "nobody"


def advise_kept(known: Facts, costs: Costs) -> Treatment:
    """The first line that fits something that is not dropped."""
    if known.repeats and known.rule == "yes" and pays(known, costs):
        return "automate"
    if known.outside_gift:
        return "outsource"
    if known.told or known.recall:
        return "document"
    if known.repeats and known.goes_wrong:
        return "streamline"
    by_rule, indirect = known.rule in ("yes", "partly"), known.income in ("indirect", "no")
    return "outsource" if known.repeats and by_rule and indirect and is_big(known, costs) else "keep"


def carried_out(audit: Audit, step: Step, costs: Costs) -> Treatment:
    """What is done about a step: what somebody chose, else the advice, which drops nothing by itself."""
    return step.treatment or advise_kept(facts(audit, step), costs)


def ranked(audit: Audit, step: Step | None, costs: Costs) -> tuple[Treatment, ...]:
    """All treatments: the advised one, then the others in their order; `step` None is the process itself."""
    first = advise(facts(audit, step), costs)
    return (first, *(treatment for treatment in TREATMENTS if treatment != first))


def reasons(audit: Audit, step: Step | None, treatment: Treatment, costs: Costs) -> tuple[Reason, ...]:
    """What speaks for a treatment, none where nothing does; `step` None is the process itself.

    Of automating it ends with what that comes to: "build", "saves" and "payback" or "never" where it is known how
    often it runs and how long it takes, or "big" while nobody knows what building takes.
    """
    known = facts(audit, step)
    if treatment == "streamline":
        return _amiss(audit, step)
    return tuple(_REASONS[treatment](known, costs))


def _amiss(audit: Audit, step: Step | None) -> tuple[Reason, ...]:
    texts = [each.wrong.strip() for each in ((step,) if step else audit.steps)]
    return tuple(Reason("wrong", text=text) for text in texts if text)


def _for_drop(known: Facts, _: Costs) -> Iterator[Reason]:
    if known.income == "no":
        yield Reason("no income")
        if known.miss == "nobody":
            yield Reason("missed")


def _for_automate(known: Facts, costs: Costs) -> Iterator[Reason]:
    yield from _repeats(known)
    if known.rule == "yes":
        yield Reason("rule")
    if known.build_hours is None:
        yield from _bigness(known, costs)
    elif known.runs and known.minutes:
        yield from _coming_to(known, known.build_hours, costs)


def _coming_to(known: Facts, build_hours: float, costs: Costs) -> Iterator[Reason]:
    yield Reason("build", build_hours)
    yield Reason("saves", known.runs * known.saved / 60)
    months = payback(build_hours, known.runs, known.saved, known.monthly_cost, costs.rate)
    yield Reason("never") if months is None else Reason("payback", months)


def _for_document(known: Facts, _: Costs) -> Iterator[Reason]:
    if known.told:
        yield Reason("told")
    if known.recall:
        yield Reason("recall")


def _for_outsource(known: Facts, costs: Costs) -> Iterator[Reason]:
    if known.outside_gift:
        yield Reason("gift")
    if known.rule in ("yes", "partly"):
        yield Reason("rule" if known.rule == "yes" else "partly")
    yield from _repeats(known)
    if known.income == "indirect":
        yield Reason("indirect")
    if known.income == "no":
        yield Reason("no income")
    yield from _bigness(known, costs)


def _for_keep(known: Facts, _: Costs) -> Iterator[Reason]:
    if known.income == "direct":
        yield Reason("direct")
    yield Reason("ask again", ASK_AGAIN)


def _repeats(known: Facts) -> Iterator[Reason]:
    if known.alike:
        yield Reason("alike", known.runs)
    if known.told:
        yield Reason("told")


def _bigness(known: Facts, costs: Costs) -> Iterator[Reason]:
    if is_big(known, costs):
        yield Reason("big", known.runs * known.minutes / 60)


_REASONS = {
    "drop": _for_drop,
    "automate": _for_automate,
    "document": _for_document,
    "outsource": _for_outsource,
    "keep": _for_keep,
}


def works(treatment: Treatment) -> tuple[Treatment, ...]:
    """What has to be done one after the other: nothing is handed over before it is written down."""
    return ("document", "outsource") if treatment == "outsource" else (treatment,)


def done_by(treatment: Treatment, who: str) -> str:
    """Who does a step once it is treated, unless somebody says otherwise."""
    return {"automate": TOOL, "outsource": OUTSIDE}.get(treatment, who)
