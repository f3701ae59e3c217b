"""How far an audit is, which review is asked for, what was saved and how often the advice was right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.audits import COSTS, audits, reviewed
from tui.domain.audit import Audit, Step, Treatment, minutes_each
from tui.domain.practice import Hurt, Usage, advice, audit_row, measured, saved, stage, state
from tui.domain.reviews import due_review

LATER = 10_000


def step(key: int, treatment: Treatment | None = None, **more: object) -> Step:
    """A step of 10 minutes."""
    return Step(key, f"step {key}", "ana", 10.0, treatment=treatment, **more)  # type: ignore[arg-type]


BY_RULE = step(1, build_hours=1.0, answers={"rule": "yes"})
KEPT = step(2, answers={"rule": "no"})
AUDIT = Audit("Booking", runs=30.0, steps=(BY_RULE, KEPT), answers={"alike": "yes", "rule": "differs"})
"""Of its two steps the first is advised to be automated, the second to be kept."""


@pytest.mark.parametrize(
    ("left_at", "found"),
    [
        ("", "stop"),
        ("stop runs", "stop"),
        ("steps 4", "stop"),
        ("think told", "think"),
        ("think told 4", "think"),
        ("do 4", "do"),
        ("redesign 4", "redesign"),
        ("elsewhere", "stop"),
    ],
)
def test_the_stage_is_where_somebody_left(left_at: str, found: str) -> None:
    assert stage(replace(AUDIT, at=left_at)) == found


def test_what_was_put_in_practice_is_so_wherever_somebody_left() -> None:
    assert stage(replace(AUDIT, at="do 4", practised_at=1)) == "in practice"


def test_a_process_all_of_whose_steps_are_dropped_is_dropped() -> None:
    gone = replace(AUDIT, steps=(step(1, "drop"), step(2, "drop")))
    assert stage(gone) == "stop"
    assert stage(replace(gone, practised_at=1)) == "dropped"
    assert stage(replace(gone, steps=(step(1, "drop"), step(2)), practised_at=1)) == "in practice"


def test_practice_confirms_no_question_whether_to_drop_it() -> None:
    bare = Audit(answers={"income": "no", "miss": "nobody"}, practised_at=1)
    assert stage(bare) == "in practice"


def days(audit: Audit, until: int) -> int | None:
    """Which review is asked for, or comes next."""
    review = due_review(audit.reviews, until)
    return review and review.days


def test_the_first_review_comes_next_until_it_is_due() -> None:
    audit = reviewed(AUDIT, None, None)
    assert days(audit, 0) == days(audit, 29) == days(audit, 30) == days(audit, 59) == 30


def test_a_later_review_that_is_due_replaces_the_one_that_nobody_answered() -> None:
    assert days(reviewed(AUDIT, None, None), 60) == 60
    assert days(reviewed(AUDIT, None, None), LATER) == 60


def test_an_answered_review_leaves_the_next_one() -> None:
    assert days(reviewed(AUDIT, 15.0, None), 30) == 60
    assert days(reviewed(AUDIT, 15.0, 14.0), LATER) is None


def test_a_review_that_a_later_one_replaced_is_not_asked_for_again() -> None:
    assert days(reviewed(AUDIT, None, 14.0), LATER) is None
    assert days(reviewed(AUDIT, None, 14.0), 0) is None


def test_reviews_go_by_their_due_in_whatever_order_they_come() -> None:
    audit = reviewed(AUDIT, None, None)
    mixed = replace(audit, reviews=audit.reviews[::-1])
    assert (days(mixed, 0), days(mixed, 60)) == (30, 60)
    answered = reviewed(AUDIT, 15.0, 14.0)
    last = measured(replace(answered, reviews=answered.reviews[::-1]))
    assert last is not None and last.minutes == 14


def test_an_audit_asks_for_its_review_while_that_is_due() -> None:
    audit = reviewed(AUDIT, None, None)
    assert state(audit, 29) == "in practice"
    assert state(audit, 30) == "review"
    assert state(reviewed(AUDIT, 15.0, None), 30) == "in practice"
    assert state(replace(AUDIT, at="think told"), LATER) == "think"


@given(st.lists(st.none() | st.integers(1, 40).map(float), max_size=4), st.integers(0, 200))
def test_the_review_that_is_asked_for_is_open_and_comes_after_all_answers(
    answered: list[float | None], until: int
) -> None:
    audit = reviewed(AUDIT, *answered)
    review = due_review(audit.reviews, until)
    left = [one for one in audit.reviews if one.done_at is None and one.days > (last_days(audit))]
    assert (review is None) == (not left)
    if review is not None:
        assert review in left
        others = [one for one in left if one is not review]
        assert all(one.due > until if one.days > review.days else review.due <= until for one in others)


def last_days(audit: Audit) -> int:
    """The days of the last review that somebody answered, 0 without one."""
    return max((review.days for review in audit.reviews if review.done_at is not None), default=0)


def test_hours_saved_are_measured_by_the_last_answer() -> None:
    assert saved(reviewed(AUDIT, None, None)) is None
    assert saved(reviewed(AUDIT, 16.0, None)) == 2
    assert saved(reviewed(AUDIT, 16.0, 12.0)) == 4
    assert saved(reviewed(AUDIT, 24.0)) == -2
    assert saved(replace(reviewed(AUDIT, 16.0), runs=None)) is None
    assert saved(replace(reviewed(AUDIT, 16.0), steps=(replace(KEPT, minutes=None),))) is None


def test_advice_is_untried_until_a_review_is_answered() -> None:
    assert advice(AUDIT, COSTS) == (0, 0)
    assert advice(reviewed(AUDIT, None, None), COSTS) == (0, 0)


def test_advice_was_right_where_the_step_went_as_redesigned_and_the_minutes_fell() -> None:
    assert advice(reviewed(AUDIT, 12.0), COSTS) == (2, 2)
    assert advice(reviewed(AUDIT, 12.0, amiss=(1,)), COSTS) == (1, 2)
    assert advice(reviewed(AUDIT, 12.0, amiss=(1, 2)), COSTS) == (0, 2)


def test_advice_to_save_minutes_was_wrong_where_these_did_not_fall() -> None:
    # keeping the second step promised no fewer minutes
    assert advice(reviewed(AUDIT, 20.0), COSTS) == (1, 2)
    assert advice(reviewed(AUDIT, 12.0, 21.0), COSTS) == (1, 2)


def test_advice_that_somebody_chose_against_was_not_followed() -> None:
    against = replace(AUDIT, steps=(BY_RULE, replace(KEPT, treatment="drop")))
    assert advice(reviewed(against, 12.0), COSTS) == (1, 1)
    with_it = replace(AUDIT, steps=(replace(BY_RULE, treatment="automate"), KEPT))
    assert advice(reviewed(with_it, 12.0), COSTS) == (2, 2)


def test_to_drop_what_kept_asked_about_is_to_follow_its_advice() -> None:
    idle = replace(AUDIT, answers={"income": "no", "miss": "nobody"}, steps=(step(1, "drop"), step(2)))
    assert advice(reviewed(idle, 12.0), COSTS) == (2, 2)


@given(audits(), st.lists(st.none() | st.integers(0, 400).map(float), max_size=3))
def test_advice_is_right_at_most_as_often_as_it_was_followed(audit: Audit, answered: list[float | None]) -> None:
    audit = reviewed(audit, *answered)
    right, followed = advice(audit, COSTS)
    assert 0 <= right <= followed <= max(1, len(audit.steps))


@given(audits(), st.integers(0, 400).map(float))
def test_hours_saved_never_exceed_hours_spent(audit: Audit, minutes: float) -> None:
    found = saved(reviewed(audit, minutes))
    assert (found is None) == (not audit.runs or not minutes_each(audit))
    assert found is None or found <= (audit.runs or 0.0) * minutes_each(audit) / 60


def test_a_row_says_all_that_follows_from_an_audit() -> None:
    hurt = Hurt(((3, "Acme", 2.5), (4, "Brill", 1.5)), "late")
    row = audit_row(reviewed(AUDIT, 12.0, None), COSTS, 60, hurt, Usage(told=2))
    assert (row.state, row.verdict, row.saved, row.right, row.tried) == ("review", "combine", 4, 2, 2)
    assert row.review is not None and row.review.days == 60
    assert (row.hurt.points, row.usage.told, row.figures.hours_saved) == (4, 2, 5)


@pytest.mark.parametrize("left_at", ["stop name", "think told", "do 1", "redesign 1"])
def test_there_is_no_verdict_before_all_was_asked(left_at: str) -> None:
    row = audit_row(replace(AUDIT, at=left_at), COSTS, 60, Hurt(), Usage())
    assert (row.verdict is None) == (left_at in ("stop name", "think told"))
    assert row.review is None


def test_minutes_fell_from_what_they_were_when_it_was_put_in_practice() -> None:
    known = tuple(replace(review, before=20.0) for review in reviewed(AUDIT, 12.0).reviews)
    longer = tuple(replace(each, minutes=50.0) for each in AUDIT.steps)
    assert saved(replace(AUDIT, steps=longer, reviews=known)) == 30 * (20 - 12) / 60
