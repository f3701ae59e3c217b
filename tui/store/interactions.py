"""Interactions: what mail makes of itself, and the log as the rules and the timeline read it."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from tui.domain.mailing import MailFacts, Ours, countable, opens
from tui.domain.model import Ending, Instant, Touch
from tui.domain.rules import RuleBook, Rules

# Touch._make without its Python frame
_touch = partial(tuple.__new__, Touch)


class _Party(NamedTuple):
    field: str
    address: str
    relationship: int | None


class _MailRow(NamedTuple):
    ident: int
    at: Instant
    thread: int
    automatic: int
    list_mail: int
    to_count: int
    asks: int
    names_us: int
    greets_other: int
    batch: int
    sender: int
    address: str
    teammate: int | None
    contact: int | None
    relationship: int | None
    parent_sender: int | None
    parent_address: str | None
    taken_back: int


def settle(
    conn: sqlite3.Connection, mail_ids: Iterable[int], ours: Ours, book: RuleBook, wall: Instant
) -> set[int]:
    """Make these mails' interactions what the rules of their own dates say; returns whose they are or were."""
    marks = json.dumps(sorted(set(mail_ids)))
    parties = _parties(conn, marks)
    touched: set[int] = set()
    for row in _mail_rows(conn, marks):
        facts = _facts(row, parties[row.ident], ours)
        wanted: set[int | None]
        if row.taken_back:
            wanted = set()
        elif facts.ours:
            wanted = {party.relationship for party in parties[row.ident] if party.address not in ours} - {None}
        else:
            wanted = {row.relationship} - {None}
        touched |= _drop_others(conn, row.ident, wanted, wall)
        for relationship in wanted:
            _put(conn, row, relationship, facts, book.at(row.at), wall)
            touched.add(relationship)  # type: ignore[arg-type]
    return touched


def follow_answers(conn: sqlite3.Connection) -> None:
    """Put what was logged as an answer into the thread in which the answered one stands now."""
    conn.execute(
        "UPDATE interaction SET thread = (SELECT asked.thread FROM interaction AS asked"
        " WHERE asked.id = interaction.answers) WHERE answers IS NOT NULL"
    )


def newest(conn: sqlite3.Connection) -> int:
    """The id of the interaction that was made last, 0 without any."""
    return int(conn.execute("SELECT coalesce(max(id), 0) FROM interaction").fetchone()[0])


def made_after(conn: sqlite3.Connection, ident: int) -> int:
    """How many interactions were made after one."""
    return int(conn.execute("SELECT count(*) FROM interaction WHERE id > ?", (ident,)).fetchone()[0])


def of_message(conn: sqlite3.Connection, message_id: str) -> list[int]:
    """The interactions that a mail is."""
    rows = conn.execute(
        "SELECT interaction.id FROM interaction JOIN mail ON mail.id = interaction.mail"
        " WHERE mail.message_id = ? AND interaction.deleted_at IS NULL ORDER BY interaction.id",
        (message_id,),
    )
    return [ident for (ident,) in rows]


def touches(conn: sqlite3.Connection, relationship: int) -> tuple[Touch, ...]:
    """The whole log of a relationship as the rules read it."""
    rows = conn.execute(
        "SELECT id, at, channel, direction, thread, countable, opens, missed, gesture FROM interaction"
        " WHERE relationship = ? AND deleted_at IS NULL ORDER BY at, id",
        (relationship,),
    )
    return tuple(map(_touch, rows))


def endings_of(conn: sqlite3.Connection, idents: str) -> list[tuple[int, Ending]]:
    """All that was waived or given up in some relationships, whose ids come as a JSON list, with theirs."""
    rows = conn.execute(
        "SELECT interaction.relationship, ending.interaction, ending.kind, ending.at, ending.import_at,"
        " ending.actor, ending.why FROM ending JOIN interaction ON interaction.id = ending.interaction"
        " WHERE interaction.relationship IN (SELECT value FROM json_each(?)) AND ending.deleted_at IS NULL"
        " ORDER BY ending.id",
        (idents,),
    )
    return [(relationship, Ending(*row)) for relationship, *row in rows]


