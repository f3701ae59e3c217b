"""`kept status`: one line for a shell prompt, in a fraction of the time that any other command takes to start.

The last write has derived from which instants on each open thing is due and flagged; one query compares these with
the moment. Where they do not reach (a moment before the newest entry or the newest rules) the day is computed.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from pathlib import Path

from tui import paths
from tui.domain.problem import Problem
from tui.store.connection import SCHEMA_VERSION, connect, is_there, told

NAMES = ("flagged", "due", "waiting")
# The newest rules hold from a local midnight on, which is nowhere later than 12:00 UTC. CROSS JOIN makes SQLite go
# through what is open, not through everybody. While one is away oneself, the debts of others pass by.
COUNTED = """
WITH RECURSIVE mine(id, handle) AS (
    SELECT (SELECT id FROM teammate WHERE handle = :handle), :handle
    UNION SELECT gone.id, gone.handle FROM mine
    JOIN absence ON deputy = mine.id AND at <= :now AND until > :now AND absence.deleted_at IS NULL
    JOIN teammate AS gone ON gone.id = absence.teammate AND gone.deleted_at IS NULL
    WHERE NOT EXISTS (SELECT 1 FROM absence AS own WHERE own.at <= :now AND own.until > :now
        AND own.deleted_at IS NULL AND own.teammate = (SELECT id FROM teammate WHERE handle = :handle))
)
SELECT EXISTS(SELECT 1 FROM relationship WHERE deleted_at IS NULL) OR EXISTS(SELECT 1 FROM practice_item),
EXISTS(SELECT 1 FROM health WHERE until > :now) OR EXISTS(SELECT 1 FROM practice_item WHERE until > :now)
    OR (SELECT count(*) > 1 AND CAST(strftime('%s', max(from_day), '12 hours') AS INTEGER) > :now FROM rules),
count(*) FILTER (WHERE flagged_from <= :now AND ifnull(hidden_until <= :now, 1)),
count(*) FILTER (WHERE today_from <= :now AND ifnull(flagged_from > :now, 1) AND ifnull(hidden_until <= :now, 1))
    + (SELECT count(*) FROM practice_item WHERE practice_item.by IN (SELECT handle FROM mine)
    AND practice_item.today_from <= :now AND ifnull(practice_item.hidden_until <= :now, 1)),
count(*) FILTER (WHERE measure = 'reply')
FROM open_item CROSS JOIN relationship ON relationship.id = open_item.relationship
WHERE (today_from <= :now OR measure = 'reply')
AND CASE WHEN open_item.by IS NULL THEN owner IN (SELECT id FROM mine)
    ELSE open_item.by IN (SELECT handle FROM mine) END
AND relationship.deleted_at IS NULL
AND (kind <> 'personal' OR owner = (SELECT id FROM teammate WHERE handle = :handle))
AND NOT (stage = 'ended' AND ended_at <= :now)
AND (made_at <= :now OR EXISTS(
    SELECT 1 FROM health WHERE health.relationship = relationship.id AND first_at <= :now))
"""
ZONE = "SELECT json_extract(settings, '$.calendar.zone') FROM rules ORDER BY from_day DESC LIMIT 1"
Counts = dict[str, int]


def answer(
    as_json: bool,
    db: str | None = None,
    config: str | None = None,
    as_handle: str | None = None,
    now: str | None = None,
) -> int:
    """Print the line; returns the exit status."""
    try:
        found = _counts(_path(db), _path(config), as_handle, now)
    except Problem as problem:
        from tui.cli.say import complain

        return complain(problem)
    if as_json:
        import json

        line = json.dumps(found or dict.fromkeys(NAMES, 0))
    elif found is None:
        line = "kept: no mail yet"
    else:
        line = ", ".join(f"{number} {name}" for name, number in found.items() if number) or "kept: nothing due"
    sys.stdout.write(line + "\n")
    return 0


def _path(given: str | None) -> Path | None:
    return None if given is None else Path(given)


def _counts(db: Path | None, config: Path | None, as_handle: str | None, now: str | None) -> Counts | None:
    """What is flagged, due and waiting; None where there is no relationship yet."""
    file = paths.config_file(config) if db is None else None
    path = paths.database(db, file, paths.database_setting(file))
    if not is_there(path):
        return None
    from tui.cli.handle import who

    handle = who(path, as_handle)
    conn = connect(path, query_only=True)
    try:
        with told(path):
            return _read(conn, path, handle, now)
    finally:
        conn.close()


def _read(conn: sqlite3.Connection, path: Path, handle: str, given: str | None) -> Counts | None:
    conn.execute("BEGIN")
    version = conn.execute("PRAGMA user_version").fetchone()[0]
    if version < SCHEMA_VERSION:
        conn.execute("ROLLBACK")
        return _read_anew(path, handle, given) if version else None
    now = int(time.time()) if given is None else _moment(conn, given)
    anybody, before, *counted = conn.execute(COUNTED, {"now": now, "handle": handle}).fetchone()
    if not anybody:
        return None
    return _computed(path, handle, now) if before else dict(zip(NAMES, counted, strict=True))


def _read_anew(path: Path, handle: str, given: str | None) -> Counts | None:
    """The figures of an older file, which is brought up to date first."""
    from tui.store.store import Store

    with Store(path).read() as conn:
        conn.execute("ROLLBACK")
        return _read(conn, path, handle, given)


def _moment(conn: sqlite3.Connection, text: str) -> int:
    from tui.cli.moment import instant

    return instant(text, conn.execute(ZONE).fetchone()[0])


def _computed(path: Path, handle: str, now: int) -> Counts:
    from tui.services.counting import counts
    from tui.store.store import Store

    with Store(path).read() as conn:
        return counts(conn, handle, now)
