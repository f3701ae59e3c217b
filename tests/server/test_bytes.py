"""The bytes on the wire hold nothing that kept did not write, whatever lies in the database."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
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


def walked(database: Path, home: Path, *, back: bool = False) -> bytes:
    """What a walk over every page, form, audit and checklist writes; `back` is for somebody who was away."""
    walk = Walk(database, home)
    if back:
        walk.go("", "While you were away")
    walk.go("\r" if back else "", "Monday 9 March")
    for step in TODAY:
        walk.look(*step)
    walk.go("1g/", "Search    /")
    walk.go("halden", "Relationships 1")
    walk.look("\r", "esc back")
    walk.go(ESC, "Monday 9 March")
    walk.go("2", "by score")
    for step in RELATIONSHIPS:
        walk.look(*step)
    walk.go("o", "score   prf")
    walk.go("\r", "tab next part")
    for _ in range(5):
        walk.go("\tj", "esc back")
    walk.go("2", "score   prf")
    walk.go("3", "We owe them")
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
        if len(text) > 1 and re.search("[\x00-\x08\x0e-\x1f\x7f-\x9f]", text):
            assert text.encode() not in raw


def test_what_is_left_as_it_is_has_a_name_in_the_schema(dirty: Path) -> None:
    conn = sqlite3.connect(dirty)
    for column in PARSED:
        table, name = column.split(".")
        assert conn.execute(f"SELECT 1 FROM pragma_table_info('{table}') WHERE name = '{name}'").fetchone(), column
    assert len(list(columns(conn))) > 70
    conn.close()


def test_what_a_dashboard_writes_is_what_it_writes_of_harmless_text(copied: Path, tmp_path: Path) -> None:
    begun = time.perf_counter()
    with ThreadPoolExecutor(2) as both:
        ordinary = both.submit(walked, _ordinary(tmp_path), tmp_path)
        hostile = both.submit(walked, copied, tmp_path, back=True)
    harmless(hostile.result(), ordinary.result())
    print(f"both walks: {time.perf_counter() - begun:.0f} s")


PRINTING = """
import json, sys
from tui.__main__ import main
db, now, lines = sys.argv[1:]
for line in json.loads(lines):
    main(["--db", db, "--as", "ana", "--now", now, *line])
    sys.stderr.flush()
"""
HARM = "".join(text for text in PAYLOADS if "\0" not in text)
ESCAPED = "".join(f"\\U{ord(sign):08x}" for sign in HARM)
AUDIT = f'name = "{ESCAPED}"\n[[steps]]\ntext = "{ESCAPED}"\n'
READING = (
    ("today",), ("list",), ("list", "--stage", "all", "--trend"), ("show", "r1"), ("show", "r2"), ("show", "r3"),
    ("history", "r1"), ("search", "halden"), ("search", "invoice"), ("export", "evidence", "r1"), ("audit", "list"),
    ("audit", "show", "a1"), ("audit", "export", "a1"), ("audit", "export", "a2", "--format", "toml"), ("status",),
    ("doctor",), ("doctor", "--rejected"), ("config", "show"), ("config", "check"), ("team", "list"),
    ("team", "key", "ana"), ("team", "away", "ana"), ("team", "check", "{keys}"),
)  # fmt: skip
WRITING = (
    ("log", "called halden", "--with", "r1", "--channel", "call", "--direction", "out"), ("log", "--dry-run", HARM),
    ("promise", "r1", HARM, "--due", "fri"), ("follow-up", "r1", HARM, "--due", "fri"), ("add", HARM),
    ("add", HARM, "--to", "r1"), ("edit", "r1", "--tags", HARM), ("grade", "r1", "none"),
    ("grade", "r1", "B", "--why", HARM, "--until", "fri"), ("close", "r1", "--sold", HARM, "--term", HARM),
    ("end", "r4", "--why", HARM), ("reopen", "r4"), ("ignore", "x@y.example"), ("done", "f4"), ("undo",),
    ("redo",), ("skip", "f4"),
    ("snooze", "p6", "--due", "fri"), ("renegotiate", "p6", "--due", "fri"), ("break", "p6", "--why", HARM),
    ("withdraw", "p14"), ("waive", "w740", "--why", HARM), ("give-up", "w740"), ("import", "mail", "{box}"),
    ("audit", "new", "--from", "{audit}"), ("audit", "run", "a1"), ("config", "apply"), ("backup",),
    ("restore", "{box}"), ("team", "add", "new"), ("team", "role", "new", "viewer"), ("team", "remove", "new"),
)  # fmt: skip
ERRORS = (
    ("show", HARM), ("history", HARM), ("done", HARM), ("list", "--sort", HARM), ("list", "--kind", HARM),
    ("import", "mail", HARM[:80].replace("/", "")), (HARM,), (f"--{HARM}",), ("audit", "show", HARM),
    ("team", "add", HARM), ("team", "key", "ana", HARM), ("restore", HARM[:80].replace("/", "")),
    ("serve", "--as", HARM), ("promise", "r1", "x", "--due", HARM), ("search", HARM),
    ("follow-up", "r1", "x", "--due", "fri", "--every", HARM),
)  # fmt: skip
OTHERWISE = {"demo": "opens the dashboard"}
"""Commands that print nothing of their own."""


def leaves(group: click.Group, before: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Every command that does something, by its words."""
    found: set[tuple[str, ...]] = set()
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        words = (*before, name)
        found |= leaves(command, words) if isinstance(command, click.Group) else {words}
    return found


