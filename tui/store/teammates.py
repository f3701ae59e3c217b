"""Teammates and the versions of the rules."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from datetime import date

from tui.domain.model import Teammate
from tui.domain.rules import RuleBook, Rules
from tui.store.store import Transaction


def all_teammates(conn: sqlite3.Connection) -> tuple[Teammate, ...]:
    """Everybody with an account, in order of handle, with their mail addresses."""
    addresses = defaultdict(list)
    for teammate, address in conn.execute(
        "SELECT teammate, address FROM address WHERE teammate IS NOT NULL ORDER BY address"
    ):
        addresses[teammate].append(address)
    rows = conn.execute(
        "SELECT id, handle, name, role, capacity FROM teammate WHERE deleted_at IS NULL ORDER BY handle"
    )
    return tuple(
        Teammate(i, handle, name, role, tuple(addresses[i]), capacity) for i, handle, name, role, capacity in rows
    )


def add_teammate(tx: Transaction, handle: str, name: str, role: str) -> int:
    """A new teammate; returns the id."""
    return tx.insert("teammate", {"handle": handle, "name": name, "role": role})


def name_teammate(tx: Transaction, ident: int, name: str) -> None:
    """The name that a teammate's own mail shows."""
    tx.change("teammate", ident, name=name)


def rule_book(conn: sqlite3.Connection) -> RuleBook:
    """All versions of the rules, oldest first."""
    rows = conn.execute("SELECT from_day, settings FROM rules ORDER BY from_day")
    return RuleBook(tuple((date.fromisoformat(day), Rules.from_json(json.loads(text))) for day, text in rows))


def add_rules(tx: Transaction, day: date, rules: Rules) -> None:
    """Let `rules` hold from `day` on, in place of what was to hold from that very day."""
    tx.conn.execute("DELETE FROM rules WHERE from_day = ?", (day.isoformat(),))
    tx.insert("rules", {"from_day": day.isoformat(), "settings": json.dumps(rules.as_json())})
