"""What was promised between us and one relationship, what came of it and what was said, to put on a table."""

from __future__ import annotations

import sqlite3

from tui.domain.model import Instant, Promise
from tui.domain.obligations import promise_as_of, standing
from tui.domain.problem import Problem
from tui.domain.promised import outcome, ratio
from tui.domain.promiseviews import Evidence, Proven
from tui.domain.rules import RuleBook
from tui.services.cases import visible
from tui.store import agreements, obligations, relationships, sayings

WHOLE = 20_000


def evidence(conn: sqlite3.Connection, ident: int, handle: str, now: Instant, book: RuleBook) -> Evidence:
    """Everything promised by `now` with one relationship.

    Raises Problem where there is none, or it is somebody else's personal one.
    """
    found = relationships.get(conn, ident)
    if found is None or not visible([found], handle):
        raise Problem(f"There is no relationship r{ident}.", "kept list --stage all shows them.", wrong_use=True)
    promises = [p for each in obligations.promises(conn, ident) if (p := promise_as_of(each, now))]
    today = book.at(now).calendar.date_of(now)
    return Evidence(
        found,
        now,
        ratio((p for p in promises if p.by_us), now, book, span=now),
        ratio((p for p in promises if not p.by_us), now, book, span=now),
        _proven(conn, ident, promises, now, book),
        tuple(each for each in reversed(agreements.of(conn, ident)) if each.signed_on <= today),
        tuple(sayings.around(conn, ident, now, WHOLE)),
        sayings.ended_why(conn, ident, now),
    )


def _proven(
    conn: sqlite3.Connection, ident: int, promises: list[Promise], now: Instant, book: RuleBook
) -> tuple[Proven, ...]:
    ids = [promise.id for promise in promises]
    said, whys = sayings.words(conn, ids, now, WHOLE), sayings.whys(conn, ids)
    moves, terms = sayings.moves(conn, ident, now), sayings.terms(conn, ident)
    proven = []
    for promise in promises:
        calendar = book.at(promise.made_at).calendar
        over = promise.ended_at if promise.ended_at is not None else now
        due, _ = standing(promise, over, book)
        proven.append(
            Proven(
                promise,
                outcome(promise, book),
                calendar.working(promise.due, over),
                due,
                calendar.working(due, over),
                calendar.working_day,
                moves.get(promise.id, ()),
                said.get(promise.id),
                whys.get(promise.id, "") if promise.state != "open" else "",
                terms.get(promise.id, ""),
            )
        )
    return tuple(proven)
