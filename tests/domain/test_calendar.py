"""Working time, beside an oracle that looks at the clock on the wall minute by minute."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.domain.strategies import (
    MONDAY,
    NINE,
    OFFICE,
    TRANSITIONS,
    at,
    calendars_with_instants,
    every_day,
    utc_midnight,
)
from tui.domain.calendar import OFFICE_WEEK, WorkCalendar
from tui.domain.model import DAY, HOUR, Instant
from tui.domain.rules import RuleBook, Rules

MINUTE = 60


@lru_cache(maxsize=64)
def wall_clock(zone: str, day: date) -> tuple[tuple[Instant, datetime], ...]:
    """Every minute from four days before a date to five days after it, with what a clock there shows."""
    first, info = utc_midnight(day) - 4 * DAY, ZoneInfo(zone)
    instants = range(first, first + 9 * DAY, MINUTE)
    return tuple((t, datetime.fromtimestamp(t, info).replace(tzinfo=None, fold=0)) for t in instants)


def working_minutes(calendar: WorkCalendar, day: date) -> set[Instant]:
    """The minutes worked around a date.

    Work begins when the clock shows the start for the first time, and ends when it shows the end for the last
    time; a time that it never shows is when it first shows a later one.
    """
    clock = wall_clock(calendar.zone, day)
    worked: set[Instant] = set()
    for n in range(-4, 5):
        local = day + timedelta(days=n)
        if local in calendar.holidays:
            continue
        midnight = datetime(local.year, local.month, local.day)
        for start, end in calendar.week[local.weekday()]:
            opens, closes = midnight + timedelta(minutes=start), midnight + timedelta(minutes=end)
            first = next((i for i, (_, shown) in enumerate(clock) if shown >= opens), len(clock))
            past = next((i for i, (_, shown) in enumerate(clock) if shown >= closes), len(clock))
            last = max((i for i, (_, shown) in enumerate(clock) if shown == closes), default=past)
            worked.update(t for t, _ in clock[first:last])
    return worked


def counted(worked: set[Instant], start: Instant, end: Instant) -> int:
    """The worked seconds between two instants, one minute after the other."""
    first = start - start % MINUTE
    return sum(
        min(t + MINUTE, end) - max(t, start)
        for t in range(first, end, MINUTE)
        if t in worked and t + MINUTE > start
    )


@given(calendars_with_instants())
def test_working_is_what_the_clock_on_the_wall_counts(drawn: tuple[WorkCalendar, date, list[Instant]]) -> None:
    calendar, day, (a, b) = drawn
    assert calendar.working(a, b) == counted(working_minutes(calendar, day), a, b)


@given(calendars_with_instants(), st.floats(0, 1))
def test_due_is_the_first_instant_by_which_the_clock_has_counted_so_much(
    drawn: tuple[WorkCalendar, date, list[Instant]], share: float
) -> None:
    calendar, day, (a, b) = drawn
    worked = working_minutes(calendar, day)
    span = round(share * counted(worked, a, b))
    due = calendar.due(a, span)
    assert counted(worked, a, due) == span
    assert span == 0 or counted(worked, a, due - 1) == span - 1


@given(calendars_with_instants(), st.integers(0, 400 * HOUR))
def test_due_and_working_are_inverse(drawn: tuple[WorkCalendar, date, list[Instant]], span: int) -> None:
    calendar, _, (a, _) = drawn
    due = calendar.due(a, span)
    assert calendar.working(a, due) == span
    if span:
        assert calendar.working(a, due - 1) == span - 1
        assert not calendar.late(due, due)


@given(calendars_with_instants(3))
def test_working_time_adds_up(drawn: tuple[WorkCalendar, date, list[Instant]]) -> None:
    calendar, _, (a, b, c) = drawn
    assert calendar.working(a, c) == calendar.working(a, b) + calendar.working(b, c)


@given(calendars_with_instants())
def test_working_time_is_never_negative_nor_more_than_wall_time(
    drawn: tuple[WorkCalendar, date, list[Instant]],
) -> None:
    calendar, _, (a, b) = drawn
    assert 0 <= calendar.working(a, b) <= b - a
    assert calendar.working(b, a) == 0


@given(calendars_with_instants())
def test_an_answer_does_not_depend_on_what_was_asked_before(
    drawn: tuple[WorkCalendar, date, list[Instant]],
) -> None:
    calendar, _, (a, b) = drawn
    fresh = WorkCalendar(calendar.zone, calendar.week, calendar.holidays)
    fresh.working(a - 400 * DAY, a - 300 * DAY)
    assert fresh.working(a, b) == calendar.working(a, b)


@given(calendars_with_instants())
def test_due_after_no_time_is_now(drawn: tuple[WorkCalendar, date, list[Instant]]) -> None:
    calendar, _, (a, _) = drawn
    assert calendar.due(a, 0) == a


@pytest.mark.parametrize(("zone", "day"), TRANSITIONS)
def test_a_day_worked_through_is_as_long_as_it_is(zone: str, day: date) -> None:
    calendar = every_day((0, 1440), zone=zone)
    first, last = calendar.midnight(day), calendar.midnight(day + timedelta(days=1))
    assert calendar.working(first, last) == last - first
    assert calendar.working(first - 5 * DAY, last + 5 * DAY) == last - first + 10 * DAY


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2024, 3, 31), 23),
        ("Europe/Berlin", date(2024, 10, 27), 25),
        ("America/New_York", date(2024, 3, 10), 23),
        ("America/New_York", date(2024, 11, 3), 25),
        ("Australia/Lord_Howe", date(2024, 4, 7), 24.5),
        ("Australia/Lord_Howe", date(2024, 10, 6), 23.5),
        ("America/Havana", date(2024, 3, 10), 23),
        ("America/Havana", date(2024, 11, 3), 25),
        ("Africa/Cairo", date(2024, 4, 26), 23),
        ("Africa/Cairo", date(2024, 10, 31), 25),
        ("Asia/Kolkata", date(2024, 5, 1), 24),
        ("Pacific/Apia", date(2011, 12, 30), 0),
    ],
)
def test_days_of_23_and_25_hours(zone: str, day: date, hours: float) -> None:
    calendar = WorkCalendar(zone, (((0, 1440),),) * 7)
    assert calendar.midnight(day + timedelta(days=1)) - calendar.midnight(day) == hours * HOUR


def test_a_bound_inside_the_gap_is_the_transition() -> None:
    begins = every_day((150, 240), zone="Europe/Berlin")  # 02:30 is not on the 31st of March
    day = date(2024, 3, 31)
    assert begins.working(begins.midnight(day), begins.end_of(day)) == HOUR
    assert begins.due(begins.midnight(day), 1) == at("2024-03-31 01:00") + 1
    ends = every_day((60, 150), zone="Europe/Berlin")
    assert ends.end_of(day) == at("2024-03-31 01:00")
    assert ends.working(ends.midnight(day), ends.end_of(day)) == HOUR
    within = every_day((130, 170), zone="Europe/Berlin")
    assert within.working(within.midnight(day), within.midnight(day + timedelta(days=1))) == 0


def test_an_ambiguous_start_is_the_first_and_an_ambiguous_end_the_second() -> None:
    day = date(2024, 10, 27)
    begins = every_day((150, 240), zone="Europe/Berlin")  # 02:30 is twice
    assert begins.due(begins.midnight(day), 1) == at("2024-10-27 00:30") + 1
    assert begins.working(begins.midnight(day), begins.end_of(day)) == 2.5 * HOUR
    ends = every_day((60, 150), zone="Europe/Berlin")
    assert ends.end_of(day) == at("2024-10-27 01:30")
    assert ends.working(ends.midnight(day), ends.end_of(day)) == 2.5 * HOUR


def test_half_an_hour_is_repeated_on_lord_howe() -> None:
    calendar = every_day((90, 120), zone="Australia/Lord_Howe")
    day = date(2024, 4, 7)
    assert calendar.working(calendar.midnight(day), calendar.end_of(day)) == HOUR


def test_midnight_comes_twice_in_havana() -> None:
    calendar = every_day((1380, 1440), zone="America/Havana")
    saturday, sunday = date(2024, 11, 2), date(2024, 11, 3)
    assert calendar.end_of(saturday) == at("2024-11-03 00:00", "America/Havana", fold=1)
    assert calendar.midnight(sunday) == at("2024-11-03 00:00", "America/Havana", fold=0)
    assert calendar.working(calendar.midnight(saturday), calendar.end_of(saturday)) == 2 * HOUR


def test_midnight_is_skipped_in_cairo() -> None:
    calendar = every_day((0, 120), zone="Africa/Cairo")
    friday = date(2024, 4, 26)
    assert calendar.midnight(friday) == at("2024-04-25 22:00")
    assert calendar.working(calendar.midnight(friday), calendar.end_of(friday)) == HOUR


def test_a_date_that_never_was_has_no_working_time() -> None:
    calendar = WorkCalendar("Pacific/Apia", OFFICE_WEEK)
    skipped = date(2011, 12, 30)
    assert calendar.end_of(skipped) == calendar.midnight(skipped) == at("2011-12-31 00:00", "Pacific/Apia")
    thursday, monday = date(2011, 12, 29), date(2012, 1, 2)
    assert calendar.working(calendar.midnight(thursday), calendar.end_of(monday)) == 16 * HOUR


def test_touching_and_overlapping_intervals_count_once() -> None:
    once = every_day((540, 1020))
    touching, overlapping = ((540, 720), (720, 1020)), ((540, 800), (700, 1020))
    for pieces in (touching, overlapping, overlapping[::-1], ((540, 1020), (600, 700)), ((540, 1020),) * 2):
        several = every_day(*pieces)
        assert several.working(MONDAY, MONDAY + 9 * DAY) == once.working(MONDAY, MONDAY + 9 * DAY)
        assert several.due(MONDAY, 11 * HOUR) == once.due(MONDAY, 11 * HOUR)
        assert several.working_day == once.working_day


def test_work_through_midnight_is_one_stretch() -> None:
    calendar = every_day((0, 360), (1320, 1440))
    assert calendar.working(MONDAY + 23 * HOUR, MONDAY + 26 * HOUR) == 3 * HOUR
    assert calendar.due(MONDAY + 22 * HOUR, 2 * HOUR) == MONDAY + 24 * HOUR
    assert calendar.due(MONDAY + 22 * HOUR, 2 * HOUR + 1) == MONDAY + 24 * HOUR + 1


def test_due_at_the_end_of_a_stretch_is_that_end_not_the_next_beginning() -> None:
    assert OFFICE.due(NINE, 8 * HOUR) == MONDAY + 17 * HOUR
    assert OFFICE.due(NINE, 8 * HOUR + 1) == MONDAY + DAY + 9 * HOUR + 1


def test_a_holiday_is_no_working_day() -> None:
    tuesday = date(2024, 1, 2)
    calendar = WorkCalendar(holidays=frozenset({tuesday}))
    assert calendar.working(MONDAY, MONDAY + 3 * DAY) == 16 * HOUR
    assert calendar.working_day == 8 * HOUR


def test_a_due_day_alone_is_over_with_its_last_work_else_at_midnight() -> None:
    calendar = WorkCalendar(
        week=(((780, 1020), (540, 720)),) * 5 + ((), ()), holidays=frozenset({date(2024, 1, 2)})
    )
    assert calendar.end_of(date(2024, 1, 1)) == MONDAY + 17 * HOUR
    assert calendar.end_of(date(2024, 1, 2)) == MONDAY + 2 * DAY
    assert calendar.end_of(date(2024, 1, 6)) == MONDAY + 6 * DAY
    assert every_day((0, 1440)).end_of(date(2024, 1, 1)) == MONDAY + DAY
    berlin = WorkCalendar("Europe/Berlin")
    assert berlin.end_of(date(2024, 10, 27)) == at("2024-10-27 23:00")


def test_late_begins_with_the_first_working_second() -> None:
    friday_evening = MONDAY + 4 * DAY + 17 * HOUR
    monday_nine = NINE + 7 * DAY
    assert not OFFICE.late(friday_evening, friday_evening + DAY)
    assert not OFFICE.late(friday_evening, monday_nine)
    assert OFFICE.late(friday_evening, monday_nine + 1)


def test_the_default_is_monday_to_friday_nine_to_five_utc() -> None:
    assert (OFFICE.zone, OFFICE.holidays, OFFICE.working_day) == ("UTC", frozenset(), 8 * HOUR)
    assert [OFFICE.working(MONDAY + n * DAY, MONDAY + (n + 1) * DAY) / HOUR for n in range(7)] == [8] * 5 + [0, 0]
    assert OFFICE.working(MONDAY, NINE) == 0
    assert OFFICE.working(MONDAY + 17 * HOUR, MONDAY + DAY) == 0


def test_a_working_day_is_the_mean_of_the_weekdays_with_work() -> None:
    assert WorkCalendar(week=(((540, 1020),), ((540, 780),), (), (), (), (), ())).working_day == 6 * HOUR
    assert WorkCalendar(week=(((0, 1440),), (), (), (), (), (), ())).working_day == 24 * HOUR


@pytest.mark.parametrize(
    "make",
    [
        lambda: WorkCalendar(week=((),) * 7),
        lambda: WorkCalendar(week=OFFICE_WEEK[:6]),
        lambda: every_day((600, 600)),
        lambda: every_day((1020, 540)),
        lambda: every_day((-1, 540)),
        lambda: every_day((540, 1441)),
        lambda: WorkCalendar("Europe/Nowhere"),
        lambda: WorkCalendar(""),
        lambda: WorkCalendar("../../etc/passwd"),
        lambda: WorkCalendar("Europe"),
    ],
)
def test_what_is_no_calendar_is_refused(make: object) -> None:
    with pytest.raises(ValueError):
        make()  # type: ignore[operator]


def test_fifty_years_are_counted() -> None:
    first, last = date(1975, 1, 1), date(2025, 1, 1)
    weekdays = sum((first + timedelta(days=n)).weekday() < 5 for n in range((last - first).days))
    assert OFFICE.working(utc_midnight(first), utc_midnight(last)) == weekdays * 8 * HOUR
    assert OFFICE.due(utc_midnight(first), weekdays * 8 * HOUR) == utc_midnight(date(2024, 12, 31)) + 17 * HOUR
    new_york = WorkCalendar("America/New_York")
    assert new_york.working(utc_midnight(first), utc_midnight(last)) == weekdays * 8 * HOUR


def test_no_due_beyond_the_calendar() -> None:
    calendar = WorkCalendar()
    with pytest.raises(OverflowError):
        calendar.due(NINE, 10**11)
    with pytest.raises(OverflowError):
        calendar.due(utc_midnight(date(2950, 1, 1)), 1)


@given(st.integers(0, 2 * 365), st.integers(0, DAY))
@example(361, 23 * HOUR)
@example(364, 0)
@example(365, 9 * HOUR)
@example(367, 0)
def test_the_turn_of_a_year_is_no_seam(days: int, second: int) -> None:
    start = utc_midnight(date(2023, 1, 1)) + days * DAY + second
    calendar = every_day((0, 1440), zone="Pacific/Kiritimati")  # as far from UTC as a zone gets
    assert calendar.working(start, start + 3 * DAY) == 3 * DAY
    west = every_day((0, 1440), zone="Etc/GMT+12")
    assert west.working(start - 2 * DAY, start + DAY) == 3 * DAY
    assert west.due(start, 5 * DAY) == start + 5 * DAY


@pytest.mark.parametrize("days", range(1, 20))
def test_sums_serve_only_as_far_as_they_go(days: int) -> None:
    new_year = utc_midnight(date(2024, 1, 1))
    after, before = every_day((0, 1440)), every_day((0, 1440))
    after.working(new_year - 30 * DAY, new_year - 20 * DAY)
    assert after.working(new_year - 20 * DAY, new_year + days * DAY) == (20 + days) * DAY
    before.working(new_year + 20 * DAY, new_year + 30 * DAY)
    assert before.working(new_year - days * DAY, new_year + 20 * DAY) == (20 + days) * DAY


@given(calendars_with_instants())
def test_a_calendar_comes_back_from_plain_values(drawn: tuple[WorkCalendar, date, list[Instant]]) -> None:
    calendar, _, _ = drawn
    assert WorkCalendar.from_json(calendar.as_json()) == calendar


@given(calendars_with_instants())
def test_local_dates_lie_between_their_midnights(drawn: tuple[WorkCalendar, date, list[Instant]]) -> None:
    calendar, _, instants = drawn
    for instant in instants:
        day = calendar.date_of(instant)
        assert calendar.midnight(day) <= instant < calendar.midnight(day + timedelta(days=1))
        assert calendar.local(instant).date() == day


def test_versions_of_the_rules_hold_from_their_day_in_their_own_zone() -> None:
    old, new = Rules(), Rules(calendar=WorkCalendar("Asia/Kolkata"), give_up_after=5)
    book = RuleBook(((date(2020, 1, 1), old), (date(2024, 1, 1), new)))
    turn = at("2024-01-01 00:00", "Asia/Kolkata")
    assert book.at(0) is old
    assert book.at(turn - 1) is old
    assert book.at(turn) is new
    assert book.latest is new
    assert RuleBook.of(new).at(0) is new


def test_rules_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError):
        RuleBook(())
    with pytest.raises(ValueError):
        RuleBook(((date(2024, 1, 1), Rules()), (date(2020, 1, 1), Rules())))


def test_rules_come_back_from_plain_values() -> None:
    rules = Rules(
        calendar=WorkCalendar("Africa/Cairo"), max_recipients=3, public_providers=frozenset({"mail.example"})
    )
    assert Rules.from_json(rules.as_json()) == rules


def test_targets_are_those_of_the_design() -> None:
    tiers = Rules().tiers
    assert [(t, tiers[t].reply // HOUR, tiers[t].cadence) for t in ("a", "b", "c")] == [
        ("a", 4, 14),
        ("b", 8, 30),
        ("c", 16, 90),
    ]
    rules = Rules()
    assert rules.weights == {"promise": 0.40, "reply": 0.35, "follow_up": 0.25}
    assert (rules.days(rules.promise_half), rules.days(rules.follow_up_half)) == (16 * HOUR, 24 * HOUR)
    assert rules.days(rules.give_up_after) == 160 * HOUR


def test_merged_stretches_ascend() -> None:
    table = every_day((0, 360), (1320, 1440), (300, 400))._build(date(2024, 1, 1), date(2024, 2, 1))
    assert all(end < start for end, start in zip(table.ends, table.starts[1:], strict=False))
    assert all(b > a for a, b in pairwise(table.totals))
