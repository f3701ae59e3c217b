"""Relationships, their people, grades, deals and ends: what an act stores and says, and what it refuses."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.services.deeds import PROMISE, SOON, STEP, do, ready, refused, row, rows
from tests.services.letters import METTE, NOW
from tests.services.test_undoing import LONE
from tui.domain.acts import (
    Act,
    Added,
    Closed,
    Decided,
    Edited,
    Ended,
    Graded,
    Ignored,
    Logged,
    NewAgreement,
    NewContact,
    NewPromise,
    NewTerm,
    Promised,
    Reopened,
)
from tui.domain.model import DAY, Instant
from tui.services.checkup import rebuild_all
from tui.store import relationships
from tui.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return ready(tmp_path)


def test_a_relationship_is_added_with_the_mail_that_there_was(store: Store) -> None:
    told = do(store, Added("Alone & Sons", "vendor", tier="b", owner="bo", addresses=(LONE.upper(),)))
    found = row(store, f"SELECT name, kind, tier, owner, made_at FROM relationship WHERE id = {told.relationship}")
    assert found == ("Alone & Sons", "vendor", "b", 2, NOW)
    heard = f"SELECT contact FROM interaction WHERE relationship = {told.relationship} AND direction = 'in'"
    assert row(store, heard)[0] is not None
    assert rebuild_all(store, "ana", NOW, NOW) == 0


def test_two_of_one_name_or_address_are_refused(store: Store) -> None:
    assert refused(store, Added("HALDEN.example")) == "r1 is called 'HALDEN.example' already."
    assert refused(store, Edited("r2", name="Halden.example")) == "r1 is called 'Halden.example' already."
    assert refused(store, Added("Acme", addresses=(METTE,))) == f"{METTE} belongs to halden.example (r1)."
    assert refused(store, Edited("r2", addresses=("new@halden.example",))).startswith("new@halden.example belongs")
    assert "is one of ours" in refused(store, Edited("r2", addresses=("zoe@larkfield.example",)))
    assert "is no address" in refused(store, Edited("r2", addresses=("nowhere",)))
    assert "cannot have ended" in refused(store, Added("Acme", stage="ended"))


def test_what_is_edited_changes_and_nothing_else(store: Store) -> None:
    do(store, Edited("r1", name=" Halden\nDairies ", tier="a", owner="", tags=("milk", "", "milk", "cheese")))
    found = row(store, "SELECT name, kind, stage, tier, owner, tags FROM relationship WHERE id = 1")
    assert found == ("Halden Dairies", "customer", "active", "a", None, '["cheese", "milk"]')
    do(store, Edited("c1", name="Mette H.", role="buyer", addresses=("+49 30 1234",)))
    assert row(store, "SELECT contact FROM address WHERE address = '+49 30 1234'") == (1,)
    note = do(store, Logged(1, "note", "out", "one")).id
    do(store, Edited(note, text="two\x1b", tags=("\x1b[2J", "x" * 99)))
    text, tags = row(store, f"SELECT text, tags FROM interaction WHERE id = {note[1:]}")
    assert (text, json.loads(str(tags))) == ("two\ufffd", ["\ufffd[2J", "x" * 60])


def test_what_cannot_be_edited_says_how_it_is_done(store: Store) -> None:
    do(store, Promised(1, PROMISE))
    assert "acts of their own" in refused(store, Edited("r1", stage="ended"))
    assert "has its date moved" in refused(store, Edited("p1", due=SOON + DAY))
    assert "is a mail" in refused(store, Edited("i1", text="something else"))
    assert "needs some words" in refused(store, Edited("r1", name=" "))
    assert "is no ID" in refused(store, Edited("w1", text="x"))


@pytest.mark.parametrize(
    ("make", "item", "theirs"),
    [
        ((), "r1", {"name": "Halden Dairies"}),
        ((), "c1", {"name": "Mette H."}),
        ((Promised(1, PROMISE),), "p1", {"text": "a sketch"}),
        ((Decided(1, STEP),), "f1", {"text": "a call"}),
        ((Logged(1, "note", "out", "one"),), None, {"text": "two"}),
    ],
)
def test_what_somebody_else_changed_since_is_refused_with_their_words(
    store: Store, make: tuple[Act, ...], item: str | None, theirs: dict[str, str]
) -> None:
    told = do(store, *make) if make else None
    item = item or (told.id if told else "")
    do(store, Edited(item, version=1, **theirs), who="bo")  # type: ignore[arg-type]
    (name, text), *_ = theirs.items()
    what = refused(store, Edited(item, version=1, **{name: "mine"}))  # type: ignore[arg-type]
    assert what == f"bo changed this just now: {name} is {text!r} now."
    do(store, Edited(item, version=2, **{name: "mine"}))  # type: ignore[arg-type]


def test_a_contact_takes_the_mail_of_its_address_along(store: Store) -> None:
    told = do(store, NewContact(1, "Nils\tA.", "boss", (LONE,)))
    ident = int(told.id[1:])
    assert row(store, f"SELECT name, role FROM contact WHERE id = {ident}") == ("Nils A.", "boss")
    assert rows(store, f"SELECT relationship, direction FROM interaction WHERE contact = {ident}") == [(1, "in")]
    assert "nils" not in [name for (name,) in rows(store, "SELECT name FROM contact")], "nobody is there twice"
    assert rebuild_all(store, "ana", NOW, NOW) == 0
    do(store, Edited("c1", addresses=(LONE,)))
    assert rows(store, f"SELECT 1 FROM interaction WHERE contact = {ident}") == []
    assert rebuild_all(store, "ana", NOW, NOW) == 0


def test_an_address_that_is_ignored_is_nobodys_until_it_is_given_back(store: Store) -> None:
    heard = "SELECT id FROM interaction WHERE relationship = 1 AND direction = 'in' AND deleted_at IS NULL"
    before = rows(store, heard)
    assert do(store, Ignored(METTE.upper())).said == f"{METTE} ignored"
    assert rows(store, heard) != before
    assert rebuild_all(store, "ana", NOW, NOW) == 0
    do(store, Edited("r1", addresses=(METTE,)))
    assert rows(store, heard) == before
    assert rebuild_all(store, "ana", NOW, NOW) == 0
    assert "is a teammate's" in refused(store, Ignored("ana@larkfield.example"))


def test_an_address_can_be_taken_away_where_it_stands_for_itself(store: Store) -> None:
    assert "All of halden.example" in refused(store, Edited("r1", dropped=(METTE,)))
    do(store, Edited("r1", addresses=("+49 30 1234",)))
    do(store, Edited("r1", dropped=("+49 30 1234",)))
    assert "is no address of r1" in refused(store, Edited("r1", dropped=("+49 30 1234",)))


def test_a_grade_by_hand_holds_from_when_it_was_set_to_when_it_was_replaced(store: Store) -> None:
    def at(now: Instant) -> str | None:
        with store.read() as conn:
            found = relationships.override(conn, 1, now)
            return found.grade if found else None

    assert do(store, Graded(1, "b", "I know", NOW + 20 * DAY)).said == "graded B by hand"
    do(store, Graded(1, "A", "I know more", NOW + 20 * DAY), now=NOW + 2 * DAY)
    assert do(store, Graded(1, ""), now=NOW + 4 * DAY).said == "grade by hand taken back"
    assert [at(NOW + days * DAY) for days in (-1, 0, 1, 2, 3, 4, 5)] == [None, "B", "B", "A", "A", None, None]


def test_a_grade_by_hand_has_a_reason_and_an_end(store: Store) -> None:
    assert "no grade 'E'" in refused(store, Graded(1, "E", "x", NOW + DAY))
    assert "within 30 days" in refused(store, Graded(1, "A", "x", NOW + 31 * DAY))
    assert "within 30 days" in refused(store, Graded(1, "A", "x", NOW))
    assert "needs some words" in refused(store, Graded(1, "A", " ", NOW + DAY))
    assert refused(store, Graded(1, "")) == "No grade was set by hand."


def test_a_deal_brings_its_terms_promises_and_plan(store: Store) -> None:
    terms = (NewTerm("monthly", (PROMISE, NewPromise("pay", SOON, by_us=False))),)
    agreement = NewAgreement("a\nyear", "12 EUR", date(2026, 3, 1), date(2027, 3, 1), terms)
    told = do(store, Closed(2, "onboarding", agreement, (STEP, STEP)))
    assert (told.id, told.said) == ("g1", "deal closed")
    assert row(store, "SELECT sold, value, signed_on, ends_on FROM agreement") == (
        "a year", "12 EUR", "2026-03-01", "2027-03-01",
    )  # fmt: skip
    assert rows(store, "SELECT text, by_us, term FROM promise") == [("the plans", 1, 1), ("pay", 0, 1)]
    assert rows(store, "SELECT plan FROM follow_up") == [(1,), (1,)]
    assert row(store, "SELECT stage FROM relationship WHERE id = 2") == ("onboarding",)


def test_a_deal_that_cannot_be_is_refused(store: Store) -> None:
    deal = NewAgreement("a year", signed_on=date(2026, 3, 1), ends_on=date(2026, 2, 1))
    assert "ends before it begins" in refused(store, Closed(1, "active", deal))
    assert "needs some words" in refused(store, Closed(1, "active", NewAgreement(" ")))
    assert "needs some words" in refused(store, Closed(1, "active", NewAgreement("a year", terms=(NewTerm(""),))))
    assert "leads to onboarding or active" in refused(store, Closed(1, "prospect", NewAgreement("a year")))
    do(store, Ended(1, "they moved"))
    assert "has ended" in refused(store, Closed(1, "active", NewAgreement("a year")))


def test_an_end_has_a_reason_and_can_be_taken_up_again(store: Store) -> None:
    assert "needs some words" in refused(store, Ended(1, ""))
    assert do(store, Ended(1, "they\nmoved")).said == "ended"
    found = row(store, "SELECT stage, ended_at, ended_why FROM relationship WHERE id = 1")
    assert found == ("ended", NOW, "they moved")
    assert "ana ended halden.example just now" in refused(store, Ended(1, "again"))
    assert do(store, Reopened(1)).said == "reopened"
    assert "has not ended" in refused(store, Reopened(1))
