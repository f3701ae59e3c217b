"""Every action of every page at a database full of text that wants to do harm."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import get_args

import pytest
from textual import events

from tests.screens.at_work import WorkingDesk, user_at_work
from tests.screens.story import User, user_at
from tests.server.dirty import dirty_database
from tui.actions import ACTIONS, PAGES, Place
from tui.domain.acts import Added
from tui.domain.problem import Problem

STEERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e0fff]"
)
SHOWN = "[7iSPOOF"
"""What is left of a name once it is safe."""
REACHED: dict[Place, tuple[str, ...]] = {
    "today": ("page.today",),
    "relationships": ("page.relationships",),
    "relationship": ("page.relationships", "list.open"),
    "promises": ("page.promises",),
    "history": ("page.relationships", "list.open", "row.history"),
    "processes": ("page.processes",),
    "check": ("page.processes", "process.run"),
}
"""The pages, by the keys that lead there."""
WIZARD: tuple[Place, ...] = ("steps", "think", "do", "redesign")
TABS = ("today", "relationships", "promises", "processes")
SKIPPED = ("app.quit", "move.")
DEEP, ROWS = 24, 6


@pytest.fixture(scope="session")
def dirty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dirty database, made once."""
    return dirty_database(tmp_path_factory.mktemp("dirty"))


@asynccontextmanager
async def user_at_harm(dirty: Path, folder: Path, width: int = 80, height: int = 24) -> AsyncIterator[User]:
    """Somebody before a copy of the dirty database."""
    desk = WorkingDesk(Path(shutil.copy(dirty, folder / "dirty.db")))
    async with user_at(desk, width, height) as user:  # type: ignore[arg-type]
        assert places(user) == ("digest",)
        harmless(user)
        await user.pilot.press("enter")
        await user.settle()
        yield user


def harmless(user: User) -> None:
    """Nothing on the screen steers, runs or opens anything."""
    found = STEERS.search(user.screen)
    assert found is None, f"{found!r} on\n{user.screen}"
    for strip in user.app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            assert style is None or not (style.link or any(key.startswith("@") for key in style.meta)), segment


def places(user: User) -> tuple[Place, ...]:
    """Whose keys work now."""
    return tuple(getattr(user.app.screen, "places", ()))


async def home(user: User) -> None:
    """Leave whatever was opened."""
    for _ in range(DEEP):
        if getattr(user.app.screen, "place", "") in TABS:
            return
        await user.pilot.press("escape")
        await user.settle()
    raise AssertionError(f"no way out of\n{user.screen}")


async def reach(user: User, place: Place) -> None:
    """Go to a place from wherever one is."""
    await home(user)
    if place in REACHED:
        await user.press(*REACHED[place])
        return
    for row in range(ROWS):
        await user.press("page.processes", "move.first", *["move.down"] * row, "list.open")
        for _ in range(DEEP):
            if getattr(user.app.screen, "place", "") == place:
                return
            if user.app.screen.place not in WIZARD:
                break
            await user.press("wizard.back")
        await home(user)
    raise AssertionError(f"no audit stands at {place}")


def test_every_place_is_walked_or_opens_from_one_that_is() -> None:
    inside = {"filter", "palette", "form", "choose", "choices", "draft", "search", "step", "note", "digest"}
    without = {"empty", "error", "stop"}  # they hold nothing of anybody's
    assert set(get_args(Place)) == inside | without | REACHED.keys() | set(WIZARD)


@pytest.mark.parametrize("place", [*REACHED, *WIZARD])
async def test_every_action_of_a_place_shows_harm_and_does_none(dirty: Path, tmp_path: Path, place: Place) -> None:
    begun = time.perf_counter()
    actions = [action for action in ACTIONS if place in action.where and not action.id.startswith(SKIPPED)]
    if place != "today":  # what is the same on every page is tried on the first one
        actions = [action for action in actions if action.on or not set(PAGES) <= set(action.where)]
    seen = 0
    async with user_at_harm(dirty, tmp_path, 120, 40) as user:
        for action in actions:
            if places(user) != (place,):
                await reach(user, place)
            await user.press(action.id)
            await user.rests()
            assert user.app.is_running, action.id
            harmless(user)
            seen += SHOWN in user.screen
            if places(user) != (place,):
                await user.pilot.press("escape")
                await user.settle()
        no_links(user)
    assert seen, "no harm was to be seen anywhere"
    print(f"{place}: {len(actions)} actions, {time.perf_counter() - begun:.1f} s")


def no_links(user: User) -> None:
    """No cell of the screen runs an action or opens an address when it is clicked."""
    width, height = user.app.size
    for y in range(height):
        for x in range(width):
            style = user.app.screen.get_style_at(x, y)
            assert not style.link and "@click" not in style.meta


HUGE = "\x1b]52;c;aGk=\x07" + "paste\x1b[2J\x9b31m\u202e" * 100_000


TYPED = ("app.quick", "new.promise", "row.edit", "list.filter", "app.search", "app.palette")


@pytest.mark.parametrize("opened", TYPED)
async def test_a_paste_of_a_megabyte_is_cleaned_and_cut(tmp_path: Path, opened: str) -> None:
    async with user_at_work(tmp_path) as user:
        await user.press(opened)
        begun = time.perf_counter()
        user.app.post_message(events.Paste(HUGE))
        await user.settle()
        await user.types("x")
        print(f"{opened}: {time.perf_counter() - begun:.2f} s")
        harmless(user)
        user.sees("paste")
        await user.pilot.press("escape")
        await user.settle()
        assert user.app.is_running


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u2066", "\U000e0041", "\u00ad"], ids=ascii)
async def test_a_hidden_sign_makes_no_second_one_of_that_name(tmp_path: Path, hidden: str) -> None:
    async with user_at_work(tmp_path) as user:
        desk = user.desk
        desk.perform([Added("Paypal", "customer", "active", "c", None, ())])
        with pytest.raises(Problem, match="is called 'Paypal' already"):
            desk.perform([Added(f"Pay{hidden}pal", "customer", "active", "c", None, ())])


async def test_a_long_note_and_a_name_of_a_megabyte_are_shown(dirty: Path, tmp_path: Path) -> None:
    async with user_at_harm(dirty, tmp_path) as user:
        for ident in (1, 2, 3):
            await user.press("page.relationships", "list.filter")
            await user.types(("halden", "tidewater", "quillon")[ident - 1])
            begun = time.perf_counter()
            await user.press("filter.keep", "list.open")
            await user.settles_down()
            print(f"r{ident}: {time.perf_counter() - begun:.2f} s")
            user.sees(SHOWN)
            harmless(user)
            await user.press("app.back", "filter.clear")
