"""`kept export`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
EVIL = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\u202egnp.exe\u2066# | <b>`x`\u200b\x7f"
STEERING = {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u2066", "\u200b"} - {"\n"}
PROMISE = (
    "INSERT INTO promise(relationship, by_us, author, text, made_at, due, day_alone, state, ended_at, recorded_at)"
    " VALUES(1, 0, ?, ?, 1772445600, 1772730000, 1, 'broken', 1772787600, 1772445600)"
)


@pytest.fixture
def promised(filled: Run, db: Path) -> Run:
    """kept with a promise of theirs that they broke."""
    promise(db, "Mia", "the data")
    return filled


def promise(db: Path, author: str, text: str) -> None:
    """A promise of theirs, made on 2 March for the 5th, broken on the 6th."""
    with closing(sqlite3.connect(db)) as conn:
        conn.execute(PROMISE, (author, text))
        conn.commit()


def test_evidence_is_markdown_on_standard_output(promised: Run) -> None:
    done = promised("export", "evidence", "acme.example")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("# acme.example: what was promised and what came\n")
    assert "| 2026-03-02 | Mia | the data | 2026-03-05 | 0 | broken 2026-03-06 |" in done.out
    assert "acme.example broke the promise of “the data”." in done.out


def test_evidence_is_one_document_for_scripts(promised: Run) -> None:
    done = promised("export", "evidence", "r1", "--json")
    assert (done.status, done.err) == (0, "")
    assert done.out.isascii()
    told = json.loads(done.out)
    keys = ("id", "name", "kind", "at", "ended_why", "ours", "theirs", "agreements", "promises", "said")
    assert tuple(told) == keys
    assert (told["id"], told["name"], told["at"]) == ("r1", "acme.example", "2026-03-09T09:00:00Z")
    assert told["theirs"] == {
        "promises": 1,
        "on_time": 0,
        "late": 0,
        "broken": 1,
        "open": 0,
        "say_do": 0.0,
        "median_late_hours": None,
    }
    (one,) = told["promises"]
    assert (one["by_us"], one["state"], one["ended_at"]) == (False, "broken", "2026-03-06T09:00:00Z")


def test_what_is_later_than_now_is_not_in_it(promised: Run) -> None:
    done = promised("export", "evidence", "acme.example", now="2026-03-05T12:00")
    assert "| 2026-03-02 | Mia | the data | 2026-03-05 | 0 | open |" in done.out
    assert "broke the promise" not in done.out


def test_evidence_of_nothing_is_said_too(filled: Run) -> None:
    done = filled("export", "evidence", "labs")
    assert done.status == 0
    assert "nothing has ended yet" in done.out


def test_an_unknown_name_is_said(filled: Run) -> None:
    done = filled("export", "evidence", "nobody")
    assert (done.status, done.out) == (2, "")
    assert done.err == "kept: No relationship is called 'nobody'. kept list --stage all shows them.\n"


def test_without_a_database_nothing_is_made(kept: Run, db: Path) -> None:
    done = kept("export", "evidence", "x")
    assert (done.status, done.out) == (1, "")
    assert not db.parent.exists()


def test_nothing_that_is_printed_steers_or_breaks_the_table(filled: Run, db: Path) -> None:
    promise(db, EVIL, EVIL)
    with closing(sqlite3.connect(db)) as conn:
        conn.execute("UPDATE interaction SET signal = 'complaint'")
        conn.execute("UPDATE mail SET subject = ?, text = ?", (EVIL, f"{EVIL}\n{EVIL}\n    # x\n> y"))
        conn.execute("UPDATE relationship SET name = ?", (EVIL,))
        conn.commit()
    for more in ((), ("--json",)):
        done = filled("export", "evidence", "r1", *more)
        assert done.status == 0
        assert not STEERING & set(done.out + done.err)
    told = filled("export", "evidence", "r1").out.split("\n")
    (row,) = (line for line in told if line.startswith("| 2026-03-02"))
    assert row.replace("\\|", "").count("|") == 7
    assert "<b>" not in "\n".join(told).replace("\\<b\\>", "")
    assert [line for line in told if line.startswith("#")][1:] == [
        "## Figures",
        *(line for line in told if line.startswith("## What ")),
        "## In order of time",
    ]
