"""A store that lasts writes with one connection as long as that is good for it, and with a new one otherwise."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tui.domain.problem import Problem
from tui.store.connection import SCHEMA_VERSION
from tui.store.store import Said, Store

SAID = Said("ana", 0, 0, "test", needs=None)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "kept.db", lasting=True)
    made.make_ready()
    return made


def wrote(store: Store, handle: str) -> sqlite3.Connection:
    """The connection by which a teammate was written down."""
    with store.write(SAID) as tx:
        tx.insert("teammate", {"handle": handle, "name": "", "role": "member"})
        return tx.conn


def handles(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        return [handle for (handle,) in conn.execute("SELECT handle FROM teammate ORDER BY id")]


def put_aside(folder: Path) -> None:
    """Move the database aside with the files beside it."""
    for suffix in ("", "-wal", "-shm"):
        old = folder / f"kept.db{suffix}"
        if old.exists():
            old.rename(folder / f"aside.db{suffix}")


def test_one_write_after_another_goes_by_the_same_connection(store: Store) -> None:
    assert wrote(store, "ana") is wrote(store, "bo")
    assert handles(store.path) == ["ana", "bo"]


def test_a_store_that_does_not_last_opens_another_one(store: Store) -> None:
    brief = Store(store.path)
    first = wrote(brief, "ana")
    assert wrote(brief, "bo") is not first
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        first.execute("SELECT 1")


def test_nobody_is_kept_from_writing_and_all_is_seen(store: Store) -> None:
    wrote(store, "ana")
    wrote(Store(store.path), "bo")
    wrote(store, "cleo")
    assert handles(store.path) == ["ana", "bo", "cleo"]


def test_another_thread_may_go_on_with_it(store: Store) -> None:
    first, found = wrote(store, "ana"), []
    thread = threading.Thread(target=lambda: found.append(wrote(store, "bo")))
    thread.start()
    thread.join()
    assert found == [first]


def test_another_file_in_its_place_gets_a_connection_of_its_own(store: Store, tmp_path: Path) -> None:
    first = wrote(store, "ana")
    other = Store(tmp_path / "other.db")
    other.make_ready()
    put_aside(tmp_path)
    other.path.rename(store.path)
    assert wrote(store, "bo") is not first
    assert handles(store.path) == ["bo"]
    assert handles(tmp_path / "aside.db") == ["ana"]


def test_where_the_file_is_gone_none_is_made(store: Store) -> None:
    wrote(store, "ana")
    store.path.unlink()
    with pytest.raises(Problem, match="There is no database"):
        wrote(store, "bo")
    assert not store.path.exists()


def test_what_a_newer_kept_has_changed_meanwhile_is_left_alone(store: Store) -> None:
    wrote(store, "ana")
    with closing(sqlite3.connect(store.path)) as conn:
        conn.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    with pytest.raises(Problem, match="newer kept"):
        wrote(store, "bo")
    assert handles(store.path) == ["ana"]


@contextmanager
def waiting(store: Store) -> Iterator[tuple[sqlite3.Connection, list[object]]]:
    """Who holds the lock until this ends, while somebody waits to write "bo"; and what came of that."""
    came: list[object] = []

    def write() -> None:
        try:
            came.append(wrote(store, "bo"))
        except Problem as problem:
            came.append(problem)

    with closing(sqlite3.connect(store.path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        waiter = threading.Thread(target=write)
        waiter.start()
        waiter.join(0.2)
        assert waiter.is_alive()
        yield holder, came
        holder.execute("COMMIT")
        waiter.join()


@pytest.mark.parametrize("lasting", [True, False])
def test_who_waits_while_a_newer_kept_changes_it_leaves_it_alone(store: Store, lasting: bool) -> None:
    wrote(store, "ana")
    with waiting(Store(store.path, lasting=lasting)) as (holder, came):
        holder.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    assert "newer kept" in str(came[0])
    assert handles(store.path) == ["ana"]


@pytest.mark.parametrize("lasting", [True, False])
def test_who_waits_while_another_file_takes_its_place_writes_there(
    store: Store, tmp_path: Path, lasting: bool
) -> None:
    wrote(store, "ana")
    other = Store(tmp_path / "other.db")
    other.make_ready()
    with waiting(Store(store.path, lasting=lasting)):
        put_aside(tmp_path)
        other.path.rename(store.path)
    assert handles(store.path) == ["bo"]
    assert handles(tmp_path / "aside.db") == ["ana"]


def test_after_what_failed_comes_another_connection(store: Store) -> None:
    first = wrote(store, "ana")
    with pytest.raises(ZeroDivisionError), store.write(SAID) as tx:
        assert tx.conn is first
        tx.insert("teammate", {"handle": "bo", "name": "", "role": "member"})
        raise ZeroDivisionError
    assert wrote(store, "cleo") is not first
    assert handles(store.path) == ["ana", "cleo"]


def test_a_forked_process_opens_its_own(store: Store) -> None:
    first = wrote(store, "ana")
    child = os.fork()
    if child == 0:
        os._exit(wrote(store, "bo") is first)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert wrote(store, "cleo") is first
    assert handles(store.path) == ["ana", "bo", "cleo"]


def test_nothing_is_left_beside_the_file_when_the_store_goes(tmp_path: Path) -> None:
    store = Store(tmp_path / "kept.db", lasting=True)
    store.make_ready()
    wrote(store, "ana")
    assert (tmp_path / "kept.db-wal").exists()
    del store
    assert [left.name for left in tmp_path.iterdir()] == ["kept.db"]
