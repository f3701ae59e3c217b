"""What comes out of the wizard: a procedure in a file, and all that puts it in practice in one transaction."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from textual import on, work
from textual.message import Message

from tui.domain.outcome import Outcome
from tui.domain.practice import AuditRow, Hurt, audit_row
from tui.domain.problem import Problem
from tui.present import told
from tui.present.audit.redesigning import file_name
from tui.present.form import Begun
from tui.present.procedure import procedure
from tui.present.spans import Span
from tui.present.words import on as on_day
from tui.screens import opening
from tui.screens.doing import Doing
from tui.screens.oneline import OneLine
from tui.services.newfile import write_new
from tui.widgets.field import Field

FILE = "write the procedure to"


class Practising(OneLine):
    """Asks where to write, and opens the form over the page once all of the audit is stored."""

    hurt = Hurt()
    wrong = ""
    hurried = False
    """Whether the form is to be opened as soon as the audit is stored."""

    class Written(Message):
        """The procedure is in the file of that name."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Ready(Message):
        """With what the form begins: with what was left in it the last time."""

        def __init__(self, begun: Begun) -> None:
            super().__init__()
            self.begun = begun

    class NotWritten(Message):
        """It is not, and why."""

        def __init__(self, problem: Problem) -> None:
            super().__init__()
            self.problem = problem

    @property
    def idle(self) -> frozenset[str]:
        return frozenset() if self.audit.practised_at is None else frozenset(("wizard.practise",))

    @property
    def row(self) -> AuditRow:
        """The audit as it is now, with all that follows from it."""
        desk = self.session.desk
        until = desk.calendar.end_of(desk.calendar.date_of(self.now))
        return audit_row(self.audit, desk.costs, until, self.hurt, self.keeping.usage)

    @on(Field.Changed)
    def _is_right(self) -> None:
        self.wrong = ""

    def do_wizard_export(self) -> None:
        self.settle()
        if self.session.restricted:
            self.warn(f"No file is written here: kept audit export a{self.audit.id} prints the procedure.")
            return
        self.ask(FILE, file_name(self.audit.name))

    def export(self) -> None:
        """Write the procedure to the file that is typed."""
        typed = self.field.text.strip()
        if typed:
            self._write(Path(typed), self.row)
        else:
            self.wrong = "Name a file, such as procedure.md."
            self.show_strip()

    @work(thread=True, group="export")
    def _write(self, path: Path, row: AuditRow) -> None:
        desk, zone = self.session.desk, self.session.zone()
        try:
            text = procedure(row, desk.costs, zone, desk.deeds(f"a{row.audit.id}"))
            write_new(path.expanduser(), f"{text}\n")
        except RuntimeError:
            self.post_message(self.NotWritten(Problem(f"{path} is nobody's home.", "Name another place.")))
        except Problem as problem:
            self.post_message(self.NotWritten(problem))
        else:
            self.post_message(self.Written(path.name))

    @on(Written)
    def _was_written(self, event: Written) -> None:
        self.asked_no_more()
        self.tell((Span(f"   {self.session.signs.kept} ", "good"), Span(f"The procedure is in {event.name}.")))

    @on(NotWritten)
    def _was_not_written(self, event: NotWritten) -> None:
        self.wrong = str(event.problem)
        self.show_strip()

    def do_wizard_practise(self) -> None:
        self.settle()
        since = self.audit.practised_at
        if since is not None:
            day = on_day(since, self.now, self.session.zone())
            self.warn(f"It is in practice since {day}. A new audit begins anew.")
            return
        self.hurried = True
        self.keep()

    def stored(self) -> None:
        super().stored()
        if self.hurried and not (self.keeping.unsaved or self.keeping.saving):
            self.hurried = False
            self._find_draft(opening.practise(self.session, self.row))

    def not_kept(self, problem: Problem) -> None:
        self.hurried = False
        super().not_kept(problem)

    @work(thread=True, group="practise", exclusive=True)
    def _find_draft(self, begun: Begun) -> None:
        with suppress(Problem):  # the form says at saving what is wrong
            left = next((one for one in self.session.desk.drafts() if one.form == begun.form.kind), None)
            if left is not None:
                begun.texts.update(left.texts)
                begun.draft = left.id
        self.post_message(self.Ready(begun))

    @on(Ready)
    def _open_form(self, event: Ready) -> None:
        from tui.screens.form import FormScreen

        if self.app.screen is self:
            self.behind(True)
            self.app.push_screen(FormScreen(self.session, event.begun), self._left)

    def _left(self, outcome: Outcome | None) -> None:
        self.behind(False)
        if outcome is None:
            return
        self.session.known = outcome.tx
        undo, paper = self.session.keymap.key("app.undo"), self.paper(self.app.size.width)
        line = told.outcome_line(outcome, undo, paper)
        self.away()
        page = self.app.screen
        if isinstance(page, Doing):
            page.tell(line)
        self.session.written.publish(None)
