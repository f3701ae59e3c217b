"""What stands around every page: the page bar, the footer, errors and what just happened."""

from __future__ import annotations

from collections.abc import Sequence

from tui.domain.problem import Problem
from tui.present.lines import Cell, cells, cut, fit, lay, name, prose, rule, wrapped
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import clock


def page_bar(pages: Sequence[tuple[str, str]], active: int, handle: str, paper: Paper) -> Line:
    """Keys and names of the pages, the active one marked, and who sits here."""
    width = paper.width
    spans: list[Span] = [Span(" ")]
    for index, (key, label) in enumerate(pages):
        if index == active:
            spans += (Span(key, "accent", bold=True), Span(f" {label} ", "page"), Span(" "))
        else:
            spans.append(Span(f"{key} {label}  " if width >= 72 else f"{key}  ", "muted"))
    who = cut(name(handle), 24, paper.signs.cut)
    at = width - 1 - cells(who)
    return lay(width, (Cell(0, width, tuple(spans)), Cell(at, cells(who), (Span(who, "muted"),))))


def footer(keys: Sequence[tuple[str, str]], width: int, stay: int = 1) -> Line:
    """Keys and what they do, as many as fit; the last ones, `stay` of them (help), go last of all."""
    gap = 3 if width >= 50 else 2
    shown = list(keys)
    while len(shown) > stay and sum(cells(f"{key} {label}") + gap for key, label in shown) > width:
        shown.pop(-1 - stay)
    spans: list[Span] = [Span(" ")]
    for key, label in shown:
        spans += (Span(key, "key"), Span(f" {label}{' ' * gap}", "muted"))
    return fit(spans, width)


def error(problem: Problem, key: str, paper: Paper, height: int) -> tuple[Line, ...]:
    """The strip when something could not be read: what, what is safe, the key to try again."""
    signs = paper.signs
    title: Line = (Span(f"{signs.broken} ", "bad"), Span("That could not be read", "title"))
    head = rule(title, (Span(clock(paper.now, paper.zone), "muted"),), paper.width, signs.light)
    room = max(8, paper.width - 6)
    told = [(Span(f"   {text}", "bad"),) for text in wrapped(prose(problem.what), room)[:2]]
    told += [(Span(f"   {text}"),) for text in wrapped(prose(problem.remedy), room)[: 2 if problem.remedy else 0]]
    safe = (Span("   What you see is as it was; nothing is lost.", "muted"),)
    again = (Span("   "), Span(key, "key"), Span(" tries again", "muted"))
    body = (*told, safe, again) if len(told) + 2 < height else (*told[: max(1, height - 2)], again)
    return (head, *(fit(line, paper.width) for line in body[: height - 1]))


def loading(number: int | None, width: int) -> tuple[Line, ...]:
    """The one muted line while something is read."""
    what = f"{number:,} relationships" if number is not None else ""
    told = f"   Reading {what}. Keys already work." if what else "   Reading. Keys already work."
    return ((), fit((Span(told, "muted"),), width))


def note(text: str, width: int) -> Line:
    """One muted line in the status line."""
    return fit((Span(f"   {name(text)}", "muted"),), width)
