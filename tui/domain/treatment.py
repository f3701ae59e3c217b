"""What to do about a step, or about a process without steps: one total rule over answers and facts (DESIGN 3.6)."""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.audit import TOOL, Answer, Audit, Costs, Step, Treatment, answer_of, minutes_each


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the rule reads. Answers are None where nobody has answered; `runs` is times a month, 0 if unknown.

    `minutes` are each time, `saved` those of them that automating would save. `build_hours` None is unknown.
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
        """Done 3 or more times the same way, or told again."""
        return self.alike or self.told


def facts(audit: Audit, step: Step | None) -> Facts:
    """What is known of a step, or of the process itself."""

    def yes(answer: Answer | None) -> bool:
        return answer == "yes"

    minutes = (step.minutes or 0.0) if step else minutes_each(audit)
    return Facts(
        income=answer_of(audit, step, "income"),
        miss=answer_of(audit, step, "miss"),
        alike=yes(answer_of(audit, step, "alike")),
        told=yes(answer_of(audit, step, "told")),
        recall=yes(answer_of(audit, step, "recall")),
        outside_gift=yes(answer_of(audit, step, "gift")),
        rule=answer_of(audit, step, "rule"),
        goes_wrong=bool(step.wrong.strip()) if step else any(s.wrong.strip() for s in audit.steps),
        runs=audit.runs or 0.0,
        minutes=minutes,
        saved=_saved(step, minutes),
        build_hours=step.build_hours if step else None,
        monthly_cost=step.monthly_cost if step else 0.0,
    )


def _saved(step: Step | None, minutes: float) -> float:
    """Minutes that automating saves each time: all of them, unless somebody says what a tool's step still takes."""
    left = step.new_minutes if step and step.treatment == "automate" else None
    return max(0.0, minutes - (left or 0.0))


def payback(build_hours: float, runs: float, saved: float, cost: float, rate: float) -> float | None:
    """Months until building has paid for itself, None where it never does; `saved` is minutes each time."""
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
    if known.repeats and known.rule in ("yes", "partly") and known.income != "direct" and is_big(known, costs):
        return "outsource"
    return "keep"


def carried_out(audit: Audit, step: Step, costs: Costs) -> Treatment:
    """What is done about a step: what somebody chose, else the advice, which drops nothing by itself."""
    return step.treatment or advise_kept(facts(audit, step), costs)


def works(treatment: Treatment) -> tuple[Treatment, ...]:
    """What has to be done one after the other: nothing is handed over before it is written down."""
    return ("document", "outsource") if treatment == "outsource" else (treatment,)


def done_by(treatment: Treatment, who: str) -> str:
    """Who does a step once it is treated, unless somebody says otherwise."""
    return {"automate": TOOL, "outsource": "outside"}.get(treatment, who)
