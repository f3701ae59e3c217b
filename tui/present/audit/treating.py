"""The page Do: a treatment for each step, the advised one first, the others one key away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui.domain.audit import Audit, Costs, Step, Treatment
from tui.domain.redesign import counted, verdict
from tui.domain.treatment import asks_to_drop, carried_out, facts, ranked, reasons
from tui.present.audit.figures import shortened, verdict_said
from tui.present.audit.reasons import because, speaks_for
from tui.present.audit.redesigning import text_at
from tui.present.lines import Cell, cut, fit, lay, name, wrapped
from tui.present.paper import Paper
from tui.present.spans import Line, Span

EDGE = 3
WORD = 10
"""How wide a treatment is."""
TITLE_LINES = 2


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the list that is no step: a blank one, or what a sign means."""

    text: str = ""


def captions(size: int, paper: Paper) -> Line:
    """What stands over so many steps."""
    return _row(text_at(size), paper, "", (Span("step", "muted"),), None, (Span("treatment", "muted"),))


def step_line(number: int, step: Step, audit: Audit, costs: Costs, paper: Paper) -> Line:
    """A step with what is done about it, and whether somebody chose that; `number` counts from 1."""
    asks = step.treatment is None and asks_to_drop(facts(audit, step))
    word = "drop?" if asks else carried_out(audit, step, costs)
    chosen = Span(paper.signs.kept, "accent") if step.treatment else None
    text: Line = (Span(name(step.text) or "no words yet", "strong" if step.text else "muted"),)
    told: Line = (Span(word, "watch" if asks else "text"),)
    return _row(text_at(len(audit.steps)), paper, f"{number}", text, chosen, told)


def note_line(note: Note, paper: Paper) -> Line:
    """A line between or below the steps."""
    if not note.text:
        return ()
    told = (Span(f"{' ' * EDGE}{paper.signs.kept} ", "accent"), Span(note.text, "muted"))
    return fit(told, paper.width)


def _row(edge: int, paper: Paper, number: str, text: Line, chosen: Span | None, word: Line) -> Line:
    at = paper.width - WORD
    room = at - 3 - edge
    placed = (
        Cell(1, edge - 2, (Span(number, "muted"),), right=True),
        Cell(edge, room, tuple(span._replace(text=cut(span.text, room, paper.signs.cut)) for span in text)),
        Cell(at - 2, 1, (chosen,) if chosen else ()),
        Cell(at, WORD, word),
    )
    return lay(paper.width, placed)


def panel(number: int, step: Step, audit: Audit, costs: Costs, paper: Paper, height: int) -> tuple[Line, ...]:
    """All that may be done about the selected step, in at most `height` lines, where reasons give way."""
    first, *others = ranked(audit, step, costs)
    title = _title(number, step, paper)
    found = because(first, reasons(audit, step, first, costs), step.monthly_cost)
    if first == "automate" and step.build_hours is None:
        found = (*found, (Span("how long building takes is not said", "muted"),))
    why = [lay(paper.width, (Cell(2, paper.width - 3, line),)) for line in found]
    advised = _choice(1, first, step, "recommended, because", paper, advised=True)
    rest = [
        _choice(key, treatment, step, speaks_for(treatment, reasons(audit, step, treatment, costs)), paper)
        for key, treatment in enumerate(others, 2)
    ]
    room = height - len(title) - 1 - len(rest)
    gap: list[Line] = [()] if room >= len(why) + 3 else []
    others_follow: list[Line] = [(Span("or", "muted"),)] if room > len(why) else []
    shown = why[max(0, len(why) - room) :] if room > 0 else []  # what it comes to stands last
    return (*title, *gap, advised, *shown, *gap, *others_follow, *rest)[:height]


def _title(number: int, step: Step, paper: Paper) -> list[Line]:
    room = paper.width - 4
    words = name(step.text) or "no words yet"
    lines = wrapped(words[:1].upper() + words[1:], room)
    if len(lines) > TITLE_LINES:
        last = cut(" ".join(lines[TITLE_LINES - 1 : TITLE_LINES + 1]), room, paper.signs.cut)
        lines = [*lines[: TITLE_LINES - 1], last]
    at = text_at(number)
    head = Cell(0, at, (Span(f"{number}", "title"),))
    return [
        lay(paper.width, (*((head,) if not index else ()), Cell(at, room, (Span(line, "title"),))))
        for index, line in enumerate(lines)
    ]


def _choice(
    key: int, treatment: Treatment, step: Step, reason: str, paper: Paper, *, advised: bool = False
) -> Line:
    """A treatment with its key, whether somebody chose it, and the reason for it."""
    chosen = step.treatment == treatment
    word = "drop?" if treatment == "drop" and not chosen else treatment
    at = 2 + WORD + 1
    told = Span("your choice", "strong") if chosen and not advised else Span(reason, "muted")
    room = paper.width - at - 2
    placed = (
        Cell(0, 1, (Span(f"{key}", "key"),)),
        Cell(2, WORD, (Span(word, "accent" if advised else "text", bold=advised or chosen),)),
        Cell(at, 1, (Span(paper.signs.kept, "accent"),) if chosen else ()),
        Cell(at + 2, room, (told._replace(text=cut(told.text, room, paper.signs.cut)),)),
    )
    return lay(paper.width, placed)


def strip(audit: Audit, costs: Costs, paper: Paper) -> Line:
    """What it comes to so far."""
    told = ", ".join(f"{number} {treatment}" for treatment, number in counted(audit, costs).items())
    lead = Span(f"{' ' * EDGE}verdict so far  ", "muted")
    line = (lead, Span(verdict_said(verdict(audit, costs), audit), "title"), Span(f"   {told}"))
    return shortened(line, paper.width - 1, paper.signs.cut)


def listed(steps: Iterable[Step], *, apart: bool) -> Sequence[Step | Note]:
    """The lines of the list: the steps, a blank one between them where there is room, and what the sign means."""
    found: list[Step | Note] = []
    for step in steps:
        found += [Note(), step] if apart and found else [step]
    chosen = any(isinstance(one, Step) and one.treatment for one in found)
    return [*found, Note(), Note("chosen by you")] if chosen else found
