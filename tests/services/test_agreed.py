"""What one relationship's page says of its agreement and of a grade set by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.services.copies import copied, sample
from tui.domain.acts import Closed, Edited, Graded, Kept, Logged, NewAgreement, NewFollowUp, NewPromise, NewTerm
from tui.domain.listing import ListQuery
from tui.domain.model import DAY, HOUR
from tui.domain.questions import HowItStands
from tui.services.office import Office
from tui.services.sample import Sample

HALDEN = 1


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def office(made: Sample, tmp_path: Path) -> Office:
    return copied(made, tmp_path)


def close(office: Office) -> None:
    """Sell them something in two terms, of which one carries a promise of each side."""
    due = office.now() + 3 * DAY
    ours, theirs = NewPromise("send the plan", due), NewPromise("pay half", due, by_us=False)
    terms = (NewTerm("delivery in May", (ours, theirs)), NewTerm("a report"))
    agreement = NewAgreement("software", "12,000 EUR", date(2026, 3, 9), date(2027, 3, 9), terms)
    office.perform([Closed(HALDEN, "active", agreement, (NewFollowUp("say thank you", due),))])


def test_an_agreement_shows_its_terms_with_their_promises(office: Office) -> None:
    close(office)
    shown, *_ = office.relationship(HALDEN, None).agreements
    assert (shown.agreement.sold, shown.agreement.value) == ("software", "12,000 EUR")
    assert [view.term.text for view in shown.terms] == ["delivery in May", "a report"]
    told = [(p.by_us, p.text, p.state) for view in shown.terms for p in view.promises]
    assert told == [(True, "send the plan", "open"), (False, "pay half", "open")]
    office.perform([Kept(f"p{shown.terms[0].promises[0].id}")])
    shown, *_ = office.relationship(HALDEN, None).agreements
    assert [p.state for p in shown.terms[0].promises] == ["kept", "open"]


def test_what_lay_outside_of_it_is_listed_with_it(office: Office) -> None:
    close(office)
    shown, *_ = office.relationship(HALDEN, None).agreements
    inside = Logged(HALDEN, "call", "both", "As agreed.", agreement=shown.agreement.id)
    outside = replace(inside, text="An extra visit.", outside=True, tags=("extra",))
    office.perform([inside, outside])
    view = office.relationship(HALDEN, None)
    (entry,) = view.agreements[0].outside
    assert (entry.text, entry.tags, entry.outside) == ("An extra visit.", ("extra",), True)
    assert [e.text for e in view.timeline if e.outside][:1] == ["An extra visit."]
    assert [e.text for e in view.timeline if e.agreement][:2] == ["An extra visit.", "As agreed."]


def test_a_grade_by_hand_stands_beside_the_computed_one_until_it_ends(office: Office) -> None:
    before = office.relationship(HALDEN, None).row
    assert before.override is None
    office.perform([Graded(HALDEN, "B", "they asked for a pause", office.now() + 2 * DAY)])
    row = office.relationship(HALDEN, None).row
    assert row.override is not None
    assert (row.override.grade, row.override.by, row.override.why) == ("B", "ana", "they asked for a pause")
    assert row.health == before.health
    situation = office.answer(HowItStands(HALDEN))
    assert getattr(situation, "override", None) == row.override
    (listed,) = [r for r in office.listing(ListQuery(), 0, None).rows if r.relationship.id == HALDEN]
    assert listed.override == row.override
    now = office.now()
    office.clock = lambda: now + 2 * DAY + HOUR
    assert office.relationship(HALDEN, None).row.override is None


def test_a_row_knows_the_rhythm_of_its_tier(office: Office) -> None:
    row = office.relationship(HALDEN, None).row
    assert row.cadence == {"a": 14, "b": 30, "c": 90}[row.relationship.tier]


def test_a_note_that_is_edited_keeps_its_lines(office: Office) -> None:
    (told,) = office.perform([Logged(HALDEN, "note", "both", "one")]).told[:1]
    office.perform([Edited(told.id, text="one\ntwo")])
    assert office.relationship(HALDEN, 1).timeline[0].text == "one\ntwo"
