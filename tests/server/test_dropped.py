"""Lines that drop while somebody reads, types or saves: nothing is lost, and nothing is left running."""

from __future__ import annotations

import random
import signal
import sqlite3
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.server.sitting import DEAF, UNCONTROLLED, Sitting, database, drafts, eventually, kept, texts
from tests.server.sshd import Server

pytestmark = pytest.mark.xdist_group("dropped")

TYPED = "send the signed annex"
CALLED = "called mette @halden re xylographs"
CALLS = "SELECT id FROM interaction WHERE text LIKE '%xylographs%' AND deleted_at IS NULL"
RESTORED = (b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?1004l", b"\x1b[?2004l", b"\x1b[?25h")
LEFT = b"\x1b[?1049l"
SLOW = 10.0
"""Seconds after which something hangs; how long it took is told, not judged."""


def hang_up(sitting: Sitting) -> None:
    """What sshd does when a line drops."""
    sitting.hang_up(signal.SIGHUP)


def terminate(sitting: Sitting) -> None:
    """What an administrator does."""
    sitting.hang_up(signal.SIGTERM)


Drop = Callable[[Sitting], None]
DROPS: dict[str, tuple[str, Drop]] = {
    "SIGHUP": ("", hang_up),
    "SIGTERM": ("", terminate),
    "closed": ("", Sitting.close),
    "closed without control": (UNCONTROLLED, Sitting.close),
    "closed and deaf": (DEAF, Sitting.close),
}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A database to sit at."""
    return database(tmp_path)


@pytest.fixture(params=DROPS)
def dropped(request: pytest.FixtureRequest, db: Path) -> Iterator[tuple[Sitting, Drop]]:
    """Somebody at Today, and how the line drops."""
    before, drop = DROPS[request.param]
    sitting = Sitting(kept(db), before=before)
    sitting.until("Halden Dairies", "quick line")
    yield sitting, drop


def gone(sitting: Sitting, drop: Drop) -> int:
    """Drop the line; how the process ended, without work for nothing."""
    used, begun = sitting.cpu(), time.monotonic()
    drop(sitting)
    status, cpu = sitting.wait(SLOW)
    print(f"\ngone after {time.monotonic() - begun:.2f} s and {cpu - used:.2f} s of work")
    return status


def types(sitting: Sitting) -> None:
    """Half type a promise."""
    sitting.press("p")
    sitting.until("the draft stays")
    sitting.press(TYPED)
    sitting.until("annex")


def test_in_the_list(dropped: tuple[Sitting, Drop], db: Path) -> None:
    assert gone(*dropped) != 0
    assert drafts(db) == []


def test_in_a_form_that_is_half_typed(dropped: tuple[Sitting, Drop], db: Path) -> None:
    types(dropped[0])
    gone(*dropped)
    (draft,) = drafts(db)
    assert TYPED in draft.values()


def test_in_the_wizard(dropped: tuple[Sitting, Drop], db: Path) -> None:
    sitting, _ = dropped
    sitting.press("4")
    sitting.until("Processes")
    sitting.press("n")
    sitting.until("saved as you go")
    sitting.press(TYPED)
    sitting.until(TYPED)
    gone(*dropped)
    assert texts(db, "SELECT name FROM process WHERE deleted_at IS NULL").count(TYPED) == 1


def test_the_next_login_offers_what_was_half_typed(db: Path) -> None:
    sitting = Sitting(kept(db))
    sitting.until("quick line")
    types(sitting)
    gone(sitting, hang_up)
    following = Sitting([*kept(db)[:-1], "2026-03-10T08:30"])
    following.until("alf typed")
    following.hang_up()
    following.wait()


def test_at_random_moments_of_a_save_it_is_saved_or_kept_and_never_both(db: Path) -> None:
    chance = random.Random(5)
    for number in range(1, 9):
        sitting = Sitting(kept(db))
        sitting.until("quick line")
        sitting.press(":")
        sitting.until("the draft stays")
        sitting.press(CALLED)
        sitting.until("xylographs", "Mette Aal")
        sitting.press("\r")
        time.sleep(chance.uniform(0, 0.4))
        gone(sitting, chance.choice([hang_up, terminate, Sitting.close]))
        found = len(texts(db, CALLS)) + sum(CALLED in draft.values() for draft in drafts(db))
        assert found == number


def test_a_database_that_somebody_has_locked_holds_nothing_up(dropped: tuple[Sitting, Drop], db: Path) -> None:
    sitting, drop = dropped
    types(sitting)
    with closing(sqlite3.connect(db, isolation_level=None)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        gone(sitting, drop)
        conn.execute("ROLLBACK")
    if drop in (hang_up, terminate):
        assert LEFT in sitting.terminal.sent


@pytest.mark.parametrize("drop", [hang_up, terminate, Sitting.close])
def test_a_terminal_that_takes_nothing_any_more(drop: Drop, db: Path) -> None:
    sitting = Sitting(kept(db), size=(200, 60))
    sitting.until("quick line")
    for _ in range(300):
        sitting.press("\x0c")
    eventually(lambda: sitting.state() == "S")
    drop(sitting)
    sitting.wait(SLOW, reading=False)


def test_a_hang_up_leaves_the_terminal_as_it_was(db: Path) -> None:
    sitting = Sitting(kept(db))
    echoed = termios.tcgetattr(sitting.terminal.child.child_fd)[3]
    sitting.until("quick line")
    assert termios.tcgetattr(sitting.terminal.child.child_fd)[3] & termios.ECHO == 0
    assert gone(sitting, hang_up) == 128 + signal.SIGHUP
    _is_restored(sitting, echoed)


def test_a_crash_leaves_the_terminal_as_it_was(db: Path) -> None:
    bad = "import os, sys\nfrom tui.services.office import Office\nOffice.promises = lambda *_: {}['Halden']\n"
    run = "from tui.__main__ import main\nsys.argv = sys.argv[3:]\nsys.exit(main(sys.argv[1:]))"
    sitting = Sitting(kept(db), before=f"{bad}{run}")
    echoed = termios.tcgetattr(sitting.terminal.child.child_fd)[3]
    sitting.until("quick line")
    sitting.press("3")
    assert sitting.wait(SLOW)[0] == 1
    assert b"KeyError" in sitting.terminal.sent
    _is_restored(sitting, echoed)


def _is_restored(sitting: Sitting, echoed: int) -> None:
    assert echoed & termios.ECHO
    assert termios.tcgetattr(sitting.terminal.child.child_fd)[3] == echoed
    after = sitting.terminal.sent.rpartition(b"quick line")[2]
    assert LEFT in after
    assert all(code in after for code in RESTORED), [code for code in RESTORED if code not in after]


def test_ctrl_z_stops_nothing(db: Path) -> None:
    sitting = Sitting(kept(db))
    sitting.until("quick line")
    sitting.press("\x1a")
    sitting.press("2")
    sitting.until("Relationships")
    assert sitting.state() in "SR"
    gone(sitting, hang_up)


def test_any_size_of_a_real_terminal_is_survived(db: Path) -> None:
    sitting = Sitting(kept(db))
    sitting.until("quick line")
    for columns, rows in ((1, 1), (500, 200), (3, 60), (80, 24)):
        sitting.terminal.screen.resize(rows, columns)
        sitting.terminal.child.setwinsize(rows, columns)
        for _ in range(10):
            sitting.terminal.read(0.05)
    sitting.press("2")
    sitting.until("Relationships", "Halden Dairies")
    assert gone(sitting, hang_up) == 128 + signal.SIGHUP


def test_nobody_for_long_ends_it_in_one_line(db: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[kept]\nidle_minutes = 1\n")
    hurried = "import sys\nfrom tui.screens import watching\nwatching.MINUTE = 1\n"
    run = "from tui.__main__ import main\nsys.exit(main(sys.argv[4:]))"
    sitting = Sitting([*kept(db)[:3], "--config", str(config), *kept(db)[3:]], before=f"{hurried}{run}")
    assert sitting.wait(30)[0] == 0
    assert b"kept: nobody pressed a key for 1 minute." in sitting.terminal.sent.rpartition(LEFT)[2]


def test_lines_that_come_and_go_leave_nothing_running(server: Server) -> None:
    chance = random.Random(23)
    for _ in range(10):
        terminals = [server.open(who) for who in ("ana", "bo", "ana", "bo", "ana")]
        time.sleep(chance.uniform(0.2, 2.0))
        for terminal in terminals:
            terminal.drop()
    assert server.daemon.wait_for_none(SLOW)


def test_a_line_that_is_cut_keeps_the_draft_for_the_next_login(server: Server) -> None:
    terminal = server.open("ana")
    terminal.until("quick line")
    terminal.press("p")
    terminal.until("the draft stays")
    terminal.press(TYPED)
    terminal.until(TYPED)
    begun = time.monotonic()
    terminal.drop()
    assert server.daemon.wait_for_none(SLOW)
    print(f"\ngone after {time.monotonic() - begun:.2f} s")
    assert any(TYPED in text for text in texts(server.database, "SELECT fields FROM draft WHERE actor = 'ana'"))
    server.open("ana").until("alf typed")


def test_two_people_see_each_others_changes(server: Server) -> None:
    ana, bo = server.open("ana"), server.open("bo")
    for terminal in (ana, bo):
        terminal.until("quick line")
        terminal.press("2")
        terminal.until("Relationships")
        terminal.press("/")
        terminal.until("a name, or tier")
        terminal.press("halden")
        terminal.until(" 1 of ")
        terminal.press("\r")
        terminal.until("enter open")
        terminal.press("\r")
        terminal.until("imeline")
    for writer, reader, about in ((ana, bo, "the annex"), (bo, ana, "the cooling curve")):
        writer.press(":")
        writer.until("the draft stays")
        writer.press(f"called mette @halden re {about}")
        writer.until(lambda shown, about=about: about in shown and "Mette Aal" in shown)
        writer.press("\r")
        writer.until("logged")
        begun = time.monotonic()
        reader.until(about)
        print(f"\nseen after {time.monotonic() - begun:.2f} s")
