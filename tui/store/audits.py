"""Audits of processes: read whole, written by what differs, and how the processes were used."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from tui.domain.audit import Audit, Mark, Run, Step
from tui.domain.practice import Usage
from tui.store import practice
from tui.store.store import Transaction

TEXTS = ("name", "starts", "runs", "minutes", "who", "owner", "purpose", "scope", "exceptions", "works")
STEP_TEXTS = (
    "key", "text", "who", "minutes", "wrong", "treatment", "build_hours", "monthly_cost", "new_text", "new_who",
    "new_minutes",
)  # fmt: skip
DOING = ("text", "who", "new_text", "new_who")
"""The columns that say what is done, or by whom: once they change, it does not count how often it was skipped."""


def every(conn: sqlite3.Connection, one: int | None = None) -> list[Audit]:
    """All audits as they stand now, or one of them; in order of number."""
    steps, told = _steps(conn, one), practice.reviews(conn)
    rows = conn.execute(
        f"SELECT {', '.join(TEXTS)}, id, version, words, answers, notes, place, source, made_at, practised_at,"
        " (SELECT max(key) FROM step WHERE step.process = process.id)"
        " FROM process WHERE (:one IS NULL OR id = :one) AND deleted_at IS NULL ORDER BY id",
        {"one": one},
    )
    found = []
    for row in rows:
        ident, version, words, answers, notes, place, source, made_at, practised_at, key = row[len(TEXTS) :]
        audit = Audit(
            **dict(zip(TEXTS, row[: len(TEXTS)], strict=True)),
            words=tuple(json.loads(words)),
            steps=tuple(steps[ident]),
            answers=json.loads(answers),
            notes=json.loads(notes),
            at=place,
            source=source,
            made_at=made_at,
            practised_at=practised_at,
            reviews=tuple(told[ident]),
            id=ident,
            version=version,
            last_key=key or 0,
        )
        found.append(audit)
    return found


def get(conn: sqlite3.Connection, ident: int) -> Audit | None:
    """One audit as it stands now."""
    return next(iter(every(conn, ident)), None)


def _steps(conn: sqlite3.Connection, one: int | None) -> defaultdict[int, list[Step]]:
    found = defaultdict(list)
    for process, ident, answers, *texts in conn.execute(
        f"SELECT process, id, answers, {', '.join(STEP_TEXTS)} FROM step"
        " WHERE (:one IS NULL OR process = :one) AND deleted_at IS NULL ORDER BY position, id",
        {"one": one},
    ):
        columns = dict(zip(STEP_TEXTS, texts, strict=True))
        found[process].append(Step(**columns, answers=json.loads(answers), id=ident))
    return found


def add(tx: Transaction, audit: Audit) -> int:
    """A new audit; returns its number."""
    said = {"place": audit.at, "source": audit.source, "recorded_at": tx.said.wall_at}
    ident = tx.insert("process", {**_columns(audit), **said, "made_at": tx.said.at})
    _write_steps(tx, ident, (), audit.steps)
    return ident


def change(tx: Transaction, before: Audit, audit: Audit) -> None:
    """Write what of an audit differs from how it stood; its version rises where anything does."""
    ident = before.id
    steps = _write_steps(tx, ident, before.steps, audit.steps)
    columns = _columns(audit)
    if columns != _columns(before):
        tx.change("process", ident, **columns)
    elif steps:
        tx.touch("process", ident)


def keep_place(conn: sqlite3.Connection, ident: int, place: str) -> None:
    """Where somebody left an audit; not journalled, since it changes nothing of it."""
    conn.execute("UPDATE process SET place = ? WHERE id = ?", (place, ident))


def _columns(audit: Audit) -> dict[str, object]:
    plain: dict[str, object] = {name: getattr(audit, name) for name in TEXTS}
    plain |= {name: _json(getattr(audit, name)) for name in ("words", "answers", "notes")}
    return plain


def _write_steps(tx: Transaction, process: int, before: Iterable[Step], steps: Iterable[Step]) -> bool:
    """Write the steps that differ; returns whether any does. What is gone goes first, its key may be used again."""
    standing = {step.key: (position, step) for position, step in enumerate(before)}
    wanted = {step.key: (position, step) for position, step in enumerate(steps)}
    for key in standing.keys() - wanted.keys():
        tx.delete("step", standing[key][1].id)
    for key, (position, step) in wanted.items():
        columns, was = _step_columns(position, step), standing.get(key)
        if was is None:
            tx.insert("step", {"process": process, **columns, "changed_at": tx.said.at})
        elif (stood := _step_columns(*was)) != columns:
            if any(stood[name] != columns[name] for name in DOING):
                columns["changed_at"] = tx.said.at
            tx.change("step", was[1].id, **columns)
    return [_step_columns(*was) for was in standing.values()] != [_step_columns(*it) for it in wanted.values()]


def _step_columns(position: int, step: Step) -> dict[str, object]:
    plain: dict[str, object] = {name: getattr(step, name) for name in STEP_TEXTS}
    return {**plain, "position": position, "answers": _json(step.answers)}


def _json(value: Any) -> str:
    """Plain values as they are stored; the order of an object's keys says nothing."""
    plain = dict(value) if hasattr(value, "keys") else list(value)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def usage(conn: sqlite3.Connection, now: int, handle: str) -> defaultdict[int, Usage]:
    """How every process was used by then; the run under way is the teammate's own."""
    told = {
        process: (count, since)
        for process, count, since in conn.execute(
            "SELECT process, count(*), min(at) FROM telling WHERE at <= ? AND deleted_at IS NULL GROUP BY process",
            (now,),
        )
    }
    minutes, under_way = _runs(conn, now, handle)
    found: defaultdict[int, Usage] = defaultdict(Usage)
    for process in told.keys() | minutes.keys() | under_way.keys():
        found[process] = Usage(*told.get(process, (0, None)), tuple(minutes[process]), under_way.get(process))
    return found


