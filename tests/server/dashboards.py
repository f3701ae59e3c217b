"""Many dashboards at once, each in a terminal of its own, worked by their keys from one loop."""

from __future__ import annotations

import fcntl
import os
import selectors
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.cli.conftest import environment

SIZE = (24, 80)
KEPT_BYTES = 100_000
PATIENCE = 30.0
TICK = 0.05
HERTZ = os.sysconf("SC_CLK_TCK")


class Dashboard:
    """One process of kept in a terminal; `seen` is what it wrote since it was last told something."""

    def __init__(self, arguments: Sequence[str], size: tuple[int, int] = SIZE, **more: object) -> None:
        ours, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        self.fd = ours
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui", *arguments],
            **{"env": {**environment(), "TERM": "xterm-256color", "LANG": "C.UTF-8"}, "cwd": "/", **more},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        os.set_blocking(ours, False)
        self.seen = ""
        self.written = 0

    def drain(self) -> bool:
        """Take what it wrote; False once there is nobody who could write."""
        try:
            data = os.read(self.fd, 1 << 16)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self.written += len(data)
        self.seen = (self.seen + data.decode(errors="replace"))[-KEPT_BYTES:]
        return bool(data)

    def press(self, keys: str) -> None:
        """Press some keys."""
        self.seen = ""
        os.write(self.fd, keys.encode())

    def seconds(self) -> float:
        """The CPU seconds that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / HERTZ

    def kilobytes(self) -> int:
        """Its proportional share of the memory."""
        lines = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))

    def end(self) -> int:
        """Hang up, and kill where that does not help; returns how it ended."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGHUP)
        try:
            status = self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        os.close(self.fd)
        return status


Step = tuple[str, str]
"""What is pressed, and what is shown because of it."""


class Room:
    """All dashboards of a test; whoever waits for one drains them all."""

    def __init__(self) -> None:
        self.dashboards: list[Dashboard] = []
        self.selector = selectors.DefaultSelector()

    def open(self, arguments: Sequence[str], size: tuple[int, int] = SIZE, **more: object) -> Dashboard:
        """Start one more."""
        one = Dashboard(arguments, size, **more)
        self.dashboards.append(one)
        self.selector.register(one.fd, selectors.EVENT_READ, one)
        return one

    def drain(self, seconds: float = TICK) -> None:
        """Take what all write for a while."""
        for key, _ in self.selector.select(seconds):
            if not key.data.drain():
                self.selector.unregister(key.fileobj)

    def wait(self, ready: Callable[[], bool], seconds: float = PATIENCE) -> bool:
        """Drain until something is so; False where it is not in time."""
        deadline = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > deadline:
                return False
            self.drain()
        return True

    def rest(self, seconds: float) -> None:
        """Drain for so long."""
        self.wait(lambda: False, seconds)

    def sees(self, one: Dashboard, text: str, seconds: float = PATIENCE) -> None:
        """Wait for a text on a dashboard; fails where it does not come."""
        assert self.wait(lambda: text in one.seen, seconds), (text, one.process.poll(), one.seen[-2_000:])

    def does(self, one: Dashboard, *steps: Step) -> None:
        """Press keys one after another, each once the one before shows."""
        for keys, text in steps:
            one.press(keys)
            self.sees(one, text)

    def close(self) -> list[int]:
        """End them all; returns how they ended."""
        for one in self.dashboards:
            if one.process.poll() is None:
                one.process.send_signal(signal.SIGHUP)
        self.wait(lambda: all(one.process.poll() is not None for one in self.dashboards), 10)
        self.selector.close()
        return [one.end() for one in self.dashboards]


class Round:
    """The keys of one dashboard at one time, gone through while many others go through theirs."""

    def __init__(self, one: Dashboard, at: float, steps: Sequence[Step]) -> None:
        self.one = one
        self.at = at
        self.took = 0.0
        self._left = self._begin(steps)

    def _begin(self, steps: Sequence[Step]) -> Iterator[None]:
        for keys, text in steps:
            pressed = time.monotonic()
            self.one.press(keys)
            while text not in self.one.seen:
                late = time.monotonic() - pressed
                assert self.one.process.poll() is None, (self.one.process.returncode, self.one.seen[-2_000:])
                assert late < PATIENCE, (text, self.one.seen[-2_000:])
                yield
            self.took = time.monotonic() - pressed

    def go(self, now: float) -> bool:
        """Go on as far as it can; True once all is done."""
        return now >= self.at and next(self._left, self) is self
