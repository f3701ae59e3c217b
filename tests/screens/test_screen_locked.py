"""Nothing that Textual offers to everybody reads or writes a file, starts a program or stops the dashboard."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.screens.at_wizard import talk, user_at_wizard
from tests.screens.fake_desk import FakeDesk
from tests.screens.story import User, user_at
from tui.app import KeptApp

OFFERED = [
    "app.screenshot('pwn.svg', '{here}')",
    "app.suspend_process",
    "app.simulate_key('q')",
    "app.open_url('http://127.0.0.1:9/')",
    "app.quit",
    "app.push_screen('x')",
    "app.switch_mode('promises')",
    "app.command_palette",
    "app.change_theme",
    "app.toggle_dark",
    "app.add_class('Screen', 'x')",
    "app.notify('[/b]')",
    "app.help_quit",
    "screen.copy_text",
    "set_focus",
]


@pytest.fixture
def here(home: Path) -> Iterator[Path]:
    """Where the dashboard stands; nothing is there afterwards either."""
    yield home
    assert list(home.rglob("*")) == []


@pytest.mark.parametrize("action", OFFERED)
async def test_no_action_of_textual_does_anything(here: Path, action: str) -> None:
    async with user_at(FakeDesk()) as user:
        before = user.screen
        assert not await user.app.run_action(action.format(here=here))
        await user.settles_down()
        assert user.app.is_running
        assert user.screen == before


METHODS: dict[str, Callable[[KeptApp, Path], object]] = {
    "action_screenshot": lambda app, here: app.action_screenshot("pwn.svg", str(here)),
    "save_screenshot": lambda app, here: app.save_screenshot("pwn.svg", str(here)),
    "deliver_screenshot": lambda app, here: app.deliver_screenshot("pwn.svg", str(here)),
    "deliver_text": lambda app, here: app.deliver_text(
        io.StringIO("x"), save_directory=here, save_filename="pwn"
    ),
    "deliver_text of a path": lambda app, here: app.deliver_text("/etc/passwd", save_directory=here),
    "deliver_binary": lambda app, here: app.deliver_binary("/etc/passwd", save_directory=here),
    "open_url": lambda app, _here: app.open_url("http://127.0.0.1:9/"),
    "action_suspend_process": lambda app, _here: app.action_suspend_process(),
}


@pytest.mark.parametrize("name", METHODS)
async def test_no_method_that_touches_the_machine_does_anything(here: Path, name: str) -> None:
    async with user_at(FakeDesk()) as user:
        METHODS[name](user.app, here)
        with user.app.suspend():
            await user.settles_down()
        assert user.app.is_running


async def test_textual_offers_no_commands(here: Path) -> None:
    async with user_at(FakeDesk()) as user:
        assert list(user.app.get_system_commands(user.app.screen)) == []
        await user.press("app.palette")
        user.sees_not("Screenshot", "Theme", "Maximize")


async def test_a_restricted_dashboard_ignores_what_stops_a_program() -> None:
    numbers = (signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU)
    before = {number: signal.getsignal(number) for number in numbers}
    try:
        async with user_at(FakeDesk(), restricted=True) as user:
            for number in numbers:
                os.kill(os.getpid(), number)
            await user.press("page.relationships")
            user.sees("Relationships")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def exports(user: User) -> None:
    """Ask for the procedure in a file."""
    await user.press("wizard.export")
    await user.settles_down()


async def test_the_wizard_writes_no_file_where_one_came_by_a_key(tmp_path: Path, here: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="redesign 1"), 100, 30, restricted=True) as user:
        await exports(user)
        user.sees_not("write the procedure to")
        user.sees("No file is written here: kept audit export a")


async def test_the_sample_stays_where_kept_is_installed() -> None:
    async with user_at(FakeDesk(), restricted=True) as user:
        user.app.perform("empty.sample")
        await user.settle()
        user.sees("Sample data opens where kept is installed: kept demo.")
        assert user.app.is_running
