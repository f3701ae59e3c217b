"""The table of actions, help and commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.fake_desk import FakeDesk
from tests.screens.story import user_at
from tui.actions import HELPED, Place
from tui.app import KeptApp
from tui.domain.problem import Problem
from tui.keys import ACTIONS, document, keymap, stroke
from tui.present.glyphs import UNICODE
from tui.present.help import help_lines
from tui.present.lines import plain
from tui.screens.checklist import ChecklistScreen
from tui.screens.choices import ChoicesScreen
from tui.screens.choose import ChooseScreen
from tui.screens.digest import DigestScreen
from tui.screens.filtering import Filtering
from tui.screens.form import FormScreen
from tui.screens.history import HistoryScreen
from tui.screens.page import Page
from tui.screens.palette import Palette
from tui.screens.processes import ProcessesScreen
from tui.screens.promises import PromisesScreen
from tui.screens.redesigning import RedesignScreen
from tui.screens.relationship import RelationshipScreen
from tui.screens.relationships import RelationshipsScreen
from tui.screens.search import SearchScreen
from tui.screens.steps import StepsScreen
from tui.screens.stop import StopScreen
from tui.screens.think import ThinkScreen
from tui.screens.today import TodayScreen
from tui.screens.treating import DoScreen

PLACES: dict[str, tuple[type, ...]] = {
    "today": (TodayScreen, KeptApp),
    "empty": (TodayScreen, KeptApp),
    "error": (Page, KeptApp),
    "relationships": (RelationshipsScreen, KeptApp),
    "filter": (Filtering, KeptApp),
    "relationship": (RelationshipScreen, KeptApp),
    "palette": (Palette, KeptApp),
    "search": (SearchScreen, KeptApp),
    "form": (FormScreen, KeptApp),
    "promises": (PromisesScreen, KeptApp),
    "choose": (ChooseScreen, KeptApp),
    "choices": (ChoicesScreen, KeptApp),
    "draft": (TodayScreen, KeptApp),
    "history": (HistoryScreen, KeptApp),
    "digest": (DigestScreen, KeptApp),
    "processes": (ProcessesScreen, KeptApp),
    "check": (ChecklistScreen, KeptApp),
    "stop": (StopScreen, KeptApp),
    "steps": (StepsScreen, KeptApp),
    "step": (StepsScreen, KeptApp),
    "think": (ThinkScreen, KeptApp),
    "note": (ThinkScreen, KeptApp),
    "do": (DoScreen, KeptApp),
    "redesign": (RedesignScreen, KeptApp),
}


def test_the_document_of_the_keys_is_current() -> None:
    kept = Path(__file__).parents[2] / "docs" / "keys.md"
    assert kept.read_text(encoding="utf-8") == document(), "python -m tui.keys > docs/keys.md"


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_can_be_done_in_each_of_its_places(action) -> None:  # type: ignore[no-untyped-def]
    for place in action.where:
        method = f"do_{action.id.replace('.', '_')}"
        assert any(hasattr(owner, method) for owner in PLACES[place]), f"{action.id} in {place}"


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ({"page.tomorrow": "t"}, "page.tomorrow"),
        ({"row.best": "q"}, "row.best and app.quit"),
        ({"row.best": "g"}, "row.best and move.first"),
        ({"row.best": "g g x"}, "row.best and move.first"),
        ({"app.help": "ctrl+s"}, "ctrl+s"),
        ({"app.help": "f1"}, "f1"),
        ({"app.help": "alt+x"}, "alt+x"),
        ({"app.help": "  "}, "empty key"),
    ],
)
def test_keys_that_cannot_be_are_refused_by_name(overrides: dict[str, str], said: str) -> None:
    with pytest.raises(Problem) as refused:
        keymap(overrides)
    assert said in str(refused.value)
    assert refused.value.wrong_use


def test_keys_may_change_places() -> None:
    changed = keymap({"move.down": "k", "move.up": "j, ctrl+y"})
    assert changed.key("move.down") == "k"
    found = changed.find(("today",), ("ctrl+y",))
    assert found is not None
    assert found.id == "move.up"
    assert changed.find(("today",), ("down",)) is changed.find(("today",), ("k",))


def test_strokes_are_named_as_the_table_writes_them() -> None:
    named = [stroke("slash", "/"), stroke("escape", "\x1b"), stroke("G", "G"), stroke("space", " ")]
    assert named == ["/", "esc", "G", "space"]
    assert stroke("ctrl+d", "\x04") == "ctrl+d"


async def test_help_names_the_keys_of_its_place_and_any_key_closes_it() -> None:
    async with user_at(FakeDesk(), keys={"row.best": "B"}) as user:
        await user.press("app.help")
        user.sees("Keys on Today", "B      best next", "g g    first row", "! flagged", "any key closes")
        user.sees_not("next order")
        await user.pilot.press("z")
        await user.settle()
        user.sees("Flagged 1")
        user.sees_not("Keys on")
        await user.press("page.relationships", "app.help")
        user.sees("Keys on Relationships", "/      filter this list")


@pytest.mark.parametrize("place", HELPED)
@pytest.mark.parametrize("width", [60, 80])
def test_help_cuts_no_word(place: Place, width: int) -> None:
    actions = keymap().at((place,))
    shown = "\n".join(plain(line) for line in help_lines("Keys", actions, UNICODE, width))
    cut = [f"{action.id}: {action.help}" for action in actions if action.keys and f" {action.help} " not in shown]
    assert not cut


async def test_help_scrolls_where_it_does_not_fit() -> None:
    async with user_at(FakeDesk(), 60, 12) as user:
        await user.press("app.help")
        user.sees("Keys on Today")
        for _ in range(40):
            if "Signs" not in user.screen:
                await user.pilot.press("j")
                await user.settle()
        user.sees_not("Keys on Today")
        user.sees("Signs")


async def test_commands_are_found_by_name_and_done() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("move.last", "app.palette")
        user.sees("relationships", "deal with it", "enter")
        await user.types("best")
        user.sees_not("deal with it")
        await user.press("palette.run")
        user.on_row("Halden Dairies")


async def test_commands_can_be_left_and_walked() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("app.palette")
        await user.pilot.press("down")
        await user.press("palette.run")
        await user.rests()
        user.sees("17 of 26")
        await user.press("app.palette", "palette.leave")
        user.sees("17 of 26", "enter open")
