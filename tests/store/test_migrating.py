"""A database of an earlier schema is brought to today's whole or not at all, with a copy kept of what it was."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from tests.services.letters import NOW, exchange, taken_in
from tui.__main__ import main
from tui.domain.acts import Done, Edited, Waived
from tui.domain.model import DAY
from tui.domain.problem import Problem
from tui.domain.rules import Rules
from tui.services.checkup import rebuild_all
from tui.services.doing.perform import perform
from tui.services.office import Office
from tui.store import schema, search, second
from tui.store.connection import SCHEMA_VERSION, connect, create
from tui.store.schema import ready
from tui.store.store import Said, Store
from tui.store.tables import TABLES
from tui.store.teammates import add_rules

KILLED = 9
ROWS = f"""
INSERT INTO teammate(handle, name, role) VALUES('ana', 'Ana', 'admin');
INSERT INTO relationship(name, kind, stage, tier, owner, made_at)
    VALUES('Halden', 'customer', 'active', 'c', 1, {NOW - DAY});
INSERT INTO correspondent(key, they_wrote, we_wrote, relationship) VALUES('quillon.example', 1, 0, NULL);
INSERT INTO correspondent(key, they_wrote, we_wrote, relationship) VALUES('halden.example', 0, 0, 1);
INSERT INTO interaction(relationship, at, channel, direction, opens, text, recorded_at)
    VALUES(1, {NOW - 60}, 'chat', 'in', 1, 'When is it?', {NOW - 60});
INSERT INTO follow_up(relationship, owner, text, made_at, due, day_alone, snoozed_until, snoozes, recorded_at)
    VALUES(1, 'ana', 'ask how it goes', {NOW - DAY}, {NOW + DAY}, 1, {NOW + 2 * DAY}, 1, {NOW - 60});
INSERT INTO follow_up(relationship, owner, text, made_at, due, day_alone, recorded_at)
    VALUES(1, 'ana', 'write again', {NOW - DAY}, {NOW + DAY}, 1, {NOW - DAY});
INSERT INTO promise(relationship, by_us, author, text, made_at, due, day_alone, recorded_at)
    VALUES(1, 1, 'ana', 'the plans', {NOW - DAY}, {NOW + DAY}, 1, {NOW - DAY});
INSERT INTO renegotiation(promise, at, old_due, new_due, agreed)
    VALUES(1, {NOW - 60}, {NOW + DAY}, {NOW + 2 * DAY}, 1)
"""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file as the first kept left it."""
    path = tmp_path_factory.mktemp("first") / "kept.db"
    create(path)
    steps = Migrations("kept")

    @steps()
    def m001_first(db: Database) -> None:
        for statement in TABLES.split(";\n"):
            if statement.strip():
                db.execute(statement)
        db.execute("PRAGMA user_version=1")

    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        steps.apply(Database(conn, strict=True, execute_plugins=False))
        conn.executescript(ROWS)
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


LATER_ROWS = f"""
INSERT INTO plan(relationship, began_at) VALUES(1, {NOW - DAY});
UPDATE follow_up SET state = 'done', ended_at = {NOW}, version = 3, plan = 1, why = 'asked' WHERE id = 1;
DELETE FROM follow_up WHERE id = 2;
INSERT INTO follow_up(id, relationship, owner, text, made_at, due, day_alone, every, recorded_at, before, said_in)
    VALUES(7, 1, 'ana', 'ask how it goes', {NOW - DAY}, {NOW + DAY}, 0, 'FREQ=WEEKLY', {NOW - DAY}, 1, 1);
INSERT INTO follow_up(id, relationship, owner, text, made_at, due, day_alone, recorded_at, before, deleted_at)
    VALUES(9, 1, 'ana', 'ask once more', {NOW - DAY}, {NOW + DAY}, 1, {NOW - DAY}, 7, {NOW});
UPDATE snooze SET why = 'away', version = 2;
INSERT INTO snooze(id, relationship, item, at, until, actor, recorded_at, deleted_at)
    VALUES(5, 1, 'w1', {NOW}, {NOW + DAY}, 'ana', {NOW}, {NOW})
"""


