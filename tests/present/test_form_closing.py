"""From deal to plan: the agreement, its terms one by one, and what happens next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.present.small_forms import AROUND, FULL, PAPER, at_day, notes, read
from tests.present.test_forms_edit import HALDEN, STANDS, SUBJECT
from tui.domain.acts import Closed, NewAgreement, NewFollowUp, NewPromise, NewTerm
from tui.domain.people import Situation
from tui.domain.plan import Step, Template
from tui.domain.questions import Honestly
from tui.present.form import Begun, Reading
from tui.present.forms.closing import MOST_TERMS, ClosingForm
from tui.present.forms.terms import read_term

MONDAY = date(2026, 3, 9)
PLAN = (
    NewFollowUp("say thank you", at_day("9 Mar"), owner="ana"),
    NewFollowUp("check in: how does it go?", at_day("16 Mar"), owner="ana"),
    NewFollowUp("review: is it what they wanted?", at_day("8 Apr"), owner="ana"),
    NewFollowUp("stay in touch", at_day("8 May"), every="FREQ=DAILY;INTERVAL=30", owner="ana"),
)


def closing(stands: Situation | None = STANDS, around: object = AROUND) -> Begun:
    """The form, once the desk has answered how they stand."""
    begun = ClosingForm.begun(*SUBJECT, around)  # type: ignore[arg-type]
    if stands is not None:
        begun.form.know(read(begun).wants, stands)
    return begun


def closed(reading: Reading) -> Closed:
    """What saving does."""
    (act,) = reading.acts
    assert isinstance(act, Closed)
    return act


def labels(begun: Begun) -> list[str]:
    return [spec.label for spec in begun.form.fields]


def test_what_was_sold_is_enough() -> None:
    assert read(closing()).wrong == "sold"
    reading = read(closing(), sold="cold-chain software")
    assert reading.acts == (Closed(5, "active", NewAgreement("cold-chain software", "", MONDAY), PLAN),)


def test_nothing_is_saved_before_it_is_known_how_they_stand() -> None:
    assert not read(closing(None), sold="software").acts


def test_a_prospect_is_onboarding_from_now_on_unless_active_is_said() -> None:
    prospect = replace(STANDS, relationship=replace(HALDEN, stage="prospect"))
    assert closed(read(closing(prospect), sold="software")).stage == "onboarding"
    assert closed(read(closing(prospect), sold="software", stage="act")).stage == "active"


def test_what_has_ended_is_reopened_first() -> None:
    ended = replace(STANDS, relationship=replace(HALDEN, stage="ended"))
    reading = read(closing(ended), sold="software")
    assert not reading.acts and notes(reading) == ["It has ended. Reopen it first."]


def test_it_begins_and_ends_on_days() -> None:
    begun = closing()
    agreement = closed(read(begun, sold="x", value="12,000 EUR", **{"from": "fri", "until": "in 1 year"})).agreement
    assert (agreement.value, agreement.signed_on, agreement.ends_on) == (
        "12,000 EUR",
        date(2026, 3, 13),
        date(2027, 3, 9),
    )
    wrong = read(begun, sold="x", **{"from": "fri", "until": "thu"})
    assert wrong.wrong == "until" and "before it begins" in wrong.said["until"].wrong
    unclear = read(begun, sold="x", **{"from": "1/12"})
    assert unclear.wrong == "from" and len(unclear.said["from"].choices) == 2


def test_the_plan_counts_from_the_first_day() -> None:
    steps = closed(read(closing(), sold="x", **{"from": "next fri"})).plan
    assert [step.due for step in steps[:2]] == [at_day("20 Mar"), at_day("27 Mar")]


def test_a_step_has_another_day_other_words_or_is_left_out() -> None:
    typed = {"step0": "call them instead", "step1": "say hello by fri", "step2": "no", "step3": "wed"}
    reading = read(closing(), sold="x", **typed)
    plan = closed(reading).plan
    assert [(step.text, step.due) for step in plan] == [
        ("call them instead", at_day("9 Mar")),
        ("say hello", at_day("13 Mar")),
        ("stay in touch", at_day("11 Mar")),
    ]
    assert reading.said["step2"].value == "left out"
    assert reading.said["step3"].value == "Wed 11 Mar  stay in touch, every 30 days"


def test_a_step_that_is_unclear_or_past_is_said() -> None:
    assert read(closing(), sold="x", step1="1/12").wrong == "step1"
    past = read(closing(), sold="x", step1="2026-03-02")
    assert past.wrong == "step1" and "is in the past" in past.said["step1"].wrong


def test_the_steps_are_those_of_the_configuration() -> None:
    around = replace(AROUND, template=Template((Step(3, "send the folder"),), rhythm=False))
    begun = closing(around=around)
    assert labels(begun)[-2:] == ["term 1", "day 3"]
    assert [step.text for step in closed(read(begun, sold="x")).plan] == ["send the folder"]


def test_the_owner_of_the_relationship_does_what_comes_next() -> None:
    bos = replace(STANDS, relationship=replace(HALDEN, owner="bo"))
    assert {step.owner for step in closed(read(closing(bos), sold="x")).plan} == {"bo"}
    nobodys = replace(STANDS, relationship=replace(HALDEN, owner=None))
    assert {step.owner for step in closed(read(closing(nobodys), sold="x")).plan} == {"ana"}


def test_an_empty_term_follows_the_last_one_that_is_filled_in() -> None:
    begun = closing()
    read(begun)
    assert [label for label in labels(begun) if label.startswith("term")] == ["term 1"]
    read(begun, term0="a", term1="b")
    assert [label for label in labels(begun) if label.startswith("term")] == ["term 1", "term 2", "term 3"]
    read(begun, **{f"term{index}": "x" for index in range(40)})
    assert sum(label.startswith("term") for label in labels(begun)) == MOST_TERMS


def test_terms_carry_promises_of_both_sides() -> None:
    term = "delivery in May; we: send the plan by fri; they: pay half by 30 mar"
    reading = read(closing(), sold="x", term0=term, term1="a report")
    assert closed(reading).agreement.terms == (
        NewTerm(
            "delivery in May",
            (
                NewPromise("send the plan", at_day("13 Mar")),
                NewPromise("pay half", at_day("30 Mar"), by_us=False),
            ),
        ),
        NewTerm("a report"),
    )
    assert notes(reading) == [
        "we          Fri 13 Mar  send the plan",
        "they        Mon 30 Mar  pay half",
    ]


def test_more_promises_than_there_is_room_for_are_counted() -> None:
    term = "x; " + "; ".join(f"we: send {number} by fri" for number in range(5))
    assert notes(read(closing(), sold="x", term0=term))[-1] == "and 2 promises more"


def test_a_handle_promises_for_us() -> None:
    term = read_term("bo: set it up by fri 3pm", AROUND, PAPER)
    assert term.term == NewTerm(
        "set it up", (NewPromise("set it up", at_day("13 Mar") - 2 * 3600, day_alone=False, author="bo"),)
    )
    assert term.said.value == "bo set it up by Fri 13 Mar 15:00"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("x; we: send the plan", "by when?"),
        ("x; we: by fri", "What is promised"),
        ("x; we: send it by 1/12", "several ways"),
        ("x; send it by fri", "Who does"),
        ("x; they: pay by 2026-03-02", "is in the past"),
    ],
)
def test_what_a_term_cannot_be_is_said(text: str, wrong: str) -> None:
    read = read_term(text, AROUND, PAPER)
    assert read.term is None and wrong in read.said.wrong


def test_a_colon_alone_makes_no_promise() -> None:
    assert read_term("price: 40 a day, hours: 9:00 to 17:00", AROUND, PAPER).term == NewTerm(
        "price: 40 a day, hours: 9:00 to 17:00"
    )


def test_a_week_that_the_terms_make_too_full_is_said_and_nothing_more() -> None:
    begun = closing()
    texts = {"sold": "software", "term0": "we: send the plan by fri; bo: call by fri; they: pay by fri"}
    texts["term1"] = "we: send the keys by thu"
    assert closed(read(begun, **texts)), "it can be saved before one has looked"
    for author, count in (("ana", 4), ("bo", 4)):
        question = read(begun, **texts).wants
        assert isinstance(question, Honestly)
        assert question.author == author
        begun.form.know(question, replace(FULL, week_count=count))
    told = notes(read(begun, **texts))
    assert [line for line in told if "room" in line] == ["▲ week of Mon 9 Mar: 6 promises, you have room for 5"]
    assert read(begun, **texts).wants is None


def test_a_colleague_whose_week_the_terms_make_too_full_is_named() -> None:
    begun = closing()
    question = read(begun, term0="bo: call by fri next week").wants
    begun.form.know(question, replace(FULL, week_count=5))
    told = notes(read(begun, term0="bo: call by fri next week"))
    assert told[-1] == "▲ week of Mon 16 Mar: 6 promises, bo has room for 5"
