"""A text field of one line."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.present import cursor
from tui.present.glyphs import Glyphs
from tui.present.lines import cells, crop
from tui.present.spans import Span
from tui.theme import Look
from tui.widgets.entry import Entry

LIMIT = 200


class Field(Widget, can_focus=True):
    """Letters type at the cursor, which stands still; keys that do not edit go on to the page."""

    class Changed(Message):
        """The text is another."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(
        self,
        look: Look,
        signs: Glyphs,
        prompt: str,
        *,
        limit: int = LIMIT,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.look = look
        self.signs = signs
        self.prompt = prompt
        self.entry = Entry(limit=limit)
        self.hint = ""

    @property
    def text(self) -> str:
        """What is typed."""
        return self.entry.text

    def set(self, text: str) -> None:
        """Replace the text, with the cursor behind it."""
        self.entry.set(text)
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        before = self.text
        if self.entry.pressed(event.key, event.character):
            event.stop()
            event.prevent_default()
            self._edited(before)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        before = self.text
        self.entry.insert(event.text)
        self._edited(before)

    def _edited(self, before: str) -> None:
        self.refresh()
        if self.text != before:
            self.post_message(self.Changed(self.text))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def render_line(self, y: int) -> Strip:
        if y:
            return Strip.blank(self.size.width, self.look.style(Span(""), "page"))
        width = self.size.width
        plain = self.look.field(cursor=False)
        head = f" {self.prompt} "
        room = max(1, width - cells(head) - 1)
        text, at = self.text, self.entry.at
        if not self.has_focus:
            return self._strip([Segment(head + crop(text, room), plain)], width)
        start, behind = cursor.view(text, at, room + 1), cursor.after(text, at)
        under = text[at:behind]
        marked = Segment(under, self.look.field(cursor=True)) if under else Segment(self.signs.cursor, plain)
        rest = Segment(text[behind:], plain)
        if self.hint and not text:
            rest = Segment(f" {crop(self.hint, room - 1)}", self.look.style(Span("", "muted"), "panel"))
        return self._strip([Segment(head + text[start:at], plain), marked, rest], width)

    def _strip(self, segments: list[Segment], width: int) -> Strip:
        return Strip(segments).adjust_cell_length(width, self.look.field(cursor=False))
