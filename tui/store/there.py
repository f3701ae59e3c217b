"""The relationships that there were at a moment, as far as a teammate may see them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping

from tui.domain.model import DAY, Instant, Relationship, Tier
from tui.domain.today import DORMANT, Silent
from tui.store.relationships import COLUMNS, FROM, as_relationship

# one is there from its first interaction or its making, the earlier; a personal one is its owner's alone
SEEN = (
    "relationship.deleted_at IS NULL AND (kind <> 'personal'"
    " OR relationship.owner = (SELECT id FROM teammate WHERE handle = :handle)) AND (made_at <= :now"
    " OR (SELECT first_at FROM health WHERE health.relationship = relationship.id) <= :now)"
)
OWNERS = "SELECT id FROM teammate WHERE handle IN (SELECT value FROM json_each(:whose))"
# what is derived says nothing of a moment before its log's end
LAST = (
    "CASE WHEN until <= :now THEN last_touch ELSE (SELECT max(at) FROM interaction"
    " WHERE interaction.relationship = relationship.id AND at <= :now AND countable AND NOT missed"
    " AND interaction.deleted_at IS NULL) END"
)
CADENCE = "CASE tier WHEN 'a' THEN :a WHEN 'b' THEN :b ELSE :c END"
SNOOZED = (
    "(SELECT until > :now AND at > last FROM snooze WHERE snooze.relationship = relationship.id"
    " AND item = 'r' || relationship.id AND at <= :now AND snooze.deleted_at IS NULL"
    " ORDER BY at DESC, snooze.id DESC LIMIT 1)"
)
SILENT = f"""
SELECT relationship.id, tier, {LAST} AS last, (stage = 'active' OR ended_at > :now) AND :now - {LAST} >= :dormant
FROM relationship LEFT JOIN health INDEXED BY health_touch ON health.relationship = relationship.id
WHERE {SEEN} AND (ended_at IS NULL OR ended_at > :now) AND last < :now - {CADENCE} AND NOT ifnull({SNOOZED}, 0)
"""


def everybody(
    conn: sqlite3.Connection, handle: str, now: Instant, among: Collection[int] | None = None
) -> list[Relationship]:
    """All of them, or those of some, in order of id."""
    some = "" if among is None else " AND relationship.id IN (SELECT value FROM json_each(:among))"
    rows = conn.execute(
        f"SELECT {COLUMNS} FROM {FROM} WHERE {SEEN}{some} ORDER BY relationship.id",
        {"handle": handle, "now": now, "among": json.dumps(sorted(among or ()))},
    )
    return [as_relationship(row) for row in rows]


def count(conn: sqlite3.Connection, handle: str, now: Instant) -> int:
    """How many they are."""
    query = f"SELECT count(*) FROM relationship INDEXED BY relationship_there WHERE {SEEN}"
    row = conn.execute(query, {"handle": handle, "now": now}).fetchone()
    return int(row[0])


def silent(
    conn: sqlite3.Connection,
    handle: str,
    whose: Collection[str] | None,
    cadences: Mapping[Tier, int],
    now: Instant,
) -> list[Silent]:
    """Those past the cadence of their tier, in days, that are neither over nor snoozed, in no order.

    They are those that one of `whose` owns, or all of them.
    """
    named = {"handle": handle, "now": now, "dormant": DORMANT, "whose": json.dumps(sorted(whose or ()))}
    own = "" if whose is None else f" AND relationship.owner IN ({OWNERS})"
    rows = conn.execute(SILENT + own, named | {tier: days * DAY for tier, days in cadences.items()})
    return [Silent(ident, tier, last, bool(asleep)) for ident, tier, last, asleep in rows]
