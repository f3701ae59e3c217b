"""Nobody's debts fall between two people, whoever goes away and comes back in whatever order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.absence import (
    Absence,
    absent,
    as_it_falls,
    check,
    ended_untold,
    falls_to,
    last_span,
    stand_in,
)
from tui.domain.model import Role
from tui.domain.problem import Problem

TEAM = ("ana", "bo", "cleo", "dan")
ROLES: dict[str, Role] = {"ana": "admin", "bo": "member", "cleo": "member", "dan": "member", "vi": "viewer"}
EVERYBODY = tuple(ROLES)
HOURS = 6

absence = st.builds(
    lambda who, deputy, at, length: Absence(0, who, deputy, at, at + length),
    st.sampled_from(EVERYBODY),
    st.sampled_from((*TEAM, "vi", "zoe")),
    st.integers(0, HOURS),
    st.integers(0, HOURS),
)
ends_early = st.tuples(st.integers(0, 20), st.integers(0, 2 * HOURS))
plans = st.lists(st.one_of(absence, ends_early), max_size=14)


def let_in(plan: list[Absence | tuple[int, int]]) -> list[Absence]:
    """What stands after one absence after the other was asked for, and some were ended early."""
    there: list[Absence] = []
    for step in plan:
        if isinstance(step, Absence):
            try:
                check(step, there, ROLES)
            except Problem:
                continue
            there.append(replace(step, id=len(there) + 1))
        elif there:
            index, until = step[0] % len(there), step[1]
            old = there[index]
            if old.at <= until < old.until:
                there[index] = replace(old, until=until)
    return there


@given(plans)
def test_everybody_s_debts_fall_to_exactly_one_who_is_there(plan: list[Absence | tuple[int, int]]) -> None:
    there = let_in(plan)
    for now in range(-1, 2 * HOURS + 2):
        away = absent(there, now)
        for who in EVERYBODY:
            one = stand_in(there, who, now)
            assert one not in away
            assert one in EVERYBODY
            assert one != "vi" or who == "vi"
            assert (one == who) == (who not in away)
            holders = [handle for handle in EVERYBODY if who == handle or who in falls_to(there, handle, now)]
            assert sorted(holders) == sorted({who, one})


@given(plans)
def test_what_falls_to_somebody_says_for_whom_until_when_and_by_whom(plan: list[Absence | tuple[int, int]]) -> None:
    there = let_in(plan)
    for now in range(0, 2 * HOURS, 3):
        for handle in EVERYBODY:
            for who, found in falls_to(there, handle, now).items():
                assert (found.who, found.deputy) == (who, handle)
                assert found == as_it_falls(there, who, now)
                assert found.at <= now < found.until
            assert (as_it_falls(there, handle, now) is None) == (handle not in absent(there, now))


def test_a_chain_of_deputies_ends_at_who_is_there() -> None:
    there = [Absence(1, "bo", "ana", 0, 10), Absence(2, "ana", "cleo", 4, 8)]
    assert [stand_in(there, "bo", now) for now in (0, 3, 4, 7, 8, 9, 10)] == [
        "ana", "ana", "cleo", "cleo", "ana", "ana", "bo",
    ]  # fmt: skip
    assert as_it_falls(there, "bo", 5) == Absence(1, "bo", "cleo", 0, 10)
    assert set(falls_to(there, "cleo", 5)) == {"ana", "bo"}
    assert falls_to(there, "ana", 5) == {}
    assert set(falls_to(there, "ana", 9)) == {"bo"}


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (Absence(0, "bo", "bo", 0, 5), "bo cannot stand in for themselves."),
        (Absence(0, "bo", "vi", 0, 5), "vi may look, not write."),
        (Absence(0, "bo", "zoe", 0, 5), "'zoe' is no teammate."),
        (Absence(0, "zoe", "bo", 0, 5), "'zoe' is no teammate."),
        (Absence(0, "bo", "ana", 5, 5), "bo would be back before they leave."),
        (Absence(0, "bo", "dan", 0, 11), "dan is away in that time too."),
        (Absence(0, "bo", "dan", 19, 25), "dan is away in that time too."),
        (Absence(0, "dan", "ana", 12, 14), "dan is away in that time already."),
    ],
)
def test_who_cannot_stand_in(new: Absence, said: str) -> None:
    with pytest.raises(Problem) as caught:
        check(new, [Absence(1, "dan", "cleo", 10, 20)], ROLES)
    assert caught.value.what == said
    assert caught.value.wrong_use


def test_who_stands_in_for_others_may_go_and_who_is_back_may_stand_in() -> None:
    there = [Absence(1, "dan", "cleo", 10, 20)]
    check(Absence(0, "cleo", "ana", 12, 30), there, ROLES)
    check(Absence(0, "bo", "dan", 0, 10), there, ROLES)
    check(Absence(0, "bo", "dan", 20, 30), there, ROLES)
    check(Absence(0, "vi", "ana", 0, 5), there, ROLES)


def test_the_last_absence_goes_over_changes_of_deputy() -> None:
    known = [
        Absence(1, "bo", "ana", 0, 5),
        Absence(2, "bo", "ana", 10, 14),
        Absence(3, "bo", "cleo", 14, 20),
        Absence(4, "bo", "cleo", 20, 20),
        Absence(5, "ana", "cleo", 10, 12),
        Absence(6, "bo", "cleo", 40, 50),
        Absence(7, "bo", "ana", -9, -3, told_at=-2),
    ]
    found = ended_untold(known, "bo", 20)
    assert [each.id for each in found] == [3, 2, 1]
    assert last_span(found) == (10, 20)
    assert [each.id for each in ended_untold(known, "bo", 19)] == [2, 1]
    assert not ended_untold(known, "cleo", 99)
