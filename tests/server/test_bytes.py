"""The bytes on the wire hold nothing that kept did not write, whatever lies in the database."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.screens.at_work import desk_at
from tests.server.dirty import MARKED, PARSED, PAYLOADS, columns, dirty_database
from tests.server.terminal import Terminal
from tests.server.wire import controls
from tui.cli.group import kept

ROOT = Path(__file__).parents[2]
NOW = "2026-03-09T08:30"
SHOWN = MARKED.replace("\x1b", "\ufffd").replace("\x9b", "\ufffd")
ESC, LEFT = "\x1b", "\x1b[D"
Step = tuple[str, str]
TODAY: tuple[Step, ...] = (
    ("?", "Keys on Today"), ("\x10", "enter do it"), (":", "Log  what happened"), ("p", "Promise  to"),
    ("f", "Follow-up  with"), ("t", "Thank  "), ("e", "Edit  "), ("s", "Snooze  "), ("w", "No reply needed  "),
    ("x", "Give up  "), (".", "enter do it"), ("H", "what was done"), ("v", "what was done"),
    ("n", "New relationship"), ("jjm", "Move the date  "), ("x", "Break it  "), ("W", "Withdraw  "),
)  # fmt: skip
RELATIONSHIPS: tuple[Step, ...] = (
    ("C", "Close "), ("c", "New contact  "), ("A", "Grade by hand  "), ("I", "Ignore an address  "),
    ("E", "End  "), (".", "enter do it"),
)  # fmt: skip
PROMISES: tuple[Step, ...] = (("s", "Snooze  "), (".", "enter do it"))


class Walk:
    """A dashboard on a database, and every byte that it wrote."""

    def __init__(self, database: Path, home: Path) -> None:
        environment = ("/usr/bin/env", f"HOME={home}", f"PYTHONPATH={ROOT}")
        command = (sys.executable, "-m", "tui", "--db", str(database), "--as", "ana", "--now", NOW)
        self.terminal = Terminal((*environment, *command), 100, 30)

    def go(self, keys: str, wanted: str) -> None:
        """Press keys, and wait for what they lead to."""
        self.terminal.press(keys)
        self.terminal.until(wanted)
        self.rest()

    def rest(self) -> None:
        """Take in what still comes."""
        while self.terminal.read(0.05):
            pass

    def look(self, keys: str, wanted: str) -> None:
        """Open something, and leave it."""
        self.go(keys, wanted)
        self.terminal.press(ESC)
        self.terminal.until(lambda shown: wanted not in shown)
        self.rest()

    def end(self) -> bytes:
        """Quit; returns what was written."""
        self.terminal.press("q")
        assert self.terminal.end() == 0
        return self.terminal.sent


def walked(database: Path, home: Path) -> bytes:
    """What a walk over every page, form, audit and checklist writes to the terminal."""
    walk = Walk(database, home)
    walk.go("", "Monday 9 March")
    for step in TODAY:
        walk.look(*step)
    walk.go("1g/", "Search    /")
    walk.go("halden", "Relationships 1")
    walk.look("\r", "esc back")
    walk.go(ESC, "Monday 9 March")
    walk.go("2", "score   prf")
    for step in RELATIONSHIPS:
        walk.look(*step)
    walk.go("o", "score   prf")
    walk.go("\r", "tab next part")
    for _ in range(5):
        walk.go("\tj", "esc back")
    walk.go("2", "score   prf")
    walk.go("3", "Promises  everyone")
    for step in PROMISES:
        walk.look(*step)
    walk.go("4", "Processes  6")
    walk.go("r", "space tick")
    walk.look(" k", "why skip it")
    walk.go(ESC, "Processes  6")
    walk.go("\r", "left back")
    for _ in range(4):
        walk.go(LEFT, "left back")
    walk.go(ESC, "Processes  6")
    walk.look("n", "a new one")
    walk.go("1", "Monday 9 March")
    walk.go("ggd", "u undoes it")
    walk.go("u", "ctrl+r turns it round")
    return walk.end()


@pytest.fixture(scope="module")
def dirty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dirty database, made once."""
    return dirty_database(tmp_path_factory.mktemp("dirty"))


@pytest.fixture
def copied(dirty: Path, tmp_path: Path) -> Path:
    """A copy of it to work on."""
    return Path(shutil.copy(dirty, tmp_path / "kept.db"))


def _ordinary(folder: Path) -> Path:
    """The sample as it is."""
    (folder / "ordinary").mkdir()
    return desk_at(folder / "ordinary").store.path


def harmless(raw: bytes, ordinary: bytes) -> None:
    """Nothing in it but what stands in `ordinary` bytes too, and harm was there to be let out."""
    assert SHOWN in raw.decode("utf-8")
    assert controls(raw) <= controls(ordinary), controls(raw) - controls(ordinary)
    for text in PAYLOADS:
        if re.search("[\x00-\x1f\x7f-\x9f]", text.replace("\n", "").replace("\t", "")):
            assert text.encode() not in raw


def test_what_is_left_as_it_is_has_a_name_in_the_schema(dirty: Path) -> None:
    import sqlite3

    conn = sqlite3.connect(dirty)
    for column in PARSED:
        table, name = column.split(".")
        assert conn.execute(f"SELECT 1 FROM pragma_table_info('{table}') WHERE name = '{name}'").fetchone(), column
    assert len(list(columns(conn))) > 80
    conn.close()


def test_what_a_dashboard_writes_is_what_it_writes_of_harmless_text(copied: Path, tmp_path: Path) -> None:
    begun = time.perf_counter()
    ordinary = walked(_ordinary(tmp_path), tmp_path)
    harmless(walked(copied, tmp_path), ordinary)
    print(f"both walks: {time.perf_counter() - begun:.0f} s")
