"""Work that a second process shares comes out as if one had done it, and leaves nobody behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.letters import ME, empty, letter, taken_in
from tui.ingest.record import RawMessage
from tui.services import beside
from tui.services.beside import each
from tui.store.store import Store

RUN = """
import os, signal, sys, time
from tui.ingest.record import RawMessage
from tui.services import beside

def work(raw):
    time.sleep(0.02)
    return os.getpid()

def messages():
    for number in range(100_000):
        yield RawMessage(str(number), b"")

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs tests in the background ignores it
for raw, pid in beside.each(work, messages()):
    if pid != os.getpid():
        print(pid, flush=True)
"""


@pytest.fixture(autouse=True)
def _two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes for the fewest messages, on any machine and under any runner of tests."""
    monkeypatch.setattr(beside, "_may_fork", lambda: True)
    for name, value in {"ALONE": 3, "PORTION": 2, "PLACES": 3, "AHEAD": 6, "ROOM": 4_096}.items():
        monkeypatch.setattr(beside, name, value)


def raws(count: int) -> list[RawMessage]:
    """So many messages."""
    return [RawMessage(str(number), b"%d" % number) for number in range(count)]


def larger(raw: RawMessage) -> tuple[str, bytes]:
    """What is ten times as large."""
    return raw.where, raw.data * 10


def gone(pid: int) -> bool:
    """Whether a process has ended, a moment after its time at the latest."""
    for _ in range(500):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=40) | st.integers(1_000, 9_000).map(bytes), max_size=40))
def test_two_make_of_messages_what_one_makes_of_them(bodies: list[bytes]) -> None:
    messages = [RawMessage(str(number), body) for number, body in enumerate(bodies)]
    assert list(each(larger, messages)) == [(raw, larger(raw)) for raw in messages]


def test_a_second_process_does_a_part_and_ends_with_the_work() -> None:
    found = [pid for _, pid in each(lambda _: (time.sleep(0.002), os.getpid())[1], raws(60))]
    others = set(found) - {os.getpid()}
    assert found[:3] == [os.getpid()] * 3
    assert len(others) == 1
    assert gone(others.pop())


def test_few_messages_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a process was started"))
    assert [pid for _, pid in each(lambda _: os.getpid(), raws(3))] == [os.getpid()] * 3


def test_where_no_process_may_be_started_one_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    assert [pid for _, pid in each(lambda _: os.getpid(), raws(20))] == [os.getpid()] * 20


def test_what_fails_there_fails_here() -> None:
    def fails(raw: RawMessage) -> str:
        if raw.where == "17":
            raise LookupError(raw.where)
        return raw.where

    got: Iterator[tuple[RawMessage, str]] = each(fails, raws(30))
    found = []
    with pytest.raises(LookupError, match="17"):
        for _, where in got:
            found.append(where)
    assert found == [str(number) for number in range(17)]


def test_after_a_second_process_that_is_killed_the_first_does_the_rest() -> None:
    killed: set[int] = set()
    found = []
    with closing(each(lambda _: (time.sleep(0.002), os.getpid())[1], raws(2_000))) as results:
        for raw, pid in results:
            found.append(raw)
            if pid not in {os.getpid(), *killed}:
                os.kill(pid, signal.SIGKILL)
                killed.add(pid)
    assert len(killed) == 1
    assert found == raws(2_000)


def test_without_memory_for_both_one_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "PLACES", 1 << 50)
    assert {pid for _, pid in each(lambda _: os.getpid(), raws(20))} == {os.getpid()}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_whatever_ends_the_first_process_ends_the_second(number: int) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", f"from tui.services import beside\nbeside._may_fork = lambda: True\n{RUN}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    )
    assert first.stdout
    with first.stdout as told:
        second = int(told.readline())
        first.send_signal(number)
        assert first.wait(timeout=60)
        assert gone(second)


def test_an_import_by_two_is_an_import_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = []
    for number in range(60):
        them, at = f"p{number % 7}@firm{number % 23}.example", float(number * 3)
        letters.append(letter(them, ME, at, f"Plan {number}"))
        letters.append(letter(ME, them, at + 1, f"Re: Plan {number}", in_reply_to=f"<{at}@x.example>"))
    letters[33] = b"no mail at all"
    found, before = [], empty(tmp_path).path
    for name in ("two", "one"):
        store = Store(Path(shutil.copy(before, tmp_path / name)))
        report = taken_in(store, letters)
        with store.read() as conn:
            found.append((report, "\n".join(conn.iterdump())))
        monkeypatch.setattr(beside, "_may_fork", lambda: False)
    assert found[0] == found[1]
