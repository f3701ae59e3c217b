"""Many rows by few statements: after each one full-text search writes out what it gathered, however little."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import chain

AT_ONCE = 250
"""Rows a statement; with their columns they stay far below the 32,766 values that SQLite takes in one."""


def insert(conn: sqlite3.Connection, into: str, rows: Sequence[Sequence[object]], otherwise: str = "") -> None:
    """Insert rows `into` a table with its columns; `otherwise` is what an ON CONFLICT does."""
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        marks = f"({', '.join('?' * len(some[0]))})"
        conn.execute(
            f"INSERT INTO {into} VALUES {', '.join([marks] * len(some))} {otherwise}", tuple(chain(*some))
        )
