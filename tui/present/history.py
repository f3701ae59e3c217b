"""What was done, line by line."""

from __future__ import annotations

from tui.domain.deed import Deed
from tui.present.lines import Cell, cut, lay, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.today import EDGE
from tui.present.told import signed_points
from tui.present.words import clock, day_column, local


def title(text: str, count: int | None, paper: Paper) -> Line:
    """Whose history, and how much of it."""
    told: Line = (Span(name(text), "title"), Span("  what was done", "muted"))
    number: Line = (Span(f"{count:,}", "muted"),) if count is not None else ()
    return lay(paper.width, (Cell(EDGE, paper.width - 14, told), Cell(paper.width - 10, 8, number, right=True)))


def deed_line(deed: Deed, paper: Paper, *, named: bool) -> Line:
    """When, by whom, what, and what it moved; what was taken back says so."""
    today, at = local(paper.now, paper.zone).date(), local(deed.at, paper.zone).date()
    wide = paper.width >= 72
    said = f"{name(deed.who)}: {name(deed.said)}" if named and deed.who else name(deed.said)
    text = 29 if wide else 19
    placed = [
        Cell(1, 1, (Span(paper.signs.broken if deed.undone else paper.signs.kept, "muted"),)),
        Cell(EDGE, 10, (Span(day_column(at, today), "muted"),)),
        Cell(14, 5, (Span(clock(deed.at, paper.zone), "muted"),)),
        Cell(20, 8, (Span(cut(name(deed.actor), 8, paper.signs.cut), "strong"),)) if wide else Cell(0, 0, ()),
    ]
    room = paper.width - text - 22
    told: Line = (Span(cut(said, max(room, 8), paper.signs.cut), "muted" if deed.undone else "text"),)
    if deed.undone:
        told = (*told, Span("  taken back", "watch"))
    placed.append(Cell(text, paper.width - text - 9, told))
    moved = signed_points(deed.moved)
    if moved and not deed.undone:
        placed.append(Cell(paper.width - 8, 6, (Span(moved, "good" if moved.startswith("+") else "bad"),), right=True))
    return lay(paper.width, placed)


def nothing(paper: Paper) -> tuple[Line, ...]:
    """What the page says where nothing was done."""
    said: Line = (Span("   Nothing was done by hand here yet.", "title"),)
    return ((), said, (Span("   What is logged, kept or put off from now on stands here.", "muted"),))
