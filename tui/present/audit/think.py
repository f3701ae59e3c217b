"""The questions of Think: what may be answered, what the log says, and all answers so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui.domain.audit import Answer, Audit, Question
from tui.domain.practice import Usage
from tui.domain.thinking import Asked, asked, questions, said
from tui.present.audit.asking import edge, so_far
from tui.present.audit.asking import said as said_line
from tui.present.audit.figures import amount
from tui.present.audit.frame import EDGE
from tui.present.audit.questions import DIFFERS, OPTIONS
from tui.present.audit.said import NAMES, WORDS
from tui.present.lines import Cell, cut, lay, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import count, local, month, times

WIDE_COLUMNS = ((0, 9), (23, 7), (51, 9))
NARROW_COLUMNS = ((0, 11), (28, 11))


@dataclass(frozen=True, slots=True)
class Option:
    """What a question may be answered with, and the action that does it."""

    action: str
    label: str
    told: str
    given: bool


def option(action: str, answer: Answer, ask: Asked, audit: Audit) -> Option:
    """An answer in words."""
    label, told = OPTIONS.get((ask.question, answer), (DIFFERS, ""))
    if answer == "differs":
        told = f"ask me step by step ({count(len(audit.steps), 'step')})"
    return Option(action, label, told, said(audit, ask) == answer)


def option_line(key: str, one: Option, paper: Paper) -> Line:
    """One answer with its key; the one that was given has the sign for chosen."""
    at = edge(paper)
    sign = Span(paper.signs.kept if one.given else " ", "good")
    room = paper.width - at - 21
    return lay(
        paper.width,
        (
            Cell(at - 1, 1, (sign,)),
            Cell(at + 1, 2, (Span(key, "key"),)),
            Cell(at + 4, 15, (Span(one.label, "strong"),)),
            Cell(at + 20, room, (Span(cut(one.told, room, paper.signs.cut), "muted"),)),
        ),
    )


def evidence(question: Question, audit: Audit, usage: Usage, key: str, paper: Paper) -> Line:
    """What the log says to a question; empty where it says nothing."""
    if question == "told" and usage.told:
        signs = paper.signs
        return (
            Span("You pressed ", "muted"),
            Span(key, "key"),
            Span(f" {signs.opening}told somebody again{signs.closing} " if paper.width >= 72 else " ", "muted"),
            Span(times(usage.told)),
            Span(f" since {_since(usage, paper)}.", "muted"),
        )
    if question == "alike" and audit.runs:
        often = "once" if audit.runs == 1 else f"{amount(audit.runs)} times"
        return (Span("You said that it runs ", "muted"), Span(often), Span(" a month.", "muted"))
    return ()


def _since(usage: Usage, paper: Paper) -> str:
    then: datetime = local(usage.told_since if usage.told_since is not None else paper.now, paper.zone)
    return month(then.date(), local(paper.now, paper.zone).date())


def below(shown: Line, note: str, paper: Paper, height: int) -> tuple[Line, ...]:
    """Under the answers: what the log says, and what somebody noted."""
    at = edge(paper)
    room = paper.width - at - EDGE
    lead = "You noted: "
    noted: Line = (Span(lead, "muted"), Span(cut(name(note), room - len(lead), paper.signs.cut))) if note else ()
    lines = [line for line in (shown, noted) if line] if height < 3 else [(), shown, noted]
    return tuple(lay(paper.width, (Cell(at, room, line),)) for line in lines[-height:])


def answers(audit: Audit, ask: Asked, paper: Paper) -> tuple[Line, ...]:
    """Every question with its answer, the one that is asked now marked."""
    columns = WIDE_COLUMNS if paper.width >= 72 else NARROW_COLUMNS
    wanted = sorted(questions(audit), key=lambda question: question == "miss")
    rows = []
    for start in range(0, len(wanted), len(columns)):
        placed: list[Cell] = []
        for question, (at, label) in zip(wanted[start:], columns, strict=False):
            placed += _answer(audit, question, ask, EDGE + at, label, paper)
        rows.append(lay(paper.width, placed))
    return so_far(tuple(rows), paper)


def _answer(
    audit: Audit, question: Question, ask: Asked, at: int, label: int, paper: Paper
) -> tuple[Cell, Cell]:
    shown = NAMES.get(question, question)
    if label < len(shown) + 2 or (label == 9 and at > EDGE):
        label = len(shown) + 2
    value = said_line(words(audit, question, paper), asked=question == ask.question, paper=paper)
    if value[0].text.startswith("yes") and question in ("alike", "told", "recall", "rule"):
        value = (Span("yes", "good"), Span(value[0].text[3:]))
    return Cell(at, label, (Span(shown, "muted"),)), Cell(at + label, 26, value)


def words(audit: Audit, question: Question, paper: Paper) -> str:
    """What was answered in a few words, "" for nothing yet."""
    answer = audit.answers.get(question)
    if answer is None:
        return ""
    if answer == "differs":
        mine = {one.step for one in asked(audit) if one.question == question} - {None}
        given = sum(question in step.answers for step in audit.steps if step.key in mine)
        return DIFFERS if given == len(mine) else f"{DIFFERS}, {given} of {len(mine)}"
    if (question, answer) == ("alike", "yes") and audit.runs:
        return f"yes, {amount(audit.runs)} {paper.signs.broken} a month"
    return WORDS.get((question, answer), answer)
