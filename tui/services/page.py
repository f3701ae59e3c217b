"""One relationship's page: why its score is what it is, what would heal it, what is open, what happened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tui.domain.derive import derive, items_of
from tui.domain.health import sums
from tui.domain.ledger import ledger
from tui.domain.model import MEASURES, Direction, FollowUp, Instant, Log, Promise, Wait
from tui.domain.obligations import follow_up_as_of, promise_as_of
from tui.domain.openrows import open_rows, silence_row
from tui.domain.problem import Problem
from tui.domain.rules import RuleBook
from tui.domain.views import AgreementView, OpenRow, RelationshipView, TermView, TimelineEntry, WaitView
from tui.domain.waits import as_of
from tui.services.cases import case, exists, frozen_at, open_at, visible
from tui.services.rows import list_row
from tui.store import agreements, derived, relationships, timeline

WORTH_SAYING = 0.05


def page(
    conn: sqlite3.Connection, ident: int, now: Instant, book: RuleBook, handle: str, entries: int | None
) -> RelationshipView:
    """Everything about one relationship at `now`, with at most `entries` of its timeline, newest first.

    Raises Problem where there is none, or it is somebody else's personal one.
    """
    log = derived.read_log(conn, ident)
    first = min((touch.at for touch in log.touches), default=None) if log else None
    if log is None or not visible([log.relationship], handle) or not exists(log.relationship, first, now):
        raise Problem(f"There is no relationship r{ident}.", "kept list --stage all shows them.", wrong_use=True)
    moment = frozen_at(log.relationship, now)
    known = derive(log, book, moment)
    still = open_at(conn, now, book, [ident])
    opened = case(log.relationship, known.parts, still)
    items = items_of(log, known.waits, moment, book)
    row = list_row(conn, log.relationship, known, still, now, book)
    rows = open_rows(opened, moment, book)
    silent = silence_row(opened, moment, book)
    stood = sums(known.parts, moment, log.relationship.tier, book)
    told = timeline.entries(conn, ident, now, entries)
    promises = tuple(p for each in log.promises if (p := promise_as_of(each, now)))
    return RelationshipView(
        row,
        now,
        dict(zip(MEASURES, (q * d for q, d in zip(stood.quality, stood.debt, strict=True)), strict=True)),
        ledger(items, known.parts, moment, log.relationship.tier, book) if row.health.score is not None else (),
        _heals([*rows, *([silent] if silent else [])]) if moment == now else (),
        tuple(row for row in rows if row.kind != "thanks"),
        tuple(_wait_views(known.waits, log, now, book)),
        promises,
        tuple(f for each in log.follow_ups if (f := follow_up_as_of(each, now))),
        tuple(relationships.contacts(conn, ident, now)),
        _timeline(told, log, known.waits, now, book, entries),
        timeline.total(conn, ident, now) + sum(1 for _ in _ended(log, now)),
        _agreements(conn, ident, promises, now, book),
    )


def _agreements(
    conn: sqlite3.Connection, ident: int, promises: Iterable[Promise], now: Instant, book: RuleBook
) -> tuple[AgreementView, ...]:
    """What was agreed, newest first, with the promises of its terms as they stand and what it did not cover."""
    made = {promise.id: promise for promise in promises}
    carried = {
        term: tuple(made[number] for number in numbers if number in made)
        for term, numbers in agreements.promises_of(conn, ident).items()
    }
    phrases = book.at(now).reply_phrases
    besides = [timeline.marked(entry, None, None, phrases) for entry in timeline.outside(conn, ident, now)]
    return tuple(
        AgreementView(
            agreed,
            tuple(TermView(term, carried.get(term.id, ())) for term in agreed.terms),
            tuple(entry for entry in besides if entry.agreement == agreed.id),
        )
        for agreed in agreements.of(conn, ident)
    )


def _heals(rows: Iterable[OpenRow]) -> tuple[OpenRow, ...]:
    worth = [row for row in rows if row.points >= WORTH_SAYING]
    return tuple(sorted(worth, key=lambda row: (-row.points, row.id)))


def _wait_views(found: Iterable[Wait], log: Log, now: Instant, book: RuleBook) -> Iterable[WaitView]:
    instants = {touch.id: touch.at for touch in log.touches}
    for wait in found:
        stood = as_of(wait, now)
        if stood:
            pings = tuple(ping for ping in stood.pings if instants[ping] <= now)
            stood = stood._replace(pings=pings, last_ping=instants[pings[-1]] if pings else None)
            end = stood.ended if stood.ended is not None else now
            working = book.at(stood.opened).calendar.working(stood.opened, end)
            yield WaitView(f"w{stood.opener}", stood, working, end - stood.opened)


def _timeline(
    told: list[TimelineEntry],
    log: Log,
    found: Iterable[Wait],
    now: Instant,
    book: RuleBook,
    most: int | None,
) -> tuple[TimelineEntry, ...]:
    """The log with its waits marked, promises and follow-ups put in where they ended; newest first."""
    opened: dict[int, Wait] = {}
    answers: dict[int, Wait] = {}
    for wait in (as_of(w, now) for w in found):
        if wait:
            opened[wait.opener] = wait
            if wait.state == "answered" and wait.answer is not None:
                answers[wait.answer] = wait
    phrases = book.at(now).reply_phrases
    oldest = told[-1].at if told and len(told) == most else None
    ended = [e for e in _ended(log, now) if oldest is None or e.at >= oldest]
    marked = [timeline.marked(e, opened.get(e.id), _late(answers.get(e.id), log, book), phrases) for e in told]
    return tuple(sorted([*marked, *ended], key=lambda e: (-e.at, e.said, -e.id)))[:most]


def _late(wait: Wait | None, log: Log, book: RuleBook) -> int | None:
    """How much later than the target an answer came, in working seconds; None where it was in time."""
    if wait is None or wait.ended is None:
        return None
    rules = book.at(wait.opened)
    due = rules.calendar.due(wait.opened, rules.tiers[log.relationship.tier].reply)
    return rules.calendar.working(due, wait.ended) or None


def _ended(log: Log, now: Instant) -> Iterable[TimelineEntry]:
    things: tuple[Promise | FollowUp, ...] = (*log.promises, *log.follow_ups)
    for thing in things:
        if thing.ended_at is not None and thing.ended_at <= now:
            ours = isinstance(thing, FollowUp) or thing.by_us
            author = thing.owner if isinstance(thing, FollowUp) else thing.author
            direction: Direction = "out" if ours else "in"
            yield TimelineEntry(
                thing.id, thing.ended_at, "note", direction, author, thing.text, None, said=str(thing.state)
            )
