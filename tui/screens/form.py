"""A form over a page: what is typed is read at once, and saved when asked."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer

from tui.keys import Places
from tui.present.fieldlines import Frame, Row
from tui.present.form import Begun
from tui.present.formlines import Filled, block_width, form_rows, frame, needed, refusal
from tui.screens.beside import Beside, subject
from tui.screens.choose import ChooseScreen
from tui.screens.errands import Errands
from tui.screens.formview import filled
from tui.screens.saving import Saving
from tui.screens.session import Session
from tui.widgets.block import Block

DRAFT_AFTER = 1.0


class FormScreen(Saving):
    """Returns what saving did, None where it was left; whoever writes drafts keeps the number in `begun.draft`."""

    AUTO_FOCUS = "Block"
    places: Places = ("form",)
    served = False
    """Whether what was typed is saved, so that no draft of it is to be kept."""

    class Typed(Message):
        """For the app: texts that no draft holds yet, a moment after the last key or when the form is left."""

        def __init__(self, screen: FormScreen) -> None:
            super().__init__()
            self.screen = screen
            self.kind = screen.begun.form.kind
            self.texts = screen.filling.draft
            self.about = screen.begun.about or None  # a row of a process is about no relationship
            self.draft = screen.begun.draft

    def __init__(self, session: Session, begun: Begun) -> None:
        super().__init__(session, begun)
        self.drafted = self.filling.texts
        self.beside = Beside(self, session, self.show)
        self.chord: tuple[tuple[str, str], ...] | None = None
        self.tallest = 0
        self.resting: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Block(self.session.look, self._rows, id="form")

    @property
    def block(self) -> Block:
        """The one thing on the screen."""
        return self.query_one(Block)

    @property
    def frame(self) -> Frame:
        """Where things stand on a screen of this width."""
        return frame(block_width(self.app.size.width), self.session.signs)

    def on_mount(self) -> None:
        self._read()
        kind = self.begun.form.kind
        self.beside.begin(kind, subject(self.begun.about, kind))

    async def on_unmount(self) -> None:
        await self.beside.end()

    def on_resize(self) -> None:
        self.tallest = 0
        self._read()

    def _read(self) -> None:
        desk, filling = self.session.desk, self.filling
        filling.read(self.session.paper(self.frame.inner, self.app.size.height, desk.now()))
        question = filling.question()
        if question is not None:
            self.answer(question)
        self.show()

    def show(self) -> None:
        """Draw anew; the block grows where it has to and never shrinks, so that its keys stay in their place."""
        width = self.frame.width
        self.tallest = max(self.tallest, needed(self._filled(), width, self.session.signs))
        self.block.styles.width = width
        self.block.styles.height = max(1, min(self.app.size.height, self.tallest))
        self.block.entry = None if self.saving or self.chord else self.filling.entry
        self.block.redraw()

    def _rows(self, width: int, height: int) -> tuple[Row, ...]:
        return form_rows(self._filled(), width, height, self.session.signs)

    def _filled(self) -> Filled:
        clashes = self.clash is not None
        return filled(self.session, self.filling, self.notes, self.chord, self.beside.others, clashes=clashes)

    def refresh_footer(self, begun: tuple[tuple[str, str], ...] | None = None) -> None:
        """Name the keys of the form, or those that may follow a begun sequence."""
        self.chord = begun
        self.show()

    @on(Block.Edited)
    def _edited(self, event: Block.Edited) -> None:
        if event.changed:
            self.changed()
        else:
            self.show()

    def changed(self) -> None:
        self.instead, self.clash = (), None
        self.hurried = False
        self.draft_soon()
        self._read()

    @on(Errands.Answered)
    def _known(self, event: Errands.Answered) -> None:
        self.filling.know(event.question, event.answer)
        self.instead = ()
        self._read()
        if self.hurried:
            self.hurried = False
            self.do_form_save()

    @on(Errands.Unanswered)
    def _unanswered(self, event: Errands.Unanswered) -> None:
        self.filling.unanswered()
        self.instead = refusal(event.problem, self.session.signs)
        self.show()

    def rest(self) -> None:
        if self.resting is not None:
            self.resting.stop()

    def draft_soon(self) -> None:
        self.rest()
        self.resting = self.set_timer(DRAFT_AFTER, self._keep)

    def _keep(self) -> None:
        draft = self.draft()
        if draft is not None:
            self.drafted = self.filling.texts
            self.app.post_message(draft)

    def draft(self) -> Typed | None:
        """What no draft holds yet, None where there is nothing."""
        return self.Typed(self) if self.filling.texts != self.drafted else None

    def do_form_leave(self) -> None:
        self.rest()
        self._keep()
        self.dismiss(None)

    def do_form_next(self) -> None:
        self._walk(1)

    def do_form_back(self) -> None:
        self._walk(-1)

    def _walk(self, by: int) -> None:
        if not self.saving:
            self.filling.walk(by)
            self.show()

    def do_move_down(self) -> None:
        self._move(1)

    def do_move_up(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        if not self.saving:
            self.filling.move(by, self.frame)
            self.show()

    def do_form_choose(self) -> None:
        ident = self.filling.chooser
        if self.saving or not ident:
            return
        self.behind(True)

        def chosen(text: str | None) -> None:
            self.behind(False)
            if text is not None:
                self.filling.entries[ident].set(text)
                self.changed()

        self.app.push_screen(ChooseScreen(self.session, self.filling.choices), chosen)

    def behind(self, is_behind: bool) -> None:
        super().behind(is_behind)
        self.block.refresh()

    def do_form_take_date(self) -> None:
        if not self.saving and self.filling.take_better():
            self.changed()

    def do_app_redraw(self) -> None:
        self._read()
        self.refresh(layout=True)
