"""What an import makes of mail, however it is cut into goes and wherever it is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.letters import ME, METTE, empty, exchange, letter, taken_in
from tui.store.store import Store


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
