"""Promises and follow-ups of a relationship."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

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
        "SELECT id, relationship, by_us, author, text, made_at, due, day_alone, state, ended_at FROM promise"
        " WHERE (:one IS NULL OR relationship = :one) AND deleted_at IS NULL ORDER BY made_at, id",
        one,
    )
    return [
        Promise(i, r, bool(us), author, text, made, due, bool(alone), tuple(moves[i]), state, ended)
        for i, r, us, author, text, made, due, alone, state, ended in rows
    ]


def follow_ups(conn: sqlite3.Connection, relationship: int) -> list[FollowUp]:
    """Follow-ups in order of making."""
    rows = conn.execute(
        "SELECT id, relationship, owner, text, made_at, due, day_alone, state, ended_at, every"
        " FROM follow_up WHERE relationship = ? AND deleted_at IS NULL ORDER BY made_at, id",
        (relationship,),
    )
    return [
        FollowUp(i, r, owner, text, made, due, bool(alone), state, ended, every)
        for i, r, owner, text, made, due, alone, state, ended, every in rows
    ]


def snoozes(conn: sqlite3.Connection, relationship: int) -> list[Snooze]:
    """Everything that was snoozed in a relationship, in order of saying."""
    rows = conn.execute(
        "SELECT item, at, until, why FROM snooze WHERE relationship = ? AND deleted_at IS NULL ORDER BY at, id",
        (relationship,),
    )
    return [Snooze(*row) for row in rows]
