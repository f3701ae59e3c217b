"""Sizes, hostile text, crashes and hang-ups."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import pexpect
import pyte
import pytest
from rich.color import ColorSystem
from rich.style import Style
from textual.app import App
from textual.strip import Strip

from tests.screens.fake_desk import TODAY, FakeDesk
from tests.screens.hostile import HOSTILE, hostile_desk
from tests.screens.story import user_at
from tui.app import KeptApp
from tui.domain.problem import Problem
from tui.domain.views import Today
from tui.screens.crash import Crash, told
from tui.widgets.guard import install, safe

ROOT = Path(__file__).parents[2]
SIZES = [(80, 24), (60, 20), (120, 40), (1, 1), (500, 200), (3, 60), (40, 5), (20, 2), (118, 36), (79, 24)]


async def test_any_size_is_survived_on_every_page() -> None:
    async with user_at(FakeDesk()) as user:
        for keys in ((), ("page.relationships",), ("list.filter",), ("filter.keep", "list.open"), ("app.help",)):
            await user.press(*keys)
            for width, height in SIZES:
                await user.pilot.resize_terminal(width, height)
                await user.pilot.pause(0.02)
                assert len(user.screen.split("\n")) == height
        user.sees("Keys on")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_text_is_shown_and_harms_nothing(text: str) -> None:
    async with user_at(hostile_desk(text)) as user:
        for keys in ((), ("list.open",), ("move.part",), ("move.part",), ("page.relationships",), ("list.open",)):
            await user.press(*keys)
            await user.rests()
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", user.screen)
            for strip in user.app.screen._compositor.render_strips():
                assert all(not (style and (style.meta or style.link)) for _, style, _ in strip)
        assert user.app.is_running


def test_the_guard_makes_controls_visible_and_leaves_names_alone() -> None:
    assert safe("a\x1b[2Jb\x9bc\u202ed\U000e0041e\ud800f") == "a\ufffd[2Jb\ufffdc\ufffdd\ufffde\ufffdf"
    assert safe("Ærø 東京 👩‍👩‍👧 ▌…") == "Ærø 東京 👩‍👩‍👧 ▌…"


def test_the_guard_still_stands_before_the_terminal() -> None:
    install()
    install()
    written = Strip.render_style(Style(bold=True), "x\x1b]52;c;aGk=\x07y", ColorSystem.TRUECOLOR)
    assert written == "\x1b[1mx\ufffd]52;c;aGk=\ufffdy\x1b[0m"


def test_textual_still_calls_the_boundary() -> None:
    """Fails when another Textual renames what the two private names hang on."""
    assert callable(App._handle_exception)
    assert "render_style" in Strip.render.__code__.co_names


def test_an_error_is_one_line_without_anybodys_data() -> None:
    assert told(Problem("The disk is full.", "Free some.")) == "The disk is full. Free some."
    try:
        raise KeyError("secret of Halden")
    except KeyError as error:
        line = told(error)
    assert "KeyError" in line
    assert "Halden" not in line
    assert "\n" not in line


async def test_an_unforeseen_error_ends_in_the_boundary(capsys: pytest.CaptureFixture[str]) -> None:
    class Broken(FakeDesk):
        def today(self, whose: str | None) -> Today:
            secret = "secret of Halden"
            raise KeyError(secret)

    app = KeptApp(Broken())
    with pytest.raises(Crash):
        async with app.run_test() as pilot:
            await pilot.pause(0.5)
    assert app.return_code == 1
    shown = capsys.readouterr()
    assert "KeyError" in shown.err
    assert "secret" not in shown.out + shown.err
    assert "Traceback" not in shown.err


class Terminal:
    """The dashboard on a real pseudo-terminal."""

    def __init__(self, script: str, columns: int = 80, lines: int = 24) -> None:
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
        arguments = ["-c", f"from tests.screens.hostile import *\n{script}"]
        self.child = pexpect.spawn(
            sys.executable, arguments, dimensions=(lines, columns), env=environment, cwd=str(ROOT), timeout=10
        )

    def until(self, text: str, seconds: float = 10) -> None:
        """Read until the text stands on the screen."""
        end = time.monotonic() + seconds
        while text not in "\n".join(self.screen.display):
            assert time.monotonic() < end, "\n".join(self.screen.display)
            self.read(0.1)

    def read(self, seconds: float) -> int:
        """Read what comes; how many bytes it was."""
        before, end = len(self.raw), time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                chunk = self.child.read_nonblocking(65536, timeout=0.01)
            except (pexpect.TIMEOUT, pexpect.EOF):
                continue
            self.raw += chunk
            self.stream.feed(chunk)
        return len(self.raw) - before


RUN = "from tui.app import KeptApp\nimport sys\napp = KeptApp({desk})\napp.run()\nsys.exit(app.return_code or 0)"


def test_nothing_but_textuals_own_controls_reaches_the_terminal() -> None:
    terminal = Terminal(RUN.format(desk="hostile_desk(''.join(SHORT))"))
    terminal.until("Monday 9 March")
    for keys in ("jjj", "\r", "\t", "\t", "\x1b", "2", "jj", "\r", "\x1b", "q"):
        terminal.child.send(keys)
        terminal.read(0.4)
    allowed = re.compile(rb"\x1b\[[0-9;?<>=$]*[A-Za-z]|\x1bP\+q[0-9a-f]*\x1b\\|\x1b[=>]|\x1b\]22;[a-z]*\x07|[\r\n]")
    left = allowed.sub(b"", terminal.raw)
    assert not re.search(rb"[\x00-\x1f\x7f]", left), re.findall(rb".{0,20}[\x00-\x1f\x7f].{0,20}", left)[:5]
    assert not re.search("[\x80-\x9f\u202a-\u202e\u2066-\u2069]", left.decode("utf-8"))
    for harmful in (b"\x1b]52", b"\x1b]0;", b"\x1b]8;", b"\x1b[2J\x1b[1;1HSPOOF"):
        assert harmful not in terminal.raw


def test_an_idle_dashboard_writes_nothing_and_a_move_little() -> None:
    terminal = Terminal(RUN.format(desk="FakeDesk()"))
    terminal.until("Halden")
    terminal.read(1.0)
    assert terminal.read(3.0) == 0
    moves = []
    for _ in range(7):
        terminal.child.send("j")
        moves.append(terminal.read(0.08))
    assert sorted(moves)[3] < 800
    terminal.child.send("q")
    terminal.child.expect(pexpect.EOF)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_hang_up_gives_the_terminal_back_and_ends(number: signal.Signals) -> None:
    terminal = Terminal(RUN.format(desk="FakeDesk(slow=5)"))
    terminal.until("Monday 9 March")
    begun = time.monotonic()
    terminal.child.kill(number)
    while terminal.child.isalive() and time.monotonic() < begun + 5:
        terminal.read(0.1)
    assert time.monotonic() - begun < 3
    assert b"\x1b[?1049l" in terminal.raw
    assert (terminal.child.exitstatus or terminal.child.signalstatus) == 128 + number


def test_a_crash_gives_the_terminal_back_and_says_one_line() -> None:
    bad = "class Bad(FakeDesk):\n    def today(self, whose):\n        secret = 'Halden'\n"
    script = f"{bad}        raise KeyError(secret)\n"
    terminal = Terminal(script + RUN.format(desk="Bad()"))
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    after = terminal.child.before.decode().rpartition("\x1b[?1049l")[2]
    assert "kept stopped: unexpected KeyError" in after
    assert "Traceback" not in after
    assert "Halden" not in after
    assert terminal.child.exitstatus == 1


def test_a_crash_is_written_down_where_doctor_looks(home: Path) -> None:
    bad = "import sys\nfrom tui.services.office import Office\ndef bad(*_):\n    raise KeyError('Halden')\n"
    terminal = Terminal(f"{bad}Office.today = bad\nfrom tui.__main__ import main\nsys.exit(main(['demo']))")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    after = terminal.child.before.decode().rpartition("\x1b[?1049l")[2]
    log = home / ".local" / "state" / "kept" / "errors.log"
    assert str(log) in after.replace("\r\n", "")
    assert "Halden" not in after
    assert "KeyError: 'Halden'" in log.read_text(encoding="utf-8")
    assert terminal.child.exitstatus == 1


async def test_a_day_with_thousands_of_rows_is_fast() -> None:
    rows = tuple(replace(TODAY.rows[0], id=f"w{number}") for number in range(5000))
    async with user_at(FakeDesk(day=replace(TODAY, rows=rows))) as user:
        begun = time.perf_counter()
        await user.press("move.last", "move.up", "move.first")
        assert time.perf_counter() - begun < 2
        user.sees("more below")
