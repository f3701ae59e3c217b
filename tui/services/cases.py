"""Relationships as they stand at a moment, from their derived rows where these still say so, else from the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from tui.domain.derive import Derived, derive
from tui.domain.model import FollowUp, Instant, Promise, Relationship
from tui.domain.rules import RuleBook
from tui.domain.today import Case, Kindness, OpenWait
from tui.store import derived, open_things


@dataclass(frozen=True)
class Open:
    """Everything open at a moment, by relationship; of all relationships, or of one."""

    waits: dict[int, list[OpenWait]]
    promises: dict[int, list[Promise]]
    follow_ups: dict[int, list[FollowUp]]
    kindnesses: dict[int, list[Kindness]]

    def anything(self, relationship: int) -> bool:
        """Whether something of either side is open in a relationship."""
        return any(relationship in things for things in (self.waits, self.promises, self.follow_ups))

    def relationships(self) -> set[int]:
        """Every relationship in which something is open or worth a word."""
        return {*self.waits, *self.promises, *self.follow_ups, *self.kindnesses}


def open_at(conn: sqlite3.Connection, now: Instant, book: RuleBook, one: int | None = None) -> Open:
    """All that is open at a moment."""
    return Open(
        open_things.waits(conn, now, book.at(now).reply_phrases, one),
        open_things.promises(conn, now, one),
        open_things.follow_ups(conn, now, one),
        open_things.kindnesses(conn, now, one),
    )


def frozen_at(relationship: Relationship, now: Instant) -> Instant:
    """The moment at which a relationship is looked at: an ended one as it stood at its end."""
    ended = relationship.ended_at
    return ended if ended is not None and ended <= now else now


def standing(conn: sqlite3.Connection, relationship: int, now: Instant, book: RuleBook) -> Derived:
    """What is derived of a relationship as of `now`; the waits come only where the log had to be read."""
    row = derived.read(conn, relationship)
    if row is not None and row.parts.until <= now:
        return row
    log = derived.read_log(conn, relationship)
    if log is None:
        raise LookupError(f"no relationship {relationship}")
    return derive(log, book, now)


def case(relationship: Relationship, now_derived: Derived, still: Open) -> Case:
    """A relationship with what is open in it."""
    ident = relationship.id
    return Case(
        relationship,
        now_derived.parts,
        tuple(still.waits.get(ident, ())),
        tuple(still.promises.get(ident, ())),
        tuple(still.follow_ups.get(ident, ())),
        tuple(still.kindnesses.get(ident, ())),
    )


def visible(found: Iterable[Relationship], handle: str) -> list[Relationship]:
    """What a teammate may see: personal relationships are their owner's alone."""
    return [r for r in found if r.kind != "personal" or r.owner == handle]


def exists(relationship: Relationship, first_at: Instant | None, now: Instant) -> bool:
    """Whether there was a relationship by then: from its first interaction or its making, the earlier."""
    return min(relationship.made_at, first_at if first_at is not None else relationship.made_at) <= now
