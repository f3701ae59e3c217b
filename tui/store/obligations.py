"""Promises and follow-ups of a relationship."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import Any

from tui.domain.model import FollowUp, Promise, Renegotiation, Snooze


def promises(conn: sqlite3.Connection, relationship: int | None) -> list[Promise]:
    """Promises of both sides with all their moves, in order of making; of everybody where none is named."""
    one = {"one": relationship}
    moves = defaultdict(list)
    for promise, at, old, new, agreed in conn.execute(
        "SELECT promise, at, old_due, new_due, agreed FROM renegotiation WHERE deleted_at IS NULL"
        " AND (:one IS NULL OR promise IN (SELECT id FROM promise WHERE relationship = :one)) ORDER BY at, id",
        one,
    ):
        moves[promise].append(Renegotiation(at, old, new, bool(agreed)))
    rows = conn.execute(
        "SELECT id, relationship, by_us, author, text, made_at, due, day_alone, state, ended_at, version"
        " FROM promise WHERE (:one IS NULL OR relationship = :one) AND deleted_at IS NULL ORDER BY made_at, id",
        one,
    )
    return [
        Promise(i, r, bool(us), author, text, made, due, bool(alone), tuple(moves[i]), *rest)
        for i, r, us, author, text, made, due, alone, *rest in rows
    ]


FOLLOW_UPS = (
    "SELECT id, coalesce(relationship, 0), owner, text, made_at, due, day_alone, state, ended_at, every,"
    " coalesce(process, 0), version FROM follow_up WHERE {} AND deleted_at IS NULL ORDER BY made_at, id"
)


def follow_ups(conn: sqlite3.Connection, relationship: int) -> list[FollowUp]:
    """Follow-ups of a relationship in order of making."""
    return [_follow_up(row) for row in conn.execute(FOLLOW_UPS.format("relationship = ?"), (relationship,))]


def of_processes(conn: sqlite3.Connection) -> list[FollowUp]:
    """Follow-ups that put processes in practice, in order of making."""
    return [_follow_up(row) for row in conn.execute(FOLLOW_UPS.format("process IS NOT NULL"))]


def follow_up(conn: sqlite3.Connection, ident: int) -> FollowUp:
    """One follow-up, which must be there."""
    return _follow_up(conn.execute(FOLLOW_UPS.format("id = ?"), (ident,)).fetchone())


def _follow_up(row: tuple[Any, ...]) -> FollowUp:
    ident, relationship, owner, text, made, due, alone, *rest = row
    return FollowUp(ident, relationship, owner, text, made, due, bool(alone), *rest)


def snoozes(conn: sqlite3.Connection, relationship: int) -> list[Snooze]:
    """Everything that was snoozed in a relationship, in order of saying."""
    rows = conn.execute(
        "SELECT item, at, until, why FROM snooze WHERE relationship = ? AND deleted_at IS NULL ORDER BY at, id",
        (relationship,),
    )
    return [Snooze(*row) for row in rows]
