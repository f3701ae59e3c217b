"""undo, redo and history."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
Refused = Callable[..., str]
Shown = Callable[[str], dict[str, Any]]


def hire_bo(db: Path) -> None:
    """Make bo a teammate who may write."""
    conn = sqlite3.connect(db)
    conn.execute("INSERT INTO teammate(handle, name, role) VALUES('bo', 'Bo', 'member')")
    conn.commit()
    conn.close()


def test_undo_and_redo_say_what_they_did(filled: Run, shown: Shown) -> None:
    assert filled("done", "w3").status == 0
    assert filled("undo") == (0, "w3 acme.example: undone: reply logged.\n", "")
    assert shown("acme.example")["waits"][-1]["state"] == "open"
    assert filled("redo") == (0, "w3 acme.example: redone: reply logged.\n", "")
    assert shown("acme.example")["waits"][-1]["state"] == "answered"


def test_scripts_get_the_id_of_what_was_taken_back(filled: Run) -> None:
    assert filled("promise", "r1", "x", "--due", "fri").status == 0
    assert json.loads(filled("undo", "--json").out) == {"id": "p1"}
    assert json.loads(filled("redo", "--json").out) == {"id": "p1"}


def test_a_command_is_one_step(filled: Run, shown: Shown) -> None:
    assert filled("promise", "r1", "x", "--due", "fri").status == 0
    assert filled("done", "w3", "p1").status == 0
    assert filled("undo").out.splitlines() == [
        "w3 acme.example: undone: reply logged.",
        "p1 acme.example: undone: promise kept.",
    ]
    assert shown("acme.example")["promises"][0]["state"] == "open"


def test_what_concerned_nobody_is_taken_back_too(filled: Run) -> None:
    assert filled("ignore", "stranger@elsewhere.example").status == 0
    assert filled("undo").out == "undone: stranger@elsewhere.example ignored.\n"


def test_an_import_has_no_id(filled: Run) -> None:
    assert filled("undo").out.startswith("undone: import of ")
    assert json.loads(filled("redo", "--json").out) == {"id": None}


def test_there_is_nothing_to_take_back(filled: Run, db: Path, refused: Refused) -> None:
    hire_bo(db)
    line = refused("--as", "bo", "undo", status=1)
    assert line == "kept: There is nothing of yours to take back. Nothing was changed.\n"
    line = refused("--as", "bo", "redo", status=1)
    assert line == "kept: There is nothing of yours to do again. Nothing was changed.\n"


def test_what_somebody_changed_since_is_not_taken_back(filled: Run, db: Path, refused: Refused) -> None:
    hire_bo(db)
    assert filled("promise", "r1", "x", "--due", "fri").status == 0
    assert filled("--as", "bo", "done", "p1").status == 0
    assert "promised cannot be taken back: bo changed it since." in refused("undo", status=1)


def test_history_is_newest_first_and_marks_what_was_taken_back(filled: Run) -> None:
    assert filled("history", "acme.example") == (0, "Nothing was done to acme.example yet.\n", "")
    assert filled("promise", "r1", "x", "--due", "fri", now="2026-03-09T08:00").status == 0
    assert filled("done", "p1").status == 0
    assert filled("undo", now="2026-03-09T10:00").status == 0
    found = json.loads(filled("history", "acme.example", "--json", now="2026-03-09T11:00").out)
    assert [list(deed) for deed in found] == [["at", "actor", "kind", "id", "said", "undone"]] * 3
    assert [(deed["at"][11:16], deed["kind"], deed["undone"]) for deed in found] == [
        ("10:00", "undone", False),
        ("09:00", "kept", True),
        ("08:00", "promised", False),
    ]
    lines = filled("history", "r1", now="2026-03-09T11:00").out.splitlines()
    assert lines[1].startswith("Mon 9 Mar 09:00  ")
    assert lines[1].endswith("  p1  promise kept, taken back")
    # what is done later is not seen before
    assert len(json.loads(filled("history", "r1", "--json", now="2026-03-09T08:30").out)) == 1


def test_history_of_nobody(filled: Run, refused: Refused) -> None:
    assert "No relationship is called 'nobody'." in refused("history", "nobody")


def test_a_viewer_takes_nothing_back(viewer: Run, refused: Refused) -> None:
    for command in ("undo", "redo"):
        refused("--as", "vera", command, status=1)
    assert viewer("history", "acme.example").status == 0
