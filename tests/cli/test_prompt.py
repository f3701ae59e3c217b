"""The prompt's line: what it says, that it agrees with Today, and how little it costs."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tui import paths
from tui.cli.worktime import Hours
from tui.domain.calendar import Week, WorkCalendar
from tui.domain.rules import Rules
from tui.services.counting import counts
from tui.services.sample import Sample, make

Run = Callable[..., Any]
ROOT = Path(__file__).parents[2]
HOUR = 3600
OFFICE: Week = (((540, 1020),),) * 5 + ((), ())
WEEKS: tuple[Week, ...] = (
    OFFICE,
    (((0, 150), (150, 1440)),) * 7,
    (((60, 150), (160, 200)),) * 6 + (((0, 1440),),),
    (((0, 1440),),) + ((),) * 6,
)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Africa/Cairo")


def test_the_line(filled: Run) -> None:
    assert filled("status") == (0, "1 due, 1 waiting\n", "")
    assert filled("status", "--json") == (0, '{"flagged": 0, "due": 1, "waiting": 1}\n', "")
    assert filled("status", now="2026-03-04T10:30") == (0, "1 waiting\n", "")
    assert filled("status", now="2026-03-31") == (0, "1 flagged, 1 waiting\n", "")
    assert filled("status", now="2026-03-03T10:30") == (0, "kept: nothing due\n", "")
    assert filled("--as", "zoe", "status") == (0, "kept: nothing due\n", "")


def test_without_mail(kept: Run, db: Path) -> None:
    assert kept("status") == (0, "kept: no mail yet\n", "")
    assert kept("status", "--json") == (0, '{"flagged": 0, "due": 0, "waiting": 0}\n', "")
    assert not db.parent.exists()
    db.parent.mkdir()
    db.touch()
    assert kept("status") == (0, "kept: no mail yet\n", "")


def test_the_configuration_names_the_database(filled: Run, program: Run, db: Path, tmp_path: Path) -> None:
    config = tmp_path / "own.toml"
    config.write_text(f'[kept]\ndatabase = "{db.relative_to(tmp_path)}"\n[calendar]\nmonday = "is not read"\n')
    done = program(f"--config={config}", "--now=2026-03-09T09:00", "status")
    assert done == (0, "1 due, 1 waiting\n", "")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample data."""
    folder = tmp_path_factory.mktemp("sample")
    return make(folder / "kept.db", paths.sample("sample.toml"), paths.sample("sample.mbox"), Rules())


@pytest.mark.parametrize("handle", ["ana", "bo", "cleo", "nobody"])
def test_it_agrees_with_today(
    sample: Sample, handle: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.__main__ import main
    from tui.cli import prompt

    for hours in (0, 1, 3, 9, 24, 30, 100, 24 * 20, 24 * 200):
        now = sample.now + hours * HOUR
        monkeypatch.setattr(prompt.time, "time", lambda now=now: now)
        assert main(["--db", str(sample.store.path), "--as", handle, "status", "--json"]) == 0
        with sample.store.read() as conn:
            assert json.loads(capsys.readouterr().out) == counts(conn, handle, now)


def test_before_the_newest_entry_the_day_is_computed(sample: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    from tui.__main__ import main

    assert main(["--db", str(sample.store.path), "--as", "ana", "--now", "2026-02-20T10:00", "status"]) == 0
    assert "waiting" in capsys.readouterr().out


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("week", WEEKS, ids=range(len(WEEKS)))
def test_its_working_time_is_the_domains(zone: str, week: Week) -> None:
    chance = random.Random(0)
    calendar = WorkCalendar(zone, week, frozenset([date(2026, 3, 9), date(2026, 10, 25)]))
    hours = Hours(calendar.as_json())
    year = calendar.midnight(date(2026, 1, 1)), calendar.midnight(date(2027, 1, 1))
    for _ in range(300):
        start = chance.randrange(*year)
        end = start + chance.randrange(86_400 * chance.choice([3, 20]))
        worked = calendar.working(start, end)
        for limit in {0, max(0, worked - 1), worked, worked + 1, 2 * HOUR}:
            assert (start < hours.reach(end, limit, start)) == (worked > limit), (start, end, limit)
    for month in (3, 4, 10, 11):
        for day in range(1, 29):
            when = date(2026, month, day)
            assert hours.midnight(when) == calendar.midnight(when)


def imported_by(*arguments: str) -> set[str]:
    """The modules that a run of kept imports."""
    code = "import sys; from tui.__main__ import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_it_imports_nothing_heavy(filled: Run, db: Path) -> None:
    found = imported_by("--db", str(db), "status")
    heavy = {
        "click",
        "textual",
        "sqlite_utils",
        "arrow",
        "rich",
        "dataclasses",
        "tomllib",
        "platformdirs",
        "inspect",
    }
    assert not found & heavy
    assert "sqlite3" in found


@pytest.mark.parametrize(
    ("command", "unwanted"),
    [
        (["list", "--json"], {"textual", "sqlite_utils", "arrow", "rich"}),
        (["today", "--json"], {"textual", "sqlite_utils", "arrow", "rich"}),
        (["list"], {"textual", "sqlite_utils", "arrow"}),
        (["doctor"], {"textual", "sqlite_utils", "arrow"}),
    ],
)
def test_commands_import_what_they_use(filled: Run, db: Path, command: list[str], unwanted: set[str]) -> None:
    assert not imported_by("--db", str(db), *command) & unwanted


def test_several_versions_of_the_rules(filled: Run, db: Path, tmp_path: Path, program: Run) -> None:
    config = tmp_path / "strict.toml"
    config.write_text("[tiers.c]\nreply = 1\n[calendar]\nsaturday = ['09:00-17:00']\n")
    assert filled("--config", str(config), "config", "apply", now="2026-03-04").status == 0
    conn = sqlite3.connect(db)
    assert conn.execute("SELECT count(*) FROM rules").fetchone() == (2,)
    conn.close()
    assert filled("status", now="2026-03-04T10:59").out == "1 due, 1 waiting\n"
    assert filled("status", now="2026-03-04T13:30").out == "1 flagged, 1 waiting\n"
