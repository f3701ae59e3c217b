"""The list of relationships: narrowed, ordered, one page at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping

from tui.domain.listing import Listing, ListQuery
from tui.domain.model import Instant, Relationship
from tui.domain.resting import Ranked
from tui.domain.rules import RuleBook
from tui.domain.views import ListRow
from tui.services.cases import Open, frozen_at, open_at, parts_at, standing
from tui.services.ranking import ranked
from tui.services.rows import list_row, standing_health, trend
from tui.store import listed, open_things, there
from tui.store.listed import Listed

UNSCORED = {"?": 1, "–": 2}


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
    """A page of the relationships that a teammate may see; without `trends` none is computed for them."""
    matched = [each for each in listed.those(conn, query, handle, now) if _named(each, query.words)]
    known: Mapping[int, Ranked] = {}
    if query.grade is not None or query.flag is not None or query.order == "score":
        known = ranked(conn, matched, handle, now, book)
        matched = [each for each in matched if _fits(known[each.id], query)]
    matched.sort(key=_key(conn, query, matched, known, handle, now, book))
    page = [each.id for each in matched[offset : None if limit is None else offset + limit]]
    found = {r.id: r for r in there.everybody(conn, handle, now, page)}
    still = open_at(conn, now, book, page)
    rows = tuple(_row(conn, found[ident], still, now, book, trends=trends) for ident in page)
    return Listing(rows, offset, len(matched), there.count(conn, handle, now))


def _row(
    conn: sqlite3.Connection, relationship: Relationship, still: Open, now: Instant, book: RuleBook, *, trends: bool
) -> ListRow:
    known = standing(conn, relationship, now, book)
    return list_row(conn, relationship, known, still, now, book, trends=trends)


def _named(each: Listed, words: Iterable[str]) -> bool:
    name = each.name.casefold()
    return all(word.casefold() in name for word in words)


def _fits(known: Ranked, query: ListQuery) -> bool:
    return query.grade in (None, known.grade) and query.flag in (None, known.flagged)


Key = Callable[[Listed], tuple[object, ...]]


def _key(
    conn: sqlite3.Connection,
    query: ListQuery,
    matched: Iterable[Listed],
    known: Mapping[int, Ranked],
    handle: str,
    now: Instant,
    book: RuleBook,
) -> Key:
    """How to order; the name and the id settle what is equal."""

    def tie(each: Listed) -> tuple[object, ...]:
        return each.name.casefold(), each.id

    def by_score(each: Listed) -> tuple[object, ...]:
        stood = known[each.id]
        return UNSCORED.get(stood.grade, 0), stood.score if stood.score is not None else 0.0, *tie(each)

    def by_silence(each: Listed) -> tuple[object, ...]:
        return each.last is None, each.last or 0, *tie(each)

    if query.order == "waiting":
        since = open_things.waiting_since(conn, now)
        return lambda each: (each.id not in since, since.get(each.id, 0), *tie(each))
    if query.order == "trend":
        trends = _trends(conn, there.everybody(conn, handle, now, [each.id for each in matched]), now, book)
        return lambda each: (trends.get(each.id) or 0.0, *tie(each))
    keys: dict[str, Key] = {"name": tie, "silence": by_silence}
    return keys.get(query.order, by_score)


def _trends(
    conn: sqlite3.Connection, found: Iterable[Relationship], now: Instant, book: RuleBook
) -> dict[int, float | None]:
    """How much the scores of some changed lately, by id."""
    those = list(found)
    known = parts_at(conn, those, now, book)
    trends = {}
    for r in those:
        stood = standing_health(r, known[r.id], now, book)
        trends[r.id] = trend(conn, r, known[r.id], stood, frozen_at(r, now), book)
    return trends
