"""Putting the configuration's rules in force in a database."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from tui.domain.model import Instant
from tui.domain.problem import Problem
from tui.domain.rules import Rules
from tui.services.rebuilding import rebuild
from tui.store.store import Said, Store
from tui.store.teammates import add_rules, rule_book


@dataclass(frozen=True, slots=True)
class Changed:
    """From which day on which settings differ, and how many relationships stand differently by that."""

    day: date
    settings: tuple[str, ...]
    relationships: int


def differing(old: Rules, new: Rules) -> tuple[str, ...]:
    """The settings in which two versions differ."""
    return tuple(each.name for each in fields(Rules) if getattr(old, each.name) != getattr(new, each.name))


def in_force(store: Store, at: Instant) -> Rules:
    """The rules that hold in a database at a moment."""
    with store.read() as conn:
        return rule_book(conn).at(at)


def put_in_force(store: Store, handle: str, rules: Rules, at: Instant, wall: Instant) -> Changed | None:
    """Let `rules` hold from the day of `at` on and derive everything again, in one transaction.

    None where they hold already. Raises Problem for whoever is no admin, and where a later version is known.
    """
    with store.write(Said(handle, at, wall, "apply the configuration", needs="admin")) as tx:
        book = rule_book(tx.conn)
        settings = differing(book.at(at), rules)
        if not settings:
            return None
        day = rules.calendar.date_of(at)
        if day < book.versions[-1][0]:
            raise Problem(f"Rules from {book.versions[-1][0]} on are known already.", "Leave --now away.")
        add_rules(tx, day, rules)
        return Changed(day, settings, len(rebuild(tx, rule_book(tx.conn))))
