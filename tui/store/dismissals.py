"""Which proposals somebody dismissed, and which steps were skipped."""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

from tui.domain.model import Instant
from tui.domain.proposed import Dismissal


class SkippedStep(NamedTuple):
    """A step of a checklist that was skipped: in which process and run, what it says, why and when."""

    id: int
    process: int
    name: str
    step: int
    text: str
    why: str
    at: Instant


def dismissals(conn: sqlite3.Connection, now: Instant) -> list[Dismissal]:
    """What was dismissed up to a moment."""
    rows = conn.execute(
        "SELECT kind, text, members FROM dismissal WHERE at <= ? AND deleted_at IS NULL ORDER BY id", (now,)
    )
    return [Dismissal(kind, text, frozenset(json.loads(members))) for kind, text, members in rows]


def skipped(conn: sqlite3.Connection, now: Instant) -> list[SkippedStep]:
    """Every step that was skipped since it was changed last, step by step in order of time."""
    rows = conn.execute(
        "SELECT run_step.id, process.id, process.name, step.key, coalesce(nullif(step.new_text, ''), step.text),"
        " run_step.why, run.started_at FROM run_step JOIN run ON run.id = run_step.run"
        " JOIN process ON process.id = run.process"
        " JOIN step ON step.process = process.id AND step.key = run_step.step"
        " WHERE run_step.skipped AND run.started_at BETWEEN step.changed_at AND ?"
        " AND run_step.deleted_at IS NULL AND run.deleted_at IS NULL AND process.deleted_at IS NULL"
        " AND step.deleted_at IS NULL ORDER BY process.id, step.key, run.started_at, run_step.id",
        (now,),
    )
    return [SkippedStep(*row) for row in rows]
