"""A block with a list, of which one line is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.screen import ModalScreen

from tui.keys import Places
from tui.present import frame
from tui.present.spans import Line
from tui.screens.session import Session
from tui.widgets.drawn import Drawn
from tui.widgets.field import Field
from tui.widgets.rows import Rows

MOST = 12
NONE = "Nothing here matches."
ItemT = TypeVar("ItemT")


class Picking(ModalScreen[str | None], Generic[ItemT], inherit_bindings=False):
    """Narrows its items by the words in the field above them; returns the key of the chosen one, None for none."""

    AUTO_FOCUS = "Field"
    places: Places = ("palette",)
    most = MOST

    def __init__(self, session: Session, items: Sequence[ItemT]) -> None:
        super().__init__()
        self.session = session
        self.items = items

    def compose(self) -> ComposeResult:
        yield from self.head()
        yield Rows(self.session.look, self.session.signs, ground="panel", id="items")
        yield Drawn(self.session.look, ground="panel", id="hint")

    def head(self) -> ComposeResult:
        """What stands above the list."""
        yield Field(self.session.look, self.session.signs, ">", id="words")

    def key(self, item: ItemT) -> str:
        """What choosing an item returns."""
        raise NotImplementedError

    def told(self, item: ItemT) -> str:
        """The words by which an item is found."""
        raise NotImplementedError

    def line(self, item: ItemT, width: int) -> Line:
        """An item as a line."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.refresh_footer()
        self._list("")

    def on_resize(self) -> None:
        self.fit()

    def fit(self) -> None:
        """Take the size that this screen has room for."""
        width, height = self.app.size
        self.rows.styles.height = max(1, min(self.most, len(self.items), height - 6))
        for widget in self.query("Field, Rows, Drawn"):
            widget.styles.width = max(1, min(64, width - 2))

    @property
    def rows(self) -> Rows:
        """The items that fit."""
        return self.query_one(Rows)

    @on(Field.Changed)
    def _typed(self, event: Field.Changed) -> None:
        self._list(event.text)

    def _list(self, text: str) -> None:
        words = text.casefold().split()
        found = [item for item in self.items if all(word in self.told(item).casefold() for word in words)]
        self.rows.show(found or (NONE,), self._line, self._key)
        if found:
            self.rows.first()

    def _key(self, item: ItemT | str) -> str | None:
        return None if isinstance(item, str) else self.key(item)

    def _line(self, item: ItemT | str, width: int) -> Line:
        return frame.note(item, width) if isinstance(item, str) else self.line(item, width)

    def refresh_footer(self, begun: tuple[tuple[str, str], ...] | None = None) -> None:
        """Name the keys of this place, or those that may follow a begun sequence."""
        keys = begun or self.session.keymap.footer(self.places, row=True)
        self.query_one("#hint", Drawn).show(lambda width, _height: ((), frame.footer(keys, width)))

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
