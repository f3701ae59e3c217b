"""One picture a screen, at a fixed clock, size and theme."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.screens.fake_desk import TODAY, FakeDesk
from tests.screens.story import User
from tui.app import KeptApp
from tui.domain.problem import Problem

NOBODY = replace(TODAY, rows=(), relationships=0, dealt=0, total=0, mail_read=None)
PICTURES: dict[str, tuple[FakeDesk, dict[str, str], tuple[int, int], tuple[str, ...]]] = {
    "today": (FakeDesk(), {}, (80, 24), ()),
    "today-wide": (FakeDesk(), {}, (120, 40), ()),
    "today-small": (FakeDesk(), {}, (60, 20), ()),
    "today-light": (FakeDesk(), {"theme": "light"}, (80, 24), ()),
    "today-terminal-ascii": (FakeDesk(), {"theme": "terminal", "icons": "ascii"}, (80, 24), ()),
    "today-empty": (FakeDesk(day=NOBODY), {}, (80, 24), ()),
    "today-error": (FakeDesk(problem=Problem("The disk is full.", "Free some space.")), {}, (80, 24), ()),
    "relationships": (FakeDesk(), {}, (80, 24), ("page.relationships", "row.best")),
    "relationships-wide": (FakeDesk(), {}, (120, 40), ("page.relationships", "list.filter")),
    "relationship": (FakeDesk(), {}, (80, 24), ("list.open",)),
    "relationship-wide": (FakeDesk(), {}, (120, 40), ("list.open",)),
    "help": (FakeDesk(), {}, (80, 24), ("app.help",)),
    "commands": (FakeDesk(), {}, (80, 24), ("app.palette",)),
}


@pytest.mark.parametrize("picture", PICTURES)
def test_pictures(picture: str, snap_compare: Any) -> None:
    desk, looks, size, presses = PICTURES[picture]

    async def story(pilot: Pilot[Any]) -> None:
        user = User(app, pilot, desk)
        await user.rests()
        for ident in presses:
            await user.press(ident)
            await user.rests()

    app = KeptApp(desk, **looks)  # type: ignore[arg-type]
    assert snap_compare(app, terminal_size=size, run_before=story)


def test_a_picture_without_colour(snap_compare: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    desk = FakeDesk()
    app = KeptApp(desk)

    async def story(pilot: Pilot[Any]) -> None:
        await User(app, pilot, desk).rests()

    assert snap_compare(app, terminal_size=(80, 24), run_before=story)
