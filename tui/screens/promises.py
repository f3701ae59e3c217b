"""Promises: what we owe, what they owe, and how it went."""

from __future__ import annotations

from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from tui.domain.model import Instant
from tui.domain.promiseviews import PromiseRow, PromisesView
from tui.domain.views import OpenRow
from tui.present import frame, promises, saying, standing
from tui.present.promises import SHOWN, Shown
from tui.present.spans import Line
from tui.screens.filtering import Filtering
from tui.screens.page import Page
from tui.screens.relationship import RelationshipScreen
from tui.screens.session import Session
from tui.widgets.drawn import Drawn
from tui.widgets.field import Field
from tui.widgets.rows import Rows


class PromisesScreen(Filtering):
    """The ledger of promises of both sides under how they are kept."""

    place = "promises"
    tab = 2

    class Loaded(Message):
        """The ledger is read."""

        def __init__(self, view: PromisesView, now: Instant) -> None:
            super().__init__()
            self.view = view
            self.now = now

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.whose: str | None = None
        self.shown: Shown = "both"
        self.view: PromisesView | None = None

    def body(self) -> ComposeResult:
        yield Drawn(self.session.look, id="title")
        yield Field(self.session.look, self.session.signs, "/", id="filter")
        yield Drawn(self.session.look, id="ratios")
        yield Drawn(self.session.look, id="message")
        yield Rows(self.session.look, self.session.signs, id="rows")

    def on_mount(self) -> None:
        self.drawn("title").show(self._title)
        self._lay()

    def opened(self, item: object) -> OpenRow | None:
        """A promise as an open thing, None where it has ended."""
        return item.open if isinstance(item, PromiseRow) else None

    @property
    def subject(self) -> tuple[int, str] | None:
        current = self.rows.current
        return (current.promise.relationship, current.who) if isinstance(current, PromiseRow) else None

    def load(self) -> None:
        self._load(self.whose)

    @work(thread=True, exclusive=True, group="load")
    def _load(self, whose: str | None) -> None:
        desk = self.session.desk
        self.asked(lambda: self.post_message(self.Loaded(desk.promises(whose), desk.now())))

    @on(Loaded)
    def _show(self, event: Loaded) -> None:
        if event.view.whose != self.whose:
            return
        self.view, self.now = event.view, event.now
        self._lay()
        self.loaded()

    def resized(self) -> None:
        self._lay()

    def _lay(self) -> None:
        paper = self.paper(self.app.size.width)
        head = promises.head(self.view, paper, roomy=self._roomy)
        ratios = self.drawn("ratios")
        ratios.styles.height = len(head)
        ratios.show(lambda width, _height: promises.head(self.view, self.paper(width), roomy=self._roomy))
        self.drawn("title").redraw()
        listed = promises.items(self._narrowed(self.view), self.shown, paper) if self.view else ()
        self.rows.show(listed, self._line, _key, caption=promises.caption)
        self.rows.display = bool(listed)
        message = self.drawn("message")
        message.display = not listed
        if not listed:
            message.show(self._nothing)
            if self.problem is None:
                self.drawn("detail").clear()

    def narrow(self) -> None:
        self._lay()

    def _narrowed(self, view: PromisesView) -> PromisesView:
        def kept(rows: tuple[PromiseRow, ...]) -> tuple[PromiseRow, ...]:
            return tuple(row for row in rows if self.fits(row.who, row.promise.text))

        return replace(view, ours=kept(view.ours), theirs=kept(view.theirs), lately=kept(view.lately))

    @property
    def _roomy(self) -> bool:
        """Whether there is room for blank lines around the ratios."""
        return not self.has_class("-low")

    def _title(self, width: int, _height: int) -> tuple[Line, ...]:
        return (promises.title(self.whose, self.shown, self.session.desk.handle, self.paper(width)),)

    def _line(self, item: promises.Item, width: int) -> Line:
        return self.marks(item, promises.line(item, self.paper(width)))

    def _nothing(self, width: int, _height: int) -> tuple[Line, ...]:
        if self.view is None:
            return ()
        key = self.session.keymap.key
        if self.text.strip():
            return standing.nothing_here(self.text.strip(), self.paper(width), key("filter.clear"))
        other = key("list.whose" if self.whose is not None else "list.sides")
        return promises.empty(self.view, self.shown, self.paper(width), key("new.any"), other)

    @on(Page.Counted)
    def _still_loading(self, event: Page.Counted) -> None:
        if self.loading_since and self.view is None:
            self.drawn("message").show(lambda width, _height: frame.loading(event.number, width))

    @on(Rows.Rested)
    def _rested(self) -> None:
        row = self.rows.current
        if self.problem is None and isinstance(row, PromiseRow):
            self.drawn("detail").show(lambda width, height: saying.strip(row, self.paper(width), height))

    @on(Rows.Opened)
    def do_list_open(self) -> None:
        row = self.rows.current
        if isinstance(row, PromiseRow):
            self.app.push_screen(RelationshipScreen(self.session, row.promise.relationship))

    def do_new_any(self) -> None:
        self.do_new_promise()

    def do_row_best(self) -> None:
        rows = self.view.ours if self.view and self.shown != "theirs" else ()
        best = self.best((row.open.points, f"p{row.promise.id}") for row in rows if row.open)
        if best is not None:
            self.rows.select_key(best)

    def do_list_sides(self) -> None:
        self.shown = SHOWN[(SHOWN.index(self.shown) + 1) % len(SHOWN)]
        self._lay()

    @on(Page.Handles)
    def _next_whose(self, event: Page.Handles) -> None:
        self.whose = self.after(self.whose, (None, *event.handles))
        self.view = None
        self._lay()
        self.begin()


def _key(item: object) -> str | None:
    """An ended one has another key, so that the cursor stays where it stood when a promise ends."""
    if not isinstance(item, PromiseRow):
        return None
    return f"p{item.promise.id}" if item.open else f"ended {item.promise.id}"
