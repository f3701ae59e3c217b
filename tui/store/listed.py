"""Relationships with the little that narrowing and ordering a list of them needs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping
from typing import NamedTuple

from tui.domain.listing import ListQuery
from tui.domain.model import Instant, Kind, Tier
from tui.domain.today import DORMANT
from tui.domain.views import ShownStage
from tui.store import open_things
from tui.store.there import OWNERS, SEEN

# an ended one is looked at as it was at its end
MOMENT = "ifnull(min(ended_at, :now), :now)"
LAST = (
    f"CASE WHEN until <= {MOMENT} THEN last_touch ELSE (SELECT max(at) FROM interaction"
    f" WHERE interaction.relationship = relationship.id AND at <= {MOMENT} AND countable AND NOT missed"
    " AND interaction.deleted_at IS NULL) END"
)
LISTED = f"""
SELECT relationship.id, name, kind, tier, {MOMENT}, {LAST} AS last,
CASE WHEN stage <> 'active' AND ifnull(ended_at <= :now, 1) THEN stage
    WHEN :now - ifnull({LAST}, made_at) >= :dormant
        AND relationship.id NOT IN (SELECT value FROM json_each(:busy)) THEN 'dormant'
    ELSE 'active' END AS shown
FROM relationship LEFT JOIN health INDEXED BY health_touch ON health.relationship = relationship.id
WHERE {SEEN}
"""


class Listed(NamedTuple):
    """A relationship in a list: `moment` is when it is looked at, `last` the last touch up to then."""

    id: int
    name: str
    kind: Kind
    tier: Tier
    moment: Instant
    last: Instant | None
    stage: ShownStage


def those(conn: sqlite3.Connection, query: ListQuery, handle: str, now: Instant) -> list[Listed]:
    """Everybody whom a teammate may see with the owner, tier, kind and stage of a query, in no order."""
    narrow, named = "", {"tier": query.tier, "kind": query.kind, "stage": query.stage}
    if query.owner not in (None, "all"):
        narrow += f" AND relationship.owner IN ({OWNERS})"
        named["whose"] = json.dumps([query.owner])
    narrow += " AND tier = :tier" if query.tier is not None else ""
    narrow += " AND kind = :kind" if query.kind is not None else ""
    if query.stage is None:
        narrow += " AND shown NOT IN ('dormant', 'ended')"
    elif query.stage != "all":
        narrow += " AND shown = :stage"
    return _listed(conn, narrow, {**named, "busy": json.dumps(sorted(open_things.busy(conn, now)))}, handle, now)


def some(conn: sqlite3.Connection, idents: Collection[int], handle: str, now: Instant) -> dict[int, Listed]:
    """Those of some relationships whom a teammate may see, by id."""
    busy = open_things.busy(conn, now, idents)
    named = {"among": json.dumps(sorted(idents)), "busy": json.dumps(sorted(busy))}
    narrow = " AND relationship.id IN (SELECT value FROM json_each(:among))"
    return {each.id: each for each in _listed(conn, narrow, named, handle, now)}


def _listed(
    conn: sqlite3.Connection, narrow: str, named: Mapping[str, str | None], handle: str, now: Instant
) -> list[Listed]:
    rows = conn.execute(LISTED + narrow, {**named, "handle": handle, "now": now, "dormant": DORMANT})
    return list(map(Listed._make, rows))


class Rest(NamedTuple):
    """What is derived of a relationship in which nothing is open: S, N and how many ended, by measure."""

    id: int
    evidence: list[tuple[float, float, int]]
    last_touch: Instant | None


def at_rest(conn: sqlite3.Connection, idents: Collection[int], now: Instant) -> list[Rest]:
    """Those of some relationships in which nothing is open and to which no gesture was made."""
    rows = conn.execute(
        "SELECT relationship, parts FROM health WHERE until <= ?"
        " AND relationship IN (SELECT value FROM json_each(?))",
        (now, json.dumps(sorted(idents))),
    ).fetchall()
    # one text of all of them is read in a third of the time
    plain = json.loads(f"[{','.join(parts for _, parts in rows)}]")
    return [
        Rest(ident, [(s, n, count) for s, n, _, count in evidence], last)
        for (ident, _), (evidence, still, last, gestures) in zip(rows, plain, strict=True)
        if not still and not gestures
    ]
