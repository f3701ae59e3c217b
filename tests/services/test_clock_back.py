"""A clock that is set back: what was done last stays last, and nothing is said to lie in the future."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.services.deeds import do, ready, row, rows
from tests.services.letters import NOW
from tui.__main__ import main
from tui.domain.acts import Logged
from tui.domain.model import DAY, HOUR
from tui.domain.rules import Rules
from tui.services.checkup import rebuild_all
from tui.services.office import Office

NEGATIVE = re.compile(r"(?<![\w-])-\d+ ?(?:s|min|h|d|days?)\b")


def test_what_was_done_last_is_taken_back_first_whatever_the_clock_showed(tmp_path: Path) -> None:
    store = ready(tmp_path)
    do(store, Logged(1, "chat", "out", "first"))
    do(store, Logged(1, "chat", "out", "second"), now=NOW - HOUR)
    assert [tx for (tx,) in rows(store, "SELECT DISTINCT tx FROM journal ORDER BY id")] == sorted(
        tx for (tx,) in rows(store, "SELECT DISTINCT tx FROM journal")
    )
    Office(store, "ana", lambda: NOW - HOUR, Rules()).undo()
    left = "SELECT text FROM interaction WHERE channel = 'chat' AND deleted_at IS NULL"
    assert row(store, left) == ("first",)
    assert rebuild_all(store, "ana", NOW - HOUR, NOW - HOUR) == 0


@pytest.mark.parametrize("command", [["list"], ["today"], ["show", "halden"], ["history", "halden"], ["status"]])
def test_no_view_before_the_newest_entry_says_a_negative_time(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ready(tmp_path)
    do(store, Logged(1, "chat", "out", "later"), now=NOW + DAY)
    for moment in ("2026-03-09T08:00", "2026-03-06T08:00", "2026-01-10T08:00"):
        assert main(["--db", str(store.path), "--as", "ana", "--now", moment, *command]) == 0
        said = capsys.readouterr()
        assert said.err == ""
        assert not NEGATIVE.search(said.out), said.out
