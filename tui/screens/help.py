"""Help: the keys of the place where it was opened."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from tui.keys import Action, stroke
from tui.present.help import help_lines
from tui.present.spans import Line
from tui.screens.session import Session
from tui.widgets.drawn import Drawn

DOWN, UP = ("j", "down", "pagedown"), ("k", "up", "pageup")


class Help(ModalScreen[None], inherit_bindings=False):
    """A block of the panel colour; any key closes it that does not scroll it."""

    AUTO_FOCUS = ""

    def __init__(self, session: Session, title: str, actions: Sequence[Action]) -> None:
        super().__init__()
        self.session = session
        self.told = title
        self.actions = actions
        self.top = 0

    def compose(self) -> ComposeResult:
        yield Drawn(self.session.look, ground="panel", id="block")

    def on_mount(self) -> None:
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        block = self.query_one("#block", Drawn)
        width, height = self.app.size
        block.styles.width = max(1, min(110, width - 10) if width >= 100 else width - 2)
        block.styles.height = max(1, min(height, len(self._lines(max(1, width - 2)))))
        block.show(lambda width, height: self._lines(width)[self.top : self.top + height])

    def _lines(self, width: int) -> tuple[Line, ...]:
        return help_lines(self.told, self.actions, self.session.signs, width)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        block = self.query_one("#block", Drawn)
        hidden = len(self._lines(block.size.width)) - block.size.height
        pressed = stroke(event.key, event.character)
        if hidden > 0 and pressed in (*DOWN, *UP):
            self.top = max(0, min(hidden, self.top + (1 if pressed in DOWN else -1)))
            block.redraw()
        else:
            self.dismiss()
