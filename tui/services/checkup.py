"""Looking over the database: is the file whole, can the team use it, does it say what its log says."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tui.domain.model import Instant
from tui.domain.problem import Problem
from tui.domain.rules import Rules
from tui.services import machine
from tui.services.filecheck import backups, files, may_write, room
from tui.services.finding import Finding, command
from tui.services.rebuilding import rebuild
from tui.services.ruling import differing
from tui.store import rejects, search, teammates
from tui.store.connection import SCHEMA_VERSION, connect, told
from tui.store.shelf import instead
from tui.store.store import Said, Store

SHOWN = 5
NO_WAY_BACK = "Keep the file; there is no backup in backups beside it."


@dataclass(frozen=True, slots=True)
class Unread:
    """A record that could not be read; `size` in bytes."""

    place: str
    reason: str
    size: int


def examine(store: Store, rules: Rules, at: Instant, wall: Instant) -> list[Finding]:
    """Everything that is wrong with a database at the moment `at` of the rules.

    Raises Problem where it cannot be opened and its files do not show why.
    """
    path = store.path
    # opening it makes the files beside it anew, so these are looked at first
    found = [*files(path)]
    refused = [*machine.place(path)]
    try:
        found += refused or _inside(path, rules, at)
    except Problem as problem:
        if not found:
            raise
        found.append(Finding("opening", problem.what, "First mend what is said before."))
    return [*found, *machine.library(machine.version()), *machine.compiled(), *backups(path, wall), *room(path)]


def _inside(path: Path, rules: Rules, at: Instant) -> list[Finding]:
    conn = connect(path, query_only=True)
    try:
        with told(path):
            found = [*_content(conn, path)]
            if not any(finding.grave for finding in found):
                found += [*_index(path), *_settings(conn, rules, at)]
    finally:
        conn.close()
    return found


def rejected(store: Store) -> list[Unread]:
    """All that could not be read, in the order in which it came."""
    with store.read() as conn:
        return [Unread(place, reason, size) for _, place, reason, size in rejects.rejected(conn)]


def rebuild_all(store: Store, handle: str, at: Instant, wall: Instant) -> int:
    """Derive everything from the log anew in one transaction; returns in how many relationships it differed."""
    with store.write(Said(handle, at, wall, "derive everything anew")) as tx:
        search.rebuild(tx.conn)  # first: rows cannot be changed while their index is broken
        return len(rebuild(tx, teammates.rule_book(tx.conn)))


def _content(conn: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    """What SQLite itself finds in the file."""
    version = int(conn.execute("PRAGMA user_version").fetchone()[0])
    if version < SCHEMA_VERSION:
        what = f"The file has the schema {version}, this kept works with {SCHEMA_VERSION}."
        yield Finding("schema", what, "Whatever reads it next brings it up to date, and makes a backup first.")
    faults = _faults(conn)
    if faults:
        what = f"The file is damaged: {'; '.join(faults)}."
        yield Finding("integrity", what, instead(path, NO_WAY_BACK))
        return
    broken = conn.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        what = f"{len(broken)} of the rows in {tables} point to rows that are not there."
        yield Finding("foreign keys", what, instead(path, NO_WAY_BACK))
    mode = conn.execute("PRAGMA journal_mode").fetchone()[0]
    if mode != "wal":
        what = f"The file is in journal mode {mode}: a reader makes every writer wait."
        setting = f"import sqlite3; sqlite3.connect({str(path)!r}).execute('PRAGMA journal_mode=WAL')"
        remedy = f"While nobody uses kept: {command(sys.executable, '-c', setting)}"
        yield Finding("journal mode", what, remedy, grave=False)


def _faults(conn: sqlite3.Connection) -> list[str]:
    try:
        return [line for (line,) in conn.execute(f"PRAGMA integrity_check({SHOWN})") if line != "ok"]
    except sqlite3.DatabaseError as error:  # damage that even the check stumbles over
        return [str(error)]


def _index(path: Path) -> Iterator[Finding]:
    """Where search would miss what is there; SQLite looks only for those who may write."""
    if not may_write(path):
        return
    conn = connect(path)
    try:
        tables = search.broken(conn)
    finally:
        conn.close()
    if tables:
        what = f"The search index of {', '.join(tables)} does not say what these hold, so search misses some."
        yield Finding("search", what, "kept doctor --rebuild")


def _settings(conn: sqlite3.Connection, rules: Rules, at: Instant) -> Iterator[Finding]:
    """What could not be read, and where database and configuration differ."""
    if not teammates.all_teammates(conn):
        yield Finding("empty", "Nobody has imported anything yet.", "kept import mail PATH", grave=False)
        return
    names = differing(teammates.rule_book(conn).at(at), rules)
    if names:
        what = f"The configuration has other {', '.join(names)} than the database, which goes by its own."
        yield Finding("settings", what, "kept config apply", grave=False)
    unread = len(rejects.rejected(conn))
    if unread:
        what = f"{unread} record{'' if unread == 1 else 's'} could not be read."
        yield Finding("rejected", what, "kept doctor --rejected", grave=False)
