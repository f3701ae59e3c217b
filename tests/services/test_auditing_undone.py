"""Whatever people do to processes, take back and do again, nothing of it is lost and the derived rows follow."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.letters import NOW
from tests.services.test_undoing import (
    PEOPLE,
    ROOMS,
    audited,
    backs,
    changed,
    contents,
    dues,
    fresh,
    made,
    of_processes,
    planned,
    refusing,
)
from tui.domain.acts import Act, Done, Edited, Moved, NewFollowUp, Skipped, Snoozed
from tui.domain.audit import Audit, Step
from tui.domain.auditacts import Practised
from tui.domain.model import DAY
from tui.services.checkup import rebuild_all
from tui.services.doing import undoing
from tui.services.doing.perform import perform
from tui.store.store import Store

STEPS = (Step(1, "call", minutes=3.0), Step(2, "write", minutes=9.0), Step(3, "send", minutes=1.0))
FIRST = Practised(
    Audit("Invoices", runs=4.0, steps=STEPS),
    (NewFollowUp("write it down", NOW + DAY), NewFollowUp("look again", NOW + DAY, every="FREQ=MONTHLY")),
)
about = st.one_of(
    of_processes,
    of_processes,
    st.builds(Done, planned),
    st.builds(Skipped, planned),
    st.builds(Snoozed, st.one_of(audited, planned), dues),
    st.builds(Moved, planned, dues),
    st.builds(Edited, planned, text=st.just("write it all down"), owner=st.sampled_from([None, "bo"])),
)
calm = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def begun() -> Store:
    """A database in which ana put a process in practice."""
    store = made(Path(tempfile.mkdtemp(dir=ROOMS.name)))
    perform(store, "ana", [FIRST], NOW, NOW)
    return store


@calm
@given(st.lists(about, max_size=8))
def test_taking_all_back_leaves_what_was_there_and_doing_it_again_what_came_of_it(sequence: list[Act]) -> None:
    store = begun()
    before, done, now = contents(store), 0, NOW
    for act in sequence:
        now += 20 * DAY  # so that reviews are due sometimes
        with refusing():
            done += changed(store, perform(store, "ana", [fresh(store, act)], now, now).tx)
    after = contents(store)
    for _ in range(done):
        undoing.undo(store, "ana", now, now)
    assert contents(store) == before
    for _ in range(done):
        undoing.redo(store, "ana", now, now)
    assert contents(store) == after


def step(store: Store, who: str, what: Act | str, now: int) -> None:
    """Do something, or take it back and, where that can be, do it again and take it back once more."""
    if what == "redo":
        undoing.redo(store, who, now, now)
    elif what == "undo":
        before = contents(store)
        undoing.undo(store, who, now, now)
        without = contents(store)
        undoing.redo(store, who, now, now)
        assert contents(store) == before
        undoing.undo(store, who, now, now)
        assert contents(store) == without
    else:
        perform(store, who, [fresh(store, what)], now, now)  # type: ignore[arg-type]


@calm
@given(st.lists(st.tuples(st.sampled_from(PEOPLE), st.one_of(about, about, backs)), max_size=12))
def test_whatever_two_do_can_be_taken_back_and_done_again_and_a_rebuild_finds_it_so(
    sequence: list[tuple[str, Act | str]],
) -> None:
    store, now = begun(), NOW
    for who, what in sequence:
        now += 20 * DAY
        with refusing():
            step(store, who, what, now)
        with store.read() as conn:
            assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    assert rebuild_all(store, "ana", now, now) == 0
