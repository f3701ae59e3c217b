"""In which words promises were made, why they were moved and ended, and what was said around them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from tui.domain.model import Instant
from tui.domain.promiseviews import Asked, Words
from tui.store.timeline import FROM

COLUMNS = (
    "interaction.id, coalesce(teammate.handle, nullif(contact.name, ''), nullif(address.name, ''), address.address,"
    " ''), interaction.at, channel, direction, coalesce(mail.subject, ''),"
    " substr(coalesce(interaction.text, mail.text), 1, :most), signal, agreement, outside"
)
STRIP = 4_000


def words(
    conn: sqlite3.Connection, promises: Iterable[int], now: Instant, most: int = STRIP
) -> dict[int, Words]:
    """By promise, the interaction in which it was said, with at most `most` characters of its text."""
    rows = conn.execute(
        f"SELECT promise.id, {COLUMNS}{FROM} JOIN promise ON promise.said_in = interaction.id"
        " WHERE promise.id IN (SELECT value FROM json_each(:ids))"
        " AND interaction.deleted_at IS NULL AND interaction.at <= :now",
        {"ids": json.dumps(list(promises)), "now": now, "most": most},
    )
    return {promise: _words(said) for promise, *said in rows}


def whys(conn: sqlite3.Connection, promises: Iterable[int]) -> dict[int, str]:
    """By promise, why it ended as it did, where somebody said so."""
    rows = conn.execute(
        "SELECT id, why FROM promise WHERE why <> '' AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(promises)),),
    )
    return dict(rows.fetchall())


def moves(conn: sqlite3.Connection, relationship: int, now: Instant) -> dict[int, tuple[Asked, ...]]:
    """By promise of a relationship, every other date that was asked for by then, oldest first."""
    rows = conn.execute(
        "SELECT promise, at, old_due, new_due, agreed, renegotiation.why, actor FROM renegotiation"
        " JOIN promise ON promise.id = renegotiation.promise WHERE relationship = ? AND at <= ?"
        " AND renegotiation.deleted_at IS NULL ORDER BY at, renegotiation.id",
        (relationship, now),
    )
    found: dict[int, list[Asked]] = defaultdict(list)
    for promise, at, old, new, agreed, why, actor in rows:
        found[promise].append(Asked(at, old, new, bool(agreed), why, actor))
    return {promise: tuple(asked) for promise, asked in found.items()}


def terms(conn: sqlite3.Connection, relationship: int) -> dict[int, str]:
    """By promise of a relationship, the term of an agreement that carries it."""
    rows = conn.execute(
        "SELECT promise.id, term.text FROM promise JOIN term ON term.id = promise.term"
        " WHERE relationship = ? AND term.deleted_at IS NULL",
        (relationship,),
    )
    return dict(rows.fetchall())


def around(conn: sqlite3.Connection, relationship: int, now: Instant, most: int) -> list[Words]:
    """Complaints, what concerns an agreement, and in which words promises were made, in order of time."""
    rows = conn.execute(
        f"SELECT {COLUMNS}{FROM} WHERE interaction.relationship = :one AND interaction.at <= :now"
        " AND interaction.deleted_at IS NULL AND (signal = 'complaint' OR agreement IS NOT NULL"
        " OR interaction.id IN (SELECT said_in FROM promise WHERE relationship = :one AND deleted_at IS NULL))"
        " ORDER BY interaction.at, interaction.id",
        {"one": relationship, "now": now, "most": most},
    )
    return [_words(row) for row in rows]


def ended_why(conn: sqlite3.Connection, relationship: int, now: Instant) -> str:
    """Why a relationship had ended by then, "" where it had not."""
    row = conn.execute(
        "SELECT ended_why FROM relationship WHERE id = ? AND ended_at <= ?", (relationship, now)
    ).fetchone()
    return str(row[0]) if row else ""


def _words(row: Sequence[Any]) -> Words:
    ident, author, at, channel, direction, subject, text, signal, agreement, outside = row
    return Words(ident, author, at, channel, direction, subject, text, signal, agreement, bool(outside))
