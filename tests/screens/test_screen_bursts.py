"""Keys that come all at once do what they do one by one, in a real terminal."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.server.sitting import Sitting, database, kept
from tests.server.terminal import WAIT

SILENCE = 0.1
ESC, ENTER, TAB = "\x1b", "\r", "\t"
PASTED = "\x1b[200~halden\x1b[201~"
Strokes = tuple[str, ...]
STORIES: dict[str, tuple[Strokes, str]] = {
    "a quick line": (
        (*":called ana @halden re invoice; promise: send it by fri", ENTER),
        "Nobody at Halden Dairies is called",
    ),
    "a quick line, saved": ((*":called mette @halden re invoice", ENTER), "call logged"),
    "a filter and what is found": ((*"/vireo", ENTER, "d"), "Vireo Labs: follow-up"),
    "a field after another": ((*"ptext", TAB, *"fri"), "= Fri 13 Mar 17:00"),
    "a form that is saved": ((*"ptext", TAB, *"tue", ENTER, "G"), "to Halden Dairies"),
    "the questions of an audit": (
        (*"4nMonthly report", ENTER, *"the month ends", ENTER, *"12 a month", ENTER, *"30", ENTER),
        "question 5 of 6",
    ),
    "the steps of an audit": (
        (*"4nReport", ENTER, ENTER, *"12", ENTER, *"30", ENTER, ENTER, ENTER, *"ogather", TAB, *"10"),
        "gather",
    ),
    "the last row and the first": (("G", "G", "g", "g", "j"), "waits 3 d 4 h"),
    "another page, and its filter": ((*"2/halden", ENTER, ENTER), "customer"),
    "a search and what it finds": ((*"g/invoice 2231", ENTER), "esc back"),
    "back what was just done": (("d", "u"), "undone: reply logged"),
    "what an undo says before": (("u", "u"), "undone"),
    "out of two blocks": (("l", *"some", ESC, ESC), "1 more below"),
    "a pasted text": (("/", PASTED, ENTER, "d"), "reply logged"),
    "a choice, and its form": ((".", "s", *"2"), "Snooze"),
    "help, and what follows it": ((*"?jxj",), "Give up"),
}
CUT = ("a quick line", "a filter and what is found", "the questions of an audit", "another page, and its filter")


@contextmanager
def dashboard(folder: Path) -> Iterator[Sitting]:
    """Somebody's dashboard once it is read."""
    sitting = Sitting(kept(database(folder)), size=(100, 30))
    try:
        sitting.until("Halden", "Mette Aal wrote")
        falls_silent(sitting)
        yield sitting
    finally:
        sitting.terminal.drop()


def falls_silent(sitting: Sitting, seconds: float = SILENCE) -> None:
    """Read until nothing more comes for a while."""
    deadline = time.monotonic() + WAIT
    while sitting.terminal.read(seconds):
        assert time.monotonic() < deadline, sitting.terminal.shown()


def until_gone(sitting: Sitting, text: str) -> None:
    """Read until a text stands on the screen no more."""
    deadline = time.monotonic() + WAIT
    while text in sitting.terminal.shown():
        sitting.terminal.read(SILENCE)
        assert time.monotonic() < deadline, sitting.terminal.shown()


def write(sitting: Sitting, *bursts: Sequence[str]) -> None:
    """Send some strokes, each burst in one piece."""
    for burst in bursts:
        os.write(sitting.terminal.child.child_fd, "".join(burst).encode())


def typed(folder: Path, bursts: Sequence[Sequence[str]], seen: str, *, slowly: bool = False) -> str:
    """The screen after some bursts, on which a text stands; slowly, nothing comes before the last has been done."""
    folder.mkdir()
    with dashboard(folder) as sitting:
        for burst in bursts:
            write(sitting, burst)
            if slowly:
                falls_silent(sitting)
        sitting.until(seen)
        falls_silent(sitting, 5 * SILENCE)
        return sitting.terminal.shown()


@pytest.mark.parametrize("story", STORIES)
def test_one_burst_does_what_its_keys_do_one_by_one(tmp_path: Path, story: str) -> None:
    strokes, seen = STORIES[story]
    slow = typed(tmp_path / "slow", strokes, seen, slowly=True)
    assert typed(tmp_path / "burst", [strokes], seen) == slow


@pytest.mark.parametrize("story", CUT)
def test_wherever_a_line_cuts_the_keys_they_do_the_same(tmp_path: Path, story: str) -> None:
    strokes, seen = STORIES[story]
    whole = typed(tmp_path / "whole", [strokes], seen)
    drawn = random.Random(story)
    for number in range(2):
        cuts = sorted(drawn.sample(range(1, len(strokes)), 4))
        pieces = [strokes[start:end] for start, end in zip([0, *cuts], [*cuts, len(strokes)], strict=True)]
        assert typed(tmp_path / str(number), pieces, seen) == whole, cuts


def test_two_hundred_moves_at_once_end_where_they_lead(tmp_path: Path) -> None:
    with dashboard(tmp_path) as sitting:
        begun = time.monotonic()
        write(sitting, ["j"] * 200, ["k"] * 3)
        sitting.until("▌○ Book a complimen")
        print(f"203 moves within {time.monotonic() - begun:.2f} s")
        falls_silent(sitting)
        sitting.until("▌○ Book a complimen")  # on the way down it stood there too


def test_a_held_key_does_not_deal_with_the_whole_list(tmp_path: Path) -> None:
    with dashboard(tmp_path) as sitting:
        write(sitting, ["d"] * 30)
        until_gone(sitting, "1 of 13 dealt with")
        falls_silent(sitting, 5 * SILENCE)
        shown = sitting.terminal.shown()
        assert "Quillon Press" in shown
