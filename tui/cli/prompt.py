"""`kept status`: one line for a shell prompt, in a fraction of the time that any other command takes to start.

What ages is compared here with instants that the last write has derived already; where these do not reach (a moment
before the newest entry) the whole day is computed instead.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tui import paths
from tui.cli.worktime import Hours
from tui.domain.problem import Problem
from tui.store.connection import connect, told

GIVEN = {"--db": "db", "--config": "config", "--as": "as_handle", "--now": "now"}
OPEN = """
WITH open(relationship) AS (
    SELECT relationship FROM wait WHERE ended IS NULL
    UNION SELECT relationship FROM wait WHERE measured = 0 AND ended > :now
    UNION SELECT relationship FROM promise WHERE deleted_at IS NULL AND (ended_at IS NULL OR ended_at > :now)
    UNION SELECT relationship FROM follow_up WHERE deleted_at IS NULL AND (ended_at IS NULL OR ended_at > :now))
SELECT health.until, health.parts, teammate.handle FROM open
JOIN relationship ON relationship.id = open.relationship
JOIN health ON health.relationship = open.relationship
LEFT JOIN teammate ON teammate.id = relationship.owner
WHERE relationship.deleted_at IS NULL AND (relationship.kind <> 'personal' OR teammate.handle = :handle)
AND NOT (relationship.stage = 'ended' AND coalesce(relationship.ended_at, 0) <= :now)
"""
HIDDEN = "SELECT 'f' || id FROM follow_up WHERE snoozed_until > ? AND ended_at IS NULL AND deleted_at IS NULL"
BY = """
SELECT 'p' || id, author FROM promise WHERE by_us AND deleted_at IS NULL AND ended_at IS NULL
UNION ALL SELECT 'f' || id, owner FROM follow_up WHERE deleted_at IS NULL AND ended_at IS NULL
"""
Counts = dict[str, int]
Item = tuple[str, int, int, int]
"""Measure, due, opened and half of something open."""


def answered(arguments: Sequence[str]) -> int | None:
    """Answer a command line that asks for the status and nothing unusual; else None, and nothing is done."""
    options: dict[str, Any] = {}
    rest = iter(arguments)
    for word in rest:
        name, equals, value = word.partition("=")
        if word == "status":
            break
        if name not in GIVEN:
            return None
        options[GIVEN[name]] = value if equals else next(rest, "")
    after = list(rest)
    if after not in ([], ["--json"]):
        return None
    return answer(after == ["--json"], **options)


def answer(as_json: bool, db: str = "", config: str = "", as_handle: str | None = None, now: str = "") -> int:
    """Print the line; returns the exit status."""
    try:
        found = _counts(Path(db) if db else None, Path(config) if config else None, as_handle, now)
    except Problem as problem:
        from tui.cli.say import complain

        return complain(problem)
    if as_json:
        line = json.dumps(found or dict.fromkeys(("flagged", "due", "waiting"), 0))
    elif found is None:
        line = "kept: no mail yet"
    else:
        line = ", ".join(f"{number} {name}" for name, number in found.items() if number) or "kept: nothing due"
    sys.stdout.write(line + "\n")
    return 0


def _counts(db: Path | None, config: Path | None, as_handle: str | None, now: str) -> Counts | None:
    """What is flagged, due and waiting; None where there is no relationship yet."""
    file = None if db else paths.config_file(config)
    path = paths.database(db, file, paths.database_setting(file))
    if not path.exists() or not path.stat().st_size:
        return None
    from tui.cli.handle import who

    handle = who(path, as_handle)
    conn = connect(path, query_only=True)
    try:
        with told(path):
            return _read(conn, handle, now)
    finally:
        conn.close()


def _read(conn: sqlite3.Connection, handle: str, given: str) -> Counts | None:
    conn.execute("BEGIN")
    if not conn.execute("PRAGMA user_version").fetchone()[0]:
        return None
    if not conn.execute("SELECT EXISTS(SELECT 1 FROM relationship WHERE deleted_at IS NULL)").fetchone()[0]:
        return None
    versions = conn.execute("SELECT from_day, settings FROM rules ORDER BY from_day").fetchall()
    rules = [(day, Hours(json.loads(settings)["calendar"])) for day, settings in versions]
    moment = _moment(given, json.loads(versions[-1][1])["calendar"]["zone"]) if given else int(time.time())
    rows = conn.execute(OPEN, {"now": moment, "handle": handle}).fetchall()
    if any(until > moment for until, *_ in rows):
        return _computed(conn, handle, moment)
    return _counted(list(_own(conn, rows, handle, moment)), rules, moment)


def _own(conn: sqlite3.Connection, rows: Sequence[Any], handle: str, now: int) -> Iterator[Item]:
    """What is open and for this teammate to do."""
    hidden = {ident for (ident,) in conn.execute(HIDDEN, (now,))}
    by = dict(conn.execute(BY))
    for _, parts, owner in rows:
        for measure, ident, due, opened, half, _moves in json.loads(parts)[1]:
            if ident not in hidden and by.get(ident, owner) == handle:
                yield measure, due, opened, half


def _counted(items: list[Item], versions: list[tuple[str, Hours]], now: int) -> Counts:
    """Flagged; due, which is late or due today; and waiting, which may be either."""
    from datetime import date, timedelta

    starts = [hours.midnight(date.fromisoformat(day)) for day, hours in versions]
    floor = min((due for _, due, _, _ in items), default=now)
    today = versions[_version(starts, now)][1]
    tomorrow = today.midnight(today.date_of(now) + timedelta(days=1))
    reached: dict[tuple[int, int], int] = {}
    found = {"flagged": 0, "due": 0, "waiting": 0}
    for measure, due, opened, half in items:
        version = _version(starts, opened)
        limit = (version, 2 * half)
        if limit not in reached:
            reached[limit] = versions[version][1].reach(now, 2 * half, floor)
        if measure != "follow_up" and due < reached[limit]:
            found["flagged"] += 1
        elif due < tomorrow:
            found["due"] += 1
        found["waiting"] += measure == "reply"
    return found


def _version(starts: list[int], at: int) -> int:
    return max(0, sum(start <= at for start in starts) - 1)


def _moment(text: str, zone: str) -> int:
    from tui.cli.moment import instant

    return instant(text, zone)


def _computed(conn: sqlite3.Connection, handle: str, now: int) -> Counts:
    from tui.services.counting import counts

    return counts(conn, handle, now)
