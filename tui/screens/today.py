"""Today: who waits, what is late, what is due."""

from __future__ import annotations

from concurrent.futures import wait
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from tui.domain.model import Instant
from tui.domain.today import without
from tui.domain.views import OpenRow
from tui.keys import Places
from tui.present import frame, today, todayhead
from tui.present.spans import Line
from tui.screens.page import PATIENCE, Page
from tui.screens.session import Session
from tui.screens.telling import Telling
from tui.widgets.drawn import Drawn
from tui.widgets.field import Field
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from concurrent.futures import Future

    from tui.domain.views import Today as TodayView

MINUTE = 60


class TodayScreen(Telling):
    """The day's list with the last words of the selected row under it."""

    place = "today"
    tab = 0

    class Loaded(Message):
        """The day is read."""

        def __init__(self, view: TodayView, now: Instant) -> None:
            super().__init__()
            self.view = view
            self.now = now

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.whose: str | None = session.desk.handle

    def body(self) -> ComposeResult:
        yield Drawn(self.session.look, id="title")
        yield Field(self.session.look, self.session.signs, "/", id="filter")
        yield Drawn(self.session.look, id="message")
        yield Rows(self.session.look, self.session.signs, id="rows")

    def on_mount(self) -> None:
        self.drawn("title").show(self._title)

    @property
    def places(self) -> Places:
        view = self.view
        if self.problem is None and view is not None and not (view.relationships or view.rows):
            return ("empty",)
        if self.problem is None and self.row is not None and self.row.kind == "draft" and not self.field.has_focus:
            return ("draft", *super().places)
        return super().places

    @property
    def idle(self) -> frozenset[str]:
        return super().idle | (frozenset() if self.view and self.view.done else {"list.view"})

    def load(self) -> None:
        first, self.session.first = self.session.first, None
        if first is None:
            self._load(self.whose)
        elif wait([first], PATIENCE).done:
            self.asked(lambda: self._show(self.Loaded(first.result(), self.session.desk.now())))
        else:
            self._await(first)

    @work(thread=True, exclusive=True, group="load")
    def _await(self, first: Future[TodayView]) -> None:
        self.asked(lambda: self.post_message(self.Loaded(first.result(), self.session.desk.now())))

    @work(thread=True, exclusive=True, group="load")
    def _load(self, whose: str | None) -> None:
        desk = self.session.desk
        self.asked(lambda: self.post_message(self.Loaded(desk.today(whose), desk.now())))

    @on(Loaded)
    def _show(self, event: Loaded) -> None:
        if event.view.whose != self.whose:
            return
        before, minute = self.view, self.now // MINUTE
        self.view, self.now = event.view, event.now
        if minute != self.now // MINUTE:
            self.readings.clear()
        elif before == event.view and before.stamps == event.view.stamps and not self.has_class("-failed"):
            self.loading_since = False
            self.rested()
            return
        self._lay()
        if before is None:
            self.offer_drafts(event.view)
            self.call_after_refresh(self.look_back)
        self.loaded()
        self.drawn("title").redraw()

    def done(self) -> None:
        super().done()
        if self.view is not None and self.leaving:
            # what was dealt with leaves at once; the day itself is read right after
            self.view = without(self.view, self.leaving)
            self.leaving = frozenset()
            self._lay()
            self.drawn("title").redraw()

    def resized(self) -> None:
        if self.view is not None:
            self._lay()

    def _lay(self) -> None:
        if self.view is None:
            return
        rows = tuple(row for row in self.view.rows if self.fits(row.who, row.what))
        listed = today.items(replace(self.view, rows=rows), self.paper(self.app.size.width))
        over = self._over(self.app.size.width)
        self.set_class(bool(over), "-done")
        self.rows.show(listed, self._line, _key, caption=today.caption)
        self.rows.display = bool(listed)
        message = self.drawn("message")
        message.display = not listed or bool(over)
        message.styles.height = len(over) if over and listed else "1fr"
        message.show(self._empty)
        if not listed:
            self.drawn("detail").clear()

    def narrow(self) -> None:
        self._lay()

    def _line(self, item: today.Item, width: int) -> Line:
        return self.marks(item, today.line(item, self.paper(width), self.session.keymap.key("row.deal")))

    def _over(self, width: int) -> tuple[Line, ...]:
        """What stands over the list once nothing is left of the day."""
        if self.view is None or self.view.done is None or self.text.strip():
            return ()
        from tui.present import daydone

        return daydone.lines(self.view, self.view.done, self.paper(width))

    def _empty(self, width: int, _height: int) -> tuple[Line, ...]:
        if self.view is None:
            return ()
        paper = self.paper(width)
        if self.text.strip():
            from tui.present import standing

            return standing.nothing_here(self.text.strip(), paper, self.session.keymap.key("filter.clear"))
        if self.view.done is not None:
            return self._over(width)
        if not self.view.relationships:
            return today.empty(paper, *map(self.session.keymap.key, ("new.any", "app.quick", "empty.sample")))
        return today.all_clear(self.view, paper)

    def _title(self, width: int, _height: int) -> tuple[Line, ...]:
        paper, me = self.paper(width), self.session.desk.handle
        if self.view is None:
            return (todayhead.loading_title(self.whose, paper, me),)
        return (todayhead.title(self.view, paper, me),)

    @on(Page.Counted)
    def _still_loading(self, event: Page.Counted) -> None:
        if self.loading_since and self.view is None:
            self.drawn("message").show(lambda width, _height: frame.loading(event.number, width))

    @on(Rows.Opened)
    def do_list_open(self) -> None:
        row = self.rows.current
        if isinstance(row, OpenRow) and row.process:
            self.open_process(row.process)
        elif isinstance(row, OpenRow) and row.relationship:
            from tui.screens.relationship import RelationshipScreen

            self.app.push_screen(RelationshipScreen(self.session, row.relationship))

    def do_row_best(self) -> None:
        best = self.best((row.points, row.id) for row in (self.view.rows if self.view else ()))
        if best is not None:
            self.rows.select_key(best)

    @on(Page.Handles)
    def _next_whose(self, event: Page.Handles) -> None:
        self.whose = self.after(self.whose, (event.handles[0], None, *event.handles[1:]))
        self.view = None
        self.drawn("title").redraw()
        self.begin()

    def do_list_view(self) -> None:
        from tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.session, None, "Today"))

    def do_empty_sample(self) -> None:
        if self.session.restricted:
            self.say("Sample data opens where kept is installed: kept demo.")
            return
        self.app.exit("sample")


def _key(item: object) -> str | None:
    return item.id if isinstance(item, OpenRow) else None
