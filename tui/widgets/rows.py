"""A list of lines of which one is selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tui.present.glyphs import Glyphs
from tui.present.lines import signed
from tui.present.spans import Line, Span
from tui.theme import Ground, Look
from tui.widgets.paint import paint
from tui.widgets.staying import stays

REST = 0.15


class Rows(Widget):
    """Draws items as they come into view; a move repaints two lines.

    An item of which `key` is None cannot be selected; None in the place of an item is one that is not read yet.
    """

    class Rested(Message):
        """The cursor has stood still for a moment, or the list is another."""

        def __init__(self, rows: Rows) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> Rows:
            return self.rows

    class Opened(Rested):
        """The selected row was clicked."""

    class Wanted(Message):
        """Lines `first` to `last` came into view and some are not read yet."""

        def __init__(self, first: int, last: int) -> None:
            super().__init__()
            self.first = first
            self.last = last

    def __init__(self, look: Look, signs: Glyphs, *, ground: Ground = "page", id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.look = look
        self.ground = ground
        self.signs = signs
        self.items: Sequence[object | None] = ()
        self.cursor = 0
        self.active = True
        self.top = 0
        self._draw: Callable[[Any, int], Line] = lambda _item, _width: ()
        self._key: Callable[[Any], str | None] = lambda _item: None
        self._caption: Callable[[Any], object | None] | None = None
        self._rest: Timer | None = None
        self._painted: dict[int, tuple[Line, Ground]] = {}

    def show(
        self,
        items: Sequence[object | None],
        draw: Callable[[Any, int], Line],
        key: Callable[[Any], str | None],
        *,
        caption: Callable[[Any], object | None] | None = None,
    ) -> None:
        """Show these items with the cursor on the row where it stood, as far down as it was.

        `caption` gives what an item shows at the top while its group is scrolled past it, None for no caption.
        """
        stood, keys = self.cursor, self._keys() if self.key else []
        self.items, self._draw, self._key, self._caption = items, draw, key, caption
        self.cursor = self._nearest(stays(keys, stood, self._keys()))
        if self.top and keys:  # as far down as it stood, whatever came or went above
            self.top = max(0, self.top + self.cursor - stood)
        self._scroll(reading=self._reading())
        for y in range(self.size.height):
            if self._composed(y) != self._painted.get(y):
                self.refresh(Region(0, y, self.size.width, 1))
        self._rests_soon(0.001)

    def _keys(self) -> list[str | None]:
        return [None if item is None else self._key(item) for item in self.items]

    def _find(self, key: str) -> int | None:
        keys = self._keys()
        return keys.index(key) if key in keys else None

    @property
    def current(self) -> object | None:
        """The selected item."""
        item = self.items[self.cursor] if 0 <= self.cursor < len(self.items) else None
        return item if item is not None and self._key(item) is not None else None

    @property
    def key(self) -> str | None:
        """The key of the selected item."""
        item = self.current
        return None if item is None else self._key(item)

    def move(self, by: int) -> None:
        """Move by so many rows, or to the last one in that direction."""
        index, step = self.cursor, 1 if by > 0 else -1
        if self._read_on(by):
            return
        for _ in range(abs(by)):
            following = self._selectable(index + step, step)
            if following is None:
                break
            index = following
        self.select(index)

    def page(self, share: float) -> None:
        """Move by a share of the lines in view."""
        by = round(max(1, self.size.height - 1) * share)
        if not self._read_on(by):
            self.select(self._nearest(self.cursor + by))

    def first(self) -> None:
        """Move to the first row."""
        self.select(self._nearest(0))

    def last(self) -> None:
        """Move to the last row."""
        self.select(self._nearest(len(self.items) - 1))

    def select(self, index: int) -> None:
        """Put the cursor on a line."""
        if index == self.cursor:
            if self.top > index:
                self.top = index
                self.refresh()
            return
        before, top, self.cursor = self.cursor, self.top, index
        self._scroll()
        if top != self.top:
            self.refresh()
        else:
            self._refresh_line(before)
            self._refresh_line(index)
        self._rests_soon(REST)

    def select_key(self, *keys: str) -> None:
        """Put the cursor on the row of the first of these keys that is here."""
        found = next((index for index in map(self._find, keys) if index is not None), None)
        if found is not None:
            self.select(found)

    def reveal(self) -> None:
        """Bring what stands open under the selected row into view, as much of it as fits."""
        height = max(1, self.size.height)
        above = 1 if self._stuck(self.cursor) is not None else 0
        needed = self._end() - height + (0 if self._end() >= len(self.items) else 1)
        self.top = max(0, min(max(self.top, needed), self.cursor - above))
        self.refresh()

    def _end(self) -> int:
        """The line behind the last one that belongs to the selected row."""
        following = self._selectable(self.cursor + 1, 1)
        return len(self.items) if following is None else following

    def _read_on(self, by: int) -> bool:
        """Scroll inside a text that is longer than the view, where moving would leap over lines not seen."""
        end, room = self._end(), max(1, self.size.height - 1)
        if end - self.cursor <= room:
            return False
        furthest = end - room - (1 if end >= len(self.items) else 0)
        top = min(furthest, self.top + by) if by > 0 else max(self.cursor, self.top + by)
        if top <= self.top if by > 0 else top >= self.top:
            return False
        self.top = top
        self.refresh()
        self._want()
        return True

    def activate(self, active: bool) -> None:
        """Show the cursor or hide it."""
        if active != self.active:
            self.active = active
            self._refresh_line(self.cursor)

    def _refresh_line(self, index: int) -> None:
        y = index - self.top
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _can_hold(self, index: int) -> bool:
        if not 0 <= index < len(self.items):
            return False
        item = self.items[index]
        return item is None or self._key(item) is not None

    def _selectable(self, index: int, step: int) -> int | None:
        while 0 <= index < len(self.items):
            if self._can_hold(index):
                return index
            index += step
        return None

    def _nearest(self, index: int) -> int:
        index = max(0, min(index, len(self.items) - 1))
        after = self._selectable(index, 1)
        return after if after is not None else self._selectable(index, -1) or 0

    def _scroll(self, *, reading: bool = False) -> None:
        """Bring the cursor into view by half pages, so that a held key seldom repaints everything.

        Whoever is `reading` a long text under the selected row stays where they read.
        """
        height, size = max(1, self.size.height), len(self.items)
        room = height if size - self.top <= height else height - 1
        above = 1 if self._stuck(self.top) is not None else 0
        hidden = self.cursor < self.top + above and not reading
        if hidden or self.cursor >= self.top + max(1, room):
            self.top = self.cursor - height // 2
        self.top = max(0, min(self.top, size - height))
        if self._selectable(self.top - 1, -1) is None and self.cursor < height - 1:
            self.top = 0
        self._want()

    def _reading(self) -> bool:
        """Whether the view stands inside the text under the selected row."""
        end = self._end()
        return self.cursor < self.top < end and end - self.cursor >= self.size.height

    def _stuck(self, top: int) -> object | None:
        """The caption that stands in for the line at the top, so that a row there is never without its group."""
        if self._caption is None or self.size.height < 3 or top < 1 or not self._can_hold(top):
            return None
        above = (self.items[index] for index in range(top - 1, -1, -1))
        captions = (self._caption(item) for item in above if item is not None)
        return next((caption for caption in captions if caption is not None), None)

    def _want(self) -> None:
        last = min(len(self.items), self.top + max(1, self.size.height) + 20)
        if any(item is None for item in self.items[self.top : last]):
            self.post_message(self.Wanted(self.top, last - 1))

    def _rests_soon(self, delay: float) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(delay, lambda: self.post_message(self.Rested(self)) and None)

    def on_resize(self) -> None:
        self._scroll(reading=self._reading())
        self.refresh()

    def on_mouse_scroll_down(self) -> None:
        self.move(3)

    def on_mouse_scroll_up(self) -> None:
        self.move(-3)

    def on_click(self, event: events.Click) -> None:
        index = self.top + event.y
        if not self._can_hold(index) or (event.y == 0 and self._stuck(self.top) is not None):
            return
        if index == self.cursor:
            self.post_message(self.Opened(self))
        else:
            self.select(index)

    def render_line(self, y: int) -> Strip:
        line, ground = self._painted[y] = self._composed(y)
        return paint(line, self.size.width, self.look, ground)

    def _composed(self, y: int) -> tuple[Line, Ground]:
        """One line of the view and what it stands on."""
        width, height = self.size
        index = self.top + y
        behind = self.screen.has_class("-behind")
        plain: Ground = "behind" if behind else self.ground
        below = len(self.items) - index
        if y == height - 1 and below > 1 and height > 1:
            return (Span("   "), Span(f"{self._rows_from(index):,} more below", "muted")), plain
        if below < 1:
            return (), plain
        stuck = self._stuck(self.top) if y == 0 else None
        item = self.items[index] if stuck is None else stuck
        line: Line = (Span("   "), Span(self.signs.gap, "faint")) if item is None else self._draw(item, width)
        selected = index == self.cursor and self.active and self._can_hold(index) and stuck is None
        ground: Ground = "selected" if selected and not behind else plain
        mark = ">" if self.look.reverses else self.signs.bar
        return signed(line, 0, Span(mark, "accent")) if ground == "selected" else line, ground

    def _rows_from(self, index: int) -> int:
        size = len(self.items)
        if size - index > 400:
            return size - index - (0 if self._can_hold(size - 1) else 1)
        return sum(1 for below in range(index, size) if self._can_hold(below))
