"""The timeline of a relationship, and what single entries of it say."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from tui.domain.gist import gist
from tui.domain.model import Channel, Direction, Instant, Wait
from tui.domain.views import TimelineEntry

FROM = (
    " FROM interaction LEFT JOIN mail ON mail.id = interaction.mail"
    " LEFT JOIN address ON address.id = mail.sender"
    " LEFT JOIN contact ON contact.id = interaction.contact"
    " LEFT JOIN teammate ON teammate.id = interaction.teammate"
)


ENTRY = (
    "SELECT interaction.id, interaction.at, channel, direction, teammate.handle,"
    " coalesce(nullif(contact.name, ''), nullif(address.name, ''), address.address, ''),"
    " coalesce(mail.subject, ''), coalesce(interaction.text, mail.text),"
    " coalesce(mail.automatic, 0), missed, gesture, signal, tags, agreement, outside, interaction.version"
    + FROM + " WHERE"
    " interaction.relationship = ? AND interaction.at <= ? AND interaction.deleted_at IS NULL"
)
NEWEST = " ORDER BY interaction.at DESC, interaction.id DESC"


class Said(NamedTuple):
    """One interaction in full: who, when, under which subject, what; text is None where it is not kept."""

    author: str
    at: Instant
    subject: str
    text: str | None


def entries(conn: sqlite3.Connection, relationship: int, now: Instant, most: int | None) -> list[TimelineEntry]:
    """Interactions up to a moment, newest first."""
    rows = conn.execute(ENTRY + NEWEST + " LIMIT ?", (relationship, now, -1 if most is None else most))
    return [_entry(*row) for row in rows]


def outside(conn: sqlite3.Connection, relationship: int, now: Instant) -> list[TimelineEntry]:
    """Interactions up to a moment that the terms of an agreement did not cover, newest first."""
    return [_entry(*row) for row in conn.execute(ENTRY + " AND outside" + NEWEST, (relationship, now))]


def _entry(
    ident: int,
    at: Instant,
    channel: Channel,
    direction: Direction,
    handle: str | None,
    theirs: str,
    subject: str,
    text: str | None,
    automatic: int,
    missed: int,
    gesture: str | None,
    signal: str | None,
    tags: str,
    agreement: int | None,
    outside: int,
    version: int,
) -> TimelineEntry:
    return TimelineEntry(
        ident,
        at,
        channel,
        direction,
        handle or _first(theirs),
        subject,
        text,
        bool(automatic),
        bool(missed),
        gesture=gesture,
        signal=signal,
        tags=tuple(json.loads(tags)),
        agreement=agreement,
        outside=bool(outside),
        version=version,
    )


def total(conn: sqlite3.Connection, relationship: int, now: Instant) -> int:
    """How many interactions there were up to a moment."""
    row = conn.execute(
        "SELECT count(*) FROM interaction WHERE relationship = ? AND at <= ? AND deleted_at IS NULL",
        (relationship, now),
    ).fetchone()
    return int(row[0])


def marked(entry: TimelineEntry, opened: Wait | None, late: int | None, phrases: Iterable[str]) -> TimelineEntry:
    """An entry with its gist, the wait that it opened and how late a reply it is."""
    entry = replace(entry, gist=gist(entry.text, entry.subject, phrases))
    if opened is not None and not opened.measured:
        entry = replace(entry, wait=f"w{opened.opener}", waiting=opened.state == "open")
    return replace(entry, replied_late=late) if late else entry


def said(conn: sqlite3.Connection, ident: int) -> Said | None:
    """What one interaction says."""
    row = conn.execute(
        "SELECT coalesce(teammate.handle, contact.name, nullif(address.name, ''), address.address, ''),"
        " interaction.at, coalesce(mail.subject, ''), coalesce(interaction.text, mail.text)"
        + FROM
        + " WHERE interaction.id = ?",
        (ident,),
    ).fetchone()
    return Said(*row) if row else None


def newest(conn: sqlite3.Connection, relationship: int, now: Instant) -> int | None:
    """The last interaction up to a moment."""
    row = conn.execute(
        "SELECT id FROM interaction WHERE relationship = ? AND at <= ? AND deleted_at IS NULL"
        " ORDER BY at DESC, id DESC LIMIT 1",
        (relationship, now),
    ).fetchone()
    return int(row[0]) if row else None


def _first(name: str) -> str:
    return name.split("@")[0].split()[0] if name.split("@")[0].split() else name
