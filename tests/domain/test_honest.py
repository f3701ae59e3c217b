"""Honest promises: worked examples by hand, and what every offer keeps to (DESIGN 3.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from tests.domain.strategies import ALWAYS, BOOK, OFFICE, at, every_day, workdays
from tui.domain.calendar import OFFICE_WEEK, WorkCalendar
from tui.domain.honest import (
    CAPACITY,
    FEWEST,
    Look,
    LookBack,
    Room,
    honest_lateness,
    loads,
    look,
    look_back,
    week_of,
)
from tui.domain.model import DAY, HOUR, Instant, Promise, PromiseState, Renegotiation
from tui.domain.obligations import promise_as_of
from tui.domain.promised import Record
from tui.domain.rules import RuleBook, Rules

NOW = at("2024-03-04 09:00")
FRIDAY = at("2024-03-08 17:00")
MONDAY = at("2024-03-11 17:00")
CAPACITIES = {"ana": 5, "bo": 5, "cleo": 4}


def past(*late: float | None, author: str = "ana", first: int = 0) -> list[Promise]:
    """Promises kept so many working hours late, or broken for None, ended one after the other long before NOW."""
    found = []
    for n, hours in enumerate(late, first):
        due = at("2023-09-04 09:00") + n * 2 * DAY
        ended = OFFICE.due(due, round((hours or 0) * HOUR))
        state = "broken" if hours is None else "kept"
        found.append(Promise(n, 1, True, author, "the plans", due - 7 * DAY, due, True, (), state, ended))  # type: ignore[arg-type]
    return found


def still(due: Instant, count: int = 1, author: str = "ana", first: int = 1000) -> list[Promise]:
    """Promises open at NOW."""
    ids = range(first, first + count)
    return [Promise(n, 1, True, author, "the plans", NOW - 3 * DAY, due) for n in ids]


def seen(promises: Sequence[Promise], asked: Instant = FRIDAY, but: int | None = None) -> Look:
    """The look of ana at NOW."""
    return look(asked, "ana", promises, CAPACITIES, NOW, BOOK, but)


def lateness_of(*late: int | None) -> int | None:
    """The honest lateness of some kept ones and broken ones."""
    kept = tuple(sorted(hours for hours in late if hours is not None))
    return honest_lateness(Record(kept, late.count(None)))


# the date that would hold


@pytest.mark.parametrize(
    ("n", "k"), [(4, 4), (5, 5), (8, 8), (9, 8), (10, 9), (14, 12), (20, 17), (34, 28), (49, 40), (50, 41)]
)
def test_the_kth_of_n_latenesses_is_ceil_of_four_fifths_of_one_more(n: int, k: int) -> None:
    assert lateness_of(*range(1, n + 1)) == k


def test_three_or_fewer_say_nothing() -> None:
    assert lateness_of(1, 2, 3) is None
    assert lateness_of() is None


def test_one_broken_of_ten_is_late_for_ever_and_not_the_ninth() -> None:
    assert lateness_of(0, 0, 0, 1, 2, 3, 4, 5, 6, None) == 6
    assert lateness_of(0, 0, 0, 1, 2, 3, 4, 5, None, None) is None


def test_eight_kept_by_hand() -> None:
    # k = 8, the latest of all: 7 h after Friday 17:00 is Monday 16:00, its working day ends at 17:00
    found = seen(past(0, 1, 2, 3, 4, 5, 6, 7))
    assert found.history == LookBack(tuple(n * HOUR for n in range(8)), 0, "own")
    assert (found.offered, found.holds, found.offer_holds) == (MONDAY, 1 / 8, 1.0)
    assert found.history.median_late == 4 * HOUR
    assert found.speaks
    assert not found.refused


def test_nine_kept_leave_the_latest_aside() -> None:
    # k = 8: Monday again, which the ninth, three days late, would not have held
    found = seen(past(0, 1, 2, 3, 4, 5, 6, 7, 24))
    assert (found.offered, found.offer_holds) == (MONDAY, 8 / 9)


def test_fourteen_of_twenty_on_time_by_hand() -> None:
    # k = 17, the third of the six late ones: 20 h after Friday 17:00 is Wednesday 13:00
    found = seen(past(*[0] * 14, 50, 20, 2, 40, 10, 30))
    assert (found.history.on_time, found.history.n, found.history.median_late) == (14, 20, 20 * HOUR)
    assert found.offered == at("2024-03-13 17:00")
    assert (found.holds, found.offer_holds) == (0.7, 17 / 20)


def test_three_broken_of_ten_offer_no_date() -> None:
    found = seen(past(0, 0, None, 0, 0, None, 0, 0, None, 0))
    assert (found.refused, found.offered, found.offer_holds) == (True, None, None)
    assert (found.history.broken, found.history.n, found.holds) == (3, 10, 0.7)
    assert found.speaks


def test_whoever_is_on_time_is_offered_nothing_and_told_nothing() -> None:
    for asked in (FRIDAY, at("2024-03-08 12:00"), at("2024-03-09 00:00"), at("2024-03-10 00:00")):
        found = seen(past(*[0] * 9, 30), asked)
        assert (found.offered, found.holds, found.speaks) == (None, 0.9, False)


def test_a_lateness_that_ends_within_the_asked_day_offers_its_end() -> None:
    assert seen(past(*[2] * 8), at("2024-03-08 12:00")).offered == FRIDAY


def test_the_working_day_of_a_lateness_that_ends_at_midnight_is_the_one_it_ends() -> None:
    kept = [replace(p, ended_at=p.due + 12 * HOUR) for p in past(*[0] * 8)]
    found = look(at("2024-03-08 12:00"), "ana", kept, CAPACITIES, NOW, RuleBook.of(Rules(calendar=ALWAYS)))
    assert found.offered == at("2024-03-09 00:00")


def test_an_offer_goes_by_the_calendar_of_today() -> None:
    late = RuleBook(((date(1970, 1, 1), Rules()), (date(2024, 3, 1), Rules(calendar=every_day((600, 1200))))))
    found = look(FRIDAY, "ana", past(*[7] * 8), CAPACITIES, NOW, late)
    assert found.history.latenesses == (7 * HOUR,) * 8
    assert found.offered == at("2024-03-09 20:00")


# whose history


def test_below_eight_of_ones_own_the_team_speaks() -> None:
    team = [*past(*[1] * 7), *past(*[2] * 3, author="bo", first=20)]
    found = look_back("ana", team, NOW, BOOK)
    assert (found.whose, found.n, found.latenesses[-1]) == ("team", 10, 2 * HOUR)
    assert look_back("ana", [*team, *past(1, first=40)], NOW, BOOK).whose == "own"


def test_a_history_is_the_authors_own() -> None:
    found = look_back("ana", [*past(*[1] * 8), *past(*[9] * 30, author="bo", first=20)], NOW, BOOK)
    assert found == LookBack((HOUR,) * 8, 0, "own")


def test_below_eight_of_the_team_nobody_speaks() -> None:
    found = seen([*past(*[9] * 4), *past(*[9] * 3, author="bo", first=20)])
    assert found.history == LookBack()
    assert (found.holds, found.offered, found.refused, found.speaks) == (None, None, False, False)


def test_the_last_fifty_count() -> None:
    found = look_back("ana", past(*[9] * 5, *[0] * 46, None, 3, 3, 3), NOW, BOOK)
    assert (found.n, found.on_time, found.broken, found.latenesses[-1]) == (50, 46, 1, 3 * HOUR)


def test_the_last_are_those_that_ended_last() -> None:
    early = [
        replace(p, made_at=p.made_at - 500 * DAY, due=p.due - 500 * DAY, ended_at=(p.ended_at or 0) - 500 * DAY)
        for p in past(*[0] * 50, first=100)
    ]
    assert look_back("ana", early, NOW, BOOK).n == 50
    assert look_back("ana", [*past(*[9] * 50), *early], NOW, BOOK).on_time == 0


def test_theirs_and_withdrawn_ones_are_no_history() -> None:
    theirs = [replace(p, by_us=False) for p in past(*[0] * 8)]
    withdrawn = [replace(p, state="withdrawn") for p in past(*[0] * 8, first=50)]
    assert seen([*theirs, *withdrawn]).history == LookBack()
    assert look_back("ana", [*theirs, *withdrawn], NOW, BOOK) == LookBack()


# the week's load


def test_a_full_week_speaks_without_any_history() -> None:
    found = seen(still(FRIDAY, 5))
    assert (found.week_count, found.capacity, found.full, found.speaks) == (5, 5, True, True)
    assert found.offered is None
    assert not seen(still(FRIDAY, 4)).speaks


def test_a_full_week_moves_the_offer_to_the_end_of_the_first_day_of_the_next() -> None:
    assert seen([*past(*[0] * 8), *still(at("2024-03-05 12:00"), 5)]).offered == MONDAY


def test_full_weeks_are_passed_over() -> None:
    full = [*still(FRIDAY, 5), *still(MONDAY, 6, first=2000), *still(at("2024-03-18 17:00"), 4, first=3000)]
    found = seen([*past(*[0] * 8), *full])
    assert found.offered == at("2024-03-18 17:00")
    assert found.offer_holds == 1.0


def test_an_offer_keeps_its_day_where_its_own_week_has_room() -> None:
    found = seen([*past(*[20] * 8), *still(FRIDAY, 5), *still(MONDAY, 4, first=2000)])
    assert found.offered == at("2024-03-13 17:00")


def test_an_offer_into_a_full_week_goes_on_to_the_next() -> None:
    found = seen([*past(*[20] * 8), *still(at("2024-03-15 17:00"), 5)])
    assert (found.week_count, found.offered) == (0, at("2024-03-18 17:00"))


def test_a_week_begins_with_its_first_working_day_and_one_without_is_passed_over() -> None:
    days = [date(2024, 3, n) for n in (11, 12, 13, 14, 15, 18)]
    book = RuleBook.of(Rules(calendar=WorkCalendar("UTC", OFFICE_WEEK, frozenset(days))))
    team = [*past(*[0] * 8), *still(FRIDAY, 5)]
    assert look(FRIDAY, "ana", team, CAPACITIES, NOW, book).offered == at("2024-03-19 17:00")


def test_the_load_of_others_moves_no_offer() -> None:
    assert seen([*past(*[0] * 8), *still(FRIDAY, 9, "bo")]).offered is None


def test_the_one_that_is_moved_does_not_count() -> None:
    team = still(FRIDAY, 5)
    assert seen(team, but=1002).week_count == 4


def test_ended_ones_and_theirs_take_no_room() -> None:
    kept, theirs, open_one = still(FRIDAY, 3)
    kept = replace(kept, state="kept", ended_at=NOW - HOUR)
    assert seen([kept, replace(theirs, by_us=False), open_one]).week_count == 1


def test_what_ends_later_is_open() -> None:
    assert seen([replace(p, state="kept", ended_at=NOW + 1) for p in still(FRIDAY)]).week_count == 1
    assert seen([replace(p, state="kept", ended_at=NOW) for p in still(FRIDAY)]).week_count == 0


def test_a_promise_takes_room_in_the_week_of_the_due_that_stands() -> None:
    agreed = Renegotiation(NOW - DAY, FRIDAY, MONDAY, agreed=True)
    moved, refused = still(FRIDAY, 2)
    team = [replace(moved, moves=(agreed,)), replace(refused, moves=(replace(agreed, agreed=False),))]
    assert loads(team, NOW, BOOK) == {("ana", date(2024, 3, 4)): 1, ("ana", date(2024, 3, 11)): 1}


def test_a_sunday_alone_is_due_in_the_week_that_it_ends() -> None:
    sunday = OFFICE.end_of(date(2024, 3, 10))
    assert week_of(sunday, OFFICE) == date(2024, 3, 4)
    assert week_of(sunday + 1, OFFICE) == date(2024, 3, 11)


def test_weeks_go_by_the_team_calendar() -> None:
    kolkata = WorkCalendar("Asia/Kolkata")
    assert week_of(at("2024-03-10 20:00"), kolkata) == date(2024, 3, 11)
    assert week_of(at("2024-12-31 12:00"), OFFICE) == date(2024, 12, 30)


def test_who_has_room_is_told_the_least_loaded_first() -> None:
    team = [*still(FRIDAY, 5), *still(FRIDAY, 2, "bo"), *still(FRIDAY, 1, "cleo"), *still(MONDAY, 4, "cleo")]
    assert seen(team).room == (Room("cleo", 1, 4), Room("bo", 2, 5))
    assert seen([*team, *still(FRIDAY, 3, "cleo")]).room == (Room("bo", 2, 5),)


def test_whoever_has_no_capacity_of_their_own_has_room_for_five() -> None:
    assert look(FRIDAY, "dan", [], CAPACITIES, NOW, BOOK).capacity == CAPACITY == 5


# whatever happened


@st.composite
def teams(draw: st.DrawFn) -> list[Promise]:
    """Promises of two people, ended and open, some of which are made, moved or ended only after NOW."""
    authors = st.sampled_from(draw(st.sampled_from((("ana",), ("ana", "ana", "bo")))))
    states = draw(st.sampled_from((("kept",), ("kept", "kept", "kept", "broken", "withdrawn"))))
    state: st.SearchStrategy[PromiseState] = st.sampled_from(states)
    found: list[Promise] = []
    for n in range(draw(st.sampled_from((3, 8, 12, 20)))):
        due = workdays(draw(st.integers(0, 48)))
        end = due + draw(st.sampled_from((-1, 0, 0, 0, 2, 8, 50))) * HOUR
        found.append(Promise(n, 1, True, draw(authors), "", due - 9 * DAY, due, True, (), draw(state), end))
    for n in range(draw(st.sampled_from((0, 4, 8, 16)))):
        due = NOW + draw(st.integers(-2, 12)) * DAY + 8 * HOUR
        moved = Renegotiation(NOW + draw(st.integers(-2, 2)) * DAY, due, due + 7 * DAY, draw(st.booleans()))
        made = NOW + draw(st.sampled_from((-9, -9, -9, 1))) * DAY
        found.append(Promise(100 + n, 1, True, draw(authors), "", made, due, True, draw(moving(moved))))
    return found


def moving(moved: Renegotiation) -> st.SearchStrategy[tuple[Renegotiation, ...]]:
    """Mostly no move."""
    return st.sampled_from(((), (), (moved,)))


askings = st.builds(lambda days, hours: NOW + days * DAY + hours * HOUR, st.integers(0, 12), st.integers(0, 23))


@given(teams(), askings)
def test_an_offer_is_later_has_room_and_would_hold_four_times_in_five(team: list[Promise], asked: Instant) -> None:
    found = seen(team, asked)
    event(f"{found.history.whose}, {'refused' if found.refused else 'offered' if found.offered else 'nothing'}")
    assert found.speaks == (found.week_count >= 5 or found.offered is not None or found.refused)
    assert (found.holds is None) == (found.history.whose == "none")
    if found.offered is None:
        assert found.offer_holds is None
        return
    assert found.offered > asked
    assert found.offered == OFFICE.end_of(OFFICE.date_of(found.offered - 1))
    assert loads(team, NOW, BOOK)["ana", week_of(found.offered, OFFICE)] < found.capacity
    assert 0 <= (found.holds or 0) <= (found.offer_holds or 0) <= 1
    assert (found.offer_holds or 0) >= 0.8


@given(teams(), askings)
def test_a_full_week_is_answered_with_an_offer_or_a_refusal(team: list[Promise], asked: Instant) -> None:
    found = seen(team, asked)
    assume(found.full and found.history.whose != "none")
    assert found.refused or found.offered is not None


@given(teams(), askings, st.integers(1, 5), st.integers(0, 60))
def test_more_promises_on_time_never_make_the_offer_later(
    team: list[Promise], asked: Instant, more: int, first: int
) -> None:
    before = seen(team, asked)
    assume(before.history.whose == "own")
    dues = [workdays(n) for n in range(first, first + more)]
    kept = [replace(p, due=due, ended_at=due) for p, due in zip(past(*[0] * more, first=500), dues, strict=True)]
    after = seen([*team, *kept], asked)
    assert before.refused or not after.refused
    assert before.refused or (after.offered or asked) <= (before.offered or asked)
    assert (after.holds or 0) >= (before.holds or 0)


@given(teams(), askings, st.integers(0, 10**6))
def test_neither_order_nor_what_is_later_changes_the_look(team: list[Promise], asked: Instant, seed: int) -> None:
    known = [p for p in (promise_as_of(each, NOW) for each in team) if p]
    Random(seed).shuffle(known)
    assert seen(known, asked) == seen(team, asked)


@given(teams(), askings)
def test_room_is_below_capacity_and_never_ones_own(team: list[Promise], asked: Instant) -> None:
    for room in seen(team, asked).room:
        assert room.handle != "ana"
        assert room.count < room.capacity == CAPACITIES[room.handle]


@given(st.lists(st.integers(0, 40), max_size=60), st.integers(0, 6))
def test_at_least_four_in_five_stay_within_the_honest_lateness(late: list[int], broken: int) -> None:
    record = Record(tuple(sorted(late)), broken)
    usual = honest_lateness(record)
    if usual is None:
        assert len(late) < 0.8 * (record.n + 1)
    else:
        assert (record.within(usual) or 0) >= 0.8
        assert usual == 0 or (record.within(usual - 1) or 0) < 0.8 * (record.n + 1) / record.n


def test_a_history_counts_from_eight() -> None:
    assert [seen(past(*[3] * n)).history.n for n in (7, FEWEST)] == [0, 8]
