"""A run of a process while it is under way: its marks with their times, saved one after the other."""

from __future__ import annotations

import threading
from dataclasses import replace

from textual import on, work
from textual.message import Message

from tui.domain.audit import Mark, Run
from tui.domain.auditacts import Ran
from tui.domain.model import Seconds
from tui.domain.outcome import Outcome
from tui.domain.practice import AuditRow
from tui.domain.problem import Problem
from tui.domain.running import checklist, ended, marked, taken_back
from tui.present.checklist import finished
from tui.screens.doing import Doing
from tui.screens.session import Session


class Running(Doing):
    """Each mark is saved as it is made, so that a run that was left goes on where it was."""

    class Resumed(Message):
        """A run that nobody has finished, None where there is none."""

        def __init__(self, run: Run | None) -> None:
            super().__init__()
            self.run = run

    class Kept(Message):
        """The run is saved as it was a moment ago."""

    def __init__(self, session: Session, row: AuditRow) -> None:
        super().__init__(session)
        self.audit = row.audit
        self.steps = checklist(row.audit, session.desk.costs)
        self.run = Run(row.audit.id, self.now, by=session.desk.handle)
        self.kept = self.run
        self.ident = self.version = 0
        self.since = self.now
        """When the time of the next mark begins."""
        self.undone: list[Mark] = []
        self.ready = False
        self.unsaved = False
        """Whether the last save was refused."""
        self.going = False
        """Whether one leaves as soon as it is saved."""
        self.one_save_at_a_time = threading.Lock()

    def turned(self, at: int | None = None) -> None:
        """Show the run, which is another now, with the cursor on a step or on the next one to do."""

    def load(self) -> None:
        """Look once for a run that was left; what is marked here is known best here."""
        if not self.ready:
            self._load()

    @work(thread=True, exclusive=True, group="load")
    def _load(self) -> None:
        self.asked(lambda: self.post_message(self.Resumed(self.session.desk.under_way(self.audit.id))))

    @on(Resumed)
    def _resume(self, event: Resumed) -> None:
        self.ready = True
        if event.run is not None:
            self._as_kept(event.run)
            self.run = self.kept = replace(event.run, id=0)
            self.since = self.session.desk.now()
        self.loaded()
        self.turned()

    def _as_kept(self, run: Run | None) -> None:
        """Take over the number and the version of the run; None once it is finished."""
        if run is not None:
            self.ident, self.version = run.id, run.version

    def seconds(self) -> Seconds:
        """The time since the last mark, or since one began or took it up again."""
        now = self.session.desk.now()
        seconds, self.since = max(0, now - self.since), now
        return seconds

    def mark(self, *marks: Mark) -> None:
        """Note steps as done or skipped."""
        for mark in marks:
            self.run = marked(self.run, mark)
        self.undone.clear()
        self._changed()

    def do_app_undo(self) -> None:
        if not self.run.marks:
            self.say("Nothing is ticked yet.")
            return
        last = self.run.marks[-1]
        self.undone.append(last)
        self.since -= last.seconds
        self.run = taken_back(self.run)
        self._changed(last.step)

    def do_app_redo(self) -> None:
        if not self.undone:
            self.say("Nothing was taken back.")
            return
        again = self.undone.pop()
        self.since += again.seconds
        self.run = marked(self.run, again)
        self._changed()

    def _changed(self, at: int | None = None) -> None:
        self.turned(at)
        self._keep()

    def finish(self) -> None:
        """End the run, and go back to the page with what came of it."""
        self.run = ended(self.run, self.session.desk.now())
        self._keep()

    @work(thread=True, group="run")
    def _keep(self) -> None:
        """Write the run as it is now, after what is being written."""
        desk = self.session.desk
        with self.one_save_at_a_time:
            run = self.run
            try:
                if run != self.kept:
                    outcome = desk.perform((Ran(replace(run, id=self.ident, version=self.version)),))
                    self._as_kept(desk.under_way(run.process))
                    self.kept = run
                    if run.ended_at is not None:
                        self.post_message(self.Performed(self._told(outcome, run)))
                self.post_message(self.Kept())
            except Problem as problem:
                self.post_message(self.Refused(problem))

    def _told(self, outcome: Outcome, run: Run) -> Outcome:
        """What was done, in words that say how long it took."""
        first = replace(outcome.told[0], said=finished(self.steps, run))
        return replace(outcome, told=(first,))

    @on(Kept)
    def _is_kept(self) -> None:
        self.unsaved = False
        self.drawn("bar").redraw()
        if self.going and self.run == self.kept:
            self.app.pop_screen()

    def done(self) -> None:
        self.app.call_next(self.app.pop_screen)

    def refuse(self, problem: Problem) -> None:
        """Say that it is not saved; the next mark, and leaving, try again."""
        self.run = replace(self.run, ended_at=None)
        self.unsaved, self.going = True, False
        self.drawn("bar").redraw()
        super().refuse(problem)

    def do_wizard_leave(self) -> None:
        """Leave it as it is; what cannot be saved is said once before."""
        if self.unsaved or self.run == self.kept:
            self.app.pop_screen()
        else:
            self.going = True
            self._keep()
