"""Drafts of one's own; not journalled, since nobody has said anything yet."""

from __future__ import annotations

import json
import sqlite3

from tui.domain.draft import Draft
from tui.domain.model import Instant

_ITEM = "CAST(substr(draft.form, instr(draft.form, ' {0}') + 2) AS INTEGER)"
"""The number of the first follow-up or process that a form is about ("snooze f12"), 0 where it is about none."""


def of(conn: sqlite3.Connection, actor: str, now: Instant) -> list[Draft]:
    """What somebody has left half typed by then, newest first."""
    rows = conn.execute(
        "SELECT draft.form, draft.fields, draft.relationship, draft.id, draft.at,"
        " coalesce(relationship.name, process.name, '') FROM draft"
        " LEFT JOIN relationship ON relationship.id = draft.relationship"
        f" LEFT JOIN follow_up ON follow_up.id = {_ITEM.format('f')}"
        f" LEFT JOIN process ON process.id = coalesce(follow_up.process, {_ITEM.format('a')})"
        " WHERE draft.actor = ? AND draft.at <= ? ORDER BY draft.at DESC, draft.id DESC",
        (actor, now),
    )
    return [Draft(form, json.loads(fields), relationship, *rest) for form, fields, relationship, *rest in rows]


def keep(conn: sqlite3.Connection, actor: str, draft: Draft, at: Instant) -> int:
    """Write a draft, over the one of its id where that is still there; returns its id."""
    values = (draft.form, draft.relationship, json.dumps(dict(draft.texts)), at)
    if draft.id is not None:
        changed = conn.execute(
            "UPDATE draft SET form = ?, relationship = ?, fields = ?, at = ? WHERE id = ? AND actor = ?",
            (*values, draft.id, actor),
        )
        if changed.rowcount:
            return draft.id
    cursor = conn.execute(
        "INSERT INTO draft(form, relationship, fields, at, actor) VALUES(?, ?, ?, ?, ?)", (*values, actor)
    )
    return int(cursor.lastrowid or 0)


def drop(conn: sqlite3.Connection, actor: str, ident: int) -> None:
    """Forget one of somebody's drafts."""
    conn.execute("DELETE FROM draft WHERE id = ? AND actor = ?", (ident, actor))
