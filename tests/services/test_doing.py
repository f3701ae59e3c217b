"""What is logged, answered, waived, given up and thanked: what it stores, derives and says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.deeds import PROMISE, SOON, asked, do, ready, refused, row, rows, state
from tests.services.letters import NOW
from tests.services.test_undoing import first_wait
from tui.domain import acts
from tui.domain.acts import GivenUp, Logged, NewPromise, Promised, Replied, Thanked, Waived
from tui.domain.model import DAY, HOUR
from tui.services import day
from tui.services.doing.perform import CARRIED_OUT
from tui.store import teammates
from tui.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return ready(tmp_path)


def test_every_act_is_carried_out_by_somebody() -> None:
    assert set(CARRIED_OUT) == set(acts.Act.__args__)


def test_a_log_keeps_when_it_was_and_when_it_was_written_down(store: Store) -> None:
    said = Logged(1, "call", "both", "spoke\r\nof it", at=NOW - DAY, tags=("b", "a", "b\n"), promises=(PROMISE,))
    told = do(store, said)
    assert (told.who, told.said) == ("halden.example", "call logged, 1 promise")
    found = row(store, f"SELECT at, recorded_at, text, tags, teammate FROM interaction WHERE id = {told.id[1:]}")
    assert found == (NOW - DAY, NOW + 7, "spoke\nof it", '["b", "a"]', 1)
    assert row(store, "SELECT made_at, author, said_in FROM promise") == (NOW - DAY, "ana", int(told.id[1:]))
    assert state(store, "w2") == "answered", "a call is contact both ways"


def test_what_is_logged_in_the_past_answers_what_was_open_then(store: Store) -> None:
    wait = asked(store)
    told = do(store, Logged(1, "chat", "out", "On Monday.", at=NOW - 60, answers=wait))
    assert row(store, f"SELECT state, ended, answer FROM wait WHERE opener = {wait[1:]}") == (
        "answered", NOW - 60, int(told.id[1:]),
    )  # fmt: skip


def test_a_log_is_refused_where_it_cannot_be(store: Store) -> None:
    wait = asked(store)
    assert "still to come" in refused(store, Logged(1, "note", "out", "x", at=NOW + 1))
    assert "before 1970" in refused(store, Logged(1, "note", "out", "x", at=-(10**19)))
    assert refused(store, Logged(9, "note", "out", "x")) == "There is no relationship r9."
    assert refused(store, Logged(1, "note", "out", "x", contact=99)) == "There is no contact c99."
    assert refused(store, Logged(1, "note", "out", "x", agreement=9)) == "There is no agreement g9."
    assert "another relationship" in refused(store, Logged(2, "chat", "out", "x", answers=wait))
    assert "opened no earlier" in refused(store, Logged(1, "chat", "out", "x", at=NOW - DAY, answers=wait))


def test_a_promise_that_cannot_be_takes_its_log_with_it(store: Store) -> None:
    late = NewPromise("the plans", NOW - HOUR)
    assert "before it was said" in refused(store, Logged(1, "note", "out", "x", at=NOW - 60, promises=(late,)))
    assert "in the past" in refused(store, Logged(1, "note", "out", "x", at=NOW - DAY, promises=(late,)))
    assert "in the past" in refused(store, Promised(1, late))
    assert "beyond" in refused(store, Promised(1, NewPromise("the plans", 10**30)))
    assert "needs some words" in refused(store, Promised(1, NewPromise("\u200b ", SOON)))
    assert "no teammate" in refused(store, Promised(1, NewPromise("the plans", SOON, author="zoe")))


def test_a_reply_goes_where_the_question_came_from(store: Store) -> None:
    wait = first_wait(store)
    told = do(store, Replied(f" {wait.upper()}", "Here."))
    assert (told.id, told.said) == (wait, "reply logged")
    assert (told.moved or 0) > 0
    assert state(store, wait) == "answered"
    asked_in, answered_in = rows(store, "SELECT thread, channel FROM interaction WHERE id = 2 OR answers = 2")
    assert asked_in == answered_in
    assert refused(store, Replied(wait)) == f"{wait} is over: ana answered it just now."
    assert refused(store, Replied("W99")) == "There is no wait w99."


def test_a_call_that_is_returned_is_contact_both_ways(store: Store) -> None:
    wait = asked(store, channel="call", missed=True)
    assert do(store, Replied(wait)).said == "call returned"
    assert (state(store, wait), state(store, "w2")) == ("answered", "answered")


def test_what_is_asked_this_very_second_cannot_be_answered_yet(store: Store) -> None:
    wait = asked(store, at=NOW)
    assert "opened no earlier" in refused(store, Replied(wait))
    assert do(store, Replied(wait), now=NOW + 1).said == "reply logged"


def test_a_waive_keeps_who_and_why(store: Store) -> None:
    wait = first_wait(store)
    assert "Why was no reply needed" in refused(store, Waived(wait, " "))
    assert do(store, Waived(wait, "they called\n")).said == "no reply needed"
    assert row(store, "SELECT kind, at, recorded_at, actor, why FROM ending") == (
        "waived", NOW, NOW + 7, "ana", "they called ",
    )  # fmt: skip
    assert refused(store, Waived(wait, "again")) == f"{wait} is over: ana waived it just now."


def test_giving_up_tells_them_and_promises_something_else_but_answers_nothing(store: Store) -> None:
    wait = asked(store)
    told = do(store, GivenUp(wait, "too late", "We are sorry.", PROMISE))
    assert told.said == "gave up, told them"
    assert (state(store, wait), state(store, "w2")) == ("given_up", "open")
    assert row(store, "SELECT text FROM promise") == ("the plans",)


def test_an_apology_for_a_missed_call_is_no_call(store: Store) -> None:
    wait = asked(store, channel="call", missed=True)
    do(store, GivenUp(wait, "too late", "We are sorry."))
    assert (state(store, wait), state(store, "w2")) == ("given_up", "open")


def test_what_was_given_up_today_is_dealt_with(store: Store) -> None:
    def counted() -> tuple[int, int]:
        with store.read() as conn:
            found = day.today(conn, "ana", "ana", NOW, teammates.rule_book(conn))
            return found.dealt, found.total

    dealt, total = counted()
    do(store, GivenUp(first_wait(store), "too late"))
    assert counted() == (dealt + 1, total)


def test_thanks_are_for_something_of_theirs(store: Store) -> None:
    praise = do(store, Logged(1, "chat", "in", "Well done.", signal="praise")).id
    told = do(store, Thanked(1, praise, "Thank you."))
    assert (told.id, told.said) == (praise, "thanked")
    assert row(store, "SELECT direction, text FROM interaction WHERE gesture = 'thanks'") == ("out", "Thank you.")
    assert refused(store, Thanked(2, praise)) == f"There is no interaction {praise}."
    assert "is no ID" in refused(store, Thanked(1, "nothing"))
