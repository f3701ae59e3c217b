"""Noticing what is written: one long-lived connection, asked again and again by one thread."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from tui.domain.together import News
from tui.store.connection import connect, told
from tui.store.store import Store

# the open forms and drafts are not journalled, and an import journals one line for all that it brings
STAMPS = """
SELECT ifnull((SELECT max(id) FROM journal), 0) || ' ' || ifnull((SELECT max(id) FROM mail), 0)
    || ' ' || ifnull((SELECT max(id) FROM ending), 0)
    || ' ' || (SELECT count(*) || ' ' || total(at) || ' ' || total(id) FROM draft WHERE actor = ?),
(SELECT group_concat(id || ' ' || actor || ' ' || form || ' ' || ifnull(relationship, process) || ' ' || opened_at)
    FROM open_form)
"""


class _Seen(NamedTuple):
    version: int
    pages: str
    forms: str | None


class Watch:
    """Compares the database with what it was when it was asked last, for one teammate."""

    def __init__(self, store: Store, handle: str) -> None:
        self.store = store
        self.handle = handle
        self._conn: sqlite3.Connection | None = None
        self._inode = 0
        self._seen: _Seen | None = None

    def news(self) -> News:
        """What has changed since the last call, nothing at the first; raises Problem."""
        if not self.store.exists():
            return News()
        with told(self.store.path):
            conn = self._connected()
            version = int(conn.execute("PRAGMA data_version").fetchone()[0])
            if self._seen is not None and version == self._seen.version:
                return News()
            before, self._seen = self._seen, _Seen(version, *conn.execute(STAMPS, (self.handle,)).fetchone())
        if before is None:
            return News()
        return News(before.pages != self._seen.pages, before.forms != self._seen.forms)

    def _connected(self) -> sqlite3.Connection:
        """The connection, a new one where another file has taken the place of the one that it was for."""
        inode = self.store.path.stat().st_ino
        if self._conn is None or inode != self._inode:
            if self._conn is not None:
                self._conn.close()
            self._conn, self._inode = connect(self.store.path, query_only=True), inode
            if self._seen is not None:
                # a restored one may have the stamps of the one before
                self._seen = _Seen(-1, "", "")
        return self._conn
