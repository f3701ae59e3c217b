"""A save that stops at any statement, by an error or by the end of the process, leaves all of it or nothing."""

from __future__ import annotations

import ast
import functools
import inspect
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.domain.test_sshkey import blob
from tests.services.letters import NOW
from tests.services.test_undoing import contents, first_wait, made
from tui.domain.acts import (
    Act,
    Broken,
    Closed,
    Decided,
    Edited,
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
from tui.domain.draft import Draft
from tui.domain.model import DAY
from tui.domain.problem import Problem
from tui.domain.sshkey import read_key
from tui.domain.together import Subject
from tui.services import away, leaving, seat, team
from tui.services.checkup import rebuild_all
from tui.services.doing import undoing
from tui.services.doing.perform import perform
from tui.services.seat import Seat
from tui.store.store import Store

CONNECT = sqlite3.connect
PROMISE = NewPromise("the plans", NOW + 3 * DAY)
STEP = NewFollowUp("ask how it goes", NOW + 9 * DAY)
AUDIT = Audit("Invoices", runs=4.0, steps=(Step(1, "write", minutes=9.0), Step(2, "send", minutes=1.0)))
KILLED = 9
KEY = f"ssh-ed25519 {blob('ssh-ed25519')} laptop"
OTHER_KEY = f"ssh-rsa {blob('ssh-rsa')}"
WRITES = re.compile(r"store\.write\(|by\.change\(")


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


def teamed(folder: Path) -> Store:
    """A database with a promise in it, and bo, whose things these are, with a key; cleo stands in and is away."""
    store = ready(folder)
    by = team.By(store, "ana", NOW, NOW)
    team.add(by, "cleo", "", "member")
    team.give_key(by, "bo", KEY)
    perform(store, "ana", [Edited("r1", owner="bo"), Promised(2, replace(PROMISE, author="bo"))], NOW, NOW)
    perform(store, "bo", [Decided(2, STEP), Audited(AUDIT)], NOW, NOW)
    away.leave(store, "ana", "bo", NOW + DAY, "cleo", NOW - DAY, NOW)
    away.leave(store, "ana", "cleo", NOW - 9, "ana", NOW - DAY, NOW)
    return store


def desk(store: Store) -> Seat:
    return Seat(store, "ana", lambda: NOW)


def by(store: Store) -> team.By:
    return team.By(store, "ana", NOW, NOW)


TOGETHER: dict[str, Callable[[Store], object]] = {
    "team.add": lambda store: team.add(by(store), "dora", "Dora", "member"),
    "team.give_role": lambda store: team.give_role(by(store), "bo", "admin"),
    "team.give_key": lambda store: team.give_key(by(store), "cleo", OTHER_KEY),
    "team.drop_key": lambda store: team.drop_key(by(store), "bo", read_key(KEY).fingerprint),
    "team.remove": lambda store: team.remove(by(store), "bo", "ana"),
    "away.leave": lambda store: away.leave(store, "ana", "bo", NOW + 2 * DAY, "ana", NOW, NOW),
    "away.come_back": lambda store: away.come_back(store, "bo", "bo", NOW, NOW),
    "away.read": lambda store: away.read(store, "cleo", [2], NOW, NOW),
    "seat.open_form": lambda store: desk(store).open_form("edit r1", Subject(1)),
    "seat.seen_form": lambda store: desk(store).seen_form(1),
    "seat.leave_form": lambda store: desk(store).leave_form(1),
    "seat.keep_draft": lambda store: desk(store).keep_draft(Draft("log", {"text": "half"}, None)),
    "seat.drop_draft": lambda store: desk(store).drop_draft(1),
}
each_of_the_team = pytest.mark.parametrize("write", TOGETHER)


def test_all_writes_of_a_team_and_of_its_seats_are_tried_here() -> None:
    found = {
        f"{module.__name__.rpartition('.')[2]}.{function.name}"
        for module in (team, leaving, away, seat)
        for function in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(function, ast.FunctionDef) and function.name not in ("change", "undo", "redo")
        if any(isinstance(call, ast.With) and WRITES.search(ast.unparse(call.items[0])) for call in function.body)
    }
    assert found == TOGETHER.keys()


def dump(store: Store) -> list[str]:
    """All that stands in a database."""
    with closing(CONNECT(store.path)) as conn:
        return list(conn.iterdump())


def with_a_form_and_a_draft(folder: Path) -> Store:
    """The same, and ana has had a form open for a while and something half typed."""
    store = teamed(folder)
    desk(store).open_form("log", Subject(2))
    with closing(CONNECT(store.path)) as conn, conn:
        conn.execute("UPDATE open_form SET seen_at = seen_at - 9")
    desk(store).keep_draft(Draft("promise", {"text": "half"}, None))
    return store


@each_of_the_team
def test_a_full_disk_at_any_statement_leaves_the_team_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: str
) -> None:
    store = with_a_form_and_a_draft(tmp_path)
    before = dump(store)
    for at in range(1, 500):
        stopping(monkeypatch, at, full)
        try:
            TOGETHER[write](store)
        except Problem as problem:
            assert "is full" in problem.what
            assert dump(store) == before
        else:
            break
    monkeypatch.setattr(sqlite3, "connect", CONNECT)
    assert at > 2
    assert dump(store) != before
    assert rebuild_all(store, "ana", NOW, NOW) == 0


@each_of_the_team
def test_a_kill_between_any_two_statements_leaves_the_team_as_it_was_or_as_it_is_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: str
) -> None:
    store = with_a_form_and_a_draft(tmp_path)
    before = dump(store)
    for at in range(1, 500):
        child = os.fork()
        if child == 0:
            stopping(monkeypatch, at, lambda: os._exit(KILLED))
            TOGETHER[write](store)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) == 0:
            break
        assert os.waitstatus_to_exitcode(status) == KILLED
        assert dump(store) == before
    assert at > 2
    assert dump(store) != before
    assert rebuild_all(store, "ana", NOW, NOW) == 0
