"""Mail as rows, and the threads that tie it together in whatever order it arrives."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from tui.domain.mailing import SUBJECT_SPAN, Mail, Ours, subject_key
from tui.store.addresses import AddressBook


class Known(NamedTuple):
    """A mail that is stored already."""

    ident: int
    with_text: bool
    taken_back: bool = False


def known(conn: sqlite3.Connection, message_id: str) -> Known | None:
    """The mail of a message id, where it is stored."""
    row = conn.execute(
        "SELECT id, text IS NOT NULL, deleted_at IS NOT NULL FROM mail WHERE message_id = ?", (message_id,)
    ).fetchone()
    return Known(row[0], bool(row[1]), bool(row[2])) if row else None


def revive(conn: sqlite3.Connection, ident: int, text: str | None, batch: int) -> None:
    """A mail whose import was taken back comes again."""
    conn.execute("UPDATE mail SET deleted_at = NULL, text = ?, batch = ? WHERE id = ?", (text, batch, ident))


def follow_batches(conn: sqlite3.Connection) -> None:
    """Let mail, and what an import gave up by itself, be deleted where its import was taken back, else not."""
    for table in ("mail", "ending"):
        conn.execute(
            f"UPDATE {table} SET deleted_at = (SELECT deleted_at FROM batch WHERE batch.id = {table}.batch)"
            " WHERE batch IS NOT NULL"
        )


def keep_text(conn: sqlite3.Connection, ident: int, text: str) -> None:
    """The text of a mail that belongs to somebody now."""
    conn.execute("UPDATE mail SET text = ? WHERE id = ?", (text, ident))


def forget_texts(conn: sqlite3.Connection) -> None:
    """Forget the texts of mail that belongs to nobody any more."""
    conn.execute(
        "UPDATE mail SET text = NULL WHERE text IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM interaction WHERE interaction.mail = mail.id AND interaction.deleted_at IS NULL)"
    )


def add_mail(conn: sqlite3.Connection, mail: Mail, batch: int, book: AddressBook) -> int:
    """A new mail with its parties, not yet tied to a thread; returns its id."""
    sender = book.id_of(*mail.sender)
    cursor = conn.execute(
        "INSERT INTO mail(message_id, at, sender, subject, subject_key, refers_to, parent, thread, automatic,"
        " list_mail, to_count, asks, names_us, greets_other, text, batch)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            mail.message_id,
            mail.at,
            sender,
            mail.subject,
            subject_key(mail.subject),
            json.dumps(mail.references),
            mail.parent,
            mail.automatic,
            mail.list_mail,
            mail.to_count,
            mail.asks,
            mail.names_us,
            mail.greets_other,
            mail.text,
            batch,
        ),
    )
    ident = int(cursor.lastrowid or 0)
    conn.executemany(
        "INSERT OR IGNORE INTO party(mail, field, address) VALUES(?, ?, ?)",
        [(ident, field, book.id_of(*who)) for field in ("to", "cc") for who in getattr(mail, field)],
    )
    return ident


def tie(conn: sqlite3.Connection, ident: int, ours: Ours) -> set[int]:
    """Put a mail into its thread, joining threads that it ties together.

    Returns every relationship that has an interaction in a joined thread.
    """
    ids = _ids(conn, ident)
    threads = {
        thread
        for (thread,) in conn.execute(
            "SELECT DISTINCT thread FROM reference WHERE message_id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
    }
    threads |= _same_subject(conn, ident, ours)
    target = min({*threads, ident})
    conn.execute("UPDATE mail SET thread = ? WHERE id = ?", (target, ident))
    conn.executemany(
        "INSERT INTO reference(message_id, thread) VALUES(?, ?) ON CONFLICT DO NOTHING",
        [(message_id, target) for message_id in ids],
    )
    return _join(conn, threads - {target}, target)


def tie_all(conn: sqlite3.Connection, ours: Ours) -> None:
    """Make all threads anew."""
    conn.execute("DELETE FROM reference")
    conn.execute("UPDATE mail SET thread = 0")
    for (ident,) in conn.execute("SELECT id FROM mail WHERE deleted_at IS NULL ORDER BY id").fetchall():
        tie(conn, ident, ours)


def children(conn: sqlite3.Connection, message_id: str) -> list[int]:
    """The mail that replies to a message."""
    return [ident for (ident,) in conn.execute("SELECT id FROM mail WHERE parent = ?", (message_id,))]


def mail_of_key(conn: sqlite3.Connection, key: str) -> list[int]:
    """All mail from or to the addresses that a key stands for."""
    rows = conn.execute(
        "SELECT mail.id FROM address JOIN mail ON mail.sender = address.id WHERE address.key = ?1"
        " UNION SELECT party.mail FROM address JOIN party ON party.address = address.id WHERE address.key = ?1",
        (key,),
    )
    return [ident for (ident,) in rows]


def _join(conn: sqlite3.Connection, absorbed: Iterable[int], target: int) -> set[int]:
    touched: set[int] = set()
    for thread in absorbed:
        rows = conn.execute("SELECT DISTINCT relationship FROM interaction WHERE thread = ?", (thread,))
        touched.update(relationship for (relationship,) in rows)
        conn.execute("UPDATE mail SET thread = ?1 WHERE thread = ?2", (target, thread))
        conn.execute("UPDATE reference SET thread = ?1 WHERE thread = ?2", (target, thread))
        conn.execute("UPDATE interaction SET thread = ?1 WHERE thread = ?2", (target, thread))
    return touched


def _ids(conn: sqlite3.Connection, ident: int) -> list[str]:
    """A mail's own id and all that it refers to."""
    own, refers_to, parent = conn.execute(
        "SELECT message_id, refers_to, parent FROM mail WHERE id = ?", (ident,)
    ).fetchone()
    return sorted({own, *json.loads(refers_to), *([parent] if parent else [])})


def _same_subject(conn: sqlite3.Connection, ident: int, ours: Ours) -> set[int]:
    """Threads of mail with the same subject and people at most 14 days before one that refers to nothing.

    Every such pair ties, not only the nearest one: so the order of arrival cannot matter.
    """
    people = [one for one, address in _people(conn, ident) if address not in ours]
    rows = conn.execute(
        "SELECT DISTINCT other.thread FROM mail JOIN mail AS other ON other.subject_key = mail.subject_key"
        " AND other.subject_key <> ''"  # for its index
        " AND other.at BETWEEN mail.at - ?1 AND mail.at + ?1 AND other.id <> mail.id AND other.thread <> 0"
        " WHERE mail.id = ?2 AND CASE WHEN other.at > mail.at THEN other.parent IS NULL"
        " WHEN other.at < mail.at THEN mail.parent IS NULL ELSE mail.parent IS NULL OR other.parent IS NULL END"
        " AND (other.sender IN (SELECT value FROM json_each(?3)) OR EXISTS (SELECT 1 FROM party"
        " WHERE party.mail = other.id AND party.address IN (SELECT value FROM json_each(?3))))",
        (SUBJECT_SPAN, ident, json.dumps(people)),
    )
    return {thread for (thread,) in rows}


def _people(conn: sqlite3.Connection, ident: int) -> list[tuple[int, str]]:
    """Who wrote and got a mail; a list's own address is nobody."""
    rows = conn.execute(
        "SELECT id, address FROM address WHERE id = (SELECT sender FROM mail WHERE id = ?1) AND key <> ''"
        " UNION SELECT address.id, address.address FROM party JOIN address ON address.id = party.address"
        " WHERE party.mail = ?1 AND address.key <> ''",
        (ident,),
    )
    return rows.fetchall()
