"""What becomes of the steps, what it comes to, and the verdict of the process."""

from __future__ import annotations

from dataclasses import replace
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.audits import COSTS, audits, costs
from tui.domain.audit import TREATMENTS, Audit, Costs, Step, Treatment, minutes_each
from tui.domain.redesign import counted, figures, is_dropped, new_steps, settled, verdict
from tui.domain.treatment import advise, carried_out, facts
from tui.domain.whole import whole


def step(key: int, treatment: Treatment | None, minutes: float | None = 6.0, **more: object) -> Step:
    """A step that somebody has treated."""
    return Step(key, f"step {key}", "ana", minutes, treatment=treatment, **more)  # type: ignore[arg-type]


def process(*steps: Step, runs: float = 20.0) -> Audit:
    """A process of some steps."""
    return Audit("Booking", runs=runs, steps=steps)


def test_a_step_that_a_tool_does_takes_nobody_any_time() -> None:
    (new,) = new_steps(process(step(1, "automate")), COSTS)
    assert (new.text, new.who, new.minutes) == ("step 1", "tool", 0)


@pytest.mark.parametrize("treatment", ["document", "streamline", "keep"])
def test_a_step_that_is_not_said_to_change_stays_as_it_is(treatment: Treatment) -> None:
    (new,) = new_steps(process(step(1, treatment)), COSTS)
    assert (new.text, new.who, new.minutes) == ("step 1", "ana", 6)


def test_a_step_is_handed_over_to_somebody_outside() -> None:
    (new,) = new_steps(process(step(1, "outsource")), COSTS)
    assert (new.who, new.minutes) == ("outside", 6)


def test_a_dropped_step_has_no_minutes() -> None:
    assert new_steps(process(step(1, "drop", new_minutes=3.0)), COSTS)[0].minutes is None


def test_what_somebody_wrote_of_the_new_step_counts() -> None:
    said = step(1, "automate", new_text="a form", new_who="bo", new_minutes=2.0)
    (new,) = new_steps(process(said), COSTS)
    assert (new.text, new.who, new.minutes) == ("a form", "bo", 2)
    assert new_steps(process(replace(said, new_minutes=0.0, treatment="keep")), COSTS)[0].minutes == 0


def test_the_figures_are_those_of_the_whole_change() -> None:
    found = figures(
        process(
            step(1, "automate", 6, build_hours=4.0, monthly_cost=30.0),
            step(2, "drop", 3, build_hours=50.0, monthly_cost=500.0),
            step(3, "keep", 15, build_hours=50.0, monthly_cost=500.0),
            step(4, "document", 6, build_hours=1.0, new_minutes=3.0),
        ),
        COSTS,
    )
    assert (found.steps, found.automated, found.share_steps) == (4, 1, 0.25)
    assert found.share_minutes == pytest.approx(6 / 30)
    assert (found.minutes_before, found.minutes_after) == (30, 18)
    assert (found.hours_before, found.hours_after, found.hours_saved) == (10, 6, 4)
    assert (found.build_hours, found.monthly_cost, found.unknown_builds) == (5, 30, 0)
    assert found.payback == pytest.approx(5 * 60 / (4 * 60 - 30))


def test_nobody_knows_the_payback_while_a_step_to_build_is_unknown() -> None:
    found = figures(process(step(1, "automate", build_hours=1.0), step(2, "automate"), step(3, "document")), COSTS)
    assert (found.unknown_builds, found.payback, found.build_hours) == (1, None, 1)


def test_what_saves_nothing_never_pays_back() -> None:
    assert figures(process(step(1, "document", build_hours=1.0)), COSTS).payback is None


def test_a_step_that_a_tool_does_already_is_automated_too() -> None:
    tool = replace(step(1, "keep"), who="tool")
    assert figures(process(tool, step(2, "keep")), COSTS).share_steps == 0.5
    assert figures(process(replace(tool, treatment="drop"), step(2, "keep")), COSTS).automated == 0
    assert figures(process(replace(tool, new_who="bo")), COSTS).automated == 0
    assert figures(process(step(1, "automate", new_who="the calendar", build_hours=1.0)), COSTS).automated == 1


def test_without_minutes_there_is_no_share_of_them() -> None:
    untimed = figures(process(step(1, "automate", None)), COSTS)
    assert (untimed.share_steps, untimed.share_minutes) == (1, None)


@pytest.mark.parametrize("unknown", [{"runs": None}, {"steps": (step(1, "automate", None, build_hours=1.0),)}])
def test_nobody_knows_hours_or_payback_without_runs_or_minutes(unknown: dict[str, object]) -> None:
    found = figures(replace(process(step(1, "automate", build_hours=1.0)), **unknown), COSTS)  # type: ignore[arg-type]
    assert (found.hours_before, found.hours_after, found.hours_saved, found.payback) == (None, None, None, None)


def test_a_process_without_steps_is_its_own_one() -> None:
    bare = Audit("Booking", who="ana", runs=10.0, minutes=6.0, answers={"alike": "yes", "rule": "yes"})
    (new,) = new_steps(bare, COSTS)
    assert (new.treatment, new.text, new.who, new.minutes) == ("automate", "Booking", "tool", 0)
    found = figures(bare, COSTS)
    assert (found.steps, found.automated, found.share_minutes, found.unknown_builds) == (1, 1, 1, 1)
    assert (found.hours_before, found.hours_after) == (1, 0)


def test_what_takes_longer_then_saves_less_than_nothing() -> None:
    assert figures(process(step(1, "streamline", new_minutes=9.0)), COSTS).hours_saved == -1


