"""A view sees what took effect by its moment and nothing later, and of what is over no more than its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.letters import ME, METTE, NOW, empty, exchange, hour, letter, taken_in
from tui.domain.listing import ListQuery
from tui.domain.model import Instant
from tui.domain.problem import Problem
from tui.domain.rules import Rules
from tui.domain.views import RelationshipView
from tui.services import day
from tui.services.listing import listing
from tui.services.office import Office
from tui.services.page import page
from tui.store import derived, teammates
from tui.store.store import Said, Store, Transaction


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A relationship with one open wait."""
    made = empty(tmp_path)
    taken_in(made, exchange())
    return made


def shown(store: Store, now: Instant, ident: int = 1) -> RelationshipView:
    """The page of a relationship at a moment."""
    with store.read() as conn:
        return page(conn, ident, now, teammates.rule_book(conn), "ana", None)


def changed(store: Store, *statements: str) -> None:
    """Say something that no command can say yet, and derive again."""
    with store.write(Said("ana", NOW, NOW, "say")) as tx:
        for statement in statements:
            tx.conn.execute(statement)
        derive_again(tx)


def derive_again(tx: Transaction) -> None:
    """Derive the first relationship anew."""
    derived.derive_all(tx.conn, [1], teammates.rule_book(tx.conn))


def test_an_ended_relationship_stands_in_the_list_as_on_its_page(store: Store) -> None:
    taken_in(store, [letter(ME, METTE, 200, in_reply_to="<1.0@x.example>"), *exchange(at=300), *exchange(at=310)])
    changed(store, f"UPDATE relationship SET stage = 'ended', ended_at = {hour(250)}")
    with store.read() as conn:
        book = teammates.rule_book(conn)
        now, then = (
            listing(conn, ListQuery(stage="all"), at, book, "ana", trends=True).rows[0] for at in (NOW, hour(250))
        )
    view = shown(store, NOW)
    assert now.health == then.health == view.row.health
    assert (now.interactions, now.last_touch, now.reply.n, now.trend) == (3, hour(200), 1, None)
    assert (now.interactions, now.last_touch, now.reply.n) == (
        view.row.interactions,
        view.row.last_touch,
        view.row.reply.n,
    )


def test_promises_and_follow_ups_stand_as_they_stood(store: Store) -> None:
    made, due, end = hour(2), hour(30), hour(100)
    changed(
        store,
        "INSERT INTO promise(relationship, by_us, author, text, made_at, due, day_alone, state, ended_at,"
        f" recorded_at) VALUES(1, 1, 'ana', 'quote', {made}, {due}, 0, 'broken', {end}, {made})",
        f"INSERT INTO renegotiation(promise, at, old_due, new_due, agreed) VALUES(1, {hour(20)}, {due}, {end}, 1)",
        "INSERT INTO follow_up(relationship, owner, text, made_at, due, day_alone, state, ended_at, recorded_at)"
        f" VALUES(1, 'ana', 'call', {made}, {due}, 0, 'done', {end}, {made})",
    )
    view = shown(store, hour(10))
    ((promise,), (follow_up,)) = view.promises, view.follow_ups
    assert (promise.state, promise.ended_at, promise.moves) == ("open", None, ())
    assert (follow_up.state, follow_up.ended_at) == ("open", None)
    assert shown(store, hour(1)).promises == shown(store, hour(1)).follow_ups == ()
    assert [p.state for p in shown(store, end).promises] == ["broken"]


def test_people_are_there_from_their_first_mail_and_have_the_last_to_them_too(store: Store) -> None:
    taken_in(store, [letter("late@halden.example", ME, 150), letter(ME, METTE, 160)])
    assert [c.name for c in shown(store, hour(10)).contacts] == ["mette"]
    assert [(c.name, c.last_at) for c in shown(store, NOW).contacts] == [("mette", hour(160)), ("late", hour(150))]


def test_a_relationship_that_begins_later_is_not_there(store: Store) -> None:
    taken_in(store, exchange("iris@quillon.example", 200))
    with pytest.raises(Problem, match="no relationship r2"):
        shown(store, hour(150), ident=2)
    with store.read() as conn:
        assert day.today(conn, None, "ana", hour(150), teammates.rule_book(conn)).relationships == 1


def test_nobody_reads_what_was_said_in_somebody_elses_personal_relationship(store: Store) -> None:
    office = Office(store, "ana", lambda: hour(20), Rules())
    (row, *_) = office.today(None).rows
    assert office.reading(row).text
    changed(store, "UPDATE relationship SET kind = 'personal', owner = NULL")
    with pytest.raises(Problem, match="not there any more"):
        office.reading(row)
    assert office.today(None).rows == ()
