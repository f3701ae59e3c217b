"""Who is away and who stands in for them."""

from __future__ import annotations

import sqlite3

from tui.domain.absence import Absence
from tui.domain.model import Instant
from tui.store.store import Transaction

SELECTED = (
    "SELECT absence.id, gone.handle, deputy.handle, at, until, told_at FROM absence"
    " JOIN teammate AS gone ON gone.id = absence.teammate JOIN teammate AS deputy ON deputy.id = absence.deputy"
    " WHERE absence.deleted_at IS NULL AND gone.deleted_at IS NULL"
)


def everything(conn: sqlite3.Connection) -> list[Absence]:
    """All absences of whoever is in the team, whenever they were or will be, as they follow on each other."""
    return [Absence(*row) for row in conn.execute(f"{SELECTED} ORDER BY at, absence.id")]


def stands_in_for(conn: sqlite3.Connection, handle: str, now: Instant) -> tuple[str, ...]:
    """For whom somebody is named as deputy, at a moment or later."""
    rows = conn.execute(f"{SELECTED} AND deputy.handle = ? AND until > ? ORDER BY gone.handle", (handle, now))
    return tuple(dict.fromkeys(row[1] for row in rows))


def add(tx: Transaction, absence: Absence) -> int:
    """A new absence; returns its id."""
    row = {"at": absence.at, "until": absence.until, "recorded_at": tx.said.wall_at}
    return tx.insert("absence", {"teammate": _id(tx, absence.who), "deputy": _id(tx, absence.deputy), **row})


def end(tx: Transaction, ident: int, until: Instant) -> None:
    """Let an absence end at another instant."""
    tx.change("absence", ident, until=until)


def told(tx: Transaction, ident: int) -> None:
    """Note that what happened in an absence was read."""
    tx.change("absence", ident, told_at=tx.said.at)


def items_of(conn: sqlite3.Connection, handle: str) -> frozenset[str]:
    """The ids of all promises, follow-ups and processes that are somebody's own ("p3", "f7", "a2")."""
    rows = conn.execute(
        "SELECT 'p' || id FROM promise WHERE by_us AND author = :handle UNION ALL"
        " SELECT 'f' || id FROM follow_up WHERE owner = :handle UNION ALL"
        " SELECT 'a' || id FROM process WHERE owner = :handle",
        {"handle": handle},
    )
    return frozenset(ident for (ident,) in rows)


def _id(tx: Transaction, handle: str) -> int:
    row = tx.conn.execute("SELECT id FROM teammate WHERE handle = ? AND deleted_at IS NULL", (handle,)).fetchone()
    return int(row[0])
