"""Every command by its name."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.screen import ModalScreen

from tui.keys import Action, Places
from tui.present import frame
from tui.present.help import command_line
from tui.present.spans import Line
from tui.screens.session import Session
from tui.widgets.drawn import Drawn
from tui.widgets.field import Field
from tui.widgets.rows import Rows

MOST = 12


class Palette(ModalScreen[str | None], inherit_bindings=False):
    """Lists the actions of the place where it was opened; returns the id of the chosen one."""

    AUTO_FOCUS = "Field"
    places: Places = ("palette",)

    def __init__(self, session: Session, actions: Sequence[Action]) -> None:
        super().__init__()
        self.session = session
        self.actions = actions

    def compose(self) -> ComposeResult:
        yield Field(self.session.look, self.session.signs, ">", id="words")
        yield Rows(self.session.look, self.session.signs, ground="panel", id="commands")
        yield Drawn(self.session.look, ground="panel", id="hint")

    def on_mount(self) -> None:
        keys = self.session.keymap.footer(self.places, row=True)
        self.query_one("#hint", Drawn).show(lambda width, _height: ((), frame.footer(keys, width)))
        self._list("")

    def on_resize(self) -> None:
        width, height = self.app.size
        self.rows.styles.height = max(1, min(MOST, len(self.actions), height - 6))
        for widget in self.query("Field, Rows, Drawn"):
            widget.styles.width = max(1, min(64, width - 2))

    @property
    def rows(self) -> Rows:
        """The commands that fit."""
        return self.query_one(Rows)

    @on(Field.Changed)
    def _typed(self, event: Field.Changed) -> None:
        self._list(event.text)

    def _list(self, text: str) -> None:
        words = text.casefold().split()
        found = [
            action
            for action in self.actions
            if all(word in f"{action.label} {action.help} {action.id}".casefold() for word in words)
        ]
        self.rows.show(found, self._line, lambda action: action.id)
        if found:
            self.rows.first()

    def _line(self, action: Action, width: int) -> Line:
        return command_line(action, self.session.keymap.key(action.id), self.session.signs, width)

    def refresh_footer(self, _begun: object = None) -> None:
        """There is no footer here."""

    def do_palette_run(self) -> None:
        self.dismiss(self.rows.key)

    def do_palette_leave(self) -> None:
        self.dismiss(None)

    @on(Rows.Opened)
    def _clicked(self) -> None:
        self.do_palette_run()

    def do_move_down(self) -> None:
        self.rows.move(1)

    def do_move_up(self) -> None:
        self.rows.move(-1)

    def do_move_page_down(self) -> None:
        self.rows.page(1)

    def do_move_page_up(self) -> None:
        self.rows.page(-1)

    def do_app_redraw(self) -> None:
        self.refresh(layout=True)
