"""Agreements with their terms."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import date

from tui.domain.model import Agreement, Term


def promises_of(conn: sqlite3.Connection, relationship: int) -> dict[int, list[int]]:
    """The promises that each term carries, by the ids of both."""
    found = defaultdict(list)
    for term, promise in conn.execute(
        "SELECT term, id FROM promise WHERE relationship = ? AND term IS NOT NULL AND deleted_at IS NULL"
        " ORDER BY id",
        (relationship,),
    ):
        found[term].append(promise)
    return found


def of(conn: sqlite3.Connection, relationship: int) -> list[Agreement]:
    """The agreements of a relationship, newest first."""
    terms = defaultdict(list)
    for ident, agreement, text in conn.execute(
        "SELECT term.id, agreement, text FROM term JOIN agreement ON agreement.id = term.agreement"
        " WHERE relationship = ? AND term.deleted_at IS NULL ORDER BY term.id",
        (relationship,),
    ):
        terms[agreement].append(Term(ident, text))
    rows = conn.execute(
        "SELECT id, relationship, sold, value, signed_on, ends_on FROM agreement WHERE relationship = ?"
        " AND deleted_at IS NULL ORDER BY signed_on DESC, id DESC",
        (relationship,),
    )
    return [
        Agreement(
            ident,
            owner,
            sold,
            value,
            date.fromisoformat(signed),
            date.fromisoformat(ends) if ends else None,
            tuple(terms[ident]),
        )
        for ident, owner, sold, value, signed, ends in rows
    ]
