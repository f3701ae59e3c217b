"""A form over a page: what is typed is read at once, and saved when asked."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer

from tui.domain.acts import Act
from tui.domain.problem import Problem
from tui.keys import Places
from tui.present.fieldlines import Frame, Row
from tui.present.form import Begun
from tui.present.formlines import Filled, aside, block_width, form_rows, frame, needed, refusal
from tui.present.spans import Line
from tui.screens.choose import ChooseScreen
from tui.screens.errands import Errands
from tui.screens.filling import Filling
from tui.screens.formview import filled
from tui.screens.session import Session
from tui.widgets.block import Block

DRAFT_AFTER = 1.0
PATIENCE = 0.3


class FormScreen(Errands):
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
            self.texts = screen.filling.texts
            self.about = screen.begun.about or None  # a row of a process is about no relationship
            self.draft = screen.begun.draft

    def __init__(self, session: Session, begun: Begun) -> None:
        super().__init__(session)
        self.begun = begun
        self.filling = Filling(begun)
        self.drafted = self.filling.texts
        self.saving = False
        self.hurried = False  # saved before the desk had answered: it is done when the answer comes
        self.instead: tuple[Line, ...] = ()
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

    def on_resize(self) -> None:
        self.tallest = 0
        self._read()

    def _read(self) -> None:
        desk, filling = self.session.desk, self.filling
        filling.read(self.session.paper(self.frame.inner, self.app.size.height, desk.now()))
        question = filling.question()
        if question is not None:
            self.answer(question)
        self._show()

    def _show(self) -> None:
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
        return filled(self.session, self.filling, self.instead, self.chord)

    def refresh_footer(self, begun: tuple[tuple[str, str], ...] | None = None) -> None:
        """Name the keys of the form, or those that may follow a begun sequence."""
        self.chord = begun
        self._show()

    @on(Block.Edited)
    def _edited(self, event: Block.Edited) -> None:
        if event.changed:
            self._changed()
        else:
            self._show()

    def _changed(self) -> None:
        self.instead = ()
        self.hurried = False
        self._draft_soon()
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
        self._show()

    @on(Errands.Refused)
    def _refused(self, event: Errands.Refused) -> None:
        self.refuse(event.problem)

    def refuse(self, problem: Problem) -> None:
        """Say what could not be saved, in place of the notes; every text and the cursor stay."""
        self.saving = False
        self.instead = refusal(problem, self.session.signs)
        self._draft_soon()
        self._show()

    def do_form_save(self) -> None:
        filling = self.filling
        if self.saving:
            return
        if filling.weigh():
            self._show()
            return
        if filling.take_selected():
            self._changed()
        if filling.reading.acts:
            self._save(filling.reading.acts)
            return
        self.hurried = not filling.point() and filling.asking
        self._show()

    def _save(self, acts: tuple[Act, ...]) -> None:
        self.saving, self.instead = True, ()
        self._rest()
        self.set_timer(PATIENCE, self._impatient)
        self._show()
        self.perform(acts)

    def _impatient(self) -> None:
        if self.saving:
            self.instead = aside("Saving.")
            self._show()

    @on(Errands.Stored)
    def _stored(self, event: Errands.Stored) -> None:
        if self.is_current:
            self.dismiss(event.outcome)

    def _rest(self) -> None:
        if self.resting is not None:
            self.resting.stop()

    def _draft_soon(self) -> None:
        self._rest()
        self.resting = self.set_timer(DRAFT_AFTER, self._keep)

    def _keep(self) -> None:
        draft = self.draft()
        if draft is not None:
            self.drafted = draft.texts
            self.app.post_message(draft)

    def draft(self) -> Typed | None:
        """What no draft holds yet, None where there is nothing."""
        return self.Typed(self) if self.filling.texts != self.drafted else None

    def do_form_leave(self) -> None:
        self._rest()
        self._keep()
        self.dismiss(None)

    def do_form_next(self) -> None:
        self._walk(1)

    def do_form_back(self) -> None:
        self._walk(-1)

    def _walk(self, by: int) -> None:
        if not self.saving:
            self.filling.walk(by)
            self._show()

    def do_move_down(self) -> None:
        self._move(1)

    def do_move_up(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        if not self.saving:
            self.filling.move(by, self.frame)
            self._show()

    def do_form_choose(self) -> None:
        ident = self.filling.chooser
        if self.saving or not ident:
            return
        self._behind(True)

        def chosen(text: str | None) -> None:
            self._behind(False)
            if text is not None:
                self.filling.entries[ident].set(text)
                self._changed()

        self.app.push_screen(ChooseScreen(self.session, self.filling.choices), chosen)

    def _behind(self, is_behind: bool) -> None:
        self.set_class(is_behind, "-behind")
        self.block.refresh()

    def do_form_take_date(self) -> None:
        if not self.saving and self.filling.take_better():
            self._changed()

    def do_app_redraw(self) -> None:
        self._read()
        self.refresh(layout=True)
