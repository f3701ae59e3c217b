"""Whatever moment a process is killed at: what was acknowledged is there, nothing is torn, the file is whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.cli.test_stopping import content
from tests.services.deeds import PROMISE, STEP, ready, row, rows
from tests.services.letters import ME, NOW, empty, hour, letter, taken_in
from tui.domain.acts import Logged
from tui.services import beside, importing
from tui.services.checkup import rebuild_all
from tui.services.doing.perform import perform
from tui.store.store import Store

pytestmark = pytest.mark.xdist_group("load")

SAVING, IMPORTING = 200, 50
A_FILE = 20
LONGEST = 0.25
MAILS, CHUNK = 240, 40
MOMENT = hour(900)
SEED = 20261125
KILLED = -signal.SIGKILL


def forked(work: Callable[[int], object]) -> tuple[int, int]:
    """Do something in a process of its own, which is given the pipe to write to; returns its id and the pipe."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            work(writing)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    return child, reading


def killed(child: int, after: float) -> int:
    """Kill a process some time later; returns how it ended."""
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def said(pipe: int) -> list[str]:
    """All whole lines that came through a pipe."""
    with os.fdopen(pipe) as file:
        return [line.rstrip("\n") for line in file if line.endswith("\n")]


def saves(store: Store, number: int) -> Callable[[int], None]:
    """Log one thing after another for good, and say so of each once it is kept."""

    def go_on(pipe: int) -> None:
        turn = 0
        while True:
            text = f"{number}, {turn}"
            kept = Logged(1 + turn % 2, "call", "both", text, promises=(PROMISE,), follow_ups=(STEP,))
            perform(store, "bo", [kept], NOW, NOW)
            os.write(pipe, f"{text}\n".encode())
            turn += 1

    return go_on


def check_saved(store: Store, kept: Sequence[str], number: int) -> int:
    """Everything acknowledged is there and nothing is half there; returns how much was kept unacknowledged."""
    of_these = f"SELECT text FROM interaction WHERE text GLOB '{number}, *' ORDER BY id"
    found = [text for (text,) in rows(store, of_these)]
    assert found[: len(kept)] == list(kept)
    assert len(found) - len(kept) in (0, 1)
    logged = "(SELECT count(*) FROM interaction WHERE channel = 'call')"
    apart = row(
        store,
        f"SELECT (SELECT count(*) FROM promise) - {logged}, (SELECT count(*) FROM follow_up) - {logged},"
        f" (SELECT count(*) FROM act WHERE kind = 'logged') - {logged},"
        f" (SELECT count(DISTINCT tx) FROM journal WHERE action = 'logged') - {logged}",
    )
    assert apart == (0, 0, 0, 0)
    assert row(store, "PRAGMA integrity_check") == ("ok",)
    assert rows(store, "PRAGMA foreign_key_check") == []
    assert rebuild_all(store, "ana", NOW, NOW) == 0
    return len(found) - len(kept)


def test_two_hundred_kills_while_saving_lose_nothing(tmp_path: Path, figure: Callable[[str], None]) -> None:
    chance, acknowledged, more = random.Random(SEED), 0, 0
    for number in range(SAVING):
        if number % A_FILE == 0:  # what is derived from a long log would make every save slower
            folder = tmp_path / str(number)
            folder.mkdir()
            store = ready(folder)
        child, pipe = forked(saves(store, number))
        assert killed(child, chance.uniform(0, LONGEST)) == KILLED
        kept = said(pipe)
        more += check_saved(store, kept, number)
        acknowledged += len(kept)
    figure(f"seed {SEED}: {SAVING} kills, {acknowledged} saves acknowledged, {more} more were kept")
    assert acknowledged


@pytest.fixture(scope="module")
def box() -> list[bytes]:
    """Some hundred mails of a few relationships, which ask, are answered, and now and then hang together late."""
    letters = []
    for number in range(MAILS // 2):
        them, at = f"p{number % 7}@firm{number % 23}.example", float(number * 3)
        letters.append(letter(them, ME, at, f"Plan {number}"))
        letters.append(letter(ME, them, at + 1, f"Re: Plan {number}", in_reply_to=f"<{at}@x.example>"))
    return letters[::-1]


def test_fifty_kills_while_importing_leave_what_the_next_run_completes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, box: list[bytes], figure: Callable[[str], None]
) -> None:
    monkeypatch.setattr(importing, "CHUNK", CHUNK)
    for name in ("ALONE", "PORTION"):  # so that a second process reads a part
        monkeypatch.setattr(beside, name, 10)
    chance = random.Random(SEED)
    (tmp_path / "whole").mkdir()
    whole = empty(tmp_path / "whole")
    before = shutil.copy(whole.path, tmp_path / "before.db")
    begun = time.monotonic()
    taken_in(whole, box, moment=MOMENT)
    lasts, wanted = time.monotonic() - begun, content(whole.path)
    met = set()
    for number in range(IMPORTING):
        (tmp_path / str(number)).mkdir()
        store = Store(Path(shutil.copy(before, tmp_path / str(number) / "kept.db")))
        child, pipe = forked(lambda _pipe, store=store: taken_in(store, box, moment=MOMENT))  # type: ignore[misc]
        assert killed(child, chance.uniform(0, lasts)) in (KILLED, 0)
        os.close(pipe)
        met.add(len(content(store.path)["mail"]))
        taken_in(store, box, moment=MOMENT)
        assert content(store.path) == wanted
        assert rebuild_all(store, "ana", NOW, NOW) == 0
        shutil.rmtree(tmp_path / str(number))
    figure(f"seed {SEED}: {IMPORTING} kills of an import of {MAILS} mails, with so many kept: {sorted(met)}")
    assert len(met) > 3
