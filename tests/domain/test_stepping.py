"""Editing steps: nothing that was written is lost, no minute comes or goes, keys stay one's own."""

from __future__ import annotations

import re
from dataclasses import replace
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.audits import COSTS, audits
from tui.domain.audit import Audit, Step, minutes_each
from tui.domain.problem import Problem
from tui.domain.redesign import figures
from tui.domain.stepping import MOST, added, at, changed, halves, joined, moved, new_key, removed, split

ONE = Step(4, "call them", "ana", 6.0, "no answer")
TWO = Step(9, "write", "bo", 3.0, "too late")
AUDIT = Audit("Booking", steps=(ONE, TWO))


def keys(audit: Audit) -> list[int]:
    """The keys of its steps in their order."""
    return [step.key for step in audit.steps]


def words(text: str) -> list[str]:
    """The words of a text without those that only join them."""
    return [word for word in re.findall(r"\w+", text.lower()) if word not in ("and", "then")]


def test_a_step_is_added_below_another_or_at_the_end() -> None:
    new = Step(new_key(AUDIT))
    assert keys(added(AUDIT, 4, new)) == [4, 10, 9]
    assert keys(added(AUDIT, None, new)) == [4, 9, 10]
    assert new_key(Audit()) == 1


def test_a_step_is_changed_and_removed_by_its_key() -> None:
    assert changed(AUDIT, replace(TWO, text="mail")).steps == (ONE, replace(TWO, text="mail"))
    assert keys(removed(AUDIT, 4)) == [9]


def test_a_step_moves_as_far_as_there_are_any() -> None:
    three = added(AUDIT, None, Step(10))
    assert keys(moved(three, 4, 1)) == [9, 4, 10]
    assert keys(moved(three, 10, -1)) == [4, 10, 9]
    assert keys(moved(three, 4, 99)) == [9, 10, 4]
    assert keys(moved(three, 10, -99)) == [10, 4, 9]


def test_a_key_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="is not in list"):
        at(AUDIT, 5)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("call them, write it down", "call them", "write it down"),
        ("call them; write", "call them", "write"),
        ("call them and write", "call them", "write"),
        ("call them Then write", "call them", "write"),
        ("call, and then write, and file", "call", "write, and file"),
        ("call and then write", "call", "write"),
        ("call them", "call them", ""),
        ("sand the thence", "sand the thence", ""),
        ("pay 1,50", "pay 1,50", ""),
        (", call", ", call", ""),
        ("call, ", "call, ", ""),
        ("and call", "and call", ""),
        ("  call, write ", "call", "write"),
        ("", "", ""),
    ],
)
def test_a_text_has_its_halves_at_the_first_break(text: str, first: str, second: str) -> None:
    assert halves(text) == (first, second)


def test_a_step_split_in_two_keeps_its_minutes() -> None:
    one, other, _ = split(replace(AUDIT, steps=(replace(ONE, text="call, write"), TWO)), 4).steps
    assert (one.text, one.minutes, one.wrong, one.key) == ("call", 3, "no answer", 4)
    assert (other.text, other.who, other.minutes, other.wrong, other.key) == ("write", "ana", 3, "", 10)


def test_what_was_answered_and_chosen_of_a_step_holds_for_both_halves() -> None:
    step = replace(ONE, answers={"rule": "yes"}, treatment="automate", build_hours=3.0, new_text="form", id=5)
    one, other = split(Audit(steps=(step,)), 4).steps
    assert other.answers == one.answers == {"rule": "yes"}
    assert other.treatment == one.treatment == "automate"
    assert (one.build_hours, other.build_hours) == (1.5, 1.5)
    assert (one.new_text, other.new_text) == ("form", "")
    assert (one.id, other.id) == (5, 0)


def test_two_steps_joined_lose_nothing() -> None:
    both = joined(AUDIT, 4).steps
    assert both == (Step(4, "call them, write", "ana, bo", 9.0, "no answer, too late"),)


def test_what_only_one_of_two_says_holds_for_both() -> None:
    bare = Step(4)
    known = Step(9, "write", "bo", 3.0, "late", {"rule": "yes"}, "automate", 2.0, 5.0, "form", "tool", 1.0)
    assert joined(Audit(steps=(bare, known)), 4).steps == (replace(known, key=4),)
    assert joined(Audit(steps=(known, bare)), 9).steps == (known,)


def test_what_the_first_of_two_says_goes_before_what_the_other_says() -> None:
    one = replace(ONE, answers={"rule": "yes"}, treatment="keep")
    other = replace(TWO, answers={"rule": "no", "told": "yes"}, treatment="drop")
    (both,) = joined(Audit(steps=(one, other)), 4).steps
    assert (both.answers, both.treatment) == ({"rule": "yes", "told": "yes"}, "keep")


