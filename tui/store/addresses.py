"""Mail addresses: whose they are, what they stand for, and the people behind them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

from tui.domain.mailing import Ours, key_of, our_side
from tui.domain.rules import Rules
from tui.store import many
from tui.store.store import Transaction


@dataclass
class AddressBook:
    """The addresses that one transaction has met; `domain_of` gives an address's registrable domain."""

    conn: sqlite3.Connection
    rules: Rules
    domain_of: Callable[[str], str]
    known: dict[str, int] = field(default_factory=dict)

    def id_of(self, address: str, name: str = "") -> int:
        """The id of an address, noting it and its name where they are new."""
        self.note([(address, name)])
        return self.known[address]

    def note(self, people: Iterable[tuple[str, str]]) -> None:
        """Note those addresses of (address, name) that are new, and the first name of each that had none."""
        names: dict[str, str] = {}
        for address, name in people:
            names[address] = names.get(address) or name
        rows = self.conn.execute(
            "SELECT address, id, name FROM address WHERE address IN (SELECT value FROM json_each(?))",
            (json.dumps(list(names)),),
        ).fetchall()
        self.conn.executemany(
            "UPDATE address SET name = ? WHERE id = ?",
            [(names[address], ident) for address, ident, name in rows if names[address] and not name],
        )
        self.known.update((address, ident) for address, ident, _ in rows)
        self._add({address: name for address, name in names.items() if address not in self.known})

    def _add(self, names: dict[str, str]) -> None:
        (last,) = self.conn.execute("SELECT coalesce(max(id), 0) FROM address").fetchone()
        idents = dict(zip(names, count(last + 1), strict=False))
        many.insert(
            self.conn,
            "address(id, address, key, name)",
            [
                (ident, address, key_of(address, self.rules, self.domain_of), names[address])
                for address, ident in idents.items()
            ],
        )
        self.known.update(idents)


def ours(conn: sqlite3.Connection, rules: Rules, domain_of: Callable[[str], str]) -> Ours:
    """Our own addresses and what is internal because of them."""
    rows = conn.execute("SELECT address FROM address WHERE teammate IS NOT NULL")
    return our_side((address for (address,) in rows), rules, domain_of, nobodies(conn))


def belongs_to(conn: sqlite3.Connection, address: str) -> int | None:
    """The teammate whose address it is."""
    row = conn.execute("SELECT teammate FROM address WHERE address = ?", (address,)).fetchone()
    return row[0] if row else None


def give_to(tx: Transaction, book: AddressBook, address: str, teammate: int) -> None:
    """Note an address as a teammate's."""
    tx.change("address", book.id_of(address), teammate=teammate, contact=None)


def has_mail(conn: sqlite3.Connection, address_or_key: str) -> bool:
    """Whether mail from or to an address, or from or to anybody of a key, is stored."""
    row = conn.execute(
        "SELECT 1 FROM address WHERE (address = ?1 OR key = ?1) AND"
        " (EXISTS (SELECT 1 FROM mail WHERE sender = address.id)"
        " OR EXISTS (SELECT 1 FROM party WHERE party.address = address.id))",
        (address_or_key,),
    ).fetchone()
    return row is not None


def disown(conn: sqlite3.Connection, book: AddressBook, addresses: Iterable[str]) -> bool:
    """Note that these are lists' own addresses and nobody's; returns whether mail went there before."""
    stale = False
    for address in sorted(addresses):
        ident = book.id_of(address)
        changed = conn.execute("UPDATE address SET key = '', contact = NULL WHERE id = ? AND key <> ''", (ident,))
        stale = stale or (changed.rowcount > 0 and has_mail(conn, address))
    return stale


def ensure_contacts(conn: sqlite3.Connection, claims: Mapping[str, int]) -> None:
    """Make every address of some keys somebody's inside the relationship of its key; one name is one person."""
    for ident, key, address, name in _nobodys(conn, claims):
        shown = name or address.partition("@")[0]
        contact = _contact_named(conn, claims[key], shown) if name else None
        if contact is None:
            cursor = conn.execute("INSERT INTO contact(relationship, name) VALUES(?, ?)", (claims[key], shown))
            contact = int(cursor.lastrowid or 0)
        conn.execute("UPDATE address SET contact = ? WHERE id = ?", (contact, ident))
    _name_contacts(conn, claims)


def without_contact(conn: sqlite3.Connection, key: str) -> list[int]:
    """The addresses of a key that are nobody's, or only of somebody in a relationship that was deleted."""
    return [ident for ident, *_ in _nobodys(conn, [key])]


def _nobodys(conn: sqlite3.Connection, keys: Iterable[str]) -> list[tuple[int, str, str, str]]:
    return conn.execute(
        "SELECT id, key, address, name FROM address WHERE key IN (SELECT value FROM json_each(?))"
        " AND teammate IS NULL AND NOT EXISTS (SELECT 1 FROM contact"
        " JOIN relationship ON relationship.id = contact.relationship WHERE contact.id = address.contact"
        " AND relationship.deleted_at IS NULL) ORDER BY key, id",
        (json.dumps(list(keys)),),
    ).fetchall()


def _name_contacts(conn: sqlite3.Connection, claims: Mapping[str, int]) -> None:
    """Call people by their names who were called by their addresses, for want of a name."""
    rows = conn.execute(
        "SELECT address.key, contact.relationship, contact.id, address.name FROM address"
        " JOIN contact ON contact.id = address.contact"
        " WHERE address.key IN (SELECT value FROM json_each(?)) AND address.name NOT IN ('', contact.name)"
        " AND contact.name = substr(address.address, 1, instr(address.address, '@') - 1)"
        " ORDER BY address.key, address.id",
        (json.dumps(list(claims)),),
    ).fetchall()
    for key, relationship, contact, name in rows:
        if relationship == claims[key]:
            _name_contact(conn, relationship, contact, name)


def _name_contact(conn: sqlite3.Connection, relationship: int, contact: int, name: str) -> None:
    known = _contact_named(conn, relationship, name)
    if known is None:
        conn.execute("UPDATE contact SET name = ? WHERE id = ?", (name, contact))
    elif known != contact:
        conn.execute("UPDATE address SET contact = ? WHERE contact = ?", (known, contact))
        conn.execute("UPDATE interaction SET contact = ? WHERE contact = ?", (known, contact))
        conn.execute("DELETE FROM contact WHERE id = ?", (contact,))


def _contact_named(conn: sqlite3.Connection, relationship: int, name: str) -> int | None:
    row = conn.execute(
        "SELECT id FROM contact WHERE relationship = ? AND name = ? AND deleted_at IS NULL", (relationship, name)
    ).fetchone()
    return int(row[0]) if row else None


def nobodies(conn: sqlite3.Connection) -> frozenset[str]:
    """Lists' own addresses."""
    return frozenset(address for (address,) in conn.execute("SELECT address FROM address WHERE key = ''"))
