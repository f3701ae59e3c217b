"""A disk that fills up at a backup, a restore or a migration: it is said, what was stays, no half file is left."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.services.letters import NOW, empty, exchange, taken_in
from tests.store.older import made
from tui.domain.acts import Logged
from tui.domain.problem import Problem
from tui.domain.rules import Rules
from tui.services.backup import back_up
from tui.services.office import Office
from tui.services.restore import ready, restore
from tui.store import schema
from tui.store.connection import SCHEMA_VERSION
from tui.store.store import Store

ROOM = Path("/srv") if os.access("/srv", os.W_OK) else Path(tempfile.gettempdir())
STEP = 160 * 1024


@pytest.fixture
def disk() -> Iterator[Path]:
    """A small disk of its own."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk to fill")
    with tempfile.TemporaryDirectory(prefix="keptt-", dir=ROOM) as folder:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=12m,mode=0770", "keptt", folder], capture_output=True, check=False
        )
        if mounted.returncode:
            pytest.skip(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


@pytest.fixture
def store(disk: Path, tmp_path: Path) -> Store:
    """A database on it, which is in its place in WAL mode and closed."""
    made = empty(disk)
    taken_in(made, exchange())
    return made


def only(disk: Path, free: int) -> Path:
    """Fill the disk but for so many bytes; returns what fills it."""
    filler = disk / "filler"
    filler.unlink(missing_ok=True)
    size = shutil.disk_usage(disk).free - free
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, size)
    return filler


def state(path: Path) -> list[str]:
    """All that a database holds, which has to be whole."""
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return list(conn.iterdump())


def tried(disk: Path, path: Path, act: Callable[[], object], least: int = 2) -> None:
    """Try with more and more room until it succeeds; whatever there is less of it, nothing changes."""
    before, files = state(path), names(disk)
    free, failed = 0, 0
    while True:
        filler = only(disk, free)
        try:
            act()
        except Problem as problem:
            assert "is full" in problem.what
            assert str(disk) in problem.what
            filler.unlink()
            assert state(path) == before
            assert names(disk) == files
            failed, free = failed + 1, free + STEP
        else:
            filler.unlink()
            break
    print(f"no room {failed} times, until there were {free:,} bytes")
    assert failed >= least


def names(disk: Path) -> set[str]:
    """What lies on it, but for what SQLite keeps beside a database."""
    found = {str(each.relative_to(disk)) for each in disk.rglob("*") if each.is_file()}
    return {name for name in found if not name.endswith(("kept.db-wal", "kept.db-shm"))}


def test_a_backup(disk: Path, store: Store) -> None:
    tried(disk, store.path, lambda: back_up(store, "ana", NOW, 1, 1))
    assert len(list((disk / "backups").iterdir())) == 1


def test_a_restore(disk: Path, store: Store) -> None:
    old = back_up(store, "ana", NOW, 0, 0).path
    Office(store, "ana", lambda: NOW, Rules()).perform([Logged(1, channel="chat", direction="out", text="one")])

    def put_back() -> None:
        with ready(store, "ana", old) as it:
            restore(it, "ana", NOW + 60, NOW + 60)

    tried(disk, store.path, put_back, least=8)
    with store.read() as conn:
        assert conn.execute("SELECT count(*) FROM interaction WHERE text = 'one'").fetchone() == (0,)


def test_a_migration(disk: Path, store: Store) -> None:
    for each in store.path.parent.glob("kept.db*"):
        each.unlink()
    made(store.path, 3)
    tried(disk, store.path, lambda: schema.ready(store.path))
    with store.read() as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert (disk / f"kept.db.before-schema-{SCHEMA_VERSION}").exists()


def test_a_new_database(disk: Path) -> None:
    free = 0
    while True:
        filler = only(disk, free)
        try:
            empty(disk)
        except Problem:
            filler.unlink()
            assert not list(disk.iterdir())
            free += STEP
        else:
            break
    assert free > STEP
