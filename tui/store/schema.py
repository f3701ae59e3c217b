"""The schema as migrations, applied once under a lock with a backup before."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.store.connection import MODE, SCHEMA_VERSION, connect, create, told
from tui.store.tables import TABLES


def ready(path: Path) -> None:
    """Make the database where there is none and bring its schema up to date; raises Problem."""
    create(path)
    conn = connect(path)
    try:
        with told(path):
            if _version(conn) < SCHEMA_VERSION:
                with _locked(path):
                    _migrate(conn, path)
    finally:
        conn.close()


def _migrate(conn: sqlite3.Connection, path: Path) -> None:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    if _version(conn) >= SCHEMA_VERSION:
        return
    if _version(conn) > 0:
        _back_up(conn, path)
    steps = Migrations("kept")

    @steps()
    def m001_first(db: Database) -> None:
        for statement in TABLES.split(";\n"):
            if statement.strip():
                db.execute(statement)
        db.execute("PRAGMA user_version=1")

    steps.apply(Database(conn, strict=True, execute_plugins=False))


def _back_up(conn: sqlite3.Connection, path: Path) -> None:
    target = path.with_name(f"{path.name}.before-schema-{SCHEMA_VERSION}")
    target.unlink(missing_ok=True)
    conn.execute("VACUUM INTO ?", (str(target),))
    target.chmod(MODE)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One migration at a time: sqlite-utils' own bookkeeping races.

    The lock is on the folder: closing a second descriptor of the file itself would drop SQLite's own locks.
    """
    fd = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def _version(conn: sqlite3.Connection) -> int:
    return int(conn.execute("PRAGMA user_version").fetchone()[0])