@given(audits(), costs())
def test_hours_follow_from_runs_and_minutes(audit: Audit, given_costs: Costs) -> None:
    found, runs = figures(audit, given_costs), audit.runs
    if not runs or not minutes_each(audit):
        assert found.hours_before is found.hours_after is found.hours_saved is None
    else:
        assert isclose(found.hours_before or 0.0, runs * minutes_each(audit) / 60)
        assert isclose(found.hours_after or 0.0, runs * found.minutes_after / 60)


@given(audits(), costs())
def test_minutes_saved_never_exceed_minutes_spent(audit: Audit, given_costs: Costs) -> None:
    found = figures(audit, given_costs)
    assert found.minutes_after >= 0 and found.minutes_before - found.minutes_after <= found.minutes_before
    assert found.hours_saved is None or found.hours_saved <= (found.hours_before or 0.0)
    assert all((new.minutes or 0.0) >= 0 for new in new_steps(audit, given_costs))


@given(audits(), costs())
def test_shares_lie_between_nothing_and_all_and_payback_is_never_negative(audit: Audit, given_costs: Costs) -> None:
    found = figures(audit, given_costs)
    assert 0 <= found.share_steps <= 1
    assert found.share_minutes is None or 0 <= found.share_minutes <= 1
    assert found.payback is None or (found.payback >= 0 and found.unknown_builds == 0)
    assert found.payback is None or (found.hours_saved or 0.0) > 0


@given(audits(), costs())
def test_there_is_one_new_step_for_each_of_todays_in_their_order(audit: Audit, given_costs: Costs) -> None:
    then = new_steps(audit, given_costs)
    assert tuple(new.step for new in then) == whole(audit).steps
    assert all(new.treatment == carried_out(audit, new.step, given_costs) for new in then)
    assert all((new.minutes is None) == (new.treatment == "drop") for new in then)


@given(audits(), costs())
def test_every_step_is_counted_once_in_the_order_of_the_treatments(audit: Audit, given_costs: Costs) -> None:
    found = counted(audit, given_costs)
    assert sum(found.values()) == max(1, len(audit.steps))
    assert list(found) == [treatment for treatment in TREATMENTS if treatment in found]


def test_the_verdict_is_the_one_treatment_of_all_that_is_not_dropped() -> None:
    assert verdict(process(step(1, "automate"), step(2, "drop"), step(3, "automate")), COSTS) == "automate"
    assert verdict(process(step(1, "automate"), step(2, "keep")), COSTS) == "combine"
    assert verdict(process(step(1, "drop"), step(2, "drop")), COSTS) == "drop"


def test_only_what_somebody_dropped_step_by_step_is_dropped() -> None:
    idle: dict[str, object] = {"answers": {"income": "no", "miss": "nobody"}}
    assert is_dropped(process(step(1, "drop"), step(2, "drop")))
    assert not is_dropped(process(step(1, "drop"), step(2, None)))
    assert not is_dropped(replace(process(step(1, None)), **idle))  # type: ignore[arg-type]
    assert not is_dropped(replace(process(), **idle))  # type: ignore[arg-type]


def test_an_unconfirmed_drop_is_no_verdict() -> None:
    idle = replace(process(step(1, None), step(2, "drop")), answers={"income": "no", "miss": "nobody"})
    assert verdict(idle, COSTS) == "keep"


def test_without_steps_the_verdict_is_that_of_the_process_itself() -> None:
    assert verdict(Audit(answers={"recall": "yes"}), COSTS) == "document"
    assert verdict(Audit(answers={"income": "no", "miss": "nobody", "recall": "yes"}), COSTS) == "drop"
    assert verdict(Audit(answers={"alike": "yes", "rule": "yes"}, runs=10.0, minutes=6.0), COSTS) == "automate"


@given(audits(), costs())
def test_every_process_has_one_verdict(audit: Audit, given_costs: Costs) -> None:
    found, kept = verdict(audit, given_costs), set(counted(audit, given_costs)) - {"drop"}
    if not audit.steps:
        assert found == advise(facts(audit, None), given_costs)
    elif kept:
        assert {found} == kept or (found == "combine" and len(kept) > 1)
    else:
        assert found == "drop"


@given(audits(least=1), costs())
def test_nothing_outside_ones_gift_is_kept_unless_somebody_chooses_it(audit: Audit, given_costs: Costs) -> None:
    plain = [replace(each, treatment=None) for each in audit.steps]
    outside = replace(audit, steps=tuple(plain), answers={**audit.answers, "gift": "yes"})
    assert "keep" not in counted(outside, given_costs)
    assert verdict(outside, given_costs) != "keep"


@given(audits(least=1), st.data())
def test_editing_a_new_step_changes_the_figures_by_its_minutes(audit: Audit, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(audit.steps) - 1))
    one = replace(audit.steps[index], treatment="streamline", new_minutes=4.0)
    then = replace(audit, steps=(*audit.steps[:index], one, *audit.steps[index + 1 :]))
    longer = replace(then, steps=tuple(replace(s, new_minutes=7.0) if s is one else s for s in then.steps))
    assert isclose(figures(longer, COSTS).minutes_after - figures(then, COSTS).minutes_after, 3)


@given(audits(), costs())
def test_what_is_put_in_practice_changes_no_more_with_the_answers(audit: Audit, given_costs: Costs) -> None:
    treated = [carried_out(audit, each, given_costs) for each in audit.steps]
    then = settled(audit, given_costs)
    assert [each.treatment for each in then.steps] == treated
    forgotten = replace(then, answers={}, runs=None)
    assert [carried_out(forgotten, each, COSTS) for each in then.steps] == treated
