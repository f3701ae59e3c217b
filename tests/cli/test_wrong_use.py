"""What is asked wrongly is said in one line, with what to do, and never as a traceback."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.cli import handle
from tui.domain.problem import Problem
from tui.services.login import own_handle

Run = Callable[..., Any]
ROOT = Path(__file__).parents[2]


def refused(done: Any, status: int) -> str:
    """The one line of a refusal."""
    assert (done.status, done.out) == (status, "")
    assert done.err.startswith("kept: ")
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    line: str = done.err
    return line


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["list", "--nonsense"],
        ["list", "--sort", "size"],
        ["list", "--kind", "friend"],
        ["list", "--stage", "gone"],
        ["show"],
        ["import", "mail"],
        ["import", "nonsense"],
        ["doctor", "--rebuild", "--rejected"],
        ["status", "nonsense"],
        ["today", "extra"],
    ],
    ids=" ".join,
)
def test_wrong_use(filled: Run, arguments: list[str]) -> None:
    refused(filled(*arguments), 2)


@pytest.mark.parametrize("family", ["import", "export", "config"])
def test_half_a_command_is_one_line_and_no_page(filled: Run, family: str) -> None:
    said = f"kept: kept {family} alone says too little. kept {family} --help says what may follow.\n"
    assert refused(filled(family), 2) == said


@pytest.mark.parametrize(
    "now",
    [
        "0001-01-01",
        "9999-12-31T23:59",
        "2026-03-09T10:00+25:00",
        "tomorrow",
        "2026",
        "2026-13-01",
        "2026-02-30T10:00",
        "1",
        "",
        "2026-03-09T25:00",
        "9" * 400,
    ],
)
@pytest.mark.parametrize("command", ["today", "status"])
def test_a_moment_must_be_one(filled: Run, now: str, command: str) -> None:
    line = refused(filled(command, now=now), 2)
    assert "is no date and time. Write it as 2026-03-09T14:30" in line


def test_a_moment_without_an_offset_is_the_teams(kept: Run, box: Path, tmp_path: Path) -> None:
    config = tmp_path / "team.toml"
    config.write_text('[calendar]\nzone = "Asia/Kolkata"\n')
    me = "ana@larkfield.example"
    assert kept("--config", str(config), "import", "mail", str(box), "--me", me, now="2026-03-09").status == 0
    assert kept("list", "--json", now="2026-03-02T14:29").out == "[]\n"
    assert '"acme.example"' in kept("list", "--json", now="2026-03-02T14:30").out
    assert '"acme.example"' in kept("list", "--json", now="2026-03-02T09:00Z").out


def test_another_programs_database_is_left_alone(kept: Run, box: Path, db: Path) -> None:
    db.parent.mkdir()
    with sqlite3.connect(db) as conn:
        conn.execute("CREATE TABLE theirs(a)")
    conn.close()
    before = db.read_bytes()
    for arguments in (["list"], ["status"], ["doctor"], ["import", "mail", str(box), "--me", "a@b.example"]):
        line = refused(kept(*arguments), 1)
        assert line == f"kept: {db} belongs to another program. Name another file with --db.\n"
    assert db.read_bytes() == before


def test_a_newer_schema_is_refused(filled: Run, box: Path, db: Path) -> None:
    conn = sqlite3.connect(db)
    conn.execute("PRAGMA user_version=99")
    conn.close()
    for arguments in (["list"], ["status"], ["doctor"], ["import", "mail", str(box)]):
        assert "was written by a newer kept (schema 99" in refused(filled(*arguments), 1)


def test_no_database_at_all(kept: Run, db: Path) -> None:
    db.parent.mkdir()
    db.write_bytes(b"not a database at all, but long enough to look at" * 40)
    for arguments in (["list"], ["status"], ["doctor"]):
        assert refused(kept(*arguments), 1) == f"kept: {db} is no database of kept. Name another file with --db.\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[kept]\ntheme = 3\n", "kept.theme is 3."),
        ("[kept]\nthem = 'dark'\n", "there is no setting kept.them. Did you mean kept.theme?"),
        ("[kept\n", "is not TOML"),
        ("[keys]\n'app.nothing' = 'x'\n", "There is no action app.nothing"),
    ],
)
def test_a_wrong_configuration_is_said(kept: Run, tmp_path: Path, text: str, line: str) -> None:
    config = tmp_path / "wrong.toml"
    config.write_text(text)
    done = kept("--config", str(config), "config", "check")
    assert line in refused(done, done.status)
    assert done.status in (1, 2)


def test_a_configuration_that_is_not_there(kept: Run) -> None:
    assert "There is no file gone.toml." in refused(kept("--config", "gone.toml", "list"), 2)


def test_the_dashboard_needs_a_terminal(program: Run, db: Path) -> None:
    for arguments in ([], ["demo"]):
        line = refused(program("--db", str(db), *arguments), 2)
        assert line.startswith("kept: The dashboard needs a terminal.")
    assert not db.parent.exists()


def test_somebody_else_is_for_root_and_the_files_owner(
    filled: Run, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert handle.who(db, "bo") == "bo"
    monkeypatch.setattr(os, "getuid", lambda: db.stat().st_uid + 12345)
    with pytest.raises(Problem, match="may not use kept as bo") as refusal:
        handle.who(db, "bo")
    assert refusal.value.wrong_use
    own = handle.who(db, None)
    assert handle.who(db, own) == own


def test_somebody_who_is_no_teammate_imports_nothing(filled: Run, box: Path) -> None:
    line = refused(filled("--as", "zoe", "import", "mail", str(box)), 1)
    assert line == f"kept: zoe is no teammate in this database. Ask {own_handle()} to add the account.\n"


def test_only_an_admin_applies_rules(filled: Run) -> None:
    assert "zoe is no teammate" in refused(filled("--as", "zoe", "config", "apply"), 1)


def test_what_nobody_foresaw_goes_to_a_file(program: Run, db: Path, box: Path, home: Path) -> None:
    arguments = ["--db", str(db), "--now", "2026-03-09"]
    assert program(*arguments, "import", "mail", str(box), "--me", "ana@larkfield.example").status == 0
    conn = sqlite3.connect(db)
    conn.execute("UPDATE health SET parts = '[]'")
    conn.commit()
    conn.close()
    line = refused(program(*arguments, "list"), 1)
    log = home / ".local" / "state" / "kept" / "errors.log"
    assert str(log) in line
    assert log.stat().st_mode & 0o777 == 0o600
    assert "Traceback" in log.read_text()


@pytest.mark.parametrize("command", ["show acme.example --json", "status", "--version", "list"])
@pytest.mark.parametrize(
    ("into", "err"),
    [("| true", ""), ("> /dev/full", "kept: Standard output: No space left on device.\n")],
    ids=["closed", "full"],
)
def test_output_that_cannot_be_written(filled: Run, db: Path, command: str, into: str, err: str) -> None:
    shell = (
        f"sleep 0 | {sys.executable} -m tui --db {db} --now 2026-03-09 {command} {into}; exit ${{PIPESTATUS[1]}}"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""}
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", err)
