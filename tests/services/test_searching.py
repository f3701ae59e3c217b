"""Search finds what one may see at a moment, in an order that one can rely on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.services.letters import ME, METTE, NOW, empty, exchange, hour, letter, taken_in
from tui.domain.acts import Added, Decided, Edited, Kept, NewFollowUp, NewPromise, Promised
from tui.domain.hits import EACH, Hit
from tui.domain.model import DAY, Instant
from tui.domain.rules import Rules
from tui.services import machine
from tui.services.checkup import examine, rebuild_all
from tui.services.finding import Finding
from tui.services.office import Office
from tui.store import derived, teammates
from tui.store.store import Said, Store

RULES = Rules()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Ana's database with bo, Halden of a mailbox with one mail of nobody's, and what was said of them."""
    made = empty(tmp_path)
    with made.write(Said("ana", NOW, NOW, "add")) as tx:
        teammates.add_teammate(tx, "bo", "Bo", "member")
    taken_in(made, [*exchange(), letter("Shop <shop@list.example>", ME, 5, subject="Workshop sale", text="Secret")])
    return made


def office(store: Store, handle: str = "ana", now: Instant = NOW) -> Office:
    """Somebody's desk."""
    return Office(store, handle, lambda: now, RULES)


def found(store: Store, text: str, handle: str = "ana", now: Instant = NOW, most: int = 99) -> list[str]:
    """The ids of what somebody finds."""
    return [hit.id for hit in office(store, handle, now).search(text, most)]


def only(hits: Sequence[Hit]) -> Hit:
    """The one hit."""
    (hit,) = hits
    return hit


def changed(store: Store, *statements: str) -> None:
    """Say something that no command says, and derive again."""
    with store.write(Said("ana", NOW, NOW, "say")) as tx:
        for statement in statements:
            tx.conn.execute(statement)
        derived.derive_all(tx.conn, [1], teammates.rule_book(tx.conn))


def test_groups_come_in_order_and_messages_newest_first(store: Store) -> None:
    office(store).perform(
        [
            Edited("r1", name="Workshop Halden", tags=("bakery",)),
            Promised(1, NewPromise("workshop agenda", NOW + DAY)),
            Decided(1, NewFollowUp("book the workshop room", NOW + DAY)),
        ]
    )
    changed(
        store,
        "INSERT INTO agreement(relationship, sold, signed_on, recorded_at)"
        " VALUES(1, 'A workshop', '2026-03-01', 0)",
        "INSERT INTO term(agreement, text) VALUES(1, 'lunch for nine')",
    )
    assert sorted(found(store, "works")[1:3]) == ["f1", "p1"]
    assert [found(store, "works")[n] for n in (0, 3, 4, 5, 6)] == ["r1", "g1", "m3", "i2", "i1"]
    assert found(store, "lunch") == ["g1"]
    assert found(store, "baker") == ["r1"]
    assert found(store, "works", most=2) == found(store, "works")[:2]


def test_people_are_found_by_name_and_address_once(store: Store) -> None:
    hit = only(office(store).search("mette@halden.ex", 9))
    assert (hit.kind, hit.relationship, hit.who) == ("contact", 1, "halden.example")
    assert hit.told.text == "mette, mette@halden.example"


def test_a_group_holds_so_many_at_most(store: Store) -> None:
    office(store).perform([Added(f"Mill {n:02}", "customer") for n in range(EACH + 5)])
    assert [hit.who for hit in office(store).search("mill", 99)] == [f"Mill {n:02}" for n in range(EACH)]


def test_an_accent_and_case_do_not_matter(store: Store) -> None:
    changed(store, "UPDATE relationship SET name = 'Åkerby Éditions'")
    assert found(store, "AKERBY édit") == ["r1"]


def test_personal_ones_are_found_by_their_owner_alone(store: Store) -> None:
    changed(store, "UPDATE relationship SET kind = 'personal'")
    assert found(store, "halden") == ["r1", "c1"]
    assert found(store, "could") == ["i2"]
    assert found(store, "halden", "bo") == found(store, "could", "bo") == []
    assert found(store, "workshop", "bo") == []


def test_mail_of_nobody_is_found_by_its_importer_by_its_subject_alone(store: Store) -> None:
    hit = only(office(store).search("sale", 9))
    assert (hit.kind, hit.id, hit.relationship, hit.who, hit.told.text) == (
        "mail", "m3", None, "Shop", "Workshop sale",
    )  # fmt: skip
    assert found(store, "sale", "bo") == []
    changed(store, "UPDATE mail SET text = 'Secret' WHERE id = 3")
    assert found(store, "secret") == []


