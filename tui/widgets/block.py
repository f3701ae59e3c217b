"""The rows of a form, and the keys that are typed into the field with the cursor."""

from __future__ import annotations

from collections.abc import Callable

from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.present.fieldlines import Row
from tui.theme import Ground, Look
from tui.widgets.entry import Entry
from tui.widgets.paint import over, paint

Draw = Callable[[int, int], tuple[Row, ...]]


class Block(Widget, can_focus=True):
    """Draws rows and repaints only those that differ; `entry` takes keys that type or edit, others go on."""

    class Edited(Message):
        """A key or a paste changed the text, or only moved its cursor."""

        def __init__(self, *, changed: bool) -> None:
            super().__init__()
            self.changed = changed

    def __init__(self, look: Look, draw: Draw, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.look = look
        self.entry: Entry | None = None
        self._draw = draw
        self._rows: tuple[Row, ...] = ()

    def on_key(self, event: events.Key) -> None:
        entry = self.entry
        before = entry.text if entry else ""
        if entry is not None and entry.pressed(event.key, event.character):
            event.stop()
            event.prevent_default()
            self.post_message(self.Edited(changed=entry.text != before))

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self.entry is not None:
            before = self.entry.text
            self.entry.insert(event.text)
            self.post_message(self.Edited(changed=self.entry.text != before))

    def redraw(self) -> None:
        """Draw again and repaint what came out differently."""
        width, height = self.size
        before, self._rows = self._rows, self._draw(width, height) if width and height else ()
        for y in range(height):
            if before[y : y + 1] != self._rows[y : y + 1]:
                self.refresh(Region(0, y, width, 1))

    def on_resize(self) -> None:
        self.redraw()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        row = self._rows[y] if y < len(self._rows) else Row(())
        if self.screen.has_class("-behind"):
            return paint(row.line, width, self.look, "behind")
        ground: Ground = "selected" if row.selected else "panel"
        strip = paint(row.line, width, self.look, ground)
        if row.typed is not None and self.look.reverses:
            strip = over(strip, row.typed, Style(underline=True))
        return over(strip, row.under, Style(reverse=True)) if row.under is not None else strip
