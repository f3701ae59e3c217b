"""Which questions are asked, in which order, and how far somebody has come with them."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.audits import audits
from tui.domain.audit import ANSWERS, Audit, Question, Step, answer_of
from tui.domain.thinking import Asked, answered, asked, is_answered, options, questions, said

STEPS = (Step(7, "call"), Step(3, "write"))
SIX = ("income", "alike", "told", "recall", "gift", "rule")


def process(**answers: str) -> Audit:
    """A process of two steps with some answers."""
    return Audit("Booking", steps=STEPS, answers=answers)  # type: ignore[arg-type]


def test_the_order_of_the_questions_is_that_of_the_wizard() -> None:
    assert tuple(ANSWERS) == get_args(Question)
    assert asked(process()) == tuple(map(Asked, SIX))


def test_who_would_miss_it_is_asked_only_of_what_earns_nothing() -> None:
    assert questions(process(income="no")) == ("income", "miss", *SIX[1:])
    assert asked(process(income="no"))[1] == Asked("miss")
    assert "miss" not in questions(process(income="indirect"))
    assert "miss" not in questions(process(income="direct", miss="differs"))


def test_a_question_that_differs_is_asked_step_by_step_in_their_order() -> None:
    found = asked(process(told="differs"))
    assert found[2:5] == (Asked("told"), Asked("told", 7), Asked("told", 3))
    assert len(found) == 8


def test_who_would_miss_it_is_asked_of_the_steps_that_earn_nothing() -> None:
    audit = answered(process(income="differs"), Asked("income", 3), "no")
    assert [ask for ask in asked(audit) if ask.question == "miss"] == [Asked("miss", 3)]
    idle = process(income="no", miss="differs")
    assert [ask.step for ask in asked(idle) if ask.question == "miss"] == [None, 7, 3]


def test_the_answer_who_would_miss_a_step_is_heard() -> None:
    audit = answered(process(income="differs", miss="obliged"), Asked("income", 3), "no")
    audit = answered(audit, Asked("miss", 3), "nobody")
    assert [answer_of(audit, step, "miss") for step in audit.steps] == [None, "nobody"]
    assert is_answered(audit, "miss") and not is_answered(audit, "income")


def test_it_can_differ_only_where_there_are_steps() -> None:
    assert options(process(), Asked("alike")) == ("yes", "no", "differs")
    assert options(process(), Asked("alike", 3)) == ("yes", "no")
    assert options(Audit(), Asked("income")) == ("direct", "indirect", "no")


def test_without_its_steps_nothing_differs_and_the_question_is_open_again() -> None:
    audit = answered(answered(process(told="differs"), Asked("told", 3), "yes"), Asked("told", 7), "yes")
    assert said(audit, Asked("told")) == "differs" and is_answered(audit, "told")
    bare = replace(audit, steps=())
    assert said(bare, Asked("told")) is None and not is_answered(bare, "told")
    assert asked(bare) == tuple(map(Asked, SIX))


def test_what_is_said_of_a_step_is_kept_while_it_does_not_count() -> None:
    audit = answered(process(rule="differs"), Asked("rule", 3), "partly")
    there_and_back = answered(answered(audit, Asked("rule"), "yes"), Asked("rule"), "differs")
    assert there_and_back == audit
    assert said(audit, Asked("rule", 3)) == "partly" and said(audit, Asked("rule", 99)) is None


def test_a_question_is_answered_when_nothing_of_it_is_open() -> None:
    audit = process(told="differs")
    assert not is_answered(audit, "told") and not is_answered(audit, "gift")
    half = answered(audit, Asked("told", 7), "no")
    assert not is_answered(half, "told")
    assert is_answered(answered(half, Asked("told", 3), "yes"), "told")


@given(audits())
def test_what_is_asked_covers_exactly_the_questions(audit: Audit) -> None:
    found = asked(audit)
    assert len(set(found)) == len(found)
    in_order = list(dict.fromkeys(ask.question for ask in found))
    assert in_order == [question for question in ANSWERS if question in questions(audit)]
    assert set(questions(audit)) >= set(SIX)


@given(audits())
def test_a_step_is_asked_only_where_it_differs(audit: Audit) -> None:
    keys = {step.key: step for step in audit.steps}
    for ask in asked(audit):
        if ask.question == "miss" and ask.step is None:
            assert audit.answers["income"] == "no"
        elif ask.question == "miss":
            assert answer_of(audit, keys[ask.step or 0], "income") == "no"
        elif ask.step is not None:
            assert audit.answers[ask.question] == "differs"


@given(audits())
def test_what_counts_of_a_step_is_what_was_said_where_it_was_asked(audit: Audit) -> None:
    asks = set(asked(audit))
    for step in audit.steps:
        for question in questions(audit):
            if Asked(question, step.key) in asks:
                assert answer_of(audit, step, question) == said(audit, Asked(question, step.key))


def answered_of(audit: Audit) -> int:
    """How many of its questions are answered."""
    return sum(is_answered(audit, question) for question in questions(audit))


@given(audits(), st.data())
def test_going_through_in_order_answers_more_and_more_until_all_is_answered(
    audit: Audit, data: st.DataObject
) -> None:
    audit = replace(audit, answers={}, steps=tuple(replace(step, answers={}) for step in audit.steps))
    done = [answered_of(audit)]
    while ask := next((ask for ask in asked(audit) if said(audit, ask) is None), None):
        answer = data.draw(st.sampled_from(options(audit, ask)))
        audit = answered(audit, ask, answer)
        assert said(audit, ask) == answer
        done.append(answered_of(audit))
    assert done == sorted(done)
    assert done[-1] == len(questions(audit))


@given(audits(), st.data())
def test_an_answer_changes_nothing_else(audit: Audit, data: st.DataObject) -> None:
    ask = data.draw(st.sampled_from(asked(audit)))
    after = answered(audit, ask, data.draw(st.sampled_from(options(audit, ask))))
    for other in asked(audit):
        if other != ask:
            assert said(after, other) == said(audit, other)
    assert replace(after, steps=audit.steps, answers=audit.answers) == audit


@pytest.mark.parametrize("count", [500])
def test_five_hundred_steps_that_all_differ_are_all_asked(count: int) -> None:
    steps = tuple(Step(key, "step", answers={"income": "no"}) for key in range(1, count + 1))
    audit = Audit(steps=steps, answers=dict.fromkeys(SIX, "differs"))  # type: ignore[arg-type]
    assert len(asked(audit)) == 6 + 7 * count
    assert answered_of(audit) == 1
