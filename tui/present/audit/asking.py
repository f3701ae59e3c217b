"""One question of the wizard, in the middle of its page."""

from __future__ import annotations

from collections.abc import Sequence

from tui.present.audit.frame import BLOCK, EDGE
from tui.present.audit.questions import Asking
from tui.present.lines import Cell, cut, lay, rule, wrapped
from tui.present.paper import Paper
from tui.present.spans import Line, Span

TOP = 4


def edge(paper: Paper) -> int:
    """Where the question begins."""
    return BLOCK if paper.wide else EDGE


def indent(paper: Paper) -> str:
    """What stands before a field, so that its text begins where the question does."""
    return " " * (edge(paper) - 2)


def question(asking: Asking, under: Sequence[Line], paper: Paper, height: int) -> tuple[Line, ...]:
    """The question, `under` for which step it is, a sentence of help and an example, in so many lines."""
    at = edge(paper)
    room = max(8, paper.width - at - EDGE)

    def lines(text: str, *, bold: bool = False, muted: bool = False) -> list[Line]:
        return [(Span(one, "title" if bold else "muted" if muted else "text"),) for one in wrapped(text, room)]

    head = lines(asking.title, bold=True)
    told = [*lines(asking.help), *lines(f"Example: {asking.example}", muted=True)]
    between = list(under)
    if len(head) + len(between) + len(told) < height:
        between.append(())
    shown = [*[()] * (TOP if paper.tall else 0), *head, *between, *told]
    return tuple(lay(paper.width, (Cell(at, room, line),)) for line in shown[:height])


def step_under(count: int, of: int, text: str, paper: Paper) -> tuple[Line, ...]:
    """Which step is asked about, in two lines where it is long and there is room for them."""
    lead = f"step {count} of {of}  "
    room = max(8, paper.width - edge(paper) - EDGE - len(lead))
    first, *more = wrapped(text, room) if paper.width >= 72 else [text]
    begun: Line = (Span(lead, "muted"), Span(cut(first, room, paper.signs.cut), "strong"))
    rest = cut(" ".join(more), room, paper.signs.cut)
    return (begun, (Span(" " * len(lead)), Span(rest, "strong"))) if rest else (begun,)


def count_note(count: int, of: int, paper: Paper) -> Line:
    """Which question it is of how many."""
    lead = "question " if paper.width >= 72 else ""
    return (Span(lead, "muted"), Span(str(count), "title"), Span(f" of {of}", "muted"))


def so_far(rows: tuple[Line, ...], paper: Paper) -> tuple[Line, ...]:
    """The rule over what was answered so far, and the answers."""
    return (rule((Span("so far", "muted"),), (), paper.width, paper.signs.light), *rows)


def said(value: str, *, asked: bool, paper: Paper) -> Line:
    """What was answered, the sign for what is asked now or the one for nothing yet."""
    if value:
        return (Span(value, "strong" if asked else "text"),)
    return (Span("?", "accent", bold=True),) if asked else (Span(paper.signs.nothing, "faint"),)
