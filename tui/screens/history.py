"""What was done to a relationship, or by oneself today."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from tui.domain.deed import Deed
from tui.present import history
from tui.present.spans import Line
from tui.screens.acting import Acting
from tui.screens.session import Session
from tui.widgets.drawn import Drawn
from tui.widgets.rows import Rows


class HistoryScreen(Acting):
    """Newest first; `ident` None shows one's own day."""

    place = "history"

    class Loaded(Message):
        """The history is read."""

        def __init__(self, deeds: tuple[Deed, ...]) -> None:
            super().__init__()
            self.deeds = deeds

    def __init__(self, session: Session, ident: int | None, name: str, tab: int = 0) -> None:
        super().__init__(session)
        self.ident = ident
        self.told = name
        self.tab = tab
        self.deeds: tuple[Deed, ...] | None = None

    @property
    def subject(self) -> tuple[int, str] | None:
        return (self.ident, self.told) if self.ident is not None else None

    def body(self) -> ComposeResult:
        yield Drawn(self.session.look, id="title")
        yield Drawn(self.session.look, id="message")
        yield Rows(self.session.look, self.session.signs, id="rows")

    def on_mount(self) -> None:
        self.drawn("title").show(self._title)

    def load(self) -> None:
        self._load()

    @work(thread=True, exclusive=True, group="load")
    def _load(self) -> None:
        self.asked(lambda: self.post_message(self.Loaded(self.session.desk.history(self.ident))))

    @on(Loaded)
    def _show(self, event: Loaded) -> None:
        self.deeds, self.now = event.deeds, self.session.desk.now()
        # counted from the oldest, since new ones stand above
        numbers = range(len(event.deeds), 0, -1)
        self.rows.show([*zip(numbers, event.deeds, strict=True)], self._line, _key)
        self.rows.display = bool(event.deeds)
        self.drawn("message").display = not event.deeds
        self.drawn("message").show(lambda width, _height: history.nothing(self.paper(width)))
        self.drawn("title").redraw()
        self.loaded()

    def _title(self, width: int, _height: int) -> tuple[Line, ...]:
        return (history.title(self.told, None if self.deeds is None else len(self.deeds), self.paper(width)),)

    def _line(self, item: tuple[int, Deed], width: int) -> Line:
        return history.deed_line(item[1], self.paper(width), named=self.ident is None)

    def do_app_back(self) -> None:
        self.app.pop_screen()


def _key(item: object) -> str | None:
    return str(item[0]) if isinstance(item, tuple) else None
