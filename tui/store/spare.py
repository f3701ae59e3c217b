"""The connection that wrote last, kept for the next write: opening another one takes longer than most writes."""

from __future__ import annotations

import os
import sqlite3
import weakref
from pathlib import Path
from typing import NamedTuple


class Home(NamedTuple):
    """What a connection is good for: a process, since none may be carried over a fork, and a file."""

    process: int
    device: int
    inode: int


class Spare:
    """At most so many connections that nobody is using, for whichever thread writes next; closed with this."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: list[tuple[Home, sqlite3.Connection]] = []
        weakref.finalize(self, _close, self._kept)

    def take(self, home: Home) -> sqlite3.Connection | None:
        """The connection, where it is good for that; None without one."""
        try:
            kept, conn = self._kept.pop()
        except IndexError:
            return None
        if kept == home:
            return conn
        conn.close()
        return None

    def put(self, home: Home, conn: sqlite3.Connection) -> None:
        """Keep a connection that has come to the end of its transaction, or close it where enough are kept."""
        if len(self._kept) < self.most:
            self._kept.append((home, conn))
        else:
            conn.close()


def home_of(path: Path) -> Home:
    """What a connection is good for that is opened after this, never before: another file may take its place.

    Raises OSError.
    """
    file = path.stat()
    return Home(os.getpid(), file.st_dev, file.st_ino)


def _close(kept: list[tuple[Home, sqlite3.Connection]]) -> None:
    for _, conn in kept:
        conn.close()
