"""The strip under the day's list: what was said for the selected row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from tui.domain.views import OpenRow
from tui.screens.returning import Returning
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from tui.domain.practice import AuditRow
    from tui.domain.views import Reading, Today
    from tui.screens.session import Session


class Telling(Returning):
    """A list of the day that reads each row's last words once."""

    class Read(Message):
        """What was said for a row is read."""

        def __init__(self, row: OpenRow, stamp: int, said: Reading) -> None:
            super().__init__()
            self.row = row
            self.stamp = stamp
            self.said = said

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.view: Today | None = None
        self.readings: dict[tuple[str, int], Reading] = {}

    @on(Rows.Rested)
    def rested(self) -> None:
        """Tell of the row on which the cursor stands."""
        row = self.rows.current
        if self.problem is not None or not isinstance(row, OpenRow):
            return
        if row.kind == "draft":
            self.tell_draft(row)
        elif row.process:
            self.know(row.process, self._tell_process)
        elif (row.id, self._stamp(row)) in self.readings:
            self._tell(row, self.readings[row.id, self._stamp(row)])
        else:
            self._read(row, self._stamp(row))

    def _stamp(self, row: OpenRow) -> int:
        """What differs once something was written about the relationship of a row."""
        return dict(self.view.stamps if self.view else ()).get(row.relationship, 0)

    @work(thread=True, exclusive=True, group="read")
    def _read(self, row: OpenRow, stamp: int) -> None:
        self.asked(lambda: self.post_message(self.Read(row, stamp, self.session.desk.reading(row))))

    @on(Read)
    def _is_read(self, event: Read) -> None:
        self.readings[event.row.id, event.stamp] = event.said
        if isinstance(self.rows.current, OpenRow) and self.rows.current.id == event.row.id:
            self._tell(event.row, event.said)

    def _tell(self, row: OpenRow, said: Reading) -> None:
        from tui.present import reading

        me = self.session.desk.handle
        self.drawn("detail").show(lambda width, height: reading.strip(row, said, self.paper(width), height, me))

    def _tell_process(self, known: AuditRow) -> None:
        from tui.present import processstrip

        row, keys, me = self.row, self.strip_keys, self.session.desk.handle
        if row is not None and row.process == known.audit.id:
            self.drawn("detail").show(
                lambda width, height: processstrip.row_strip(row, known, self.paper(width), height, keys, me)
            )
