"""The processes under audit as the team sees them: how far they are, what they save, what they hurt."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from tui.domain.audit import Audit, Run
from tui.domain.model import Instant
from tui.domain.practice import AuditRow, Hurt, State, audit_row
from tui.domain.practicerows import day_ends, practice_rows, reviews_as_of
from tui.domain.problem import Problem
from tui.domain.rules import RuleBook
from tui.domain.views import Health, OpenRow, Reading
from tui.services.hurting import hurts
from tui.store import audits, practice

ORDER: tuple[State, ...] = ("review", "in practice", "redesign", "do", "think", "stop", "dropped")


def processes(conn: sqlite3.Connection, handle: str, now: Instant, book: RuleBook) -> tuple[AuditRow, ...]:
    """Every audit, those with a review due first, then the furthest, then by name."""
    rows = _rows(conn, audits.every(conn), handle, now, book)
    return tuple(sorted(rows, key=lambda row: (ORDER.index(row.state), row.audit.name.casefold(), row.audit.id)))


def process(conn: sqlite3.Connection, ident: int, handle: str, now: Instant, book: RuleBook) -> AuditRow:
    """One audit; Problem where there is none."""
    row = next(iter(_rows(conn, audits.every(conn, ident), handle, now, book)), None)
    if row is None:
        raise _missing(ident)
    return row


def stored(conn: sqlite3.Connection, ident: int, now: Instant) -> Audit:
    """One audit without what follows from it; Problem where there is none."""
    found = next((audit for audit in audits.every(conn, ident) if audit.made_at <= now), None)
    if found is None:
        raise _missing(ident)
    return _as_of(found, now)


def _missing(ident: int) -> Problem:
    return Problem(f"There is no process a{ident}.", "kept audit list shows them.", wrong_use=True)


def under_way(conn: sqlite3.Connection, ident: int, handle: str, now: Instant) -> Run | None:
    """The run of a process that a teammate has begun and not finished."""
    return audits.under_way(conn, ident, handle, now)


def _rows(
    conn: sqlite3.Connection, found: list[Audit], handle: str, now: Instant, book: RuleBook
) -> list[AuditRow]:
    there = [_as_of(audit, now) for audit in found if audit.made_at <= now]
    rules, until = book.at(now), day_ends(now, book)
    lost, used = hurts(conn, there, handle, now, book), audits.usage(conn, now, handle)
    return [audit_row(a, rules.costs, until, lost.get(a.id, Hurt()), used[a.id]) for a in there]


def _as_of(audit: Audit, now: Instant) -> Audit:
    """An audit with what became of it by a moment; what was written in it has no history to show."""
    at = audit.practised_at
    reviews = reviews_as_of(audit.reviews, at, now)
    return replace(audit, practised_at=at if at is not None and at <= now else None, reviews=reviews)


def reading(conn: sqlite3.Connection, row: OpenRow, now: Instant, book: RuleBook) -> Reading:
    """What the strip shows of a row that puts a process in practice."""
    found = next((each for each in practice.everything(conn) if each.process == row.process), None)
    if found is None:
        raise Problem(f"{row.who} is not there any more.", "ctrl+l reads the page again.")
    also = tuple(other for other in practice_rows(found, now, book) if other.id != row.id)
    none = Health(None, "–", frozenset(), ())
    return Reading(row.id, row.by or "", row.opened, row.what, None, None, also, none, "c", "customer")
