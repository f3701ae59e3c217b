"""What could not be read, kept whole so that nothing is lost."""

from __future__ import annotations

import sqlite3


def reject(conn: sqlite3.Connection, digest: str, place: str, reason: str, raw: bytes, batch: int) -> bool:
    """Keep what could not be read, whole; False where it was kept before."""
    cursor = conn.execute(
        "INSERT INTO rejected(sha256, place, reason, raw, batch) VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (digest, place, reason, raw, batch),
    )
    return cursor.rowcount > 0


def rejected(conn: sqlite3.Connection) -> list[tuple[int, str, str, int]]:
    """Everything that could not be read: id, place, reason, length in bytes."""
    return list(conn.execute("SELECT id, place, reason, length(raw) FROM rejected ORDER BY id"))
