"""All of an audit in one column: what is known, what was answered, each step with its treatment, the figures."""

from __future__ import annotations

from collections.abc import Iterator

from tui.domain.audit import Audit, Costs
from tui.domain.practice import AuditRow
from tui.domain.redesign import NewStep, new_steps
from tui.domain.text import clean_line
from tui.domain.thinking import questions
from tui.domain.treatment import asks_to_drop, facts, reasons
from tui.present.audit.figures import amount, figure_lines, labelled, verdict_said
from tui.present.audit.reasons import because
from tui.present.audit.steps import who_said
from tui.present.audit.stop import value_of
from tui.present.audit.think import words
from tui.present.lines import name, plain, wrapped
from tui.present.paper import Paper
from tui.present.processes import state
from tui.present.spans import Line, Span, Token
from tui.present.today import EDGE

TEXT = 6
FACTS = {
    "starts": "starts with",
    "runs": "how often",
    "minutes": "minutes",
    "who": "done by",
    "words": "in the log",
}


def lines(row: AuditRow, costs: Costs, me: str, paper: Paper) -> Iterator[Line]:
    """Everything about an audit; `me` is the reader's handle."""
    audit = row.audit
    yield (Span(" " * EDGE), Span(name(audit.name), "title"), Span(f"  a{audit.id}", "muted"))
    verdict = verdict_said(row.verdict, audit) if row.verdict else ""
    yield labelled("state", (Span(", ".join(filter(None, (state(row), verdict)))),), paper)
    yield labelled("owner", (Span(name(audit.owner)),), paper)
    for which, label in FACTS.items():
        if value := value_of(audit, which, me):
            yield labelled(label, (Span(value),), paper)
    yield from _section("Answers")
    for question in questions(audit):
        yield labelled(question, _answer(words(audit, question, paper)), paper)
    if audit.steps or row.verdict:
        yield from _section("Steps")
        for number, new in enumerate(new_steps(audit, costs), 1):
            yield from _step(number, new, me, paper)
            if row.verdict:
                yield from _indented(wrapped(_treated(new, audit, costs), paper.width - TEXT - 1), "muted")
    if row.verdict:
        yield from _section("Before and after")
        yield from figure_lines(row.figures, row.hurt, paper)


def _section(title: str) -> tuple[Line, Line]:
    return (), (Span(" " * EDGE), Span(title, "title"))


def _answer(said: str) -> Line:
    return (Span(said),) if said else (Span("not answered yet", "muted"),)


def _step(number: int, new: NewStep, me: str, paper: Paper) -> Iterator[Line]:
    """A step as it is."""
    step = new.step
    minutes = f"{amount(step.minutes)} min" if step.minutes else ""
    known = ", ".join(filter(None, (who_said(step.who, me), minutes, clean_line(step.wrong))))
    told = f"{clean_line(step.text) or 'no text'}{f' ({known})' if known else ''}"
    first, *more = wrapped(told, paper.width - TEXT - 1)
    yield (Span(f"{number:>{TEXT - 2}}  ", "muted"), Span(first))
    yield from _indented(more, "text")


def _indented(texts: list[str], token: Token) -> Iterator[Line]:
    yield from ((Span(" " * TEXT), Span(text, token)) for text in texts)


def _treated(new: NewStep, audit: Audit, costs: Costs) -> str:
    """What becomes of a step, and why."""
    step = new.step if audit.steps else None
    asked = " (drop?)" if new.step.treatment is None and asks_to_drop(facts(audit, step)) else ""
    chosen = " (chosen)" if new.step.treatment else ""
    why = because(new.treatment, reasons(audit, step, new.treatment, costs), new.step.monthly_cost)
    becomes = "" if not new.step.new_text.strip() else f", becomes {clean_line(new.text)}"
    return f"{new.treatment}{chosen}{asked}{becomes}: {' '.join(map(plain, why))}".removesuffix(": ")
