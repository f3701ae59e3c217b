"""What was left half typed, as rows of a list: gone on with, or forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from tui.present import today
from tui.screens import opening
from tui.screens.filtering import Filtering

if TYPE_CHECKING:
    from tui.domain.views import OpenRow, Today
    from tui.present.form import Begun


class Drafting(Filtering):
    """A list with drafts in it."""

    class Found(Message):
        """The form of a draft to go on with; None where what it was about is gone."""

        def __init__(self, begun: Begun | None) -> None:
            super().__init__()
            self.begun = begun

    def offer_drafts(self, view: Today) -> None:
        """Say what was left half typed, once, since it stands last."""
        left = sum(row.kind == "draft" for row in view.rows)
        if left and not self.session.told:
            self.tell(today.half_typed(left, self.session.keymap.key("move.last"), self.paper(self.app.size.width)))

    def tell_draft(self, row: OpenRow) -> None:
        """Show in the strip what a draft says so far."""
        from tui.present import reading

        resume, discard = (self.session.keymap.key(f"draft.{what}") for what in ("resume", "discard"))
        self.drawn("detail").show(
            lambda width, _height: reading.draft_strip(row, self.paper(width), resume, discard)
        )

    def do_draft_resume(self) -> None:
        if self.row is not None:
            self._find_draft(self.row.id)

    @work(thread=True, group="draft")
    def _find_draft(self, ident: str) -> None:
        rows = [row for row in map(self.opened, self.rows.items) if row]
        self.asked(lambda: self.post_message(self.Found(opening.resume(self.session, ident, rows))))

    @on(Found)
    def _resume(self, event: Found) -> None:
        if event.begun is None:
            self.say("What it was about is dealt with; x forgets the draft.")
        else:
            self.fill_in(event.begun)

    def do_draft_discard(self) -> None:
        if self.row is not None:
            self._forget(int(self.row.id[1:]))

    @work(thread=True, group="draft")
    def _forget(self, ident: int) -> None:
        self.asked(lambda: self.session.desk.drop_draft(ident))
        self.app.call_from_thread(self.session.written.publish, None)
