"""A terminal with a program in it, of which a test sees what a person would see."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

import pexpect
import pyte

WAIT = 30.0


class Terminal:
    """`child` is the program, `screen` what its terminal shows, `sent` every byte that came so far."""

    def __init__(
        self, command: Sequence[str], columns: int = 80, rows: int = 24, more: Mapping[str, str] | None = None
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.sent = b""
        environment = {"PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LANG": "C.UTF-8", **(more or {})}
        self.child = pexpect.spawn(command[0], list(command[1:]), env=environment, dimensions=(rows, columns))
        self.child.delaybeforesend = None

    def read(self, seconds: float = 0.1) -> bytes:
        """Take in what comes within a while, until nothing more is there; b"" at the end too."""
        came = b""
        with suppress(pexpect.TIMEOUT, pexpect.EOF):
            came = self.child.read_nonblocking(65536, seconds)
        self.sent += came
        self.stream.feed(came)
        return came

    def press(self, keys: str) -> None:
        """Send keys as they come from a keyboard."""
        self.child.send(keys)

    def shown(self) -> str:
        """What the screen shows, its lines without blanks at their ends."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def until(self, wanted: str | Callable[[str], bool], seconds: float = WAIT) -> str:
        """Wait for a text, or for what a function says of the screen; returns the screen."""
        met = wanted if callable(wanted) else lambda shown: wanted in shown
        deadline = time.monotonic() + seconds
        while not met(self.shown()):
            assert time.monotonic() < deadline, f"not within {seconds} s: {wanted}\n{self.shown()}"
            ended = not self.child.isalive()
            if not self.read() and ended:
                assert met(self.shown()), f"ended before {wanted}:\n{self.shown()}"
        return self.shown()

    def end(self, seconds: float = WAIT) -> int | None:
        """Wait until the program has ended by itself; returns its exit status, None where a signal ended it."""
        deadline = time.monotonic() + seconds
        while self.child.isalive():
            assert time.monotonic() < deadline, f"still running after {seconds} s:\n{self.shown()}"
            self.read()
        while self.read():
            pass
        self.child.close()
        status: int | None = self.child.exitstatus
        return status

    def drop(self) -> None:
        """End the client as a power cut would."""
        if self.child.isalive():
            self.child.kill(signal.SIGKILL)
        self.child.close(force=True)
