"""The few things of a relationship's log that a score at a moment before its end needs."""

from __future__ import annotations

import json
import sqlite3

from tui.domain.health import GESTURE_SPAN
from tui.domain.model import Instant, Log, Relationship, Touch, Wait
from tui.store import obligations

COLUMNS = "id, at, channel, direction, thread, countable, opens, missed, gesture"


def log(conn: sqlite3.Connection, relationship: Relationship, at: Instant) -> Log:
    """A log with its promises and follow-ups, and of its touches those that tell of one moment."""
    some = json.dumps([relationship.id])
    promises, follow_ups = obligations.promises_of(conn, some), obligations.follow_ups_of(conn, some)
    return Log(relationship, _touches(conn, relationship.id, at), (), tuple(promises), tuple(follow_ups))


def _touches(conn: sqlite3.Connection, relationship: int, at: Instant) -> tuple[Touch, ...]:
    """The last touch up to a moment, and the gestures of the 90 days before it."""
    rows = conn.execute(
        f"SELECT * FROM (SELECT {COLUMNS} FROM interaction WHERE relationship = :one AND at <= :at AND countable"
        " AND NOT missed AND deleted_at IS NULL ORDER BY at DESC LIMIT 1)"
        f" UNION SELECT {COLUMNS} FROM interaction WHERE relationship = :one AND at BETWEEN :since AND :at"
        " AND gesture IS NOT NULL AND countable AND deleted_at IS NULL",
        {"one": relationship, "at": at, "since": at - GESTURE_SPAN},
    )
    return tuple(Touch(*row) for row in rows)


def waits(conn: sqlite3.Connection, relationship: int) -> list[Wait]:
    """The waits of a relationship, without pings and answers; they hold at any moment."""
    rows = conn.execute(
        "SELECT opener, thread, opened, state, ended, measured FROM wait WHERE relationship = ?"
        " ORDER BY opened, opener",
        (relationship,),
    )
    return [
        Wait(opener, thread, opened, (), None, state, ended, None, bool(measured))
        for opener, thread, opened, state, ended, measured in rows
    ]
