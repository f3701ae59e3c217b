"""What is advised: the table of DESIGN 3.6 line by line, which goes first, and what holds of every combination."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from math import isclose

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.domain.audits import COSTS, audits, costs, facts
from tui.domain.audit import ANSWERS, OUTSIDE, TOOL, TREATMENTS, Audit, Costs, Step, Treatment
from tui.domain.treatment import (
    Facts,
    Reason,
    advise,
    advise_kept,
    asks_to_drop,
    carried_out,
    done_by,
    is_big,
    payback,
    pays,
    ranked,
    reasons,
    works,
)
from tui.domain.treatment import facts as facts_of

SMALL: dict[str, object] = {"runs": 1.0, "minutes": 5.0, "saved": 5.0}
BIG: dict[str, object] = {"runs": 22.0, "minutes": 6.0, "saved": 6.0}

LINES: dict[str, tuple[Treatment, dict[str, object]]] = {
    "drop?": ("drop", {"income": "no", "miss": "nobody"}),
    "automate": ("automate", {"alike": True, "rule": "yes", **BIG}),
    "outside one's gift": ("outsource", {"outside_gift": True}),
    "document": ("document", {"recall": True}),
    "streamline": ("streamline", {"alike": True, "goes_wrong": True}),
    "handed over": ("outsource", {"alike": True, "rule": "partly", "income": "indirect", **BIG}),
}
"""The lines of the table in their order, each with no more than makes it fit."""


YES_OR_NO = (False, True)
SIZES: tuple[dict[str, object], ...] = (
    *({**size, "build_hours": hours} for size in (SMALL, BIG) for hours in (None, 0.0, 1.0, 1000.0)),
    {**BIG, "build_hours": 1.0, "monthly_cost": 1000.0},
    {"build_hours": 0.0},
)
"""Small and big, of which nobody knows what building takes, it pays or it never does; and nothing is known."""


def by_the_design(said: Facts) -> list[Treatment]:
    """The treatments of all the lines of the table that fit, written anew from the words of DESIGN 3.6."""
    repeats, big = said.alike or said.told, said.runs * said.minutes >= 60
    gain = said.runs * said.saved / 60 * 60 - said.monthly_cost
    pays = big if said.build_hours is None else gain > 0 and said.build_hours * 60 / gain <= 12
    lines: list[tuple[Treatment, bool]] = [
        ("drop", said.income == "no" and said.miss == "nobody"),
        ("automate", repeats and said.rule == "yes" and pays),
        ("outsource", said.outside_gift),
        ("document", said.told or said.recall),
        ("streamline", repeats and said.goes_wrong),
        ("outsource", repeats and said.rule in ("yes", "partly") and said.income in ("indirect", "no") and big),
        ("keep", True),
    ]
    return [treatment for treatment, fits in lines if fits]


def every_combination() -> Iterator[Facts]:
    """All answers there are, none included, in each size."""
    answers = [(None, *ANSWERS[question]) for question in ("income", "miss", "rule")]
    flags = [YES_OR_NO] * 5
    for income, miss, rule, alike, told, recall, gift, wrong in product(*answers, *flags):
        for size in SIZES:
            yield Facts(income, miss, alike, told, recall, gift, rule, wrong, **size)  # type: ignore[arg-type]


def test_the_rule_is_the_first_line_of_the_table_that_fits_for_every_combination() -> None:
    for said in every_combination():
        lines = by_the_design(said)
        assert advise(said, COSTS) == lines[0]
        assert advise_kept(said, COSTS) == next(line for line in lines if line != "drop")


def known(**more: object) -> Facts:
    """Facts of something small, with more said of it."""
    return Facts(**{**SMALL, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("line", LINES)
def test_each_line_of_the_table_fits_by_itself(line: str) -> None:
    treatment, said = LINES[line]
    assert advise(known(**said), COSTS) == treatment


@pytest.mark.parametrize(("first", "second"), combinations(LINES, 2))
def test_the_first_line_that_fits_counts(first: str, second: str) -> None:
    treatment, said = LINES[first]
    assert advise(known(**{**LINES[second][1], **said}), COSTS) == treatment


@pytest.mark.parametrize("lacking", ["alike", "rule", "runs"])
def test_nothing_is_automated_without_repeating_a_rule_and_paying(lacking: str) -> None:
    said = {name: value for name, value in LINES["automate"][1].items() if name != lacking}
    assert advise(known(**said), COSTS) == "keep"


@pytest.mark.parametrize("lacking", ["alike", "rule", "income", "runs"])
def test_nothing_is_handed_over_without_all_that_it_takes(lacking: str) -> None:
    said = {name: value for name, value in LINES["handed over"][1].items() if name != lacking}
    assert advise(known(**said), COSTS) == "keep"


def test_nothing_that_earns_directly_is_handed_over_for_being_big() -> None:
    assert advise(known(**{**LINES["handed over"][1], "income": "direct"}), COSTS) == "keep"
    assert advise(known(**{**LINES["handed over"][1], "income": "no"}), COSTS) == "outsource"


def test_a_rule_is_handed_over_where_building_does_not_pay() -> None:
    said = {**LINES["handed over"][1], "rule": "yes", "build_hours": 1000.0}
    assert advise(known(**said), COSTS) == "outsource"


def test_what_is_told_again_repeats_and_wants_to_be_written_down() -> None:
    assert known(told=True).repeats and known(alike=True).repeats and not known(recall=True).repeats
    assert advise(known(told=True), COSTS) == "document"
    assert advise(known(told=True, rule="yes", **BIG), COSTS) == "automate"


@pytest.mark.parametrize("line", ["goes_wrong", "rule"])
def test_what_does_not_repeat_is_kept(line: str) -> None:
    assert advise(known(**{line: "yes" if line == "rule" else True}, income="no", **BIG), COSTS) == "keep"


def test_what_somebody_would_miss_or_what_earns_is_not_asked_to_drop() -> None:
    assert not asks_to_drop(known(income="no", miss="somebody"))
    assert not asks_to_drop(known(income="no"))
    assert not asks_to_drop(known(income="indirect", miss="nobody"))
    assert advise(known(), COSTS) == "keep"


def test_big_is_sixty_minutes_a_month_or_as_configured() -> None:
    assert is_big(known(runs=10.0, minutes=6.0), COSTS)
    assert not is_big(known(runs=10.0, minutes=5.9), COSTS)
    assert is_big(known(runs=1.0, minutes=6.0), Costs(big=6.0))


def test_payback_is_building_over_what_a_month_gains() -> None:
    assert payback(3, 22, 3, 0, 60) == pytest.approx(3 * 60 / (22 * 3 / 60 * 60))
    assert payback(3, 22, 3, 20, 60) == pytest.approx(180 / 46)
    assert payback(0, 22, 3, 0, 60) == 0


@pytest.mark.parametrize("said", [(0, 3, 0, 60), (22, 0, 0, 60), (22, 3, 66, 60), (22, 3, 100, 60), (22, 3, 0, 0)])
def test_what_gains_nothing_never_pays_back(said: tuple[float, float, float, float]) -> None:
    assert payback(3, *said) is None
    assert payback(0, *said) is None


def test_automating_pays_within_the_limit() -> None:
    # 2 hours a month are saved
    hour = known(runs=20.0, minutes=6.0, saved=6.0)
    assert pays(replace(hour, build_hours=24.0), COSTS)
    assert not pays(replace(hour, build_hours=24.1), COSTS)
    assert pays(replace(hour, build_hours=24.1), Costs(payback=13))
    assert not pays(replace(hour, build_hours=1.0, monthly_cost=120.0), COSTS)


def test_as_long_as_nobody_knows_what_building_takes_being_big_counts() -> None:
    assert pays(known(**BIG), COSTS)
    assert not pays(known(), COSTS)
    assert pays(known(build_hours=0.5), COSTS)
    assert pays(known(build_hours=0.0), COSTS)


@given(facts(), costs())
def test_every_combination_gets_exactly_one_treatment(said: Facts, given_costs: Costs) -> None:
    assert [advise(said, given_costs)] == [one for one in TREATMENTS if one == advise(said, given_costs)]
    assert advise_kept(said, given_costs) in set(TREATMENTS) - {"drop"}
    assert advise(said, given_costs) in ("drop", advise_kept(said, given_costs))


@given(facts(), costs(), st.integers(0, 600))
def test_more_runs_a_month_never_make_automating_less_likely(said: Facts, given_costs: Costs, more: int) -> None:
    oftener = replace(said, runs=said.runs + more)
    if advise_kept(said, given_costs) == "automate":
        assert advise_kept(oftener, given_costs) == "automate"
    if advise(said, given_costs) == "automate":
        assert advise(oftener, given_costs) == "automate"


@given(audits(), costs(), st.floats(0.01, 10_000))
def test_more_runs_a_month_leave_automated_whatever_is(audit: Audit, given_costs: Costs, more: float) -> None:
    oftener = replace(audit, runs=(audit.runs or 0.0) + more)
    for each in (None, *audit.steps):
        if ranked(audit, each, given_costs)[0] == "automate":
            assert ranked(oftener, each, given_costs)[0] == "automate"
    for each in audit.steps:
        if carried_out(audit, each, given_costs) == "automate":
            assert carried_out(oftener, each, given_costs) == "automate"


@given(audits(), costs(), st.booleans())
def test_no_audit_keeps_by_itself_what_is_outside_ones_gift(audit: Audit, given_costs: Costs, apart: bool) -> None:
    said = "differs" if apart and audit.steps else "yes"
    steps = tuple(replace(each, treatment=None, answers={**each.answers, "gift": "yes"}) for each in audit.steps)
    outside = replace(audit, steps=steps, answers={**audit.answers, "gift": said})
    for each in outside.steps or (None,):
        assert ranked(outside, each, given_costs)[0] in ("drop", "automate", "outsource")
    for each in outside.steps:
        assert carried_out(outside, each, given_costs) in ("automate", "outsource")


@given(facts(), costs())
def test_what_is_outside_ones_gift_is_never_kept(said: Facts, given_costs: Costs) -> None:
    outside = replace(said, outside_gift=True)
    assert advise_kept(outside, given_costs) in ("automate", "outsource")
    assert advise(outside, given_costs) in ("drop", "automate", "outsource")


@given(facts(), costs())
def test_payback_is_never_negative(said: Facts, given_costs: Costs) -> None:
    months = payback(said.build_hours or 0.0, said.runs, said.saved, said.monthly_cost, given_costs.rate)
    assert months is None or months >= 0


@given(audits())
def test_minutes_saved_never_exceed_minutes_spent(audit: Audit) -> None:
    for step in (None, *audit.steps):
        said = facts_of(audit, step)
        assert 0 <= said.saved <= said.minutes


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_nothing_is_handed_over_before_it_is_written_down(treatment: Treatment) -> None:
    parts = works(treatment)
    assert parts[-1] == treatment
    assert ("document" in parts[:-1]) == (treatment == "outsource")


def step(**more: object) -> Step:
    """A step of 6 minutes, with more said of it."""
    return replace(Step(1, "send it", "ana", 6.0), **more)  # type: ignore[arg-type]


def process(*steps: Step, **more: object) -> Audit:
    """A process run 22 times a month, always alike and by rule, which earns indirectly."""
    said = {"income": "indirect", "alike": "yes", "rule": "yes", "told": "no", "recall": "no", "gift": "no"}
    return Audit("Booking", runs=22.0, steps=steps, answers={**said, **more})  # type: ignore[dict-item]


def test_a_step_has_its_own_answers_only_where_it_differs() -> None:
    own = step(answers={"rule": "no", "alike": "no"})
    assert facts_of(process(own), own).rule == "yes"
    said = facts_of(process(own, rule="differs"), own)
    assert (said.rule, said.alike) == ("no", True)


def test_who_would_miss_a_step_is_its_own_answer_where_income_differs() -> None:
    own = step(answers={"income": "no", "miss": "nobody"})
    assert ranked(process(own, income="differs", miss="obliged"), own, COSTS)[0] == "drop"
    assert ranked(process(own, income="no", miss="obliged"), own, COSTS)[0] == "automate"


def test_what_a_tool_still_takes_is_not_saved() -> None:
    assert facts_of(process(), step()).saved == 6
    assert facts_of(process(), step(new_minutes=2.0)).saved == 4
    assert facts_of(process(), step(new_minutes=2.0, treatment="automate")).saved == 4
    assert facts_of(process(), step(new_minutes=2.0, treatment="document")).saved == 6
    assert facts_of(process(), step(new_minutes=9.0)).saved == 0


def test_a_process_is_known_by_its_steps_together() -> None:
    said = facts_of(process(step(), Step(2, minutes=3.0, wrong="too late")), None)
    assert (said.minutes, said.goes_wrong, said.build_hours) == (9, True, None)
    assert not facts_of(process(step(wrong="  ")), None).goes_wrong
    assert facts_of(Audit(minutes=4.0), None).minutes == 4


def test_a_step_goes_wrong_by_itself() -> None:
    other = Step(2, wrong="too late")
    assert not facts_of(process(step(), other), step()).goes_wrong
    assert facts_of(process(step(), other), other).goes_wrong


def test_what_somebody_chose_is_carried_out() -> None:
    assert carried_out(process(), step(), COSTS) == "automate"
    assert carried_out(process(), step(treatment="keep"), COSTS) == "keep"
    assert carried_out(process(income="no", miss="nobody"), step(), COSTS) == "automate"
    assert carried_out(process(income="no", miss="nobody"), step(treatment="drop"), COSTS) == "drop"


@given(audits(), costs())
def test_nothing_is_dropped_until_somebody_says_so(audit: Audit, given_costs: Costs) -> None:
    for each in audit.steps:
        assert (carried_out(audit, each, given_costs) == "drop") == (each.treatment == "drop")


@given(audits(), costs())
def test_the_advice_is_ranked_first_and_every_other_once(audit: Audit, given_costs: Costs) -> None:
    for each in (None, *audit.steps):
        first, *others = ranked(audit, each, given_costs)
        assert first == advise(facts_of(audit, each), given_costs)
        assert others == [treatment for treatment in TREATMENTS if treatment != first]


def test_the_reasons_to_automate_end_with_what_it_comes_to() -> None:
    found = reasons(process(), step(build_hours=3.0), "automate", COSTS)
    assert [reason.kind for reason in found] == ["alike", "rule", "build", "saves", "payback"]
    assert [round(reason.number, 2) for reason in found] == [22, 0, 3, 2.2, 1.36]


def test_what_never_pays_says_so() -> None:
    found = reasons(process(), step(build_hours=3.0, monthly_cost=500.0), "automate", COSTS)
    assert found[-1] == Reason("never")


@pytest.mark.parametrize("unknown", [{"runs": None}, {"steps": (step(minutes=None, build_hours=3.0),)}])
def test_nothing_is_said_of_payback_where_nobody_knows_how_often_or_how_long(unknown: dict[str, object]) -> None:
    audit = replace(process(step(build_hours=3.0)), **unknown)  # type: ignore[arg-type]
    found = reasons(audit, audit.steps[0], "automate", COSTS)
    assert [reason.kind for reason in found] == ["alike", "rule"]


def test_as_long_as_building_is_unknown_the_hours_speak_for_automating() -> None:
    assert reasons(process(told="yes"), step(), "automate", COSTS) == (
        Reason("alike", 22.0),
        Reason("told"),
        Reason("rule"),
        Reason("big", 2.2),
    )


def test_each_treatment_has_the_facts_that_speak_for_it() -> None:
    audit = process(told="yes", recall="yes", gift="yes", rule="partly")
    wrong = step(wrong=" too late ")
    assert reasons(audit, wrong, "document", COSTS) == (Reason("told"), Reason("recall"))
    assert [reason.kind for reason in reasons(audit, wrong, "outsource", COSTS)] == [
        "gift", "partly", "alike", "told", "indirect", "big",
    ]  # fmt: skip
    assert reasons(audit, wrong, "streamline", COSTS) == (Reason("wrong", text="too late"),)
    assert reasons(audit, wrong, "keep", COSTS) == (Reason("ask again", 90),)
    assert reasons(audit, wrong, "drop", COSTS) == ()


def test_income_speaks_for_keeping_or_for_dropping() -> None:
    assert reasons(process(income="direct"), step(), "keep", COSTS)[0] == Reason("direct")
    assert reasons(process(income="no", miss="somebody"), step(), "drop", COSTS) == (Reason("no income"),)
    assert reasons(process(income="no", miss="nobody"), step(), "drop", COSTS)[-1] == Reason("missed")
    assert Reason("no income") in reasons(process(income="no"), step(), "outsource", COSTS)


def test_all_that_goes_wrong_speaks_for_streamlining_a_process() -> None:
    audit = process(step(wrong="too late"), step(), step(wrong="lost"))
    assert [reason.text for reason in reasons(audit, None, "streamline", COSTS)] == ["too late", "lost"]


@given(audits(), costs())
def test_something_always_speaks_for_the_advice(audit: Audit, given_costs: Costs) -> None:
    for each in (None, *audit.steps):
        first = ranked(audit, each, given_costs)[0]
        assert reasons(audit, each, first, given_costs)


@given(audits(least=1), costs())
def test_the_payback_that_is_told_is_the_one_that_decided(audit: Audit, given_costs: Costs) -> None:
    for each in audit.steps:
        said = facts_of(audit, each)
        assume(said.build_hours is not None)
        told = {reason.kind: reason.number for reason in reasons(audit, each, "automate", given_costs)}
        assert pays(said, given_costs) == ("payback" in told and told["payback"] <= given_costs.payback)
        assert ("build" in told) == ("saves" in told) == bool(said.runs and said.minutes)
        assert isclose(told.get("saves", 0.0), said.runs * said.saved / 60)


def test_a_treated_step_is_done_by_somebody_else_or_as_before() -> None:
    assert done_by("automate", "ana") == TOOL
    assert done_by("outsource", "ana") == OUTSIDE
    assert done_by("document", "ana") == "ana"
