"""A few lines that a function draws for any size."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.present.spans import Line
from tui.theme import Ground, Look
from tui.widgets.paint import paint

Draw = Callable[[int, int], Sequence[Line]]


class Drawn(Widget):
    """Shows what its function draws for its width and height; repaints only the lines that differ."""

    def __init__(self, look: Look, *, ground: Ground = "page", id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.look = look
        self.ground = ground
        self._draw: Draw = _nothing
        self._lines: tuple[Line, ...] = ()

    def show(self, draw: Draw) -> None:
        """Draw with this function from now on."""
        self._draw = draw
        self.redraw()

    def clear(self) -> None:
        """Show nothing."""
        self.show(_nothing)

    def redraw(self) -> None:
        """Draw again and repaint what came out differently."""
        width, height = self.size
        before, self._lines = self._lines, tuple(self._draw(width, height)) if width and height else ()
        for y in range(height):
            if _at(before, y) != _at(self._lines, y):
                self.refresh(Region(0, y, width, 1))

    def on_resize(self) -> None:
        self.redraw()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        ground: Ground = "behind" if self.screen.has_class("-behind") else self.ground
        return paint(_at(self._lines, y), self.size.width, self.look, ground)

    @property
    def text(self) -> str:
        """The bare text of every line."""
        return "\n".join("".join(span.text for span in line) for line in self._lines)


def _nothing(_width: int, _height: int) -> Sequence[Line]:
    return ()


def _at(lines: Sequence[Line], y: int) -> Line:
    return lines[y] if 0 <= y < len(lines) else ()
