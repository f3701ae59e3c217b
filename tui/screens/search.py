"""Search: everything, by words, while one types."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from tui.domain.hits import Hit, wanted
from tui.domain.model import Instant
from tui.present import search
from tui.present.spans import Line
from tui.screens.found import FoundScreen
from tui.screens.page import Page
from tui.screens.session import Session
from tui.widgets.drawn import Drawn
from tui.widgets.field import Field
from tui.widgets.rows import Rows

MOST = 100
HOME = "Mail that belongs to no relationship is kept without its text."


class SearchScreen(Page):
    """A field, what it finds group by group, and the passage around what was found."""

    place = "search"
    tab = -1

    class Found(Message):
        """What was looked for is found."""

        def __init__(self, text: str, hits: tuple[Hit, ...], now: Instant) -> None:
            super().__init__()
            self.text = text
            self.hits = hits
            self.now = now

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.text = ""
        self.hits: tuple[Hit, ...] | None = None

    def body(self) -> ComposeResult:
        look, signs = self.session.look, self.session.signs
        with Horizontal(id="titles"):
            yield Drawn(look, id="title")
            yield Field(look, signs, "/", id="words")
            yield Drawn(look, id="count")
        yield Drawn(look, id="message")
        yield Rows(look, signs, id="rows")

    def on_mount(self) -> None:
        self.drawn("title").show(lambda width, _height: (search.title(width),))
        self.drawn("count").show(lambda width, _height: (search.counted(self.hits, MOST, width),))
        self.query_one(Field).focus()
        self._lay()

    def load(self) -> None:
        if wanted(self.text):
            self._load(self.text)
        else:
            self._found(self.Found(self.text, (), self.session.desk.now()))

    @work(thread=True, exclusive=True, group="load")
    def _load(self, text: str) -> None:
        desk = self.session.desk
        if text == self.text:  # else something more was typed while this waited for its thread
            self.asked(lambda: self.post_message(self.Found(text, desk.search(text, MOST), desk.now())))

    @on(Field.Changed)
    def _typed(self, event: Field.Changed) -> None:
        self.text = event.text
        self.load()

    @on(Found)
    def _found(self, event: Found) -> None:
        if event.text != self.text:
            return
        self.hits, self.now = event.hits if event.text.strip() else None, event.now
        self.loaded()
        self._lay()

    def _lay(self) -> None:
        found = search.items(self.hits or (), MOST, self.paper(self.app.size.width))
        self.rows.display = bool(found)
        self.drawn("message").display = not found
        self.rows.show(found, self._line, search.key, caption=search.caption)
        if not found:
            self.drawn("message").show(self._nothing)
            self.drawn("detail").clear()
        self.drawn("count").redraw()
        self.refresh_footer()

    def resized(self) -> None:
        self._lay()

    def _line(self, item: search.Item, width: int) -> Line:
        return search.line(item, self.paper(width))

    def _nothing(self, width: int, _height: int) -> tuple[Line, ...]:
        if self.hits is None:
            return search.begin(self.paper(width))
        return search.nothing(self.text, self.paper(width))

    @on(Rows.Rested)
    def _rested(self) -> None:
        hit = self.rows.current
        if self.problem is None and isinstance(hit, Hit):
            self.drawn("detail").show(lambda width, height: search.strip(hit, self.paper(width), height))

    @on(Rows.Opened)
    def do_search_open(self) -> None:
        hit = self.rows.current
        if isinstance(hit, Hit):
            if hit.relationship is None:
                self.say(HOME)
            else:
                self.app.push_screen(FoundScreen(self.session, hit))

    def do_search_leave(self) -> None:
        self.app.pop_screen()
