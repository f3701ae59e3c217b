"""Lines to choose from: what a field may hold, and what can be done with a row."""

from __future__ import annotations

from tui.keys import Action
from tui.present.form import Choice
from tui.present.glyphs import Glyphs
from tui.present.lines import Cell, cells, cut, lay, name
from tui.present.spans import Line, Span

MARGIN = 3
KEY = 9
LABEL = 20


def choice_line(choice: Choice, signs: Glyphs, width: int) -> Line:
    """What would be chosen, and what tells it from the others at the right."""
    edge = width - MARGIN
    shown = cut(name(choice.shown), max(1, edge - MARGIN), signs.cut)
    more = name(choice.more)
    room = edge - MARGIN - cells(shown) - 2
    right = cut(more, room, signs.cut) if room > 0 else ""
    placed = (
        Cell(MARGIN, edge - MARGIN, (Span(shown, "strong"),)),
        Cell(edge - cells(right), cells(right), (Span(right, "muted"),)),
    )
    return lay(width, placed)


def action_line(action: Action, key: str, signs: Glyphs, width: int) -> Line:
    """The key of an action, its name and what it does."""
    told = action.help if action.help != action.label else ""
    at = MARGIN + KEY
    more = max(0, width - at - LABEL - MARGIN)
    placed = (
        Cell(MARGIN, KEY - 1, (Span(key, "key"),)),
        Cell(at, LABEL - 1, (Span(cut(action.label, LABEL - 1, signs.cut), "strong"),)),
        Cell(at + LABEL, more, (Span(cut(told, more, signs.cut), "muted"),)),
    )
    return lay(width, placed)


def block_title(text: str, signs: Glyphs, width: int) -> tuple[Line, ...]:
    """The title of a block with a blank line on either side."""
    room = max(1, width - 2 * MARGIN)
    return ((), lay(width, (Cell(MARGIN, room, (Span(cut(name(text), room, signs.cut), "title"),)),)), ())
