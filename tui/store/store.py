"""Reading and writing the database: one state a read, one immediate transaction a write, everything journalled."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.domain.model import Instant, Role
from tui.store import roles
from tui.store.connection import (
    SCHEMA_VERSION,
    STEP,
    check_maker,
    connect,
    is_there,
    missing,
    patiently,
    told,
)
from tui.store.schema import ready
from tui.store.spare import Home, Spare, home_of

NEXT = "SELECT max(coalesce((SELECT max(tx) FROM journal), 0), coalesce((SELECT max(tx) FROM act), 0)) + 1"
WAIT = 20.0
"""How long one waits for others who write; seconds."""


@dataclass(frozen=True, slots=True)
class Said:
    """Who writes, at which moment of the rules, at which moment of the wall clock, what for."""

    actor: str
    at: Instant
    wall_at: Instant
    action: str
    why: str = ""
    undoes: int | None = None
    """The transaction that this one takes back."""
    needs: Role | None = "member"
    """The least role that may write this; None only while there is no teammate yet."""


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
            " version_after, before, after, undoes) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
                self.said.undoes,
            ),
        )

    def row(self, table: str, row_id: int) -> dict[str, Any] | None:
        """A whole row as it stands, None where there is none."""
        cursor = self.conn.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
        found = cursor.fetchone()
        return dict(zip((c[0] for c in cursor.description), found, strict=True)) if found else None

    def change(self, table: str, row_id: int, **columns: object) -> None:
        """Change some columns of a row, raise its version and journal it; nothing where all stand so already."""
        before = self.row(table, row_id)
        if before is None:
            raise LookupError(f"{table} has no row {row_id}")
        if all(before[name] == value for name, value in columns.items()):
            return
        after = {**before, **columns, "version": before["version"] + 1}
        marks = ", ".join(f"{name} = ?" for name in (*columns, "version"))
        self.conn.execute(
            f"UPDATE {table} SET {marks} WHERE id = ?", (*columns.values(), after["version"], row_id)
        )
        self.journal(table, row_id, before, after)

    def touch(self, table: str, row_id: int) -> None:
        """Raise a row's version because of what hangs on it, so that whoever read it before finds out."""
        before = self.row(table, row_id) or {}
        after = {**before, "version": before["version"] + 1}
        self.conn.execute(f"UPDATE {table} SET version = ? WHERE id = ?", (after["version"], row_id))
        self.journal(table, row_id, before, after)

    def delete(self, table: str, row_id: int) -> None:
        """Delete a row softly."""
        self.change(table, row_id, deleted_at=self.said.wall_at)

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
    """The database at `path`; every method raises Problem for what people have to know.

    One that is `lasting` keeps its connection from one write to the next, for whoever writes again and again.
    """

    def __init__(self, path: Path, *, lasting: bool = False) -> None:
        self.path = path
        self._spare = Spare(1 if lasting else 0)

    def exists(self) -> bool:
        """Whether there is a database yet; an empty file is none. Raises Problem where nobody may look."""
        return is_there(self.path)

    def make_ready(self, fill: Callable[[Store], None] | None = None) -> None:
        """Make the file, `fill`ed before anybody can see it, or bring an older one up to date."""
        ready(self.path, (lambda new: fill(Store(new))) if fill else None)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the database and cannot write."""
        conn = self._connected(query_only=True)
        try:
            with told(self.path):
                conn.execute("BEGIN")
                yield conn
        finally:
            conn.close()

    @contextmanager
    def write(self, said: Said) -> Iterator[Transaction]:
        """One immediate transaction: all of it or nothing; Problem too for whoever may not write what is `said`."""
        with told(self.path):
            home, conn = patiently(self.path, self._begun)
            try:
                roles.check(conn, said.actor, said.needs)
                yield Transaction(conn, said, conn.execute(NEXT).fetchone()[0])
                conn.execute("COMMIT")
            except BaseException:
                with closing(conn):
                    if conn.in_transaction:
                        conn.execute("ROLLBACK")
                raise
            self._spare.put(home, conn)

    def _begun(self) -> tuple[Home, sqlite3.Connection]:
        """A connection that writes, as soon as nobody else does; raises OperationalError when `WAIT` is over."""
        while self.exists():
            home = home_of(self.path)
            conn = self._spare.take(home) or self._connected()
            try:
                _begin(conn)
                # only now: while one waited, a newer kept or a restore may have been there
                check_maker(conn, self.path)
                if self.exists() and home_of(self.path) == home:
                    return home, conn
            except BaseException:
                conn.close()
                raise
            conn.close()
        raise missing(self.path)

    def _connected(self, *, query_only: bool = False) -> sqlite3.Connection:
        """A connection to the database in today's schema; an older one is brought up to date first."""
        conn = connect(self.path, query_only=query_only)
        if 0 < conn.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
            conn.close()
            ready(self.path)
            conn = connect(self.path, query_only=query_only)
        return conn


def _begin(conn: sqlite3.Connection) -> None:
    """Begin to write, as soon as nobody else does; raises OperationalError when `WAIT` is over.

    SQLite's own waiting looks ever more seldom: of many writers those who came first would be served last. Here
    whoever has waited longer looks more often.
    """
    conn.execute("PRAGMA busy_timeout=0")
    begun = time.monotonic()
    while True:
        try:
            conn.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            waited = time.monotonic() - begun
            if "locked" not in str(error) or waited > WAIT:
                raise
            time.sleep(random.uniform(0.5, 1.0) * _pause(waited))
        else:
            return


def _pause(waited: float) -> float:
    return max(STEP / 2, 2 * STEP - waited / 32)
