"""The server that the tests of this folder log in to."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from tests.server.sshd import Daemon, Server, missing
from tests.services import copies

NUMBERS = count(1)
# ana is the admin of the sample, bo a member
VERA = "INSERT INTO teammate(handle, name, role) VALUES('vera', 'Vera', 'viewer')"
ROLES = "UPDATE teammate SET role = CASE handle WHEN 'ana' THEN 'admin' ELSE 'member' END"


@pytest.fixture(scope="session")
def daemon() -> Iterator[Daemon]:
    """One sshd for all tests; skipped where it cannot be had."""
    if why := missing():
        # root at a machine for checks has it all installed, so that nothing is left out unseen
        (pytest.fail if os.environ.get("CI") and os.geteuid() == 0 else pytest.skip)(why)
    running = Daemon.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a file, with ana its admin, bo a member and vera a viewer."""
    path = copies.sample(tmp_path_factory.mktemp("small")).store.path
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(ROLES)
        conn.execute(VERA)
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def server(daemon: Daemon, small: Path) -> Iterator[Server]:
    """A fresh database behind the daemon, and the keys of ana, bo and vera let in."""
    folder = daemon.folder / f"data{next(NUMBERS)}"
    folder.mkdir()
    database = folder / "kept.db"
    shutil.copyfile(small, database)
    database.chmod(0o660)
    for path in (folder, database):
        os.chown(path, daemon.uid, daemon.gid)
    folder.chmod(0o2770)
    serving = Server(daemon, database)
    serving.authorize(*(serving.line(who) for who in ("ana", "bo", "vera")))
    yield serving
    serving.close()
