"""A save that stops at any statement, by an error or by the end of the process, leaves all of it or nothing."""

from __future__ import annotations

import functools
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services.letters import NOW
from tests.services.test_undoing import contents, first_wait, made
from tui.domain.acts import (
    Act,
    Broken,
    Closed,
    GivenUp,
    Logged,
    NewAgreement,
    NewFollowUp,
    NewPromise,
    NewTerm,
    Promised,
    Replied,
)
from tui.domain.audit import Audit, Step
from tui.domain.auditacts import Audited, Pledged, Practised
from tui.domain.model import DAY
from tui.domain.problem import Problem
from tui.services.checkup import rebuild_all
from tui.services.doing import undoing
from tui.services.doing.perform import perform
from tui.store.store import Store

CONNECT = sqlite3.connect
PROMISE = NewPromise("the plans", NOW + 3 * DAY)
STEP = NewFollowUp("ask how it goes", NOW + 9 * DAY)
AUDIT = Audit("Invoices", runs=4.0, steps=(Step(1, "write", minutes=9.0), Step(2, "send", minutes=1.0)))
KILLED = 9


class Stopping(sqlite3.Connection):
    """A connection on which `stop` is called before statement number `at` of all that change something."""

    at = 0
    stop: Callable[[], None] = staticmethod(lambda: None)  # type: ignore[assignment]
    seen = 0

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        self._count(sql)
        return super().execute(sql, *values)

    def executemany(self, sql: str, *values: object) -> sqlite3.Cursor:  # type: ignore[override]
        self._count(sql)
        return super().executemany(sql, *values)  # type: ignore[arg-type]

    @classmethod
    def _count(cls, sql: str) -> None:
        if sql.startswith(("INSERT", "UPDATE", "DELETE", "COMMIT")):
            cls.seen += 1
            if cls.seen == cls.at:
                cls.stop()


def full() -> None:
    """What SQLite says when no room is left."""
    raise sqlite3.OperationalError("database or disk is full")


def stopping(monkeypatch: pytest.MonkeyPatch, at: int, stop: Callable[[], None]) -> None:
    """From now on the statement of that number stops."""
    monkeypatch.setattr(Stopping, "at", at)
    monkeypatch.setattr(Stopping, "seen", 0)
    monkeypatch.setattr(Stopping, "stop", staticmethod(stop))
    monkeypatch.setattr(sqlite3, "connect", functools.partial(CONNECT, factory=Stopping))


SAVES: dict[str, Callable[[Store], list[Act]]] = {
    "a log with all": lambda _: [
        Logged(1, "call", "both", "about the plans", promises=(PROMISE,), follow_ups=(STEP,), tags=("plans",))
    ],
    "a reply": lambda store: [Replied(first_wait(store))],
    "an admission": lambda store: [GivenUp(first_wait(store), "too late", "We are sorry.", PROMISE)],
    "a broken promise": lambda _: [Broken("p1", "no time", "We are sorry.", PROMISE)],
    "a closed deal": lambda _: [
        Closed(2, "onboarding", NewAgreement("a year", terms=(NewTerm("monthly", (PROMISE,)),)), (STEP, STEP))
    ],
    "an audit": lambda _: [Audited(AUDIT)],
    "a redesign put in practice": lambda _: [Practised(AUDIT, (STEP, STEP), (Pledged(1, PROMISE),))],
    "two at once": lambda store: [Replied(first_wait(store)), Promised(2, PROMISE)],
}
each_save = pytest.mark.parametrize("save", SAVES)


def ready(folder: Path) -> Store:
    """A database with a promise in it."""
    store = made(folder)
    perform(store, "ana", [Promised(1, PROMISE)], NOW, NOW)
    return store


@each_save
def test_a_full_disk_at_any_statement_changes_nothing_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: str
) -> None:
    store = ready(tmp_path)
    acts, before = SAVES[save](store), contents(store)
    for at in range(1, 500):
        stopping(monkeypatch, at, full)
        try:
            perform(store, "ana", acts, NOW, NOW)
        except Problem as problem:
            assert "is full" in problem.what
            assert "Nothing was changed" in problem.remedy
            monkeypatch.setattr(sqlite3, "connect", CONNECT)
            assert contents(store) == before
        else:
            break
    monkeypatch.setattr(sqlite3, "connect", CONNECT)
    assert at > 5
    assert contents(store) != before
    assert rebuild_all(store, "ana", NOW, NOW) == 0
    undoing.undo(store, "ana", NOW, NOW)
    assert contents(store) == before


@each_save
def test_a_kill_between_any_two_statements_leaves_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: str
) -> None:
    store = ready(tmp_path)
    acts, before = SAVES[save](store), contents(store)
    for at in range(1, 500):
        child = os.fork()
        if child == 0:
            stopping(monkeypatch, at, lambda: os._exit(KILLED))
            perform(store, "ana", acts, NOW, NOW)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) == 0:
            break
        assert os.waitstatus_to_exitcode(status) == KILLED
        assert contents(store) == before
    assert at > 5
    assert contents(store) != before
    with store.read() as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert rebuild_all(store, "ana", NOW, NOW) == 0
