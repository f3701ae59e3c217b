"""Making relationships and contacts, and changing what they are and what was written down."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.present.small_forms import AROUND, ROW, at_day, notes, read
from tests.screens.fake_desk import CONTACTS, HALDEN_OPEN, NOW, TIMELINE, at
from tui.domain.acts import Added, Edited, Ended, Graded, Ignored, NewContact
from tui.domain.model import Override, Relationship
from tui.domain.people import Situation
from tui.present.form import Begun, Reading
from tui.present.forms.add import AddForm
from tui.present.forms.contact import ContactForm
from tui.present.forms.edit import EditForm
from tui.present.forms.ending import EndingForm, IgnoreForm
from tui.present.forms.grading import GradingForm
from tui.present.forms.item import ItemForm

SUBJECT = (5, "Halden Dairies")
HALDEN = Relationship(5, "Halden Dairies", "customer", "active", "b", "ana", ("food",), version=7)
STANDS = Situation(HALDEN, HALDEN_OPEN, CONTACTS, cadence=30)
BY_HAND = Override("B", "they asked for a pause", "bo", NOW - 5, at("20 Mar 17:00"))
NOTE = replace(TIMELINE[3], subject="", text="Walked them\nthrough it.", tags=("training",))


def known(begun: Begun, stands: Situation = STANDS, **texts: str) -> Reading:
    """The form once the desk has answered how they stand."""
    question = read(begun, **texts).wants
    assert question is not None
    begun.form.know(question, stands)
    return read(begun, **texts)


def edit() -> Begun:
    return EditForm.begun(SUBJECT, AROUND)


def grade() -> Begun:
    return GradingForm.begun(*SUBJECT, AROUND)


def test_a_name_is_enough_for_a_relationship() -> None:
    begun = AddForm.begun(AROUND)
    assert read(begun).wrong == "name"
    assert read(begun, name=" Ossel Glass ").acts == (Added("Ossel Glass", owner="ana"),)


def test_a_prospect_begins_as_one() -> None:
    typed = {"sort": "prosp", "tier": "a", "owner": "bo", "addresses": "Jo@ossel.example"}
    reading = read(AddForm.begun(AROUND), name="Ossel", **typed)
    assert reading.acts == (Added("Ossel", "prospect", "prospect", "a", "bo", ("jo@ossel.example",)),)
    assert notes(reading) == ["All mail of these addresses' domains comes with them."]


@pytest.mark.parametrize("text", ["nobody", "a@b@c.example", "@ossel.example", "jo brink@ossel.example", "12"])
def test_what_is_no_address_is_said_at_the_field(text: str) -> None:
    reading = read(AddForm.begun(AROUND), name="Ossel", addresses=text)
    assert reading.wrong == "addresses" and not reading.acts
    assert "is no address" in reading.said["addresses"].wrong


def test_a_telephone_number_is_an_address() -> None:
    (made,) = read(AddForm.begun(AROUND), name="Ossel", addresses="+49 30 1234").acts
    assert isinstance(made, Added) and made.addresses == ("+49 30 1234",)


def test_an_empty_form_shows_what_there_is_and_changes_nothing() -> None:
    reading = known(edit())
    shown = {ident: said.value for ident, said in reading.said.items()}
    assert shown == {
        "name": "Halden Dairies",
        "sort": "customer",
        "stage": "active",
        "tier": "b",
        "owner": "ana",
        "tags": "food",
        "addresses": "mette@halden.example, jonas@halden.example, jb@halden.example, +00 555 0142",
    }
    assert not reading.acts and notes(reading) == ["Nothing is changed yet: type over what is to change."]


def test_nothing_is_saved_before_it_is_known_what_there_is() -> None:
    assert not read(edit(), name="Halden").acts


def test_only_what_is_typed_changes_and_the_version_that_was_read_goes_with_it() -> None:
    reading = known(edit(), name="Halden", tier="a", owner="nobody", sort="customer")
    assert reading.acts == (Edited("r5", 7, name="Halden", tier="a", owner=""),)


def test_tags_and_addresses_are_added_and_dropped() -> None:
    reading = known(edit(), tags="#vip -food", addresses="new@halden.example, -jb@halden.example")
    assert reading.acts == (
        Edited("r5", 7, tags=("vip",), addresses=("new@halden.example",), dropped=("jb@halden.example",)),
    )
    assert reading.said["addresses"].value.startswith("new@halden.example, mette@")


def test_what_is_there_already_is_no_change() -> None:
    assert not known(edit(), tags="food", addresses="mette@halden.example", owner="ana").acts


def test_what_is_not_there_cannot_be_dropped() -> None:
    reading = known(edit(), addresses="-jo@halden.example")
    assert reading.wrong == "addresses"
    assert "is none of the addresses" in reading.said["addresses"].wrong


def test_a_prospect_that_is_won_is_better_closed() -> None:
    prospect = replace(STANDS, relationship=replace(HALDEN, stage="prospect"))
    reading = known(edit(), prospect, stage="onb")
    assert reading.acts == (Edited("r5", 7, stage="onboarding"),)
    assert notes(reading) == ["Closing a deal instead makes the agreement and the plan as well."]


def test_what_has_ended_is_reopened_and_not_edited_back() -> None:
    ended = replace(STANDS, relationship=replace(HALDEN, stage="ended"))
    assert known(edit(), ended).said["stage"].value == "ended"
    reading = known(edit(), ended, stage="active")
    assert (reading.wrong, reading.said["stage"].wrong) == ("stage", "It has ended. Reopen it first.")
    assert known(edit(), ended, name="Halden").acts == (Edited("r5", 7, name="Halden"),)


def test_the_name_can_be_taken_as_it_is() -> None:
    assert [choice.text for choice in known(edit()).said["name"].choices] == ["Halden Dairies"]


def test_a_new_contact_has_a_name() -> None:
    begun = ContactForm.begun(*SUBJECT)
    assert read(begun).wrong == "name"
    reading = read(begun, name="Jo North", role="buyer", addresses="jo@halden.example")
    assert reading.acts == (NewContact(5, "Jo North", "buyer", ("jo@halden.example",)),)


def test_a_known_contact_opens_as_known() -> None:
    begun = ContactForm.begun(*SUBJECT, CONTACTS[0])
    assert begun.texts == {"name": "Mette Aal", "role": "finance"}
    assert not read(begun).acts
    assert read(begun, role="").acts == (Edited("c1", 1, role=""),)
    dropped = read(begun, addresses="-mette@halden.example")
    assert dropped.acts == (Edited("c1", 1, dropped=("mette@halden.example",)),)


def test_an_end_has_a_reason_and_names_what_is_left() -> None:
    begun = EndingForm.begun(*SUBJECT)
    reading = known(begun)
    assert reading.wrong == "why"
    assert notes(reading)[0] == "4 things are still open, and will count no more:"
    assert "  reply  Is invoice 2231 right?" in notes(reading)
    assert known(EndingForm.begun(*SUBJECT), why="they moved away").acts == (Ended(5, "they moved away"),)


def test_one_of_their_addresses_is_ignored() -> None:
    begun = IgnoreForm.begun(*SUBJECT)
    reading = known(begun)
    assert [choice.text for choice in reading.said["address"].choices][:2] == [
        "mette@halden.example",
        "jonas@halden.example",
    ]
    assert read(begun, address="jonas").acts == (Ignored("jonas@halden.example"),)
    assert "is in 3 of their addresses" in read(begun, address="halden").said["address"].wrong
    assert "is none of their addresses" in read(begun, address="x@y.example").said["address"].wrong


def test_a_grade_by_hand_has_a_reason_and_ends_in_two_weeks() -> None:
    reading = read(grade(), grade="b")
    assert reading.wrong == "why"
    assert reading.said["until"].value == "Mon 23 Mar 17:00"
    done = read(grade(), grade="B", why="they asked for a pause")
    assert done.acts == (Graded(5, "B", "they asked for a pause", at_day("23 Mar")),)


def test_a_grade_by_hand_ends_within_thirty_days() -> None:
    reading = read(grade(), grade="b", why="so", until="9 apr")
    assert reading.wrong == "until" and "further away than 30 days" in reading.said["until"].wrong


@pytest.mark.parametrize("text", ["", "e", "none", "ab"])
def test_what_is_no_grade_is_said(text: str) -> None:
    reading = read(grade(), grade=text, why="so")
    assert reading.wrong == "grade" and not reading.acts


def test_a_grade_by_hand_is_shown_and_taken_back() -> None:
    reading = known(grade(), replace(STANDS, override=BY_HAND), grade="none")
    assert reading.acts == (Graded(5, ""),)
    assert notes(reading)[0] == "now  B* by bo until Fri 20 Mar: they asked for a pause"


def test_the_words_of_a_promise_can_be_changed() -> None:
    begun = ItemForm.begun(ROW["p5"], (10, "Brunn Logistics"), AROUND)
    assert begun.texts == {"text": "quote for phase two"}
    assert not read(begun).acts
    assert read(begun, text="quote for phase 2").acts == (Edited("p5", 1, text="quote for phase 2"),)
    assert read(begun, text=" ").wrong == "text"


def test_a_follow_up_changes_its_words_its_owner_and_its_rhythm() -> None:
    begun = ItemForm.begun(ROW["f2"], (13, "Vireo Labs"), AROUND)
    reading = read(begun, who="bo", every="2 weeks")
    assert reading.acts == (Edited("f2", 1, owner="bo", every="FREQ=WEEKLY;INTERVAL=2"),)
    assert read(begun, every="once").acts == (Edited("f2", 1, every=""),)
    assert read(begun, every="often").wrong == "every"
    assert not read(begun, who="ana").acts


def test_a_note_keeps_its_lines() -> None:
    begun = ItemForm.begun(NOTE, SUBJECT, AROUND)
    assert not read(begun).acts
    reading = read(begun, text="Walked them\nthrough chapter 3.", tags="-training")
    assert reading.acts == (Edited("i35", 1, text="Walked them\nthrough chapter 3.", tags=()),)


def test_a_mail_stays_as_it_came() -> None:
    assert ItemForm.fits(NOTE) and ItemForm.fits(ROW["p7"])
    assert not any(map(ItemForm.fits, (TIMELINE[0], TIMELINE[7], ROW["w12"], ROW["i7"], CONTACTS[0])))
