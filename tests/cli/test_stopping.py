"""An import that is stopped leaves a whole database, and the same import completes it."""

from __future__ import annotations

import importlib.util
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
ME = "ana@larkfield.example"
MAILS = 1_700
TABLES = {
    "mail": "message_id, at, subject, thread, automatic, list_mail, asks, text",
    "interaction": "relationship, at, channel, direction, thread, countable, opens, teammate, contact, mail",
    "relationship": "id, name, kind, stage, tier, owner",
    "contact": "relationship, name",
    "address": "address, key, name, contact, teammate",
    "wait": "opener, relationship, thread, opened, pings, last_ping, state, ended, answer, measured",
    "health": "relationship, until, last_touch, first_at, interactions, parts, mondays, replies",
    "open_item": "relationship, id, measure, by, due, today_from, late_from, flagged_from, hidden_until",
    "ending": "interaction, kind, at, import_at",
    "correspondent": "key, they_wrote, we_wrote, relationship",
    "teammate": "handle, name, role",
}


def conftest() -> Any:
    """What stands beside this file."""
    spec = importlib.util.spec_from_file_location("made", Path(__file__).with_name("conftest.py"))
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def large_box(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some hundred mails, which take several transactions."""
    made = conftest()
    letters = []
    for number in range(MAILS // 2):
        who, day = f"p{number % 40}@firm{number % 17}.example", f"2026-{1 + number % 2:02}-{1 + number % 28:02}"
        letters.append(
            made.Letter(f"P {number} <{who}>", ME, f"{day}T09:00:{number % 60:02}", f"S {number}", "Yes?")
        )
        letters.append(made.Letter(f"Ana <{ME}>", who, f"{day}T11:00:{number % 60:02}", f"Re: S {number}", "Yes."))
    file = tmp_path_factory.mktemp("large") / "large.mbox"
    file.write_bytes(made.mbox(tuple(letters)))
    return file


def content(db: Path) -> dict[str, list[Any]]:
    """Every table but what tells of single runs."""
    conn = sqlite3.connect(db)
    found = {
        name: sorted(conn.execute(f"SELECT {columns} FROM {name}"), key=repr) for name, columns in TABLES.items()
    }
    assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    conn.close()
    return found


def command(db: Path, box: Path) -> list[str]:
    """The import, as a process."""
    arguments = ["--db", str(db), "--now", "2026-03-09T09:00", "import", "mail", str(box), "--me", ME]
    return [sys.executable, "-m", "tui", *arguments]


@pytest.fixture(scope="module")
def one_run(large_box: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[Any]], float]:
    """What one whole import leaves, and how long it takes."""
    db = tmp_path_factory.mktemp("one") / "kept.db"
    begun = time.monotonic()
    subprocess.run(command(db, large_box), env=conftest().environment(), check=True, capture_output=True)
    return content(db), time.monotonic() - begun


def stop(db: Path, box: Path, after: float, number: int) -> subprocess.CompletedProcess[bytes]:
    """Begin the import and stop it by a signal."""
    process = subprocess.Popen(
        command(db, box), env=conftest().environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(after)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("seed", range(3))
def test_stopped_and_begun_again(
    large_box: Path, one_run: tuple[dict[str, list[Any]], float], tmp_path: Path, number: int, seed: int
) -> None:
    whole, seconds = one_run
    chance = random.Random(seed)
    db = tmp_path / "kept.db"
    for _ in range(2):
        stopped = stop(db, large_box, chance.uniform(0.1, 1.0) * seconds, number)
        assert b"Traceback" not in stopped.stderr
    done = subprocess.run(command(db, large_box), env=conftest().environment(), check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert content(db) == whole


def test_a_hang_up_leaves_no_copy_of_a_dry_run_behind(large_box: Path, tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    larger = tmp_path / "larger.mbox"  # so that it is still at it when the signal comes
    larger.write_bytes(large_box.read_bytes() * 10)
    environment = {**conftest().environment(), "TMPDIR": str(room)}
    words = [*command(tmp_path / "kept.db", larger), "--dry-run"]
    process = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not list(room.iterdir()) and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert list(room.iterdir()) == []


@pytest.mark.parametrize("after", [0.0, 0.005, 0.02, 0.04])
def test_stopped_while_the_database_is_made(
    large_box: Path, one_run: tuple[dict[str, list[Any]], float], tmp_path: Path, after: float
) -> None:
    db = tmp_path / "kept.db"
    process = subprocess.Popen(command(db, large_box), env=conftest().environment(), stdout=subprocess.DEVNULL)
    while not db.exists() and process.poll() is None:
        time.sleep(0.0005)
    time.sleep(after)
    process.kill()
    process.wait(timeout=60)
    done = subprocess.run(command(db, large_box), env=conftest().environment(), check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert content(db) == one_run[0]


def test_ctrl_c_says_what_is_kept(kept: Run, box: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui.services import importing

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "import_mail", interrupted)
    done = kept("import", "mail", str(box), "--me", ME)
    assert (done.status, done.out) == (130, "")
    assert done.err == ("kept: stopped. What was read so far is kept; the same import again completes it.\n")
