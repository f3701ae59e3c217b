"""Rows of the list with replies and interactions counted from a moment on."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from tui.domain.derive import replies
from tui.domain.listing import Listing
from tui.domain.model import Instant, Wait
from tui.domain.rules import RuleBook
from tui.domain.views import ListRow
from tui.domain.waits import as_of
from tui.services.cases import frozen_at
from tui.store import derived, timeline


def narrowed(conn: sqlite3.Connection, found: Listing, since: Instant, now: Instant, book: RuleBook) -> Listing:
    """The same page, its rows counting what began at `since` or later."""
    return replace(found, rows=tuple(_row(conn, row, since, now, book) for row in found.rows))


def _row(conn: sqlite3.Connection, row: ListRow, since: Instant, now: Instant, book: RuleBook) -> ListRow:
    """A wait belongs to the moment at which it opened."""
    ident, moment = row.relationship.id, frozen_at(row.relationship, now)
    later = [wait for wait in derived.waits(conn, ident) if wait.opened >= since]
    told = replies(later, moment, book)
    still = [wait for wait in later if _is_open(wait, moment)]
    spans = [book.at(wait.opened).calendar.working(wait.opened, moment) for wait in still]
    stats = replace(
        row.reply,
        n=told.n,
        values=told.values,
        median=told.median,
        p90=told.p90,
        wall_median=told.wall_median,
        waiting=len(still),
        oldest=max(spans, default=None),
        waived=told.waived,
        given_up=told.given_up,
    )
    before = timeline.total(conn, ident, min(since - 1, moment))
    return replace(row, reply=stats, interactions=row.interactions - before)


def _is_open(wait: Wait, now: Instant) -> bool:
    stood = as_of(wait, now)
    return stood is not None and not wait.measured and stood.state == "open"
