"""Full-text search: what the index finds that somebody may see at a moment, and the index itself."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tui.domain.calendar import WorkCalendar
from tui.domain.hits import Hit, passage
from tui.domain.model import Instant
from tui.store.second import SEARCHED

PARTIES = " JOIN relationship ON relationship.id = {}.relationship" + (
    " LEFT JOIN teammate ON teammate.id = relationship.owner"
)
SEEN = (
    "relationship.deleted_at IS NULL AND (relationship.kind <> 'personal' OR teammate.handle = :handle)"
    " AND (relationship.made_at <= :now OR EXISTS (SELECT 1 FROM interaction AS first"
    " WHERE first.relationship = relationship.id AND first.at <= :now AND first.deleted_at IS NULL))"
)
# somebody whom mail shows later only is not known yet
MET = (
    "EXISTS (SELECT 1 FROM interaction AS met WHERE met.relationship = contact.relationship"
    " AND met.at {} :now AND met.deleted_at IS NULL AND (met.contact = contact.id OR EXISTS (SELECT 1 FROM party"
    " JOIN address AS theirs ON theirs.id = party.address"
    " WHERE party.mail = met.mail AND theirs.contact = contact.id)))"
)
WROTE = "coalesce(us.handle, nullif(contact.name, ''), nullif(sender.name, ''), sender.address, '')"
SAID = (
    " FROM interaction LEFT JOIN mail ON mail.id = interaction.mail LEFT JOIN address AS sender"
    " ON sender.id = mail.sender LEFT JOIN contact ON contact.id = interaction.contact"
    " LEFT JOIN teammate AS us ON us.id = interaction.teammate" + PARTIES.format("interaction")
)
LIVE = (
    f" AND interaction.deleted_at IS NULL AND interaction.at <= :now AND {SEEN}"
    " ORDER BY interaction.at DESC, interaction.id DESC LIMIT :most"
)
MAILS = (
    "SELECT interaction.id FROM mail_fts JOIN mail ON mail.id = mail_fts.rowid"
    " JOIN batch ON batch.id = mail.batch JOIN interaction ON interaction.mail = mail.id"
    + PARTIES.format("interaction")
    + " WHERE mail_fts MATCH :match AND mail.deleted_at IS NULL AND batch.deleted_at IS NULL"
    + LIVE
)
LOGGED = (
    "SELECT interaction.id FROM interaction_fts JOIN interaction ON interaction.id = interaction_fts.rowid"
    + PARTIES.format("interaction")
    + " WHERE interaction_fts MATCH :match"
    + LIVE
)
# the same from the newest on: where words are in much of the log, few are looked at before there are enough
NEWEST = (
    "SELECT interaction.id FROM interaction INDEXED BY interaction_at"
    " LEFT JOIN mail ON mail.id = interaction.mail LEFT JOIN batch ON batch.id = mail.batch"
    + PARTIES.format("interaction")
    + " WHERE (interaction.mail IN (SELECT rowid FROM mail_fts WHERE mail_fts MATCH :match)"
    " AND mail.deleted_at IS NULL AND batch.deleted_at IS NULL"
    " OR interaction.id IN (SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH :match))"
    + LIVE
)
MANY = 2_000
"""So many mails or more that hold some words are looked for from the newest interaction on."""
HELD = "SELECT count(*) FROM (SELECT 1 FROM mail_fts WHERE mail_fts MATCH :match LIMIT :many)"


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, by whom, at which moment of the team's calendar, and how many of a kind are wanted."""

    words: tuple[str, ...]
    handle: str
    now: Instant
    calendar: WorkCalendar
    most: int

    @property
    def terms(self) -> dict[str, object]:
        """The parameters of every query; each word is quoted, so that none is a part of the query's language."""
        match = " ".join(f'"{word}"*' for word in self.words)
        today = self.calendar.date_of(self.now).isoformat()
        named = {"handle": self.handle, "now": self.now, "today": today, "most": self.most}
        return {**named, "match": match, "subject": f"{{subject}} : ({match})"}


def relationships(conn: sqlite3.Connection, search: Search) -> list[Hit]:
    """Relationships by name and tags, in order of name."""
    rows = conn.execute(
        "SELECT relationship.id, relationship.name, relationship.tags FROM relationship_fts"
        " JOIN relationship ON relationship.id = relationship_fts.rowid"
        " LEFT JOIN teammate ON teammate.id = relationship.owner"
        f" WHERE relationship_fts MATCH :match AND {SEEN}"
        " ORDER BY relationship.name COLLATE NOCASE, relationship.id LIMIT :most",
        search.terms,
    )
    return [
        Hit("relationship", f"r{ident}", ident, name, None, passage(_tagged(name, tags), search.words))
        for ident, name, tags in rows
    ]


