"""Mail as rows: what is stored of each, whose it is, and who replies to it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tui.domain.mailing import Mail, subject_key
from tui.store import many
from tui.store.addresses import AddressBook


class Known(NamedTuple):
    """A mail that is stored already."""

    ident: int
    with_text: bool
    taken_back: bool = False


def known(conn: sqlite3.Connection, message_ids: Iterable[str]) -> dict[str, Known]:
    """Those of some messages that are stored, by message id."""
    rows = conn.execute(
        "SELECT message_id, id, text IS NOT NULL, deleted_at IS NOT NULL FROM mail"
        " WHERE message_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(message_ids)),),
    )
    return {message_id: Known(ident, bool(text), bool(back)) for message_id, ident, text, back in rows}


def newest(conn: sqlite3.Connection) -> int:
    """The id of the mail that came last, 0 without any."""
    return int(conn.execute("SELECT coalesce(max(id), 0) FROM mail").fetchone()[0])


def revive(conn: sqlite3.Connection, coming: Mapping[int, Mail], batch: int) -> None:
    """Mail by its ids whose import was taken back comes again with its text, each in a thread of its own yet."""
    conn.executemany(
        "UPDATE mail SET deleted_at = NULL, thread = id, text = ?, batch = ? WHERE id = ?",
        [(mail.text, batch, ident) for ident, mail in coming.items()],
    )


def follow_batches(conn: sqlite3.Connection) -> None:
    """Let mail, and what an import gave up by itself, be deleted where its import was taken back, else not."""
    for table in ("mail", "ending"):
        conn.execute(
            f"UPDATE {table} SET deleted_at = (SELECT deleted_at FROM batch WHERE batch.id = {table}.batch)"
            " WHERE batch IS NOT NULL"
        )


def keep_texts(conn: sqlite3.Connection, texts: Mapping[int, str]) -> None:
    """The texts of mail that belongs to somebody now, by its ids."""
    conn.executemany("UPDATE mail SET text = ? WHERE id = ?", [(text, ident) for ident, text in texts.items()])


def forget_texts(conn: sqlite3.Connection) -> None:
    """Forget the texts of mail that belongs to nobody any more."""
    conn.execute(
        "UPDATE mail SET text = NULL WHERE text IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM interaction WHERE interaction.mail = mail.id AND interaction.deleted_at IS NULL)"
    )


def add(conn: sqlite3.Connection, coming: Mapping[int, Mail], batch: int, book: AddressBook) -> None:
    """New mail under its ids to be, with its parties, each in a thread of its own yet."""
    book.note(person for mail in coming.values() for person in (mail.sender, *mail.to, *mail.cc))
    many.insert(
        conn,
        "mail(id, thread, message_id, at, sender, subject, subject_key, refers_to, parent, automatic, list_mail,"
        " to_count, asks, names_us, greets_other, text, batch)",
        [_row(ident, mail, book.known[mail.sender[0]], batch) for ident, mail in coming.items()],
    )
    conn.executemany(
        "INSERT INTO party(mail, field, address) VALUES(?, ?, ?)",
        [row for ident, mail in coming.items() for row in _parties(ident, mail, book.known)],
    )


def children(conn: sqlite3.Connection, message_ids: Iterable[str]) -> set[int]:
    """The mail that replies to some messages."""
    rows = conn.execute(
        "SELECT id FROM mail WHERE parent IN (SELECT value FROM json_each(?))", (json.dumps(list(message_ids)),)
    )
    return {ident for (ident,) in rows}


def mail_of_key(conn: sqlite3.Connection, key: str) -> list[int]:
    """All mail from or to the addresses that a key stands for."""
    rows = conn.execute(
        "SELECT mail.id FROM address JOIN mail ON mail.sender = address.id WHERE address.key = ?1"
        " UNION SELECT party.mail FROM address JOIN party ON party.address = address.id WHERE address.key = ?1",
        (key,),
    )
    return [ident for (ident,) in rows]


def _row(ident: int, mail: Mail, sender: int, batch: int) -> tuple[object, ...]:
    return (
        ident,
        ident,
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
    )


def _parties(ident: int, mail: Mail, known: Mapping[str, int]) -> Iterator[tuple[int, str, int]]:
    """To and Cc in the order in which the table keeps them, each address once a field."""
    for field, people in (("cc", mail.cc), ("to", mail.to)):
        for address in sorted({known[address] for address, _ in people}):
            yield ident, field, address
