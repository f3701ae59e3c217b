"""What was said for a row of Today, and how its relationship stands."""

from __future__ import annotations

import sqlite3

from tui.domain.gist import passage
from tui.domain.model import Instant
from tui.domain.openrows import open_rows
from tui.domain.problem import Problem
from tui.domain.rules import RuleBook
from tui.domain.views import OpenRow, Reading
from tui.services.cases import case, frozen_at, open_at, parts_at, visible
from tui.services.rows import standing_health, trend
from tui.store import relationships, timeline


def reading(conn: sqlite3.Connection, row: OpenRow, handle: str, now: Instant, book: RuleBook) -> Reading:
    """The strip of a row that is about a relationship; raises Problem where `handle` cannot see that any more."""
    relationship = relationships.get(conn, row.relationship)
    if relationship is None or not visible([relationship], handle):
        raise Problem(f"{row.who} is not there any more.", "ctrl+l reads the page again.")
    known = parts_at(conn, [relationship], now, book)[relationship.id]
    opened = case(relationship, known, open_at(conn, now, book, [relationship.id]))
    stood = standing_health(relationship, known, now, book)
    said = _said(conn, row, now)
    also = tuple(r for r in open_rows(opened, now, book) if r.id != row.id and r.kind != "thanks")
    moment = frozen_at(relationship, now)
    return Reading(
        row.id,
        said.author if said else row.by or "",
        said.at if said else row.opened,
        said.subject if said else row.what,
        passage(said.text, book.at(now).reply_phrases) if said and said.text else None,
        trend(conn, relationship, known, stood, moment, book),
        also,
        stood,
        relationship.tier,
        relationship.kind,
    )


def _said(conn: sqlite3.Connection, row: OpenRow, now: Instant) -> timeline.Said | None:
    if row.kind in ("wait", "thanks"):
        return timeline.said(conn, int(row.id[1:]))
    if row.kind == "silence":
        last = timeline.newest(conn, row.relationship, now)
        return timeline.said(conn, last) if last is not None else None
    return None
