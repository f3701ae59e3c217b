"""How far a long job is, in one line on a terminal."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TextIO

EVERY = 0.1
WIDTH = 24
WORDS = {"looking": "looking through the mail", "reading": "reading the mail"}


class Progress:
    """Called with what goes on, how much is done and of how much; shows nothing where nobody watches.

    The line is written over itself at most ten times a second and is gone afterwards.
    """

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.shown = stream.isatty()
        self.next = 0.0
        self.last = ""

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.last:
            self._write("")

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how far it is."""
        if not self.shown or time.monotonic() < self.next:
            return
        self.next = time.monotonic() + EVERY
        share = min(1.0, done / total) if total else 1.0
        bar = "#" * int(share * WIDTH)
        line = f"{WORDS.get(what, what):<24} [{bar:<{WIDTH}}] {int(share * 100):>3} %"
        if line != self.last:
            self._write(line)

    def _write(self, line: str) -> None:
        self.stream.write(f"\r{line:<{len(self.last)}}" if line else f"\r{'':<{len(self.last)}}\r")
        self.stream.flush()
        self.last = line
