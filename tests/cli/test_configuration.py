"""`kept config`: where each setting comes from, whether it is right, and putting it in force."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    """A configuration with another target and another weekday."""
    file = tmp_path / "strict.toml"
    file.write_text("[tiers.c]\nreply = 1\n\n[calendar]\nholidays = [2026-12-25]\n")
    return file


def test_every_setting_says_where_it_comes_from(kept: Run, strict: Path) -> None:
    done = kept("--config", str(strict), "config", "show")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert f"tiers.c.reply = 1  # {strict}" in lines
    assert "tiers.c.cadence = 90  # default" in lines
    shown = json.loads(kept("--config", str(strict), "config", "show", "--json").out)
    assert shown["calendar.holidays"] == {"value": ["2026-12-25"], "origin": str(strict)}
    assert shown["weights.reply"] == {"value": 0.35, "origin": "default"}


def test_without_a_file_all_is_default(kept: Run) -> None:
    assert kept("config", "show").out.startswith("# no file: every setting has its default\n")
    assert kept("config", "check") == (0, "There is no configuration file; the defaults hold.\n", "")


def test_a_right_file_is_right(kept: Run, strict: Path) -> None:
    assert kept("--config", str(strict), "config", "check") == (0, f"{strict} is right.\n", "")


def test_a_differing_database_is_named_and_not_changed(filled: Run, strict: Path, db: Path) -> None:
    before = db.read_bytes()
    done = filled("--config", str(strict), "config", "check")
    assert (done.status, done.out) == (0, f"{strict} is right.\n")
    assert done.err == (
        f"kept: {db} goes by other calendar, tiers. kept config apply puts these in force from today.\n"
    )
    assert "The configuration has other calendar, tiers" in filled("--config", str(strict), "doctor").out
    assert db.read_bytes() == before


def versions(db: Path) -> list[str]:
    """From which days on the database has rules."""
    conn = sqlite3.connect(db)
    days = [day for (day,) in conn.execute("SELECT from_day FROM rules ORDER BY from_day")]
    conn.close()
    return days


def test_apply_holds_from_today_on_and_last_month_stays(filled: Run, strict: Path, db: Path) -> None:
    done = filled("--config", str(strict), "config", "apply", now="2026-03-04T08:00")
    assert (done.status, done.err) == (0, "")
    assert done.out == "In force from 2026-03-04 on: calendar, tiers. 1 relationship stands differently by them.\n"
    assert versions(db) == ["1970-01-01", "2026-03-04"]
    acme = json.loads(filled("show", "acme.example", "--json").out)
    assert acme["flag"] is True
    assert acme["waits"][0]["working_hours"] == 3.0
    (row,) = json.loads(filled("today", "--json").out)
    assert (row["due"], row["group"]) == ("2026-03-04T11:00:00Z", "flagged")
    assert filled("doctor", "--rebuild").out == "Everything is derived anew, and nothing differed.\n"


def test_apply_twice_changes_nothing(filled: Run, strict: Path, db: Path) -> None:
    arguments = ["--config", str(strict), "config", "apply"]
    filled(*arguments)
    before = versions(db)
    assert filled(*arguments).out == "The database goes by these rules already; nothing was changed.\n"
    assert versions(db) == before


def test_apply_again_on_the_same_day_replaces(filled: Run, strict: Path, db: Path) -> None:
    assert filled("--config", str(strict), "config", "apply").status == 0
    assert filled("config", "apply").status == 0
    assert versions(db) == ["1970-01-01", "2026-03-09"]


def test_rules_of_a_later_day_are_not_passed_over(filled: Run, strict: Path) -> None:
    assert filled("--config", str(strict), "config", "apply").status == 0
    done = filled("--config", str(strict), "config", "apply", now="2026-02-01")
    assert (done.status, done.out) == (1, "")
    assert done.err == "kept: Rules from 2026-03-09 on are known already. Leave --now away.\n"
