"""What is gathered to show how promises between us and a relationship went."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.copies import copied, make_personal, sample
from tui.domain.acts import Broken, Closed, Ended, Logged, Moved, NewAgreement, NewPromise, NewTerm, Promised
from tui.domain.model import DAY, HOUR
from tui.domain.problem import Problem
from tui.domain.promiseviews import Evidence, Proven
from tui.services.evidence import evidence
from tui.services.naming import find
from tui.services.office import Office
from tui.services.sample import Sample
from tui.store import teammates


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return sample(tmp_path_factory.mktemp("evidence"))


@pytest.fixture
def office(tmp_path: Path, made: Sample) -> Office:
    """A copy that a test may write to."""
    return copied(made, tmp_path)


def kestrel(office: Office) -> int:
    with office.store.read() as conn:
        return find(conn, "Kestrel Rail", "ana", office.now()).id


def gathered(office: Office, ident: int | None = None, handle: str = "ana", now: int | None = None) -> Evidence:
    with office.store.read() as conn:
        moment = office.now() if now is None else now
        return evidence(conn, ident or kestrel(office), handle, moment, teammates.rule_book(conn))


def proven(found: Evidence, text: str) -> Proven:
    return next(each for each in found.promises if each.promise.text == text)


def test_every_promise_of_both_sides_is_there_in_order_of_making(office: Office) -> None:
    found = gathered(office)
    made = [each.promise.made_at for each in found.promises]
    assert made == sorted(made)
    assert {each.promise.by_us for each in found.promises} == {True, False}
    for ratio, by_us in ((found.ours, True), (found.theirs, False)):
        ended = [each for each in found.promises if each.promise.by_us == by_us and each.how]
        assert ratio.n == sum(each.promise.state in ("kept", "broken") for each in ended) > 0


def test_lateness_is_told_by_the_first_and_by_the_agreed_due(office: Office) -> None:
    data = proven(gathered(office), "track data for the pilot")
    assert [move.agreed for move in data.moves] == [True, True]
    assert data.due == data.moves[-1].new_due
    assert data.late > data.past > 0


def test_moves_carry_why_and_who(office: Office) -> None:
    ident = kestrel(office)
    item = f"p{proven(gathered(office), 'track data for the pilot').promise.id}"
    office.perform([Moved(item, office.now() + DAY, agreed=False, why="their supplier")])
    asked = proven(gathered(office, ident), "track data for the pilot").moves[-1]
    assert (asked.agreed, asked.why, asked.by) == (False, "their supplier", "ana")


def test_what_was_said_is_complaints_agreements_and_words_of_promises_only(office: Office) -> None:
    ident = kestrel(office)
    terms = (NewTerm("answers within a day", (NewPromise("weekly report", office.now() + DAY, by_us=False),)),)
    office.perform([Closed(ident, "active", NewAgreement("pilot", "9,000", terms=terms))])
    agreement = gathered(office, ident).agreements[-1]
    data = NewPromise("data", office.now() + DAY, by_us=False)
    office.perform(
        [
            Logged(ident, "email", "out", "This is not what we agreed.", signal="complaint"),
            Logged(ident, "letter", "in", "An invoice on top.", agreement=agreement.id, outside=True),
            Logged(ident, "call", "in", "Data comes Friday.", promises=(data,)),
            Logged(ident, "call", "in", "About the weather."),
        ]
    )
    found = gathered(office, ident)
    told = {words.text: words for words in found.said}
    assert {"This is not what we agreed.", "An invoice on top.", "Data comes Friday."} <= set(told)
    assert "About the weather." not in told
    assert told["An invoice on top."].outside
    assert (agreement.sold, agreement.value, [term.text for term in agreement.terms]) == (
        "pilot",
        "9,000",
        ["answers within a day"],
    )
    assert proven(found, "weekly report").term == "answers within a day"
    said = proven(found, "data").said
    assert said is not None
    assert said.text == "Data comes Friday."


def test_how_it_ended_and_why(office: Office) -> None:
    ident = kestrel(office)
    item = f"p{proven(gathered(office), 'track data for the pilot').promise.id}"
    office.perform([Broken(item, "it never came"), Ended(ident, "promises were not kept")])
    found = gathered(office, ident)
    data = proven(found, "track data for the pilot")
    assert (data.why, data.promise.state) == ("it never came", "broken")
    assert found.ended_why == "promises were not kept"


def test_an_earlier_moment_knows_nothing_later(office: Office) -> None:
    data = proven(gathered(office), "track data for the pilot")
    office.perform([Logged(kestrel(office), "call", "out", "Not good.", signal="complaint")])
    earlier = gathered(office, now=data.moves[0].at - HOUR)
    assert proven(earlier, "track data for the pilot").moves == ()
    assert "Not good." not in {said.text for said in earlier.said}
    assert earlier.ended_why == ""


def test_nobody_gets_evidence_of_what_is_not_theirs_to_see(office: Office) -> None:
    ident = kestrel(office)
    office.perform([Promised(ident, NewPromise("x", office.now() + DAY))])
    make_personal(office, ident)
    for handle, wanted in (("ana", ident), ("cleo", 999)):
        with pytest.raises(Problem, match="There is no relationship"):
            gathered(office, wanted, handle)
    assert gathered(office, ident, "cleo").promises

