"""Turning lines into strips."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip

from tui.present.lines import padded
from tui.present.spans import Line
from tui.theme import Ground, Look


def paint(line: Line, width: int, look: Look, ground: Ground = "page") -> Strip:
    """A line at exactly `width` cells in the colours of the look."""
    spans = padded(line, width)
    return Strip([Segment(span.text, look.style(span, ground)) for span in spans], width)
