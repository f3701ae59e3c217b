"""The part of the dashboard that keeps what is half typed, whatever happens."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from tui.domain.draft import Draft
from tui.domain.problem import Problem
from tui.screens.doing import Doing
from tui.screens.locked import LockedApp
from tui.screens.session import Session

if TYPE_CHECKING:
    from tui.screens.errands import Errands
    from tui.screens.form import FormScreen

RETRY = 5.0
LAST = 1.0

Job = Callable[[], None]
"""Writes one thing that is not kept yet; may raise Problem."""


class WritingApp(LockedApp, inherit_bindings=False):
    """Writes a form's draft a moment after the last key, when it is left and at a hang-up.

    Messages of forms are heard by their names: forms are imported when the first one opens.
    """

    session: Session
    one_draft_at_a_time = threading.Lock()

    def on_load(self) -> None:
        self.unwritten: dict[FormScreen, FormScreen.Typed] = {}

    def on_form_screen_typed(self, event: FormScreen.Typed) -> None:
        self.unwritten[event.screen] = event
        self._keep(event)

    @work(thread=True, group="draft")
    def _keep(self, typed: FormScreen.Typed) -> None:
        try:
            self._write(typed)
        except Problem as problem:
            self.call_from_thread(self._not_kept, typed, problem)

    def _write(self, typed: FormScreen.Typed) -> None:
        with self.one_draft_at_a_time:
            if not typed.screen.served:
                typed.screen.begun.draft = self.session.desk.keep_draft(_draft(typed))
            if self.unwritten.get(typed.screen) is typed:
                del self.unwritten[typed.screen]

    def _not_kept(self, typed: FormScreen.Typed, problem: Problem) -> None:
        """An open form writes its draft with the next key or when it is left; once it is left, this does."""
        typed.screen.drafted = {}
        if typed.screen not in self.screen_stack:
            self.set_timer(RETRY, partial(self._keep, typed))
            if isinstance(self.screen, Doing):
                self.screen.refuse(problem)

    def on_errands_saved(self, event: Errands.Saved) -> None:
        from tui.screens.form import FormScreen

        if isinstance(event.screen, FormScreen):
            self._served(event.screen)

    @work(thread=True, group="draft")
    def _served(self, screen: FormScreen) -> None:
        with self.one_draft_at_a_time, suppress(Problem):
            screen.served = True
            if screen.begun.draft is not None:
                self.session.desk.drop_draft(screen.begun.draft)

    def unkept(self) -> list[Job]:
        """What is not kept yet; a form that is just being saved is kept, or else saved, never both."""
        from tui.screens.form import FormScreen

        forms = [screen for screen in self.screen_stack if isinstance(screen, FormScreen)]
        typed = {screen: FormScreen.Typed(screen) for screen in forms if screen.filling.touched}
        return [partial(self._keep_last, each) for each in (self.unwritten | typed).values()]

    def _keep_last(self, typed: FormScreen.Typed) -> None:
        screen = typed.screen
        with screen.storing:
            screen.given_up = True
            if not screen.stored:
                self._write(typed)
            elif screen.begun.draft is not None:
                self.session.desk.drop_draft(screen.begun.draft)

    def keep_drafts(self) -> bool:
        """Write all that is not kept yet, within seconds, since the process is about to end; whether it is written.

        A database that somebody has locked is not waited for any longer.
        """
        done: list[Job] = []
        jobs = self.unkept()
        writing = threading.Thread(target=_write, args=(jobs, done), daemon=True)
        writing.start()
        writing.join(LAST)
        return bool(jobs) and len(done) == len(jobs)


def _write(jobs: list[Job], done: list[Job]) -> None:
    for job in jobs:
        with suppress(Problem):
            job()
            done.append(job)


def _draft(typed: FormScreen.Typed) -> Draft:
    return Draft(typed.kind, dict(typed.texts), typed.about, typed.screen.begun.draft)
