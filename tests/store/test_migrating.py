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

from tests.services.letters import NOW, exchange, taken_in
from tests.store import older
from tests.store.older import rows, version
from tui.__main__ import main
from tui.domain.acts import Done, Edited, Waived
from tui.domain.model import DAY
from tui.domain.problem import Problem
from tui.domain.rules import Rules
from tui.services.checkup import rebuild_all
from tui.services.doing.perform import perform
from tui.services.office import Office
from tui.store import schema, search
from tui.store.connection import SCHEMA_VERSION, connect
from tui.store.schema import ready
from tui.store.store import Said, Store
from tui.store.teammates import add_rules

KILLED = 9
each_schema = pytest.mark.parametrize("schema", range(1, SCHEMA_VERSION))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """A file as each earlier kept left it."""
    folder = tmp_path_factory.mktemp("older")
    return {schema: older.made(folder / f"{schema}.db", schema) for schema in range(1, SCHEMA_VERSION)}


@pytest.fixture
def old(files: dict[int, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(files[1], tmp_path / "kept.db"))


@pytest.fixture
def later(files: dict[int, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(files[2], tmp_path / "kept.db"))


@pytest.fixture
def latest(files: dict[int, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(files[3], tmp_path / "kept.db"))


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


def test_what_was_audited_in_the_third_schema_stays_as_it_is(latest: Path) -> None:
    tables = ("process", "step", "review", "telling", "run", "run_step", "dismissal", "follow_up", "snooze")
    with closing(sqlite3.connect(latest)) as conn:
        before = {table: conn.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    assert all(before.values())
    with Store(latest).read() as conn:
        assert {table: conn.execute(f"SELECT * FROM {table}").fetchall() for table in tables} == before
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    (known,) = Office(with_rules(latest), "ana", lambda: NOW, Rules()).processes()
    assert [step.text for step in known.audit.steps] == ["collect the hours"]


def test_follow_ups_are_found_after_the_third_schema_came_and_what_is_new_is_too(later: Path) -> None:
    store = with_rules(later)
    office = Office(store, "ana", lambda: NOW, Rules())
    assert {hit.id for hit in office.search("ask", 9)} == {"f1", "f7"}
    office.perform([Edited("f7", text="invite them")])
    assert [hit.id for hit in office.search("ask", 9)] == ["f1"]
    assert [hit.id for hit in office.search("invite", 9)] == ["f7"]
    with closing(connect(later)) as conn:
        assert search.broken(conn) == []


@each_schema
def test_the_prompt_brings_an_old_file_up_to_date(
    schema: int, files: dict[int, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(shutil.copy(files[schema], tmp_path / "kept.db"))
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
    kept = old.with_name("kept.db.before-schema-5")
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


@each_schema
def test_many_at_once_bring_it_up_to_date_once(schema: int, files: dict[int, Path], tmp_path: Path) -> None:
    old = Path(shutil.copy(files[schema], tmp_path / "kept.db"))
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.map(ready, [old] * 8)
    assert version(old) == SCHEMA_VERSION
    with Store(old).read() as conn:
        assert conn.execute("SELECT count(*) FROM snooze").fetchone() == (schema,)
        assert conn.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall() == [
            ("m001_first",),
            ("m002_doing",),
            ("m003_audits",),
            ("m004_together",),
            ("m005_fast",),
        ]
    assert version(old.with_name("kept.db.before-schema-5")) == schema


@each_schema
def test_a_kill_between_any_two_statements_leaves_the_old_or_the_new(
    schema: int, files: dict[int, Path], tmp_path: Path
) -> None:
    before, at, status = rows(files[schema]), 0, KILLED
    while status == KILLED:
        at += 1 if schema == SCHEMA_VERSION - 1 else 7  # a prime, so that every kind of statement is met
        path = Path(shutil.copy(files[schema], tmp_path / f"{at}.db"))
        child = os.fork()
        if child == 0:
            _bring_up(path, at)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert version(path) == SCHEMA_VERSION or rows(path) == before
        ready(path)
        assert version(path) == SCHEMA_VERSION
    assert status == 0
    assert at > 20


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
