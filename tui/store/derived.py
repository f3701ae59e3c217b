"""Derived rows: written from a relationship's log in the transaction that changed it, read as they stand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, astuple
from typing import Any

from tui.domain.derive import Derived, Replies, derive
from tui.domain.health import Ended, Evidence, Parts
from tui.domain.model import Log, Wait
from tui.domain.obligations import Item
from tui.domain.open_items import OpenItem, open_items
from tui.domain.rules import RuleBook
from tui.store import interactions, obligations, relationships


def read_log(conn: sqlite3.Connection, relationship: int) -> Log | None:
    """Everything the rules read about one relationship."""
    found = relationships.get(conn, relationship)
    if found is None:
        return None
    return Log(
        found,
        tuple(interactions.touches(conn, relationship)),
        tuple(interactions.endings(conn, relationship)),
        tuple(obligations.promises(conn, relationship)),
        tuple(obligations.follow_ups(conn, relationship)),
        tuple(obligations.snoozes(conn, relationship)),
    )


def derive_all(conn: sqlite3.Connection, touched: Iterable[int], book: RuleBook) -> None:
    """Derive these relationships anew from their logs."""
    for relationship in sorted(touched):
        log = read_log(conn, relationship)
        if log:
            found = derive(log, book)
            save(conn, relationship, found, open_items(log, found.waits, found.parts.open, book))


def save(conn: sqlite3.Connection, relationship: int, derived: Derived, still: Iterable[OpenItem]) -> None:
    """Put derived rows in the place of the old ones."""
    conn.execute("DELETE FROM wait WHERE relationship = ?", (relationship,))
    conn.executemany(
        "INSERT INTO wait(opener, relationship, thread, opened, pings, last_ping, state, ended, answer, measured)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_wait_row(relationship, wait) for wait in derived.waits],
    )
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
    conn.execute("DELETE FROM open_item WHERE relationship = ?", (relationship,))
    conn.executemany(
        "INSERT INTO open_item(relationship, id, measure, by, due, today_from, late_from, flagged_from,"
        " hidden_until) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(relationship, *astuple(item)) for item in still],
    )


def read(conn: sqlite3.Connection, relationship: int) -> Derived | None:
    """The derived rows of a relationship, its waits included."""
    row = conn.execute(
        "SELECT until, parts, mondays, replies, first_at, interactions FROM health WHERE relationship = ?",
        (relationship,),
    ).fetchone()
    return from_row(row, waits(conn, relationship)) if row else None


def parts_of(conn: sqlite3.Connection, idents: Iterable[int]) -> dict[int, Parts]:
    """The parts of some relationships as the last write left them."""
    rows = conn.execute(
        "SELECT relationship, until, parts FROM health WHERE relationship IN (SELECT value FROM json_each(?))",
        (json.dumps(list(idents)),),
    )
    return {relationship: _parts(until, json.loads(parts)) for relationship, until, parts in rows}


def first_instants(conn: sqlite3.Connection) -> dict[int, int | None]:
    """When each relationship's first interaction was."""
    return dict(conn.execute("SELECT relationship, first_at FROM health"))


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
        json.dumps(wait.pings),
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
