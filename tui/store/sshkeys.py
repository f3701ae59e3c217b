"""Keys of SSH and whose they are."""

from __future__ import annotations

import sqlite3

from tui.domain.authorized import Owned
from tui.domain.sshkey import PublicKey
from tui.store.store import Transaction


def everything(conn: sqlite3.Connection) -> list[Owned]:
    """All keys that kept was ever given, by handle, then in the order in which they came."""
    rows = conn.execute(
        "SELECT handle, kind, blob, comment, ssh_key.deleted_at IS NOT NULL FROM ssh_key"
        " JOIN teammate ON teammate.id = ssh_key.teammate ORDER BY handle, ssh_key.id"
    )
    return [Owned(handle, PublicKey(kind, blob, comment), bool(gone)) for handle, kind, blob, comment, gone in rows]


def of(conn: sqlite3.Connection, teammate: int) -> dict[int, PublicKey]:
    """A teammate's keys by id."""
    rows = conn.execute(
        "SELECT id, kind, blob, comment FROM ssh_key WHERE teammate = ? AND deleted_at IS NULL ORDER BY id",
        (teammate,),
    )
    return {ident: PublicKey(*key) for ident, *key in rows}


def whose(conn: sqlite3.Connection, key: PublicKey) -> str | None:
    """The handle of whoever has a key."""
    row = conn.execute(
        "SELECT handle FROM ssh_key JOIN teammate ON teammate.id = ssh_key.teammate"
        " WHERE blob = ? AND ssh_key.deleted_at IS NULL",
        (key.blob,),
    ).fetchone()
    return row[0] if row else None


def add(tx: Transaction, teammate: int, key: PublicKey) -> int:
    """A new key; returns its id."""
    return tx.insert("ssh_key", {"teammate": teammate, **key._asdict(), "recorded_at": tx.said.wall_at})
