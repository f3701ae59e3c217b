"""A text field of one line."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.domain.text import clean_line
from tui.present.glyphs import Glyphs
from tui.present.lines import cells, crop
from tui.present.spans import Span
from tui.theme import Look

LIMIT = 200


class Field(Widget, can_focus=True):
    """Letters type at the cursor, which stands still; keys that do not edit go on to the page."""

    class Changed(Message):
        """The text is another."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, look: Look, signs: Glyphs, prompt: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.look = look
        self.signs = signs
        self.prompt = prompt
        self.text = ""
        self.at = 0

    def set(self, text: str) -> None:
        """Replace the text, with the cursor behind it."""
        self.text, self.at = clean_line(text, LIMIT), len(text)
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        if self._edited(event):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self._insert(clean_line(event.text[:LIMIT], LIMIT))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def _edited(self, event: events.Key) -> bool:
        if event.is_printable and event.character:
            self._insert(clean_line(event.character))
            return True
        edit = {
            "backspace": lambda: self._replace(max(0, self.at - 1), self.at),
            "delete": lambda: self._replace(self.at, self.at + 1),
            "left": lambda: self._go(self.at - 1),
            "right": lambda: self._go(self.at + 1),
            "home": lambda: self._go(0),
            "end": lambda: self._go(len(self.text)),
        }.get(event.key)
        if edit is not None:
            edit()
        return edit is not None

    def _go(self, at: int) -> None:
        self.at = max(0, min(at, len(self.text)))
        self.refresh()

    def _insert(self, text: str) -> None:
        room = LIMIT - len(self.text)
        self._replace(self.at, self.at, text[: max(room, 0)])

    def _replace(self, start: int, end: int, text: str = "") -> None:
        before = self.text
        self.text = before[:start] + text + before[end:]
        self.at = start + len(text)
        self.refresh()
        if self.text != before:
            self.post_message(self.Changed(self.text))

    def render_line(self, y: int) -> Strip:
        if y:
            return Strip.blank(self.size.width, self.look.style(Span(""), "page"))
        width = self.size.width
        plain = self.look.field(cursor=False)
        head = f" {self.prompt} "
        room = max(1, width - cells(head) - 1)
        start = 0
        while self.has_focus and cells(self.text[start : self.at]) > room:
            start += 1
        shown = crop(self.text[start:], room)
        if not self.has_focus:
            return self._strip([Segment(head + shown, plain)], width)
        before, under, after = shown[: self.at - start], shown[self.at - start : self.at - start + 1], ""
        after = shown[len(before) + 1 :]
        cursor = Segment(under, self.look.field(cursor=True)) if under else Segment(self.signs.cursor, plain)
        return self._strip([Segment(head + before, plain), cursor, Segment(after, plain)], width)

    def _strip(self, segments: list[Segment], width: int) -> Strip:
        return Strip(segments).adjust_cell_length(width, self.look.field(cursor=False))
