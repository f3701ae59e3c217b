"""What is typed into the wizard, read and drawn."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.domain.audit import Audit, Step
from tui.domain.problem import Problem
from tui.domain.text import clean_line
from tui.domain.thinking import Asked, asked, options
from tui.present.audit import answers, asking, frame, steps, stop, think
from tui.present.audit.questions import KEYS, OPTIONS, STOP, THINK, key_of
from tui.present.lines import cells, length, plain
from tui.present.paper import Paper

TEXTS = st.text(max_size=60) | st.text(alphabet="0123456789.,-/ hmaday", max_size=12)
PARTS = st.tuples(TEXTS, TEXTS, TEXTS, TEXTS)
WIDTHS = st.sampled_from((60, 72, 80, 100, 120))
STEP = Step(3, "send it", "ana", 4.0, "sent too late")


def paper(width: int) -> Paper:
    return Paper(width, 0, UTC)


@given(st.sampled_from(answers.FACTS), TEXTS)
@example("name", "\xad")
def test_a_fact_is_read_or_refused_in_words(which: str, text: str) -> None:
    try:
        read = answers.with_fact(Audit(name="x"), which, text, "ana")
    except Problem as problem:
        assert problem.what
        assert not answers.reading(which, text, "ana")
    else:
        again = answers.with_fact(read, which, answers.fact(read, which, "ana"), "ana")
        assert again == read


@given(PARTS)
def test_what_is_half_typed_never_fails_and_agrees_with_what_is_read(said: tuple[str, str, str, str]) -> None:
    kept = answers.step_kept(STEP, said, "ana")
    try:
        typed = answers.step_typed(STEP, said, "ana")
    except answers.Wrong as wrong:
        assert wrong.part == steps.MINUTES_PART
        assert kept.minutes == STEP.minutes
    else:
        assert kept.minutes == typed.minutes
        assert clean_line(kept.text) == typed.text


@pytest.mark.parametrize("text", ["0", "-3", "six hundred million", "1e9", "nan"])
def test_minutes_that_are_none_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(answers.Wrong) as caught:
        answers.step_typed(STEP, ("a", "me", text, ""), "ana")
    assert caught.value.part == steps.MINUTES_PART


@given(PARTS, st.integers(0, 3), st.integers(0, 60), WIDTHS)
def test_a_typed_row_fills_its_line_and_its_cursor_stands_in_its_part(
    said: tuple[str, str, str, str], part: int, cursor: int, width: int
) -> None:
    cleaned = tuple(clean_line(text) for text in said)
    row = steps.typed_step(7, cleaned, part, min(cursor, len(cleaned[part])), paper(width))
    assert length(row.line) == width
    assert row.typed is not None
    if row.under is not None:
        start, size = row.typed
        assert start <= row.under[0] < start + size


@given(PARTS, st.sampled_from((1, 99, 500)), WIDTHS)
def test_a_step_never_wraps(said: tuple[str, str, str, str], count: int, width: int) -> None:
    text, who, _, wrong = said
    line = steps.step_line(count, Step(1, text, who, 3.0, wrong), "ana", paper(width))
    assert length(line) == width
    assert str(count) in plain(line)


def test_every_question_and_every_answer_has_its_words_and_keys() -> None:
    audit = Audit(answers={"income": "no"}, steps=(STEP,))
    assert {one.question for one in asked(audit)} == set(THINK)
    for question in THINK:
        ask = Asked(question)
        found = options(audit, ask)
        keys = [key_of(question, answer, place) for place, answer in enumerate(found)]
        assert len(set(keys)) == len(keys)
        assert all(answer == "differs" or (question, answer) in OPTIONS for answer in found)
    assert set(KEYS) == {"yes", "no", "differs"}


@pytest.mark.parametrize("asked_of", [*STOP.values(), *THINK.values()], ids=lambda one: one.title)
def test_a_question_its_help_and_its_example_are_one_line_each(asked_of) -> None:  # type: ignore[no-untyped-def]
    lines = asking.question(asked_of, (), paper(80), 6)
    assert len(lines) == 4
    assert asked_of.title.endswith("?")
    assert asked_of.help.endswith(".")
    assert all(cells(plain(line)) == 80 for line in lines)


@given(TEXTS, st.booleans(), WIDTHS)
def test_the_bar_always_says_whether_it_is_saved(name: str, failed: bool, width: int) -> None:
    state = "not saved" if failed else "saved as you go"
    assert plain(frame.bar("4", name, state, paper(width))).rstrip().endswith(state)


def test_what_is_known_stands_beside_what_is_asked() -> None:
    audit = Audit(name="Book a session", runs=22.0, minutes=80.0, who="ana", words=("slot", "talk"))
    told = "\n".join(plain(line) for line in stop.facts(audit, "starts", "ana", paper(80)))
    for text in ("Book a session", "22 times a month", "80 each time", "me", "slot, talk", "?"):
        assert text in told


def test_how_far_a_question_that_differs_is_answered_is_counted() -> None:
    audit = Audit(
        answers={"told": "differs"}, steps=(Step(1, answers={"told": "no"}), Step(2), Step(3, answers={}))
    )
    assert think.words(audit, "told", paper(80)) == "it differs, 1 of 3"
