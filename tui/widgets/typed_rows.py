"""A list of which the selected row can be typed in, one part after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.present.fieldlines import Row
from tui.present.lines import signed
from tui.present.spans import Line, Span
from tui.theme import Ground
from tui.widgets.entry import Entry
from tui.widgets.paint import over
from tui.widgets.rows import Rows

LIMIT = 20_000
Draw = Callable[[Sequence[str], int, int, int], Row]
"""The row for its texts, the part that is typed in, where its cursor stands, and the width."""


class TypedRows(Rows, can_focus=True):
    """While `typing`, keys type into one part of the selected row, which keeps the cursor; others go on."""

    class Edited(Message):
        """A key or a paste changed the text, or only moved its cursor."""

        def __init__(self, *, changed: bool) -> None:
            super().__init__()
            self.changed = changed

    entries: tuple[Entry, ...] = ()
    part = 0
    _typed: Draw

    @property
    def typing(self) -> bool:
        """Whether a row is typed in."""
        return bool(self.entries)

    @property
    def texts(self) -> tuple[str, ...]:
        """What is typed in each part."""
        return tuple(entry.text for entry in self.entries)

    def edit(self, texts: Sequence[str], draw: Draw, *, part: int = 0) -> None:
        """Type in the selected row from now on, with the cursor behind the text of a part."""
        self.entries = tuple(Entry(limit=LIMIT) for _ in texts)
        for entry, text in zip(self.entries, texts, strict=True):
            entry.set(text)
        self._typed = draw
        self.turn_to(part)
        self.focus()

    def leave(self) -> None:
        """Type no more."""
        self.entries = ()
        self._refresh_line(self.cursor)

    def turn(self, by: int) -> None:
        """Go to another part, around the ends."""
        self.turn_to((self.part + by) % len(self.entries))

    def turn_to(self, part: int) -> None:
        """Go to that part, behind its text."""
        self.part = part
        entry = self.entries[part]
        entry.go(len(entry.text))
        self._refresh_line(self.cursor)

    def select(self, index: int) -> None:
        if not self.typing:
            super().select(index)

    def on_key(self, event: events.Key) -> None:
        if not self.typing:
            return
        entry = self.entries[self.part]
        before = entry.text
        if entry.pressed(event.key, event.character):
            event.stop()
            event.prevent_default()
            self._edited(before)

    def on_paste(self, event: events.Paste) -> None:
        if self.typing:
            event.stop()
            entry = self.entries[self.part]
            before = entry.text
            entry.insert(event.text)
            self._edited(before)

    def _edited(self, before: str) -> None:
        self._refresh_line(self.cursor)
        self.post_message(self.Edited(changed=self.entries[self.part].text != before))

    def _row(self, width: int) -> Row:
        return self._typed(self.texts, self.part, self.entries[self.part].at, width)

    def _is_typed(self, y: int) -> bool:
        return self.typing and self.top + y == self.cursor and not self.screen.has_class("-behind")

    def _composed(self, y: int) -> tuple[Line, Ground]:
        if not self._is_typed(y):
            return super()._composed(y)
        line = self._row(self.size.width).line
        if self.look.reverses:  # in a reversed row nobody would see the sign under the cursor
            return signed(line, 0, Span(">", "accent")), "page"
        return signed(line, 0, Span(self.signs.bar, "accent")), "selected"

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if not self._is_typed(y):
            return strip
        row = self._row(self.size.width)
        if row.typed is not None:
            strip = over(strip, row.typed, Style(underline=True))
        return over(strip, row.under, Style(reverse=True)) if row.under is not None else strip
