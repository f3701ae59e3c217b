"""The wizard's page Redesign: today's steps beside the new ones, what that comes to, and what comes out of it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from tui.domain.audit import Audit
from tui.domain.practising import proposed_follow_ups, review_days
from tui.domain.redesign import NewStep, figures, new_steps, verdict
from tui.domain.stepping import changed
from tui.domain.whole import whole
from tui.keys import Places
from tui.present.audit import redesigning
from tui.present.audit.answers import Wrong
from tui.present.audit.figures import figure_lines, verdict_said
from tui.present.fieldlines import Row
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.screens.auditing import Auditing
from tui.screens.practising import Practising
from tui.widgets.drawn import Drawn
from tui.widgets.rows import Rows
from tui.widgets.typed_rows import TypedRows

CHROME, CHROME_LOW = 16, 14
"""The lines of a page that are no step."""
BLANK = ""
Item = tuple[int, NewStep] | str


class RedesignScreen(Practising):
    """The figures follow while a new step is typed in its row."""

    place = "redesign"
    typed: NewStep | None = None
    """The step that is typed in, as it was before."""

    def content(self) -> ComposeResult:
        look = self.session.look
        yield Drawn(look, id="captions")
        yield TypedRows(look, self.session.signs, id="rows")
        yield Drawn(look, id="figures")

    def on_mount(self) -> None:
        at = self.audit.at.partition(" ")[2]
        self.show()
        self.rows.select_key(at)
        self._stand()

    @on(Auditing.Read)
    def _know_hurt(self, event: Auditing.Read) -> None:
        self.hurt = event.row.hurt

    @property
    def places(self) -> Places:
        return ("step",) if self.typed else super().places

    @property
    def typing(self) -> bool:
        return bool(self.typed or self.asks)

    @property
    def table(self) -> TypedRows:
        """The list of steps."""
        return self.query_one("#rows", TypedRows)

    @property
    def selected(self) -> NewStep | None:
        """The step with the cursor, as it is kept."""
        return self._selected_in(self.audit)

    def _selected_in(self, audit: Audit) -> NewStep | None:
        found = new_steps(audit, self.session.desk.costs)
        return next((new for new in found if f"{new.step.key}" == self.rows.key), None)

    @property
    def so_far(self) -> Audit:
        """The audit with what is typed in it, as far as it can be read."""
        if self.typed is None:
            return self.audit
        step = redesigning.step_kept(self.typed, self.table.texts, self.session.desk.handle)
        return changed(whole(self.audit), step)

    def note(self, _paper: Paper) -> Line:
        audit = self.so_far
        return (Span(verdict_said(verdict(audit, self.session.desk.costs), audit), "title"),)

    def show(self) -> None:
        steps = new_steps(self.so_far, self.session.desk.costs)
        room = self._room
        apart = self.paper(self.app.size.width).tall and 2 * len(steps) <= room
        items: list[Item] = []
        for number, new in enumerate(steps, 1):
            items += [(number, new), BLANK] if apart else [(number, new)]
        self.rows.styles.height = max(1, min(len(items), room))
        self.rows.show(items, self._line, _key)
        self.drawn("captions").show(lambda width, _height: (redesigning.captions(self.steps, self.paper(width)),))
        self._show_figures()
        self.refresh_footer()

    @property
    def _room(self) -> int:
        """How many lines the list may have."""
        return self.app.size.height - (CHROME_LOW if self.has_class("-low") else CHROME)

    def _show_figures(self) -> None:
        self.drawn("figures").show(self._figures)
        self.show_strip()
        self.drawn("stages").redraw()

    def _line(self, item: Item, width: int) -> Line:
        if not isinstance(item, tuple):
            return redesigning.blank_line(self.paper(width))
        return redesigning.step_line(*item, self.steps, self.session.desk.handle, self.paper(width))

    @property
    def steps(self) -> int:
        """How many there are."""
        return len(whole(self.audit).steps)

    def _figures(self, width: int, height: int) -> tuple[Line, ...]:
        audit, costs, paper = self.so_far, self.session.desk.costs, self.paper(width)
        found = figures(audit, costs)
        sums = redesigning.totals(found, paper)
        lines = figure_lines(found, self.hurt, paper)
        if height <= len(lines) + 1:
            return (sums, *lines)
        selected, room = self._selected_in(audit), height - len(lines) - 2
        below = redesigning.whole_texts(selected, self.steps, paper, room) if selected else ()
        return (sums, (), *lines, *([()] if room > len(below) else []), *below)

    def strip(self, paper: Paper) -> Line:
        if self.wrong:
            return (Span(f"   {self.session.signs.late} {self.wrong}", "watch"),)
        if self.asks:
            return (Span("   the procedure as Markdown, in a new file", "muted"),)
        desk = self.session.desk
        if self.audit.practised_at is not None:
            return redesigning.in_practice(self.audit.practised_at, paper)
        made = proposed_follow_ups(self.so_far, desk.costs, desk.calendar, self.now, desk.handle)
        return redesigning.comes_out(len(made), review_days(self.so_far, desk.calendar, self.now), paper)

    def resized(self) -> None:
        self.show()

    @on(Rows.Rested)
    def _stand(self) -> None:
        selected = self.selected
        if selected is not None and not self.typing:
            self.keeping.stand(f"redesign {selected.step.key}")
            self._show_figures()

    def do_steps_edit(self) -> None:
        new = self.selected
        if new is not None:
            self.typed = new
            self.table.edit(redesigning.texts(new, self.session.desk.handle), self._typed_row)
            self._show_figures()
            self.refresh_footer()

    def _typed_row(self, said: Sequence[str], part: int, cursor: int, width: int) -> Row:
        item, me = self.rows.current, self.session.desk.handle
        if not isinstance(item, tuple):
            return Row(())
        number, new = item
        return redesigning.typed_step(number, new, self.steps, said, part, cursor, me, self.paper(width))

    @on(TypedRows.Edited)
    def _edited(self) -> None:
        self.wrong = ""
        self._show_figures()

    def _reads(self) -> bool:
        """Whether all parts can be read; the first that cannot is said and gets the cursor."""
        try:
            if self.typed is not None:
                redesigning.step_typed(self.typed, self.table.texts, self.session.desk.handle)
        except Wrong as wrong:
            self.table.turn_to(wrong.part)
            self.wrong = str(wrong)
            self.show_strip()
            return False
        return True

    def do_step_next(self) -> None:
        if self.typed and self._reads():
            self.table.turn(1)

    def do_step_former(self) -> None:
        if self.typed and self._reads():
            self.table.turn(-1)

    def do_step_done(self) -> None:
        if self.asks:
            self.export()
        elif self._reads():
            self._end()

    def do_step_leave(self) -> None:
        """Leave with what is typed; a number that is none is said once, then what was there before stays."""
        if self.asks:
            self.wrong = ""
            self.asked_no_more()
        elif self.wrong or self._reads():
            self._end()

    def settle(self) -> None:
        if self.typed is not None:
            self._end()

    def _end(self) -> None:
        audit = self.so_far
        self.typed, self.wrong = None, ""
        self.table.leave()
        self.set_focus(None)
        if audit != whole(self.audit):
            self.change(audit)
        self.show()

    def do_wizard_back(self) -> None:
        selected = self.selected
        self.go(f"do {selected.step.key}" if selected else "do")


def _key(item: object) -> str | None:
    return f"{item[1].step.key}" if isinstance(item, tuple) else None
