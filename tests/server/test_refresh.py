"""What is written to a real terminal when somebody else changes something: the rows that changed, and no more."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import process
from tests.server.sitting import NOW, Sitting, database, kept

PAGES = {
    "today": "", "relationships": "2", "relationship": "2\r", "promises": "3", "processes": "4", "history": "v",
}  # fmt: skip
CHANGED = "UPDATE relationship SET name = 'Halden and Sons', version = version + 1 WHERE name = 'Halden Dairies'"
JOURNALLED = (
    "INSERT INTO journal(tx, at, wall_at, actor, action, why, \"table\", row_id)"
    " SELECT max(tx) + 1, 1, 1, 'bo', 'edit', '', 'relationship', 1 FROM journal"
)
WHOLE = 3000
"""Far fewer bytes than a whole screen of 80x24 takes."""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A database that somebody sits at."""
    return database(tmp_path)


@pytest.fixture
def sitting(db: Path) -> Iterator[Sitting]:
    """Somebody at Today, with nothing more to come."""
    sitting = Sitting(kept(db))
    sitting.until("Halden Dairies", "quick line")
    yield sitting
    sitting.hang_up()
    sitting.wait()


def written(sitting: Sitting, seconds: float = 1.5) -> int:
    """How many bytes come until nothing comes for a while."""
    before, silent = len(sitting.terminal.sent), 0.0
    while silent < seconds:
        silent = 0.0 if sitting.terminal.read(0.1) else silent + 0.1
    return len(sitting.terminal.sent) - before


def executed(db: Path, *statements: str) -> None:
    """Somebody else's transaction."""
    with closing(sqlite3.connect(db)) as conn, conn:
        for statement in statements:
            conn.execute(statement)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_written_where_nothing_that_is_shown_has_changed(sitting: Sitting, db: Path, page: str) -> None:
    for key in (*PAGES[page], "j"):
        sitting.press(key)
        written(sitting, 0.6)
    executed(db, JOURNALLED)
    assert written(sitting, 3.0) == 0


def test_one_changed_row_is_little_more_than_that_row(sitting: Sitting, db: Path) -> None:
    sitting.press("2")
    sitting.until("Halden Dairies")
    written(sitting)
    before = len(sitting.terminal.sent)
    executed(db, CHANGED, JOURNALLED)
    sitting.until("Halden and Sons")
    written(sitting)
    print(f"\na row that changed: {len(sitting.terminal.sent) - before} bytes")
    assert len(sitting.terminal.sent) - before < WHOLE


def test_another_at_the_command_line_is_seen_where_it_belongs(sitting: Sitting, db: Path) -> None:
    written(sitting)
    before = len(sitting.terminal.sent)
    told = ("promise", "Halden Dairies", "the cooling curve", "--due", "2026-03-09", "--by", "ana")
    done = process(sys.executable, "-m", "tui", "--db", str(db), "--as", "bo", "--now", NOW, *told)
    assert done.status == 0
    sitting.until("the cooling curve")
    written(sitting)
    print(f"\na row that came in: {len(sitting.terminal.sent) - before} bytes")