def test_building_and_cost_of_two_are_added_up() -> None:
    one, other = replace(ONE, build_hours=1.0, monthly_cost=2.0), replace(TWO, build_hours=4.0, monthly_cost=5.0)
    (both,) = joined(Audit(steps=(one, other)), 4).steps
    assert (both.build_hours, both.monthly_cost) == (5, 7)


def test_a_new_step_joined_with_one_that_stays_takes_both_their_minutes() -> None:
    (both,) = joined(Audit(steps=(replace(ONE, new_minutes=1.0), TWO)), 4).steps
    assert both.new_minutes == 4


def test_the_last_step_has_none_to_join() -> None:
    assert joined(AUDIT, 9) == AUDIT


def test_no_process_has_more_than_five_hundred_steps() -> None:
    full = Audit(steps=tuple(Step(key, "call, write", minutes=1.0) for key in range(1, MOST + 1)))
    assert len(split(removed(full, 7), 8).steps) == MOST == 500
    for grow in (lambda: split(full, 8), lambda: added(full, None, Step(501)), lambda: added(full, 3, Step(501))):
        with pytest.raises(Problem) as refused:
            grow()
        assert "at most 500 steps" in refused.value.what and refused.value.remedy


@given(audits(least=1), st.data())
def test_split_and_joined_again_a_step_says_what_it_said(audit: Audit, data: st.DataObject) -> None:
    step = data.draw(st.sampled_from(audit.steps))
    back = joined(split(audit, step.key), step.key)
    mine = back.steps[at(back, step.key)]
    assert words(mine.text) == words(step.text)
    assert replace(mine, text=step.text) == step
    assert changed(back, step) == audit


@given(audits(least=1), st.data())
def test_a_split_changes_no_figure(audit: Audit, data: st.DataObject) -> None:
    step = replace(data.draw(st.sampled_from(audit.steps)), treatment="automate")
    before = changed(audit, step)
    was, then = figures(before, COSTS), figures(split(before, step.key), COSTS)
    for name in ("minutes_before", "minutes_after", "hours_before", "hours_after", "build_hours", "monthly_cost"):
        assert getattr(was, name) == pytest.approx(getattr(then, name))
    assert (was.payback is None) == (then.payback is None)


@given(audits(least=2), st.data())
def test_a_join_loses_no_word_and_no_minute(audit: Audit, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(audit.steps) - 2))
    one, other = audit.steps[index : index + 2]
    after = joined(audit, one.key)
    both = after.steps[index]
    for name in ("text", "wrong", "new_text"):
        assert words(getattr(both, name)) == words(getattr(one, name)) + words(getattr(other, name))
    for name in ("who", "new_who"):
        assert {*words(getattr(both, name))} == {*words(getattr(one, name)), *words(getattr(other, name))}
    assert isclose(minutes_each(after), minutes_each(audit))
    assert (both.minutes is None) == (one.minutes is None and other.minutes is None)
    assert set(both.answers) == {*one.answers, *other.answers}


@given(audits(least=1), st.data())
def test_to_move_is_to_put_the_same_steps_in_another_order(audit: Audit, data: st.DataObject) -> None:
    step, by = data.draw(st.sampled_from(audit.steps)), data.draw(st.integers(-9, 9))
    after = moved(audit, step.key, by)
    assert sorted(keys(after)) == sorted(keys(audit))
    assert at(after, step.key) == max(0, min(at(audit, step.key) + by, len(audit.steps) - 1))
    assert [key for key in keys(after) if key != step.key] == [key for key in keys(audit) if key != step.key]


NAMES = st.sampled_from(("add", "split", "join", "move", "remove"))
EDITS = st.lists(st.tuples(NAMES, st.integers(0, 99)), max_size=12)


@given(audits(least=1), EDITS)
def test_keys_stay_ones_own_whatever_is_edited(audit: Audit, edits: list[tuple[str, int]]) -> None:
    first, gone = audit, set[int]()
    for edit, number in edits:
        before = set(keys(audit))
        if not audit.steps:
            audit = added(audit, None, Step(new_key(audit)))
        key = audit.steps[number % len(audit.steps)].key
        audit = {
            "add": lambda a, k: added(a, k, Step(new_key(a))),
            "split": split,
            "join": joined,
            "move": lambda a, k: moved(a, k, 1),
            "remove": removed,
        }[edit](audit, key)
        gone |= before - set(keys(audit))
        assert len(set(keys(audit))) == len(audit.steps)
        assert not gone & set(keys(audit)), "what was said of a step that is gone is not said of a new one"
        assert replace(audit, steps=first.steps) == first
