"""What was done, line by line."""

from __future__ import annotations

from tui.domain.deed import Deed
from tui.present.lines import Cell, cut, fit, lay, length, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span, Token
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
    # a narrow page has no column for who did it
    lead = deed.who if named else "" if wide else deed.actor
    said = f"{name(lead)}: {name(deed.said)}" if lead else name(deed.said)
    text = 29 if wide else 19
    placed = [
        Cell(1, 1, (Span(paper.signs.broken if deed.undone else paper.signs.kept, "muted"),)),
        Cell(EDGE, 10, (Span(day_column(at, today), "muted"),)),
        Cell(14, 5, (Span(clock(deed.at, paper.zone), "muted"),)),
        Cell(20, 8, (Span(cut(name(deed.actor), 8, paper.signs.cut), "strong"),)) if wide else Cell(0, 0, ()),
    ]
    moved = "" if deed.undone else signed_points(deed.moved)
    back: Line = (Span("  taken back", "watch"),) if deed.undone else ()
    end = paper.width - (9 if moved else 2)
    shown = cut(said, max(end - text - length(back), 8), paper.signs.cut)
    placed.append(Cell(text, end - text, (Span(shown, "muted" if deed.undone else "text"), *back)))
    if moved:
        look: Token = "good" if moved.startswith("+") else "bad"
        placed.append(Cell(paper.width - 8, 6, (Span(moved, look),), right=True))
    return lay(paper.width, placed)


def nothing(paper: Paper) -> tuple[Line, ...]:
    """What the page says where nothing was done."""
    said: Line = (Span("   Nothing was done by hand here yet.", "title"),)
    more: Line = (Span("   What is logged, kept or put off from now on stands here.", "muted"),)
    return ((), fit(said, paper.width), fit(more, paper.width))
