"""What the pages of the audit wizard share: the bar, the stages, undo, going on and back, and leaving."""

from __future__ import annotations

from contextlib import suppress

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from tui.domain.audit import Audit
from tui.domain.practice import AuditRow
from tui.domain.problem import Problem
from tui.domain.together import Subject
from tui.present import clash
from tui.present.audit import frame
from tui.present.lines import cut, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.screens.beside import Beside
from tui.screens.doing import Doing
from tui.screens.keeping import Keeping
from tui.screens.session import Session
from tui.widgets.drawn import Drawn

PATIENCE = 0.3
PLACES = ("stop", "steps", "think", "do", "redesign")
STAGES = {"stop": 0, "steps": 0, "think": 1, "do": 2, "redesign": 3}


class Auditing(Doing):
    """One page of the wizard; subclasses have a `place` and fill `content`, `show`, `note` and `settle`."""

    class Changed(Message):
        """For the app: there is something to be stored."""

        def __init__(self, keeping: Keeping) -> None:
            super().__init__()
            self.keeping = keeping

    class Read(Message):
        """The audit as it is stored."""

        def __init__(self, row: AuditRow) -> None:
            super().__init__()
            self.row = row

    stay = 2  # the way out, and help

    def __init__(self, session: Session, keeping: Keeping) -> None:
        super().__init__(session)
        self.keeping = keeping
        self.warned = False
        self.slow = False
        self.leaving = False
        self.beside = Beside(self, session, lambda: self.drawn("bar").redraw())

    def body(self) -> ComposeResult:
        yield Drawn(self.session.look, id="stages")
        yield from self.content()

    def content(self) -> ComposeResult:
        """What stands between the stages and the strip."""
        yield from ()

    def show(self) -> None:
        """Draw all that the audit decides."""

    def note(self, _paper: Paper, /) -> Line:
        """What stands at the right of the stages."""
        return ()

    def settle(self) -> None:
        """Put what is half typed into the audit."""

    @property
    def typing(self) -> bool:
        """Whether something is half typed."""
        return False

    @property
    def audit(self) -> Audit:
        """The audit as it is now."""
        return self.keeping.audit

    def on_mount(self) -> None:
        self.drawn("stages").show(self._stages)
        self._sit()
        self.arrive()

    def _sit(self) -> None:
        """Let others know that one is here, once the process is stored."""
        ident = self.keeping.stored.id
        self.beside.begin(f"audit a{ident}", Subject(process=ident) if ident else None)

    async def on_unmount(self) -> None:
        await self.beside.end()

    def load(self) -> None:
        self.loading_since = False
        if self.keeping.stored.id:
            self._read(self.keeping.stored.id)

    @work(thread=True, group="load", exclusive=True)
    def _read(self, ident: int) -> None:
        with suppress(Problem):  # the next save says what is wrong
            self.post_message(self.Read(self.session.desk.audit(ident)))

    @on(Read)
    def _was_read(self, event: Read) -> None:
        keeping, row = self.keeping, event.row
        keeping.usage = row.usage
        idle = not (keeping.saving or keeping.unsaved or self.typing)
        if idle and row.audit.version > keeping.stored.version:
            keeping.follow(row.audit)
            self.warn("Somebody changed this meanwhile, theirs is shown.")
            self.stored()
        self.show()

    def change(self, audit: Audit) -> None:
        """Put another audit in the place of this one, show it and have it stored."""
        if self.keeping.change(audit):
            self.warned = False
            self.show()
            self.keep()

    def keep(self) -> None:
        """Have what is new stored."""
        if self.keeping.unsaved:
            self.set_timer(PATIENCE, self._say_slow)
            self.app.post_message(self.Changed(self.keeping))
        self.stored()

    def _say_slow(self) -> None:
        self.slow = True
        self.stored()

    def stored(self) -> None:
        """Show whether it is stored."""
        self.slow = self.slow and self.keeping.saving
        self.drawn("bar").redraw()
        self.drawn("stages").redraw()
        self._sit()
        if self.leaving and not self.keeping.unsaved:
            self.leaving = False
            self._leave()

    def go(self, at: str) -> None:
        """Go where `at` says, on this page or another."""
        self.keeping.stand(at)
        self.arrive()

    def arrive(self) -> None:
        """Show the place at which the audit says that one is."""
        place = self.audit.at.partition(" ")[0]
        if place == self.place or place not in PLACES:
            self.show()
            self.stored()
            return
        from tui.screens.wizard import screen_at

        self.app.switch_screen(screen_at(self.session, self.keeping))

    def warn(self, text: str) -> None:
        """Say in the status line what wants attention, until the next key."""
        signs = self.session.signs

        def told(width: int, _height: int) -> tuple[Line, ...]:
            return ((Span(f"   {signs.late} ", "watch"), Span(cut(name(text), width - 6, signs.cut), "watch")),)

        self.drawn("status").show(told)

    def not_kept(self, problem: Problem) -> None:
        """Say why it could not be stored."""
        self.leaving = False
        self.stored()
        leave = f" {self.session.keymap.key('wizard.leave')} leaves all the same." if self.warned else ""
        self.warn(f"Not saved: {problem.what}{leave}")

    def tell(self, line: Line) -> None:
        self.session.told = line
        self.drawn("status").show(lambda _width, _height: (line,))

    def hush(self) -> None:
        self.session.told = ()
        self.drawn("status").clear()

    def do_app_undo(self) -> None:
        redo = self.session.keymap.key("app.redo")
        self._turn(self.keeping.undo(), f"Undone, {redo} does it again.", "Nothing to undo here.")

    def do_app_redo(self) -> None:
        undo = self.session.keymap.key("app.undo")
        self._turn(self.keeping.redo(), f"Done again, {undo} undoes it.", "Nothing to do again.")

    def _turn(self, turned: bool, told: str, nothing: str) -> None:
        self.say(told if turned else nothing)
        if turned:
            self.keep()
            self.arrive()

    def do_wizard_leave(self) -> None:
        """Go back to where the wizard was opened; what cannot be stored is said once before."""
        self.settle()
        problem = self.keeping.problem
        self.keep()
        if problem is not None and not self.warned:
            self.warned = True
            self.not_kept(problem)
            return
        if self.keeping.unsaved and not (self.keeping.stored.id or self.leaving):
            self.leaving = True  # a new one is stored first, so that the page it is left for can show it
            return
        self._leave()

    def _leave(self) -> None:
        self.away()
        if not self.keeping.unsaved:
            self.session.written.publish(None)

    def away(self) -> None:
        """Go back to where the wizard was opened, and there to the process."""
        self.app.pop_screen()
        page = self.app.screen
        if isinstance(page, Doing):
            page.came_back = (f"a{self.keeping.stored.id}",)

    def _bar(self, width: int, _height: int) -> tuple[Line, ...]:
        keeping = self.keeping
        state = "not saved" if keeping.problem else "saving" if self.slow else frame.SAVED
        beside = clash.beside(self.beside.others, self.session.zone(), self.session.signs)
        key = self.session.keymap.key("page.processes")
        return (frame.bar(key, keeping.audit.name, state, self.paper(width), beside),)

    def _stages(self, width: int, height: int) -> tuple[Line, ...]:
        paper = self.paper(width)
        line = frame.stages(STAGES[self.place], self.note(paper), paper)
        return ((), line) if height > 2 else (line,)
