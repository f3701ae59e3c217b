"""That the instants kept for open things agree with the rules that they stand for, at every moment."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.strategies import (
    ALWAYS,
    BOOK,
    NINE,
    PEOPLE,
    WORKDAY,
    at,
    calendars_with_instants,
    every_day,
    logs,
    workdays,
)
from tui.domain.calendar import WorkCalendar
from tui.domain.derive import derive
from tui.domain.health import raises_flag
from tui.domain.model import DAY, HOUR, FollowUp, Instant, Log, Promise, Snooze, Wait
from tui.domain.obligations import Item, is_late
from tui.domain.open_items import OpenItem, day_begins, flagged_from, late_from, open_items
from tui.domain.rules import RuleBook, Rules
from tui.domain.today import group_of

HALVES = (1, 1800, HOUR, 5 * HOUR + 1, WORKDAY)


def reached(since: Instant | None, now: Instant) -> bool:
    """Whether a moment is at or past an instant that may be never."""
    return since is not None and now >= since


@given(calendars_with_instants(3), st.sampled_from(HALVES), st.sampled_from(("promise", "reply", "follow_up")))
def test_late_and_flagged_from_are_the_rules_at_every_moment(made, half, measure) -> None:
    calendar, _, (opened, due, now) = made
    book = RuleBook.of(Rules(calendar=calendar))
    item = Item(measure, "x1", due, opened, half)
    late, flagged = late_from(item, book), flagged_from(item, book)
    moments = {now, due, due + half, due + 2 * half, due + 2 * half + 1}
    moments |= {edge + n for edge in (late, flagged) if edge is not None for n in (-1, 0, 1)}
    for moment in moments:
        assert reached(late, moment) == is_late(item, moment, book), moment - due
        assert reached(flagged, moment) == raises_flag(item, moment, book), moment - due


@given(calendars_with_instants(2))
def test_a_day_begins_where_its_date_does(made) -> None:
    calendar, _, (now, due) = made
    begins = day_begins(due, calendar)
    for moment in (now, begins - 1, begins, begins + 1, due):
        assert (begins <= moment) == (calendar.date_of(due) <= calendar.date_of(moment))


@given(logs())
def test_what_is_open_in_a_log_stands_in_its_groups(log: Log) -> None:
    known = derive(log, BOOK)
    still = known.parts.open
    found = open_items(log, known.waits, still, BOOK)
    assert [item.id for item in found] == [item.id for item in still]
    for item, kept in zip(still, found, strict=True):
        for now in {kept.today_from, kept.late_from or item.due, kept.flagged_from or item.due, item.due + DAY}:
            for moment in (now - 1, now, now + 1):
                group = group_of(item, moment, BOOK)
                assert (group == "flagged") == reached(kept.flagged_from, moment)
                assert (group in ("flagged", "overdue")) == reached(kept.late_from, moment)
                assert (group in ("flagged", "overdue", "due today")) == reached(kept.today_from, moment)


def test_the_rules_of_the_opening_say_when_and_the_newest_which_day() -> None:
    book = RuleBook(
        (
            (date(1970, 1, 1), Rules(calendar=ALWAYS)),
            (date(2024, 1, 2), Rules(calendar=every_day((540, 1020), zone="Asia/Kolkata"))),
        )
    )
    due = at("2024-01-03 20:00")
    (kept,) = open_items(Log(PEOPLE), (), [Item("promise", "p1", due, NINE, HOUR)], book)
    assert (kept.late_from, kept.flagged_from) == (due + 1, due + 2 * HOUR + 1)
    assert kept.today_from == at("2024-01-04 00:00", "Asia/Kolkata")


def test_whose_it_is_and_until_when_it_is_hidden() -> None:
    promise = Promise(1, 1, True, "bo", "the plans", NINE, workdays(1))
    theirs = Promise(2, 1, False, "Mia", "the money", NINE, workdays(1))
    follow_up = FollowUp(1, 1, "cleo", "ask", NINE, workdays(1))
    snooze = Snooze("f1", workdays(1), workdays(5))
    log = Log(PEOPLE, promises=(promise, theirs), follow_ups=(follow_up,), snoozes=(snooze,))
    reply = Item("reply", "w7", workdays(2), NINE, WORKDAY)
    found = open_items(log, [Wait(7, 0, NINE)], [*derive(log, BOOK).parts.open, reply], BOOK)
    assert {(kept.id, kept.by, kept.hidden_until) for kept in found} == {
        ("p1", "bo", None),
        ("f1", "cleo", workdays(5)),
        ("w7", None, None),
    }


def test_a_follow_up_raises_no_flag() -> None:
    assert flagged_from(Item("follow_up", "f1", NINE, NINE, HOUR), BOOK) is None


@pytest.mark.parametrize("due", [at("2900-12-31 18:00"), at("2950-01-01 12:00"), 10**12, 2**62])
def test_a_due_that_no_calendar_reaches_is_never_late(due: Instant) -> None:
    item = Item("promise", "p1", due, NINE, HOUR)
    assert open_items(Log(PEOPLE), (), [item], BOOK) == [OpenItem("p1", "promise", None, due, due, None, None)]
    assert not is_late(item, 29_000_000_000, BOOK)


def test_a_due_in_a_far_century_is_late_by_its_own_week() -> None:
    friday, monday = at("2600-01-03 17:00"), at("2600-01-06 09:00")
    item = Item("promise", "p1", friday, NINE, HOUR)
    calendar = WorkCalendar()
    calendar.working(NINE, NINE + DAY)
    before = dict(vars(calendar))
    assert late_from(item, RuleBook.of(Rules(calendar=calendar))) == monday + 1
    assert vars(calendar) == before
