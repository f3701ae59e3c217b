"""Teammates and the versions of the rules."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tui.domain.model import Teammate
from tui.domain.problem import Problem
from tui.domain.rules import RuleBook, Rules
from tui.store.store import Transaction


class Ever(NamedTuple):
    """Somebody who is or was a teammate."""

    id: int
    gone: bool


def all_teammates(conn: sqlite3.Connection) -> tuple[Teammate, ...]:
    """Everybody with an account, in order of handle, with their mail addresses."""
    addresses = defaultdict(list)
    for teammate, address in conn.execute(
        # "+": else SQLite goes through everybody's addresses in their order
        "SELECT teammate, address FROM address WHERE teammate IS NOT NULL ORDER BY +address"
    ):
        addresses[teammate].append(address)
    rows = conn.execute(
        "SELECT id, handle, name, role, capacity FROM teammate WHERE deleted_at IS NULL ORDER BY handle"
    )
    return tuple(
        Teammate(i, handle, name, role, tuple(addresses[i]), capacity) for i, handle, name, role, capacity in rows
    )


def named(conn: sqlite3.Connection, handle: str) -> Teammate:
    """A teammate by handle; Problem where there is none."""
    team = all_teammates(conn)
    found = next((mate for mate in team if mate.handle == handle), None)
    if found is None:
        known = ", ".join(mate.handle for mate in team)
        are = "are" if len(team) > 1 else "is"
        raise Problem(f"{handle[:60]!r} is no teammate.", f"There {are} {known}.", wrong_use=True)
    return found


def ever(conn: sqlite3.Connection, handle: str) -> Ever | None:
    """Who has or had a handle; None for a new one."""
    row = conn.execute("SELECT id, deleted_at IS NOT NULL FROM teammate WHERE handle = ?", (handle,)).fetchone()
    return Ever(row[0], bool(row[1])) if row else None


def add_teammate(tx: Transaction, handle: str, name: str, role: str) -> int:
    """A new teammate; returns the id."""
    return tx.insert("teammate", {"handle": handle, "name": name, "role": role})


def name_teammate(tx: Transaction, ident: int, name: str) -> None:
    """The name that a teammate's own mail shows."""
    tx.change("teammate", ident, name=name)


def rule_book(conn: sqlite3.Connection) -> RuleBook:
    """All versions of the rules, oldest first."""
    rows = conn.execute("SELECT from_day, settings FROM rules ORDER BY from_day")
    return RuleBook(tuple((date.fromisoformat(day), _rules(text)) for day, text in rows))


@lru_cache(maxsize=64)
def _rules(text: str) -> Rules:
    """One version, the same object as before: its calendar keeps the tables of working time that it has made."""
    return Rules.from_json(json.loads(text))


def add_rules(tx: Transaction, day: date, rules: Rules) -> None:
    """Let `rules` hold from `day` on, in place of what was to hold from that very day."""
    tx.conn.execute("DELETE FROM rules WHERE from_day = ?", (day.isoformat(),))
    tx.insert("rules", {"from_day": day.isoformat(), "settings": json.dumps(rules.as_json())})
