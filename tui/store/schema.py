"""The schema as migrations, applied once under a lock with a backup before."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.store import fourth, second, third
from tui.store.connection import SCHEMA_VERSION, connect, create, create_file, told, unmakable
from tui.store.tables import TABLES


def ready(path: Path, fill: Callable[[Path], None] | None = None) -> None:
    """Make the database where there is none, and bring the schema of an older one up to date; raises Problem.

    A new one is made under another name and put in its place once it is whole, so that nobody ever sees half of it;
    `fill` writes into it before that.
    """
    if not _is_there(path):
        _make(path, fill)
    with told(path), _locked(path.parent):
        _migrate(path)


def _is_there(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _make(path: Path, fill: Callable[[Path], None] | None) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path.parent):
            if _is_there(path):
                return
            new = path.with_name(f"{path.name}.new")
            for left in path.parent.glob(f"{new.name}*"):
                left.unlink()
            create(new)
            _migrate(new)
            if fill:
                fill(new)
            new.replace(path)
    except OSError as error:
        raise unmakable(path, error) from error


def _migrate(path: Path) -> None:
    conn = connect(path)
    try:
        with told(path):
            version = conn.execute("PRAGMA user_version").fetchone()[0]
            if version == SCHEMA_VERSION:
                return
            if version > 0:
                _back_up(conn, path)
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

    # all that is pending or nothing, so that the copy beside it is what it was
    conn.execute("BEGIN IMMEDIATE")
    try:
        steps.apply(Database(conn, strict=True, execute_plugins=False))
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


def _back_up(conn: sqlite3.Connection, path: Path) -> None:
    """Copy the file as it is, under its name only once the copy is whole."""
    target = path.with_name(f"{path.name}.before-schema-{SCHEMA_VERSION}")
    new = target.with_name(f"{target.name}.new")
    new.unlink(missing_ok=True)
    create_file(new)
    conn.execute("VACUUM INTO ?", (str(new),))
    new.replace(target)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One making or migrating at a time: sqlite-utils' own bookkeeping races.

    The lock is on the folder: closing a second descriptor of the file itself would drop SQLite's own locks.
    """
    fd = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)
