"""The part of the dashboard that keeps what is half typed, whatever happens."""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import partial

from textual import on, work
from textual.app import App

from tui.domain.draft import Draft
from tui.domain.problem import Problem
from tui.screens.doing import Doing
from tui.screens.errands import Errands
from tui.screens.form import FormScreen
from tui.screens.session import Session

RETRY = 5.0


class WritingApp(App[str], inherit_bindings=False):
    """Writes a form's draft a moment after the last key, when it is left and at a hang-up."""

    session: Session
    one_draft_at_a_time = threading.Lock()

    @on(FormScreen.Typed)
    def _typed(self, event: FormScreen.Typed) -> None:
        self._keep(event)

    @work(thread=True, group="draft")
    def _keep(self, typed: FormScreen.Typed) -> None:
        with self.one_draft_at_a_time:
            if typed.screen.served:
                return
            try:
                typed.screen.begun.draft = self.session.desk.keep_draft(_draft(typed))
            except Problem as problem:
                self.call_from_thread(self._not_kept, typed, problem)

    def _not_kept(self, typed: FormScreen.Typed, problem: Problem) -> None:
        """An open form writes its draft with the next key or when it is left; once it is left, this does."""
        typed.screen.drafted = {}
        if typed.screen not in self.screen_stack:
            self.set_timer(RETRY, partial(self._keep, typed))
            if isinstance(self.screen, Doing):
                self.screen.refuse(problem)

    @on(Errands.Saved)
    def _saved(self, event: Errands.Saved) -> None:
        if isinstance(event.screen, FormScreen):
            self._served(event.screen)

    @work(thread=True, group="draft")
    def _served(self, screen: FormScreen) -> None:
        with self.one_draft_at_a_time, suppress(Problem):
            screen.served = True
            if screen.begun.draft is not None:
                self.session.desk.drop_draft(screen.begun.draft)

    def keep_drafts(self) -> None:
        """Write every draft that is not kept yet, at once: the process is about to end."""
        for screen in self.screen_stack:
            typed = screen.draft() if isinstance(screen, FormScreen) else None
            if typed is not None:
                with suppress(Problem):
                    self.session.desk.keep_draft(_draft(typed))


def _draft(typed: FormScreen.Typed) -> Draft:
    return Draft(typed.kind, dict(typed.texts), typed.about, typed.screen.begun.draft)
