"""How many relationships stand at once, for whoever orders or narrows all of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tui.domain.health import health, weights_of
from tui.domain.model import Instant
from tui.domain.resting import Ranked, resting
from tui.domain.rules import RuleBook
from tui.services.cases import frozen_at, parts_at
from tui.store import listed, there
from tui.store.listed import Listed


def ranked(
    conn: sqlite3.Connection, found: Sequence[Listed], handle: str, now: Instant, book: RuleBook
) -> dict[int, Ranked]:
    """Score, grade and flag of relationships as of `now`, or of their ends, by id."""
    rules = book.at(now)
    weights, tiers = weights_of(rules), rules.tiers
    live = {each.id: each for each in found if each.moment == now}
    known = {
        rest.id: resting(rest.evidence, rest.last_touch, now, tiers[live[rest.id].tier].cadence, weights)
        for rest in listed.at_rest(conn, live, now)
    }
    others = there.everybody(conn, handle, now, [each.id for each in found if each.id not in known])
    parts = parts_at(conn, others, now, book)
    for each in others:
        stood = health(parts[each.id], frozen_at(each, now), each.tier, book)
        known[each.id] = Ranked(stood.score, stood.grade, bool(stood.flagged))
    return known
