"""Derived rows: written from a relationship's log in the transaction that changed it, read as they stand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, astuple
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from tui.domain.appended import End, appended
from tui.domain.derive import Derived, Replies, derive
from tui.domain.health import Ended, Evidence, Parts
from tui.domain.model import Log, Touch, Wait
from tui.domain.obligations import Item
from tui.domain.open_items import OpenItem, open_items
from tui.domain.rules import RuleBook
from tui.store import endings, interactions, obligations, relationships

ThingT = TypeVar("ThingT")
CHUNK = 500
NO_PINGS = "[]"


class _Table(NamedTuple):
    """A derived table whose rows, `at` the place of their key among its columns, belong to a relationship."""

    name: str
    columns: str
    key: str
    at: int


WAIT = _Table(
    "wait", "opener, relationship, thread, opened, pings, last_ping, state, ended, answer, measured", "opener", 0
)
OPEN_ITEM = _Table(
    "open_item",
    "relationship, id, measure, by, due, today_from, late_from, flagged_from, hidden_until",
    "id",
    1,
)
ROW = "SELECT until, parts, mondays, replies, first_at, interactions FROM health WHERE relationship = ?"
STILL = """
SELECT thread FROM wait WHERE relationship = ?1 AND opened <= ?2 AND measured = 0 AND ended IS NULL
UNION ALL SELECT thread FROM wait WHERE +relationship = ?1 AND measured = 0 AND ended >= ?2
"""
"""The threads of the waits that had not ended before a moment, the later ones looked for by their end."""


def read_log(conn: sqlite3.Connection, relationship: int) -> Log | None:
    """Everything the rules read about one relationship."""
    return next(read_logs(conn, [relationship]), None)


def read_logs(conn: sqlite3.Connection, idents: Iterable[int]) -> Iterator[Log]:
    """The logs of those of these relationships that are there, in order of id; one at a time is in memory."""
    rest = iter(sorted(idents))
    while chunk := list(islice(rest, CHUNK)):
        some = json.dumps(chunk)
        endings = _by_relationship(interactions.endings_of(conn, some))
        promises = _by_relationship((p.relationship, p) for p in obligations.promises_of(conn, some))
        follow_ups = _by_relationship((f.relationship, f) for f in obligations.follow_ups_of(conn, some))
        snoozes = _by_relationship(obligations.snoozes_of(conn, some))
        for relationship in relationships.those(conn, some):
            ident = relationship.id
            yield Log(
                relationship,
                interactions.touches(conn, ident),
                tuple(endings.get(ident, ())),
                tuple(promises.get(ident, ())),
                tuple(follow_ups.get(ident, ())),
                tuple(snoozes.get(ident, ())),
            )


def _by_relationship(pairs: Iterable[tuple[int, ThingT]]) -> dict[int, list[ThingT]]:
    found: dict[int, list[ThingT]] = {}
    for relationship, thing in pairs:
        found.setdefault(relationship, []).append(thing)
    return found


def derive_all(conn: sqlite3.Connection, touched: Iterable[int], book: RuleBook) -> None:
    """Derive these relationships anew from their logs."""
    for log in read_logs(conn, touched):
        found = derive(log, book)
        save(conn, log.relationship.id, found, open_items(log, found.waits, found.parts.open, book))


def append(conn: sqlite3.Connection, relationship: int, touch: Touch, book: RuleBook) -> bool:
    """Derive a relationship anew of which only `touch` has come since; False where that takes the whole log."""
    row = conn.execute(ROW, (relationship,)).fetchone()
    if row is None or touch.at < row[0]:
        return False
    end = End(
        frozenset(thread for (thread,) in conn.execute(STILL, (relationship, touch.at))),
        interactions.has_unasked(conn, relationship),
        endings.last_import(conn),
    )
    found = appended(from_row(row), touch, end, book)
    if found is not None:
        _save_health(conn, relationship, found)
    return found is not None


def save(conn: sqlite3.Connection, relationship: int, derived: Derived, still: Iterable[OpenItem]) -> None:
    """Put derived rows in the place of the old ones; of waits and open items only those that differ are written."""
    _put(conn, WAIT, relationship, [_wait_row(relationship, wait) for wait in derived.waits])
    _save_health(conn, relationship, derived)
    _put(conn, OPEN_ITEM, relationship, [(relationship, *astuple(item)) for item in still])


def _save_health(conn: sqlite3.Connection, relationship: int, derived: Derived) -> None:
    conn.execute(
        "INSERT OR REPLACE INTO health(relationship, until, last_touch, first_at, interactions, parts, mondays,"
        " replies) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        (
            relationship,
            derived.parts.until,
            derived.parts.last_touch,
            derived.first_at,
            derived.interactions,
            json.dumps(_plain(derived.parts), separators=(",", ":")),
            json.dumps([[at, _plain(parts)] for at, parts in derived.mondays], separators=(",", ":")),
            json.dumps(asdict(derived.replies), separators=(",", ":")),
        ),
    )


def _put(conn: sqlite3.Connection, table: _Table, relationship: int, rows: list[tuple[object, ...]]) -> None:
    """Make a relationship's rows of a derived table these."""
    stored = set(conn.execute(f"SELECT {table.columns} FROM {table.name} WHERE relationship = ?", (relationship,)))
    gone = stored.difference(rows)
    if gone:
        conn.executemany(
            f"DELETE FROM {table.name} WHERE relationship = ? AND {table.key} = ?",
            [(relationship, row[table.at]) for row in gone],
        )
    new = [row for row in rows if row not in stored]
    if new:
        marks = ", ".join("?" * len(new[0]))
        conn.executemany(f"INSERT INTO {table.name}({table.columns}) VALUES({marks})", new)


