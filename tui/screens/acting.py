"""A page on which something can be done about its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from textual import on

from tui.actions import OPEN
from tui.domain.problem import Problem
from tui.domain.views import OpenRow
from tui.keys import Action
from tui.present.lines import signed
from tui.present.spans import Line, Span
from tui.present.words import points
from tui.screens import opening
from tui.screens.doing import Doing
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from tui.domain.model import Relationship
    from tui.domain.outcome import Outcome
    from tui.present.form import Begun


class Acting(Doing):
    """Does the obvious thing at once, opens a form for the rest, and says what came of it until the next act."""

    marked: frozenset[str] = frozenset()
    leaving: frozenset[str] = frozenset()
    """The rows that go when the act under way is done."""

    def done(self) -> None:
        self.marked = frozenset()

    @on(Rows.Rested)
    def _named_keys(self) -> None:
        if not self.chord:
            self.refresh_footer()

    @property
    def row(self) -> OpenRow | None:
        """The selected open thing."""
        return self.opened(self.rows.current)

    @property
    def kind(self) -> str:
        return self.row.kind if self.row else "relationship" if self.subject else ""

    def opened(self, item: object) -> OpenRow | None:
        """The open thing that a line of the list shows."""
        return item if isinstance(item, OpenRow) else None

    def marks(self, item: object, line: Line) -> Line:
        """The line with a sign where its row is marked."""
        row = self.opened(item) if self.marked else None
        marked = row is not None and row.id in self.marked
        return signed(line, 2, Span(self.session.signs.kept, "accent")) if marked else line

    @property
    def subject(self) -> tuple[int, str] | None:
        """The relationship that the cursor stands on, with its name."""
        row = self.row
        return (row.relationship, row.who) if row and row.relationship else None

    @property
    def relationship(self) -> Relationship | None:
        """The relationship itself, where the page knows it."""
        return None

    def best(self, worth: Iterable[tuple[float, str]]) -> str | None:
        """The key of the row that would win most points; None, and said so, where none would."""
        won, key = max(worth, key=lambda pair: pair[0], default=(0.0, ""))
        if points(won):
            return key
        self.say("Nothing here has points to win.")
        return None

    def meant(self, action: str) -> list[OpenRow]:
        """The marked rows, else the selected one, as far as an action works on them; says so where on none."""
        kinds = self.session.keymap.actions[action].on
        rows = [row for row in map(self.opened, self.rows.items) if row and row.id in self.marked]
        found = [row for row in (rows or ([self.row] if self.row else [])) if row.kind in kinds]
        if not found:
            self.say(_unfit(self.session.keymap.actions[action]))
        return found

    def refuse(self, problem: Problem) -> None:
        self.leaving = frozenset()
        super().refuse(problem)

    def fill_in(self, begun: Begun | None) -> None:
        """Open a form over the page."""
        if begun is None or not self.may_write():
            return
        from tui.screens.form import FormScreen

        self.behind(True)

        def left(outcome: Outcome | None) -> None:
            self.behind(False)
            if outcome is not None:
                self._performed(self.Performed(outcome))

        self.app.push_screen(FormScreen(self.session, begun), left)

    def do_row_deal(self) -> None:
        from tui.domain.deal import obvious

        rows = self.meant("row.deal")
        acts = [act for row in rows if (act := obvious(row))]
        self.leaving = frozenset(row.id for row in rows if obvious(row))
        if acts:
            self.act(*acts)
        elif rows:
            self.do_app_log()

    def do_row_choices(self) -> None:
        row, subject = self.row, self.subject
        if row is None and subject is None:
            return
        from tui.screens.choices import ChoicesScreen

        kind = row.kind if row else "relationship"
        name = row.who if row else subject[1] if subject else ""
        actions = [action for action in self.session.keymap.at(self.places) if kind in action.on]
        self.behind(True)

        def chosen(ident: str | None) -> None:
            self.behind(False)
            if ident is not None:
                self.app.perform(ident)  # type: ignore[attr-defined]

        self.app.push_screen(ChoicesScreen(self.session, name, actions), chosen)

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
            self._nobody()
        else:
            self.fill_in(form(subject))

    def _nobody(self) -> None:
        self.say("Still reading. Press it again in a moment." if self.loading_since else "Nobody is selected here.")

    def do_rel_contact(self) -> None:
        self._with(opening.contact)

    def do_rel_close(self) -> None:
        self._with(lambda subject: opening.close(self.session, subject))

    def do_rel_grade(self) -> None:
        self._with(lambda subject: opening.grade(self.session, subject))

    def do_rel_ignore(self) -> None:
        self._with(opening.ignore)

    def do_rel_end(self) -> None:
        known = self.relationship
        if known is not None and known.ended_at is not None:
            from tui.domain.acts import Reopened

            self.act(Reopened(known.id))
        else:
            self._with(opening.end)

    def do_row_history(self) -> None:
        subject = self.subject
        if subject is None:
            self._nobody()
        else:
            from tui.screens.history import HistoryScreen

            self.app.push_screen(HistoryScreen(self.session, *subject))


def _unfit(action: Action) -> str:
    """Why a key does nothing on this row."""
    if action.on == OPEN:
        return f"{action.label.capitalize()} is for what is open."
    nouns = {"wait": "replies owed", "their promise": "promises of theirs", "thanks": "thank-yous"}
    names = [nouns.get(kind, f"{kind}s") for kind in action.on]
    return f"{action.label.capitalize()} is for {', '.join(names)}."
