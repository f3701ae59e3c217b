"""The part of the dashboard that stores an audit while the wizard goes on, whatever happens."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from tui.domain.problem import Problem
from tui.screens.doing import Doing
from tui.screens.writing import Job, WritingApp

if TYPE_CHECKING:
    from tui.domain.audit import Audit
    from tui.screens.auditing import Auditing
    from tui.screens.keeping import Keeping
    from tui.services.desk import Desk

RETRY = 5.0
LEFT = "Your audit could not be saved."


class KeepingApp(WritingApp, inherit_bindings=False):
    """Stores one state of an audit at a time, the last one next; what was left unsaved is tried again.

    Messages of the wizard are heard by their names: it is imported when it first opens.
    """

    one_save_at_a_time = threading.Lock()
    left: tuple[Keeping, ...] = ()
    """What was left and could not be stored yet."""

    class Kept(Message):
        """An audit was stored."""

        def __init__(self, keeping: Keeping, sent: Audit, stored: Audit) -> None:
            super().__init__()
            self.keeping = keeping
            self.sent = sent
            self.stored = stored

    class NotKept(Message):
        """An audit could not be stored; `theirs` is what somebody else stored meanwhile."""

        def __init__(self, keeping: Keeping, problem: Problem, theirs: Audit | None) -> None:
            super().__init__()
            self.keeping = keeping
            self.problem = problem
            self.theirs = theirs

    def on_auditing_changed(self, event: Auditing.Changed) -> None:
        self._keep_audit(event.keeping)

    def _keep_audit(self, keeping: Keeping) -> None:
        if keeping.unsaved and not keeping.saving:
            keeping.saving = True
            self._store(keeping, keeping.audit)

    @work(thread=True, group="keeping")
    def _store(self, keeping: Keeping, sent: Audit) -> None:
        desk = self.session.desk
        with self.one_save_at_a_time:
            try:
                stored = store(desk, sent)
            except Problem as problem:
                self.post_message(self.NotKept(keeping, problem, newer(desk, sent)))
            else:
                keeping.stored = stored  # a hang-up may come before the message
                self.post_message(self.Kept(keeping, sent, stored))

    @on(Kept)
    def _was_kept(self, event: Kept) -> None:
        keeping = event.keeping
        keeping.saving = False
        keeping.is_stored(event.sent, event.stored)
        for page in self._pages(keeping):
            page.stored()
        if keeping.unsaved:
            self._keep_audit(keeping)
        elif not any(self._pages(keeping)):
            self.session.written.publish(None)

    @on(NotKept)
    def _was_not_kept(self, event: NotKept) -> None:
        keeping, what = event.keeping, event.problem.what
        keeping.saving = False
        if event.theirs is not None:
            keeping.take_theirs(event.theirs)
            undo = self.session.keymap.key("app.undo")
            for page in self._pages(keeping):
                page.arrive()
                page.warn(f"{briefly(what, event.theirs)}, theirs is shown. {undo} brings yours back.")
            return
        keeping.problem = event.problem
        for page in self._pages(keeping):
            page.not_kept(event.problem)
        if not any(self._pages(keeping)):
            self.left = (*(one for one in self.left if one is not keeping), keeping)
            self.set_timer(RETRY, partial(self._keep_audit, keeping))
            if isinstance(self.screen, Doing):
                self.screen.refuse(Problem(LEFT, f"{what} It is tried again."))

    def _pages(self, keeping: Keeping) -> Iterator[Auditing]:
        return (page for page in self._wizard() if page.keeping is keeping)

    def _wizard(self) -> list[Auditing]:
        from tui.screens.auditing import Auditing

        return [page for page in self.screen_stack if isinstance(page, Auditing)]

    def unkept(self) -> list[Job]:
        pages = self._wizard()
        for page in pages:
            page.settle()
        keepings = {id(one): one for one in (*self.left, *(page.keeping for page in pages)) if one.unsaved}
        for keeping in keepings.values():
            keeping.saving = True  # so that it is not stored twice
        return [*super().unkept(), *(partial(self._store_last, keeping) for keeping in keepings.values())]

    def _store_last(self, keeping: Keeping) -> None:
        """Store an audit after what is just being stored of it, a new one only once."""
        from tui.screens.keeping import based

        with self.one_save_at_a_time:
            sent = based(keeping.audit, keeping.stored)
            keeping.is_stored(sent, store(self.session.desk, sent))
        keeping.saving = False


def briefly(refusal: str, theirs: Audit) -> str:
    """Who changed "this" and when, as far as the refusal says it."""
    return refusal.replace(theirs.name, "this").partition(", since")[0].rstrip(".")


def store(desk: Desk, audit: Audit) -> Audit:
    """Store an audit and read it again, with its number and version; a stale one is refused."""
    from tui.domain.auditacts import Audited

    outcome = desk.perform((Audited(audit),))
    return desk.stored_audit(audit.id or int(outcome.told[0].id[1:]))


def newer(desk: Desk, audit: Audit) -> Audit | None:
    """What somebody else stored since, None where nobody did."""
    with suppress(Problem):
        there = desk.stored_audit(audit.id) if audit.id else audit
        return there if there.version != audit.version else None
    return None
