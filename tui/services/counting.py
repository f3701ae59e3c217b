"""The figures of the prompt's line, computed as the day's list is."""

from __future__ import annotations

import sqlite3

from tui.domain.model import Instant
from tui.services.cases import open_at, visible
from tui.services.day import today
from tui.store import relationships, teammates


def counts(conn: sqlite3.Connection, handle: str, now: Instant) -> dict[str, int]:
    """What of a teammate's own is flagged, what else is late or due today, and how many wait for an answer."""
    book = teammates.rule_book(conn)
    rows = today(conn, handle, handle, now, book).rows
    ours = [row for row in rows if row.kind in ("wait", "promise", "follow-up", "review")]
    waits = open_at(conn, now, book).waits
    own = (r for r in visible(relationships.everybody(conn), handle) if r.owner == handle)
    return {
        "flagged": sum(row.group == "flagged" for row in ours),
        "due": sum(row.group in ("overdue", "due today") for row in ours),
        "waiting": sum(len(waits.get(r.id, ())) for r in own if r.ended_at is None or r.ended_at > now),
    }
