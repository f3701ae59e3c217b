"""A checklist: which steps it has, what is left of it, and how long a run took."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.audits import COSTS, audits
from tests.domain.booked import BOOKED
from tui.domain.audit import Audit, Mark, Run
from tui.domain.redesign import new_steps
from tui.domain.running import by_tool, checklist, ended, left, mark_of, marked, taken_back, took

BEGUN = Run(1, 1_000, by="ana")
STEPS = checklist(BOOKED, COSTS)


def keys(run: Run) -> list[int]:
    """The steps that are left."""
    return [new.step.key for new in left(run, STEPS)]


def test_a_checklist_has_the_new_steps_that_are_not_dropped() -> None:
    assert [new.step.key for new in STEPS] == [2, 3, 4, 5]
    assert new_steps(BOOKED, COSTS)[1:] == STEPS


def test_a_process_without_steps_has_nothing_to_tick() -> None:
    assert checklist(replace(BOOKED, steps=(), minutes=5.0), COSTS) == ()


def test_nobody_has_to_tick_what_a_tool_does() -> None:
    assert [by_tool(new) for new in STEPS] == [True, True, False, False]
    assert keys(BEGUN) == [4, 5]


def test_an_automated_step_that_somebody_does_is_left_to_tick() -> None:
    (new,) = new_steps(replace(BOOKED, steps=(replace(BOOKED.steps[1], new_who="bo"),)), COSTS)
    assert (new.automated, by_tool(new)) == (True, False)
    assert left(BEGUN, (new,)) == (new,)


def test_what_is_ticked_or_skipped_is_left_no_more() -> None:
    ticked = marked(BEGUN, Mark(5, 40))
    skipped = marked(ticked, Mark(4, skipped=True, why="no mail"))
    assert (keys(ticked), keys(skipped)) == ([4], [])
    assert mark_of(skipped, 4) == Mark(4, skipped=True, why="no mail") and mark_of(ticked, 4) is None


def test_the_last_mark_is_taken_back() -> None:
    once = marked(BEGUN, Mark(5, 40))
    assert taken_back(marked(once, Mark(4, 20))) == once
    assert taken_back(BEGUN) == BEGUN


def test_a_run_took_the_time_of_its_steps_whenever_it_ended() -> None:
    run = ended(marked(marked(BEGUN, Mark(5, 40)), Mark(4, 20)), 90_000)
    assert (took(run), run.ended_at, took(BEGUN)) == (60, 90_000, 0)


@given(audits(), st.data())
def test_each_mark_leaves_one_step_less_until_none_is_left(audit: Audit, data: st.DataObject) -> None:
    steps, run = checklist(audit, COSTS), BEGUN
    assert all(new.treatment != "drop" for new in steps)
    while open_ones := left(run, steps):
        key = data.draw(st.sampled_from(open_ones)).step.key
        run = marked(run, Mark(key, 1))
        assert [new for new in open_ones if new.step.key != key] == list(left(run, steps))
    assert took(run) == len(run.marks) == sum(not by_tool(new) for new in steps)