@pytest.fixture(scope="module")
def next_one(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file as the second kept left it."""
    path = Path(shutil.copy(first, tmp_path_factory.mktemp("second") / "kept.db"))
    steps = Migrations("kept")

    @steps()
    def m001_first(db: Database) -> None:
        raise AssertionError("it was applied already")

    @steps()
    def m002_doing(db: Database) -> None:
        second.add(db)
        db.execute("PRAGMA user_version=2")

    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        steps.apply(Database(conn, strict=True, execute_plugins=False))
        conn.execute("PRAGMA foreign_keys=ON")
        conn.executescript(LATER_ROWS)
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def old(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(first, tmp_path / "kept.db"))


@pytest.fixture
def later(next_one: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(next_one, tmp_path / "kept.db"))


def version(path: Path) -> int:
    """The schema of a file."""
    with closing(sqlite3.connect(path)) as conn:
        return int(conn.execute("PRAGMA user_version").fetchone()[0])


def rows(path: Path) -> list[str]:
    """All of a file as SQL."""
    with closing(sqlite3.connect(path)) as conn:
        return list(conn.iterdump())


def with_rules(path: Path) -> Store:
    """The same file brought up to date and with rules in it, derived."""
    store = Store(path)
    with store.write(Said("ana", NOW, NOW, "test")) as tx:
        add_rules(tx, date(1970, 1, 1), Rules())
    rebuild_all(store, "ana", NOW, NOW)
    return store


def test_whoever_opens_an_old_file_finds_everything_in_the_new_one(old: Path) -> None:
    with Store(old).read() as conn:
        assert conn.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
        snoozes = conn.execute("SELECT relationship, item, at, until, actor FROM snooze").fetchall()
        assert snoozes == [(1, "f1", NOW - 60, NOW + 2 * DAY, "ana")]
        keys = conn.execute("SELECT key, they_wrote, we_wrote, relationship FROM correspondent ORDER BY key")
        assert keys.fetchall() == [("halden.example", 0, 0, 1), ("quillon.example", 1, 0, None)]
        assert conn.execute("SELECT text, plan, why FROM follow_up ORDER BY id").fetchall() == [
            ("ask how it goes", None, ""),
            ("write again", None, ""),
        ]
        assert conn.execute("SELECT new_due, agreed, why, version FROM renegotiation").fetchall() == [
            (NOW + 2 * DAY, 1, "", 1)
        ]
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_an_old_file_can_be_worked_with(old: Path) -> None:
    store = with_rules(old)
    office = Office(store, "ana", lambda: NOW, Rules())
    today = office.today("ana")
    assert "f1" not in [row.id for row in today.rows], "it is snoozed as before"
    assert {"w1", "f2", "p1"} <= {row.id for row in today.rows}
    assert office.search("hald", 5)
    perform(store, "ana", [Done("f2"), Waived("w1", "they know")], NOW, NOW)
    office.undo()
    taken_in(store, exchange())
    assert rebuild_all(store, "ana", NOW, NOW) == 0


def columns(conn: sqlite3.Connection, table: str) -> list[dict[str, object]]:
    """All rows of a table, without what the third schema added."""
    cursor = conn.execute(f"SELECT * FROM {table} ORDER BY id")
    names = [column[0] for column in cursor.description]
    return [{n: v for n, v in zip(names, row, strict=True) if n != "process"} for row in cursor]


@pytest.mark.parametrize("table", ["follow_up", "snooze"])
def test_follow_ups_and_snoozes_of_the_second_schema_keep_all_they_are(later: Path, table: str) -> None:
    with closing(sqlite3.connect(later)) as conn:
        before = columns(conn, table)
    assert len(before) > 1
    with Store(later).read() as conn:
        assert columns(conn, table) == before
        assert conn.execute(f"SELECT count(process) FROM {table}").fetchone() == (0,)
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (made,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = 'follow_up'").fetchone()
        assert 'before INTEGER REFERENCES "follow_up"(id)' in made


def test_follow_ups_are_found_after_the_third_schema_came_and_what_is_new_is_too(later: Path) -> None:
    store = with_rules(later)
    office = Office(store, "ana", lambda: NOW, Rules())
    assert {hit.id for hit in office.search("ask", 9)} == {"f1", "f7"}
    office.perform([Edited("f7", text="invite them")])
    assert [hit.id for hit in office.search("ask", 9)] == ["f1"]
    assert [hit.id for hit in office.search("invite", 9)] == ["f7"]
    with closing(connect(later)) as conn:
        assert search.broken(conn) == []


@pytest.mark.parametrize("start", ["first", "next_one"])
def test_the_prompt_brings_an_old_file_up_to_date(
    start: str, request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(shutil.copy(request.getfixturevalue(start), tmp_path / "kept.db"))
    assert main(["--db", str(path), "--as", "ana", "status"]) == 0
    assert capsys.readouterr().out == "kept: nothing due\n", "nothing of it is derived yet"
    assert version(path) == SCHEMA_VERSION


def test_a_follow_up_is_of_a_relationship_or_of_a_process(later: Path) -> None:
    names, values = "owner, text, made_at, due, day_alone, recorded_at", "'ana', 'x', 1, 2, 1, 1"
    with (
        pytest.raises(Problem, match="process is not null"),
        Store(later).write(Said("ana", NOW, NOW, "test")) as tx,
    ):
        tx.conn.execute(f"INSERT INTO follow_up({names}) VALUES({values})")
    with Store(later).write(Said("ana", NOW, NOW, "test")) as tx:
        tx.insert("process", {"name": "Invoices", "owner": "ana", "made_at": NOW, "recorded_at": NOW})
        tx.conn.execute(f"INSERT INTO follow_up(process, {names}) VALUES(1, {values})")


def test_what_it_was_is_kept_beside_it(old: Path) -> None:
    before = rows(old)
    ready(old)
    kept = old.with_name("kept.db.before-schema-4")
    assert rows(kept) == before
    assert kept.stat().st_mode & 0o777 == 0o660
    assert not list(old.parent.glob("*.new*"))


def test_no_copy_no_change(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(old)

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(schema, "create_file", full)
    with pytest.raises(Problem), Store(old).read():
        pass
    assert rows(old) == before


def test_many_at_once_bring_it_up_to_date_once(old: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.map(ready, [old] * 8)
    assert version(old) == SCHEMA_VERSION
    with Store(old).read() as conn:
        assert conn.execute("SELECT count(*) FROM snooze").fetchone() == (1,)
        assert conn.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall() == [
            ("m001_first",),
            ("m002_doing",),
            ("m003_audits",),
            ("m004_together",),
        ]
    assert version(old.with_name("kept.db.before-schema-4")) == 1


@pytest.mark.parametrize("start", ["first", "next_one"])
def test_a_kill_between_any_two_statements_leaves_the_old_or_the_new(
    start: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    first: Path = request.getfixturevalue(start)
    before, at, status = rows(first), 0, KILLED
    while status == KILLED:
        at += 7  # a prime, so that every kind of statement is met
        path = Path(shutil.copy(first, tmp_path / f"{at}.db"))
        child = os.fork()
        if child == 0:
            _bring_up(path, at)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert version(path) == SCHEMA_VERSION or rows(path) == before
        ready(path)
        assert version(path) == SCHEMA_VERSION
    assert status == 0
    assert at > 60


def _bring_up(path: Path, at: int) -> None:
    """Bring a file up to date in a process that ends before its statement number `at`."""
    left = [at]

    def count(_: str) -> None:
        left[0] -= 1
        if left[0] == 0:
            os._exit(KILLED)

    def counted(place: Path) -> sqlite3.Connection:
        conn = connect(place)
        conn.set_trace_callback(count)
        return conn

    schema.connect = counted  # type: ignore[attr-defined]
    ready(path)
    os._exit(0)
