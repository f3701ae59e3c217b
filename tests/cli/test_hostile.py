"""Text from outside never steers the terminal."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
ME = "ana@larkfield.example"
EVIL = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\u202egnp.exe\u2066[/b][@click=app.quit]x[/]\u200b\x00\x7f"
STEERING = {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u2066", "\u200b"} - {"\n"}


def evil_box(folder: Path) -> Path:
    """A mailbox whose names, subjects and texts steer terminals where they can."""
    spec = importlib.util.spec_from_file_location("made", Path(__file__).with_name("conftest.py"))
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    letters = (
        made.Letter(f'"{EVIL}" <mia@acme.example>', ME, "2026-03-02T09:00:00", f"Offer {EVIL}", f"Please? {EVIL}"),
        made.Letter(f"Ana <{ME}>", "mia@acme.example", "2026-03-02T12:00:00", "Re: Offer", "Here.", ""),
        made.Letter("Mia <mia@acme.example>", ME, "2026-03-04T10:00:00", f"Dates {EVIL}", f"When, {EVIL}?"),
    )
    file = folder / "evil.mbox"
    file.write_bytes(made.mbox(letters))
    return file


@pytest.mark.parametrize("command", [["list"], ["today"], ["show", "acme"], ["doctor"]], ids=" ".join)
def test_nothing_that_is_printed_steers(kept: Run, tmp_path: Path, command: list[str]) -> None:
    assert kept("import", "mail", str(evil_box(tmp_path)), "--me", ME).status == 0
    done = kept(*command)
    assert done.status == 0
    assert not STEERING & set(done.out + done.err)
    if command[0] in ("show", "today"):
        assert "[@click=app.quit]x[/]" in done.out or "[/b]" in done.out or "gnp" in done.out


@pytest.mark.parametrize("command", [["list", "--json"], ["today", "--json"], ["show", "acme", "--json"]])
def test_documents_keep_everything_escaped(kept: Run, tmp_path: Path, command: list[str]) -> None:
    assert kept("import", "mail", str(evil_box(tmp_path)), "--me", ME).status == 0
    done = kept(*command)
    assert done.out.isascii()
    assert not STEERING & set(done.out)
    json.loads(done.out)


def test_names_of_files_are_cleaned_too(kept: Run, tmp_path: Path) -> None:
    done = kept("import", "mail", str(tmp_path / "a\x1b[2Jb\u202e"), "--me", ME)
    assert done.status in (1, 2)
    assert not STEERING & set(done.out + done.err)


def test_what_is_typed_is_cleaned_too(filled: Run) -> None:
    for arguments in (
        ["show", EVIL.replace("\0", "")],
        ["list", "--sort", EVIL],
        ["--as", EVIL, "config", "apply"],
        [EVIL],
    ):
        done = filled(*arguments)
        assert done.status in (1, 2)
        assert not STEERING & set(done.out + done.err)


def test_what_lies_in_the_database_is_cleaned_too(filled: Run, db: Path) -> None:
    import sqlite3

    conn = sqlite3.connect(db)
    conn.execute("UPDATE relationship SET name = ?", (EVIL.replace("\0", ""),))
    conn.execute("UPDATE mail SET subject = ?", (EVIL.replace("\0", ""),))
    conn.commit()
    conn.close()
    for arguments in (["list"], ["today"], ["show", "r1"], ["show", "gnp"]):
        done = filled(*arguments)
        assert not STEERING & set(done.out + done.err)


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\x9b", "\x7f"], ids=ascii)
def test_an_address_of_ours_holds_nothing_hidden(kept: Run, tmp_path: Path, hidden: str) -> None:
    done = kept("import", "mail", str(evil_box(tmp_path)), "--me", f"ana{hidden}@larkfield.example")
    assert done.status == 2
    assert "is no mail address" in done.err


def test_a_name_of_two_lines_makes_no_line_of_its_own(filled: Run, db: Path) -> None:
    import sqlite3

    conn = sqlite3.connect(db)
    conn.execute("UPDATE teammate SET name = ?", ("Ana\nmallory  Mallory  admin\tx",))
    conn.commit()
    conn.close()
    assert filled("team", "list").out.count("\n") == 1
