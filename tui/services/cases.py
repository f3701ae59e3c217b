"""Relationships as they stand at a moment, from their derived rows where these still say so, else from the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tui.domain import moments
from tui.domain.derive import Derived, derive, parts_of
from tui.domain.health import Parts
from tui.domain.model import FollowUp, Instant, Log, Promise, Relationship, Snooze
from tui.domain.rules import RuleBook
from tui.domain.today import Case, Kindness, OpenWait
from tui.store import contact, derived, open_things


@dataclass(frozen=True)
class Open:
    """Everything open at a moment, by relationship; of all relationships, or of one."""

    waits: dict[int, list[OpenWait]]
    promises: dict[int, list[Promise]]
    follow_ups: dict[int, list[FollowUp]]
    kindnesses: dict[int, list[Kindness]]
    snoozes: dict[int, list[Snooze]]

    def anything(self, relationship: int) -> bool:
        """Whether something of either side is open in a relationship."""
        return any(relationship in things for things in (self.waits, self.promises, self.follow_ups))


def open_at(
    conn: sqlite3.Connection, now: Instant, book: RuleBook, among: Collection[int] | None = None
) -> Open:
    """All that is open at a moment, in all relationships or in some."""
    return Open(
        open_things.waits(conn, now, book.at(now).reply_phrases, among),
        open_things.promises(conn, now, among),
        open_things.follow_ups(conn, now, among),
        open_things.kindnesses(conn, now, among),
        open_things.snoozes(conn, now, among),
    )


def cases(
    conn: sqlite3.Connection, found: Collection[Relationship], now: Instant, book: RuleBook
) -> dict[int, Case]:
    """Some relationships with what is open in them, by id."""
    still = open_at(conn, now, book, {r.id for r in found})
    known = parts_at(conn, found, now, book)
    return {r.id: case(r, known[r.id], still) for r in found}


def frozen_at(relationship: Relationship, now: Instant) -> Instant:
    """The moment at which a relationship is looked at: an ended one as it stood at its end."""
    ended = relationship.ended_at
    return ended if ended is not None and ended <= now else now


def standing(conn: sqlite3.Connection, relationship: Relationship, now: Instant, book: RuleBook) -> Derived:
    """All that is derived of a relationship as of `now`, or of its end; waits only where the log had to be read."""
    moment = frozen_at(relationship, now)
    row = derived.read(conn, relationship.id)
    return row if row is not None and row.parts.until <= moment else derive(_log(conn, relationship), book, moment)


def parts_at(
    conn: sqlite3.Connection, found: Iterable[Relationship], now: Instant, book: RuleBook
) -> dict[int, Parts]:
    """What the scores of these relationships need as of `now`, or of their ends."""
    when = {r: frozen_at(r, now) for r in found}
    stored = derived.parts_of(conn, [r.id for r in when])
    known = {}
    for r, moment in when.items():
        parts = stored.get(r.id)
        if parts is None:
            parts = parts_of(_log(conn, r), moment, book)
        elif parts.until > moment:
            parts = parts_before(conn, r, moment, book)
        known[r.id] = parts
    return known


def parts_before(conn: sqlite3.Connection, relationship: Relationship, at: Instant, book: RuleBook) -> Parts:
    """What a score needs at a moment before the end of what is derived, from the waits, which hold at any."""
    log = contact.log(conn, relationship, at)
    return moments.parts_at(log, contact.waits(conn, relationship.id), (at,), book)[0]


def _log(conn: sqlite3.Connection, relationship: Relationship) -> Log:
    log = derived.read_log(conn, relationship.id)
    if log is None:
        raise LookupError(f"no relationship {relationship.id}")
    return log


def case(relationship: Relationship, known: Parts, still: Open) -> Case:
    """A relationship with what is open in it."""
    ident = relationship.id
    return Case(
        relationship,
        known,
        tuple(still.waits.get(ident, ())),
        tuple(still.promises.get(ident, ())),
        tuple(still.follow_ups.get(ident, ())),
        tuple(still.kindnesses.get(ident, ())),
        tuple(still.snoozes.get(ident, ())),
    )


def visible(found: Iterable[Relationship], handle: str) -> list[Relationship]:
    """What a teammate may see: personal relationships are their owner's alone."""
    return [r for r in found if r.kind != "personal" or r.owner == handle]


def exists(relationship: Relationship, first_at: Instant | None, now: Instant) -> bool:
    """Whether there was a relationship by then: from its first interaction or its making, the earlier."""
    return min(relationship.made_at, first_at if first_at is not None else relationship.made_at) <= now
