"""What was said, what waited and what was to be done lately, across all relationships."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from tui.domain.model import Channel, Direction, FollowUp, Instant, Wait


class SaidLately(NamedTuple):
    """One interaction with its own text; `mail` is 0 where somebody logged it by hand."""

    id: int
    mail: int
    at: Instant
    relationship: int
    contact: int
    channel: Channel
    direction: Direction
    thread: int
    opens: bool
    subject: str
    text: str


class WaitLately(NamedTuple):
    """A wait with the relationship in which it is, and what its opener says."""

    relationship: int
    wait: Wait
    subject: str
    text: str | None


# what a machine sent, and what a list sent without naming us, is nothing that anybody said to us
_SAID = (
    "SELECT interaction.id, coalesce(interaction.mail, 0), interaction.at, interaction.relationship,"
    " coalesce(interaction.contact, 0), channel, direction, interaction.thread, opens, coalesce(mail.subject, ''),"
    " coalesce(interaction.text, mail.text) FROM interaction LEFT JOIN mail ON mail.id = interaction.mail"
    " WHERE interaction.at BETWEEN :since AND :now AND interaction.deleted_at IS NULL"
    " AND (interaction.mail IS NULL OR countable) AND coalesce(interaction.text, mail.text, '') <> ''"
)


def said(conn: sqlite3.Connection, since: Instant, now: Instant) -> list[SaidLately]:
    """Every interaction that says something, in order of time."""
    rows = conn.execute(_SAID + " ORDER BY interaction.at, interaction.id", {"since": since, "now": now})
    return [SaidLately(*row) for row in rows]


def said_with(conn: sqlite3.Connection, words: str, since: Instant, now: Instant, most: int) -> list[SaidLately]:
    """The newest interactions that hold one of some words; `words` is a query of the full-text index."""
    found = []
    for table in ("interaction", "mail"):
        found += conn.execute(
            f"{_SAID} AND {table}.id IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH :words)"
            " ORDER BY interaction.at DESC, interaction.id DESC LIMIT :most",
            {"since": since, "now": now, "words": words, "most": most},
        ).fetchall()
    return [SaidLately(*row) for row in found]


def waits(conn: sqlite3.Connection, since: Instant, now: Instant) -> list[WaitLately]:
    """The waits that were open at some moment from `since` to `now`, in order of opening."""
    rows = conn.execute(
        "SELECT wait.relationship, wait.opener, wait.thread, wait.opened, wait.state, wait.ended, wait.answer,"
        " coalesce(mail.subject, ''), coalesce(interaction.text, mail.text) FROM wait"
        " JOIN interaction ON interaction.id = wait.opener LEFT JOIN mail ON mail.id = interaction.mail"
        " WHERE wait.measured = 0 AND wait.opened <= :now AND (wait.ended IS NULL OR wait.ended >= :since)"
        " ORDER BY wait.opened, wait.opener",
        {"since": since, "now": now},
    )
    return [
        WaitLately(relationship, Wait(opener, thread, opened, (), None, state, ended, answer), subject, text)
        for relationship, opener, thread, opened, state, ended, answer, subject, text in rows
    ]


def follow_ups(conn: sqlite3.Connection, since: Instant, now: Instant) -> list[FollowUp]:
    """The follow-ups of relationships that were open at some moment from `since` to `now`, in order of making."""
    rows = conn.execute(
        "SELECT id, relationship, owner, text, made_at, due, day_alone, state, ended_at FROM follow_up"
        " WHERE relationship IS NOT NULL AND made_at <= :now AND (ended_at IS NULL OR ended_at >= :since)"
        " AND deleted_at IS NULL ORDER BY made_at, id",
        {"since": since, "now": now},
    )
    return [
        FollowUp(ident, relationship, owner, text, made, due, bool(alone), state, ended)
        for ident, relationship, owner, text, made, due, alone, state, ended in rows
    ]


def names(conn: sqlite3.Connection) -> list[str]:
    """What our people and theirs are called."""
    rows = conn.execute(
        "SELECT name FROM contact WHERE deleted_at IS NULL UNION SELECT name FROM teammate"
        " UNION SELECT handle FROM teammate WHERE deleted_at IS NULL ORDER BY 1"
    )
    return [name for (name,) in rows]
