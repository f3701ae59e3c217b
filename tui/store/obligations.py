"""Promises and follow-ups of a relationship."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from tui.domain.model import FollowUp, Promise, Renegotiation


def promises(conn: sqlite3.Connection, relationship: int) -> list[Promise]:
    """Promises of both sides with all their moves, in order of making."""
    moves = defaultdict(list)
    for promise, at, old, new, agreed in conn.execute(
        "SELECT promise, at, old_due, new_due, agreed FROM renegotiation WHERE deleted_at IS NULL"
        " AND promise IN (SELECT id FROM promise WHERE relationship = ?) ORDER BY at, id",
        (relationship,),
    ):
        moves[promise].append(Renegotiation(at, old, new, bool(agreed)))
    rows = conn.execute(
        "SELECT id, relationship, by_us, author, text, made_at, due, day_alone, state, ended_at FROM promise"
        " WHERE relationship = ? AND deleted_at IS NULL ORDER BY made_at, id",
        (relationship,),
    )
    return [
        Promise(i, r, bool(us), author, text, made, due, bool(alone), tuple(moves[i]), state, ended)
        for i, r, us, author, text, made, due, alone, state, ended in rows
    ]


def follow_ups(conn: sqlite3.Connection, relationship: int) -> list[FollowUp]:
    """Follow-ups in order of making."""
    rows = conn.execute(
        "SELECT id, relationship, owner, text, made_at, due, day_alone, state, ended_at, snoozed_until, snoozes"
        " FROM follow_up WHERE relationship = ? AND deleted_at IS NULL ORDER BY made_at, id",
        (relationship,),
    )
    return [
        FollowUp(i, r, owner, text, made, due, bool(alone), state, ended, until, snoozes)
        for i, r, owner, text, made, due, alone, state, ended, until, snoozes in rows
    ]
