"""What just happened, in one line, and how to take it back."""

from __future__ import annotations

from collections.abc import Sequence

from tui.domain.outcome import Outcome, Told
from tui.domain.problem import Problem
from tui.present.lines import fit, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import points

LEAST = 0.05


def outcome_line(outcome: Outcome, key: str, paper: Paper) -> Line:
    """"✓ Calder Foods: reply logged, +2.3.  u undoes it"; several acts in one sentence."""
    told: Line = (Span(f"   {paper.signs.kept} ", "good"), Span(sentence(outcome.told), "muted"))
    return fit((*told, Span("  "), Span(key, "key"), Span(" undoes it", "muted")), paper.width)


def back_line(outcome: Outcome, key: str, paper: Paper) -> Line:
    """What was taken back, or done again, and the key that turns it round."""
    told: Line = (Span("   "), Span(sentence(outcome.told), "muted"))
    return fit((*told, Span("  "), Span(key, "key"), Span(" turns it round", "muted")), paper.width)


def foretold_line(outcome: Outcome, key: str, paper: Paper) -> Line:
    """What a key would take back, or do again."""
    said = sentence(outcome.told).rstrip(".")
    return fit((Span("   "), Span(key, "key"), Span(f" once more for: {said}", "muted")), paper.width)


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
    return fit((Span(f"   {paper.signs.broken} ", "bad"), Span(said, "bad")), paper.width)
