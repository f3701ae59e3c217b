"""Which forms are open, by the wall clock; not journalled, since nobody has said anything yet."""

from __future__ import annotations

import sqlite3

from tui.domain.model import Instant, Seconds
from tui.domain.together import OpenForm, Subject

VOID: Seconds = 60
"""After so long without being seen a form is open no more, whatever became of it."""


def open_form(conn: sqlite3.Connection, actor: str, form: str, about: Subject, wall: Instant) -> int:
    """Note an open form, and forget all that are void; returns its id."""
    conn.execute("DELETE FROM open_form WHERE seen_at <= ?", (wall - VOID,))
    cursor = conn.execute(
        "INSERT INTO open_form(actor, form, relationship, process, opened_at, seen_at) VALUES(?, ?, ?, ?, ?, ?)",
        (actor, form, about.relationship, about.process, wall, wall),
    )
    return int(cursor.lastrowid or 0)


def seen(conn: sqlite3.Connection, actor: str, ident: int, wall: Instant) -> bool:
    """Note that one of somebody's forms is still open; False where it was forgotten meanwhile."""
    found = conn.execute("UPDATE open_form SET seen_at = ? WHERE id = ? AND actor = ?", (wall, ident, actor))
    return found.rowcount > 0


def leave(conn: sqlite3.Connection, actor: str, ident: int) -> None:
    """Forget one of somebody's forms."""
    conn.execute("DELETE FROM open_form WHERE id = ? AND actor = ?", (ident, actor))


def others(conn: sqlite3.Connection, actor: str, about: Subject, wall: Instant) -> list[OpenForm]:
    """The forms about something that others than `actor` have open, the first opened first."""
    rows = conn.execute(
        "SELECT actor, form, opened_at FROM open_form WHERE actor <> ? AND seen_at > ?"
        " AND (relationship = ? OR process = ?) ORDER BY opened_at, id",
        (actor, wall - VOID, about.relationship, about.process),
    )
    return [OpenForm(*row) for row in rows]
