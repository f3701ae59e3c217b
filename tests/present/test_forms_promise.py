"""The honest promise in the words of picture 06."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.present.small_forms import (
    AROUND,
    FRIDAY,
    FULL,
    HISTORY,
    PAPER,
    QUIET,
    WEDNESDAY,
    looked,
    notes,
    offers,
    read,
    taken,
)
from tests.screens.fake_desk import at
from tui.domain.acts import NewPromise, Promised
from tui.domain.honest import Look, LookBack, Room
from tui.domain.model import HOUR
from tui.domain.questions import Honestly
from tui.present.form import Begun
from tui.present.forms.promise import PromiseForm
from tui.present.glyphs import ASCII

TEXT = "send the corrected invoice"


def promise(text: str = TEXT, due: str = "fri", *, by_us: bool = True) -> Begun:
    return PromiseForm.begun(5, "Halden Dairies", AROUND, text=text, due=due, by_us=by_us)


def made(due: int = FRIDAY, author: str = "ana") -> tuple[Promised]:
    return (Promised(5, NewPromise(TEXT, due, True, True, author)),)


def test_the_honest_look_reads_as_in_the_picture() -> None:
    begun = promise()
    reading = looked(begun)
    assert (begun.form.title, begun.form.subtitle) == ("Promise", "to Halden Dairies")
    assert [spec.label for spec in begun.form.fields] == ["we will", "by", "who"]
    assert (reading.said["by"].value, reading.said["who"].value) == ("Fri 13 Mar 17:00", "ana")
    assert notes(reading) == [
        "▲ An honest look before you say it",
        "",
        "this week   ■■■■■ ■   6 promises, you have room for 5",
        "history     14 of 20 kept on time, the late ones by 1 d 2 h",
        "so Friday   would hold 7 times in 10",
    ]
    assert offers(reading) == [
        ("Wed 18 Mar", "would hold 4 times in 5"),
        ("Fri 13 Mar", "keep it, my decision"),
        ("hand over", "bo has room: 2 of 5 this week"),
    ]


def test_nothing_is_saved_before_the_look_and_the_offers_come_first() -> None:
    begun = promise()
    before = read(begun)
    assert (before.acts, before.wants, before.wrong) == ((), Honestly(FRIDAY, "ana"), "")
    assert looked(begun).weigh


def test_the_offered_date_is_taken_without_another_look() -> None:
    begun = promise()
    reading = taken(begun, looked(begun).offers[0])
    assert (reading.acts, reading.wants) == (made(WEDNESDAY), None)
    assert notes(reading) == ["Wed 18 Mar would hold 4 times in 5"]


def test_ones_own_date_is_one_down_away() -> None:
    begun = promise()
    assert taken(begun, looked(begun).offers[1]).acts == made()


def test_handing_over_makes_it_the_promise_of_whoever_has_room() -> None:
    begun = promise()
    assert taken(begun, looked(begun).offers[2]).acts == made(author="bo")


def test_somebody_elses_promise_is_looked_at_as_theirs() -> None:
    begun = promise()
    reading = looked(begun, replace(FULL, room=(Room("bo", 2, 5),)), who="CLEO")
    assert "6 promises, cleo has room for 5" in notes(reading)[2]
    assert reading.acts == made(author="cleo")


def test_a_look_with_nothing_to_say_is_one_quiet_line() -> None:
    reading = looked(promise(), QUIET)
    assert (notes(reading), reading.offers, reading.acts) == (["room: 3 of 5 that week"], (), made())


def test_signs_are_plain_where_only_plain_ones_are_drawn_well() -> None:
    begun = promise()
    looked(begun)
    paper = replace(PAPER, signs=ASCII)
    reading = begun.form.read(begun.texts, paper)
    assert notes(reading)[0] == "# An honest look before you say it"
    assert notes(reading)[2] == "this week   ##### #   6 promises, you have room for 5"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.7, "would hold 7 times in 10"),
        (0.8, "would hold 4 times in 5"),
        (0.79, "would hold 7 times in 10"),
        (0.5, "would hold 5 times in 10"),
        (0.4, "would hold twice in 5"),
        (0.1, "would hold once in 10"),
        (0.04, "would hardly hold"),
        (1.0, "would hold every time"),
    ],
)
def test_shares_are_said_in_tenths_and_never_too_high(share: float, said: str) -> None:
    assert notes(looked(promise(), replace(FULL, holds=share)))[-1] == f"so Friday   {said}"


def test_history_is_said_as_it_is() -> None:
    one_late = LookBack((0,) * 9 + (9 * HOUR,), 0, "own")
    team = LookBack((0,) * 10, 0, "team")

    def history(look: Look) -> str:
        return notes(looked(promise(), look))[3]

    assert history(replace(FULL, history=one_late)) == "history     9 of 10 kept on time, the late one by 1 d 1 h"
    assert history(replace(FULL, history=team)) == "the team's  history: 10 of 10 kept on time"


def test_without_history_only_the_week_is_spoken_of() -> None:
    reading = looked(promise(), replace(FULL, history=LookBack(), holds=None, offered=None, offer_holds=None))
    assert notes(reading)[2:] == ["this week   ■■■■■ ■   6 promises, you have room for 5"]
    assert [label for label, _ in offers(reading)] == ["Fri 13 Mar", "hand over"]


def test_too_many_broken_ones_are_said_instead_of_a_date() -> None:
    history = LookBack((0,) * 5 + (HOUR,) * 2, 3, "own")
    look = replace(QUIET, history=history, holds=0.5, refused=True)
    reading = looked(promise(), look)
    assert notes(reading)[-1] == "            3 of 10 were not kept, so no other date is offered"
    assert [label for label, _ in offers(reading)] == ["Fri 13 Mar", "hand over"]


@pytest.mark.parametrize(
    ("due", "week", "so"),
    [
        ("wed", "this week", "so Wed     "),
        ("tue 17 mar", "next week", "so 17 Mar  "),
        ("2 apr", "that week", "so 2 Apr   "),
        ("2 apr 2027", "that week", "so 2 Apr   "),
    ],
)
def test_days_and_weeks_are_named_by_how_far_they_are(due: str, week: str, so: str) -> None:
    said = notes(looked(promise(due=due), replace(FULL, offered=None)))
    assert said[2].startswith(f"{week}   ")
    assert said[4].startswith(f"{so} would")


def test_a_time_of_day_is_kept_as_it_was_named() -> None:
    reading = looked(promise(due="fri 3pm"))
    assert offers(reading)[1] == ("Fri 13 Mar 15:00", "keep it, my decision")
    assert reading.acts == (Promised(5, NewPromise(TEXT, at("13 Mar 15:00"), False, True, "ana")),)


@pytest.mark.parametrize("who", ["they", "them"])
def test_a_promise_of_theirs_is_not_looked_at(who: str) -> None:
    begun = promise()
    reading = read(begun, who=who)
    assert (begun.form.fields[0].label, begun.form.subtitle) == ("they will", "by Halden Dairies")
    assert (reading.wants, reading.notes, reading.offers) == (None, (), ())
    assert reading.acts == (Promised(5, NewPromise(TEXT, FRIDAY, True, False, None)),)
    assert read(begun, who="").wants is not None
    assert begun.form.fields[0].label == "we will"


def test_their_promise_may_be_somebodys() -> None:
    begun = promise(by_us=False)
    assert begun.form.fields[0].label == "they will"
    assert read(begun, who="Mette Aal").acts == (Promised(5, NewPromise(TEXT, FRIDAY, True, False, "Mette Aal")),)
    assert read(begun, who="we").wants == Honestly(FRIDAY, "ana")


@pytest.mark.parametrize(
    ("field", "text", "wrong"),
    [
        ("what", " ", "Say what is promised."),
        ("by", "", "By when? Write a day, such as fri."),
        ("by", "yesterday", "Sun 8 Mar is in the past. Name a date that is still to come."),
        ("by", "thu 18 mar", "2026-03-18 is a Wed, not a Thu. Leave the weekday away, or correct it."),
        ("who", "zed", "Nobody here is called 'zed'. Write ana, bo or cleo, or they if it is their promise."),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_field(field: str, text: str, wrong: str) -> None:
    reading = read(promise(), **{field: text})
    assert (reading.said[field].wrong, reading.wrong, reading.acts) == (wrong, field, ())


def test_an_unclear_date_offers_its_readings() -> None:
    reading = read(promise(), by="at 3")
    assert [choice.text for choice in reading.said["by"].choices] == ["3am", "3pm"]
    assert reading.wrong == "by"


def test_answers_to_something_else_are_no_looks() -> None:
    begun = promise()
    begun.form.know("who is there", HISTORY)
    assert read(begun).wants == Honestly(FRIDAY, "ana")
