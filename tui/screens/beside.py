"""Who else has a form open about the same: one's own form is noted, and others' are read."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

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

    def __init__(self, screen: Screen[Any], session: Session, show: Callable[[], None]) -> None:
        self.screen = screen
        self.session = session
        self.show = show
        self.others: tuple[OpenForm, ...] = ()
        self.form = ""
        self.about: Subject | None = None
        self.ident: int | None = None
        self.left = False
        self.woken = threading.Event()
        self.gone = threading.Event()

    def begin(self, form: str, about: Subject | None) -> None:
        """Note once that `form` is open, and look again whenever somebody opens or leaves another.

        Nothing is noted of a form that is about nothing others could have open, or of a viewer's.
        """
        if about is None or self.about is not None or self.session.desk.viewer:
            return
        self.form, self.about = form, about
        self.session.forms.subscribe(self.screen, lambda _nothing: self.woken.set())
        threading.Thread(target=self._stay, args=(about,), daemon=True).start()

    async def end(self) -> None:
        """Take the note back; what takes longer than a moment is not waited for."""
        if self.about is None:
            return
        self.left = True
        self.woken.set()
        end = clock() + LAST
        while not self.gone.is_set() and clock() < end:
            await asyncio.sleep(0.01)

    def _stay(self, about: Subject) -> None:
        due = clock()
        while not self.left:
            if clock() >= due:
                due = clock() + SEEN
                self._quietly(lambda: self._note(about))
            self._quietly(lambda: self._look(about))
            self.woken.wait(max(0.0, due - clock()))
            self.woken.clear()
        self._quietly(self._take_back)
        self.gone.set()

    def _note(self, about: Subject) -> None:
        desk = self.session.desk
        # it is forgotten where a backup was restored, or where the machine slept
        if self.ident is None or not desk.seen_form(self.ident):
            self.ident = desk.open_form(self.form, about)

    def _look(self, about: Subject) -> None:
        self.screen.call_later(self._found, self.session.desk.others_at(about))

    def _found(self, others: tuple[OpenForm, ...]) -> None:
        if others != self.others and not self.left:
            self.others = others
            self.show()

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