def read(conn: sqlite3.Connection, relationship: int) -> Derived | None:
    """What is derived of a relationship, without its waits."""
    row = conn.execute(ROW, (relationship,)).fetchone()
    return from_row(row) if row else None


def parts_of(conn: sqlite3.Connection, idents: Iterable[int]) -> dict[int, Parts]:
    """The parts of some relationships as the last write left them."""
    rows = conn.execute(
        "SELECT relationship, until, parts FROM health WHERE relationship IN (SELECT value FROM json_each(?))",
        (json.dumps(list(idents)),),
    )
    return {relationship: _parts(until, json.loads(parts)) for relationship, until, parts in rows}


def from_row(row: tuple[Any, ...], found: tuple[Wait, ...] = ()) -> Derived:
    """A row (until, parts, mondays, replies, first_at, interactions) as derived values."""
    until, parts, mondays, replies, first_at, interactions_ = row
    return Derived(
        found,
        _parts(until, json.loads(parts)),
        tuple((at, _parts(at, plain)) for at, plain in json.loads(mondays)),
        _replies(json.loads(replies)),
        first_at,
        interactions_,
    )


def waits(conn: sqlite3.Connection, relationship: int) -> tuple[Wait, ...]:
    """The waits of a relationship, in order of opening."""
    rows = conn.execute(
        "SELECT opener, thread, opened, pings, last_ping, state, ended, answer, measured FROM wait"
        " WHERE relationship = ? ORDER BY opened, opener",
        (relationship,),
    )
    return tuple(
        Wait(o, thread, at, tuple(json.loads(pings)), last, state, ended, answer, bool(measured))
        for o, thread, at, pings, last, state, ended, answer, measured in rows
    )


def _wait_row(relationship: int, wait: Wait) -> tuple[object, ...]:
    return (
        wait.opener,
        relationship,
        wait.thread,
        wait.opened,
        json.dumps(wait.pings) if wait.pings else NO_PINGS,
        wait.last_ping,
        wait.state,
        wait.ended,
        wait.answer,
        wait.measured,
    )


def _plain(parts: Parts) -> list[Any]:
    return [
        [[e.s, e.n, [list(x) for x in e.tail], e.count] for e in parts.evidence],
        [[i.measure, i.id, i.due, i.opened, i.half, i.moves] for i in parts.open],
        parts.last_touch,
        [list(g) for g in parts.gestures],
    ]


def _parts(until: int, plain: list[Any]) -> Parts:
    evidence, still, last_touch, gestures = plain
    promise, reply, follow_up = (
        Evidence(s, n, tuple(Ended(*x) for x in tail), count) for s, n, tail, count in evidence
    )
    return Parts(
        until,
        (promise, reply, follow_up),
        tuple(Item(*item) for item in still),
        last_touch,
        tuple((at, kind) for at, kind in gestures),
    )


def _replies(plain: dict[str, Any]) -> Replies:
    return Replies(**{**plain, "values": tuple(plain["values"])})
