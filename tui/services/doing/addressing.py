"""Addresses given to relationships and taken from them, with the mail that follows them."""

from __future__ import annotations

import re

from tui.domain.acts import Ignored
from tui.domain.mailing import key_of
from tui.domain.problem import Problem
from tui.domain.text import clean_line
from tui.ingest.domains import domain_of
from tui.services.doing.hand import Came, Hand
from tui.services.rebuilding import rebuild
from tui.store import addresses, interactions, mails, relationships
from tui.store.addresses import AddressBook

MAIL = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+")
PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{2,40}")


def read_address(text: str) -> str:
    """A mail address in small letters or a telephone number; Problem where it is neither."""
    found = clean_line(text, 300).strip()
    if MAIL.fullmatch(found):
        return found.lower()
    if PHONE.fullmatch(found):
        return found
    raise Problem(f"{found[:60]!r} is no address.", "Write ana@example.com or +49 30 1234.", wrong_use=True)


def give(hand: Hand, relationship: int, text: str, contact: int | None = None) -> None:
    """An address for a relationship; all mail of its domain comes with it (DESIGN 3.2.10)."""
    address = read_address(text)
    book = AddressBook(hand.conn, hand.book.latest, domain_of)
    ident = book.id_of(address)
    _check_owner(hand, ident, address, relationship)
    if "@" in address:
        key = key_of(address, hand.book.latest, domain_of)
        hand.tx.change("address", ident, key=key)
        _claim(hand, relationship, key)
    if contact is not None:
        hand.tx.change("address", ident, contact=contact)
    else:
        _people(hand, relationship, ident)


def take(hand: Hand, relationship: int, text: str) -> None:
    """An address is no longer of a relationship."""
    address = read_address(text)
    row = hand.conn.execute(
        "SELECT address.id, address.key FROM address JOIN contact ON contact.id = address.contact"
        " WHERE address.address = ? AND contact.relationship = ?",
        (address, relationship),
    ).fetchone()
    if row is None:
        raise Problem(f"{address} is no address of r{relationship}.", "Nothing was changed.", wrong_use=True)
    ident, key = row
    if key not in ("", address):
        raise Problem(
            f"All of {key} belongs to this relationship.", f"kept ignore {address} takes this one out of it."
        )
    hand.tx.change("address", ident, contact=None)
    if key:
        _set_claim(hand, key, None)


def ignored(act: Ignored, hand: Hand) -> Came:
    """Mail from and to an address is nobody's from now on, and earlier mail too."""
    address = read_address(act.address)
    ident = AddressBook(hand.conn, hand.book.latest, domain_of).id_of(address)
    row = hand.tx.row("address", ident) or {}
    if row["teammate"] is not None:
        raise Problem(f"{address} is a teammate's.", "Nothing was changed.", wrong_use=True)
    owner = hand.conn.execute("SELECT relationship FROM contact WHERE id = ?", (row["contact"],)).fetchone()
    if owner:
        hand.relationship(owner[0])
    hand.tx.change("address", ident, key="", contact=None)
    rebuild(hand.tx, hand.book)
    return Came(address, owner[0] if owner else None, f"{address} ignored")


def _check_owner(hand: Hand, ident: int, address: str, relationship: int) -> None:
    ours = addresses.ours(hand.conn, hand.book.latest, domain_of)
    if address in ours:
        raise Problem(f"{address} is one of ours.", "A relationship has addresses of its own.", wrong_use=True)
    row = hand.conn.execute(
        "SELECT relationship.id, relationship.name FROM address JOIN contact ON contact.id = address.contact"
        " JOIN relationship ON relationship.id = contact.relationship"
        " WHERE address.id = ? AND relationship.id <> ?",
        (ident, relationship),
    ).fetchone()
    if row:
        raise Problem(f"{address} belongs to {row[1]} (r{row[0]}).", "Take it away there first.", wrong_use=True)


def _claim(hand: Hand, relationship: int, key: str) -> None:
    owner = relationships.claimed(hand.conn).get(key)
    if owner not in (None, relationship):
        raise Problem(f"{key} belongs to r{owner}.", "Take it away there first.", wrong_use=True)
    if owner is None:
        _set_claim(hand, key, relationship)


def _set_claim(hand: Hand, key: str, relationship: int | None) -> None:
    """Let a key belong to a relationship or to nobody, and its mail with it."""
    relationships.note_correspondence(hand.conn, key)
    (ident,) = hand.conn.execute("SELECT id FROM correspondent WHERE key = ?", (key,)).fetchone()
    hand.tx.change("correspondent", ident, relationship=relationship)
    ours = addresses.ours(hand.conn, hand.book.latest, domain_of)
    mail = mails.mail_of_key(hand.conn, key)
    hand.touched |= interactions.settle(hand.conn, mail, ours, hand.book, hand.tx.said.wall_at)
    if relationship is not None:
        for (address,) in hand.conn.execute(
            "SELECT id FROM address WHERE key = ? AND contact IS NULL AND teammate IS NULL ORDER BY id", (key,)
        ).fetchall():
            _people(hand, relationship, address)


def _people(hand: Hand, relationship: int, address: int) -> None:
    """Make an address somebody's: of whoever bears its name there, else of somebody new."""
    row = hand.tx.row("address", address) or {}
    if row["contact"] is not None:
        return
    name = row["name"] or row["address"].partition("@")[0]
    known = hand.conn.execute(
        "SELECT id FROM contact WHERE relationship = ? AND name = ? AND deleted_at IS NULL", (relationship, name)
    ).fetchone()
    contact = known[0] if known else hand.tx.insert("contact", {"relationship": relationship, "name": name})
    hand.tx.change("address", address, contact=contact)
