"""`kept doctor` as scripts and people meet it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.services import machine

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def sound_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """A SQLite without known faults, and nothing to compile."""
    monkeypatch.setattr(machine, "version", lambda: (3, 51, 3))
    monkeypatch.setattr(machine, "PACKAGES", ())


@pytest.fixture
def filled(filled: Run) -> Run:
    """kept with the mailbox taken in and a backup of it."""
    assert filled("backup").status == 0
    return filled


def change(db: Path, statement: str) -> None:
    """Change the database behind kept's back."""
    conn = sqlite3.connect(db)
    assert conn.execute(statement).rowcount > 0
    conn.commit()
    conn.close()


def test_a_sound_database(filled: Run, db: Path) -> None:
    assert filled("doctor") == (0, f"{db} is whole: made by kept, schema 5.\n", "")
    assert filled("doctor", "--json") == (0, "[]\n", "")


def test_findings_come_with_what_mends_them(filled: Run, db: Path) -> None:
    db.chmod(0o644)
    done = filled("doctor")
    assert (done.status, done.err) == (1, "")
    assert done.out == f"wrong: {db} has the mode 0644, not 0660.\n       chmod 0660 {db}\n"
    (finding,) = json.loads(filled("doctor", "--json").out)
    assert list(finding) == ["name", "what", "remedy", "grave"]


def test_warnings_do_not_fail(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "version", lambda: (3, 40, 1))
    done = filled("doctor")
    assert done.status == 0
    assert done.out.startswith("note: SQLite 3.40.1 has the WAL-reset fault")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE health SET last_touch = last_touch + 1 WHERE relationship = 1",
        "UPDATE wait SET state = 'waived' WHERE relationship = 1",
        "DELETE FROM wait WHERE relationship = 1",
        "DELETE FROM health WHERE relationship = 1",
        "DELETE FROM open_item WHERE relationship = 1",
        "UPDATE open_item SET today_from = today_from + 1 WHERE relationship = 1",
        "UPDATE interaction SET opens = 1 - opens WHERE relationship = 1",
    ],
)
def test_a_rebuild_mends_and_says_so_once(filled: Run, db: Path, statement: str) -> None:
    before = filled("show", "r1", "--json").out
    change(db, statement)
    done = filled("doctor", "--rebuild")
    assert done == (1, "1 relationship differed from the log; mended.\n", "")
    assert filled("show", "r1", "--json").out == before
    assert filled("doctor", "--rebuild") == (0, "Everything is derived anew, and nothing differed.\n", "")
    assert filled("doctor", "--rebuild", "--json") == (0, '{\n  "differed": 0\n}\n', "")


def test_everything_could_be_read(filled: Run) -> None:
    assert filled("doctor", "--rejected") == (0, "Everything could be read.\n", "")
    assert filled("doctor", "--rejected", "--json") == (0, "[]\n", "")
