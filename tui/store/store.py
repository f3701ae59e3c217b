"""Reading and writing the database: fresh connections, one immediate transaction a write, everything journalled."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tui.domain.model import Instant
from tui.store.connection import connect, told
from tui.store.schema import ready

TRIES = 4
PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Said:
    """Who writes, at which moment of the rules, at which moment of the wall clock, what for."""

    actor: str
    at: Instant
    wall_at: Instant
    action: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Transaction:
    """An open write transaction; what is not journalled through it is a derived row."""

    conn: sqlite3.Connection
    said: Said
    number: int

    def journal(
        self,
        table: str,
        row_id: int,
        before: Mapping[str, object] | None,
        after: Mapping[str, object] | None,
    ) -> None:
        """Note one row's change; rows are plain values, None where the row was not there."""
        self.conn.execute(
            'INSERT INTO journal(tx, at, wall_at, actor, action, why, "table", row_id, version_before,'
            " version_after, before, after) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.number,
                self.said.at,
                self.said.wall_at,
                self.said.actor,
                self.said.action,
                self.said.why,
                table,
                row_id,
                before.get("version") if before else None,
                after.get("version") if after else None,
                json.dumps(dict(before)) if before else None,
                json.dumps(dict(after)) if after else None,
            ),
        )

    def insert(self, table: str, row: Mapping[str, object], *, journalled: bool = True) -> int:
        """Insert a row and journal it; returns its id."""
        columns = ", ".join(row)
        marks = ", ".join("?" * len(row))
        cursor = self.conn.execute(f"INSERT INTO {table}({columns}) VALUES({marks})", tuple(row.values()))
        row_id = int(cursor.lastrowid or 0)
        if journalled:
            self.journal(table, row_id, None, {"id": row_id, "version": 1, **row})
        return row_id


class Store:
    """The database at `path`; every method raises Problem for what people have to know."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def exists(self) -> bool:
        """Whether there is a database yet; an empty file is none."""
        return self.path.exists() and self.path.stat().st_size > 0

    def make_ready(self, fill: Callable[[Store], None] | None = None) -> None:
        """Make the file, `fill`ed before anybody can see it, or bring an older one up to date."""
        ready(self.path, (lambda new: fill(Store(new))) if fill else None)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the database and cannot write."""
        conn = connect(self.path, query_only=True)
        try:
            with told(self.path):
                conn.execute("BEGIN")
                yield conn
        finally:
            conn.close()

    @contextmanager
    def write(self, said: Said) -> Iterator[Transaction]:
        """One immediate transaction: all of it or nothing."""
        conn = connect(self.path)
        try:
            with told(self.path):
                _begin(conn)
                try:
                    number = conn.execute("SELECT coalesce(max(tx), 0) + 1 FROM journal").fetchone()[0]
                    yield Transaction(conn, said, number)
                    conn.execute("COMMIT")
                except BaseException:
                    if conn.in_transaction:
                        conn.execute("ROLLBACK")
                    raise
        finally:
            conn.close()


def _begin(conn: sqlite3.Connection) -> None:
    """Begin to write; SQLite's waiting for the lock is no queue, so a few tries more are fair."""
    for left in reversed(range(TRIES)):
        try:
            conn.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if left == 0 or "locked" not in str(error):
                raise
            time.sleep(PAUSE * random.random())
        else:
            return
