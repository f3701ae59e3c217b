"""A line that drops while somebody types: the draft is there at the next login, and nothing is left running."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pexpect
import pytest

from tests.cli.conftest import environment
from tests.screens.at_work import WorkingDesk, desk_at
from tui.domain.model import DAY

TYPED = "send the signed annex"


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_what_is_half_typed_is_kept_at_a_hang_up(tmp_path: Path, number: signal.Signals) -> None:
    desk: WorkingDesk = desk_at(tmp_path)
    shown = shutil.copy(desk.store.path, tmp_path / "shown.db")
    arguments = ["-m", "tui", "--db", str(shown), "--as", "ana", "--now", "2026-03-09T08:30"]
    terminal = {**environment(), "TERM": "xterm-256color"}
    looks = {"dimensions": (24, 80), "encoding": "utf-8", "timeout": 20}
    child = pexpect.spawn(sys.executable, arguments, env=terminal, **looks)
    child.expect("Halden Dairies")
    child.expect("quick line")
    child.send("p")
    child.expect("the draft stays")
    child.send(TYPED)
    child.expect("annex")
    os.kill(child.pid, number)
    child.expect(pexpect.EOF, timeout=5)
    child.wait()
    assert not child.isalive()
    after = WorkingDesk(Path(shown))
    after.moment += DAY
    (draft,) = after.drafts()
    assert draft.form == "promise"
    assert TYPED in draft.texts.values()
