"""Dates as people write them, seen from Wednesday 25 November 2026, 10:00 in Berlin."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.domain.strategies import TRANSITIONS, at
from tui.domain.calendar import WorkCalendar
from tui.domain.days import Unread
from tui.domain.model import DAY, HOUR
from tui.domain.problem import Problem
from tui.domain.when import LAST, Unclear, When, find_due, read_due, read_moment, written

ZONE = "Europe/Berlin"
BERLIN = WorkCalendar(ZONE)
WEDNESDAY = at("2026-11-25 10:00", ZONE)
FRIDAY = at("2026-11-27 10:00", ZONE)
SATURDAY = at("2026-11-28 10:00", ZONE)

DUE_DAYS = {
    "today": "2026-11-25",
    "tomorrow": "2026-11-26",
    "yesterday": "2026-11-24",
    "fri": "2026-11-27",
    "Friday": "2026-11-27",
    "on fri": "2026-11-27",
    "this fri": "2026-11-27",
    "wed": "2026-12-02",
    "tues": "2026-12-01",
    "thurs.": "2026-11-26",
    "next fri": "2026-12-04",
    "next wed": "2026-12-02",
    "next mon": "2026-11-30",
    "last fri": "2026-11-20",
    "next week": "2026-11-30",
    "next month": "2026-12-01",
    "next quarter": "2027-01-01",
    "next year": "2027-01-01",
    "in 3 days": "2026-11-28",
    "3d": "2026-11-28",
    "in 2 weeks": "2026-12-09",
    "2w": "2026-12-09",
    "in a week": "2026-12-02",
    "in a fortnight": "2026-12-09",
    "in 3 months": "2027-02-25",
    "3 days ago": "2026-11-22",
    "end of week": "2026-11-27",
    "end of next week": "2026-12-04",
    "end of month": "2026-11-30",
    "the end of the month": "2026-11-30",
    "end of next month": "2026-12-31",
    "eom": "2026-11-30",
    "end of quarter": "2026-12-31",
    "eoq": "2026-12-31",
    "end of year": "2026-12-31",
    "eoy": "2026-12-31",
    "eow": "2026-11-27",
    "eod": "2026-11-25",
    "12 nov": "2027-11-12",
    "nov 12": "2027-11-12",
    "25 nov": "2026-11-25",
    "26 November": "2026-11-26",
    "12 november 2026": "2026-11-12",
    "Nov 12th, 2026": "2026-11-12",
    "12th of november": "2027-11-12",
    "29 feb": "2028-02-29",
    "the 3rd": "2026-12-03",
    "25th": "2026-11-25",
    "31st": "2026-12-31",
    "25.12.": "2026-12-25",
    "25/12": "2026-12-25",
    "5/5": "2027-05-05",
    "25.12.2027": "2027-12-25",
    "2026-12-01": "2026-12-01",
    "2020-01-01": "2020-01-01",
    "Fri 27 Nov": "2026-11-27",
    "Thu 12 Nov": "2026-11-12",
    "by fri": "2026-11-27",
    "until the end of the week": "2026-11-27",
    "in two weeks": "2026-12-09",
    "two days ago": "2026-11-23",
    "within a week": "2026-12-02",
    "in 3 working days": "2026-11-30",
    "within one business day": "2026-11-26",
    "3 working days ago": "2026-11-20",
    "day after tomorrow": "2026-11-27",
    "the day before yesterday": "2026-11-23",
    "fri next week": "2026-12-04",
    "Friday of next week": "2026-12-04",
    "next week mon": "2026-11-30",
    "mon this week": "2026-11-23",
    "fri last week": "2026-11-20",
    "last day of the month": "2026-11-30",
    "end of november": "2026-11-30",
    "end of feb": "2027-02-28",
    "the end of feb 2028": "2028-02-29",
    "2026/12/01": "2026-12-01",
}
DUE_TIMES = {
    "now": "2026-11-25 10:00",
    "3pm": "2026-11-25 15:00",
    "9am": "2026-11-26 09:00",
    "10:00": "2026-11-26 10:00",
    "10:01": "2026-11-25 10:01",
    "3:30 p.m.": "2026-11-25 15:30",
    "noon": "2026-11-25 12:00",
    "12pm": "2026-11-25 12:00",
    "12am": "2026-11-26 00:00",
    "fri 3pm": "2026-11-27 15:00",
    "3pm on fri": "2026-11-27 15:00",
    "fri, at 15:00": "2026-11-27 15:00",
    "today 9am": "2026-11-25 09:00",
    "tomorrow at 9": "2026-11-26 09:00",
    "in 2 hours": "2026-11-25 12:00",
    "in 90 minutes": "2026-11-25 11:30",
    "an hour ago": "2026-11-25 09:00",
    "2026-12-01T15:00": "2026-12-01 15:00",
    "2026-12-01 15:00": "2026-12-01 15:00",
    "2026-12-01 3pm": "2026-12-01 15:00",
    "2026-12-01 15:00:30": "2026-12-01 15:00:30",
    "2026-12-01T15:00:30Z": "2026-12-01 16:00:30",
    "2026-12-01 15:00-05:00": "2026-12-01 21:00",
    "2026-12-01T15:00+0530": "2026-12-01 10:30",
    "12 nov 2026 9am": "2026-11-12 09:00",
    "in half an hour": "2026-11-25 10:30",
    "half an hour ago": "2026-11-25 09:30",
    "just now": "2026-11-25 10:00",
    "midday": "2026-11-25 12:00",
    "fri 5.30pm": "2026-11-27 17:30",
}
UNCLEAR = {
    "1/12": ("2026-12-01", "2027-01-12"),
    "1/12/2026": ("2026-12-01", "2026-01-12"),
    "25/12/26": ("2026-12-25",),
    "12.11.": ("2027-11-12", "2026-12-11"),
    "2": ("in 2 days", "2026-12-02", "02:00"),
    "31": ("in 31 days", "2026-12-31"),
    "1m": ("in 1 minute", "in 1 month"),
    "in 5m": ("in 5 minutes", "in 5 months"),
    "5m ago": ("5 minutes ago", "5 months ago"),
    "this mon": ("2026-11-23", "2026-11-30"),
    "last mon": ("2026-11-16", "2026-11-23"),
    "tomorrow at 3": ("tomorrow 3am", "tomorrow 3pm"),
    "at 6": ("6am", "6pm"),
    "tonight": ("today", "20:00"),
    "17h": ("in 17 hours", "17:00"),
    "midnight": ("today 00:00", "tomorrow 00:00"),
}
IMPOSSIBLE = {
    "31 feb": "There is no 31 Feb 2026.",
    "29 feb 2027": "There is no 29 Feb 2027.",
    "2026-02-30": "There is no 30 Feb 2026.",
    "2026-13-01": "There is no month 13.",
    "2026-12-00": "There is no 0 Dec 2026.",
    "25:00": "There is no hour 25.",
    "fri 24:00": "There is no hour 24.",
    "13pm": "There is no hour 13pm.",
    "0am": "There is no hour 0am.",
    "10:61": "There is no time 10:61.",
    "15.30": "'15.30' is no date: no such day and month.",
    "the 32nd": "There is no day 32 of a month.",
    "2026-12-01 10:00+24:00": "There is no offset +24:00.",
    "1969-12-31": "kept knows the years 1970 to 2888, not 1969.",
    "in 999999 days": "kept knows the years 1970 to 2888, not 4764.",
    "in 999999 weeks": "kept knows the years 1970 to 2888, not 9999.",
    "in 999999 years": "kept knows the years 1970 to 2888, not 1002025.",
    "2888-12-31": "That date lies outside the years 1970 to 2888.",
    "1970-01-01": "That date lies outside the years 1970 to 2888.",
    "Thu 27 Nov": "2026-11-27 is a Fri, not a Thu.",
    "": "No date is given.",
    " . ": "'.' is no date that kept can read.",
}


@pytest.mark.parametrize("text", DUE_DAYS)
def test_a_day_alone_is_due_at_its_end(text: str) -> None:
    day = date.fromisoformat(DUE_DAYS[text])
    assert read_due(text, WEDNESDAY, BERLIN) == When(BERLIN.end_of(day), day, True)


@pytest.mark.parametrize("text", DUE_TIMES)
def test_a_time_of_day_is_due_at_that_instant(text: str) -> None:
    instant = at(DUE_TIMES[text], ZONE)
    assert read_due(text, WEDNESDAY, BERLIN) == When(instant, BERLIN.date_of(instant), False)


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_is_ambiguous_is_refused_with_its_readings(text: str) -> None:
    with pytest.raises(Unclear) as refused:
        read_due(text, WEDNESDAY, BERLIN)
    assert refused.value.readings == UNCLEAR[text]
    assert all(reading in refused.value.remedy for reading in UNCLEAR[text])
    assert refused.value.wrong_use
    for reading in UNCLEAR[text]:
        read_due(reading, WEDNESDAY, BERLIN)


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_what_there_is_not_is_named(text: str) -> None:
    with pytest.raises(Problem) as refused:
        read_due(text, WEDNESDAY, BERLIN)
    assert refused.value.what == IMPOSSIBLE[text]
    assert refused.value.wrong_use


OTHER_WORDS = ("nonsense", "fri fri", "12nov", "١٢ nov", "²", "32", "fri 3", "last week", "x" * 999)


@pytest.mark.parametrize("text", OTHER_WORDS)
def test_other_words_are_no_date(text: str) -> None:
    with pytest.raises(Unread):
        read_due(text, WEDNESDAY, BERLIN)


def test_fri_on_a_friday_is_in_a_week_and_this_fri_today() -> None:
    assert read_due("fri", FRIDAY, BERLIN).day == date(2026, 12, 4)
    assert read_due("this fri", FRIDAY, BERLIN).day == date(2026, 11, 27)
    assert read_moment("fri", FRIDAY, BERLIN).day == date(2026, 11, 20)


def test_next_fri_on_a_saturday_is_of_the_next_iso_week() -> None:
    assert read_due("next fri", SATURDAY, BERLIN).day == date(2026, 12, 4)
    assert read_due("fri", SATURDAY, BERLIN).day == date(2026, 12, 4)


def test_the_end_of_a_week_whose_work_is_over_is_asked() -> None:
    with pytest.raises(Unclear) as refused:
        read_due("end of week", SATURDAY, BERLIN)
    assert refused.value.readings == ("2026-11-29", "2026-12-04")


def test_a_week_ends_with_its_last_working_weekday() -> None:
    six_days = WorkCalendar(ZONE, (((540, 1020),),) * 6 + ((),))
    assert read_due("eow", WEDNESDAY, six_days).day == date(2026, 11, 28)


def test_working_days_leave_out_holidays_and_end_nowhere_far_away() -> None:
    closed = WorkCalendar(ZONE, (((540, 1020),),) * 5 + ((), ()), frozenset((date(2026, 11, 26),)))
    assert read_due("in 2 working days", WEDNESDAY, closed).day == date(2026, 11, 30)
    with pytest.raises(Unread):
        read_due("in 367 working days", WEDNESDAY, closed)


def test_months_on_from_the_31st_are_the_last_days_of_shorter_months() -> None:
    assert read_due("in 1 month", at("2027-01-31 10:00", ZONE), BERLIN).day == date(2027, 2, 28)


def test_the_31st_leaves_out_months_without_one() -> None:
    assert read_due("31st", at("2027-02-01 10:00", ZONE), BERLIN).day == date(2027, 3, 31)
    assert read_moment("31st", at("2027-02-01 10:00", ZONE), BERLIN).day == date(2027, 1, 31)
    assert read_moment("31st", at("2027-04-30 10:00", ZONE), BERLIN).day == date(2027, 3, 31)


MOMENTS = {
    "now": "2026-11-25 10:00",
    "today": "2026-11-25 10:00",
    "10:00": "2026-11-25 10:00",
    "9am": "2026-11-25 09:00",
    "2h ago": "2026-11-25 08:00",
    "yesterday 3pm": "2026-11-24 15:00",
    "yesterday": "2026-11-24 12:00",
    "end of november": "2025-11-30 12:00",
    "end of october": "2026-10-31 12:00",
    "two working days ago": "2026-11-23 12:00",
    "fri": "2026-11-20 12:00",
    "wed": "2026-11-18 12:00",
    "this mon": "2026-11-23 12:00",
    "fri 3pm": "2026-11-20 15:00",
    "12 nov": "2026-11-12 12:00",
    "26 nov": "2025-11-26 12:00",
    "29 feb": "2024-02-29 12:00",
    "the 3rd": "2026-11-03 12:00",
    "the 30th": "2026-10-30 12:00",
    "3 weeks ago": "2026-11-04 12:00",
}


@pytest.mark.parametrize("text", MOMENTS)
def test_what_happened_is_the_last_such_moment(text: str) -> None:
    instant = at(MOMENTS[text], ZONE)
    alone = text not in ("now", "today") and MOMENTS[text].endswith("12:00")
    assert read_moment(text, WEDNESDAY, BERLIN) == When(instant, BERLIN.date_of(instant), alone)


TO_COME = ("10:01", "tomorrow", "next fri", "in 2 hours", "2w", "2027-01-01", "Fri 27 Nov 17:00")


@pytest.mark.parametrize("text", TO_COME)
def test_what_is_still_to_come_has_not_happened(text: str) -> None:
    with pytest.raises(Problem, match="still to come") as refused:
        read_moment(text, WEDNESDAY, BERLIN)
    assert refused.value.wrong_use


def test_a_bare_number_that_happened_is_read_backwards() -> None:
    with pytest.raises(Unclear) as refused:
        read_moment("2", WEDNESDAY, BERLIN)
    assert refused.value.readings == ("2 days ago", "2026-11-02", "02:00")


def test_a_time_in_the_gap_is_the_transition_and_a_repeated_one_the_first() -> None:
    assert read_due("2026-03-29 02:30", WEDNESDAY, BERLIN).at == at("2026-03-29 03:00", ZONE)
    assert read_due("2026-10-25 02:30", WEDNESDAY, BERLIN).at == at("2026-10-25 02:30", ZONE, fold=0)


def test_hours_are_elapsed_time_over_the_change_of_clocks() -> None:
    before = at("2026-10-24 12:00", ZONE)
    assert read_due("in 24 hours", before, BERLIN).at == at("2026-10-25 11:00", ZONE)


def test_today_goes_by_the_zone_of_the_calendar() -> None:
    late = at("2026-11-25 23:30")
    assert read_due("today", late, BERLIN).day == date(2026, 11, 26)
    assert read_due("today", late, WorkCalendar("UTC")).day == date(2026, 11, 25)


WRITTEN = {
    "fri": "Fri 27 Nov 17:00",
    "fri 9:05": "Fri 27 Nov 09:05",
    "sat": "Sat 28 Nov",
    "sat 00:00": "Sat 28 Nov 00:00",
    "2027-03-12": "12 Mar 2027 17:00",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_a_reading_is_echoed_in_clear_text(text: str) -> None:
    read = read_due(text, WEDNESDAY, BERLIN)
    assert written(read.at, read.day_alone, WEDNESDAY, ZoneInfo(ZONE)) == WRITTEN[text]


@pytest.mark.parametrize(("zone", "day"), [pair for pair in TRANSITIONS if pair[0] != "Pacific/Apia"])
def test_the_end_of_a_free_day_is_echoed_as_that_day_even_where_clocks_change(zone: str, day: date) -> None:
    noon = at(f"{day} 12:00", zone)
    nobody_works = WorkCalendar(zone, holidays=frozenset(day + timedelta(days=n) for n in (-1, 0, 1)))
    for n in (-1, 0, 1):
        end = nobody_works.end_of(day + timedelta(days=n))
        assert written(end, True, noon, ZoneInfo(zone)).split()[1] == str((day + timedelta(days=n)).day)


@given(st.integers(2 * DAY, LAST - 10 * DAY), st.integers(0, 60_000), st.booleans())
def test_an_echo_is_read_as_what_it_echoes(now: int, minutes: int, alone: bool) -> None:
    moment = (now // 60 + minutes) * 60
    day = BERLIN.date_of(moment)
    instant = BERLIN.end_of(day) if alone else BERLIN.instant(day, BERLIN.local(moment).hour * 60)
    assume(instant <= LAST)
    echo = written(instant, alone, now, ZoneInfo(ZONE))
    assert read_due(echo, now, BERLIN).at == instant


FOUND = {
    "send quote by fri": ("2026-11-27", "by fri", "send quote"),
    "send quote, by next fri.": ("2026-12-04", "by next fri.", "send quote"),
    "follow up in 2 weeks": ("2026-12-09", "in 2 weeks", "follow up"),
    "call 2d": ("2026-11-27", "2d", "call"),
    "send it by the end of the month": ("2026-11-30", "by the end of the month", "send it"),
    "call at 9am tomorrow": ("2026-11-26", "at 9am tomorrow", "call"),
    "tidy up 2026-12-01 15:00": ("2026-12-01", "2026-12-01 15:00", "tidy up"),
    "due on mon": ("2026-11-30", "due on mon", ""),
    "Call Jan by Fri 4 Dec 17:00": ("2026-12-04", "by Fri 4 Dec 17:00", "Call Jan"),
    "by sun": ("2026-11-29", "by sun", ""),
    "fix it by yesterday": ("2026-11-24", "by yesterday", "fix it"),
}
NOT_FOUND = [
    "", "by", "in", "enjoy the sun", "call me now", "worked 2 days", "worked 2h", "trial of 3 months",
    "celebrate our 5th", "wait for an hour", "send minutes of fri", "we met yesterday", "release 1/12", "room 2",
    "fri meeting", "trial of two weeks", "it takes three working days", "wait half an hour", "closed over midday",
]  # fmt: skip


@pytest.mark.parametrize("text", FOUND)
def test_a_date_that_ends_a_text_is_found_at_its_longest(text: str) -> None:
    found = find_due(text, WEDNESDAY, BERLIN)
    assert found is not None
    assert (found[0].day.isoformat(), *found[1:]) == FOUND[text]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_words_with_another_sense_are_left_in_the_text(text: str) -> None:
    assert find_due(text, WEDNESDAY, BERLIN) is None


def test_a_date_that_is_announced_but_unclear_is_asked() -> None:
    with pytest.raises(Unclear):
        find_due("send quote by 1/12", WEDNESDAY, BERLIN)
    with pytest.raises(Problem, match="31 Feb"):
        find_due("send quote by 31 feb", WEDNESDAY, BERLIN)


def test_a_megabyte_is_no_date_and_may_end_in_one() -> None:
    with pytest.raises(Unread):
        read_due("1" * 1_000_000, WEDNESDAY, BERLIN)
    found = find_due("a b " * 250_000 + "by fri", WEDNESDAY, BERLIN)
    assert found is not None and found[1] == "by fri"


PIECES = (
    "fri", "next", "this", "last", "end of", "month", "week", "in", "a", "at", "on", "3", "31", "0", "99", "999999",
    "2026", "0000", "nov", "feb", "days", "years", "months", "hours", "m", "ago", "3pm", "25:00", "noon", "1/12",
    "12.13.", "2026-02-30", "2888-12-31", "T10:00", "10:00", "+99:99", "Z", "th", "the", "5th", "today", "٣", "²",
    "by",
)  # fmt: skip
typed = st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join)


@given(typed | st.text("0123456789./-: tzTZ+apm", max_size=20), st.integers(2 * DAY, LAST - 2 * DAY))
@example("in 999999 hours", LAST - 2 * DAY)
@example("2 years ago", 2 * DAY)
@example("tomorrow", LAST - DAY)
def test_nothing_typed_raises_anything_but_a_problem(text: str, now: int) -> None:
    for read in (read_due, read_moment):
        try:
            found = read(text, now, BERLIN)
        except Problem as problem:
            assert problem.what and problem.wrong_use
        else:
            assert DAY <= found.at <= LAST
            assert read is read_due or found.at <= now


@given(typed, st.integers(2 * DAY, LAST - 2 * DAY))
def test_finding_takes_words_from_the_end_and_nothing_else(text: str, now: int) -> None:
    try:
        found = find_due(text, now, BERLIN)
    except Problem:
        return
    if found:
        words = text.split()
        taken = found[1].split()
        assert words[-len(taken) :] == taken
        assert text.strip().startswith(found[2])


@given(st.sampled_from(sorted(UNCLEAR)), st.integers(800 * DAY, LAST - 800 * DAY))
def test_every_reading_offered_is_clear(text: str, now: int) -> None:
    try:
        read_due(text, now, BERLIN)
    except Unclear as unclear:
        assert len(set(unclear.readings)) == len(unclear.readings)
        for reading in unclear.readings:
            read_due(reading, now, BERLIN)


def test_hours_and_minutes_do_not_round_the_moment() -> None:
    assert read_due("2h", WEDNESDAY + 7, BERLIN).at == WEDNESDAY + 7 + 2 * HOUR
