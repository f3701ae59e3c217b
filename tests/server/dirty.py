"""A database as an older version might have left it: text that wants to do harm in every column that holds any."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.screens.at_work import desk_at

ME = "ana"
"""The handle that stays as it is: somebody has to sit there."""

PAYLOADS = (
    "\x1b]52;c;aGVsbG8=\x1b\\",
    "\x1b]52;c;aGVsbG8=\x07",
    "\x1b]8;;http://x.example/\x1b\\y\x1b]8;;\x1b\\",
    "\x1b]0;SPOOF\x07",
    "\x1bPq#0~\x1b\\",
    "\x1b[2J\x1b[1;1H\x1b[7iSPOOF",
    "\x9b31m\x9b2J\x9d0;t\x9c",
    "\x00\x08\x0d\x0b\x0c",
    "\x0e\x0f\x7f",
    "\u202egnp.exe\u202c",
    "\u2066\u2069\u200f\u061c",
    "\U000e0041\U000e007f",
    "pay\u200bpal\ufeff\u00ad",
    "\x1b",
    "[/]",
    "[/b]",
    "[",
    '[@click="',
    "[@click=app.quit]x[/]",
    "[link=http://x.example]y[/link]",
    "[$accent]x[/]",
    "[x](http://x.example)",
    "![i](http://x.example)",
    "e" + "\u0301" * 300,
    "line\none\ttab\u2028two",
)
MARKED = "\x1b[7iSPOOF\x9b"
"""Stands before whatever has a name, so that every screen is seen to show some of it."""

PARSED = {
    "rules.from_day", "agreement.signed_on", "agreement.ends_on", "follow_up.every", "process.place",
    "open_item.id", "practice_item.id", "snooze.item", "act.item", "wait.state", "wait.pings", "health.parts",
    "health.mondays", "health.replies", "draft.form", "open_form.form", "step.answers", "process.answers",
    "review.amiss", "dismissal.kind", "act.kind", "act.grade_before", "act.grade_after", "journal.table",
    "ssh_key.kind", "ssh_key.blob",
}  # fmt: skip
"""What kept itself has composed and reads as a date, a code or an id; no text of anybody's was ever in it."""

CODED = {"asks", "always", "never", "UTC"}
"""Codes in the settings of the rules."""

Text = Iterator[tuple[str, str]]


def dirty_text(value: str) -> str:
    """The same harm for the same text wherever it stands, so that what hangs together goes on doing so."""
    if value == ME or value in CODED:
        return value
    return PAYLOADS[zlib.crc32(value.encode()) % len(PAYLOADS)] + value


def dirty_json(text: str) -> str:
    """Valid JSON with harm in its strings."""

    def dirty(value: Any) -> Any:
        if isinstance(value, str):
            return dirty_text(value)
        if isinstance(value, list):
            return [dirty(each) for each in value]
        return {key: dirty(each) for key, each in value.items()} if isinstance(value, dict) else value

    return json.dumps(dirty(json.loads(text)))


def columns(conn: sqlite3.Connection) -> Text:
    """Every column of text in which somebody's words may stand, as table and name, whatever the schema is today."""
    tables = conn.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        r" AND name NOT LIKE '%\_fts\_%' ESCAPE '\' AND name NOT LIKE '\_%' ESCAPE '\' AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    for table, sql in tables:
        for row in conn.execute(f'PRAGMA table_info("{table}")').fetchall():
            name, kind = row[1], row[2]
            coded = re.search(rf"\b{name} TEXT[^,]*CHECK\({name} IN", sql)
            if kind == "TEXT" and not coded and f"{table}.{name}" not in PARSED:
                yield table, name


