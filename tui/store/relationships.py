"""Relationships, the keys that belong to them, and their people."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tui.domain.mailing import Ours
from tui.domain.model import Contact, Instant, Override, Relationship
from tui.store.addresses import ensure_contacts
from tui.store.store import Transaction

COLUMNS = (
    "relationship.id, relationship.name, kind, stage, tier, teammate.handle, tags, made_at, ended_at,"
    " relationship.version"
)
NO_TAGS = "[]"
FROM = "relationship LEFT JOIN teammate ON teammate.id = relationship.owner"

# per contact when a mail first shows them, and when they last wrote or were written to, up to a moment
MET = """
WITH met(contact, at, touched) AS (
    SELECT contact, at, 1 FROM interaction WHERE relationship = ?1 AND contact IS NOT NULL AND deleted_at IS NULL
    UNION ALL SELECT contact.id, interaction.at, direction = 'out' FROM interaction
    JOIN party ON party.mail = interaction.mail JOIN address ON address.id = party.address
    JOIN contact ON contact.id = address.contact AND contact.relationship = ?1
    WHERE interaction.relationship = ?1 AND interaction.deleted_at IS NULL)
SELECT contact, min(at), max(at) FILTER (WHERE touched AND at <= ?2) FROM met GROUP BY contact
"""


class Correspondent(NamedTuple):
    """How mail went between us and a key that is nobody's yet."""

    they_wrote: bool
    we_wrote: bool


def get(conn: sqlite3.Connection, ident: int) -> Relationship | None:
    """One relationship."""
    row = conn.execute(
        f"SELECT {COLUMNS} FROM {FROM} WHERE relationship.id = ? AND relationship.deleted_at IS NULL",
        (ident,),
    ).fetchone()
    return as_relationship(row) if row else None


def those(conn: sqlite3.Connection, idents: str) -> list[Relationship]:
    """Those of some relationships that are there, whose ids come as a JSON list, in order of id."""
    rows = conn.execute(
        f"SELECT {COLUMNS} FROM {FROM} WHERE relationship.id IN (SELECT value FROM json_each(?))"
        " AND relationship.deleted_at IS NULL ORDER BY relationship.id",
        (idents,),
    )
    return [as_relationship(row) for row in rows]


def everybody(conn: sqlite3.Connection) -> list[Relationship]:
    """All relationships, in order of id."""
    rows = conn.execute(
        f"SELECT {COLUMNS} FROM {FROM} WHERE relationship.deleted_at IS NULL ORDER BY relationship.id"
    )
    return [as_relationship(row) for row in rows]


def count(conn: sqlite3.Connection) -> int:
    """How many relationships there are."""
    return int(conn.execute("SELECT count(*) FROM relationship WHERE deleted_at IS NULL").fetchone()[0])


def as_relationship(row: tuple) -> Relationship:  # type: ignore[type-arg]
    """A row of COLUMNS as a relationship."""
    ident, name, kind, stage, tier, owner, tags, made_at, ended_at, version = row
    marks = () if tags == NO_TAGS else tuple(json.loads(tags))
    return Relationship(ident, name, kind, stage, tier, owner, marks, made_at, ended_at, version)


def override(conn: sqlite3.Connection, relationship: int, now: Instant) -> Override | None:
    """The grade set by hand that holds at a moment."""
    row = conn.execute(
        "SELECT grade, why, actor, at, until FROM override WHERE relationship = ?1 AND at <= ?2 AND until > ?2"
        " AND deleted_at IS NULL ORDER BY id DESC LIMIT 1",
        (relationship, now),
    ).fetchone()
    return Override(*row) if row else None


def unclaimed(conn: sqlite3.Connection) -> dict[str, Correspondent]:
    """The keys with mail that belong to nobody yet."""
    rows = conn.execute("SELECT key, they_wrote, we_wrote FROM correspondent WHERE relationship IS NULL")
    return {key: Correspondent(bool(they), bool(we)) for key, they, we in rows}


def claimed(conn: sqlite3.Connection, keys: Iterable[str]) -> dict[str, int]:
    """Those of some keys that belong to a relationship."""
    rows = conn.execute(
        "SELECT key, relationship FROM correspondent WHERE relationship IS NOT NULL"
        " AND key IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(keys)),),
    )
    return dict(rows.fetchall())


def note_correspondence(conn: sqlite3.Connection, key: str, *, they_wrote: int = 0, we_wrote: int = 0) -> None:
    """Count mail from or to a key."""
    note_mail(conn, {key: they_wrote}, {key: we_wrote})


def note_mail(conn: sqlite3.Connection, they_wrote: Mapping[str, int], we_wrote: Mapping[str, int]) -> None:
    """Count mail from and to many keys."""
    keys = {**they_wrote, **we_wrote}
    conn.executemany(
        "INSERT INTO correspondent(key, they_wrote, we_wrote) VALUES(?1, ?2, ?3) ON CONFLICT(key) DO UPDATE SET"
        " they_wrote = they_wrote + ?2, we_wrote = we_wrote + ?3",
        [(key, they_wrote.get(key, 0), we_wrote.get(key, 0)) for key in keys],
    )


