"""What a teammate who leaves owns that is still open, and its handing over."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from tui.domain.model import Teammate
from tui.store import acts, derived, journal, practice, teammates
from tui.store.store import Transaction

NOT_THEIR_OWN = "ifnull(NOT (relationship.kind = 'personal' AND relationship.owner = :id), 1)"
OWNED = f"SELECT id, id, NULL FROM relationship WHERE owner = :id AND deleted_at IS NULL AND {NOT_THEIR_OWN}"
# the heir of what stands in somebody else's personal relationship is its owner: nobody else may see it
OPEN = (
    "SELECT {0}.id, relationship.id, CASE relationship.kind WHEN 'personal' THEN teammate.handle END FROM {0}"
    " LEFT JOIN relationship ON relationship.id = {0}.relationship"
    " LEFT JOIN teammate ON teammate.id = relationship.owner"
    " WHERE {1} = :handle AND state = 'open' AND {0}.deleted_at IS NULL AND relationship.deleted_at IS NULL"
    f" AND {NOT_THEIR_OWN}"
)
PROMISED = OPEN.format("promise", "by_us AND author")
DECIDED = OPEN.format("follow_up", "follow_up.owner")
LOOKED_AFTER = "SELECT id, NULL, NULL FROM process WHERE owner = :handle AND deleted_at IS NULL"
PERSONAL = "SELECT count(*) FROM relationship WHERE owner = ? AND kind = 'personal' AND deleted_at IS NULL"

Row = tuple[int, int | None, str | None]


class Left(NamedTuple):
    """What somebody leaves: rows with their relationships and the heir where it can be one only.

    `personal` is how many relationships of theirs nobody else may see.
    """

    relationships: list[Row]
    promises: list[Row]
    follow_ups: list[Row]
    processes: list[Row]
    personal: int

    @property
    def said(self) -> str:
        """"2 relationships, 1 open promise", "" for nothing that could be handed over."""
        nouns = ("relationship", "open promise", "open follow-up", "process")
        counted = [(len(rows), noun) for rows, noun in zip(self[:4], nouns, strict=True) if rows]
        return ", ".join(f"{many} {noun if many == 1 else _plural(noun)}" for many, noun in counted)


def left_by(conn: sqlite3.Connection, mate: Teammate) -> Left:
    """What somebody owns that would be nobody's without them."""
    who = {"id": mate.id, "handle": mate.handle}
    owned, promised, decided, after = (
        conn.execute(sql, who).fetchall() for sql in (OWNED, PROMISED, DECIDED, LOOKED_AFTER)
    )
    return Left(owned, promised, decided, after, conn.execute(PERSONAL, (mate.id,)).fetchone()[0])


def hand_over(tx: Transaction, left: Left, mate: Teammate, to: Teammate) -> None:
    """Give what somebody leaves to a teammate, say so in its history, and derive what follows from it."""
    for ident, *_ in left.relationships:
        tx.change("relationship", ident, owner=to.id)
        _note(tx, f"r{ident}", ident, "", mate, to.handle)
    for ident, relationship, heir in left.promises:
        tx.change("promise", ident, author=heir or to.handle)
        _note(tx, f"p{ident}", relationship, "promise ", mate, heir or to.handle)
    for ident, relationship, heir in left.follow_ups:
        tx.change("follow_up", ident, owner=heir or to.handle)
        _note(tx, f"f{ident}", relationship, "follow-up ", mate, heir or to.handle)
    for ident, *_ in left.processes:
        tx.change("process", ident, owner=to.handle)
        _note(tx, f"a{ident}", None, "", mate, to.handle)
    book = teammates.rule_book(tx.conn)
    rows = (*left.relationships, *left.promises, *left.follow_ups)
    derived.derive_all(tx.conn, {relationship for _, relationship, _ in rows if relationship}, book)
    practice.derive(tx.conn, book)


def _note(tx: Transaction, item: str, relationship: int | None, noun: str, mate: Teammate, heir: str) -> None:
    said = f"{noun}handed over from {mate.handle} to {heir}"
    acts.note(tx, journal.HANDED, item, relationship, said)


def _plural(noun: str) -> str:
    return f"{noun}es" if noun.endswith("s") else f"{noun}s"
