"""What a form does when it is saved: told off, kept waiting, or shown what somebody saved first."""

from __future__ import annotations

from textual import on

from tui.domain.acts import Act, Edited
from tui.domain.clash import Clash, settled
from tui.domain.problem import Problem
from tui.present import clash as shown
from tui.present.form import Begun
from tui.present.formlines import aside, refusal
from tui.present.spans import Line
from tui.screens.doing import Doing
from tui.screens.errands import Errands
from tui.screens.filling import Filling
from tui.screens.session import Session
from tui.services.seat import wall_clock

PATIENCE = 0.3
LONG = 4.0
WAITING = "Somebody else is writing. Yours is saved as soon as they are done."


class Saving(Errands):
    """Saves what is filled in; subclasses show it, read it and keep drafts of it."""

    def __init__(self, session: Session, begun: Begun) -> None:
        super().__init__(session)
        self.begun = begun
        self.filling = Filling(begun)
        self.saving = False
        self.hurried = False  # saved before the desk had answered: it is done when the answer comes
        self.instead: tuple[Line, ...] = ()
        self.clash: Clash | None = None
        self.sent: tuple[Act, ...] = ()

    def show(self) -> None:
        """Draw anew."""
        raise NotImplementedError

    def changed(self) -> None:
        """Read anew what was typed."""
        raise NotImplementedError

    def rest(self) -> None:
        """Write no draft for now."""
        raise NotImplementedError

    def draft_soon(self) -> None:
        """Write a draft in a moment."""
        raise NotImplementedError

    @property
    def notes(self) -> tuple[Line, ...]:
        """What stands in place of the notes; a clash names the key that works where the cursor is."""
        if self.clash is None:
            return self.instead
        key = self.session.keymap.key("form.save")
        if self.filling.entry is not None and self.filling.entry.long:
            key = self.session.keymap.actions["form.save"].always[0]
        return shown.refused(self.clash, wall_clock(), key, self.session.signs)

    @on(Errands.Refused)
    def _refused(self, event: Errands.Refused) -> None:
        self.refuse(event.problem)

    def refuse(self, problem: Problem) -> None:
        """Say what could not be saved, in place of the notes; every text and the cursor stay."""
        self.saving = False
        self.clash = problem if isinstance(problem, Clash) else None
        self.instead = refusal(problem, self.session.signs)
        self.draft_soon()
        self.show()

    def do_form_save(self) -> None:
        filling = self.filling
        if self.saving:
            return
        if self.clash is not None:
            self._show_both(self.clash)
            return
        if filling.weigh():
            self.show()
            return
        if filling.take_selected():
            self.changed()
        if filling.reading.acts:
            self._save(filling.reading.acts)
            return
        if not filling.point():
            question = filling.question()
            if question is not None:  # the last time there was no answer
                self.answer(question)
            self.hurried = filling.asking
        self.show()

    def _save(self, acts: tuple[Act, ...]) -> None:
        self.saving, self.instead, self.clash, self.sent = True, (), None, acts
        self.rest()
        self.set_timer(PATIENCE, lambda: self._impatient("Saving.", acts))
        self.set_timer(LONG, lambda: self._impatient(WAITING, acts))
        self.show()
        self.perform(acts)

    def _impatient(self, told: str, acts: tuple[Act, ...]) -> None:
        if self.saving and self.sent is acts:
            self.instead = aside(told)
            self.show()

    @on(Errands.Stored)
    def _stored(self, event: Errands.Stored) -> None:
        if self.app.screen is self:
            self.dismiss(event.outcome)

    def _show_both(self, clash: Clash) -> None:
        from tui.screens.clash import ClashScreen

        self.behind(True)

        def chosen(mine: str | None) -> None:
            self.behind(False)
            if mine is not None:
                self._settle(clash, mine.split())

        self.app.push_screen(ClashScreen(self.session, clash, wall_clock()), chosen)

    def _settle(self, clash: Clash, mine: list[str]) -> None:
        """Save the fields that stay one's own; where none does, leave the form with its draft."""
        acts: list[Act] = []
        for act in self.sent:
            left = settled(act, clash, mine) if isinstance(act, Edited) else act
            acts += [left] if left is not None else []
        if acts:
            self._save(tuple(acts))
            return
        page = self.app.screen_stack[-2]
        if isinstance(page, Doing):
            page.tell(shown.stays(clash, self.session.signs))
        self.do_form_leave()

    def do_form_leave(self) -> None:
        """Leave the form."""
        raise NotImplementedError

    def behind(self, is_behind: bool) -> None:
        """Draw it as it looks behind a block."""
        self.set_class(is_behind, "-behind")
        self.show()
