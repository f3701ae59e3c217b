"""The journal read back: who changed what, and taking a transaction back row by row."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, NamedTuple

from tui.domain.model import Instant
from tui.store.store import Transaction

HANDED = "handed"
"""The kind of what is told of a change of the team, which is nobody's step: it cannot be taken back."""


class Entry(NamedTuple):
    """One row's change; `before` and `after` are whole rows, None where it was not there."""

    table: str
    row_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Change(NamedTuple):
    """Who wrote a row last, and when by the wall clock."""

    actor: str
    wall_at: Instant
    action: str


class Conflict(Exception):
    """A row that somebody has changed since; `change` is what they did, None where the row is gone."""

    def __init__(self, change: Change | None) -> None:
        super().__init__()
        self.change = change


def entries(conn: sqlite3.Connection, number: int) -> list[Entry]:
    """What a transaction changed, in order."""
    rows = conn.execute(
        'SELECT "table", row_id, before, after FROM journal WHERE tx = ? ORDER BY id', (number,)
    )
    return [Entry(table, row, _row(before), _row(after)) for table, row, before, after in rows]


def last_change(conn: sqlite3.Connection, table: str, row_id: int) -> Change | None:
    """Who changed a row last."""
    row = conn.execute(
        'SELECT actor, wall_at, action FROM journal WHERE "table" = ? AND row_id = ? ORDER BY id DESC LIMIT 1',
        (table, row_id),
    ).fetchone()
    return Change(*row) if row else None


def since(
    conn: sqlite3.Connection, table: str, row_id: int, version: int
) -> list[tuple[Change, dict[str, Any], dict[str, Any]]]:
    """Who changed a row since one of its versions, from what into what, oldest first."""
    rows = conn.execute(
        'SELECT actor, wall_at, action, before, after FROM journal WHERE "table" = ? AND row_id = ?'
        " AND version_before >= ? ORDER BY id",
        (table, row_id, version),
    )
    return [(Change(*who), _row(before) or {}, _row(after) or {}) for *who, before, after in rows]


def steps(conn: sqlite3.Connection, actor: str) -> list[tuple[int, int | None]]:
    """The transactions of somebody's acts, newest first, each with the one that it takes back."""
    rows = conn.execute(
        "SELECT DISTINCT act.tx, journal.undoes FROM act JOIN journal ON journal.tx = act.tx WHERE act.actor = ?"
        " AND act.kind <> ? ORDER BY act.tx DESC",
        (actor, HANDED),
    )
    return list(rows)


def take_back(tx: Transaction, number: int) -> list[Entry]:
    """Make every row of a transaction what it was before; returns its entries.

    Raises Conflict where somebody has changed a row since and not taken that back.
    """
    found = entries(tx.conn, number)
    for table, row_id in {entry[:2] for entry in found}:
        if tx.row(table, row_id) is None:
            raise Conflict(None)
        since = _standing(tx.conn, table, row_id)
        if since is not None and since > number:
            raise Conflict(last_change(tx.conn, table, row_id))
    for entry in reversed(found):
        if former := _former(entry, tx.said.wall_at):
            tx.change(entry.table, entry.row_id, **former)
        else:  # only its version was raised, which has to be seen to be taken back as well
            tx.touch(entry.table, entry.row_id)
    return found


def _standing(conn: sqlite3.Connection, table: str, row_id: int) -> int | None:
    """The last transaction whose change of a row has not been taken back, None without any."""
    rows = conn.execute(
        'SELECT DISTINCT tx, undoes FROM journal WHERE "table" = ? AND row_id = ? ORDER BY tx DESC', (table, row_id)
    )
    over: set[int] = set()
    for number, undoes in rows:
        if number in over:
            continue
        if undoes is None:
            return int(number)
        over.add(undoes)
    return None


def _former(entry: Entry, wall: Instant) -> dict[str, Any]:
    """The columns that bring a row back to what it was; what was not there is deleted."""
    if entry.before is None:
        return {"deleted_at": wall}
    after = entry.after or {}
    return {name: value for name, value in entry.before.items() if name != "version" and after.get(name) != value}


def _row(text: str | None) -> dict[str, Any] | None:
    return json.loads(text) if text else None