def dirty_database(folder: Path) -> Path:
    """The sample with harm in every column of text; raises AssertionError where a column has stayed clean.

    The clock of the sample stands at `WorkingDesk(path).moment`.
    """
    path = shutil.copy(desk_at(folder).store.path, folder / "dirty.db")
    conn = sqlite3.connect(path)
    conn.create_function("harm", 1, lambda text: dirty_json(text) if _is_json(text) else dirty_text(text))
    _fill(conn)
    for table, name in columns(conn):
        conn.execute(f'UPDATE "{table}" SET "{name}" = harm("{name}") WHERE "{name}" <> \'\'')
        if not conn.execute(f'SELECT 1 FROM "{table}" WHERE "{name}" <> \'\'').fetchone():
            conn.execute(f'UPDATE "{table}" SET "{name}" = harm(\'said by row \' || rowid)')
        assert conn.execute(f'SELECT 1 FROM "{table}" WHERE "{name}" <> \'\'').fetchone(), f"{table} has no row"
    _mark(conn)
    conn.commit()
    conn.close()
    return Path(path)


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), list | dict)
    except ValueError:
        return False


ADDED = """
INSERT INTO rejected(sha256, place, reason, raw, batch) VALUES('0a', 'box.mbox, mail 7', 'no date', x'1b5b374a', 1);
INSERT INTO plan(relationship, began_at) VALUES(1, {now} - 9);
INSERT INTO dismissal(proposal, kind, text, members, actor, at, recorded_at)
 VALUES('asked: invoice', 'asked', 'the invoice', '["i1"]', 'bo', {now} - 9, {now});
INSERT INTO absence(teammate, deputy, at, until, recorded_at) VALUES(2, 1, {now} - 900, {now} + 9000000, {now});
INSERT INTO absence(teammate, deputy, at, until, recorded_at) VALUES(1, 3, {now} - 9000000, {now} - 60, {now});
INSERT INTO ssh_key(teammate, kind, blob, comment, recorded_at)
 VALUES(1, 'ssh-ed25519',
 'AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'ana at home', {now});
INSERT INTO open_form(actor, form, relationship, opened_at, seen_at)
 SELECT 'bo', 'edit', id, {wall}, {wall} + 600 FROM relationship;
INSERT INTO draft(actor, form, relationship, fields, at)
 VALUES('ana', 'promise', 1, '{{"what": "half typed", "by": "fri", "who": "somebody"}}', {now} - 60);
INSERT INTO act(tx, at, actor, kind, item, relationship, said)
 SELECT 1, {now} - 600, 'cleo', 'kept', 'p1', id, 'what was done by somebody' FROM relationship;
"""


def _fill(conn: sqlite3.Connection) -> None:
    """Rows where the sample has none."""
    now = conn.execute("SELECT max(recorded_at) FROM promise").fetchone()[0]
    wall = conn.execute("SELECT strftime('%s', 'now')").fetchone()[0]
    conn.executescript(ADDED.format(now=now, wall=wall))


def _mark(conn: sqlite3.Connection) -> None:
    """What is too long or too deep once each, and something to be seen wherever there is a name."""
    for table, name in (("relationship", "name"), ("contact", "name"), ("process", "name"), ("teammate", "name")):
        conn.execute(f"UPDATE {table} SET {name} = ? || {name}", (MARKED,))
    for table, name in (("promise", "text"), ("follow_up", "text"), ("step", "text"), ("step", "new_text")):
        conn.execute(f"UPDATE {table} SET {name} = ? || {name}", (MARKED,))
    # SQLite holds no lone surrogate as text, JSON in it does
    conn.execute("UPDATE relationship SET tags = '[\"\\ud800 food\"]' WHERE id = 1")
    conn.execute("UPDATE relationship SET name = ? || name WHERE id = 2", (MARKED + "x" * 1_000_000,))
    conn.execute("UPDATE relationship SET name = name || ? WHERE id = 3", ("\u0301" * 10_000,))
    newest = "(SELECT id FROM interaction WHERE relationship = 1 AND mail IS NULL ORDER BY at DESC LIMIT 1)"
    conn.execute(f"UPDATE interaction SET text = ? WHERE id = {newest}", (f"{MARKED} note\n" * 30_000,))
