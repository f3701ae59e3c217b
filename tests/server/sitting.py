"""Somebody at the dashboard in a real terminal, and all that is seen of the process behind it."""

from __future__ import annotations

import os
import select
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path

from tests.cli.conftest import environment
from tests.screens.at_work import WorkingDesk, desk_at
from tests.server.terminal import WAIT, Terminal
from tui.domain.model import DAY

NOW = "2026-03-09T08:30"
HERTZ = os.sysconf("SC_CLK_TCK")
DEAF = "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
"""Has the hang-up ignored, as nohup does."""
UNCONTROLLED = """
import fcntl, os, signal, sys, termios
signal.signal(signal.SIGHUP, signal.SIG_IGN)
fcntl.ioctl(0, termios.TIOCNOTTY)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Gives up the controlling terminal, as setsid does, so that no hang-up is told."""


def kept(db: Path, *more: str) -> list[str]:
    """The command line of ana's dashboard at the sample's moment."""
    return [sys.executable, "-m", "tui", "--db", str(db), "--as", "ana", "--now", NOW, *more]


def database(folder: Path) -> Path:
    """A fresh copy of the sample in a folder."""
    return Path(shutil.copy(desk_at(folder).store.path, folder / "shown.db"))


class Sitting:
    """A dashboard in a terminal; `before` is Python that runs first and goes on with the command it is given."""

    def __init__(self, command: Sequence[str], *, before: str = "", size: tuple[int, int] = (80, 24)) -> None:
        words = [sys.executable, "-c", before, *command] if before else list(command)
        settings = [f"{name}={value}" for name, value in environment().items() if name in ("PYTHONPATH", "HOME")]
        self.terminal = Terminal(["/usr/bin/env", *settings, *words], *size)
        self.pid = self.terminal.child.pid

    def until(self, *texts: str) -> None:
        """Wait until each text has stood on the screen."""
        for text in texts:
            self.terminal.until(text)

    def press(self, keys: str) -> None:
        """Press some keys."""
        self.terminal.press(keys)

    def hang_up(self, number: int = signal.SIGHUP) -> None:
        """Send the process a signal."""
        os.kill(self.pid, number)

    def close(self) -> None:
        """Close the terminal's own end."""
        child = self.terminal.child
        child.ptyproc.fileobj.close()
        child.closed = child.ptyproc.closed = True

    def cpu(self) -> float:
        """The CPU seconds used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / HERTZ

    def state(self) -> str:
        """What the process does, as the kernel says it: "S" where it waits."""
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0]

    def wait(self, seconds: float = WAIT, *, reading: bool = True) -> tuple[int, float]:
        """Wait until the process is gone; its exit code, and the CPU seconds that it used in all."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
            if pid:
                self.terminal.child.terminated = self.terminal.child.ptyproc.terminated = True
                self._take_in(reading)
                return os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime
            self._take_in(reading)
            time.sleep(0.02)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        raise AssertionError(f"{self.pid} still runs after {seconds} s:\n{self.terminal.shown()}")


    def _take_in(self, reading: bool) -> None:
        # not by pexpect, which would take the exit status too
        child = self.terminal.child
        with suppress(OSError):
            while reading and not child.closed and select.select([child.child_fd], [], [], 0)[0]:
                came = os.read(child.child_fd, 65536)
                if not came:
                    return
                self.terminal.sent += came
                self.terminal.stream.feed(came)


def drafts(db: Path) -> list[dict[str, str]]:
    """The texts of all that ana has half typed."""
    desk = WorkingDesk(db)
    desk.moment += DAY
    return [dict(draft.texts) for draft in desk.drafts()]


def texts(db: Path, query: str) -> list[str]:
    """The first column of some rows."""
    with closing(sqlite3.connect(db)) as conn:
        return [str(row[0]) for row in conn.execute(query)]


def eventually(question: Callable[[], object], seconds: float = WAIT) -> None:
    """Ask again and again until it is so."""
    deadline = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)
