"""Moving a date, asking at the third time, and admitting what will not come."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.present.small_forms import (
    AROUND,
    FULL,
    QUIET,
    ROW,
    WEDNESDAY,
    at_day,
    looked,
    notes,
    offers,
    read,
    taken,
)
from tui.domain.acts import Broken, GivenUp, Moved, NewPromise
from tui.domain.questions import Honestly
from tui.domain.views import OpenRow
from tui.present.form import OFFERS, Begun, Reading
from tui.present.forms.admit import AdmitForm
from tui.present.forms.move import MoveForm

QUOTE, LATE, THEIRS = ROW["p5"], ROW["p3"], ROW["p7"]
TWICE = replace(QUOTE, moves=2)
TUESDAY = at_day("10 Mar")


def move(row: OpenRow = QUOTE) -> Begun:
    return MoveForm.begun(row, AROUND)


def admit(row: OpenRow = LATE) -> Begun:
    return AdmitForm.begun(row, AROUND)


def chosen(label: str) -> tuple[Begun, dict[str, str]]:
    """The form of the third move with the offer of that name taken."""
    begun = move(TWICE)
    offer = next(offer for offer in read(begun).offers if offer.label == label)
    return begun, dict(offer.texts)


def test_a_date_moves_by_a_working_day_unless_another_is_named() -> None:
    reading = looked(move(), QUIET)
    assert reading.said["by"].value == "Tue 10 Mar 17:00"
    assert reading.acts == (Moved("p5", TUESDAY),)


def test_a_new_date_counts_once_they_agree() -> None:
    reading = looked(move(), QUIET, by="fri", agreed="y", why="the data came late")
    assert reading.acts == (Moved("p5", at_day("13 Mar"), True, True, "the data came late"),)
    assert notes(reading) == ["room: 3 of 5 that week"]
    assert notes(looked(move(), QUIET, by="fri"))[0] == "Until they agree, Mon 9 Mar still counts."


def test_the_first_date_of_what_is_late_already_counts_on() -> None:
    said = "It is late already: Thu 5 Mar still counts, the new date is noted."
    assert notes(looked(move(LATE), QUIET, agreed="yes"))[0] == said


def test_a_new_date_is_looked_at_without_the_promise_that_moves() -> None:
    assert read(move(), by="fri").wants == Honestly(at_day("13 Mar"), "ana", 5)
    assert read(move(), by="fri").acts == ()
    begun = move()
    reading = looked(begun, by="fri")
    assert notes(reading)[1:3] == ["", "▲ An honest look before you say it"]
    assert taken(begun, reading.offers[0]).acts == (Moved("p5", WEDNESDAY),)
    assert taken(begun, reading.offers[2], by="fri").acts == (Moved("p5", at_day("13 Mar"), by="bo"),)


def test_their_date_is_moved_without_a_look() -> None:
    begun = move(THEIRS)
    assert [spec.id for spec in begun.form.fields] == ["by", "agreed", "why"]
    assert read(begun, agreed="we a").acts == (Moved("p7", at_day("12 Mar"), True, True),)
    assert notes(read(begun)) == ["Until we agree, Wed 11 Mar still counts."]


def test_a_follow_up_has_only_a_date_and_a_reason() -> None:
    begun = move(ROW["f2"])
    assert [spec.id for spec in begun.form.fields] == ["by", "why"]
    assert read(begun, why="Ida is away").acts == (Moved("f2", TUESDAY, why="Ida is away"),)


def test_an_overdue_follow_up_keeps_its_date() -> None:
    reading = read(move(replace(ROW["f2"], late=3600)))
    assert (reading.wrong, reading.acts) == ("by", ())
    assert reading.said["by"].wrong == "It is overdue already, so its date stays. Snooze it, do it or skip it."


@pytest.mark.parametrize(
    ("field", "text", "wrong"),
    [
        ("by", "yesterday", "Sun 8 Mar is in the past. Name a date that is still to come."),
        ("by", "3pm", "Mon 9 Mar 15:00 is the date that it has."),
        ("who", "zed", "Nobody here is called 'zed'. Write ana, bo or cleo."),
        ("agreed", "they", "'they' is not clear. Write they agreed or they did not."),
        ("agreed", "maybe", "'maybe' is not clear. Write they agreed or they did not."),
    ],
)
def test_a_move_says_at_the_field_what_it_cannot_take(field: str, text: str, wrong: str) -> None:
    reading = read(move(), **{field: text})
    assert (reading.said[field].wrong, reading.wrong, reading.acts) == (wrong, field, ())


def test_the_third_move_asks_first() -> None:
    begun = move(TWICE)
    reading = read(begun)
    assert (begun.at, reading.weigh, reading.acts, reading.wrong) == (OFFERS, True, (), "how")
    assert [label for label, _ in offers(reading)] == ["break it", "shrink it", "hand it over", "move it once more"]
    assert notes(reading) == ["It was moved twice already. What is honest now?"]


def test_their_third_move_asks_nothing() -> None:
    assert read(move(replace(THEIRS, moves=2))).acts


def test_breaking_it_needs_a_reason() -> None:
    begun, texts = chosen("break it")
    assert (read(begun, **texts).wrong, read(begun, **texts).acts) == ("why", ())
    assert read(begun, **texts, why="no data").acts == (Broken("p5", "no data"),)


def test_shrinking_it_needs_a_smaller_promise_and_keeps_the_date() -> None:
    begun, texts = chosen("shrink it")
    assert texts["what"] == "quote for phase two"
    reading = read(begun, **texts)
    assert (reading.wrong, reading.acts, reading.wants) == ("what", (), None)
    less = read(begun, **{**texts, "what": "a rough figure"})
    assert less.acts == (Moved("p5", QUOTE.due or 0, shrunk="a rough figure"),)
    assert less.notes == ()


def test_handing_it_over_names_who_has_room() -> None:
    begun, texts = chosen("hand it over")
    first = read(begun, **texts)
    assert (first.wrong, first.acts, first.wants) == ("who", (), Honestly(QUOTE.due or 0, "ana", 5))
    reading = looked(begun, FULL, **texts)
    assert offers(reading) == [("bo", "has room: 2 of 5 this week"), ("cleo", "has room: 4 of 5 this week")]
    assert taken(begun, reading.offers[0], **texts).acts == (Moved("p5", QUOTE.due or 0, by="bo"),)


def test_nobody_with_room_is_said() -> None:
    begun, texts = chosen("hand it over")
    assert notes(looked(begun, replace(FULL, room=()), **texts)) == ["Nobody has room this week."]


def test_moving_it_once_more_needs_a_reason_and_a_look() -> None:
    begun, texts = chosen("move it once more")
    assert read(begun, **texts).wrong == "why"
    assert read(begun, **texts, why="their board met late").acts == ()
    reading: Reading = looked(begun, FULL, **texts, why="their board met late")
    assert reading.acts == (Moved("p5", TUESDAY, why="their board met late"),)
    assert [label for label, _ in offers(reading)] == ["Wed 18 Mar", "Tue 10 Mar", "hand over"]


def test_enter_admits_without_having_told_anybody() -> None:
    assert read(admit()).acts == (Broken("p3"),)
    assert read(admit(ROW["w12"])).acts == (GivenUp("w12"),)
    assert (admit().form.title, admit(ROW["w12"]).form.title) == ("Break it", "Give up")


def test_every_wording_names_the_thing_and_can_be_taken_or_edited() -> None:
    for row in (LATE, ROW["w12"]):
        reading = read(admit(row))
        assert len(reading.offers) == 3
        assert all(row.what in offer.texts["told"] for offer in reading.offers)
        assert [choice.text for choice in reading.said["told"].choices] == [o.texts["told"] for o in reading.offers]


def test_what_they_were_told_is_kept_with_the_reason() -> None:
    begun = admit(ROW["w12"])
    told = "I am sorry, we did not answer your mail of Tue 3 Mar, “Is invoice 2231 right?”."
    reading = taken(begun, read(begun).offers[0], why="lost in the move")
    assert reading.acts == (GivenUp("w12", "lost in the move", told),)
    assert reading.offers == ()


def test_a_thing_without_words_is_named_by_its_kind_and_day() -> None:
    call = replace(ROW["w12"], what="", channel="call")
    assert read(admit(call)).offers[2].told == "We never answered your call of Tue 3 Mar. Do you still need it?"


def test_something_is_promised_instead_after_a_look() -> None:
    begun = admit()
    assert read(begun, what="draft one", by="fri").wants == Honestly(at_day("13 Mar"), "ana", 3)
    reading = looked(begun, what="draft one", by="fri")
    assert reading.acts == (Broken("p3", repair=NewPromise("draft one", at_day("13 Mar"), author="ana")),)
    assert reading.offers[0].told.endswith(" Instead by Fri 13 Mar: draft one.")
    assert notes(reading)[0].startswith("this week ")
    assert reading.better is not None
    assert reading.better.texts == {"by": "Wed 18 Mar"}


@pytest.mark.parametrize(
    ("texts", "field", "wrong"),
    [
        ({"what": "draft one"}, "by", "By when? Write a day, such as fri."),
        ({"by": "fri"}, "what", "Say what they get instead, or leave the date away."),
        ({"what": "x", "by": "yesterday"}, "by", "Sun 8 Mar is in the past. Name a date that is still to come."),
    ],
)
def test_half_a_promise_instead_is_none(texts: dict[str, str], field: str, wrong: str) -> None:
    reading = read(admit(), **texts)
    assert (reading.said[field].wrong, reading.wrong, reading.acts) == (wrong, field, ())


def test_of_their_promise_only_the_reason_is_asked() -> None:
    begun = admit(THEIRS)
    assert [spec.id for spec in begun.form.fields] == ["why"]
    assert read(begun, why="they went quiet").acts == (Broken("p7", "they went quiet"),)
    assert read(begun).offers == ()
