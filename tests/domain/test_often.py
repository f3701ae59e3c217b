"""What people type for how often, how long and for how much."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.domain.often import (
    MOST_HOURS,
    MOST_MINUTES,
    MOST_MONEY,
    MOST_RUNS,
    Unsure,
    hours_within,
    minutes_within,
    money_within,
    read_hours,
    read_minutes,
    read_money,
    read_runs,
    runs_within,
)
from tui.domain.problem import Problem

READERS = (read_runs, read_minutes, read_hours, read_money)
MOST = (MOST_RUNS, MOST_MINUTES, MOST_HOURS, MOST_MONEY)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("22", 22),
        ("22 a month", 22),
        ("22 times a month", 22),
        ("22 × a month", 22),
        ("22 runs per month", 22),
        ("22/month", 22),
        ("  About 22 A Month. ", 22),
        ("~ 22", 22),
        ("2.5", 2.5),
        ("2,5", 2.5),
        ("1,000", 1000),
        ("every day", 22),
        ("daily", 22),
        ("each working day", 22),
        ("once a day", 22),
        ("twice a day", 44),
        ("twice daily", 44),
        ("every 2 days", 11),
        ("hourly", 176),
        ("3 a week", 13),
        ("3 times a week", 13),
        ("3x a week", 13),
        ("three a week", 13),
        ("twice a week", 8.7),
        ("weekly", 4.3),
        ("every week", 4.3),
        ("every Friday", 4.3),
        ("on Mondays", 4.3),
        ("every other Friday", 2.2),
        ("every 2 weeks", 2.2),
        ("every two weeks", 2.2),
        ("every other week", 2.2),
        ("fortnightly", 2.2),
        ("3 times every 2 weeks", 6.5),
        ("once a month", 1),
        ("monthly", 1),
        ("a month", 1),
        ("quarterly", 0.33),
        ("once a quarter", 0.33),
        ("yearly", 0.08),
        ("a dozen times a year", 1),
        ("ten", 10),
        ("10000", 10000),
        ("0.01", 0.01),
    ],
)
def test_how_often_is_read_as_times_a_month(text: str, runs: float) -> None:
    assert read_runs(text) == runs


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("a few", "3 a month"),
        ("some", "3 a month"),
        ("several times", "5 a month"),
        ("a couple of times a week", "2 a week"),
        ("a few a week", "3 a week"),
        ("a few times per day", "3 per day"),
        ("sometimes", "2 a month"),
        ("often", "10 a month"),
        ("now and then", "2 a month"),
        ("2-3 a week", "2.5 a week"),
        ("4 to 6", "5 a month"),
    ],
)
def test_words_that_are_no_number_come_back_with_one_to_take(text: str, offer: str) -> None:
    with pytest.raises(Unsure) as asked:
        read_runs(text)
    assert asked.value.offer == offer
    assert str(asked.value) == f"{text!r} is no number. Is it {offer}?"
    assert read_runs(offer) > 0


NO_NUMBERS = ["x", "every", "22 a", "every 0 weeks", "nan", "inf", "1e9", "1.2.3", "٣", "0-0", "x/x"]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_at_all_asks_for_one(text: str) -> None:
    with pytest.raises(Unsure) as asked:
        read_runs(text)
    assert (asked.value.offer, asked.value.remedy) == ("", "Write a number a month, for example 22.")
    assert "no number" in asked.value.what and asked.value.wrong_use


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", ["", "   ", "about"])
def test_nothing_asks_for_a_number(reader: Callable[[str], float], text: str) -> None:
    with pytest.raises(Unsure) as asked:
        reader(text)
    assert asked.value.remedy.startswith("Write ") and not asked.value.offer


def test_an_empty_text_is_no_number_given() -> None:
    with pytest.raises(Unsure, match=r"No number is given\."):
        read_minutes(" ")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("0", "0 times a month is too seldom."),
        ("-5", "-5 times a month is too seldom."),
        ("0.001", "0.001 times a month is too seldom."),
        ("10001", "That is more than kept counts with."),
        ("1000000000", "That is more than kept counts with."),
        ("100 an hour", "That is more than kept counts with."),
        ("9" * 400, "That is too long to be a number."),
    ],
)
def test_too_seldom_and_too_often_are_refused(text: str, what: str) -> None:
    with pytest.raises(Problem) as refused:
        read_runs(text)
    assert refused.value.what == what and refused.value.remedy and refused.value.wrong_use


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("6", 6),
        ("6 min", 6),
        ("6m", 6),
        ("1.5", 1.5),
        ("90 minutes", 90),
        ("1 h", 60),
        ("1,5 h", 90),
        ("1 h 30", 90),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("1 hour and 5 minutes", 65),
        ("1:30", 90),
        ("0:06", 6),
        ("two hours", 120),
        ("an hour", 60),
        ("half an hour", 30),
        ("a half hour", 30),
        ("a quarter of an hour", 15),
        ("three quarters of an hour", 45),
        ("an hour and a half", 90),
        ("one and a half hours", 90),
        ("30 s", 0.5),
        ("2 min 30", 2.5),
        ("1 day", 480),
        ("1 d 4", 720),
        ("a week", 2400),
        ("100 h", 6000),
    ],
)
def test_how_long_is_read_as_minutes(text: str, minutes: float) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize("text", ["0", "-3", "-1 h 90", "-0", "nothing", "0 h"])
def test_nothing_takes_no_time(text: str) -> None:
    with pytest.raises(Problem, match=r"Write minutes, for example 6\.") as refused:
        read_minutes(text)
    assert not isinstance(refused.value, Unsure)


def test_a_tool_may_leave_nothing_to_do() -> None:
    assert read_minutes("0", zero=True) == 0
    assert read_minutes("nothing", zero=True) == 0
    with pytest.raises(Problem):
        read_minutes("-1", zero=True)


@pytest.mark.parametrize("text", ["6001", "101 h", "3 weeks"])
def test_more_than_a_hundred_hours_each_time_are_refused(text: str) -> None:
    with pytest.raises(Problem, match=r"Write at most 6,000 minutes each time\."):
        read_minutes(text)


@pytest.mark.parametrize(
    ("text", "offer"),
    [("a few", "3 min"), ("a few minutes", "3 minutes"), ("5-10 min", "7.5 min"), ("some hours", "3 hours")],
)
def test_a_few_minutes_come_back_with_so_many(text: str, offer: str) -> None:
    with pytest.raises(Unsure) as asked:
        read_minutes(text)
    assert asked.value.offer == offer
    assert read_minutes(offer) > 0


@pytest.mark.parametrize("text", ["long", "1:75", "1 h 30 x", "6 km", "some time"])
def test_what_is_no_length_of_time_asks_for_minutes(text: str) -> None:
    with pytest.raises(Unsure, match=r"Write minutes, for example 6\."):
        read_minutes(text)


@pytest.mark.parametrize(
    ("text", "hours"),
    [("3", 3), ("3 h", 3), ("0", 0), ("nothing", 0), ("90 min", 1.5), ("2 days", 16), ("1 d 4 h", 12)],
)
def test_what_building_takes_is_read_as_hours(text: str, hours: float) -> None:
    assert read_hours(text) == hours


@pytest.mark.parametrize(
    ("text", "remedy"), [("-1", "Write hours, for example 3."), ("10001", "Write at most 10,000 hours.")]
)
def test_building_takes_no_less_than_nothing_and_ends_some_day(text: str, remedy: str) -> None:
    with pytest.raises(Problem) as refused:
        read_hours(text)
    assert refused.value.remedy == remedy


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("20", 20),
        ("20.50", 20.5),
        ("20 €", 20),
        ("€20", 20),
        ("$ 20 a month", 20),
        ("20 EUR/month", 20),
        ("240 a year", 20),
        ("1,200", 1200),
        ("0", 0),
        ("free", 0),
    ],
)
def test_what_it_costs_is_read_as_an_amount_a_month(text: str, money: float) -> None:
    assert read_money(text) == money


@pytest.mark.parametrize("text", ["-4", "x", "1e6", "10 10", "2000000", "20 apples"])
def test_an_amount_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Problem) as refused:
        read_money(text)
    assert refused.value.remedy.startswith("Write ")


@pytest.mark.parametrize("within", [runs_within, minutes_within, hours_within, money_within])
@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf"), -1.0])
def test_no_number_from_elsewhere_gets_by_that_could_not_be_typed(
    within: Callable[[float], float], number: float
) -> None:
    with pytest.raises(Problem):
        within(number)


@pytest.mark.parametrize(
    ("within", "most"),
    zip((runs_within, minutes_within, hours_within, money_within), MOST, strict=True),
)
def test_the_most_is_still_counted_with(within: Callable[[float], float], most: float) -> None:
    assert within(most) == most
    with pytest.raises(Problem):
        within(most + 1)


TOKENS = "a few some 2 0 -1 3-4 1.5 twice ten every other fri days / month h min and half an hour x € about 1:30"
SAID = st.lists(st.sampled_from((*TOKENS.split(), "9" * 70, "ß", "\0")), max_size=6)


@given(SAID.map(" ".join) | SAID.map("".join) | st.text(max_size=30))
@example("-0")
@example("²")
def test_whatever_is_typed_is_a_number_within_bounds_or_a_plain_problem(text: str) -> None:
    for reader, top in zip(READERS, MOST, strict=True):
        try:
            number = reader(text)
        except Problem as problem:
            assert problem.what.endswith(".") and problem.remedy and problem.wrong_use
        else:
            assert 0 <= number <= top and str(number)[0] != "-"
            assert number > 0 or reader not in (read_runs, read_minutes)


@given(SAID.map(" ".join))
def test_what_is_offered_is_never_asked_about_again(text: str) -> None:
    for reader in READERS:
        offer = offered(reader, text)
        assert not offer or not asks_again(reader, offer)


def offered(reader: Callable[[str], float], text: str) -> str:
    """What a reader offers to take a text for, "" for nothing."""
    try:
        reader(text)
    except Unsure as asked:
        return asked.offer
    except Problem:
        pass
    return ""


def asks_again(reader: Callable[[str], float], text: str) -> bool:
    """Whether a reader cannot make a number of a text."""
    try:
        reader(text)
    except Unsure:
        return True
    except Problem:
        pass
    return False


@given(st.floats(0.01, 10_000))
def test_a_number_of_runs_is_read_as_it_is_shown(runs: float) -> None:
    shown = f"{max(runs, 0.01):.4f}"
    assert read_runs(shown) == float(shown)