def count_correspondence(conn: sqlite3.Connection, ours: Ours) -> None:
    """Count anew how mail went, since more addresses are ours or nobody's; whose the keys are stays."""
    conn.execute("UPDATE correspondent SET they_wrote = 0, we_wrote = 0")
    us = (
        "WITH us AS (SELECT id FROM address WHERE teammate IS NOT NULL OR key IN (SELECT value FROM json_each(?))) "
    )
    domains = (json.dumps(sorted(ours.domains)),)
    they = conn.execute(
        us + "SELECT address.key, count(*) FROM mail JOIN address ON address.id = mail.sender"
        " WHERE NOT mail.automatic AND mail.deleted_at IS NULL AND address.key <> '' AND address.id NOT IN us"
        " AND EXISTS"
        " (SELECT 1 FROM party WHERE party.mail = mail.id AND party.address IN us) GROUP BY address.key",
        domains,
    ).fetchall()
    we = conn.execute(
        us + "SELECT address.key, count(DISTINCT mail.id) FROM mail JOIN party ON party.mail = mail.id"
        " JOIN address ON address.id = party.address WHERE NOT mail.automatic AND mail.deleted_at IS NULL"
        " AND mail.sender IN us"
        " AND address.key <> '' AND address.id NOT IN us GROUP BY address.key",
        domains,
    ).fetchall()
    note_mail(conn, dict(they), dict(we))


def shown(conn: sqlite3.Connection, key: str) -> Counter[str]:
    """How much each of our teammates' addresses wrote to a key in stored mail, 0 where it only got mail."""
    rows = conn.execute(
        "SELECT us.address, sum(wrote) FROM"
        " (SELECT DISTINCT mail.id, mail.sender AS who, 1 AS wrote FROM address"
        " JOIN party ON party.address = address.id JOIN mail ON mail.id = party.mail"
        " WHERE address.key = ?1 AND NOT mail.automatic AND mail.deleted_at IS NULL"
        " UNION ALL SELECT mail.id, party.address, 0 FROM address JOIN mail ON mail.sender = address.id"
        " JOIN party ON party.mail = mail.id"
        " WHERE address.key = ?1 AND NOT mail.automatic AND mail.deleted_at IS NULL)"
        " JOIN address AS us ON us.id = who WHERE us.teammate IS NOT NULL GROUP BY us.address",
        (key,),
    )
    return Counter(dict(rows.fetchall()))


def make_from_mail(tx: Transaction, key: str, owner: int | None, made_at: Instant, batch: int) -> int:
    """A relationship named by its key until somebody renames it; returns its id."""
    row = {
        "batch": batch,
        "name": key,
        "kind": "customer",
        "stage": "active",
        "tier": "c",
        "owner": owner,
        "made_at": made_at,
    }
    ident = tx.insert("relationship", row, journalled=False)
    claim(tx.conn, key, ident)
    return ident


def claim(conn: sqlite3.Connection, key: str, relationship: int) -> None:
    """Every address of `key` belongs to a relationship from now on."""
    note_correspondence(conn, key)
    conn.execute("UPDATE correspondent SET relationship = ? WHERE key = ?", (relationship, key))
    ensure_contacts(conn, {key: relationship})


def free(conn: sqlite3.Connection, ours: Ours) -> list[int]:
    """Take the keys that turned out to be ours from the relationships that had them; returns these."""
    internal = ours.domains | ours.addresses
    had = claimed(conn, internal)
    conn.executemany("UPDATE correspondent SET relationship = NULL WHERE key = ?", [(key,) for key in had])
    return sorted(set(had.values()))


def made_by(conn: sqlite3.Connection, batch: int) -> list[int]:
    """The relationships that an import made."""
    rows = conn.execute("SELECT id FROM relationship WHERE batch = ? AND deleted_at IS NULL", (batch,))
    return [ident for (ident,) in rows]


def delete_empty(tx: Transaction, idents: Iterable[int]) -> None:
    """Delete those of some relationships that an import made and in which nothing is left."""
    for ident in idents:
        row = tx.conn.execute(
            "SELECT 1 FROM relationship AS r WHERE id = ? AND batch IS NOT NULL AND deleted_at IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM interaction WHERE relationship = r.id AND deleted_at IS NULL)"
            " AND NOT EXISTS (SELECT 1 FROM promise WHERE relationship = r.id AND deleted_at IS NULL)"
            " AND NOT EXISTS (SELECT 1 FROM agreement WHERE relationship = r.id AND deleted_at IS NULL)"
            " AND NOT EXISTS (SELECT 1 FROM follow_up WHERE relationship = r.id AND deleted_at IS NULL)",
            (ident,),
        ).fetchone()
        if row:
            tx.delete("relationship", ident)
            claims = tx.conn.execute("SELECT id FROM correspondent WHERE relationship = ?", (ident,)).fetchall()
            for (claim_,) in claims:
                tx.change("correspondent", claim_, relationship=None)


def contacts(conn: sqlite3.Connection, relationship: int, now: Instant) -> list[Contact]:
    """The people of a relationship by then, those last in touch first."""
    addresses = defaultdict(list)
    for contact, address in conn.execute(
        "SELECT address.contact, address.address FROM address JOIN contact ON contact.id = address.contact"
        " WHERE contact.relationship = ? ORDER BY address.id",
        (relationship,),
    ):
        addresses[contact].append(address)
    met = {contact: (first, last) for contact, first, last in conn.execute(MET, (relationship, now))}
    rows = conn.execute(
        "SELECT id, name, role, version FROM contact WHERE relationship = ? AND deleted_at IS NULL", (relationship,)
    )
    people = [
        Contact(ident, name, role, tuple(addresses[ident]), met[ident][1] if ident in met else None, version)
        for ident, name, role, version in rows
        if ident not in met or met[ident][0] <= now
    ]
    return sorted(people, key=lambda c: (-(c.last_at or 0), c.name, c.id))
