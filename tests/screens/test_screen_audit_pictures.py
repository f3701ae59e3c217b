"""One picture a page of audits, on the sample."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.screens.at_work import desk_at
from tests.screens.story import User
from tui.app import KeptApp

DOWN = "move.down"
PICTURES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "processes": ((80, 24), ()),
    "processes-wide": ((120, 40), ()),
    "steps": ((80, 24), (DOWN, DOWN, DOWN, DOWN, "list.open")),
    "think": ((80, 24), (DOWN, DOWN, DOWN, "list.open")),
    "do": ((80, 24), ("list.open", "wizard.back", DOWN)),
    "do-wide": ((120, 40), ("list.open", "wizard.back", DOWN)),
    "redesign": ((80, 24), ("list.open",)),
    "checklist": ((80, 24), (DOWN, "process.run", "check.tick")),
}


@pytest.mark.parametrize("picture", PICTURES)
def test_pictures(picture: str, snap_compare: Any, tmp_path: Path) -> None:
    size, presses = PICTURES[picture]
    desk = desk_at(tmp_path)

    async def story(pilot: Pilot[Any]) -> None:
        user = User(app, pilot, desk)
        await user.rests()
        await user.press("page.processes")
        await user.waits_for("Worth an audit")
        for ident in presses:
            await user.press(ident)
            await user.rests()

    app = KeptApp(desk)
    assert snap_compare(app, terminal_size=size, run_before=story)
