"""Everything that can be done with one row, each with its key."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult

from tui.keys import Action, Places, Strokes, stroke
from tui.present.choosing import action_line, block_title
from tui.present.spans import Line
from tui.screens.picking import Picking
from tui.screens.session import Session
from tui.widgets.drawn import Drawn


class ChoicesScreen(Picking[Action]):
    """Lists the actions of a row under its name; the key of one chooses it at once. Returns its id."""

    AUTO_FOCUS = ""
    places: Places = ("choices",)
    most = 40

    def __init__(self, session: Session, name: str, actions: Sequence[Action]) -> None:
        super().__init__(session, actions)
        self.row = name
        self.begun: Strokes = ()

    def head(self) -> ComposeResult:
        yield Drawn(self.session.look, ground="panel", id="name")

    def on_mount(self) -> None:
        self.query_one("#name", Drawn).show(
            lambda width, _height: block_title(self.row, self.session.signs, width)
        )

    def on_key(self, event: events.Key) -> None:
        """The row's own keys come before those that move here."""
        strokes = (*self.begun, stroke(event.key, event.character))
        found = next((action for action in self.items if strokes in action.sequences), None)
        follows = any(
            sequence[: len(strokes)] == strokes for action in self.items for sequence in action.sequences
        )
        self.begun = strokes if follows and found is None else ()
        if found is not None or follows:
            event.stop()
            event.prevent_default()
        if found is not None:
            self.dismiss(found.id)

    def key(self, item: Action) -> str:
        return item.id

    def told(self, item: Action) -> str:
        return item.label

    def line(self, item: Action, width: int) -> Line:
        return action_line(item, self.session.keymap.key(item.id), self.session.signs, width)
