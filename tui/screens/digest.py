"""What happened while one was away, shown before anything else."""

from __future__ import annotations

from textual.app import ComposeResult

from tui.domain.digest import Digest
from tui.present import digest
from tui.present.spans import Line
from tui.screens.page import Page
from tui.screens.session import Session
from tui.widgets.drawn import Drawn


class DigestScreen(Page):
    """A page that is read and left; dismissed once it was."""

    place = "digest"

    def __init__(self, session: Session, told: Digest) -> None:
        super().__init__(session)
        self.told = told
        self.top = 0

    def body(self) -> ComposeResult:
        yield Drawn(self.session.look, id="title")
        yield Drawn(self.session.look, id="message")

    def on_mount(self) -> None:
        self.drawn("title").show(lambda width, _height: (digest.title(self.told, self.paper(width)),))
        self.drawn("message").show(self._lines)

    def named(self) -> tuple[tuple[str, str], ...]:
        return self.session.keymap.footer(self.places, row=False)

    def begin(self) -> None:
        """It was read before it was opened."""

    def _lines(self, width: int, height: int) -> tuple[Line, ...]:
        return digest.part(digest.lines(self.told, self.paper(width)), self.top, height)

    def _scroll(self, lines: int) -> None:
        size = self.drawn("message").size
        hidden = len(digest.lines(self.told, self.paper(size.width))) - size.height
        self.top = max(0, min(hidden, self.top + lines))
        self.drawn("message").redraw()

    def _page(self, part: float) -> None:
        self._scroll(int(part * (self.drawn("message").size.height - 1)))

    def do_digest_leave(self) -> None:
        self.dismiss()

    def do_move_down(self) -> None:
        self._scroll(1)

    def do_move_up(self) -> None:
        self._scroll(-1)

    def do_move_half_down(self) -> None:
        self._page(0.5)

    def do_move_half_up(self) -> None:
        self._page(-0.5)

    def do_move_page_down(self) -> None:
        self._page(1)

    def do_move_page_up(self) -> None:
        self._page(-1)

    def do_move_first(self) -> None:
        self._scroll(-self.top)

    def do_move_last(self) -> None:
        size = self.drawn("message").size
        self._scroll(len(digest.lines(self.told, self.paper(size.width))))