def test_every_command_is_tried() -> None:
    tried = (*READING, *WRITING, *ERRORS)
    missing = [leaf for leaf in leaves(kept) if not any(line[: len(leaf)] == leaf for line in tried)]
    assert {" ".join(leaf) for leaf in missing} == OTHERWISE.keys()


@pytest.fixture
def lines(tmp_path: Path) -> list[tuple[str, ...]]:
    """Every command that prints, with files whose names and contents are hostile."""
    folder = tmp_path / "a\x1b[7ib\u202e"
    folder.mkdir()
    mail = f"From: {HARM!r} <x@y.example>\nDate: 32 Jan 2026\n\n{HARM}\n"
    (folder / "c\x1b]0;x\x07.eml").write_text(mail, encoding="utf-8", errors="replace")
    (folder / "d\x9b31m.txt").write_text("no mail")
    (tmp_path / "audit.toml").write_text(AUDIT, encoding="utf-8")
    (tmp_path / "keys").write_text(f"command={HARM} ssh-ed25519 AAAA {HARM}\n", encoding="utf-8")
    places = {"{box}": str(folder), "{audit}": str(tmp_path / "audit.toml"), "{keys}": str(tmp_path / "keys")}
    return [tuple(places.get(word, word) for word in line) for line in (*READING, *ERRORS, *WRITING)]


def printing(database: Path, home: Path, lines: list[tuple[str, ...]]) -> list[str]:
    """One process that runs them all, one after the other."""
    environment = ["/usr/bin/env", f"HOME={home}", f"PYTHONPATH={ROOT}", "LANG=C.UTF-8"]
    return [*environment, sys.executable, "-c", PRINTING, str(database), NOW, json.dumps(lines)]


def test_commands_print_nothing_that_steers_to_a_terminal(
    copied: Path, tmp_path: Path, lines: list[tuple[str, ...]]
) -> None:
    ordinary = Terminal(printing(_ordinary(tmp_path), tmp_path, [*READING]), 160, 50)
    assert ordinary.end() == 0
    terminal = Terminal(printing(copied, tmp_path, lines), 160, 50)
    terminal.press("q\r")
    assert terminal.end(120) == 0
    harmless(terminal.sent, ordinary.sent)


def test_commands_print_nothing_that_steers_into_a_pipe(
    copied: Path, tmp_path: Path, lines: list[tuple[str, ...]]
) -> None:
    command = printing(copied, tmp_path, lines)
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0
    assert SHOWN in done.stdout.decode()
    assert controls(done.stdout + done.stderr) <= {b"\n"}


def test_documents_are_plain_letters(copied: Path, tmp_path: Path) -> None:
    without = {"status", "config"}
    asked = [(*line, "--json") for line in READING if line[0] not in without and line[1:] != ("check", "{keys}")]
    done = subprocess.run(printing(copied, tmp_path, asked), capture_output=True, check=False)
    assert done.stderr == b""
    assert done.stdout.isascii()
    assert controls(done.stdout) <= {b"\n"}
    text, documents = done.stdout.decode(), 0
    while text.strip():
        _, end = json.JSONDecoder().raw_decode(text)
        text, documents = text[end:].lstrip(), documents + 1
    assert documents == len(asked)
