"""The line that says what happened names its key, however long that was."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from tests.screens.fake_desk import NOW
from tui.domain.deed import Deed
from tui.domain.outcome import Outcome, Told
from tui.domain.problem import Problem
from tui.present import history, told
from tui.present.glyphs import UNICODE
from tui.present.lines import plain
from tui.present.paper import Paper

PAPER = Paper(80, NOW, ZoneInfo("UTC"), UNICODE)
LONG = Outcome(1, (Told("", 0, "", "import of " + "a/long/path/" * 12),))


def test_a_long_deed_is_cut_before_the_key_that_takes_it_back() -> None:
    assert plain(told.outcome_line(LONG, "u", PAPER)).endswith("…  u undoes it")
    assert plain(told.back_line(LONG, "ctrl+r", PAPER)).endswith("…  ctrl+r turns it round")


def test_what_is_cut_in_the_status_line_says_so() -> None:
    assert plain(told.foretold_line(LONG, "u", PAPER)).endswith("…")
    assert plain(told.refusal_line(Problem("word " * 40, ""), PAPER)).endswith("…")


def test_a_short_deed_is_whole() -> None:
    line = told.outcome_line(Outcome(1, (Told("w1", 5, "Halden Dairies", "reply logged", 2.3),)), "u", PAPER)
    assert plain(line) == "   ✓ Halden Dairies: reply logged, +2.3.  u undoes it"


def test_history_says_who_did_it_however_narrow_the_page() -> None:
    scores = (None, None, None, None)
    deed = Deed(1, NOW, "bo", "kept", "p1", 5, "Halden Dairies", "promise kept", *scores, None, False)
    for width in (40, 60, 71, 72, 120):
        line = plain(history.deed_line(deed, PAPER.narrowed(width), named=False))
        assert "bo" in line.split("promise kept")[0]


def test_history_uses_the_whole_line() -> None:
    said = "import of a/mailbox/that/lies/in/a/folder.mbox"
    deed = Deed(1, NOW, "ana", "imported", "", None, "", said, None, None, None, None, None, False)
    assert said in plain(history.deed_line(deed, PAPER, named=True))
