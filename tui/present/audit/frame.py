"""What stands around every page of the wizard: the bar, the stages, the rule over the strip and its keys."""

from __future__ import annotations

from collections.abc import Sequence

from tui.present.lines import Cell, cells, cut, fit, lay, length, name, padded, prose, wrapped
from tui.present.paper import Paper
from tui.present.spans import Line, Span, Token

STAGES = ("Stop", "Think", "Do", "Redesign")
SAVED = "saved as you go"
EDGE = 3
BLOCK = 24
"""Where the block of a question begins on a wide page."""


def bar(key: str, process: str, state: str, paper: Paper, beside: str = "") -> Line:
    """Which audit it is, and whether it is saved, or else who has it open `beside`."""
    lead: Line = (Span(" "), Span(key, "accent", bold=True), Span(" Audit  ", "muted"))
    token: Token = "muted"
    if beside and state == SAVED:
        state, token = beside, "watch"
    at = paper.width - 1 - cells(state)
    room = max(1, at - length(lead) - 2)
    title = Span(cut(name(process) or "a new one", room, paper.signs.cut), "title")
    return lay(
        paper.width, (Cell(0, at, (*lead, title)), Cell(at, cells(state), (Span(state, token),)))
    )


def stages(active: int, note: Line, paper: Paper) -> Line:
    """Where in the wizard one is, and `note` at the right where there is room for it."""
    joint = paper.signs.light * (3 if paper.width >= 72 else 1)
    spans: list[Span] = [Span("   ")]
    for index, label in enumerate(STAGES):
        if index:
            spans.append(Span(f" {joint} ", "faint"))
        spans += _stage(index - active, label, paper)
    used, wanted = length(spans), length(note)
    if used + 2 + wanted > paper.width - 1:
        return padded(spans, paper.width)
    at = max(used + 2, paper.width - EDGE - wanted)
    return lay(paper.width, (Cell(0, used, tuple(spans)), Cell(at, wanted, note)))


def _stage(ahead: int, label: str, paper: Paper) -> Line:
    """A stage that is done, the one in view or one that comes, by how far ahead it is."""
    signs = paper.signs
    if ahead < 0:
        return (Span(signs.kept, "good"), Span(f" {label}"))
    if ahead == 0:
        return (Span(signs.today, "accent"), Span(" "), Span(label, "title"))
    return (Span(f"{signs.coming} {label}", "muted"),)


def plain_rule(paper: Paper) -> Line:
    """A rule without a label."""
    return (Span(paper.signs.light * paper.width, "faint"),)


def key_lines(named: Sequence[tuple[str, str]], width: int, most: int) -> tuple[Line, ...]:
    """Keys and what they do from the left edge, in as many lines as they need."""
    gap = 3 if width >= 72 else 2
    lines: list[list[Span]] = []
    for key, label in named:
        if not lines or length(lines[-1]) + cells(f"{key} {label}") > width - 1:
            lines.append([Span("   ")])
        lines[-1] += (Span(key, "key"), Span(f" {label}{' ' * gap}", "muted"))
    return tuple(fit(line, width) for line in lines[:most])


def wrong(problem: str, paper: Paper, height: int) -> tuple[Line, ...]:
    """What is wrong about what is typed, and what to write."""
    told = wrapped(prose(problem), max(8, paper.width - EDGE - 4))[:height]
    signs = (Span(f"   {paper.signs.late} ", "watch"), Span("     "))
    return tuple((signs[min(row, 1)], Span(text, "watch")) for row, text in enumerate(told))
