"""How often something recurs, as people write it and as it is kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.problem import Problem
from tui.domain.recurrence import DAYS, LAST_DAY, MOST, WORKING_DAYS, Every, anchored, every_in_words, read_every

WORKING = f"FREQ=WEEKLY;BYDAY={WORKING_DAYS}"
RULES = {
    "day": "FREQ=DAILY",
    "every 2 days": "FREQ=DAILY;INTERVAL=2",
    "every other day": "FREQ=DAILY;INTERVAL=2",
    "2w": "FREQ=WEEKLY;INTERVAL=2",
    "2 weeks": "FREQ=WEEKLY;INTERVAL=2",
    "Every  2 Weeks": "FREQ=WEEKLY;INTERVAL=2",
    "fortnight": "FREQ=WEEKLY;INTERVAL=2",
    "week": "FREQ=WEEKLY",
    "1 week": "FREQ=WEEKLY",
    "weekly": "FREQ=WEEKLY",
    "4 weeks": "FREQ=WEEKLY;INTERVAL=4",
    "month": "FREQ=MONTHLY",
    "a month": "FREQ=MONTHLY",
    "3m": "FREQ=MONTHLY;INTERVAL=3",
    "3 months": "FREQ=MONTHLY;INTERVAL=3",
    "quarter": "FREQ=MONTHLY;INTERVAL=3",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "2 quarters": "FREQ=MONTHLY;INTERVAL=6",
    "year": "FREQ=YEARLY",
    "working day": WORKING,
    "weekday": WORKING,
    "every weekday": WORKING,
    "mon": "FREQ=WEEKLY;BYDAY=MO",
    "every fri": "FREQ=WEEKLY;BYDAY=FR",
    "on Thursdays": "FREQ=WEEKLY;BYDAY=TH",
    "every other mon": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
    "every 3 weeks on friday": "FREQ=WEEKLY;INTERVAL=3;BYDAY=FR",
    "1st of month": "FREQ=MONTHLY;BYMONTHDAY=1",
    "the 15th": "FREQ=MONTHLY;BYMONTHDAY=15",
    "31st of the month": "FREQ=MONTHLY;BYMONTHDAY=31",
    "end of month": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "3 months on the last day": "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1",
    "RRULE:FREQ=WEEKLY;INTERVAL=1": "FREQ=WEEKLY",
    "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1": "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1",
}
REFUSED = (
    "", "every", "biweekly", "2", "0 weeks", "1001 days", "400 quarters", "999999 years", "1.5 weeks", "-1 week",
    "hour", "5 minutes", "0th of month", "32nd", "2 days on fri", "2 weeks on the 5th", "year on the 1st",
    "٣ weeks", "FREQ=SECONDLY", "FREQ=HOURLY;INTERVAL=2", "FREQ=DAILY;COUNT=3", "FREQ=DAILY;BYDAY=MO",
    "FREQ=WEEKLY;INTERVAL=0", "FREQ=YEARLY;BYMONTHDAY=1", "FREQ=MONTHLY;BYMONTHDAY=0",
    f"FREQ=WEEKLY;INTERVAL=2;BYDAY={WORKING_DAYS}", "week" * 999,
)  # fmt: skip


@pytest.mark.parametrize("text", RULES)
def test_a_span_is_kept_as_a_rule(text: str) -> None:
    assert read_every(text) == RULES[text]


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_can(text: str) -> None:
    with pytest.raises(Problem) as refused:
        read_every(text)
    assert refused.value.wrong_use and refused.value.remedy


def test_at_most_every_thousand_of_them() -> None:
    assert read_every("1000 days") == "FREQ=DAILY;INTERVAL=1000"
    with pytest.raises(Problem, match="1 to 1000 days"):
        read_every("1001 days")


IN_WORDS = {
    "1 day": "every day",
    "2w": "every 2 weeks",
    "quarter": "every 3 months",
    "weekday": "every working day",
    "fri": "every Friday",
    "every other fri": "every other Friday",
    "3 weeks on fri": "every 3 weeks on Friday",
    "1st": "every month on the 1st",
    "11th": "every month on the 11th",
    "12th": "every month on the 12th",
    "22nd": "every month on the 22nd",
    "2 months on the last day": "every 2 months on the last day",
}


@pytest.mark.parametrize("text", IN_WORDS)
def test_a_rule_is_said_in_words(text: str) -> None:
    assert every_in_words(read_every(text)) == IN_WORDS[text]


def test_an_old_plain_text_is_said_in_words_too() -> None:
    assert every_in_words("4 weeks") == "every 4 weeks"


intervals = st.integers(1, 3) | st.integers(1, MOST)
rules = (
    st.builds(Every, st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]), intervals)
    | st.builds(Every, st.just("WEEKLY"), intervals, st.sampled_from(DAYS))
    | st.builds(Every, st.just("WEEKLY"), st.just(1), st.just(WORKING_DAYS))
    | st.builds(Every, st.just("MONTHLY"), intervals, st.just(""), st.just(LAST_DAY) | st.integers(1, 31))
)


@given(rules.map(str))
def test_a_rule_and_its_words_are_read_as_that_rule(rule: str) -> None:
    assert read_every(rule) == rule
    assert read_every(every_in_words(rule)) == rule


PIECES = (
    "every", "other", "2", "0", "1001", "week", "days", "fri", "on", "the", "31st", "99th", "last day", "of month",
)  # fmt: skip


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join))
def test_nothing_typed_raises_anything_but_a_problem(text: str) -> None:
    try:
        rule = read_every(text)
    except Problem as problem:
        assert problem.what and problem.wrong_use
    else:
        assert read_every(rule) == rule


def test_a_monthly_rule_from_the_29th_on_remembers_that_day() -> None:
    assert anchored("month", date(2026, 1, 29)) == "FREQ=MONTHLY;BYMONTHDAY=29"
    assert anchored("month", date(2026, 1, 31)) == "FREQ=MONTHLY;BYMONTHDAY=31"
    assert anchored("month", date(2026, 1, 28)) == "FREQ=MONTHLY"
    assert anchored("the 15th", date(2026, 1, 31)) == "FREQ=MONTHLY;BYMONTHDAY=15"
    assert anchored("2w", date(2026, 1, 31)) == "FREQ=WEEKLY;INTERVAL=2"
