"""The dashboard beside a bare Textual app: first paint, memory, bytes for a move, cost of idling."""

from __future__ import annotations

import os
import re
import signal
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pexpect

from tests.bench.biglog import NOW
from tests.bench.figures import PAIRS, Line, paired

ROOT = Path(__file__).parents[2]
BARE = (sys.executable, str(Path(__file__).with_name("bare.py")))
SHOWN = {"kept": (b"one key", b"help"), "bare": (b"Relationship 1", b"quit")}
"""What has come in all once the first frame with rows is there."""

SIZE = (24, 80)
WITHIN = 60.0
REST, IDLE = 1.5, 20.0
HELD, WHOLE, GAP = 10, 24, 0.035
"""Moves before either list has to scroll, and through a whole list; seconds from one to the next."""


def kept(database: Path) -> tuple[str, ...]:
    """kept on a database, its clock set to the end of the made log: nobody gives --now, which costs an import."""
    clock = f"import sys, time; wall, gap = time.time, {NOW} - time.time(); time.time = lambda: wall() + gap"
    program = f"{clock}; from tui.__main__ import main; sys.exit(main())"
    return (sys.executable, "-c", program, "--db", str(database), "--as", "ana")


def lines(database: Path) -> list[Line]:
    """All targets of the screen."""
    ours, theirs = kept(database), BARE
    paint = paired(lambda: _first_paint(ours, "kept"), lambda: _first_paint(theirs, "bare"))
    rested = [(_rested(ours, "kept"), _rested(theirs, "bare")) for _ in range(PAIRS)]
    idle = _idle(ours, theirs)
    other = "a bare Textual app"
    return [
        Line("first paint of Today", other, "ms", *paint, most=1.25),
        Line("memory (PSS)", other, "MB", *_column(rested, 0), most=1.25),
        Line("a row move while a key is held", other, "bytes", *_column(rested, 1), most=1.0),
        Line("the same through a list that scrolls", other, "bytes", *_column(rested, 2), most=1.0),
        Line("idling 20 s: bytes", other, "bytes", *_column(idle, 0), limit=0.0),
        Line("idling 20 s: processor", other, "s", *_column(idle, 1), limit=0.1),
    ]


def _column(pairs: Sequence[tuple[Sequence[float], Sequence[float]]], at: int) -> tuple[tuple[float, ...], ...]:
    return tuple(a[at] for a, _ in pairs), tuple(b[at] for _, b in pairs)


@contextmanager
def _running(command: Sequence[str]) -> Iterator[pexpect.spawn]:
    names = ("PATH", "HOME", "LANG")
    environment = {**{name: os.environ[name] for name in names if name in os.environ}, "TERM": "xterm-256color"}
    child = pexpect.spawn(command[0], list(command[1:]), env=environment, dimensions=SIZE, cwd=ROOT)
    child.delaybeforesend = None
    try:
        yield child
    finally:
        child.kill(signal.SIGKILL)
        child.wait()
        child.close()


def _until(child: pexpect.spawn, which: str) -> None:
    came, deadline = b"", time.perf_counter() + WITHIN
    while not all(mark in came for mark in SHOWN[which]):
        if time.perf_counter() > deadline:
            raise TimeoutError(f"no first frame of {which}: {came[-400:]!r}")
        came += _read(child, 0.5)


def _read(child: pexpect.spawn, seconds: float) -> bytes:
    with suppress(pexpect.TIMEOUT, pexpect.EOF):
        return bytes(child.read_nonblocking(65536, seconds))
    return b""


def _drained(child: pexpect.spawn, seconds: float) -> int:
    """How many bytes come within a time."""
    count, end = 0, time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        count += len(_read(child, left))
    return count


def _first_paint(command: Sequence[str], which: str) -> float:
    begun = time.perf_counter()
    with _running(command) as child:
        _until(child, which)
        return 1000 * (time.perf_counter() - begun)


def _rested(command: Sequence[str], which: str) -> tuple[float, float, float]:
    """Memory in MB once it has settled, then bytes for a move of a held key, in one screen and in a whole list."""
    with _running(command) as child:
        _until(child, which)
        _drained(child, REST)
        memory = _pss(child.pid)
        came = [_moved(child) for _ in range(WHOLE)]
        return memory, sum(came[:HELD]) / HELD, sum(came) / WHOLE


def _moved(child: pexpect.spawn) -> int:
    child.send("j")
    return _drained(child, GAP)


def _idle(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    """Bytes and processor seconds of each while nobody does anything, all side by side."""
    with _running(ours) as one, _running(theirs) as other:
        for child, which in ((one, "kept"), (other, "bare")):
            _until(child, which)
        for child in (one, other):
            _drained(child, REST)
        before = [_cpu(child.pid) for child in (one, other)]
        came = [_drained(one, IDLE), _drained(other, REST)]
        used = [_cpu(child.pid) - spent for child, spent in zip((one, other), before, strict=True)]
    return [((came[0], used[0]), (came[1], used[1]))]


def _pss(pid: int) -> float:
    found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
    return int(found[1]) / 1024 if found else statistics.nan


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
