"""Who else has a form open about the same: one's own form is noted, and others' are read."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from textual.message import Message
from textual.screen import Screen

from tui.domain.problem import Problem
from tui.domain.together import OpenForm, Subject
from tui.screens.session import Session

SEEN = 20.0
LAST = 0.5
clock = time.monotonic


class Beside:
    """From `begin` to `end` the form of a screen is noted as open, by a thread of its own that nothing waits for.

    Whatever fails here is passed over: it is a courtesy, and no form opens or saves any later for it.
    """

    class Found(Message):
        """For the screen: the forms that others have open there."""

        def __init__(self, others: tuple[OpenForm, ...]) -> None:
            super().__init__()
            self.others = others

    def __init__(self, screen: Screen[Any], session: Session, form: str, about: Subject) -> None:
        self.screen = screen
        self.session = session
        self.form = form
        self.about = about
        self.ident: int | None = None
        self.left = False
        self.woken = threading.Event()
        self.gone = threading.Event()

    def begin(self) -> None:
        """Note it, and look again whenever somebody opens or leaves a form."""
        self.session.forms.subscribe(self.screen, lambda _nothing: self.woken.set())
        threading.Thread(target=self._stay, daemon=True).start()

    async def end(self) -> None:
        """Take the note back; what takes longer than a moment is not waited for."""
        self.left = True
        self.woken.set()
        end = clock() + LAST
        while not self.gone.is_set() and clock() < end:
            await asyncio.sleep(0.01)

    def _stay(self) -> None:
        due = clock()
        while not self.left:
            if clock() >= due:
                due = clock() + SEEN
                self._quietly(self._note)
            self._quietly(self._look)
            self.woken.wait(max(0.0, due - clock()))
            self.woken.clear()
        self._quietly(self._take_back)
        self.gone.set()

    def _note(self) -> None:
        desk = self.session.desk
        # it is forgotten where a backup was restored, or where the machine slept
        if self.ident is None or not desk.seen_form(self.ident):
            self.ident = desk.open_form(self.form, self.about)

    def _look(self) -> None:
        self.screen.post_message(self.Found(self.session.desk.others_at(self.about)))

    def _take_back(self) -> None:
        if self.ident is not None:
            self.session.desk.leave_form(self.ident)

    def _quietly(self, job: Callable[[], None]) -> None:
        with suppress(Problem):
            job()


def subject(relationship: int | None, form: str) -> Subject | None:
    """What a form of that name is about, None for nothing that others could have open as well."""
    if relationship:
        return Subject(relationship=relationship)
    process = next((item[1:] for item in form.split(" ")[1:] if item.startswith("a")), "")
    return Subject(process=int(process)) if process.isdecimal() else None