def _parties(conn: sqlite3.Connection, marks: str) -> dict[int, list[_Party]]:
    parties = defaultdict(list)
    rows = conn.execute(
        "SELECT party.mail, party.field, address.address, correspondent.relationship FROM party"
        " JOIN address ON address.id = party.address LEFT JOIN correspondent ON correspondent.key = address.key"
        " WHERE party.mail IN (SELECT value FROM json_each(?))",
        (marks,),
    )
    for mail, *party in rows:
        parties[mail].append(_Party(*party))
    return parties


def _mail_rows(conn: sqlite3.Connection, marks: str) -> list[_MailRow]:
    rows = conn.execute(
        "SELECT mail.id, mail.at, mail.thread, mail.automatic, mail.list_mail, mail.to_count, mail.asks,"
        " mail.names_us, mail.greets_other, mail.batch, mail.sender, sender.address, sender.teammate,"
        " sender.contact, correspondent.relationship, parent.sender, parent_sender.address,"
        " mail.deleted_at IS NOT NULL FROM mail"
        " JOIN address AS sender ON sender.id = mail.sender"
        " LEFT JOIN correspondent ON correspondent.key = sender.key"
        " LEFT JOIN mail AS parent ON parent.message_id = mail.parent AND parent.deleted_at IS NULL"
        " LEFT JOIN address AS parent_sender ON parent_sender.id = parent.sender"
        " WHERE mail.id IN (SELECT value FROM json_each(?)) ORDER BY mail.id",
        (marks,),
    )
    return [_MailRow(*row) for row in rows]


def _facts(row: _MailRow, parties: Iterable[_Party], ours: Ours) -> MailFacts:
    us = {party.field for party in parties if party.address in ours}
    parent_known = row.parent_address is not None
    return MailFacts(
        ours=row.address in ours,
        automatic=bool(row.automatic),
        list_mail=bool(row.list_mail),
        to_us="to" in us,
        cc_us="cc" in us,
        to_count=row.to_count,
        asks=bool(row.asks),
        names_us=bool(row.names_us),
        greets_other=bool(row.greets_other),
        parent_ours=row.parent_address in ours if row.parent_address is not None else None,
        parent_same_sender=row.parent_sender == row.sender if parent_known else None,
    )


def _drop_others(conn: sqlite3.Connection, mail: int, wanted: set[int | None], wall: Instant) -> set[int]:
    rows = conn.execute(
        "SELECT id, relationship FROM interaction WHERE mail = ? AND deleted_at IS NULL", (mail,)
    ).fetchall()
    dropped = {relationship for _, relationship in rows} - wanted
    for ident, relationship in rows:
        if relationship in dropped:
            conn.execute("UPDATE interaction SET deleted_at = ? WHERE id = ?", (wall, ident))
    return dropped


def _put(
    conn: sqlite3.Connection,
    row: _MailRow,
    relationship: int | None,
    facts: MailFacts,
    rules: Rules,
    wall: Instant,
) -> None:
    conn.execute(
        "INSERT INTO interaction(relationship, at, channel, direction, thread, countable, opens, teammate, contact,"
        " mail, batch, recorded_at) VALUES(?, ?, 'email', ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(mail, relationship) WHERE mail IS NOT NULL DO UPDATE SET at = excluded.at,"
        " direction = excluded.direction, thread = excluded.thread, countable = excluded.countable,"
        " opens = excluded.opens, teammate = excluded.teammate, contact = excluded.contact, deleted_at = NULL",
        (
            relationship,
            row.at,
            "out" if facts.ours else "in",
            row.thread,
            countable(facts),
            opens(facts, rules),
            row.teammate,
            None if facts.ours else row.contact,
            row.ident,
            row.batch,
            wall,
        ),
    )
