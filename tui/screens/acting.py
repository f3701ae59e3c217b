"""A page on which something can be done about its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.domain.deal import obvious
from tui.domain.outcome import Outcome
from tui.domain.views import OpenRow
from tui.keys import Action
from tui.screens import opening
from tui.screens.doing import Doing

if TYPE_CHECKING:
    from tui.present.form import Begun


class Acting(Doing):
    """Does the obvious thing at once, opens a form for the rest, and says what came of it until the next act."""

    marked: frozenset[str] = frozenset()

    def done(self) -> None:
        self.marked = frozenset()

    @property
    def row(self) -> OpenRow | None:
        """The selected open thing."""
        current = self.rows.current
        return current if isinstance(current, OpenRow) else None

    @property
    def subject(self) -> tuple[int, str] | None:
        """The relationship that the cursor stands on, with its name."""
        row = self.row
        return (row.relationship, row.who) if row and row.relationship else None

    def meant(self, action: str) -> list[OpenRow]:
        """The marked rows, else the selected one, as far as an action works on them; says so where on none."""
        kinds = self.session.keymap.actions[action].on
        rows: list[OpenRow | None] = []
        rows += [item for item in self.rows.items if isinstance(item, OpenRow) and item.id in self.marked]
        found = [row for row in rows or [self.row] if row and row.kind in kinds]
        if not found:
            self.say(_unfit(self.session.keymap.actions[action]))
        return found

    def fill_in(self, begun: Begun | None) -> None:
        """Open a form over the page."""
        if begun is None:
            return
        from tui.screens.form import FormScreen

        self.behind(True)

        def left(outcome: Outcome | None) -> None:
            self.behind(False)
            if outcome is not None:
                self._performed(self.Performed(outcome))

        self.app.push_screen(FormScreen(self.session, begun), left)

    def do_row_deal(self) -> None:
        rows = self.meant("row.deal")
        acts = [act for row in rows if (act := obvious(row))]
        if acts:
            self.act(*acts)
        elif rows:
            self.do_app_log()

    def do_row_choices(self) -> None:
        row = self.row
        if row is None:
            return
        from tui.screens.choices import ChoicesScreen

        here = self.session.keymap.at(self.places)
        actions = [action for action in here if row.kind in action.on and action.id != "row.choices"]
        self.behind(True)

        def chosen(ident: str | None) -> None:
            self.behind(False)
            if ident is not None:
                self.app.perform(ident)  # type: ignore[attr-defined]

        self.app.push_screen(ChoicesScreen(self.session, row.who, actions), chosen)

    def do_list_mark(self) -> None:
        row = self.row
        if row is not None and row.kind in self.session.keymap.actions["list.mark"].on:
            self.marked = self.marked ^ {row.id}
            self.rows.move(1)
            self.rows.refresh()

    def do_row_snooze(self) -> None:
        self._about(opening.snooze, self.meant("row.snooze"))

    def do_row_waive(self) -> None:
        self._about(opening.waive, self.meant("row.waive"))

    def do_row_move_date(self) -> None:
        self._about(opening.move, self.meant("row.move_date"))

    def do_row_admit(self) -> None:
        self._about(opening.admit, self.meant("row.admit"))

    def do_row_skip(self) -> None:
        self._about(opening.skip, self.meant("row.skip"))

    def do_row_withdraw(self) -> None:
        self._about(opening.withdraw, self.meant("row.withdraw"))

    def _about(self, form: Callable[..., Begun], rows: Sequence[OpenRow]) -> None:
        if rows:
            self.fill_in(form(self.session, rows))

    def do_app_log(self) -> None:
        self.fill_in(opening.log(self.session, self.row, self.subject, line=False))

    def do_app_quick(self) -> None:
        self.fill_in(opening.log(self.session, self.row, self.subject, line=True))

    def do_new_promise(self) -> None:
        self._with(lambda subject: opening.promise(self.session, subject))

    def do_new_follow_up(self) -> None:
        self._with(lambda subject: opening.follow_up(self.session, subject))

    def do_new_thanks(self) -> None:
        self._with(lambda subject: opening.thanks(self.row, subject))

    def do_new_any(self) -> None:
        self.fill_in(opening.add(self.session))

    def do_row_edit(self) -> None:
        self._with(lambda subject: opening.edit(self.session, subject))

    def _with(self, form: Callable[[opening.Subject], Begun]) -> None:
        """Open a form about the relationship under the cursor; says so where there is none."""
        subject = self.subject
        if subject is None:
            self.say("Nobody is selected here.")
        else:
            self.fill_in(form(subject))

    def do_row_history(self) -> None:
        subject = self.subject
        if subject is not None:
            from tui.screens.history import HistoryScreen

            self.app.push_screen(HistoryScreen(self.session, *subject))



def _unfit(action: Action) -> str:
    """Why a key does nothing on this row."""
    nouns = {"wait": "replies owed", "their promise": "promises of theirs", "thanks": "thank-yous"}
    names = [nouns.get(kind, f"{kind}s") for kind in action.on]
    return f"{action.label.capitalize()} is for {', '.join(names)}."
