"""What just happened, in one line, and how to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.present.lines import cut, fit, length, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import points

if TYPE_CHECKING:
    from tui.domain.outcome import Outcome, Told
    from tui.domain.problem import Problem

LEAST = 0.05


def outcome_line(outcome: Outcome, key: str, paper: Paper) -> Line:
    """"✓ Calder Foods: reply logged, +2.3.  u undoes it"; several acts in one sentence."""
    return _said((Span(f"   {paper.signs.kept} ", "good"),), outcome, key, " undoes it", paper)


def back_line(outcome: Outcome, key: str, paper: Paper) -> Line:
    """What was taken back, or done again, and the key that turns it round."""
    return _said((Span("   "),), outcome, key, " turns it round", paper)


def _said(sign: Line, outcome: Outcome, key: str, does: str, paper: Paper) -> Line:
    """What was done, cut where it is long, so that the key behind it is always there."""
    tail: Line = (Span("  "), Span(key, "key"), Span(does, "muted"))
    room = max(8, paper.width - length((*sign, *tail)))
    return fit((*sign, Span(cut(sentence(outcome.told), room, paper.signs.cut), "muted"), *tail), paper.width)


def foretold_line(outcome: Outcome, key: str, paper: Paper) -> Line:
    """What a key would take back, or do again."""
    lead: Line = (Span("   "), Span(key, "key"), Span(" once more for: ", "muted"))
    said = cut(sentence(outcome.told).rstrip("."), max(8, paper.width - length(lead)), paper.signs.cut)
    return fit((*lead, Span(said, "muted")), paper.width)


def sentence(told: Sequence[Told]) -> str:
    """What was done, and what the score really moved by."""
    if not told:
        return "Nothing was changed."
    first = told[0]
    moved = sum(each.moved or 0.0 for each in told)
    worth = f", {signed_points(moved)}" if signed_points(moved) else ""
    if len(told) > 1:
        return f"{len(told)} of them: {first.said}{worth}."
    who = f"{name(first.who)}: " if first.who else ""
    return f"{who}{first.said}{worth}."


def signed_points(moved: float) -> str:
    """Points with their sign, "" where they would show as nothing."""
    if moved >= LEAST:
        return points(moved)
    return f"-{abs(moved):.1f}" if moved <= -LEAST else ""


def refusal_line(problem: Problem, paper: Paper) -> Line:
    """What could not be done, and what to do."""
    said = f"{name(problem.what)} {name(problem.remedy)}".strip()
    shown = cut(said, max(8, paper.width - 5), paper.signs.cut)
    return fit((Span(f"   {paper.signs.broken} ", "bad"), Span(shown, "bad")), paper.width)
