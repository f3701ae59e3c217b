"""The page of a process's steps as they really are."""

from __future__ import annotations

from collections.abc import Sequence

from tui.domain.audit import Audit, Step, minutes_each
from tui.domain.text import clean_line
from tui.present.audit.cells import Column, row_line, typed_row
from tui.present.audit.figures import amount, monthly
from tui.present.audit.frame import EDGE
from tui.present.fieldlines import Row
from tui.present.lines import Cell, cells, cut, lay, name, wrapped
from tui.present.paper import Paper
from tui.present.spans import Line, Span

TEXT = 5
MIN = 4
HINTS = ("what happens", "who", "", "if anything")
TOLD = "One line a step: what is done, by whom, how long, what goes wrong."
TOLD_PARTS = (
    "What is done, in a few words.",
    "Who does it: {team}, tool, outside, or any name.",
    "How many minutes each time, such as 6 or 1 h 20. Empty where nobody knows.",
    "What goes wrong here, if anything does.",
)
TEXT_PART, WHO_PART, MINUTES_PART, WRONG_PART = range(4)


def columns(width: int) -> tuple[Column, Column, Column, Column]:
    """Where what happens, who, minutes and what goes wrong stand; there is no room for the last below 72."""
    if width < 72:
        who, end, wrong = width - 20, width - 8, 0
    elif width < 118:
        who, end, wrong = width - 30, width - 19, width - 17
    else:
        who, end, wrong = width - 53, width - 33, width - 31
    return (
        Column(TEXT, who - TEXT - 1, "strong", hint=HINTS[0]),
        Column(who, end - MIN - who, hint=HINTS[1]),
        Column(end - MIN, MIN, right=True),
        Column(wrong, width - wrong - 1 if wrong else 0, "watch", hint=HINTS[3]),
    )


def captions(paper: Paper) -> Line:
    """What stands over the columns."""
    muted = [Column(one.at, one.width, "muted", one.right) for one in columns(paper.width)]
    return row_line(muted, ("what happens", "who", "min", "what goes wrong"), (), paper)


def texts(step: Step, handle: str) -> tuple[str, str, str, str]:
    """What the parts of a step say; `handle` is one's own."""
    return step.text, who_said(step.who, handle), exact(step.minutes), step.wrong


def exact(value: float | None) -> str:
    """A number as it is typed: "6", "7.25"; "" for none."""
    return "" if value is None else f"{value:.17g}" if value != float(f"{value:.10g}") else f"{value:.10g}"


def who_said(who: str, handle: str) -> str:
    """Who does it, "me" for oneself."""
    return "me" if who == handle else who


def who_meant(text: str, handle: str) -> str:
    """Who is meant by what was typed."""
    said = " ".join(text.split())
    return handle if said.casefold() == "me" else said


def step_line(count: int, step: Step, handle: str, paper: Paper) -> Line:
    """A step; `count` is which one it is."""
    return row_line(columns(paper.width), texts(step, handle), (_count(count),), paper)


def typed_step(count: int, said: Sequence[str], part: int, cursor: int, paper: Paper) -> Row:
    """A step while a part of it is typed; where there is no column for what goes wrong, it takes the whole row."""
    shown = list(columns(paper.width))
    if part == WRONG_PART and not shown[part].width:
        shown[part] = Column(TEXT, paper.width - TEXT - 1, "watch", hint="what goes wrong")
    return typed_row(shown, said, part, cursor, (_count(count),), paper)


def _count(count: int) -> Cell:
    return Cell(1, 2 if count < 100 else 3, (Span(str(count), "muted"),), right=True)


def add_line(key: str, *, first: bool, paper: Paper) -> Line:
    """The row that says how the next step is added."""
    if first:
        said: Line = (Span("What happens first? ", "strong"), Span(key, "key"), Span(" adds it.", "muted"))
        return lay(paper.width, (Cell(TEXT, paper.width - TEXT, said),))
    label = (Span("add the next step", "muted"),)
    return lay(paper.width, (Cell(2, 2, (Span(key, "key"),)), Cell(TEXT, paper.width - TEXT, label)))


def totals(audit: Audit, paper: Paper) -> tuple[Line, ...]:
    """Minutes each time and hours a month."""
    if not audit.steps:
        return ()
    each = minutes_each(audit)
    lines = [_total("each time", amount(each), "min", paper)]
    if audit.runs:
        lines.append(_total(monthly(audit.runs), f"{audit.runs * each / 60:,.1f}", "hours", paper))
    return ((), *lines)


def _total(label: str, value: str, unit: str, paper: Paper) -> Line:
    _, _, minutes, wrong = columns(paper.width)
    end = minutes.at + minutes.width
    at = wrong.at if wrong.width else end + 1
    return lay(
        paper.width,
        (
            Cell(TEXT, minutes.at - TEXT - 6, (Span(label, "muted"),)),
            Cell(end - 12, 12, (Span(value, "strong", bold=True),), right=True),
            Cell(at, paper.width - at, (Span(unit, "muted"),)),
        ),
    )


def note(count: int, paper: Paper) -> Line:
    """How many steps there are."""
    if paper.width < 72:
        return (Span(str(count), "title"), Span(" step" if count == 1 else " steps", "muted")) if count else ()
    if not count:
        return (Span("its steps as they really are", "muted"),)
    said = " step as it really is" if count == 1 else " steps as they really are"
    return (Span("its ", "muted"), Span(str(count), "title"), Span(said, "muted"))


def whole(step: Step | None, handle: str, paper: Paper, height: int) -> tuple[Line, ...]:
    """What of the selected step does not fit into its columns, in at most so many lines."""
    hidden = _hidden(step, handle, paper) if step else ""
    if not hidden:
        return ()
    return tuple((Span(f"   {line}"),) for line in wrapped(hidden, max(8, paper.width - 2 * EDGE))[:height])


def told(paper: Paper) -> Line:
    """What a step is."""
    return _muted(TOLD, paper)


def told_part(part: int, team: Sequence[str], paper: Paper) -> Line:
    """What a part of a step is, while it is typed; `team` are the teammates' handles, one's own first."""
    return _muted(TOLD_PARTS[part].format(team=", ".join(("me", *map(name, team[1:])))), paper)


def _muted(text: str, paper: Paper) -> Line:
    return (Span(f"   {cut(text, paper.width - EDGE, paper.signs.cut)}", "muted"),)


def _hidden(step: Step, handle: str, paper: Paper) -> str:
    """What has no column first, then what is cut."""
    parts = sorted(zip(columns(paper.width), texts(step, handle), strict=True), key=lambda part: part[0].width > 0)
    return "; ".join(clean_line(text) for column, text in parts if cells(name(text)) > column.width)
