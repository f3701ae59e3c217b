"""Addresses given to relationships and taken from them, with the mail that follows them."""

from __future__ import annotations

import re

from tui.domain.acts import Ignored
from tui.domain.mailing import key_of
from tui.domain.model import Relationship
from tui.domain.problem import Problem
from tui.domain.text import clean_line
from tui.ingest.domains import domain_of
from tui.services.cases import visible
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
    ident = AddressBook(hand.conn, hand.book.latest, domain_of).id_of(address)
    _check_owner(hand, ident, address, relationship)
    key = key_of(address, hand.book.latest, domain_of)
    was_nobodys = (hand.tx.row("address", ident) or {})["key"] != key
    hand.tx.change("address", ident, key=key)
    if contact is not None:
        hand.tx.change("address", ident, contact=contact)
    if "@" in address:
        _claim(hand, relationship, key)
    _people(hand, relationship, ident)
    if was_nobodys:
        rebuild(hand.tx, hand.book)  # it had been left out of threads too
    else:
        _mail_follows(hand, key)


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
    if "@" in address:
        _set_claim(hand, key, None)
        _mail_follows(hand, key)


def ignored(act: Ignored, hand: Hand) -> Came:
    """Mail from and to an address is nobody's from now on, and earlier mail too."""
    address = read_address(act.address)
    ident = AddressBook(hand.conn, hand.book.latest, domain_of).id_of(address)
    row = hand.tx.row("address", ident) or {}
    if row["teammate"] is not None:
        raise Problem(f"{address} is a teammate's.", "Nothing was changed.", wrong_use=True)
    owner = _holder(hand, ident)
    if owner is not None:
        _check_seen(hand, address, owner)
        hand.relationship(owner)
    hand.tx.change("address", ident, key="", contact=None)
    rebuild(hand.tx, hand.book)
    return Came(address, owner, f"{address} ignored")


def _check_owner(hand: Hand, ident: int, address: str, relationship: int) -> None:
    ours = addresses.ours(hand.conn, hand.book.latest, domain_of)
    if address in ours:
        raise Problem(f"{address} is one of ours.", "A relationship has addresses of its own.", wrong_use=True)
    holder = _holder(hand, ident)
    if holder is not None and holder != relationship:
        raise _taken(hand, address, holder)


def _holder(hand: Hand, address: int) -> int | None:
    """The relationship that an address is of: its person's, else the one to which its key belongs."""
    row = hand.conn.execute(
        "SELECT coalesce(relationship.id, correspondent.relationship) FROM address"
        " LEFT JOIN contact ON contact.id = address.contact"
        " LEFT JOIN relationship ON relationship.id = contact.relationship AND relationship.deleted_at IS NULL"
        " LEFT JOIN correspondent ON correspondent.key = address.key WHERE address.id = ?",
        (address,),
    ).fetchone()
    return row[0] if row else None


def _check_seen(hand: Hand, what: str, relationship: int) -> Relationship:
    """The relationship that has an address, where this teammate may see it."""
    found = relationships.get(hand.conn, relationship)
    if found is None or not visible([found], hand.me.handle):
        raise Problem(f"{what} belongs to somebody else's relationship.", "Nothing was changed.", wrong_use=True)
    return found


def _taken(hand: Hand, what: str, relationship: int) -> Problem:
    found = _check_seen(hand, what, relationship)
    return Problem(f"{what} belongs to {found.name} (r{found.id}).", "Take it away there first.", wrong_use=True)


def _claim(hand: Hand, relationship: int, key: str) -> None:
    owner = relationships.claimed(hand.conn, [key]).get(key)
    if owner is None:
        _set_claim(hand, key, relationship)
    elif owner != relationship:
        raise _taken(hand, key, owner)


def _set_claim(hand: Hand, key: str, relationship: int | None) -> None:
    """Let a key belong to a relationship or to nobody, and its people with it."""
    relationships.note_correspondence(hand.conn, key)
    (ident,) = hand.conn.execute("SELECT id FROM correspondent WHERE key = ?", (key,)).fetchone()
    hand.tx.change("correspondent", ident, relationship=relationship)
    if relationship is not None:
        for address in addresses.without_contact(hand.conn, key):
            _people(hand, relationship, address)


def _mail_follows(hand: Hand, key: str) -> None:
    """Let the mail of a key be whose the key and its people are now."""
    ours = addresses.ours(hand.conn, hand.book.latest, domain_of)
    mail = mails.mail_of_key(hand.conn, key)
    hand.touched |= interactions.settle(hand.conn, mail, ours, hand.book, hand.tx.said.wall_at)


def _people(hand: Hand, relationship: int, address: int) -> None:
    """Make an address somebody's: of whoever bears its name there, else of somebody new."""
    row = hand.tx.row("address", address) or {}
    of = hand.conn.execute("SELECT relationship FROM contact WHERE id = ?", (row["contact"],)).fetchone()
    if of == (relationship,):
        return
    name = row["name"] or row["address"].partition("@")[0]
    known = hand.conn.execute(
        "SELECT id FROM contact WHERE relationship = ? AND name = ? AND deleted_at IS NULL", (relationship, name)
    ).fetchone()
    contact = known[0] if known else hand.tx.insert("contact", {"relationship": relationship, "name": name})
    hand.tx.change("address", address, contact=contact)
