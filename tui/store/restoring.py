"""Putting a backup in the place of a database: all of it or nothing, while others have it open."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from tui.domain.model import Instant
from tui.domain.problem import Problem
from tui.store.backup import back_up, check, part, share, sync
from tui.store.connection import HEADER, connect, told
from tui.store.schema import locked, migrate
from tui.store.store import Said, Store

TRIES = 4
PAGES = 8
"""Pages in a step; fewer than the smallest database has, so that there is a first step that is not the last."""

SINCE = """
FROM main.journal AS here WHERE NOT EXISTS(
    SELECT 1 FROM copy.journal AS there WHERE there.id = here.id AND there.tx = here.tx
    AND there.wall_at = here.wall_at AND there.actor = here.actor)
"""


Gone = Mapping[tuple[str, int], Mapping[str, Any] | None]


class Lost(NamedTuple):
    """What a database holds that a copy does not: transactions, by whom, from when until when by the wall clock."""

    transactions: int
    actors: tuple[str, ...]
    first: Instant | None
    last: Instant | None


def fault(path: Path) -> str:
    """Why a database can be used no more, "" where it can; raises Problem for what is no damage."""
    if not path.exists() or path.stat().st_size < HEADER:
        return "it is missing" if not path.exists() else "it is cut off"
    try:
        with closing(sqlite3.connect(path, timeout=5)) as conn:
            found = conn.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            with told(path):
                raise
        found = str(error)
    return "" if found == "ok" else str(found)


@contextmanager
def copied(given: Path, path: Path) -> Iterator[Path]:
    """A copy of a backup beside the database, checked and brought up to date, gone afterwards; raises Problem."""
    with told(given), _opened(given) as source, part(path, path.parent) as made:
        if path.exists() and os.path.samestat(os.fstat(source), path.stat()):
            raise Problem(f"{given} is the database itself.", "Name one of its backups.", wrong_use=True)
        with told(path), open(source, "rb", closefd=False) as old, open(made.fd, "wb", closefd=False) as new:
            shutil.copyfileobj(old, new, 1 << 20)
        check(made.path, given)
        with told(path):
            migrate(made.path, copied=False)
        yield made.path


@contextmanager
def _opened(given: Path) -> Iterator[int]:
    """A file to be read: no link, nothing that blocks, nothing with a log beside it that would be missing."""
    if given.is_symlink():
        raise Problem(f"{given} is a symbolic link.", "Name the file itself.", wrong_use=True)
    fd = os.open(given, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise Problem(f"{given} is no file.", "Name a backup.", wrong_use=True)
        log = given.with_name(f"{given.name}-wal")
        if log.exists() and log.stat().st_size:
            remedy = f"Make a copy that is whole: kept --db {given} backup PATH"
            raise Problem(f"{given} is in use, and part of it is still in {log.name}.", remedy)
        yield fd
    finally:
        os.close(fd)


def lost(path: Path, copy: Path) -> Lost:
    """What was written to a database since a copy of it was made."""
    with told(path), closing(connect(path, query_only=True)) as conn:
        conn.execute("ATTACH ? AS copy", (str(copy),))
        count, first, last = conn.execute(
            f"SELECT count(DISTINCT tx), min(wall_at), max(wall_at) {SINCE}"
        ).fetchone()
        actors = conn.execute(f"SELECT DISTINCT actor {SINCE} ORDER BY actor").fetchall()
    return Lost(count, tuple(actor for (actor,) in actors), first, last)


def pour(copy: Path, path: Path, before: Path, said: Said) -> None:
    """Make a database what a copy of it is, in one transaction, and keep what it was as the backup `before`.

    Whoever has it open sees the old state or the new one. Raises Problem for whoever may not, and where it stays
    in use; nothing is changed then.
    """
    with told(path), locked(path.parent), closing(connect(path)) as live, closing(connect(path)) as other:
        with Store(path).write(said) as tx:  # nobody writes between the two, as far as that can be had
            back_up(path, before)
            seen = _version(other)
            newest = tx.conn.execute("SELECT ifnull(max(id), 0) FROM journal").fetchone()[0]
            gone = {(table, row_id): tx.row(table, row_id) for table, row_id in _gone(path, copy)}
            number = tx.number
        try:
            note(copy, said, number, newest, gone)
            _fit(copy, live)
            with closing(sqlite3.connect(copy)) as source:
                source.backup(live, pages=PAGES, progress=_Progress(path, other, seen))
        except BaseException:
            before.unlink()
            raise


class _Progress:
    """Looks on while a database is poured; raises Problem before anything is written where it must not be."""

    def __init__(self, path: Path, other: sqlite3.Connection, seen: int) -> None:
        self.path, self.other, self.seen = path, other, seen
        self.tries = 0
        self.begun = False

    def __call__(self, status: int, *_: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            self.tries += 1
            if self.tries == TRIES:
                raise sqlite3.OperationalError("database is locked")
        elif not self.begun:
            # from its first step on the pouring holds the lock; what came before is in no backup
            self.begun = True
            if _version(self.other) != self.seen:
                what = f"Somebody wrote to {self.path} at this very moment."
                raise Problem(what, "Nothing was changed; try again.")


def note(copy: Path, said: Said, number: int, newest: int, gone: Gone) -> None:
    """Write into a copy that it was restored, as what comes after all that the database knew.

    `number` is the database's next transaction, `newest` its last line of the journal, `gone` what each row that
    changed since was at last: a form that shows that must find it changed, not another row of that version.
    """
    with Store(copy).write(replace(said, needs=None)) as own:
        tx = replace(own, number=max(own.number, number))
        tables = {name for (name,) in tx.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for (table, row_id), was in gone.items():
            row = tx.row(table, row_id) if was and table in tables else None
            if was and row and row["version"] <= was["version"]:
                after = {**row, "version": was["version"] + 1}
                tx.conn.execute(f"UPDATE {table} SET version = ? WHERE id = ?", (after["version"], row_id))
                tx.journal(table, row_id, was, after)
        tx.journal("database", 0, None, {"from": said.why})
        tx.conn.execute(
            "UPDATE journal SET id = max(id, ?) WHERE id = (SELECT max(id) FROM journal)", (newest + 1,)
        )


def _gone(path: Path, copy: Path) -> list[tuple[str, int]]:
    """The table and id of each row with versions that changed since a copy was made."""
    with closing(connect(path, query_only=True)) as conn:
        conn.execute("ATTACH ? AS copy", (str(copy),))
        tables = "(SELECT name FROM main.sqlite_master WHERE type = 'table')"
        rows = f'SELECT DISTINCT "table", row_id {SINCE} AND version_after IS NOT NULL AND "table" IN {tables}'
        return conn.execute(rows).fetchall()


def _version(conn: sqlite3.Connection) -> int:
    return int(conn.execute("PRAGMA data_version").fetchone()[0])


def _fit(copy: Path, live: sqlite3.Connection) -> None:
    """Give a copy the page size of the database: SQLite cannot change that of one in WAL mode."""
    size = live.execute("PRAGMA page_size").fetchone()[0]
    with closing(sqlite3.connect(copy, isolation_level=None)) as conn:
        if conn.execute("PRAGMA page_size").fetchone()[0] != size:
            conn.execute("PRAGMA journal_mode=DELETE")
            conn.execute(f"PRAGMA page_size={size}")
            conn.execute("VACUUM")


def put(copy: Path, path: Path, aside: str) -> Path | None:
    """Put a copy in the place of a database that cannot be used; returns where that one lies, None without one.

    Nothing of it is deleted: it and the files beside it get the name that is given.
    """
    with told(path), locked(path.parent):
        with closing(sqlite3.connect(copy, isolation_level=None)) as conn:
            conn.execute("PRAGMA journal_mode=WAL")
        fd = os.open(copy, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            share(fd, path)
            os.fsync(fd)
        finally:
            os.close(fd)
        moved = [_moved(path, aside, suffix) for suffix in ("", "-wal", "-shm")]
        copy.rename(path)
        sync(path.parent)
    return path.with_name(aside) if any(moved) else None


def _moved(path: Path, aside: str, suffix: str) -> bool:
    old = path.with_name(path.name + suffix)
    if not old.exists():
        return False
    old.rename(path.with_name(aside + suffix))
    return True
