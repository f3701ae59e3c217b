"""`kept backup` and `kept restore` as people and scripts meet them, and what is said of a file that is damaged."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.cli.conftest import ROOT

Run = Callable[..., Any]


@pytest.fixture
def backup(filled: Run, db: Path) -> Path:
    """A backup of the mailbox, after which something was noted."""
    assert filled("backup").status == 0
    (made,) = (db.parent / "backups").iterdir()
    note(filled, "one")
    return made


def note(kept: Run, text: str) -> None:
    done = kept("log", "--with", "r1", "--channel", "chat", "--direction", "out", text)
    assert done.status == 0, done.err


def notes(db: Path) -> list[str]:
    with closing(sqlite3.connect(db)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [text for (text,) in conn.execute("SELECT text FROM interaction WHERE text <> '' ORDER BY id")]


def test_a_backup_says_where_it_is(filled: Run, db: Path) -> None:
    done = filled("backup")
    (made,) = (db.parent / "backups").iterdir()
    assert done == (0, f"{made}: {made.stat().st_size:,} bytes, checked.\n", "")
    said = json.loads(filled("backup", "--json").out)
    assert list(said) == ["path", "size", "gone"]
    assert Path(said["path"]).stat().st_size == said["size"]


def test_the_configuration_says_how_many_stay(filled: Run, db: Path, home: Path) -> None:
    (home / "config.toml").write_text("[kept]\n[backup]\nkeep = 2\ndays = 0\n")
    first = Path(json.loads(filled("backup", "--json").out)["path"])
    older = [first.with_name(f"kept-2020010{day}T000000Z.db") for day in (1, 2)]
    for each in older:
        first.rename(each) if first.exists() else each.touch()
    done = filled("backup")
    assert done.out.splitlines()[1:] == [f"{older[0]} is gone: older than what [backup] keeps."]
    assert len(list(first.parent.iterdir())) == 2


def test_a_backup_elsewhere(filled: Run, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    assert filled("backup", str(target)).out.startswith(f"{target}: ")
    again = filled("backup", str(target))
    assert again == (2, "", f"kept: There is a file {target} already. Name another one.\n")
    assert filled("backup", "-").status == 2


def test_without_a_database_there_is_no_backup(kept: Run, db: Path) -> None:
    assert kept("backup").err.startswith(f"kept: There is no database at {db}.")
    assert not db.parent.exists()


def test_a_restore_needs_a_yes(filled: Run, backup: Path, db: Path) -> None:
    done = filled("restore", backup.name)
    assert done.status == 2
    assert "Lost from the database: 1 change by " in done.out
    assert done.err == "kept: Nothing was changed: there is no terminal to ask at. --yes restores without asking.\n"
    assert notes(db) == ["one"]
    done = filled("restore", backup.name, "--yes")
    assert (done.status, done.err) == (0, "")
    assert f"Restored from {backup}.\n" in done.out
    (before,) = (each for each in backup.parent.iterdir() if each != backup)
    assert done.out.endswith(f"What it was until now: {before}\n")
    assert (notes(db), notes(before)) == ([], ["one"])


@pytest.mark.parametrize(("answer", "status"), [("y", 0), ("n", 130), ("", 130)])
def test_a_person_is_asked(filled: Run, backup: Path, db: Path, answer: str, status: int) -> None:
    arguments = ["-m", "tui", "--db", str(db), "restore", str(backup)]
    child = pexpect.spawn(sys.executable, arguments, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=30)
    child.expect_exact("Lost from the database: 1 change by ")
    child.expect_exact("Restore it? [y/N]")
    child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == status
    assert notes(db) == ([] if status == 0 else ["one"])


def test_which_backups_there_are_is_said(filled: Run, backup: Path) -> None:
    assert filled("restore") == (2, "", f"kept: Say which backup. The newest are: {backup.name}\n")
    assert filled("restore", "none.db").err == f"kept: There is no backup none.db. The newest are: {backup.name}\n"


def test_a_restore_is_for_admins(viewer: Run, filled: Run, db: Path) -> None:
    filled("backup")
    (made,) = (db.parent / "backups").iterdir()
    done = viewer("restore", made.name, "--yes")
    assert (done.status, done.out) == (1, "")
    assert "vera may look, not write" in done.err


@pytest.mark.parametrize("size", [0, 1, 100, 4096, 50_000, 300_000])
@pytest.mark.parametrize("command", [("status",), ("list",), ("today",), ("show", "r1"), ("doctor",), ("backup",)])
def test_a_database_that_is_cut_off_names_its_latest_backup(
    filled: Run, backup: Path, db: Path, size: int, command: tuple[str, ...]
) -> None:
    os.truncate(db, size)
    for suffix in ("-wal", "-shm"):
        db.with_name(db.name + suffix).unlink(missing_ok=True)
    done = filled(*command)
    if size or command != ("status",):
        assert done.status == 1
        assert (done.out + done.err).count(str(backup)) == 1
    assert "Traceback" not in done.err
    assert filled("restore", backup.name, "--yes").status == 0
    assert notes(db) == []


def test_flipped_bits_in_its_structure_are_noticed_or_harmless(
    kept: Run, filled: Run, backup: Path, db: Path
) -> None:
    for suffix in ("-wal", "-shm"):
        assert not db.with_name(db.name + suffix).exists()
    good = db.read_bytes()
    random.seed(7)
    said = 0
    for _ in range(25):
        flipped = bytearray(good)
        for _ in range(12):  # what SQLite keeps at the head of each page
            page, byte = random.randrange(1, len(good) // 4096), random.randrange(12)
            flipped[4096 * page + byte] ^= 1 << random.randrange(8)
        db.write_bytes(flipped)
        for command in (("list",), ("show", "r1"), ("doctor",)):
            done = kept(*command)
            assert done.status in (0, 1)
            if done.status:
                said += 1
                assert str(backup) in done.out + done.err
    assert said >= 25, "the doctor notices each"