def people(conn: sqlite3.Connection, search: Search) -> list[Hit]:
    """Contacts by name, role and address, the likeliest first."""
    rows = conn.execute(
        "SELECT contact.id, contact.name, contact.role, relationship.id, relationship.name FROM"
        " (SELECT contact, min(rank) AS best FROM (SELECT rowid AS contact, rank FROM contact_fts"
        " WHERE contact_fts MATCH :match UNION ALL SELECT address.contact, address_fts.rank FROM address_fts"
        " JOIN address ON address.id = address_fts.rowid WHERE address_fts MATCH :match) GROUP BY contact) AS hit"
        " JOIN contact ON contact.id = hit.contact"
        + PARTIES.format("contact")
        + f" WHERE contact.deleted_at IS NULL AND {SEEN}"
        f" AND NOT ({MET.format('>')} AND NOT {MET.format('<=')})"
        " ORDER BY hit.best, contact.name COLLATE NOCASE, contact.id LIMIT :most",
        search.terms,
    ).fetchall()
    reached = _addresses(conn, [ident for ident, *_ in rows])
    found = []
    for ident, name, role, relationship, who in rows:
        known = ", ".join(dict.fromkeys(part for part in (name, role, *reached[ident]) if part))
        found.append(Hit("contact", f"c{ident}", relationship, who, None, passage(known, search.words)))
    return found


def promises(conn: sqlite3.Connection, search: Search) -> list[Hit]:
    """Promises of both sides and follow-ups as they stood at the moment, the likeliest first."""
    rows = conn.execute(
        "SELECT CASE WHEN by_us THEN 'promise' ELSE 'their promise' END, 'p' || promise.id, relationship.id,"
        " relationship.name, promise.made_at, promise.text, author,"
        " CASE WHEN promise.ended_at <= :now THEN state ELSE 'open' END, promise_fts.rank AS best"
        " FROM promise_fts JOIN promise ON promise.id = promise_fts.rowid"
        + PARTIES.format("promise")
        + f" WHERE promise_fts MATCH :match AND promise.made_at <= :now AND promise.deleted_at IS NULL AND {SEEN}"
        " UNION ALL SELECT 'follow-up', 'f' || follow_up.id, relationship.id, relationship.name,"
        " follow_up.made_at, follow_up.text, follow_up.owner,"
        " CASE WHEN follow_up.ended_at <= :now THEN state ELSE 'open' END, follow_up_fts.rank"
        " FROM follow_up_fts JOIN follow_up ON follow_up.id = follow_up_fts.rowid"
        + PARTIES.format("follow_up")
        + " WHERE follow_up_fts MATCH :match AND follow_up.made_at <= :now AND follow_up.deleted_at IS NULL"
        f" AND {SEEN} ORDER BY best, 5 DESC, 2 LIMIT :most",
        search.terms,
    )
    return [
        Hit(kind, ident, of, who, at, passage(text, search.words), by, state=state)
        for kind, ident, of, who, at, text, by, state, _ in rows
    ]


def agreements(conn: sqlite3.Connection, search: Search) -> list[Hit]:
    """Agreements by what was sold, its value and its terms, newest first; `at` is the day of the signing."""
    rows = conn.execute(
        "SELECT agreement.id, relationship.id, relationship.name, agreement.signed_on, sold, value,"
        " (SELECT group_concat(term.text, '; ') FROM term WHERE term.agreement = agreement.id"
        " AND term.deleted_at IS NULL)"
        " FROM agreement"
        + PARTIES.format("agreement")
        + " WHERE agreement.id IN (SELECT rowid FROM agreement_fts WHERE agreement_fts MATCH :match"
        " UNION SELECT term.agreement FROM term_fts JOIN term ON term.id = term_fts.rowid"
        " WHERE term_fts MATCH :match AND term.deleted_at IS NULL)"
        f" AND agreement.deleted_at IS NULL AND agreement.signed_on <= :today AND {SEEN}"
        " ORDER BY agreement.signed_on DESC, agreement.id DESC LIMIT :most",
        search.terms,
    )
    found = []
    for ident, relationship, who, signed, *told in rows:
        text = "; ".join(part for part in told if part)
        at = search.calendar.midnight(date.fromisoformat(signed))
        found.append(Hit("agreement", f"g{ident}", relationship, who, at, passage(text, search.words)))
    return found


