"""A page on which something can be done and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from tui.domain.problem import Problem
from tui.present import told
from tui.present.spans import Line
from tui.screens.page import PATIENCE, Page

if TYPE_CHECKING:
    from tui.domain.acts import Act
    from tui.domain.outcome import Outcome


class Doing(Page):
    """Does one thing at a time, and says what came of it until the next."""

    class Performed(Message):
        """Something was done, or taken back."""

        def __init__(self, outcome: Outcome, *, back: str = "") -> None:
            super().__init__()
            self.outcome = outcome
            self.back = back

    class Foretold(Message):
        """What the key would take back, or do again, if it is pressed once more."""

        def __init__(self, outcome: Outcome, action: str) -> None:
            super().__init__()
            self.outcome = outcome
            self.action = action

    class Refused(Message):
        """Something could not be done."""

        def __init__(self, problem: Problem) -> None:
            super().__init__()
            self.problem = problem

    acting = False
    came_back: tuple[str, ...] = ()
    """Keys of the row that came back, to the first of which the cursor goes when the list is read again."""

    def done(self) -> None:
        """Something was done."""

    def loaded(self) -> None:
        super().loaded()
        self.rows.select_key(*self.came_back)
        self.came_back = ()

    def tell(self, line: Line) -> None:
        """Say what happened, in the status line, until something else does."""
        self.session.told = line
        self.hush()

    def hush(self) -> None:
        line = self.session.told
        if line and not self.hint:
            self.drawn("status").show(lambda _width, _height: (line,))
        else:
            super().hush()

    def act(self, *acts: Act) -> None:
        """Carry out some acts and say what came of them."""
        self._run(lambda: self.Performed(self.session.desk.perform(acts)))

    def may_write(self) -> bool:
        """Whether whoever sits here may write; says why not, before they type anything."""
        if self.session.desk.viewer:
            self.act()  # nothing at all, which the store refuses in its words
        return not self.session.desk.viewer

    def _run(self, job: Callable[[], Message]) -> None:
        if not self.acting:
            self.acting = True
            self.set_timer(PATIENCE, self._say_slow)
            self._work(job)

    def _say_slow(self) -> None:
        if self.acting:
            self.say("Saving.")

    @work(thread=True, group="act")
    def _work(self, job: Callable[[], Message]) -> None:
        try:
            self.post_message(job())
        except Problem as problem:
            self.post_message(self.Refused(problem))

    @on(Performed)
    def _performed(self, event: Performed) -> None:
        self.acting = False
        self.session.known = event.outcome.tx
        self.done()
        first = event.outcome.told[0] if event.back and event.outcome.told else None
        self.came_back = (first.id, f"r{first.relationship}") if first else ()
        key, paper = self.session.keymap.key, self.paper(self.app.size.width)
        if event.back:
            self.tell(told.back_line(event.outcome, key(event.back), paper))
        else:
            self.tell(told.outcome_line(event.outcome, key("app.undo"), paper))
        self.session.written.publish(None)

    @on(Refused)
    def _was_refused(self, event: Refused) -> None:
        self.acting = False
        self.refuse(event.problem)

    def refuse(self, problem: Problem) -> None:
        """Say what could not be done."""
        self.session.known = 0
        self.tell(told.refusal_line(problem, self.paper(self.app.size.width)))

    @on(Foretold)
    def _foretold(self, event: Foretold) -> None:
        self.acting = False
        self.session.known = event.outcome.tx
        key = self.session.keymap.key(event.action)
        self.tell(told.foretold_line(event.outcome, key, self.paper(self.app.size.width)))

    def do_app_undo(self) -> None:
        self._run(lambda: self._turned("app.undo", "app.redo"))

    def do_app_redo(self) -> None:
        self._run(lambda: self._turned("app.redo", "app.undo"))

    def _turned(self, action: str, back: str) -> Message:
        """Take back, or do again, what the status line speaks of; of anything else first say what it is."""
        desk, redo = self.session.desk, action == "app.redo"
        following = desk.next_back(redo=redo)
        if following is not None and following.tx != self.session.known:
            return self.Foretold(following, action)
        return self.Performed(desk.redo() if redo else desk.undo(), back=back)
