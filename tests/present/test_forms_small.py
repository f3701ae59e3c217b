"""Snoozing, waiving, following up and thanking: what their forms read, propose and refuse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.present.small_forms import AROUND, PAPER, ROW, at_day, notes, offers, read
from tests.screens.fake_desk import NOW, at
from tui.domain.acts import Decided, NewFollowUp, Snoozed, Thanked, Waived
from tui.domain.model import DAY
from tui.domain.when import read_due
from tui.present.form import Begun
from tui.present.forms.dates import day_of, day_text
from tui.present.forms.followup import FollowUpForm
from tui.present.forms.snooze import SnoozeForm
from tui.present.forms.thank import ThankForm
from tui.present.forms.waive import WaiveForm

WAIT = ROW["w18"]


def follow_up(text: str = "ask how it went") -> Begun:
    return FollowUpForm.begun(5, "Halden Dairies", AROUND, text)


def test_a_row_is_put_off_until_the_next_working_day() -> None:
    begun = SnoozeForm.begun([WAIT], AROUND)
    reading = read(begun)
    assert begun.form.subtitle == "Orchard & Pell: Who signs the addendum?"
    assert (reading.said["until"].value, reading.said["until"].source) == ("Tue 10 Mar", "the next working day")
    assert reading.acts == (Snoozed("w18", at("10 Mar 00:00")),)


def test_the_working_day_after_a_friday_is_a_monday() -> None:
    begun = SnoozeForm.begun([WAIT], AROUND)
    friday = replace(PAPER, now=at("13 Mar 18:00"))
    assert begun.form.read({}, friday).said["until"].value == "Mon 16 Mar"


def test_a_time_of_day_puts_a_row_off_until_then() -> None:
    reading = read(SnoozeForm.begun([WAIT], AROUND), until="3pm", why="waiting for the board")
    assert reading.said["until"].value == "Mon 9 Mar 15:00"
    assert reading.acts == (Snoozed("w18", at("9 Mar 15:00"), "waiting for the board"),)


def test_all_rows_are_put_off_at_once() -> None:
    begun = SnoozeForm.begun([WAIT, ROW["p5"], ROW["r6"]], AROUND)
    reading = read(begun, until="fri")
    assert begun.form.subtitle == "3 of them"
    assert [act.item for act in reading.acts if isinstance(act, Snoozed)] == ["w18", "p5", "r6"]


def test_it_is_said_how_often_a_row_was_put_off_and_why() -> None:
    again = replace(WAIT, snoozes=2, snoozed_why="waiting for the board")
    assert notes(read(SnoozeForm.begun([again], AROUND))) == ["snoozed twice: waiting for the board"]
    assert notes(read(SnoozeForm.begun([again, ROW["p5"]], AROUND))) == [
        "Orchard & Pell, snoozed twice: waiting for the board"
    ]
    assert notes(read(SnoozeForm.begun([WAIT], AROUND))) == []


@pytest.mark.parametrize(
    ("until", "wrong"),
    [
        ("today", "Mon 9 Mar has begun already. Name a later day, or a time such as 3pm."),
        ("2026-03-09 08:00", "Mon 9 Mar 08:00 is in the past. Name a date that is still to come."),
        ("1/12", "'1/12' can be read in several ways. Write 2026-12-01 or 2027-01-12."),
    ],
)
def test_a_snooze_needs_a_day_to_come(until: str, wrong: str) -> None:
    reading = read(SnoozeForm.begun([WAIT], AROUND), until=until)
    assert (reading.said["until"].wrong, reading.wrong, reading.acts) == (wrong, "until", ())


def test_readings_of_an_unclear_date_can_be_chosen() -> None:
    reading = read(SnoozeForm.begun([WAIT], AROUND), until="1/12")
    assert [choice.text for choice in reading.said["until"].choices] == ["2026-12-01", "2027-01-12"]


def test_enter_takes_the_first_of_three_reasons() -> None:
    reading = read(WaiveForm.begun([WAIT]))
    labels = [label for label, _ in offers(reading)]
    assert labels == ["it needed no answer", "answered elsewhere", "not meant for us"]
    assert reading.acts == (Waived("w18", "it needed no answer"),)


def test_another_reason_is_chosen_or_typed() -> None:
    begun = WaiveForm.begun([WAIT])
    assert read(begun, **read(begun).offers[1].texts).acts == (Waived("w18", "answered elsewhere"),)
    typed = read(begun, why="  Sam has left ")
    assert (typed.acts, typed.offers) == ((Waived("w18", "Sam has left"),), ())


def test_many_waits_are_waived_at_once() -> None:
    begun = WaiveForm.begun([ROW["w12"], ROW["w15"], WAIT, replace(WAIT, id="w19")])
    assert (begun.form.title, begun.form.subtitle) == ("No reply needed", "4 of them")
    assert len(read(begun).acts) == 4


def test_a_follow_up_is_due_in_a_week_unless_a_date_is_named() -> None:
    assert read(follow_up()).said["by"].value == "Mon 16 Mar 17:00"
    assert read(follow_up()).said["by"].source == "in a week"
    decided = NewFollowUp("ask how it went", at_day("16 Mar"), True, "", "ana")
    assert read(follow_up()).acts == (Decided(5, decided),)


def test_a_follow_up_recurs_as_it_is_echoed() -> None:
    reading = read(follow_up(), by="31 mar", every="month", who="bo")
    assert reading.said["every"].value == "every month on the 31st"
    rule = "FREQ=MONTHLY;BYMONTHDAY=31"
    assert reading.acts == (Decided(5, NewFollowUp("ask how it went", at_day("31 Mar"), True, rule, "bo")),)


@pytest.mark.parametrize(
    ("field", "text", "wrong"),
    [
        ("what", "  ", "Say what is to be done."),
        ("by", "yesterday", "Sun 8 Mar is in the past. Name a date that is still to come."),
        ("by", "soon", "'soon' is no date that kept can read."),
        ("every", "sometimes", "'sometimes' is no recurrence that kept can read."),
        ("who", "zed", "Nobody here is called 'zed'. Write ana, bo or cleo."),
    ],
)
def test_a_follow_up_says_at_the_field_what_it_cannot_take(field: str, text: str, wrong: str) -> None:
    reading = read(follow_up(), **{field: text})
    assert reading.said[field].wrong.startswith(wrong)
    assert (reading.wrong, reading.acts) == (field, ())


def test_a_megabyte_is_refused_as_a_date_and_cut_as_a_name() -> None:
    reading = read(follow_up(), by="9" * 1_000_000, who="x" * 1_000_000, every="w" * 1_000_000)
    assert reading.acts == ()
    assert all(len(said.wrong) < 300 for said in reading.said.values())


def test_thanks_go_by_email_without_words() -> None:
    begun = ThankForm.begun(14, "Umber Ceramics", "i7", "recommended us to Calder Foods")
    assert begun.form.subtitle == "Umber Ceramics: recommended us to Calder Foods"
    assert read(begun).acts == (Thanked(14, "i7"),)


def test_thanks_are_said_on_any_channel() -> None:
    begun = ThankForm.begun(14, "Umber Ceramics")
    assert read(begun, how="phone", text="sent cake").acts == (Thanked(14, None, "sent cake", "call"),)
    assert read(begun, how="let").said["how"].value == "letter"
    unclear = read(begun, how="c")
    assert (unclear.said["how"].wrong, unclear.acts) == ("'c' is not clear. Write call or chat.", ())


@given(st.integers(1, 3000))
def test_a_proposed_day_is_read_as_that_day(days: int) -> None:
    calendar = AROUND.calendar
    due = calendar.end_of(calendar.date_of(NOW + days * DAY))
    again = read_due(day_text(day_of(due, calendar), PAPER, calendar), NOW, calendar)
    assert (again.at, again.day_alone) == (due, True)
