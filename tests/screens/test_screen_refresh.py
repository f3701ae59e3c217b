"""What others write appears by itself, and disturbs nobody who reads, moves or types."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from tests.cli.conftest import process
from tests.screens.at_work import user_at_work
from tests.screens.fake_desk import FakeDesk
from tests.screens.story import User, user_at
from tui.domain.together import News
from tui.domain.views import Today
from tui.screens import watching
from tui.screens.watching import WatchingApp
from tui.widgets.rows import Rows
from tui.widgets.staying import stays

NOW = "2026-03-09T08:30"


def bo(folder: Path, *arguments: str) -> None:
    """Another teammate does something at the command line."""
    told = ("--db", str(folder / "kept.db"), "--as", "bo", "--now", NOW, *arguments)
    assert process(sys.executable, "-m", "tui", *told).status == 0


def promises(folder: Path, text: str, due: str = "2026-03-09") -> None:
    """Another teammate makes a promise in the name of whom the screens are watched by."""
    bo(folder, "promise", "Halden Dairies", text, "--due", due, "--by", "ana")


async def to_the_first(user: User) -> None:
    """Open the first relationship of the list."""
    await user.press("page.relationships", "list.filter")
    await user.types("halden")
    await user.press("filter.keep", "list.open")
    await user.settles_down()


@pytest.mark.parametrize("page", ["today", "promises"])
async def test_a_promise_of_another_appears_by_itself(tmp_path: Path, page: str) -> None:
    async with user_at_work(tmp_path) as user:
        await user.press(f"page.{page}")
        await user.settles_down()
        promises(tmp_path, "the cooling curve")
        await user.waits_for("the cooling curve")


async def test_what_another_wrote_down_appears_on_the_page_of_the_relationship(tmp_path: Path) -> None:
    async with user_at_work(tmp_path, 120, 40) as user:
        await to_the_first(user)
        said = ("--with", "Halden Dairies", "--channel", "call", "--direction", "in", "the cooling curve")
        bo(tmp_path, "log", *said)
        await user.waits_for("the cooling curve")


async def test_what_another_did_appears_in_the_history(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await to_the_first(user)
        await user.press("row.history")
        await user.settles_down()
        promises(tmp_path, "the cooling curve")
        await user.waits_for("promised")


async def test_the_relationships_are_read_again(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await user.press("page.relationships", "list.filter")
        await user.types("halden")
        await user.press("filter.keep")
        await user.settles_down()
        bo(tmp_path, "edit", "Halden Dairies", "--name", "Halden and Sons")
        await user.waits_for("Halden and Sons")


async def test_the_cursor_and_the_rows_stay_where_they_are(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await user.press(*["move.down"] * 14)
        await user.settles_down()
        rows = user.app.screen.query_one(Rows)
        key, down = rows.key, rows.cursor - rows.top
        assert rows.top
        before = rows.cursor
        promises(tmp_path, "the cooling curve")
        while rows.cursor == before:
            await user.pilot.pause(0.02)
        assert (rows.key, rows.cursor - rows.top) == (key, down)


async def test_what_was_said_and_a_begun_sequence_stay(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        user.app.screen.say("This stays.")  # type: ignore[attr-defined]
        await user.pilot.press("g")
        await user.settles_down()
        footer = user.line(23)
        user.app.screen.say("This stays.")  # type: ignore[attr-defined]
        assert user.app.begun == ("g",)
        promises(tmp_path, "the cooling curve")
        await user.waits_for("the cooling curve")
        user.sees("This stays.")
        assert user.line(23) == footer
        assert user.app.begun == ("g",)


async def test_a_page_under_a_form_is_read_when_the_form_is_left(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await user.press("new.promise")
        before = user.screen
        promises(tmp_path, "the cooling curve")
        await user.pilot.pause(4 * watching.POLL)
        assert user.screen == before
        await user.press("form.leave")
        await user.waits_for("the cooling curve")


def test_a_cursor_goes_to_the_next_row_that_stayed() -> None:
    before = (None, "a", "b", None, "c", "d")
    assert stays(before, 2, ("x", None, "a", "b", "c")) == 3
    assert stays(before, 2, (None, "a", None, "c", "d")) == 3
    assert stays(before, 5, (None, "a", "c")) == 2
    assert stays(before, 2, (None, "x", "y")) == 2
    assert stays((), 0, ("x",)) == 0


class Busy(FakeDesk):
    """A desk at which others write all the time; `most` is how often the day was read at the same time."""

    reads = now_reading = most = 0
    looks = 0

    def news(self) -> News:
        self.looks += 1
        return News(pages=True)

    def today(self, whose: str | None) -> Today:
        self.reads += 1
        self.now_reading += 1
        self.most = max(self.most, self.now_reading)
        if self.reads > 1:
            threading.Event().wait(3.5 * watching.POLL)
        self.now_reading -= 1
        return super().today(whose)


async def test_a_page_is_not_read_again_while_it_is_read() -> None:
    desk = Busy()
    async with user_at(desk) as user:
        while desk.looks < 20:
            await user.pilot.pause(0.02)
    assert 1 < desk.reads < 10
    assert desk.most == 1


async def test_the_day_is_never_read_more_often_than_it_is_looked_at() -> None:
    desk = Busy()
    async with user_at(desk) as user:
        while desk.looks < 5:
            await user.pilot.pause(0.02)
    assert desk.reads <= 1 + desk.looks


class Clock:
    """Seconds that pass when they are told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which it is known how long nobody has pressed a key."""
    clock = Clock()
    monkeypatch.setattr(watching, "clock", clock)
    monkeypatch.setattr(WatchingApp, "idle_minutes", 240)
    return clock


async def ends(user: User) -> None:
    """Wait until the dashboard has ended by itself."""
    while user.app._exit is False:
        await user.pilot.pause(0.02)


async def test_nobody_for_long_ends_it_with_the_draft_kept(tmp_path: Path, clock: Clock) -> None:
    async with user_at_work(tmp_path) as user:
        await user.press("new.promise")
        await user.types("half typed")
        clock.now += 240 * 60
        await ends(user)
    assert user.app.return_code == 0
    assert user.app.farewell == "nobody pressed a key for 240 minutes; your draft is kept."
    user.desk.moment += 60  # type: ignore[attr-defined]
    (draft,) = user.desk.drafts()
    assert "half typed" in draft.texts.values()


async def test_nobody_and_nothing_typed_is_no_word_about_a_draft(clock: Clock) -> None:
    async with user_at(FakeDesk()) as user:
        clock.now += 240 * 60
        await ends(user)
    assert user.app.farewell == "nobody pressed a key for 240 minutes."


async def test_a_key_in_time_keeps_it_open(clock: Clock) -> None:
    async with user_at(FakeDesk()) as user:
        for _ in range(4):
            clock.now += 239 * 60
            await user.press("move.down")
            await user.pilot.pause(3 * watching.POLL)
        assert not user.app._exit


async def test_without_a_limit_it_stays_open(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WatchingApp, "idle_minutes", 0)
    async with user_at(FakeDesk()) as user:
        clock.now += 1e9
        await user.pilot.pause(3 * watching.POLL)
        assert not user.app._exit
