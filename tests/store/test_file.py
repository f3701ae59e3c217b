"""The database file: who may share it, whose it is, and what is refused."""

from __future__ import annotations

import errno
import multiprocessing
import os
import sqlite3
from pathlib import Path

import pytest

from tui.domain.problem import Problem
from tui.store.connection import APPLICATION_ID, SCHEMA_VERSION, connect, told
from tui.store.schema import ready
from tui.store.store import Said, Store

SAID = Said("ana", 0, 0, "test", needs=None)


@pytest.mark.parametrize("umask", [0o000, 0o007, 0o022, 0o077])
def test_a_group_can_share_the_file_whatever_the_umask(tmp_path: Path, umask: int):
    before = os.umask(umask)
    try:
        ready(tmp_path / "kept.db")
        with Store(tmp_path / "kept.db").write(SAID):
            modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"kept.db": 0o660, "kept.db-wal": 0o660, "kept.db-shm": 0o660}


def test_what_sqlite_is_told(tmp_path: Path):
    ready(tmp_path / "kept.db")
    conn = connect(tmp_path / "kept.db", query_only=True)
    said = {
        name: conn.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema", "query_only")
    }
    assert said == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "trusted_schema": 0,
        "query_only": 1,
    }
    assert conn.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert all(strict for *_, strict in conn.execute("PRAGMA table_list") if _[0] == "main" and "_" not in _[1])


def test_a_path_that_sounds_like_a_fault_is_none(tmp_path: Path):
    path = tmp_path / "full" / "locked.db"
    with pytest.raises(Problem, match="cannot be written"), told(path):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def test_a_disk_without_room_for_the_index_of_the_log_is_full(tmp_path: Path):
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"  # what SQLite says of a full disk where nobody else is at it
    with pytest.raises(Problem, match="is full"), told(tmp_path / "kept.db"):
        raise error


def test_no_database_is_no_file(tmp_path: Path):
    with pytest.raises(Problem, match="There is no database"):
        connect(tmp_path / "kept.db")
    assert not list(tmp_path.iterdir())


def test_another_programs_database_is_left_alone(tmp_path: Path):
    path = tmp_path / "other.db"
    sqlite3.connect(path).execute("CREATE TABLE theirs(x)").connection.close()
    before = path.read_bytes()
    for open_it in (connect, ready):
        with pytest.raises(Problem, match="belongs to another program"):
            open_it(path)
    assert path.read_bytes() == before


def test_an_empty_file_is_taken_over(tmp_path: Path):
    path = tmp_path / "kept.db"
    path.touch()
    with pytest.raises(Problem, match="is empty"):
        connect(path)
    ready(path)
    connect(path).close()


def test_what_a_killed_run_left_behind_is_no_hindrance(tmp_path: Path):
    path = tmp_path / "kept.db"
    for name in ("kept.db.new", "kept.db.new-wal", "kept.db.new-shm"):
        (tmp_path / name).write_bytes(b"half a database")
    ready(path)
    assert [left.name for left in tmp_path.iterdir()] == ["kept.db"]


def test_a_newer_schema_is_left_alone(tmp_path: Path):
    path = tmp_path / "kept.db"
    ready(path)
    conn = sqlite3.connect(path)
    conn.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    conn.close()
    for open_it in (connect, ready):
        with pytest.raises(Problem, match="newer kept"):
            open_it(path)


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be looked at" * 40, b"x"])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes):
    path = tmp_path / "kept.db"
    path.write_bytes(content)
    with pytest.raises(Problem, match=r"no database of kept|belongs to another"):
        ready(path)
    assert path.read_bytes() == content


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path):
    path = tmp_path / "kept.db"
    ready(path)
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(Problem, match="damaged"), Store(path).read() as conn:
        conn.execute("SELECT count(*) FROM teammate JOIN rules").fetchone()


def test_many_at_once_make_one_database(tmp_path: Path):
    path = tmp_path / "kept.db"
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.map(ready, [path] * 12)
    with Store(path).read() as conn:
        assert conn.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0] == SCHEMA_VERSION


def test_a_write_is_all_or_nothing(tmp_path: Path):
    store = Store(tmp_path / "kept.db")
    store.make_ready()
    with pytest.raises(ZeroDivisionError), store.write(SAID) as tx:
        tx.insert("teammate", {"handle": "ana", "name": "Ana", "role": "admin"})
        raise ZeroDivisionError
    with store.read() as conn:
        assert conn.execute("SELECT count(*) FROM teammate").fetchone()[0] == 0
        assert conn.execute("SELECT count(*) FROM journal").fetchone()[0] == 0


def test_a_write_is_journalled_with_who_when_and_what(tmp_path: Path):
    store = Store(tmp_path / "kept.db")
    store.make_ready()
    with store.write(Said("ana", 10, 20, "add a teammate", "she joined", needs=None)) as tx:
        tx.insert("teammate", {"handle": "bo", "name": "Bo", "role": "member"})
    with store.read() as conn:
        row = conn.execute(
            'SELECT tx, at, wall_at, actor, action, why, "table", row_id, version_before, version_after,'
            " before, after FROM journal"
        ).fetchone()
    after = '{"id": 1, "version": 1, "handle": "bo", "name": "Bo", "role": "member"}'
    assert row == (1, 10, 20, "ana", "add a teammate", "she joined", "teammate", 1, None, 1, None, after)


def test_who_only_reads_cannot_write(tmp_path: Path):
    store = Store(tmp_path / "kept.db")
    store.make_ready()
    with pytest.raises(Problem, match="cannot be written"), store.read() as conn:
        conn.execute("DELETE FROM journal")


def _write_often(path: Path) -> None:
    for _ in range(40):
        with Store(path).write(SAID) as tx:
            (number,) = tx.conn.execute("SELECT count(*) FROM teammate").fetchone()
            tx.insert("teammate", {"handle": f"t{number}", "name": "T", "role": "viewer"})


def test_writers_wait_for_each_other(tmp_path: Path):
    path = tmp_path / "kept.db"
    ready(path)
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.map(_write_often, [path] * 4)
    with Store(path).read() as conn:
        assert conn.execute("SELECT count(*), count(DISTINCT handle) FROM teammate").fetchone() == (160, 160)
        assert conn.execute("SELECT count(DISTINCT tx) FROM journal").fetchone()[0] == 160
