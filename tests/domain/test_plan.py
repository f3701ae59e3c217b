"""What happens after a deal is closed, and when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.calendar import WorkCalendar
from tui.domain.model import Instant
from tui.domain.plan import IN_TOUCH, Step, Template, plan, read_step

CALENDAR = WorkCalendar("UTC", holidays=frozenset({date(2026, 3, 16)}))
MONDAY = date(2026, 3, 9)
BARE = Template(rhythm=False)


def at(text: str) -> Instant:
    """An instant of 2026: "9 Mar 09:14"."""
    return int(datetime.strptime(f"{text} 2026", "%d %b %H:%M %Y").replace(tzinfo=UTC).timestamp())


NOW = at("9 Mar 09:14")


def dues(template: Template, signed: date = MONDAY, now: Instant = NOW) -> list[Instant]:
    """When the steps of a plan are due, by a cadence of 30 days."""
    return [each.due for each in plan(template, signed, CALENDAR, 30, "ana", now)]


def test_the_plan_is_thanks_a_check_in_and_a_review() -> None:
    made = plan(BARE, MONDAY, CALENDAR, 30, "ana", NOW)
    assert [each.text for each in made] == [
        "say thank you",
        "check in: how does it go?",
        "review: is it what they wanted?",
    ]
    assert all(each.owner == "ana" and each.day_alone and not each.every for each in made)


def test_a_day_off_moves_to_the_next_working_day() -> None:
    # a week on is the holiday, 30 days on a Wednesday
    assert dues(BARE) == [at("9 Mar 17:00"), at("17 Mar 17:00"), at("8 Apr 17:00")]
    assert dues(Template((Step(5, "on a Saturday"),), rhythm=False)) == [at("17 Mar 17:00")]


def test_nothing_is_due_before_now() -> None:
    assert dues(BARE, date(2026, 3, 1)) == [at("9 Mar 17:00"), at("9 Mar 17:00"), at("31 Mar 17:00")]


def test_a_day_whose_work_is_over_is_over() -> None:
    assert dues(Template((Step(0, "thanks"),), rhythm=False), now=at("9 Mar 17:00")) == [at("10 Mar 17:00")]


def test_the_rhythm_begins_one_cadence_after_the_last_step() -> None:
    last = plan(Template(), MONDAY, CALENDAR, 30, None, NOW)[-1]
    assert (last.text, last.every, last.due) == (IN_TOUCH, "FREQ=DAILY;INTERVAL=30", at("8 May 17:00"))


def test_the_rhythm_counts_from_the_latest_step_and_not_from_the_last_named() -> None:
    template = Template((Step(30, "review"), Step(0, "thanks")))
    assert dues(template)[-1] == at("8 May 17:00")


def test_without_steps_the_rhythm_begins_one_cadence_after_the_signing() -> None:
    assert dues(Template(())) == [at("8 Apr 17:00")]


def test_the_longest_cadence_is_still_a_rule() -> None:
    last = plan(Template(()), MONDAY, CALENDAR, 3650, None, NOW)[-1]
    assert last.every == "FREQ=DAILY;INTERVAL=1000"
    assert CALENDAR.date_of(last.due) >= MONDAY + timedelta(days=3650)


def test_a_step_is_a_number_of_days_and_what_to_do() -> None:
    assert read_step("7 check in: how does it go?") == Step(7, "check in: how does it go?")
    assert read_step("  0   say thank you ") == Step(0, "say thank you")
    assert read_step("3650 look back") == Step(3650, "look back")


@pytest.mark.parametrize("text", ["", "7", "7 ", "check in", "-1 check in", "7.5 check in", "3651 look back"])
def test_anything_else_is_no_step(text: str) -> None:
    with pytest.raises(ValueError, match=r"^" + text.replace(".", r"\.") + "$"):
        read_step(text)


ZONES = ("UTC", "Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Africa/Cairo")


@given(
    zone=st.sampled_from(ZONES),
    signed=st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    ahead=st.integers(-400, 400),
    cadence=st.integers(1, 400),
    days=st.lists(st.integers(0, 400), max_size=4),
)
def test_every_step_is_the_end_of_a_working_day_to_come(
    zone: str, signed: date, ahead: int, cadence: int, days: list[int]
) -> None:
    calendar = WorkCalendar(zone)
    now = calendar.midnight(signed + timedelta(days=ahead)) + 12 * 3600
    template = Template(tuple(Step(day, f"step {day}") for day in days))
    for step in plan(template, signed, calendar, cadence, None, now):
        day = calendar.date_of(step.due)
        assert step.due > now
        assert step.due == calendar.end_of(day)
        assert day.weekday() < 5
