"""Promises and follow-ups of a relationship."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import Any

from tui.domain.model import FollowUp, Instant, Promise, Renegotiation, Snooze

SOME = "relationship IN (SELECT value FROM json_each(?))"


def promises(conn: sqlite3.Connection, relationship: int | None) -> list[Promise]:
    """Promises of both sides with all their moves, in order of making; of everybody where none is named."""
    one, args = ("1", ()) if relationship is None else ("relationship = ?", (relationship,))
    return _promises(conn, one, args)


def promises_of(conn: sqlite3.Connection, idents: str) -> list[Promise]:
    """The promises of some relationships, whose ids come as a JSON list."""
    return _promises(conn, SOME, (idents,))


def promises_since(conn: sqlite3.Connection, since: Instant, whose: str | None) -> list[Promise]:
    """The promises of both sides that were open later than a moment, in order of making.

    Those of one teammate are their own, and those by relationships of theirs; None are everybody's.
    """
    which = "(ended_at IS NULL OR ended_at > :since)"
    if whose is not None:
        owned = "SELECT id FROM relationship WHERE owner = (SELECT id FROM teammate WHERE handle = :whose)"
        which += f" AND CASE WHEN by_us THEN author = :whose ELSE relationship IN ({owned}) END"
    return _promises(conn, which, {"since": since, "whose": whose})


Args = tuple[int | str, ...] | dict[str, int | str | None]


def _promises(conn: sqlite3.Connection, which: str, args: Args) -> list[Promise]:
    moves = defaultdict(list)
    for promise, at, old, new, agreed in conn.execute(
        "SELECT promise, at, old_due, new_due, agreed FROM renegotiation WHERE deleted_at IS NULL"
        f" AND promise IN (SELECT id FROM promise WHERE {which}) ORDER BY at, id",
        args,
    ):
        moves[promise].append(Renegotiation(at, old, new, bool(agreed)))
    rows = conn.execute(
        "SELECT id, relationship, by_us, author, text, made_at, due, day_alone, state, ended_at, version"
        f" FROM promise WHERE {which} AND deleted_at IS NULL ORDER BY made_at, id",
        args,
    )
    return [
        Promise(i, r, bool(us), author, text, made, due, bool(alone), tuple(moves.get(i, ())), *rest)
        for i, r, us, author, text, made, due, alone, *rest in rows
    ]


FOLLOW_UPS = (
    "SELECT id, coalesce(relationship, 0), owner, text, made_at, due, day_alone, state, ended_at, every,"
    " coalesce(process, 0), version FROM follow_up WHERE {} AND deleted_at IS NULL ORDER BY made_at, id"
)


def follow_ups_of(conn: sqlite3.Connection, idents: str) -> list[FollowUp]:
    """The follow-ups of some relationships, whose ids come as a JSON list, in order of making."""
    return [_follow_up(row) for row in conn.execute(FOLLOW_UPS.format(SOME), (idents,))]


def of_processes(conn: sqlite3.Connection) -> list[FollowUp]:
    """Follow-ups that put processes in practice, in order of making."""
    return [_follow_up(row) for row in conn.execute(FOLLOW_UPS.format("process IS NOT NULL"))]


def follow_up(conn: sqlite3.Connection, ident: int) -> FollowUp:
    """One follow-up, which must be there."""
    return _follow_up(conn.execute(FOLLOW_UPS.format("id = ?"), (ident,)).fetchone())


def _follow_up(row: tuple[Any, ...]) -> FollowUp:
    ident, relationship, owner, text, made, due, alone, *rest = row
    return FollowUp(ident, relationship, owner, text, made, due, bool(alone), *rest)


def snoozes_of(conn: sqlite3.Connection, idents: str) -> list[tuple[int, Snooze]]:
    """What was snoozed in some relationships, whose ids come as a JSON list, with theirs; in order of saying."""
    rows = conn.execute(
        f"SELECT relationship, item, at, until, why FROM snooze WHERE {SOME} AND deleted_at IS NULL"
        " ORDER BY at, id",
        (idents,),
    )
    return [(relationship, Snooze(*row)) for relationship, *row in rows]
