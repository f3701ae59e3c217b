"""Two texts for one thing: shown one above the other, field by field, to choose from."""

from __future__ import annotations

from textual.app import ComposeResult

from tui.domain.clash import Clash, ago
from tui.domain.model import Instant
from tui.keys import Places
from tui.present.choosing import choice_line
from tui.present.clash import ALL_MINE, ALL_THEIRS, BACK, MINE, both_lines, needed, options
from tui.present.form import Choice
from tui.present.formlines import block_width
from tui.present.lines import name
from tui.present.spans import Line
from tui.screens.picking import Picking
from tui.screens.session import Session
from tui.widgets.drawn import Drawn

AROUND = 4


class ClashScreen(Picking[Choice]):
    """Returns the fields that stay one's own, a blank between them; None for back to the form."""

    AUTO_FOCUS = ""
    places: Places = ("choices",)

    def __init__(self, session: Session, clash: Clash, wall: Instant) -> None:
        super().__init__(session, options(clash.fields[0], len(clash.fields)))
        self.clash = clash
        self.said = f"{name(clash.who)} changed this {ago(wall - clash.at)}"
        self.at = 0
        self.mine: list[str] = []

    def head(self) -> ComposeResult:
        yield Drawn(self.session.look, ground="panel", id="both")

    def on_mount(self) -> None:
        self.query_one("#both", Drawn).show(self._both)

    def fit(self) -> None:
        """As wide as a form, and as high as both texts where there is room."""
        width, height = block_width(self.app.size.width), self.app.size.height
        items = min(len(self.items), max(1, height - AROUND - 5))
        self.rows.styles.height = items
        room = max(1, height - items - AROUND)
        self.query_one("#both", Drawn).styles.height = min(room, needed(self.clash.fields[self.at], width))
        for widget in self.query("Rows, Drawn"):
            widget.styles.width = width

    def _both(self, width: int, height: int) -> tuple[Line, ...]:
        place = self.at + 1, len(self.clash.fields)
        return both_lines(self.clash.fields[self.at], place, self.said, width, height, self.session.signs)

    def key(self, item: Choice) -> str:
        return item.text

    def line(self, item: Choice, width: int) -> Line:
        return choice_line(item, self.session.signs, width)

    def do_palette_run(self) -> None:
        chosen = self.rows.key
        left = [one.field for one in self.clash.fields[self.at :]]
        if chosen in (None, BACK):
            self.dismiss(None)
        elif chosen in (ALL_MINE, ALL_THEIRS):
            self._done(left if chosen == ALL_MINE else [])
        elif len(left) == 1:
            self._done(left if chosen == MINE else [])
        else:
            self._next(left[:1] if chosen == MINE else [])

    def _next(self, mine: list[str]) -> None:
        self.mine += mine
        self.at += 1
        self.items = options(self.clash.fields[self.at], len(self.clash.fields) - self.at)
        self._list("")
        self.fit()
        self.query_one("#both", Drawn).redraw()

    def _done(self, mine: list[str]) -> None:
        self.dismiss(" ".join((*self.mine, *mine)))
