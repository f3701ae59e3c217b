"""The schema as migrations, applied once under a lock with a backup before."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from tui.store import fifth, fourth, second, third
from tui.store.connection import SCHEMA_VERSION, connect, create, create_file, is_there, told, unmakable
from tui.store.filesystem import refuse_network
from tui.store.tables import TABLES


def ready(path: Path, fill: Callable[[Path], None] | None = None) -> None:
    """Make the database where there is none, and bring the schema of an older one up to date; raises Problem.

    A new one is made under another name and put in its place once it is whole, so that nobody ever sees half of it;
    `fill` writes into it before that.
    """
    if not is_there(path):
        _make(path, fill)
    with told(path), locked(path.parent):
        migrate(path)


def _make(path: Path, fill: Callable[[Path], None] | None) -> None:
    refuse_network(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path.parent), _gone_afterwards(path.with_name(f"{path.name}.new")) as new:
            if is_there(path):
                return
            create(new)
            migrate(new)
            if fill:
                fill(new)
            new.replace(path)
    except OSError as error:
        raise unmakable(path, error) from error


@contextmanager
def _gone_afterwards(new: Path) -> Iterator[Path]:
    """A name for a file that is not whole yet: what bears it goes before and afterwards."""
    _remove(new)
    try:
        yield new
    finally:
        _remove(new)


def _remove(new: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        new.with_name(new.name + suffix).unlink(missing_ok=True)


def migrate(path: Path, *, copied: bool = True) -> None:
    """Bring a file that is there up to date, under the lock of whoever calls; `copied`: after a copy of it.

    Raises Problem.
    """
    conn = connect(path)
    try:
        with told(path):
            version = conn.execute("PRAGMA user_version").fetchone()[0]
            if version == SCHEMA_VERSION:
                return
            with _copied(conn, path) if version > 0 and copied else nullcontext():
                _apply(conn)
    finally:
        conn.close()


def _apply(conn: sqlite3.Connection) -> None:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    steps = Migrations("kept")

    @steps()
    def m001_first(db: Database) -> None:
        second.run(db, TABLES)
        db.execute("PRAGMA user_version=1")

    @steps()
    def m002_doing(db: Database) -> None:
        second.add(db)
        db.execute("PRAGMA user_version=2")

    @steps()
    def m003_audits(db: Database) -> None:
        third.add(db)
        db.execute("PRAGMA user_version=3")

    @steps()
    def m004_together(db: Database) -> None:
        second.run(db, fourth.ADDED)
        db.execute("PRAGMA user_version=4")

    @steps()
    def m005_fast(db: Database) -> None:
        second.run(db, fifth.ADDED)
        db.execute("PRAGMA user_version=5")

    # all that is pending or nothing, so that the copy beside it is what it was
    conn.execute("BEGIN IMMEDIATE")
    try:
        steps.apply(Database(conn, strict=True, execute_plugins=False))
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


@contextmanager
def _copied(conn: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Copy the file as it is, under its name only once the copy is whole; it goes where nothing comes of it."""
    target = path.with_name(f"{path.name}.before-schema-{SCHEMA_VERSION}")
    with _gone_afterwards(target.with_name(f"{target.name}.new")) as new:
        create_file(new)
        conn.execute("VACUUM INTO ?", (str(new),))
        new.replace(target)
    try:
        yield
    except BaseException:
        target.unlink()
        raise


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One making, migrating or restoring at a time: sqlite-utils' own bookkeeping races.

    The lock is on the folder: closing a second descriptor of the file itself would drop SQLite's own locks.
    """
    fd = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)
