"""What is or was to be done to put processes in practice, and what is derived of that for the shell's prompt."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from dataclasses import astuple

from tui.domain.audit import Review
from tui.domain.model import FollowUp, Snooze
from tui.domain.practicerows import Practice, practice_items
from tui.domain.rules import RuleBook
from tui.store import obligations

COLUMNS = "id, process, by, today_from, hidden_until, until"


def everything(conn: sqlite3.Connection) -> list[Practice]:
    """All processes with their reviews and follow-ups of whatever moment, in order of number."""
    told, follow, hidden = reviews(conn), _follow_ups(conn), _snoozes(conn)
    rows = conn.execute("SELECT id, name, owner, practised_at FROM process WHERE deleted_at IS NULL ORDER BY id")
    return [
        Practice(ident, name, owner, at, tuple(told[ident]), tuple(follow[ident]), tuple(hidden[ident]))
        for ident, name, owner, at in rows
    ]


def reviews(conn: sqlite3.Connection) -> defaultdict[int, list[Review]]:
    """The reviews of every process, by their days."""
    found = defaultdict(list)
    for process, ident, days, due, minutes, amiss, *more in conn.execute(
        "SELECT process, id, days, due, minutes, amiss, done_at, before FROM review WHERE deleted_at IS NULL"
        " ORDER BY days, id"
    ):
        found[process].append(Review(ident, days, due, minutes, tuple(json.loads(amiss)), *more))
    return found


def derive(conn: sqlite3.Connection, book: RuleBook) -> None:
    """Derive what of processes is due anew, all of it."""
    conn.execute("DELETE FROM practice_item")
    conn.executemany(
        f"INSERT INTO practice_item({COLUMNS}) VALUES(?, ?, ?, ?, ?, ?)",
        [astuple(item) for practice in everything(conn) for item in practice_items(practice, book)],
    )


def _follow_ups(conn: sqlite3.Connection) -> defaultdict[int, list[FollowUp]]:
    found = defaultdict(list)
    for follow_up in obligations.of_processes(conn):
        found[follow_up.process].append(follow_up)
    return found


def _snoozes(conn: sqlite3.Connection) -> defaultdict[int, list[Snooze]]:
    found = defaultdict(list)
    for process, *said in conn.execute(
        "SELECT process, item, at, until, why FROM snooze WHERE process IS NOT NULL AND deleted_at IS NULL"
        " ORDER BY at, id"
    ):
        found[process].append(Snooze(*said))
    return found
