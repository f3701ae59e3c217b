"""A process run by its checklist: each step ticked, timed, or skipped for a reason."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from tui.domain.audit import Mark
from tui.domain.practice import AuditRow
from tui.domain.running import left
from tui.domain.text import clean_line
from tui.keys import Places
from tui.present import checklist
from tui.present.spans import Line
from tui.present.today import Note
from tui.screens.running import Running
from tui.screens.session import TALL, Session
from tui.widgets.drawn import Drawn
from tui.widgets.field import Field
from tui.widgets.rows import Rows

AROUND, AROUND_TALL, AROUND_LOW = 15, 20, 10
"""Lines that are not of the list: bar, head, captions, total, reason, strip, status and keys."""


class ChecklistScreen(Running):
    """The steps with the cursor on the next one to do."""

    place = "check"
    tab = 3
    stay = 2

    def __init__(self, session: Session, row: AuditRow) -> None:
        super().__init__(session, row)
        self.skipping: tuple[int, ...] = ()
        """The keys of the steps of which it is asked why they are skipped."""
        self.half_typed: dict[tuple[int, ...], str] = {}
        """What was typed of a reason before one left it."""
        self.warned = False
        """Whether it was said that steps are not ticked, so that the same key skips them."""
        self.finishing = False

    def body(self) -> ComposeResult:
        look, signs = self.session.look, self.session.signs
        yield Drawn(look, id="head")
        yield Drawn(look, id="captions")
        yield Rows(look, signs, id="rows")
        yield Drawn(look, id="total")
        yield Drawn(look, id="gap")
        yield Field(look, signs, "", id="why")

    def on_mount(self) -> None:
        self.field.display = False
        self.drawn("head").show(self._head)
        self.drawn("captions").show(self._captions)
        self.drawn("total").show(self._total)
        self.turned()

    @property
    def field(self) -> Field:
        """Where one says why a step is skipped."""
        return self.query_one("#why", Field)

    @property
    def places(self) -> Places:
        return ("note",) if self.field.has_focus else super().places

    def turned(self, at: int | None = None) -> None:
        self.warned = False
        self.resized()
        for ident in ("bar", "head", "total"):
            self.drawn(ident).redraw()
        if at is not None:
            self.rows.select_key(str(at))
        elif self.ready:
            self._to_next()

    def resized(self) -> None:
        listed, height = self._listed(), self.app.size.height
        room = height - (AROUND_LOW if self.has_class("-low") else AROUND_TALL if height >= TALL else AROUND)
        airy = height >= TALL and 2 * len(listed) <= room
        items = checklist.spaced(listed) if airy else listed
        self.rows.styles.height = max(1, min(len(items), room))
        self.rows.show(items, self._line, _key)

    def _listed(self) -> tuple[checklist.Row, ...]:
        return checklist.rows(self.audit, self.steps, self.run)

    def _line(self, item: checklist.Row | Note, width: int) -> Line:
        return checklist.line(item, self.session.desk.handle, self.paper(width))

    def _head(self, width: int, height: int) -> tuple[Line, ...]:
        gap: tuple[Line, ...] = ((),) if height > 1 else ()
        return (*gap, checklist.head(self.steps, self.run, self.paper(width)))

    def _captions(self, width: int, height: int) -> tuple[Line, ...]:
        gap: tuple[Line, ...] = ((),) if height > 1 else ()
        return (*gap, checklist.captions(self.paper(width)))

    def _total(self, width: int, height: int) -> tuple[Line, ...]:
        gap: tuple[Line, ...] = ((),) if height > 1 else ()
        return (*gap, checklist.total_line(self.steps, self.run, self.paper(width)))

    def _bar(self, width: int, _height: int) -> tuple[Line, ...]:
        state = "not saved" if self.unsaved else "saved as you go"
        key = self.session.keymap.key("page.processes")
        return (checklist.page_bar(key, self.audit.name, state, self.paper(width)),)

    @on(Rows.Rested)
    def _rested(self) -> None:
        row = self.row
        if self.problem is None:
            self.drawn("detail").show(lambda width, _height: checklist.strip(row, self.paper(width)))

    @property
    def row(self) -> checklist.Row | None:
        """The step under the cursor."""
        current = self.rows.current
        return current if isinstance(current, checklist.Row) else None

    def _to_next(self) -> None:
        """Put the cursor on the next step to do, one below it first."""
        open_keys = {new.step.key for new in left(self.run, self.steps)}
        listed = [row.new.step.key for row in self._listed()]
        order = (*listed[self.rows.cursor :], *listed[: self.rows.cursor])
        following = next((key for key in order if key in open_keys), None)
        if following is not None:
            self.rows.select_key(str(following))

    def do_check_tick(self) -> None:
        row = self.row
        if row is None or not self.ready:
            return
        if row.mark is None:
            self.mark(Mark(row.new.step.key, self.seconds()))
        else:
            self.say(f"It is marked already; {self.session.keymap.key('app.undo')} takes the last mark back.")

    def do_check_skip(self) -> None:
        row = self.row
        if row is None or not self.ready:
            return
        if row.mark is None:
            self._ask((row.new.step.key,))
        else:
            self.do_check_tick()

    def _ask(self, keys: tuple[int, ...], *, finishing: bool = False) -> None:
        self.skipping, self.finishing = keys, finishing
        self.field.prompt = "why skip them:" if len(keys) > 1 else "why skip it:"
        self.field.set(self.half_typed.pop(keys, ""))
        self.field.display = True
        self.field.focus()
        self.hint = "a word or two, so that the step can be changed"
        self.hush()
        self.call_after_refresh(self.refresh_footer)

    def do_step_done(self) -> None:
        why, keys, finishing = clean_line(self.field.text).strip(), self.skipping, self.finishing
        if not why:
            self.say("Say why it is skipped; a word or two is enough.")
            return
        self._close()
        first, *others = keys
        self.mark(Mark(first, self.seconds(), True, why), *(Mark(key, 0, True, why) for key in others))
        if finishing:
            self.finish()

    def do_step_leave(self) -> None:
        self.half_typed[self.skipping] = self.field.text
        self._close()

    def _close(self) -> None:
        self.skipping = ()
        self.set_focus(None)
        self.field.display = False
        self.hint = ""
        self.hush()
        self.call_after_refresh(self.refresh_footer)

    def do_check_next(self) -> None:
        self.rows.move(1)

    def do_check_previous(self) -> None:
        self.rows.move(-1)

    def do_check_finish(self) -> None:
        missing = left(self.run, self.steps)
        if not self.ready:
            return
        if not missing:
            self.finish()
        elif self.warned:
            self._ask(tuple(new.step.key for new in missing), finishing=True)
        else:
            self.warned = True
            key = self.session.keymap.key
            listed = [row for row in self._listed() if row.new in missing]
            self.say(checklist.unticked(listed, key("check.finish"), key("check.skip")))


def _key(item: object) -> str | None:
    return str(item.new.step.key) if isinstance(item, checklist.Row) else None
