"""The questions of Stop: what the process is, and what was answered so far."""

from __future__ import annotations

from tui.domain.audit import Audit
from tui.present.audit.answers import FACTS, fact
from tui.present.audit.asking import edge, said, so_far
from tui.present.audit.figures import amount, monthly
from tui.present.audit.frame import EDGE
from tui.present.lines import Cell, cut, lay, name, wrapped
from tui.present.paper import Paper
from tui.present.spans import Line, Span

LABELS = ("name", "starts", "often", "minutes", "who", "words")
LABEL = 9
INTRODUCTION = (
    "Stop, Think, Do, Redesign: one process takes about 30 minutes. "
    "All is saved as you go; leave when you like, and it goes on where you left."
)


def facts(audit: Audit, asked: str, handle: str, paper: Paper) -> tuple[Line, ...]:
    """All six facts in three rows of two, the one that is asked now marked."""
    half = (paper.width - EDGE) // 2
    rows = []
    for row in range(3):
        placed: list[Cell] = []
        for side, index in enumerate((row, row + 3)):
            at, which = EDGE + side * half, FACTS[index]
            room = half - LABEL - 2
            value = cut(value_of(audit, which, handle), room, paper.signs.cut)
            placed += (
                Cell(at, LABEL, (Span(LABELS[index], "muted"),)),
                Cell(at + LABEL, room, said(value, asked=which == asked, paper=paper)),
            )
        rows.append(lay(paper.width, placed))
    return so_far(tuple(rows), paper)


def value_of(audit: Audit, which: str, handle: str) -> str:
    """What is known of a fact, in words."""
    if which == "runs":
        return monthly(audit.runs) if audit.runs else ""
    if which == "minutes":
        return f"{amount(audit.minutes)} each time" if audit.minutes else ""
    return name(fact(audit, which, handle))


def introduction(paper: Paper, height: int) -> tuple[Line, ...]:
    """Under the first question of all: what is to come, and that one may stop at any time."""
    at = edge(paper)
    told = wrapped(INTRODUCTION, max(8, paper.width - at - EDGE))
    lines = [(), *(lay(paper.width, (Cell(at, len(one), (Span(one, "muted"),)),)) for one in told)]
    return tuple(lines[:height])


def below(reading: str, wrong: str, offer: str, key: str, paper: Paper, height: int) -> tuple[Line, ...]:
    """Under the field: how its text is read, or what is wrong about it and which reading a key takes."""
    at = edge(paper)
    room = paper.width - at - EDGE
    if not wrong:
        return (lay(paper.width, (Cell(at, room, (Span(cut(reading, room, paper.signs.cut), "muted"),)),)),)
    told = cut(wrong, room - 2, paper.signs.cut)
    lines: list[Line] = [(Span(f"{paper.signs.late} ", "watch"), Span(told, "watch"))]
    if offer:
        lines.append((Span("  "), Span(key, "key"), Span(f" takes {offer}", "muted")))
    return tuple(lay(paper.width, (Cell(at, room, line),)) for line in lines[:height])
