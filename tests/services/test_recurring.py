"""When something that recurs is due next."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import dateutil.rrule
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.domain.dates import months_on
from tui.domain.problem import Problem
from tui.domain.recurrence import DAYS, WORKING_DAYS, anchored, read_every
from tui.services.recurring import next_day

NEXT = (
    ("4 weeks", "2026-02-27", "2026-03-09", "2026-03-27"),
    ("4 weeks", "2026-02-27", "2026-03-27", "2026-04-24"),
    ("3 months", "2026-03-10", "2026-03-09", "2026-06-10"),
    ("day", "2026-03-09", "2026-03-09", "2026-03-10"),
    ("day", "1970-01-01", "2026-03-09", "2026-03-10"),
    ("3 days", "2026-03-01", "2026-03-09", "2026-03-10"),
    ("working day", "2026-03-06", "2026-03-06", "2026-03-09"),
    ("mon", "2026-03-09", "2026-03-09", "2026-03-16"),
    ("mon", "2026-03-11", "2026-03-09", "2026-03-16"),
    ("every other mon", "2026-03-09", "2026-03-10", "2026-03-23"),
    ("every other mon", "2026-03-09", "2026-03-23", "2026-04-06"),
    ("month", "2026-01-15", "2026-01-01", "2026-02-15"),
    ("month", "2026-01-31", "2026-01-31", "2026-02-28"),
    ("month", "2026-01-31", "2026-03-01", "2026-03-31"),
    ("month", "2024-01-30", "2024-02-01", "2024-02-29"),
    ("1st of month", "2026-01-31", "2026-01-31", "2026-02-01"),
    ("31st of month", "2026-03-31", "2026-04-01", "2026-04-30"),
    ("end of month", "2026-02-28", "2026-02-28", "2026-03-31"),
    ("quarter", "2026-11-30", "2026-11-30", "2027-02-28"),
    ("year", "2024-02-29", "2024-03-01", "2025-02-28"),
    ("year", "2024-02-29", "2027-03-01", "2028-02-29"),
    ("2 years", "2020-05-05", "2026-05-05", "2028-05-05"),
)


@pytest.mark.parametrize(("every", "due", "today", "wanted"), NEXT)
def test_the_next_is_the_first_after_its_due_and_today(every: str, due: str, today: str, wanted: str) -> None:
    days = (date.fromisoformat(day) for day in (due, today))
    assert next_day(read_every(every), *days) == date.fromisoformat(wanted)


def test_an_old_plain_text_is_a_rule() -> None:
    assert next_day("4 weeks", date(2026, 2, 27), date(2026, 3, 9)) == date(2026, 3, 27)


def test_the_31st_comes_back_after_a_shorter_month() -> None:
    due, seen = date(2026, 1, 31), []
    rule = anchored("month", due)
    for _ in range(4):
        due = next_day(rule, due, due)
        seen.append(due)
    assert seen == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]


@pytest.mark.parametrize("text", ["", "FREQ=SECONDLY", "rarely"])
def test_what_is_no_rule_has_no_next(text: str) -> None:
    with pytest.raises(Problem):
        next_day(text, date(2026, 1, 1), date(2026, 1, 1))


def test_a_rule_that_leaves_the_calendar_is_refused() -> None:
    with pytest.raises(Problem, match="before the year 2889"):
        next_day("1000 years", date(2026, 1, 1), date(2026, 1, 1))


days_of_life = st.dates(date(1970, 1, 1), date(2400, 12, 31))
near = st.integers(-400, 3000).map(timedelta)


@given(st.integers(1, 1000), days_of_life, days_of_life)
def test_days_and_weeks_are_steps_from_the_due(interval: int, due: date, today: date) -> None:
    for unit, length in (("days", 1), ("weeks", 7)):
        found = next_day(f"{interval} {unit}", due, today)
        step = timedelta(interval * length)
        assert found > max(due, today) >= found - step
        assert (found - due) % step == timedelta(0)


@given(st.integers(1, 1000), st.dates(date(1970, 1, 1), date(2100, 12, 31)), near)
@example(1, date(2024, 1, 31), timedelta(29))
def test_months_are_steps_of_months_to_the_same_or_the_last_day(interval: int, due: date, ahead: timedelta) -> None:
    today = due + ahead
    found = next_day(f"{interval} months", due, today)
    months = (found.year - due.year) * 12 + found.month - due.month
    assert months % interval == 0
    assert found.day == due.day or (found.day < due.day and (found + timedelta(1)).day == 1)
    assert found > max(due, today) >= months_on(due, months - interval)


@given(st.integers(1, 9), st.sampled_from((*DAYS, WORKING_DAYS)), days_of_life, near)
def test_weekdays_are_those_of_the_rule_walked_from_its_due(
    interval: int, days: str, due: date, ahead: timedelta
) -> None:
    rule = f"FREQ=WEEKLY;INTERVAL={1 if days == WORKING_DAYS else interval};BYDAY={days}"
    today = due + ahead
    walked = dateutil.rrule.rrulestr(rule, dtstart=_midnight(due))
    assert _midnight(next_day(rule, due, today)) == walked.after(_midnight(max(due, today)))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


@pytest.mark.parametrize("rule", ["day", "week", "month", "year", "working day", "1st", "end of month"])
def test_only_a_few_dates_are_walked_over_however_old_the_due(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    walked = 0
    walk = dateutil.rrule.rrule._iter

    def counting(self: dateutil.rrule.rrule) -> object:
        nonlocal walked
        for each in walk(self):
            walked += 1
            yield each

    monkeypatch.setattr(dateutil.rrule.rrule, "_iter", counting)
    next_day(rule, date(1970, 1, 1), date(2400, 1, 1))
    assert 0 < walked <= 10
