"""Turning lines into strips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.present.lines import padded
from tui.present.spans import Line
from tui.theme import Ground, Look

if TYPE_CHECKING:
    from tui.present.fieldlines import Cells


def paint(line: Line, width: int, look: Look, ground: Ground = "page") -> Strip:
    """A line at exactly `width` cells in the colours of the look."""
    spans = padded(line, width)
    return Strip([Segment(span.text, look.style(span, ground)) for span in spans if span.text], width)


def over(strip: Strip, where: Cells, style: Style) -> Strip:
    """The strip with a style laid over some of its cells."""
    start, width = where
    end = min(start + width, strip.cell_length)
    before, marked, after = strip.crop(0, start), strip.crop(start, end), strip.crop(end)
    return Strip.join([before, marked.apply_style(style), after])