@pytest.mark.parametrize(
    "deletion",
    [
        "UPDATE relationship SET deleted_at = 1",
        "UPDATE mail SET deleted_at = 1",
        "UPDATE batch SET deleted_at = 1",
    ],
)
def test_what_is_deleted_is_not_found(store: Store, deletion: str) -> None:
    assert found(store, "could") == ["i2"]
    changed(store, deletion)
    assert found(store, "could") == []


def test_an_undone_promise_is_not_found(store: Store) -> None:
    desk = office(store)
    desk.perform([Promised(1, NewPromise("a lighthouse", NOW + DAY))])
    assert found(store, "lighthouse") == ["p1"]
    desk.undo()
    assert found(store, "lighthouse") == []
    desk.redo()
    assert found(store, "lighthouse") == ["p1"]


def test_nothing_later_than_the_moment_is_found(store: Store) -> None:
    office(store).perform([Promised(1, NewPromise("a lighthouse", NOW + 9 * DAY))])
    office(store, now=NOW + DAY).perform([Kept("p1")])
    assert only(office(store, now=NOW).search("lighthouse", 9)).state == "open"
    assert only(office(store, now=NOW + DAY).search("lighthouse", 9)).state == "kept"
    assert found(store, "lighthouse", now=NOW - 1) == []
    assert found(store, "workshop", now=hour(0.5)) == ["i1"]
    assert found(store, "halden", now=hour(0.5)) == ["r1", "c1"]
    assert found(store, "halden", now=hour(-1)) == []


def test_somebody_whom_mail_shows_later_is_not_known_yet(store: Store) -> None:
    taken_in(store, [letter("Jonas <jonas@halden.example>", ME, 30)])
    assert found(store, "jonas") == ["c2"]
    assert found(store, "jonas", now=hour(29)) == []


def test_ended_and_dormant_ones_are_found_and_marked(store: Store) -> None:
    changed(store, f"UPDATE relationship SET stage = 'ended', ended_at = {hour(9)}")
    assert {hit.stage for hit in office(store).search("halden", 9)} == {"ended"}
    changed(store, "UPDATE relationship SET stage = 'active', ended_at = NULL")
    taken_in(store, [letter(ME, METTE, 3, in_reply_to="<1.0@x.example>")])
    later = NOW + 400 * DAY
    assert {hit.stage for hit in office(store, now=later).search("halden", 9)} == {"dormant"}
    office(store).perform([Promised(1, NewPromise("a lighthouse", later))])
    assert {hit.stage for hit in office(store, now=later).search("halden", 9)} == {"active"}


def test_a_message_found_by_its_subject_shows_how_it_begins(store: Store) -> None:
    hit = office(store).search("workshop", 9)[1]
    assert (hit.id, hit.told.text, hit.by, hit.direction) == ("i2", "Workshop", "mette", "in")
    assert hit.more is not None
    assert hit.more.text == "Could you look?"


def test_a_relationship_says_when_we_were_last_in_touch(store: Store) -> None:
    assert office(store).search("halden", 9)[0].at == hour(1)


@pytest.mark.parametrize(
    "text", ["", "  ", '"', "*", "NEAR(", "%", "OR", '"unbalanced', "a\0b", "x" * 10_000, "-", "☂"]
)
def test_nothing_that_is_typed_is_an_error(store: Store, text: str) -> None:
    assert found(store, text) == []


def test_before_there_is_a_database_nothing_is_found(tmp_path: Path) -> None:
    assert found(Store(tmp_path / "none.db"), "anything") == []


def grave(store: Store) -> list[Finding]:
    """What the doctor finds wrong."""
    return [finding for finding in examine(store, RULES, NOW, NOW) if finding.grave]


def test_the_doctor_names_a_broken_index_and_mends_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "version", lambda: (3, 51, 3))
    store.path.parent.chmod(0o700)
    assert grave(store) == []
    changed(store, "INSERT INTO mail_fts(rowid, subject, text) VALUES(77, 'nothing', 'of the sort')")
    (finding,) = grave(store)
    assert (finding.name, finding.remedy, finding.grave) == ("search", "kept doctor --rebuild", True)
    assert "mail" in finding.what
    rebuild_all(store, "ana", NOW, NOW)
    assert grave(store) == []