def _runs(conn: sqlite3.Connection, now: int, handle: str) -> tuple[defaultdict[int, list[float]], dict[int, int]]:
    """The minutes of the finished runs of every process, oldest first, and one's own runs under way.

    A run in which every step was skipped says nothing of minutes.
    """
    minutes, under_way = defaultdict(list), {}
    for ident, process, actor, ended_at, seconds in conn.execute(
        "SELECT id, process, actor, ended_at, (SELECT sum(seconds) FROM run_step WHERE run_step.run = run.id"
        " AND NOT skipped AND run_step.deleted_at IS NULL) FROM run WHERE started_at <= :now"
        " AND ifnull(ended_at <= :now, 1) AND deleted_at IS NULL ORDER BY started_at, id",
        {"now": now},
    ):
        if ended_at is not None and seconds is not None:
            minutes[process].append(seconds / 60)
        elif ended_at is None and actor == handle:
            under_way[process] = ident
    return minutes, under_way


def keys(conn: sqlite3.Connection, process: int) -> set[int]:
    """The keys of all steps that a process has or ever had."""
    return {key for (key,) in conn.execute("SELECT key FROM step WHERE process = ?", (process,))}


def under_way(conn: sqlite3.Connection, process: int, handle: str, now: int) -> Run | None:
    """The run of a process that a teammate has begun last and not finished."""
    row = conn.execute(
        "SELECT id, started_at, actor, version FROM run WHERE process = ? AND actor = ? AND started_at <= ?"
        " AND ended_at IS NULL AND deleted_at IS NULL ORDER BY started_at DESC, id DESC LIMIT 1",
        (process, handle, now),
    ).fetchone()
    if row is None:
        return None
    ident, started_at, actor, version = row
    return Run(process, started_at, tuple(marks(conn, ident)), None, actor, ident, version)


def marks(conn: sqlite3.Connection, run: int) -> list[Mark]:
    """What was ticked and skipped in a run, in the order in which it was first said."""
    rows = conn.execute(
        "SELECT step, seconds, skipped, why FROM run_step WHERE run = ? AND deleted_at IS NULL ORDER BY id", (run,)
    )
    return [Mark(step, seconds, bool(skipped), why) for step, seconds, skipped, why in rows]
