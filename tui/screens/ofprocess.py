"""A page of which a row may belong to a process: its audit opens, its review is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from tui.screens import opening
from tui.screens.acting import Acting

if TYPE_CHECKING:
    from tui.domain.audit import Audit
    from tui.domain.practice import AuditRow
    from tui.present import processstrip


class OfProcess(Acting):
    """Reads a process before something is done about it."""

    class Known(Message):
        """A process is read, for what was to be done about it."""

        def __init__(self, row: AuditRow, then: Callable[[AuditRow], None]) -> None:
            super().__init__()
            self.row = row
            self.then = then

    def know(self, process: int, then: Callable[[AuditRow], None]) -> None:
        """Read a process by its number, then do something with it."""
        self._know(process, then)

    @work(thread=True, group="know", exclusive=True)
    def _know(self, process: int, then: Callable[[AuditRow], None]) -> None:
        self.asked(lambda: self.post_message(self.Known(self.session.desk.audit(process), then)))

    @on(Known)
    def _is_known(self, event: Known) -> None:
        event.then(event.row)

    @property
    def strip_keys(self) -> processstrip.Keys:
        """The keys that the strip of a process names."""
        from tui.present import processstrip

        return processstrip.Keys(*map(self.session.keymap.key, ("list.open", "process.run", "row.deal")))

    def open_process(self, process: int, at: str = "") -> None:
        """Open the wizard at `at`, else where it was left; what is in practice at its redesign."""

        def opened(row: AuditRow) -> None:
            practised = "redesign" if row.audit.practised_at is not None else row.audit.at
            self.begin_audit(replace(row.audit, at=at or practised))

        self.know(process, opened)

    def begin_audit(self, audit: Audit) -> None:
        """Open the wizard with an audit; a new one only for whoever may write it."""
        if not (audit.id or self.may_write()):
            return
        from tui.screens.wizard import open_wizard

        open_wizard(self.app, self.session, audit)

    def do_row_deal(self) -> None:
        rows = self.meant("row.deal")
        if rows and all(row.kind == "review" for row in rows):
            self.know(rows[0].process, lambda row: self.fill_in(opening.review(row)))
        elif rows:
            super().do_row_deal()
