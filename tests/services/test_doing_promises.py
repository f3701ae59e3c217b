"""Promises and follow-ups: what an act stores, derives and says, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.services.deeds import PROMISE, SOON, STEP, do, ready, refused, row, rows, state
from tests.services.letters import NOW
from tests.services.test_undoing import first_wait
from tui.domain.acts import (
    Act,
    Broken,
    Closed,
    Decided,
    Done,
    Edited,
    Ended,
    Kept,
    Moved,
    NewAgreement,
    NewFollowUp,
    NewPromise,
    NewTerm,
    Promised,
    Skipped,
    Snoozed,
    Waived,
    Withdrawn,
)
from tui.domain.model import DAY, HOUR
from tui.domain.rules import Rules
from tui.store.store import Store

SUNDAY = date(2026, 3, 15)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return ready(tmp_path)


@pytest.mark.parametrize(
    ("act", "ends", "said", "theirs"),
    [
        (Kept, "kept", "promise kept", "their promise came in"),
        (Broken, "broken", "promise broken", "their promise was broken"),
        (Withdrawn, "withdrawn", "promise withdrawn", "promise withdrawn"),
    ],
)
def test_a_promise_ends_once(store: Store, act: Callable[..., Act], ends: str, said: str, theirs: str) -> None:
    ours = do(store, Promised(1, PROMISE)).id
    other = do(store, Promised(1, NewPromise("the money", SOON, by_us=False))).id
    assert do(store, act(ours, "so it\nwas")).said == said
    assert do(store, act(other)).said == theirs
    assert row(store, "SELECT state, ended_at, why FROM promise WHERE id = 1") == (ends, NOW, "so it was")
    assert refused(store, Kept(ours), who="bo") == f"ana marked p1 as {ends} just now."


def test_a_move_is_kept_whether_they_agree_or_not(store: Store) -> None:
    do(store, Promised(1, PROMISE))
    assert do(store, Moved("p1", SOON + DAY, why="a flu")).said == "new date noted, they did not agree"
    assert do(store, Moved("p1", SOON + 2 * DAY, agreed=True)).said == "promise moved"
    moves = rows(store, "SELECT at, old_due, new_due, agreed, why, actor, recorded_at FROM renegotiation")
    assert moves == [
        (NOW, SOON, SOON + DAY, 0, "a flu", "ana", NOW + 7),
        (NOW, SOON, SOON + 2 * DAY, 1, "", "ana", NOW + 7),
    ]
    late = do(store, Moved("p1", SOON + 9 * DAY, agreed=True), now=SOON + 5 * DAY)
    assert late.said == "new date noted, the first one still counts"
    assert row(store, "SELECT due FROM promise") == (SOON,)


def test_a_promise_is_made_smaller_or_handed_over(store: Store) -> None:
    do(store, Promised(1, PROMISE))
    handed = Moved("p1", SOON + DAY, agreed=True, shrunk="a sketch", by="bo")
    assert do(store, handed).said == "promise handed to bo"
    assert row(store, "SELECT text, author FROM promise") == ("a sketch", "bo")
    assert "no teammate" in refused(store, Moved("p1", SOON + DAY, by="zoe"))
    assert "in the past" in refused(store, Moved("p1", NOW))


def test_a_promise_of_theirs_is_handed_to_none_of_us(store: Store) -> None:
    do(store, Promised(1, NewPromise("the money", SOON, by_us=False, author="Mette")))
    assert refused(store, Moved("p1", SOON + DAY, by="bo")) == "p1 is theirs: none of us can keep it."
    assert do(store, Moved("p1", SOON + DAY, agreed=True)).said == "promise moved"


def test_a_term_of_somebody_else_carries_no_promise(store: Store) -> None:
    do(store, Closed(2, "active", NewAgreement("a year", terms=(NewTerm("monthly"),))))
    assert "no such term" in refused(store, Promised(1, PROMISE, term=1))
    do(store, Promised(2, PROMISE, term=1))


def test_a_follow_up_is_decided_moved_and_done(store: Store) -> None:
    assert do(store, Decided(1, STEP)).said == "follow-up set"
    assert do(store, Moved("f1", SOON + DAY)).said == "follow-up moved"
    assert do(store, Done("f1", "they\tanswered")).said == "follow-up done"
    found = row(store, "SELECT due, state, ended_at, why, owner FROM follow_up")
    assert found == (SOON + DAY, "done", NOW, "they answered", "ana")
    assert refused(store, Done("F1")) == "ana marked F1 as done just now."
    assert refused(store, Done("F9")) == "There is no follow-up f9."


def test_an_overdue_follow_up_keeps_its_date(store: Store) -> None:
    do(store, Decided(1, STEP))
    later = SOON + 3 * DAY
    assert "its date stays" in refused(store, Moved("f1", later + DAY), now=later)
    assert "its date stays" in refused(store, Edited("f1", due=later + DAY), now=later)


@pytest.mark.parametrize("act", [Done, Skipped])
def test_what_recurs_comes_again_on_its_own_weekday(store: Store, act: Callable[[str], Act]) -> None:
    calendar = Rules().calendar
    do(store, Decided(1, NewFollowUp("look in", calendar.end_of(SUNDAY), every="FREQ=WEEKLY")))
    do(store, act("f1"))
    again = row(store, "SELECT due, every, before, state FROM follow_up WHERE id = 2")
    assert again == (calendar.end_of(date(2026, 3, 22)), "FREQ=WEEKLY", 1, "open")


def test_what_recurs_does_so_by_a_rule(store: Store) -> None:
    assert "no recurrence" in refused(store, Decided(1, NewFollowUp("look in", SOON, every="rarely")))
    do(store, Decided(1, NewFollowUp("look in", SOON, every="2 weeks")))
    assert "no recurrence" in refused(store, Edited("f1", every="rarely"))
    assert row(store, "SELECT every FROM follow_up") == ("FREQ=WEEKLY;INTERVAL=2",)


def test_in_what_has_ended_things_are_closed_by_hand_for_good(store: Store) -> None:
    wait = first_wait(store)
    do(store, Promised(1, PROMISE), Decided(1, NewFollowUp("look in", SOON, every="FREQ=WEEKLY")))
    do(store, Ended(1, "they moved"))
    do(store, Waived(wait, "over"), Withdrawn("p1"), Skipped("f1"), now=NOW + HOUR)
    assert row(store, "SELECT state FROM follow_up") == ("skipped",)
    assert state(store, wait) == "waived"


def test_any_row_can_be_snoozed_and_stays_owed(store: Store) -> None:
    do(store, Promised(1, PROMISE), Decided(1, STEP))
    wait = first_wait(store)
    for item in (wait, "P1", "f1", "r1"):
        assert do(store, Snoozed(item, SOON, "not\nnow")).said == "snoozed"
    found = rows(store, "SELECT item, at, until, why, actor FROM snooze")
    assert found == [(item, NOW, SOON, "not now", "ana") for item in (wait, "p1", "f1", "r1")]
    assert state(store, wait) == "open"
    assert "in the past" in refused(store, Snoozed(wait, NOW))
    assert "beyond" in refused(store, Snoozed(wait, 10**30))
    assert "is no ID" in refused(store, Snoozed("c1", SOON))
