"""What an import makes of mail, however it is cut into goes and wherever it is stopped."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from unittest.mock import Mock

import pytest

from tests.services.letters import ME, METTE, NOW, empty, exchange, hour, letter, taken_in
from tui.domain.problem import Problem
from tui.domain.rules import Rules
from tui.services.founding import found
from tui.services.identity import Account
from tui.services.intake import Intake
from tui.services.rebuilding import rebuild
from tui.store import teammates
from tui.store.open_things import kindnesses
from tui.store.store import Said, Store


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    """What the database answers."""
    with store.read() as conn:
        return conn.execute(query).fetchall()


OWNERS = (
    "SELECT relationship.name, teammate.handle FROM relationship LEFT JOIN teammate ON teammate.id = owner"
    " ORDER BY relationship.id"
)


def test_who_wrote_in_an_earlier_import_owns_the_relationship(tmp_path: Path) -> None:
    sent, received = exchange()
    store = empty(tmp_path)
    taken_in(store, [sent])
    taken_in(store, [received])
    assert rows(store, OWNERS) == [("halden.example", "ana")]


def test_where_only_a_colleague_wrote_who_got_the_mail_owns_the_relationship(tmp_path: Path) -> None:
    store = empty(tmp_path)
    taken_in(store, [letter("bo@larkfield.example", METTE, 0), letter(METTE, f"bo@larkfield.example, {ME}", 1)])
    assert rows(store, OWNERS) == [("halden.example", "ana")]


CONTACTS = (
    "SELECT contact.name, count(address) FROM contact LEFT JOIN address ON address.contact = contact.id"
    " GROUP BY contact.id ORDER BY contact.name"
)


@pytest.mark.parametrize("goes", [1, 2, 4])
def test_people_are_called_by_the_names_that_later_mail_shows(tmp_path: Path, goes: int) -> None:
    other, named = "Mette Holm <m.holm@halden.example>", f"Mette Holm <{METTE}>"
    messages = [*exchange(), letter(other, ME, 2), letter(named, ME, 3)]
    store = empty(tmp_path)
    for start in range(0, len(messages), len(messages) // goes):
        taken_in(store, messages[start : start + len(messages) // goes])
    assert rows(store, CONTACTS) == [("Mette Holm", 2)]
    authors = rows(store, "SELECT DISTINCT contact FROM interaction WHERE direction = 'in'")
    assert len(authors) == 1


def test_a_reply_that_names_what_it_answers_stays_out_of_threads_with_its_subject(tmp_path: Path) -> None:
    store = empty(tmp_path)
    taken_in(
        store, [letter(ME, METTE, 0, "Invoice"), letter(METTE, ME, 5, "Invoice", in_reply_to="<other@x.example>")]
    )
    assert len(rows(store, "SELECT DISTINCT thread FROM mail")) == 2
    taken_in(store, [letter(METTE, ME, 6, "Re: Invoice")])
    assert len(rows(store, "SELECT DISTINCT thread FROM mail")) == 1, "without a reference the subject ties"


def rebuilt(store: Store) -> set[int]:
    """In which relationships a rebuild finds anything else."""
    with store.write(Said("ana", NOW, NOW, "rebuild")) as tx:
        return rebuild(tx, teammates.rule_book(tx.conn))


def test_a_domain_that_turns_out_to_be_ours_is_no_relationship(tmp_path: Path) -> None:
    store = empty(tmp_path)
    taken_in(store, exchange())
    taken_in(store, [letter("iris@quillon.example", ME, 5)], me=["ana@halden.example"])
    assert rows(store, "SELECT name FROM relationship WHERE deleted_at IS NULL") == []
    assert rows(store, "SELECT id FROM interaction WHERE deleted_at IS NULL") == []
    assert rows(store, "SELECT text FROM mail WHERE text IS NOT NULL") == []
    assert rebuilt(store) == set()
    taken_in(store, [letter(ME, METTE, 9), *exchange("iris@quillon.example", 10)])
    assert rows(store, "SELECT name FROM relationship WHERE deleted_at IS NULL") == [("quillon.example",)]


def test_what_holds_more_than_mail_stays(tmp_path: Path) -> None:
    store = empty(tmp_path)
    taken_in(store, exchange())
    with store.write(Said("ana", NOW, NOW, "call")) as tx:
        call = {"relationship": 1, "at": hour(3), "channel": "call", "direction": "both", "recorded_at": NOW}
        tx.insert("interaction", call)
    taken_in(store, [letter("iris@quillon.example", ME, 5)], me=[METTE])
    assert rows(store, "SELECT name FROM relationship WHERE deleted_at IS NULL") == [("halden.example",)]


def test_an_import_stopped_right_after_it_began_leaves_a_whole_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = empty(tmp_path)
    taken_in(store, exchange())
    with monkeypatch.context() as stopping, pytest.raises(KeyboardInterrupt):
        stopping.setattr(Intake, "write", Mock(side_effect=KeyboardInterrupt))
        taken_in(store, [letter("iris@quillon.example", ME, 5)], me=[METTE])
    assert rebuilt(store) == set()


def test_interactions_that_earlier_mail_turns_into_are_counted(tmp_path: Path) -> None:
    store = empty(tmp_path)
    former = "ana@former.example"
    assert taken_in(store, [m.replace(ME.encode(), former.encode()) for m in exchange()]).counts.interactions == 0
    report = taken_in(store, [letter("iris@quillon.example", ME, 5)], me=[former])
    assert (report.counts.relationships, report.counts.interactions) == (1, 2)


def test_a_mail_asks_by_the_phrases_of_its_own_day(tmp_path: Path) -> None:
    store = empty(tmp_path)
    with store.write(Said("ana", NOW, NOW, "apply")) as tx:
        teammates.add_rules(tx, date(2026, 1, 6), Rules(reply_phrases=("bitte um antwort",)))
    before = letter(METTE, ME, 1, text="Bitte um Antwort.")
    after = letter(METTE, ME, 48, text="Bitte um Antwort.")
    taken_in(store, [*exchange(at=-2), before, after])
    asks = dict(rows(store, "SELECT message_id, asks FROM mail"))
    assert (asks["1@x.example"], asks["48@x.example"]) == (0, 1)


def test_only_our_thanks_thank(tmp_path: Path) -> None:
    store = empty(tmp_path)
    taken_in(store, exchange())
    with store.write(Said("ana", NOW, NOW, "praise")) as tx:
        call = {"relationship": 1, "channel": "call", "recorded_at": NOW}
        tx.insert("interaction", {**call, "at": hour(2), "direction": "in", "signal": "praise"})
        tx.insert("interaction", {**call, "at": hour(3), "direction": "in", "gesture": "thanks"})
    with store.read() as conn:
        assert list(kindnesses(conn, hour(4))) == [1]
    with store.write(Said("ana", NOW, NOW, "thank")) as tx:
        tx.insert("interaction", {**call, "at": hour(4), "direction": "out", "gesture": "thanks"})
    with store.read() as conn:
        assert kindnesses(conn, hour(5)) == {}


@pytest.mark.parametrize("handle", ["", "Ana", "a\x1b[2J", "ana bell", "x" * 61])
def test_nobody_founds_a_database_under_a_handle_that_is_none(tmp_path: Path, handle: str) -> None:
    with pytest.raises(Problem, match="is no handle"):
        found(Store(tmp_path / "kept.db"), Account(handle, "Ana"), Rules(), NOW, NOW)
    assert not list(tmp_path.iterdir())
