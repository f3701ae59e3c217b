"""Rows of the list of relationships."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tui.domain.derive import Derived, mondays
from tui.domain.health import Parts, health
from tui.domain.model import DAY, Instant, Promise, Relationship
from tui.domain.obligations import follow_up_item, is_late, promise_item
from tui.domain.openrows import open_rows
from tui.domain.rules import RuleBook
from tui.domain.today import Case, stage_of
from tui.domain.views import Health, ListRow, OpenRow, ReplyStats
from tui.services.cases import Open, case, frozen_at, parts_before
from tui.store import relationships

TREND_SPAN = 28 * DAY
TREND_FROM = 5.0


def standing_health(relationship: Relationship, known: Parts, now: Instant, book: RuleBook) -> Health:
    """Health at `now`; of an ended relationship, as it was at its end."""
    return health(known, frozen_at(relationship, now), relationship.tier, book)


def list_row(
    conn: sqlite3.Connection,
    relationship: Relationship,
    known: Derived,
    still: Open,
    now: Instant,
    book: RuleBook,
    *,
    trends: bool = True,
) -> ListRow:
    """One row; its trend takes a look at the relationship's own log."""
    moment = frozen_at(relationship, now)
    stood = health(known.parts, moment, relationship.tier, book)
    opened = case(relationship, known.parts, still)
    anything = still.anything(relationship.id)
    live = moment == now
    return ListRow(
        relationship,
        stage_of(relationship, known.parts.last_touch, anything, now),
        stood,
        trend(conn, relationship, known.parts, stood, moment, book) if trends else None,
        weeks(known, relationship, moment, book),
        reply_stats(opened, known, moment, book),
        _overdue(opened, moment, book, "f") if live else 0,
        _overdue(opened, moment, book, "p") if live else 0,
        broken(conn, relationship.id, moment),
        known.interactions,
        known.parts.last_touch,
        best(open_rows(opened, moment, book)) if live else None,
        book.at(now).tiers[relationship.tier].cadence,
        relationships.override(conn, relationship.id, now),
    )


def trend(
    conn: sqlite3.Connection,
    relationship: Relationship,
    known: Parts,
    stood: Health,
    now: Instant,
    book: RuleBook,
) -> float | None:
    """Points won or lost in 28 days, both ends by today's formula; None below 5 or without a score then."""
    if stood.score is None:
        return None
    then = now - TREND_SPAN
    parts = known if known.until <= then else parts_before(conn, relationship, then, book)
    before = health(parts, then, relationship.tier, book, by=now)
    if before.score is None or abs(stood.score - before.score) < TREND_FROM:
        return None
    return stood.score - before.score


def weeks(known: Derived, relationship: Relationship, now: Instant, book: RuleBook) -> tuple[float | None, ...]:
    """Scores at the last 12 Mondays and now, by today's formula; None where there was none."""
    stored = dict(known.mondays)
    found = []
    for monday in mondays(now, book):
        parts: Parts | None = known.parts if monday >= known.parts.until else stored.get(monday)
        stood = health(parts, monday, relationship.tier, book, by=now) if parts else None
        found.append(stood.score if stood else None)
    return (*found, health(known.parts, now, relationship.tier, book).score)


def reply_stats(opened: Case, known: Derived, now: Instant, book: RuleBook) -> ReplyStats:
    """How fast we answer, and how many wait."""
    spans = [book.at(w.wait.opened).calendar.working(w.wait.opened, now) for w in opened.waits]
    target = book.at(now).tiers[opened.relationship.tier].reply
    r = known.replies
    return ReplyStats(
        r.n,
        r.values,
        r.median,
        r.p90,
        r.wall_median,
        len(spans),
        max(spans, default=None),
        r.waived,
        r.given_up,
        target,
    )


def best(rows: Iterable[OpenRow]) -> OpenRow | None:
    """The row worth most."""
    return max((row for row in rows if row.points > 0), key=lambda row: row.points, default=None)


def broken(conn: sqlite3.Connection, relationship: int, now: Instant) -> int:
    """How many promises of ours were broken by then."""
    row = conn.execute(
        "SELECT count(*) FROM promise WHERE relationship = ? AND by_us AND state = 'broken' AND ended_at <= ?"
        " AND deleted_at IS NULL",
        (relationship, now),
    ).fetchone()
    return int(row[0])


def _overdue(opened: Case, now: Instant, book: RuleBook, letter: str) -> int:
    promises: tuple[Promise, ...] = opened.promises
    items = (
        [promise_item(p, now, book) for p in promises]
        if letter == "p"
        else [follow_up_item(f, now, book) for f in opened.follow_ups]
    )
    return sum(is_late(item, now, book) for item in items if item)
