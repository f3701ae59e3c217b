"""A disk without room: what was there stays whole, what was typed stays on the screen, and later it goes on."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.cli.conftest import Done, process
from tests.cli.test_stopping import content
from tests.screens.at_work import desk_at
from tests.server.dashboards import Room
from tests.services.letters import ME, letter
from tests.store import older
from tui.domain.problem import Problem
from tui.store.connection import SCHEMA_VERSION
from tui.store.schema import ready

pytestmark = pytest.mark.xdist_group("load")

NOW = "2026-03-09T08:30"
MEGABYTE = 1 << 20
STEP = 64 * 1024
LOG = 'messaged @"Kestrel Rail" re '
MAILS = 600


class Disk:
    """A file system of its own in memory; what lies on it may be given more room or none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ballast = folder / "ballast"

    def leave(self, room: int) -> None:
        """Fill all but so many bytes."""
        self.clear()
        with self.ballast.open("wb") as file:
            while (size := self._free() - room) > 0:
                with suppress(OSError):  # a dashboard took some of it meanwhile
                    os.posix_fallocate(file.fileno(), file.seek(0, os.SEEK_END), size)

    def _free(self) -> int:
        """How many bytes are left."""
        free = os.statvfs(self.folder)
        return free.f_bavail * free.f_frsize

    def clear(self) -> None:
        """Give all the room back."""
        self.ballast.unlink(missing_ok=True)


@pytest.fixture
def disk() -> Iterator[Disk]:
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("a disk of its own needs root and mount")
    folder = Path("/srv", f"keptt-disk-{secrets.token_hex(4)}")
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={16 * MEGABYTE}", "tmpfs", str(folder)]
    done = subprocess.run(["mount", *options], capture_output=True, text=True, check=False)
    try:
        if done.returncode != 0:
            pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], capture_output=True, check=False)
        folder.rmdir()


def kept(db: Path, *arguments: str) -> Done:
    """kept as a process of its own."""
    return process(sys.executable, "-m", "tui", "--db", str(db), "--as", "ana", "--now", NOW, *arguments)


def logged(db: Path) -> list[str]:
    """What was logged of Kestrel Rail by hand, and that the file is whole."""
    with closing(sqlite3.connect(db)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [text for (text,) in conn.execute("SELECT text FROM interaction WHERE channel = 'chat' ORDER BY id")]


def test_a_log_on_a_full_disk_changes_nothing_and_says_so(disk: Disk) -> None:
    db = desk_at(disk.folder).store.path
    before = logged(db)
    disk.leave(0)
    refused = kept(db, "log", f"{LOG}the first")
    assert (refused.status, refused.out) == (1, "")
    assert refused.err == f"kept: The disk that holds {db} is full. Nothing was changed; make room and try again.\n"
    disk.clear()
    assert logged(db) == before
    assert kept(db, "log", f"{LOG}the second").status == 0
    assert [text[-10:] for text in logged(db)[len(before) :]] == ["the second"]


def test_what_is_typed_on_a_full_disk_stays_on_the_screen_until_it_can_be_saved(disk: Disk) -> None:
    db = desk_at(disk.folder).store.path
    before, room = logged(db), Room()
    try:
        one = room.open(["--db", str(db), "--as", "ana", "--now", NOW])
        room.sees(one, "quick line")
        room.does(one, (":", "what happened"))
        disk.leave(0)
        room.does(one, (f"{LOG}the third", "the third"), ("\r", "is full"))
        assert one.process.poll() is None
        disk.clear()
        assert logged(db) == before
        room.does(one, ("\r", " logged"))
    finally:
        room.close()
    assert [text[-9:] for text in logged(db)[len(before) :]] == ["the third"]


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Mails that fill some megabytes."""
    letters = []
    for number in range(MAILS // 2):
        them, at = f"p@firm{number % 29}.example", float(number)
        letters.append(letter(them, ME, at, f"Plan {number}", "Could you look?\n" + f"word{number} " * 300))
        letters.append(letter(ME, them, at + 0.5, f"Re: Plan {number}", in_reply_to=f"<{at}@x.example>"))
    file = tmp_path_factory.mktemp("box") / "box.mbox"
    lines = (b"From x@x.example Mon Jan  5 09:00:00 2026\n" + each + b"\n" for each in letters)
    file.write_bytes(b"".join(lines))
    return file


def test_an_import_on_a_full_disk_keeps_what_it_has_and_is_completed_later(
    disk: Disk, box: Path, tmp_path: Path
) -> None:
    take = ("import", "mail", str(box), "--me", ME)
    whole = tmp_path / "kept.db"
    assert kept(whole, *take).status == 0
    wanted = content(whole)
    db, kept_so_far = disk.folder / "kept.db", []
    for room in (MEGABYTE // 2, 2 * MEGABYTE, 4 * MEGABYTE, 6 * MEGABYTE):
        disk.leave(room)
        done = kept(db, *take)
        if done.status == 0:
            break
        assert (done.status, done.out) == (1, "")
        assert f"kept: The disk that holds {db}" in done.err
        assert " is full. " in done.err.splitlines()[-1]
        disk.clear()
        kept_so_far.append(len(content(db)["mail"]) if db.exists() else 0)
    assert kept_so_far
    disk.clear()
    assert kept(db, *take).status == 0
    assert content(db) == wanted
    print(f"\nmails kept where the disk was full: {kept_so_far} of {MAILS}")


@pytest.mark.parametrize("schema", range(1, SCHEMA_VERSION))
def test_a_migration_on_a_full_disk_leaves_the_old_file(disk: Disk, schema: int) -> None:
    db = older.made(disk.folder / "kept.db", schema)
    before, refused = older.rows(db), 0
    for room in range(0, 8 * MEGABYTE, STEP):
        disk.leave(room)
        try:
            ready(db)
        except Problem as problem:
            refused += 1
            assert "is full" in problem.what or "No space left" in problem.what
        else:
            break
        finally:
            disk.clear()
        assert older.version(db) == schema
        assert older.rows(db) == before
    assert refused
    assert older.version(db) == SCHEMA_VERSION
    with closing(sqlite3.connect(db)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
