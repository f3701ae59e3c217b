"""How promises went: worked examples by hand, and what holds whatever happened (DESIGN 3.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.strategies import BOOK, OFFICE, at, every_day, promises, workdays
from tui.domain.model import DAY, HOUR, Promise, PromiseState, Renegotiation
from tui.domain.obligations import promise_as_of
from tui.domain.promised import YEAR, Figures, Outcome, Ratio, Record, Worst, figures, outcome, ratio
from tui.domain.rules import RuleBook, Rules

NOW = at("2024-03-04 09:00")


def promise(nth: float, late: float | None = 0.0, ident: int = 1, **more: object) -> Promise:
    """Ours, due `nth` working days on and kept `late` working hours after that, or for None broken a day later."""
    due = workdays(nth)
    ended = due + DAY if late is None else OFFICE.due(due, round(late * HOUR))
    state: PromiseState = "broken" if late is None else "kept"
    made = Promise(ident, 1, True, "ana", "the plans", due - 7 * DAY, due, True, (), state, ended)
    return replace(made, **more)  # type: ignore[arg-type]


def some() -> st.SearchStrategy[list[Promise]]:
    """Promises of both sides, by three people, in three relationships, over some weeks."""

    @st.composite
    def one(draw: st.DrawFn) -> Promise:
        author, relationship = draw(st.sampled_from(("ana", "bo", "cleo"))), draw(st.integers(1, 3))
        made = draw(promises(0, 5 * HOUR, 60))
        return replace(made, author=author, relationship=relationship)

    return st.lists(one(), max_size=12).map(lambda found: [replace(p, id=n) for n, p in enumerate(found)])


def test_kept_by_its_due_is_on_time() -> None:
    assert outcome(promise(3, 0), BOOK) == Outcome("on time")
    assert outcome(promise(3, ended_at=workdays(3) - DAY), BOOK) == Outcome("on time")


def test_due_on_friday_evening_and_kept_on_sunday_is_on_time() -> None:
    friday, sunday = at("2024-01-05 17:00"), at("2024-01-07 20:00")
    assert outcome(promise(3, due=friday, ended_at=sunday), BOOK) == Outcome("on time")


def test_lateness_is_working_time() -> None:
    friday, monday = at("2024-01-05 17:00"), at("2024-01-08 10:30")
    assert outcome(promise(3, due=friday, ended_at=monday), BOOK) == Outcome("late", 90 * 60)


def test_a_second_late_is_late() -> None:
    found = ratio([promise(3, 1 / 3600)], NOW, BOOK)
    assert (found.on_time, found.median_late, found.say_do) == (0, 1, 0.0)


def test_lateness_is_counted_from_the_first_due() -> None:
    moved = Renegotiation(workdays(2), workdays(3), workdays(5), agreed=True)
    assert outcome(promise(3, 12, moves=(moved,)), BOOK) == Outcome("late", 12 * HOUR)


def test_lateness_goes_by_the_calendar_in_force_when_it_was_made() -> None:
    old, new = Rules(), Rules(calendar=every_day((0, 1440)))
    book = RuleBook(((date(1970, 1, 1), old), (date(2024, 1, 10), new)))
    friday, monday = at("2024-01-19 17:00"), at("2024-01-22 10:00")
    late = promise(3, due=friday, ended_at=monday)
    assert outcome(replace(late, made_at=at("2024-01-09 12:00")), book) == Outcome("late", HOUR)
    assert outcome(replace(late, made_at=at("2024-01-10 12:00")), book) == Outcome("late", monday - friday)


def test_what_is_broken_or_withdrawn_has_no_lateness() -> None:
    assert outcome(promise(3, None), BOOK) == Outcome("broken")
    assert outcome(promise(3, 5, state="withdrawn"), BOOK) == Outcome("withdrawn")


def test_what_is_open_has_no_outcome() -> None:
    assert outcome(promise(3, state="open", ended_at=None), BOOK) is None


def test_a_ratio_by_hand() -> None:
    # four on time, late by 2, 6 and 9 hours, one broken, one withdrawn, one open
    ours = [promise(n, late, n) for n, late in enumerate((0, 0, 6, 0, 2, None, 0, 9))]
    ours += [promise(9, 1, 9, state="withdrawn"), promise(10, ident=10, state="open", ended_at=None)]
    found = ratio(ours, NOW, BOOK)
    assert (found.on_time, found.late, found.broken, found.n) == (4, 3, 1, 8)
    assert found.say_do == 0.5
    assert found.median_late == 6 * HOUR


def test_the_median_of_an_even_number_is_the_lower_one() -> None:
    found = ratio([promise(n, late, n) for n, late in enumerate((0, 8, 3, 5, 40))], NOW, BOOK)
    assert found.median_late == 5 * HOUR


def test_nothing_ended_is_no_ratio() -> None:
    assert ratio([], NOW, BOOK) == Ratio()
    assert (Ratio().say_do, Ratio().median_late, Ratio().n) == (None, None, 0)


def test_a_year_has_365_days() -> None:
    kept = promise(3)
    assert kept.ended_at is not None
    assert ratio([kept], kept.ended_at + YEAR - 1, BOOK).n == 1
    assert ratio([kept], kept.ended_at + 365 * DAY, BOOK).n == 0


def test_what_ends_later_is_not_seen() -> None:
    kept = promise(3, 4)
    assert kept.ended_at is not None
    assert ratio([kept], kept.ended_at, BOOK).n == 1
    assert ratio([kept], kept.ended_at - 1, BOOK).n == 0


def test_moves_are_counted_as_agreed_or_not() -> None:
    moves = tuple(Renegotiation(workdays(n), workdays(3), workdays(4 + n), n != 1) for n in range(3))
    withdrawn = promise(5, 0, 3, moves=moves, state="withdrawn")
    found = ratio([promise(3, 0, 1, moves=moves), promise(4, 0, 2, moves=moves[:1]), withdrawn], NOW, BOOK)
    assert (found.moved, found.not_agreed) == (3, 1)


def test_figures_by_hand() -> None:
    both = [
        promise(1, 0, 1),
        promise(2, 4, 2, author="bo"),
        promise(3, None, 3, author="bo"),
        promise(1, 0, 4, by_us=False, author="Mette", relationship=7),
        promise(2, None, 5, by_us=False, author="Mette", relationship=7),
        promise(3, None, 6, by_us=False, author="Lars", relationship=7),
        promise(4, None, 7, by_us=False, author="Kim", relationship=9),
    ]
    assert figures(both, NOW, BOOK) == Figures(
        ours=Ratio((0, 4 * HOUR), 1),
        theirs=Ratio((0,), 3),
        authors=(("ana", Ratio((0,))), ("bo", Ratio((4 * HOUR,), 1))),
        relationships=((7, Ratio((0,), 2)), (9, Ratio((), 1))),
        worst=Worst(7, 2, 3),
    )


@pytest.mark.parametrize(("kept_by_2", "expected"), [(0, 2), (1, 1), (2, 1)])
def test_of_two_that_broke_as_many_the_one_that_kept_least_is_worst(kept_by_2: int, expected: int) -> None:
    # 1 broke one of two; 2 broke one of one, two, three
    theirs = [promise(n, None, n, by_us=False, relationship=n) for n in (1, 2)]
    theirs += [promise(3 + n, 0, 3 + n, by_us=False, relationship=2) for n in range(kept_by_2)]
    theirs.append(promise(9, 0, 9, by_us=False, relationship=1))
    worst = figures(theirs, NOW, BOOK).worst
    assert worst is not None
    assert worst.relationship == expected


def test_nobody_is_worst_where_none_was_broken() -> None:
    assert figures([promise(1, 30, by_us=False)], NOW, BOOK).worst is None


@given(some(), st.integers(0, 100))
def test_figures_add_up(both: list[Promise], steps: int) -> None:
    now = steps * 5 * HOUR
    found = figures(both, now, BOOK)
    assert found.ours.n == sum(r.n for _, r in found.authors)
    assert found.theirs.n == sum(r.n for _, r in found.relationships)
    assert found.ours == ratio([p for p in both if p.by_us], now, BOOK)
    for each in (found.ours, found.theirs, *(r for _, r in (*found.authors, *found.relationships))):
        assert each.n == each.on_time + each.late + each.broken
        assert each.say_do is None if each.n == 0 else 0 <= (each.say_do or 0) <= 1
        assert (each.median_late is None) == (each.late == 0)
        assert each.median_late is None or each.median_late > 0
    if found.worst:
        assert found.worst.broken == max(r.broken for _, r in found.relationships) > 0


@given(some(), st.integers(0, 100), st.randoms(use_true_random=False))
def test_neither_order_nor_what_is_later_changes_a_figure(both: list[Promise], steps: int, random: object) -> None:
    now = steps * 5 * HOUR
    seen = [p for p in (promise_as_of(each, now) for each in both) if p]
    random.shuffle(seen)  # type: ignore[attr-defined]
    assert figures(seen, now, BOOK) == figures(both, now, BOOK)


@given(st.lists(st.integers(0, 90), max_size=12).map(sorted), st.integers(0, 5), st.integers(0, 100))
def test_more_slack_never_holds_less(late: list[int], broken: int, slack: int) -> None:
    record = Record(tuple(late), broken)
    less, more = record.within(slack), record.within(slack + 1)
    assert (less is None) == (more is None) == (record.n == 0)
    assert 0 <= (less or 0) <= (more or 0) <= 1
    assert record.within(90) == (None if record.n == 0 else len(late) / record.n)
