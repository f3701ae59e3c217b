"""Where one stands, and what is said, after something is taken back, refused or found again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest

from tests.screens.at_work import WorkingDesk, desk_at, user_at_work
from tests.screens.story import User, user_at
from tui.domain.acts import Act, Replied
from tui.domain.draft import Draft
from tui.domain.outcome import Outcome
from tui.domain.problem import Problem
from tui.screens import form, writing


class Busy(WorkingDesk):
    """A desk whose database somebody else is writing in until the gate opens."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.opened = self.gate = Event()

    def perform(self, acts: Sequence[Act]) -> Outcome:
        self.opened.wait(30)
        return super().perform(acts)


async def press(user: User, *idents: str) -> None:
    """Do some actions one after the other, each until nothing more comes of it."""
    for ident in idents:
        await user.press(ident)
        await user.settles_down()


async def test_the_cursor_goes_to_the_promise_that_came_back(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "page.promises", "move.down", "row.deal")
        user.on_row("Tidewater Clinics")
        await press(user, "app.undo")
        user.on_row("Greyling Mutual")


async def test_the_cursor_goes_to_what_came_back_on_a_relationships_page(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "list.open", "move.part", "move.down", "row.deal")
        user.on_row("corrected invoice")
        await press(user, "app.undo")
        user.on_row("ask for the audit date")


async def test_the_cursor_goes_to_the_silence_that_came_back(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "list.whose", "move.last", "move.up", "move.up")
        user.on_row("silent 4")
        await press(user, "row.deal")
        await user.types("call")
        await user.settles_down()
        await press(user, "form.save")
        user.sees("call logged")
        await press(user, "move.first", "app.undo")
        user.on_row("silent 4")


async def test_a_key_that_found_nothing_makes_the_next_one_say_what_it_takes_back(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    first = next(row for row in desk.today("ana").rows if row.kind == "wait")
    desk.perform([Replied(first.id)])
    async with user_at(desk_at(tmp_path)) as user:  # type: ignore[arg-type]
        await press(user, "app.undo")
        user.sees("u once more for: Halden Dairies: reply logged")
        await press(user, "app.redo")
        user.sees("There is nothing of yours to do again.")
        await press(user, "app.undo")
        user.sees("u once more for: Halden Dairies: reply logged")


async def test_what_could_not_be_read_is_said_again_in_a_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "DRAFT_AFTER", 0.05)
    async with user_at_work(tmp_path) as user:
        await press(user, "app.log", "form.back", "form.back")
        await user.types("shouted")
        await press(user, "form.leave")
        await user.waits_for("6 more below")
        await press(user, "app.redraw", "move.last", "draft.resume")
        user.sees("'shouted' is no way to be in touch")


async def test_a_choice_of_nothing_says_so(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "app.log", "form.back", "form.back", "form.choose")
        await user.types("zzz")
        await user.settles_down()
        user.sees("Nothing here matches.")


async def test_open_things_of_a_relationship_say_what_the_key_does(tmp_path: Path) -> None:
    async with user_at_work(tmp_path, 120, 40) as user:
        await press(user, "list.open")
        user.sees("+13.4  d replied", "d done", "d kept", "d came in")


async def test_the_timeline_keeps_room_beside_an_agreement(tmp_path: Path) -> None:
    async with user_at_work(tmp_path, 120, 40) as user:
        await press(user, "list.open")
        user.sees("on the cold-chain report, the board liked it.", "one report a month on the cold chain")


async def test_an_act_that_takes_its_time_says_that_it_is_being_saved(tmp_path: Path) -> None:
    path = desk_at(tmp_path).store.path
    desk = Busy(path)
    async with user_at(desk) as user:  # type: ignore[arg-type]
        await user.press("row.deal")
        await user.waits_for("Saving.")
        desk.opened.set()
        await user.waits_for("Halden Dairies: reply logged")
        user.sees_not("Saving.")


class Full(WorkingDesk):
    """A desk that can keep no draft until there is room."""

    room = False

    def keep_draft(self, draft: Draft) -> int:
        if not self.room:
            raise Problem("The disk is full.", "Make room and try again.")
        return super().keep_draft(draft)


async def test_a_draft_that_cannot_be_kept_says_so_and_is_kept_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "DRAFT_AFTER", 0.05)
    monkeypatch.setattr(writing, "RETRY", 0.05)
    desk = Full(desk_at(tmp_path).store.path)
    async with user_at(desk) as user:  # type: ignore[arg-type]
        await press(user, "new.promise")
        await user.types("send the annex")
        await user.settles_down()
        await press(user, "form.leave")
        user.sees("× The disk is full. Make room and try again.")
        desk.room = True
        await user.waits_for("6 more below")
        assert ["send the annex" in draft.texts.values() for draft in desk.drafts()] == [True]


async def test_a_key_for_what_is_open_says_so_on_what_is_over(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "list.open", "row.snooze")
        user.sees("Snooze is for what is open.")
