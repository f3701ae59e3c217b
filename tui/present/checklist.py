"""A process run by its checklist: what is done, by whom, how long it was hoped to take and how long it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.domain.audit import TOOL, Audit, Mark, Run
from tui.domain.model import Seconds
from tui.domain.redesign import NewStep
from tui.domain.running import by_tool, left, mark_of, took
from tui.present.audit.figures import amount
from tui.present.lines import Cell, bar, cells, cut, fit, lay, length, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.today import EDGE, Note

TEXT = 6
"""Where the text of a step begins: its number and its sign stand before it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A step with its number among today's steps, and what is noted about it."""

    number: int
    new: NewStep
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns stand: `who` a left edge, 0 where it is left out, the others right ones."""

    hoped: int
    took: int
    who: int = 0


def columns(paper: Paper) -> Columns:
    """Drop order: who."""
    width = paper.width
    if width >= 118:
        return Columns(width - 33, width - 20, width - 53)
    if width >= 56:
        return Columns(width - 12, width - 3, width - 31)
    return Columns(width - 11, width - 2)


def rows(audit: Audit, steps: Sequence[NewStep], run: Run) -> tuple[Row, ...]:
    """The steps in order, numbered as in the audit."""
    numbers = {step.key: number for number, step in enumerate(audit.steps, 1)}
    return tuple(Row(numbers.get(new.step.key, 1), new, mark_of(run, new.step.key)) for new in steps)


def spaced(rows: Sequence[Row]) -> tuple[Row | Note, ...]:
    """The rows with a blank line between them."""
    return tuple(item for row in rows for item in (Note(), row))[1:]


def line(item: Row | Note, me: str, paper: Paper) -> Line:
    """Any line of the list."""
    return row_line(item, me, paper) if isinstance(item, Row) else ()


def page_bar(key: str, process: str, state: str, paper: Paper) -> Line:
    """Which process is run, and whether it is saved."""
    lead: Line = (Span(" "), Span(key, "accent", bold=True), Span(" Run  ", "muted"))
    at = paper.width - 1 - cells(state)
    title = Span(cut(name(process), max(1, at - length(lead) - 2), paper.signs.cut), "title")
    return lay(paper.width, (Cell(0, at, (*lead, title)), Cell(at, cells(state), (Span(state, "muted"),))))


def head(steps: Sequence[NewStep], run: Run, paper: Paper) -> Line:
    """How far it is: a bar, how many steps, and how long it took so far of what was hoped."""
    to_do = [new for new in steps if not by_tool(new)]
    done = len(to_do) - len(left(run, steps))
    hoped = f"of {amount(_together(steps))} min hoped" if _together(steps) else "so far"
    told: Line = (
        Span(str(done), "title"),
        Span(" of ", "muted"),
        Span(str(len(to_do)), "title"),
        Span(f"   {span_of(took(run))} {hoped}", "muted"),
    )
    end = paper.width - 3
    at = end - length(told)
    share = done / len(to_do) if to_do else 1.0
    room = max(0, at - EDGE - 3)
    drawn = bar(share, room, paper.signs.heavy, paper.signs.light, "good" if share >= 1 else "accent")
    return lay(paper.width, (Cell(EDGE, room, drawn), Cell(at, length(told), told)))


def captions(paper: Paper) -> Line:
    """What the columns are."""
    at = columns(paper)
    placed = [Cell(TEXT, 14, (Span("what is done", "muted"),))]
    if at.who:
        placed.append(Cell(at.who, 3, (Span("who", "muted"),)))
    placed.append(Cell(at.hoped - 5, 5, (Span("hoped", "muted"),)))
    placed.append(Cell(at.took - 4, 4, (Span("took", "muted"),)))
    return lay(paper.width, placed)


def row_line(row: Row, me: str, paper: Paper) -> Line:
    """Its number, its sign, what is done, who does it, how long it was hoped to take and took."""
    at, signs, mark = columns(paper), paper.signs, row.mark
    end = (at.who or at.hoped - 6) - 2
    text = name(row.new.text) or "no text"
    room = end - TEXT
    said: Line = (Span(cut(text, room, signs.cut), "strong" if mark is None and not by_tool(row.new) else "muted"),)
    if mark is not None and mark.skipped:
        why = f" skipped: {name(mark.why)}"
        kept = cut(text, max(8, room - cells(why)), signs.cut)
        said = (Span(kept, "muted"), Span(cut(why, room - cells(kept), signs.cut), "watch"))
    placed = [
        Cell(0, 3, (Span(str(row.number), "muted"),), right=True),
        Cell(4, 1, (sign(row, paper),)),
        Cell(TEXT, room, said),
    ]
    if at.who:
        who = "me" if row.new.who == me else name(row.new.who)
        wide = at.hoped - 6 - at.who - 1
        placed.append(Cell(at.who, wide, (Span(cut(who, wide, signs.cut), "text" if who != TOOL else "muted"),)))
    placed.append(Cell(at.hoped - 6, 6, (_hoped(row, paper),), right=True))
    placed.append(Cell(at.took - 7, 7, (_took(row, paper),), right=True))
    return lay(paper.width, placed)


def sign(row: Row, paper: Paper) -> Span:
    """Ticked, skipped, done by a tool, or still to do."""
    if row.mark is not None:
        return Span(paper.signs.unmeasured, "watch") if row.mark.skipped else Span(paper.signs.kept, "good")
    return Span(paper.signs.tool, "accent") if by_tool(row.new) else Span(paper.signs.coming, "muted")


def _hoped(row: Row, paper: Paper) -> Span:
    expected = _expected(row.new)
    return Span(paper.signs.nothing, "faint") if expected is None else Span(f"{amount(expected)} min", "muted")


def _expected(new: NewStep) -> float | None:
    """The minutes that a step is hoped to take, None where nobody said any."""
    said = new.treatment == "automate" or new.step.minutes is not None or new.step.new_minutes is not None
    return new.minutes if said else None


def _together(steps: Sequence[NewStep]) -> float:
    return sum(new.minutes or 0.0 for new in steps)


def _took(row: Row, paper: Paper) -> Span:
    if row.mark is None:
        return Span(paper.signs.nothing, "faint")
    expected = _expected(row.new)
    late = not row.mark.skipped and expected is not None and row.mark.seconds > 60 * expected + 30
    return Span(span_of(row.mark.seconds), "watch" if late else "text")


def span_of(seconds: Seconds) -> str:
    """How long something took: "40 s", "31 min"."""
    return f"{seconds} s" if seconds < 60 else f"{round(seconds / 60):,} min"


def total_line(steps: Sequence[NewStep], run: Run, paper: Paper) -> Line:
    """What all steps together were hoped to take and took."""
    at = columns(paper)
    hoped = f"{amount(_together(steps))} min" if _together(steps) else paper.signs.nothing
    return lay(
        paper.width,
        (
            Cell(TEXT, 20, (Span("together", "muted"),)),
            Cell(at.hoped - 9, 9, (Span(hoped, "title"),), right=True),
            Cell(at.took - 7, 7, (Span(span_of(took(run)), "title"),), right=True),
        ),
    )


def strip(row: Row | None, paper: Paper) -> tuple[Line, ...]:
    """The step under the cursor in full: how it was until now, and what goes wrong in it."""
    rule: Line = (Span(paper.signs.light * paper.width, "faint"),)
    if row is None:
        return (rule,)
    told: list[Line] = [(Span(name(row.new.text)),)]
    if by_tool(row.new):
        told.append((Span("A tool does it; tick it where you looked.", "muted"),))
    step = row.new.step
    if step.wrong.strip():
        told.append((Span("goes wrong: ", "muted"), Span(name(step.wrong), "watch")))
    if step.text.strip() and step.text != row.new.text:
        told.append((Span(f"it was: {name(step.text)}", "muted"),))
    return (rule, *(fit((Span("   "), *line), paper.width - 1) for line in told))


def finished(steps: Sequence[NewStep], run: Run) -> str:
    """What a run came to: "run in 31 min, hoped 34"."""
    hoped = f", hoped {amount(_together(steps))}" if _together(steps) else ""
    return f"run in {span_of(took(run))}{hoped}"


def unticked(missing: Sequence[Row], finish: str, skip: str) -> str:
    """What stands in the way of being finished, and the keys that help."""
    more = f" and {len(missing) - 4:,} more" if len(missing) > 4 else ""
    numbers = ", ".join(str(row.number) for row in missing[:4]) + more
    if len(missing) == 1:
        return f"Not ticked: {numbers}. {finish} or {skip} skips it."
    return f"Not ticked: {numbers}. {finish} skips them, {skip} skips one."
