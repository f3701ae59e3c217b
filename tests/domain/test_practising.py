"""What is proposed for putting a redesign in practice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.audits import COSTS, audits
from tests.domain.booked import BOOKED
from tui.domain.audit import Audit, Step
from tui.domain.calendar import WorkCalendar
from tui.domain.plan import working_end
from tui.domain.practising import DAYS, VERBS, proposed_follow_ups, review_days, working_days
from tui.domain.redesign import counted, new_steps
from tui.domain.treatment import works

CALENDAR = WorkCalendar(holidays=frozenset((date(2026, 3, 12),)))
NOW = int(datetime(2026, 3, 9, 9, 14, tzinfo=UTC).timestamp())


def texts(audit: Audit) -> list[str]:
    """What is to be done."""
    return [one.text for one in proposed_follow_ups(audit, COSTS, CALENDAR, NOW, "ana")]


def days(audit: Audit) -> list[str]:
    """On which days."""
    return [f"{CALENDAR.local(one.due):%a %d}" for one in proposed_follow_ups(audit, COSTS, CALENDAR, NOW, "ana")]


def test_each_treatment_asks_for_its_own_work_and_what_is_kept_for_none() -> None:
    assert texts(BOOKED) == [
        "stop: phone tag",
        "build: link to slots (3 h)",
        "build: send the questionnaire (3 h)",
        "write down: chase the questionnaire",
        "hand over: chase the questionnaire",
    ]


def test_a_step_that_is_changed_is_named_as_it_will_be() -> None:
    step = Step(1, "the session", "ana", 60, treatment="streamline", new_text="read the answers before")
    assert texts(replace(BOOKED, steps=(step,))) == ["change: read the answers before"]


def test_building_is_named_without_hours_where_nobody_said_how_long_it_takes() -> None:
    step = Step(1, "send it", "ana", 60, treatment="automate")
    assert texts(replace(BOOKED, steps=(step,))) == ["build: send it"]


def test_the_work_is_spread_over_the_working_days_of_two_weeks() -> None:
    assert days(BOOKED) == ["Tue 10", "Fri 13", "Tue 17", "Thu 19", "Mon 23"]
    (alone,) = proposed_follow_ups(replace(BOOKED, steps=BOOKED.steps[:1]), COSTS, CALENDAR, NOW, "bo")
    assert (alone.owner, f"{CALENDAR.local(alone.due):%a %d}", alone.day_alone) == ("bo", "Tue 10", True)


def test_no_work_falls_on_a_day_off_or_on_today() -> None:
    found = working_days(CALENDAR, NOW)
    assert found[:3] == [date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 13)]
    assert len(found) == DAYS == len(set(found))


def test_more_work_than_fits_is_one_thing_of_a_kind() -> None:
    steps = tuple(replace(BOOKED.steps[index % 5], key=index) for index in range(14))
    assert texts(replace(BOOKED, steps=steps)) == [
        "stop: 3 steps, as the procedure says",
        "write down: 3 steps, as the procedure says",
        "hand over: 3 steps, as the procedure says",
        "build: 6 steps, as the procedure says",
    ]


def test_a_process_without_steps_is_put_in_practice_as_a_whole() -> None:
    told = replace(BOOKED, steps=(), minutes=30.0, answers={"told": "yes"})
    assert texts(told) == ["write down: Book a session"]


def test_it_is_reviewed_after_30_and_90_days_unless_all_of_it_is_dropped() -> None:
    assert review_days(BOOKED, CALENDAR, NOW) == (date(2026, 4, 8), date(2026, 6, 7))
    assert review_days(replace(BOOKED, steps=BOOKED.steps[:1]), CALENDAR, NOW) == ()


@given(audits())
def test_whatever_the_audit_there_is_some_work_for_all_but_what_is_kept_and_never_too_much(audit: Audit) -> None:
    found = proposed_follow_ups(audit, COSTS, CALENDAR, NOW, "ana")
    assert len(found) <= DAYS
    assert bool(found) == any(treatment != "keep" for treatment in counted(audit, COSTS))
    last = working_end(working_days(CALENDAR, NOW)[-1], CALENDAR, NOW)
    dues = [one.due for one in found]
    assert dues == sorted(set(dues))
    assert all(NOW < due <= last for due in dues)


@given(audits(most=14))
def test_nothing_is_handed_over_before_the_day_by_which_it_is_written_down(audit: Audit) -> None:
    found = proposed_follow_ups(audit, COSTS, CALENDAR, NOW, "ana")
    works_on = ("document", "outsource")
    written, handed = ([one for one in found if one.text.startswith(VERBS[work])] for work in works_on)
    asked = [new for new in new_steps(audit, COSTS) if new.treatment == "outsource"]
    assert bool(handed) == bool(asked)
    if sum(len(works(new.treatment)) for new in new_steps(audit, COSTS) if new.treatment != "keep") <= DAYS:
        for new in asked:
            ours = [f"{VERBS[work]}: {new.step.text}" for work in works_on]
            first, then = ([one.due for one in found if one.text == text] for text in ours)
            assert len(then) <= len(first)
            assert all(before < after for before, after in zip(first, then, strict=False))
    else:
        assert all(before.due < after.due for before in written for after in handed)


@given(st.lists(st.sampled_from(BOOKED.steps), min_size=1, max_size=30))
def test_of_so_many_steps_all_are_written_down_before_any_is_handed_over(chosen: list[Step]) -> None:
    found = texts(replace(BOOKED, steps=tuple(replace(step, key=key) for key, step in enumerate(chosen))))
    for index, text in enumerate(found):
        if text.startswith("hand over"):
            assert any(before.startswith("write down") for before in found[:index])
