"""The list of relationships: narrowed, ordered, one page at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import NamedTuple

from tui.domain.health import Parts
from tui.domain.listing import Listing, ListQuery
from tui.domain.model import Instant, Relationship
from tui.domain.rules import RuleBook
from tui.domain.today import stage_of
from tui.domain.views import Health, ListRow, ShownStage
from tui.services.cases import Open, everybody, open_at, parts_at, standing
from tui.services.rows import list_row, standing_health, trend

HIDDEN = ("dormant", "ended")
UNSCORED = {"?": 1, "–": 2}


class Candidate(NamedTuple):
    """A relationship with what narrowing and ordering need."""

    relationship: Relationship
    known: Parts
    health: Health
    stage: ShownStage


def listing(
    conn: sqlite3.Connection,
    query: ListQuery,
    now: Instant,
    book: RuleBook,
    handle: str,
    offset: int = 0,
    limit: int | None = None,
    *,
    trends: bool = True,
) -> Listing:
    """A page of the relationships that a teammate may see; without `trends` no log is read for them."""
    still = open_at(conn, now, book)
    found = candidates(conn, now, book, handle, still)
    matched = [c for c in found if matches(c, query)]
    matched.sort(key=_key(conn, query, still, now, book))
    page = matched[offset : None if limit is None else offset + limit]
    rows = tuple(_row(conn, c.relationship, still, now, book, trends=trends) for c in page)
    return Listing(rows, offset, len(matched), len(found))


def candidates(conn: sqlite3.Connection, now: Instant, book: RuleBook, handle: str, still: Open) -> list[Candidate]:
    """Everybody that there was at a moment, as far as a teammate may see them."""
    there = everybody(conn, handle, now)
    known = parts_at(conn, there, now, book)
    return [_candidate(r, known[r.id], still, now, book) for r in there]


def _candidate(relationship: Relationship, known: Parts, still: Open, now: Instant, book: RuleBook) -> Candidate:
    stage = stage_of(relationship, known.last_touch, still.anything(relationship.id), now)
    return Candidate(relationship, known, standing_health(relationship, known, now, book), stage)


def _row(
    conn: sqlite3.Connection, relationship: Relationship, still: Open, now: Instant, book: RuleBook, *, trends: bool
) -> ListRow:
    known = standing(conn, relationship, now, book)
    return list_row(conn, relationship, known, still, now, book, trends=trends)


def matches(candidate: Candidate, query: ListQuery) -> bool:
    """Whether a relationship fits a query."""
    r = candidate.relationship
    name = r.name.casefold()
    return (
        all(word.casefold() in name for word in query.words)
        and _stage_fits(candidate.stage, query.stage)
        and query.owner in (None, "all", r.owner)
        and query.tier in (None, r.tier)
        and query.kind in (None, r.kind)
        and query.grade in (None, candidate.health.grade)
        and (query.flag is None or query.flag == bool(candidate.health.flagged))
    )


def _stage_fits(stage: ShownStage, wanted: str | None) -> bool:
    if wanted is None:
        return stage not in HIDDEN
    return wanted in ("all", stage)


Key = Callable[[Candidate], tuple[object, ...]]


def _key(conn: sqlite3.Connection, query: ListQuery, still: Open, now: Instant, book: RuleBook) -> Key:
    """How to order; the name and the id settle what is equal."""

    def tie(c: Candidate) -> tuple[object, ...]:
        return c.relationship.name.casefold(), c.relationship.id

    def by_score(c: Candidate) -> tuple[object, ...]:
        return UNSCORED.get(c.health.grade, 0), c.health.score if c.health.score is not None else 0.0, *tie(c)

    def by_silence(c: Candidate) -> tuple[object, ...]:
        last = c.known.last_touch
        return last is None, last or 0, *tie(c)

    def by_waiting(c: Candidate) -> tuple[object, ...]:
        opened = [w.wait.opened for w in still.waits.get(c.relationship.id, ())]
        return not opened, min(opened, default=0), *tie(c)

    def by_trend(c: Candidate) -> tuple[object, ...]:
        return trend(conn, c.relationship, c.health, now, book) or 0.0, *tie(c)

    keys: dict[str, Key] = {"name": tie, "silence": by_silence, "waiting": by_waiting, "trend": by_trend}
    return keys.get(query.order, by_score)
