"""The figures of the prompt's line, computed as the day's list is."""

from __future__ import annotations

import sqlite3

from tui.domain.absence import falls_to
from tui.domain.model import Instant
from tui.services.cases import open_at, visible
from tui.services.day import today
from tui.store import absences, relationships, teammates


def counts(conn: sqlite3.Connection, handle: str, now: Instant) -> dict[str, int]:
    """What is flagged, what else is late or due today, and how many wait for an answer.

    All of a teammate's own, and of those who are away and whose debts fall to them.
    """
    book = teammates.rule_book(conn)
    rows = today(conn, handle, handle, now, book).rows
    ours = [row for row in rows if row.kind in ("wait", "promise", "follow-up", "review")]
    waits = open_at(conn, now, book).waits
    mine = (handle, *falls_to(absences.everything(conn), handle, now))
    own = (r for r in visible(relationships.everybody(conn), handle) if r.owner in mine)
    return {
        "flagged": sum(row.group == "flagged" for row in ours),
        "due": sum(row.group in ("overdue", "due today") for row in ours),
        "waiting": sum(len(waits.get(r.id, ())) for r in own if r.ended_at is None or r.ended_at > now),
    }
