"""What was answered about a step, and what the whole would then cost: the third column of the page Do."""

from __future__ import annotations

from collections.abc import Iterator

from tui.domain.audit import Answer, Audit, Costs, Question, Step, answer_of
from tui.domain.practice import Usage
from tui.domain.redesign import figures
from tui.domain.thinking import questions
from tui.present.audit.figures import amount, automated, hours, pays_back
from tui.present.lines import Cell, lay
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import since

LABEL = 11
NAMES: dict[Question, str] = {"rule": "by rule", "miss": "missed by"}
WORDS: dict[tuple[Question, Answer], str] = {
    ("income", "direct"): "directly",
    ("income", "indirect"): "indirectly",
    ("miss", "obliged"): "obliged to do it",
    ("gift", "yes"): "outside yours",
    ("gift", "no"): "inside yours",
}


def answers(step: Step, audit: Audit, usage: Usage, costs: Costs, paper: Paper) -> tuple[Line, ...]:
    """The answers that a step's treatment follows from, and the figures of all of it as it stands."""
    found = figures(audit, costs)
    cost: Line = (
        Span(hours(found.hours_after, paper.signs.unmeasured), "strong", bold=True),
        Span(f" a month, was {hours(found.hours_before, paper.signs.unmeasured)}", "muted"),
    )
    return (
        (Span("You said", "muted", bold=True),),
        (),
        *(_line(NAMES.get(one, one), (Span(told),), paper) for one, told in _said(step, audit, usage, paper)),
        (),
        (Span("It would then cost", "muted", bold=True),),
        (),
        _line("hours", cost, paper),
        _line("automated", automated(found)[:2], paper),
        _line("pays back", pays_back(found), paper),
    )


def _said(step: Step, audit: Audit, usage: Usage, paper: Paper) -> Iterator[tuple[Question, str]]:
    for question in questions(audit):
        answer = answer_of(audit, step, question)
        if question != "miss" or answer is not None:
            yield question, _words(question, answer, audit, usage, paper)


def _words(question: Question, answer: Answer | None, audit: Audit, usage: Usage, paper: Paper) -> str:
    if answer is None:
        return paper.signs.nothing
    if (question, answer) == ("alike", "yes") and audit.runs:
        return f"yes, {amount(audit.runs)} {paper.signs.broken} a month"
    if question == "told" and usage.told:
        begun = "" if usage.told_since is None else f" {since(usage.told_since, paper.now, paper.zone)}"
        return f"{answer}, {usage.told} {paper.signs.broken}{begun}"
    return WORDS.get((question, answer), answer)


def _line(label: str, spans: Line, paper: Paper) -> Line:
    room = paper.width - LABEL - 1
    return lay(paper.width, (Cell(0, LABEL, (Span(label, "muted"),)), Cell(LABEL + 1, room, spans)))
