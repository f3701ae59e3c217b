"""The list of a process's steps, of which one may be typed in."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from tui.domain import stepping
from tui.domain.audit import Audit, Step
from tui.keys import Places
from tui.present.audit import answers, frame, steps
from tui.present.fieldlines import Row
from tui.present.paper import Paper
from tui.present.spans import Line
from tui.screens.auditing import Auditing
from tui.screens.keeping import Keeping
from tui.screens.session import Session
from tui.widgets.drawn import Drawn
from tui.widgets.rows import Rows
from tui.widgets.typed_rows import TypedRows

CHROME = 13
LOW = 23
ADD, FIRST, BLANK = "add", "first", ""
FOOT = ("wizard.next", "wizard.back", "app.undo", "wizard.leave", "app.help")
Item = tuple[int, Step] | str


class TypedSteps(Auditing):
    """One line a step. `typed` is the step that is typed in, None while none is.

    Where it is `fresh` the audit does not have it yet, and it will stand below the step with the key `below`.
    """

    place = "steps"

    def __init__(self, session: Session, keeping: Keeping) -> None:
        super().__init__(session, keeping)
        self.typed: Step | None = None
        self.fresh = False
        self.below: int | None = None
        self.wrong = ""

    def content(self) -> ComposeResult:
        yield Drawn(self.session.look, id="captions")
        yield TypedRows(self.session.look, self.session.signs, id="rows")
        yield Drawn(self.session.look, id="totals")

    @property
    def places(self) -> Places:
        return ("step",) if self.typing else ("steps",)

    @property
    def typing(self) -> bool:
        return self.typed is not None

    @property
    def table(self) -> TypedRows:
        """The list of steps."""
        return self.query_one("#rows", TypedRows)

    @property
    def step(self) -> Step | None:
        """The step under the cursor."""
        item = self.rows.current
        return item[1] if isinstance(item, tuple) else None

    @property
    def handle(self) -> str:
        """Who sits here."""
        return self.session.desk.handle

    def on_mount(self) -> None:
        self.drawn("captions").show(lambda width, _height: (steps.captions(self.paper(width)),))
        self.drawn("totals").show(lambda width, _height: steps.totals(self._so_far(), self.paper(width)))
        self.drawn("detail").show(self._strip)

    def arrive(self) -> None:
        super().arrive()
        place, _, key = self.audit.at.partition(" ")
        if place == self.place:
            self._select(key)

    def show(self) -> None:
        audit = self._with(self.typed)
        items: list[object] = []
        room = self.app.size.height - CHROME + (self.app.size.height < LOW)
        roomy = self.paper(self.app.size.width).tall and 2 * len(audit.steps) + 2 <= room
        for count, step in enumerate(audit.steps, 1):
            items += [(count, step), BLANK] if roomy else [(count, step)]
        items.append(ADD if audit.steps else FIRST)
        self.rows.styles.height = max(1, min(len(items), room))
        self.rows.show(items, self._line, _key)
        self._figures()
        self.refresh_footer()

    def _figures(self) -> None:
        self.drawn("totals").redraw()
        self.drawn("detail").redraw()

    def resized(self) -> None:
        self.show()

    def note(self, paper: Paper, /) -> Line:
        return steps.note(len(self.audit.steps), paper)

    def named(self) -> tuple[tuple[str, str], ...]:
        if self.typing:
            return self.session.keymap.footer(self.places, row=True)
        keymap = self.session.keymap
        labels = {"wizard.next": "next: think"}
        return tuple((keymap.key(ident), labels.get(ident, keymap.actions[ident].label)) for ident in FOOT)

    def _line(self, item: Item, width: int) -> Line:
        paper = self.paper(width)
        if isinstance(item, tuple):
            return steps.step_line(*item, self.handle, paper)
        if item == BLANK:
            return ()
        return steps.add_line(self.session.keymap.key("steps.add"), first=item == FIRST, paper=paper)

    def _strip(self, width: int, height: int) -> tuple[Line, ...]:
        paper = self.paper(width)
        if self.wrong:
            return (frame.plain_rule(paper), *frame.wrong(self.wrong, paper, height - 1))
        if self.typing:
            return (frame.plain_rule(paper), steps.told_part(self.table.part, self.session.desk.team, paper))
        whole = steps.whole(self.step, self.handle, paper, height - 1)
        keys = frame.key_lines(self.step_keys(width), width, height - 1 - bool(whole))
        return (frame.plain_rule(paper), *keys, *(whole or (steps.told(paper),)))[:height]

    def step_keys(self, width: int, /) -> tuple[tuple[str, str], ...]:
        """The keys of the strip with their labels, in so much room."""
        raise NotImplementedError

    @on(Rows.Rested, "#rows")
    def _rested(self) -> None:
        if not self.fresh:
            self._stand()
        self.drawn("detail").redraw()

    def _stand(self) -> None:
        step = self.step
        self.keeping.stand(f"steps {step.key}" if step else "steps")

    def _select(self, key: str) -> None:
        self.rows.select_key(key)

    def alter(self, audit: Audit, key: int | None = None) -> None:
        """Change the steps, with the cursor on the one of that key."""
        self._stand()
        self.change(audit)
        if key is not None:
            self._select(str(key))
            self._stand()

    def _with(self, step: Step | None) -> Audit:
        """The audit with the step that is typed in."""
        audit, keys = self.audit, {one.key for one in self.audit.steps}
        if step is None:
            return audit
        if step.key in keys and not self.fresh:
            return stepping.changed(audit, step)
        return stepping.added(audit, self.below if self.below in keys else None, step)

    def _edit(self, step: Step, part: int = 0) -> None:
        """Type in a step from now on."""
        self.typed = step
        self.show()
        self._select(str(step.key))
        self.table.edit(steps.texts(step, self.handle), self._typed_row, part=part)
        self._figures()
        self.refresh_footer()

    def _typed_row(self, said: Sequence[str], part: int, cursor: int, width: int) -> Row:
        item = self.rows.current
        count = item[0] if isinstance(item, tuple) else 0
        return steps.typed_step(count, said, part, cursor, self.paper(width))

    def _so_far(self) -> Audit:
        """The audit with what is typed so far."""
        return self._with(self._kept())

    def _kept(self) -> Step | None:
        if self.typed is None or not self.table.typing:
            return self.typed
        return answers.step_kept(self.typed, self.table.texts, self.handle)

    @on(TypedRows.Edited)
    def _edited(self) -> None:
        self.wrong = ""
        self._figures()

    def _parsed(self) -> Step | None:
        """The step as it is typed; None where a part is wrong, which is said and gets the cursor."""
        try:
            return self.typed and answers.step_typed(self.typed, self.table.texts, self.handle)
        except answers.Wrong as wrong:
            self.table.turn_to(wrong.part)
            self.wrong = str(wrong)
            self.drawn("detail").redraw()
            return None

    def _end(self, step: Step) -> None:
        """Type no more; a new step of which nothing is said goes."""
        audit, empty = self._with(step), self.fresh and answers.is_empty(step)
        self.typed, self.fresh, self.wrong = None, False, ""
        self.table.leave()
        if empty or audit == self.audit:
            self.show()
        else:
            self.alter(audit, step.key)

    def settle(self) -> None:
        step = self._kept()
        if step is not None:
            self._end(step)
        self._stand()

    def do_step_done(self) -> None:
        step = self._parsed()
        if step is not None:
            self._end(step)

    def do_step_leave(self) -> None:
        """Leave with what is typed; a number that is none is said once, then what was there before stays."""
        if self.wrong:
            self.settle()
        else:
            self.do_step_done()

    def do_step_next(self) -> None:
        self._turn_part(1)

    def do_step_former(self) -> None:
        self._turn_part(-1)

    def _turn_part(self, by: int) -> None:
        if self._parsed() is not None:
            self.table.turn(by)
            self.drawn("detail").redraw()


def _key(item: object) -> str | None:
    return str(item[1].key) if isinstance(item, tuple) else None
