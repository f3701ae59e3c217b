"""A person at the dashboard, in the words of a story: presses actions of the key table, sees and does not see."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from textual.pilot import Pilot
from textual.worker import WorkerCancelled, WorkerFailed

from tests.screens.fake_desk import FakeDesk
from tui.app import KeptApp
from tui.keys import ACTIONS

NAMED = {"/": "slash", "?": "question_mark", "esc": "escape", ".": "full_stop", ":": "colon", " ": "space"}
REST = 0.06
PATIENT = 500


class User:
    """Presses the keys that the table has for an action, and reads the screen."""

    def __init__(self, app: KeptApp, pilot: Pilot[Any], desk: FakeDesk) -> None:
        self.app = app
        self.pilot = pilot
        self.desk = desk

    async def press(self, *idents: str) -> None:
        """Do these actions by their keys."""
        known = {action.id: action for action in ACTIONS}
        for ident in idents:
            action = known[ident]
            for stroke in (*action.keys, *action.always)[0].split(" "):
                await self.pilot.press(NAMED.get(stroke, stroke))
            await self.settle()

    async def types(self, text: str) -> None:
        """Type letters."""
        for letter in text:
            await self.pilot.press(NAMED.get(letter, letter))
        await self.settle()

    async def settle(self) -> None:
        """Wait until everything asked for is shown; what a closed gate keeps back is not waited for."""
        await self.pilot.pause()
        await self.pilot.pause(0.02)
        gate = self.desk.gate
        if gate is None or gate.is_set():
            with suppress(WorkerFailed, WorkerCancelled):  # a crash, or a screen that was left with its worker
                await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def waits_for(self, text: str) -> None:
        """Wait until a text stands on the screen."""
        for _ in range(PATIENT):
            if text in self.screen:
                return
            await self.pilot.pause(0.02)
        self.sees(text)

    async def finds_last(self, text: str) -> None:
        """Go to the last row until it is the one with this text, which may still be on its way."""
        for _ in range(PATIENT):
            await self.press("move.last")
            if text in self.row:
                return
        self.on_row(text)

    async def settles_down(self) -> None:
        """Wait until nothing more comes: an act is done, what it changed is read, the cursor rests."""
        before = ""
        while before != self.screen:
            before = self.screen
            await self.rests()

    async def rests(self) -> None:
        """Let the cursor stand still for a moment."""
        await self.pilot.pause(REST)
        await self.settle()

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in strips)

    @property
    def row(self) -> str:
        """The line the cursor stands on, empty if it stands on none."""
        return next((line for line in self.screen.split("\n") if line.startswith(("▌", ">"))), "")

    def line(self, number: int) -> str:
        """One line of the screen."""
        return self.screen.split("\n")[number]

    def sees(self, *texts: str) -> None:
        """Every text stands on the screen."""
        for text in texts:
            assert text in self.screen, f"{text!r} is not on\n{self.screen}"

    def sees_not(self, *texts: str) -> None:
        """No such text stands on the screen."""
        for text in texts:
            assert text not in self.screen, f"{text!r} is on\n{self.screen}"

    def on_row(self, text: str) -> None:
        """The cursor stands on the row with this text."""
        assert text in self.row, f"the cursor is on {self.row!r} in\n{self.screen}"


@asynccontextmanager
async def user_at(desk: FakeDesk, width: int = 80, height: int = 24, **more: Any) -> AsyncIterator[User]:
    """Somebody who has just opened the dashboard."""
    app = KeptApp(desk, **more)
    async with app.run_test(size=(width, height)) as pilot:
        user = User(app, pilot, desk)
        await user.rests()
        yield user
