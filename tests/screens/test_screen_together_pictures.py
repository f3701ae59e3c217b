"""One picture of each screen by which several people work together, at a fixed clock, size and theme."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.screens.at_work import desk_at
from tests.screens.fake_desk import FakeDesk
from tests.screens.story import User
from tests.screens.test_screen_acting import press
from tests.screens.test_screen_away import FOR_BO, TOLD
from tests.screens.test_screen_clash import clashes_on_the_name
from tui.app import KeptApp


def test_a_deputys_today(snap_compare: Any) -> None:
    desk = FakeDesk(day=FOR_BO)
    app = KeptApp(desk)

    async def story(pilot: Pilot[Any]) -> None:
        user = User(app, pilot, desk)
        await user.rests()
        await user.press("move.down", "move.down")
        await user.rests()

    assert snap_compare(app, terminal_size=(80, 24), run_before=story)


def test_what_happened_while_one_was_away(snap_compare: Any) -> None:
    desk = FakeDesk(missed=TOLD)
    app = KeptApp(desk)

    async def story(pilot: Pilot[Any]) -> None:
        await User(app, pilot, desk).rests()

    assert snap_compare(app, terminal_size=(80, 24), run_before=story)


def test_both_texts_of_two_saves(snap_compare: Any, tmp_path: Path) -> None:
    desk, bo = desk_at(tmp_path), desk_at(tmp_path, "bo")
    app = KeptApp(desk)

    async def story(pilot: Pilot[Any]) -> None:
        user = User(app, pilot, desk)  # type: ignore[arg-type]
        await user.settles_down()
        await clashes_on_the_name(user, bo)
        await press(user, "form.save")

    assert snap_compare(app, terminal_size=(80, 24), run_before=story)
