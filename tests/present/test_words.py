"""How kept says spans, dates, points and counts."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from tests.screens.fake_desk import NOW, at
from tui.domain.model import DAY, HOUR
from tui.present import words

UTC = ZoneInfo("UTC")
WORKING = 8 * HOUR


@pytest.mark.parametrize(
    ("seconds", "day", "said"),
    [
        (0, DAY, "1 min"),
        (59, DAY, "1 min"),
        (25 * 60, DAY, "25 min"),
        (6 * HOUR + 1800, DAY, "6 h"),
        (WORKING, WORKING, "1 d"),
        (3 * WORKING + 4 * HOUR, WORKING, "3 d 4 h"),
        (47 * DAY, DAY, "47 d"),
        (-5, DAY, "1 min"),
    ],
)
def test_spans_have_their_largest_units(seconds: int, day: int, said: str) -> None:
    assert words.span(seconds, day) == said


def test_dates_name_the_year_where_it_is_another() -> None:
    assert words.day(date(2026, 3, 3), date(2026, 3, 9)) == "Tue 3 Mar"
    assert words.day(date(2025, 3, 3), date(2026, 3, 9)) == "3 Mar 2025"
    assert words.day_column(date(2026, 3, 3), date(2026, 3, 9)) == "Tue  3 Mar"
    assert words.long_day(date(2026, 3, 9)) == "Monday 9 March"
    assert words.month(date(2026, 1, 1), date(2026, 3, 9)) == "January"
    assert words.month(date(2025, 1, 1), date(2026, 3, 9), short=True) == "Jan 2025"


def test_days_near_now_are_words() -> None:
    assert words.on(at("9 Mar 17:00"), NOW, UTC) == "today"
    assert words.on(at("10 Mar 17:00"), NOW, UTC) == "tomorrow"
    assert words.on(at("11 Mar 17:00"), NOW, UTC) == "Wed 11 Mar"
    assert words.since(at("5 Mar 11:00"), NOW, UTC) == "since Thu"
    assert words.since(at("2 Mar 11:00"), NOW, UTC) == "since 2 Mar"
    assert words.lately(at("9 Mar 08:10"), NOW, UTC) == "08:10"
    assert words.lately(at("6 Mar 17:40"), NOW, UTC) == "Fri 17:40"
    assert words.lately(at("2 Mar 17:40"), NOW, UTC) == "Mon 2 Mar"


def test_a_zone_moves_the_clock_and_the_day() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    assert words.clock(at("9 Mar 15:00"), tokyo) == "00:00"
    assert words.on(at("9 Mar 15:00"), NOW, tokyo) == "tomorrow"


def test_how_long_ago() -> None:
    assert [words.days_ago(one, NOW, UTC) for one in (None, NOW, NOW - DAY, NOW - 2000 * DAY)] == [
        "never",
        "today",
        "1 d",
        "5 y",
    ]
    assert [words.ago(one, NOW, UTC) for one in (None, NOW, NOW - DAY, NOW - 70 * DAY, NOW - 900 * DAY)] == [
        "never",
        "today",
        "1 day ago",
        "2 months ago",
        "2 years ago",
    ]


def test_numbers() -> None:
    assert [words.points(value) for value in (6.24, 0.04, 0.0)] == ["+6.2", "", ""]
    assert [words.signed(tenth) for tenth in (-124, 62)] == ["-12.4", "+6.2"]
    assert [words.whole(value, "–") for value in (61.99, None, 100.0)] == ["61", "–", "100"]
    assert [words.count(number, "reply", "replies") for number in (1, 2, 1200)] == [
        "1 reply",
        "2 replies",
        "1,200 replies",
    ]
    assert [words.times(number) for number in (1, 2, 3)] == ["once", "twice", "3 times"]
    assert [words.target(seconds) for seconds in (8 * HOUR, 1800)] == ["8 h", "0.5 h"]
