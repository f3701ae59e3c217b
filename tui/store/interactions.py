"""Interactions: what mail makes of itself, and the log as the rules and the timeline read it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from tui.domain.mailing import MailFacts, Ours, countable, opens
from tui.domain.model import Ending, Instant, Touch
from tui.domain.rules import RuleBook, Rules
from tui.store import many

# Touch._make without its Python frame
_touch = partial(tuple.__new__, Touch)

PUT = (
    "interaction(relationship, at, channel, direction, thread, countable, opens, teammate, contact, mail, batch,"
    " recorded_at)"
)
AGAIN = """
ON CONFLICT(mail, relationship) WHERE mail IS NOT NULL DO UPDATE SET at = excluded.at,
    direction = excluded.direction, thread = excluded.thread, countable = excluded.countable,
    opens = excluded.opens, teammate = excluded.teammate, contact = excluded.contact, deleted_at = NULL
"""


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
    rows, own = _mail_rows(conn, marks), _own(conn, marks, ours)
    before, to_us, whose = _before(conn, marks), _to_us(conn, marks, own), _whose(conn, rows, own, ours)
    touched: set[int] = set()
    dropped: list[tuple[int, int]] = []
    put: list[tuple[object, ...]] = []
    for row in rows:
        had, wanted = before.get(row.ident, {}), whose[row.ident]
        facts = _facts(row, to_us, ours)
        dropped += [(wall, had[relationship]) for relationship in had.keys() - wanted]
        put += [_put(row, relationship, facts, book.at(row.at), wall) for relationship in sorted(wanted)]
        touched |= had.keys() | wanted
    conn.executemany("UPDATE interaction SET deleted_at = ? WHERE id = ?", dropped)
    many.insert(conn, PUT, put, AGAIN)
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


def has_unasked(conn: sqlite3.Connection, relationship: int) -> bool:
    """Whether mail that asks for nothing was ever written down by hand in a relationship's own thread."""
    (found,) = conn.execute(
        "SELECT EXISTS(SELECT 1 FROM interaction WHERE relationship = ? AND thread = 0 AND channel = 'email'"
        " AND direction = 'in' AND opens = 0 AND deleted_at IS NULL)",
        (relationship,),
    ).fetchone()
    return bool(found)


def endings_of(conn: sqlite3.Connection, idents: str) -> list[tuple[int, Ending]]:
    """All that was waived or given up in some relationships, whose ids come as a JSON list, with theirs."""
    rows = conn.execute(
        "SELECT interaction.relationship, ending.interaction, ending.kind, ending.at, ending.import_at,"
        # in this order: SQLite would look through the endings of everybody
        " ending.actor, ending.why FROM interaction CROSS JOIN ending ON ending.interaction = interaction.id"
        " WHERE interaction.relationship IN (SELECT value FROM json_each(?)) AND ending.deleted_at IS NULL"
        " ORDER BY ending.id",
        (idents,),
    )
    return [(relationship, Ending(*row)) for relationship, *row in rows]


def _own(conn: sqlite3.Connection, marks: str, ours: Ours) -> str:
    """The ids of our addresses in To and Cc of some mail, as a JSON list."""
    rows = conn.execute(
        "SELECT id, address FROM address WHERE id IN"
        " (SELECT party.address FROM json_each(?) AS one CROSS JOIN party ON party.mail = one.value)",
        (marks,),
    )
    return json.dumps([ident for ident, address in rows if address in ours])


def _to_us(conn: sqlite3.Connection, marks: str, own: str) -> set[tuple[int, str]]:
    """In which mail one of our addresses stands, and in which field."""
    rows = conn.execute(
        "SELECT party.mail, party.field FROM json_each(?) AS one CROSS JOIN party ON party.mail = one.value"
        " WHERE party.address IN (SELECT value FROM json_each(?))",
        (marks, own),
    )
    return set(rows)


def _whose(conn: sqlite3.Connection, rows: Iterable[_MailRow], own: str, ours: Ours) -> dict[int, set[int]]:
    """The relationships to which each mail belongs."""
    whose: dict[int, set[int]] = {row.ident: set() for row in rows}
    sent = []
    for row in rows:
        if row.taken_back:
            continue
        if row.address in ours:
            sent.append(row.ident)
        elif row.relationship is not None:
            whose[row.ident].add(row.relationship)
    reached = conn.execute(
        "SELECT DISTINCT party.mail, correspondent.relationship"
        " FROM json_each(?) AS one CROSS JOIN party ON party.mail = one.value"
        " CROSS JOIN address ON address.id = party.address"
        " CROSS JOIN correspondent ON correspondent.key = address.key"
        " WHERE correspondent.relationship IS NOT NULL AND party.address NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(sent), own),
    )
    for mail, relationship in reached:
        whose[mail].add(relationship)
    return whose


def _before(conn: sqlite3.Connection, marks: str) -> dict[int, dict[int, int]]:
    """The interactions that some mail is so far, by mail and relationship."""
    before: dict[int, dict[int, int]] = {}
    rows = conn.execute(
        "SELECT mail, relationship, id FROM interaction WHERE mail IN (SELECT value FROM json_each(?))"
        " AND mail IS NOT NULL AND deleted_at IS NULL",
        (marks,),
    )
    for mail, relationship, ident in rows:
        before.setdefault(mail, {})[relationship] = ident
    return before


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


def _facts(row: _MailRow, to_us: set[tuple[int, str]], ours: Ours) -> MailFacts:
    parent_known = row.parent_address is not None
    return MailFacts(
        ours=row.address in ours,
        automatic=bool(row.automatic),
        list_mail=bool(row.list_mail),
        to_us=(row.ident, "to") in to_us,
        cc_us=(row.ident, "cc") in to_us,
        to_count=row.to_count,
        asks=bool(row.asks),
        names_us=bool(row.names_us),
        greets_other=bool(row.greets_other),
        parent_ours=row.parent_address in ours if row.parent_address is not None else None,
        parent_same_sender=row.parent_sender == row.sender if parent_known else None,
    )


def _put(row: _MailRow, relationship: int, facts: MailFacts, rules: Rules, wall: Instant) -> tuple[object, ...]:
    return (
        relationship,
        row.at,
        "email",
        "out" if facts.ours else "in",
        row.thread,
        countable(facts),
        opens(facts, rules),
        row.teammate,
        None if facts.ours else row.contact,
        row.ident,
        row.batch,
        wall,
    )
