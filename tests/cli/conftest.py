"""A made-up mailbox, and kept run on it: in this process, or as the program that people run."""

from __future__ import annotations

import functools
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tui.__main__ import main

ROOT = Path(__file__).parents[2]
# PR_CAPBSET_DROP of CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: modes bind what root executes after that
BOUND = """
import ctypes, os, sys
for capability in (1, 2):
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
NOW = "2026-03-09T09:00"
ME = "ana@larkfield.example"


class Done(NamedTuple):
    """What a run printed, and how it ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


class Letter(NamedTuple):
    """One mail: who, to whom, when (ISO, UTC), under which subject, what."""

    sender: str
    to: str
    at: str
    subject: str
    text: str
    reply_to: str = ""


LETTERS = (
    Letter("Mia <mia@acme.example>", ME, "2026-03-02T09:00:00", "Offer", "Could you send the offer?"),
    Letter(f"Ana Lark <{ME}>", "mia@acme.example", "2026-03-02T12:00:00", "Re: Offer", "Here it is.", "Offer"),
    Letter("Mia <mia@acme.example>", ME, "2026-03-04T10:00:00", "Dates", "When do you begin?"),
    Letter(f"Ana Lark <{ME}>", "max@acme-labs.example", "2026-03-03T10:00:00", "Hello", "A line from us."),
    Letter("Max <max@acme-labs.example>", ME, "2026-03-03T11:00:00", "Re: Hello", "Thank you.", "Hello"),
    Letter("Ana Lark <ana.lark@home.example>", ME, "2026-03-05T11:00:00", "Note", "To myself."),
)


def message_id(letter: Letter) -> str:
    """A mail's id, made from its subject and time."""
    return f"<{letter.subject.replace(' ', '.').replace(':', '')}.{letter.at.replace(':', '')}@test.example>"


def mail(letter: Letter) -> str:
    """A mail as text."""
    from datetime import datetime

    date = datetime.fromisoformat(letter.at).strftime("%a, %d %b %Y %H:%M:%S +0000")
    before = next((each for each in LETTERS if each.subject == letter.reply_to), None)
    lines = [f"From: {letter.sender}", f"To: {letter.to}", f"Date: {date}", f"Subject: {letter.subject}"]
    lines += [f"Message-ID: {message_id(letter)}"]
    lines += [f"In-Reply-To: {message_id(before)}"] if before else []
    return "\n".join([*lines, "Content-Type: text/plain; charset=utf-8", "", letter.text, ""])


def mbox(letters: tuple[Letter, ...]) -> bytes:
    """Mails as an mbox."""
    parts = [f"From someone@test.example Mon Mar  2 09:00:00 2026\n{mail(letter)}\n" for letter in letters]
    return "".join(parts).encode("utf-8", "surrogateescape")


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """The mailbox as a file."""
    file = tmp_path / "box.mbox"
    file.write_bytes(mbox(LETTERS))
    return file


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where the database is to be."""
    return tmp_path / "data" / "kept.db"


@pytest.fixture
def kept(capsys: pytest.CaptureFixture[str], db: Path) -> Run:
    """kept in this process, at a standing moment."""

    def run(*arguments: str, now: str = NOW) -> Done:
        status = main(["--db", str(db), "--now", now, *arguments])
        printed = capsys.readouterr()
        return Done(status, printed.out, printed.err)

    return run


@pytest.fixture
def filled(kept: Run, box: Path) -> Run:
    """kept with the mailbox taken in."""
    assert kept("import", "mail", str(box), "--me", ME).status == 0
    return kept


def environment() -> dict[str, str]:
    """The test's environment, with kept found wherever the test stands."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def process(*command: str, stdin: bytes = b"") -> Done:
    """A process of its own, until it ends."""
    done = subprocess.run(command, capture_output=True, input=stdin, env=environment(), check=False, timeout=60)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def program() -> Run:
    """kept as a process of its own, with nothing but the arguments given."""
    return functools.partial(process, sys.executable, "-m", "tui")


@pytest.fixture
def ordinary(tmp_path: Path) -> Run:
    """Python as a process that the modes of files bind, even where root runs the tests."""
    if os.geteuid() != 0:
        return functools.partial(process, sys.executable)
    bound = functools.partial(process, sys.executable, "-c", BOUND, sys.executable)
    locked = tmp_path / "locked"
    locked.touch(mode=0)
    if "PermissionError" not in bound("-c", f"open({str(locked)!r})").err:
        pytest.skip("root may read and write everything here, and cannot do without that right")
    return bound


Refused = Callable[..., str]
Shown = Callable[[str], dict[str, Any]]


@pytest.fixture
def refused(kept: Run, db: Path) -> Refused:
    """Run what is to be refused: one line on standard error, and nothing written; returns the line."""

    def run(*arguments: str, status: int = 2) -> str:
        before = written(db)
        done = kept(*arguments)
        assert (done.status, done.out, written(db)) == (status, "", before)
        assert done.err.startswith("kept: ")
        assert done.err.count("\n") == 1
        return done.err

    return run


def written(db: Path) -> list[int]:
    """How much was written so far: rows of the journal and acts."""
    conn = sqlite3.connect(db)
    counts = [conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("journal", "act")]
    conn.close()
    return counts


@pytest.fixture
def shown(kept: Run) -> Shown:
    """What `kept show NAME --json` says."""
    return lambda name: dict(json.loads(kept("show", name, "--json").out))


@pytest.fixture
def viewer(filled: Run, db: Path) -> Run:
    """kept as somebody who may look, not write."""
    conn = sqlite3.connect(db)
    conn.execute("INSERT INTO teammate(handle, name, role) VALUES('vera', 'Vera', 'viewer')")
    conn.commit()
    conn.close()
    return functools.partial(filled, "--as", "vera")