def messages(conn: sqlite3.Connection, search: Search) -> list[Hit]:
    """Mail by subject and own text and what was logged by its text and tags, newest first.

    Mail that belongs to no relationship is found by its subject, and by its importer only.
    """
    found = [*_interactions(conn, search), *_nobodys(conn, search)]
    found.sort(key=lambda hit: (-(hit.at or 0), hit.kind, -int(hit.id[1:])))
    return found[: search.most]


def _interactions(conn: sqlite3.Connection, search: Search) -> list[Hit]:
    held = conn.execute(HELD, {**search.terms, "many": MANY}).fetchone()[0]
    if held < MANY:
        idents = {*conn.execute(MAILS, search.terms), *conn.execute(LOGGED, search.terms)}
    else:
        idents = set(conn.execute(NEWEST, search.terms))
    rows = conn.execute(
        f"SELECT interaction.id, relationship.id, relationship.name, interaction.at, {WROTE}, channel, direction,"
        " coalesce(mail.subject, ''), coalesce(interaction.text, mail.text, ''), interaction.tags"
        + SAID
        + " WHERE interaction.id IN (SELECT value FROM json_each(?))",
        (json.dumps([ident for (ident,) in idents]),),
    )
    return [_message(row, search.words) for row in rows]


def _message(row: tuple[Any, ...], words: Sequence[str]) -> Hit:
    ident, relationship, who, at, by, channel, direction, subject, text, tags = row
    told, more = passage(text, words), None
    if not told.found:
        about, marks = passage(subject, words), passage(_tagged("", tags), words)
        more = told if about.found and text.strip() else None
        told = next((each for each in (about, marks) if each.found), told)
    return Hit(
        "interaction", f"i{ident}", relationship, who, at, told, by, subject, channel, direction, more=more
    )


def _nobodys(conn: sqlite3.Connection, search: Search) -> list[Hit]:
    rows = conn.execute(
        # whose a mail is comes first: most are somebody's, and nothing else of them needs to be read
        "SELECT mail.id, coalesce(nullif(address.name, ''), address.address), mail.at, mail.subject FROM"
        " (SELECT rowid FROM mail_fts WHERE mail_fts MATCH :subject AND NOT EXISTS (SELECT 1 FROM interaction"
        " WHERE interaction.mail = mail_fts.rowid AND interaction.deleted_at IS NULL)) AS held"
        " CROSS JOIN mail ON mail.id = held.rowid JOIN batch ON batch.id = mail.batch"
        " JOIN address ON address.id = mail.sender WHERE mail.at <= :now"
        " AND mail.deleted_at IS NULL AND batch.deleted_at IS NULL AND batch.actor = :handle"
        " ORDER BY mail.at DESC, mail.id DESC LIMIT :most",
        search.terms,
    )
    return [
        Hit("mail", f"m{ident}", None, who, at, passage(subject, search.words), who, subject)
        for ident, who, at, subject in rows
    ]


def _addresses(conn: sqlite3.Connection, contacts: Sequence[int]) -> dict[int, list[str]]:
    """Under what names and addresses some people are reached."""
    reached: defaultdict[int, list[str]] = defaultdict(list)
    for contact, name, address in conn.execute(
        "SELECT contact, name, address FROM address WHERE contact IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(contacts),),
    ):
        reached[contact] += (name, address)
    return reached


def _tagged(text: str, tags: str) -> str:
    return " ".join(part for part in (text, *(f"#{tag}" for tag in json.loads(tags))) if part)


def broken(conn: sqlite3.Connection) -> list[str]:
    """The tables whose index does not say what they hold; `conn` must be able to write, and nothing is written."""
    found = []
    conn.execute("BEGIN IMMEDIATE")
    try:
        for table in SEARCHED:
            try:
                # rank 1 compares the index with the table, not only with itself
                conn.execute(f"INSERT INTO {table}_fts({table}_fts, rank) VALUES('integrity-check', 1)")
            except sqlite3.DatabaseError:
                found.append(table)
    finally:
        conn.execute("ROLLBACK")
    return found


def rebuild(conn: sqlite3.Connection) -> None:
    """Make every index anew from its table."""
    for table in SEARCHED:
        conn.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES('rebuild')")
