"""Waives and givings up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tui.domain.model import Instant, Wait
from tui.store.store import Said


def open_mail_waits(conn: sqlite3.Connection, moment: Instant) -> Iterator[tuple[int, Wait]]:
    """Every wait that a mail opened and that was open at a moment, with its relationship."""
    rows = conn.execute(
        "SELECT wait.relationship, wait.opener, wait.thread, wait.opened FROM wait"
        " JOIN interaction ON interaction.id = wait.opener WHERE interaction.channel = 'email'"
        " AND wait.opened <= ?1 AND wait.measured = 0 AND (wait.ended IS NULL OR wait.ended > ?1)"
        " ORDER BY wait.opener",
        (moment,),
    )
    for relationship, opener, thread, opened in rows.fetchall():
        yield relationship, Wait(opener, thread, opened)


def last_import(conn: sqlite3.Connection) -> Instant | None:
    """The latest moment at which an import may have given waits up."""
    latest: Instant | None = conn.execute("SELECT max(moment) FROM batch").fetchone()[0]
    return latest


def give_up(conn: sqlite3.Connection, interaction: int, at: Instant, said: Said, batch: int) -> None:
    """Give up the wait that an interaction opened, as an import does: the effect at `at`, the moment beside it."""
    conn.execute(
        "INSERT INTO ending(interaction, kind, at, import_at, recorded_at, actor, why, batch)"
        " VALUES(?, 'given_up', ?, ?, ?, ?, 'never answered', ?)",
        (interaction, at, said.at, said.wall_at, said.actor, batch),
    )
