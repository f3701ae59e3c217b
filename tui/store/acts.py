"""What people did, in their words, with how a score stood before and after."""

from __future__ import annotations

import sqlite3

from tui.domain.deed import Deed
from tui.domain.model import Instant
from tui.store.store import Transaction

COLUMNS = (
    "act.tx, act.at, act.actor, act.kind, act.item, act.relationship, coalesce(relationship.name,"
    " (SELECT name FROM process WHERE id = CAST(substr(act.item, 2) AS INTEGER) AND 'a' || id = act.item),"
    " (SELECT process.name FROM follow_up JOIN process ON process.id = follow_up.process"
    " WHERE follow_up.id = CAST(substr(act.item, 2) AS INTEGER) AND 'f' || follow_up.id = act.item), ''), act.said,"
    " grade_before, score_before, grade_after, score_after, act.until,"
    # taken back, and not done again since: an odd number of transactions stands on top of it
    " (WITH RECURSIVE over(tx, depth) AS (SELECT act.tx, 0 UNION SELECT journal.tx, depth + 1 FROM over"
    " JOIN journal ON journal.undoes = over.tx) SELECT max(depth) % 2 FROM over)"
)
FROM = " FROM act LEFT JOIN relationship ON relationship.id = act.relationship "


def note(
    tx: Transaction,
    kind: str,
    item: str,
    relationship: int | None,
    said: str,
    before: tuple[str | None, float | None] = (None, None),
    after: tuple[str | None, float | None] = (None, None),
    until: Instant | None = None,
) -> None:
    """Note what was done in a transaction."""
    tx.conn.execute(
        "INSERT INTO act(tx, at, actor, kind, item, relationship, said, grade_before, score_before, grade_after,"
        " score_after, until) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (tx.number, tx.said.at, tx.said.actor, kind, item, relationship, said, *before, *after, until),
    )


def of_transaction(conn: sqlite3.Connection, number: int) -> list[Deed]:
    """What was done in one transaction."""
    return _deeds(conn, "WHERE act.tx = ? ORDER BY act.id", (number,))


def between(conn: sqlite3.Connection, actor: str | None, start: Instant, end: Instant) -> list[Deed]:
    """What somebody, or anybody, did from `start` to `end` and has not taken back, oldest first."""
    found = _deeds(
        conn,
        "WHERE act.at BETWEEN ?1 AND ?2 AND (?3 IS NULL OR act.actor = ?3)"
        " AND act.kind NOT IN ('undone', 'redone') ORDER BY act.id",
        (start, end, actor),
    )
    return [deed for deed in found if not deed.undone]


def of_relationship(conn: sqlite3.Connection, relationship: int, now: Instant) -> list[Deed]:
    """Everything done to one relationship by then, newest first, what was taken back too."""
    return _deeds(
        conn, "WHERE act.relationship = ? AND act.at <= ? ORDER BY act.id DESC", (relationship, now)
    )


def of_item(conn: sqlite3.Connection, item: str, now: Instant) -> list[Deed]:
    """Everything done to one thing ("a3") by then, oldest first, what was taken back too."""
    return _deeds(conn, "WHERE act.item = ? AND act.at <= ? ORDER BY act.id", (item, now))


def _deeds(conn: sqlite3.Connection, where: str, values: tuple[object, ...]) -> list[Deed]:
    rows = conn.execute(f"SELECT {COLUMNS}{FROM}{where}", values)
    return [Deed._make((*row[:-1], bool(row[-1]))) for row in rows]
