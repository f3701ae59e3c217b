"""What putting a process in practice asks for: from when on it is due, whose it is, and what the past says."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.strategies import BOOK, NINE
from tui.domain.audit import Review
from tui.domain.model import DAY, HOUR, FollowUp, Instant, Snooze
from tui.domain.practicerows import (
    Practice,
    day_ends,
    dealt_with,
    next_review,
    practice_items,
    practice_rows,
    reviews_as_of,
)

EVENING = 8 * HOUR
FIRST = Review(1, 30, NINE + 28 * DAY + EVENING)
SECOND = Review(2, 90, NINE + 91 * DAY + EVENING)
WRITE = FollowUp(4, 0, "ben", "write it down", NINE, NINE + 2 * DAY + EVENING, process=3)
PUT = Practice(3, "Invoices", "ana", NINE, (FIRST, SECOND), (WRITE,))


def answered(review: Review, at: Instant) -> Review:
    return replace(review, minutes=5.0, amiss=(1,), done_at=at)


def shown(practice: Practice, now: Instant) -> list[tuple[str, str | None]]:
    return [(row.id, row.group) for row in practice_rows(practice, now, BOOK)]


def test_a_review_is_due_on_its_day_and_late_after_its_evening() -> None:
    at = {
        FIRST.due - 7 * DAY: None,
        FIRST.due - DAY: "coming up",
        FIRST.due - EVENING - 9 * HOUR: "due today",
        FIRST.due: "due today",
        FIRST.due + DAY: "overdue",
    }
    done = replace(PUT, follow_ups=())
    assert {now: practice_rows(done, now, BOOK)[0].group for now in at} == at


def test_the_second_review_takes_the_place_of_the_first_on_its_day() -> None:
    evening = SECOND.due - EVENING - 9 * HOUR
    assert next_review(PUT, evening - 1, BOOK) == FIRST
    assert next_review(PUT, evening, BOOK) == SECOND
    assert next_review(replace(PUT, reviews=(FIRST, answered(SECOND, SECOND.due))), SECOND.due, BOOK) is None


def test_rows_say_whose_they_are_and_of_which_process() -> None:
    follow_up, review = practice_rows(PUT, FIRST.due, BOOK)
    assert (follow_up.kind, follow_up.id, follow_up.by, follow_up.what) == (
        "follow-up",
        "f4",
        "ben",
        "write it down",
    )
    assert (review.kind, review.id, review.by, review.what) == ("review", "a3", "ana", "30-day review")
    for row in (follow_up, review):
        assert (row.process, row.relationship, row.who, row.owner, row.points) == (3, 0, "Invoices", "ana", 0.0)
    assert follow_up.late == 18 * EVENING


def test_nothing_is_asked_before_it_is_in_practice_or_once_it_is_done() -> None:
    assert shown(PUT, NINE - 1) == []
    assert shown(replace(PUT, practised_at=None, reviews=()), NINE) == [("f4", "coming up")]
    done = replace(WRITE, state="done", ended_at=NINE + HOUR)
    over = replace(PUT, follow_ups=(done,), reviews=(answered(FIRST, FIRST.due), answered(SECOND, SECOND.due)))
    assert shown(over, SECOND.due) == []
    assert shown(over, NINE) == [("f4", "coming up"), ("a3", None)]


def test_an_answer_that_is_still_to_come_is_not_known_yet() -> None:
    later = answered(FIRST, FIRST.due)
    assert reviews_as_of((later, SECOND), NINE, FIRST.due - 1) == (FIRST, SECOND)
    assert reviews_as_of((later, SECOND), NINE, FIRST.due) == (later, SECOND)
    assert reviews_as_of((later, SECOND), NINE, NINE - 1) == ()


def test_what_is_put_off_is_out_of_today_until_then() -> None:
    off = replace(PUT, snoozes=(Snooze("a3", FIRST.due, FIRST.due + DAY, "away"),))
    _, review = practice_rows(off, FIRST.due + HOUR, BOOK)
    assert (review.group, review.snoozed_until, review.snoozed_why) == (None, FIRST.due + DAY, "away")
    assert shown(off, FIRST.due + DAY)[1] == ("a3", "overdue")


def test_what_was_dealt_with_in_a_day_is_counted_once_and_for_its_owner() -> None:
    morning = FIRST.due - EVENING
    dealt = replace(
        PUT,
        reviews=(answered(FIRST, FIRST.due), SECOND),
        follow_ups=(replace(WRITE, state="done", ended_at=morning),),
        snoozes=(Snooze("f4", morning, FIRST.due + DAY), Snooze("a3", morning, FIRST.due)),
    )
    assert list(dealt_with(dealt, morning, FIRST.due)) == [("a3", "ana"), ("f4", "ben")]
    assert list(dealt_with(dealt, morning + 1, FIRST.due - 1)) == []
    snoozed = replace(PUT, snoozes=(Snooze("a3", morning, FIRST.due + DAY),))
    assert list(dealt_with(snoozed, morning, FIRST.due)) == [("a3", "ana")]
    assert list(dealt_with(snoozed, morning, FIRST.due + DAY)) == []


instants = st.integers(0, 130 * 24).map(lambda hours: NINE + hours * HOUR)
endings = st.one_of(st.none(), instants)
snoozes = st.builds(
    lambda item, at, days: Snooze(item, at, at + days * DAY),
    st.sampled_from(["a3", "f4"]),
    instants,
    st.integers(1, 9),
)


@given(endings, endings, endings, st.lists(snoozes, max_size=3), instants)
def test_what_is_derived_says_of_every_later_moment_what_today_says(
    done: Instant | None, first: Instant | None, second: Instant | None, put_off: list[Snooze], now: Instant
) -> None:
    practice = replace(
        PUT,
        follow_ups=(WRITE if done is None else replace(WRITE, state="done", ended_at=done),),
        reviews=tuple(
            review if at is None else answered(review, at) for review, at in ((FIRST, first), (SECOND, second))
        ),
        snoozes=tuple(sorted(put_off, key=lambda snooze: snooze.at)),
    )
    items = practice_items(practice, BOOK)
    known = max(item.until for item in items)
    moment = max(now, known)
    due = {
        item.id: item.by
        for item in items
        if item.today_from is not None
        and item.today_from <= moment
        and (item.hidden_until is None or item.hidden_until <= moment)
    }
    rows = practice_rows(practice, moment, BOOK)
    assert due == {row.id: row.by for row in rows if row.group in ("overdue", "due today")}


@given(instants)
def test_a_day_ends_before_the_next_begins(now: Instant) -> None:
    assert now <= day_ends(now, BOOK) < now + DAY
    assert (day_ends(now, BOOK) + 1 - NINE - 15 * HOUR) % DAY == 0
