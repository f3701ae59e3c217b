"""Scores, grades, trends and coverage as short runs of text."""

from __future__ import annotations

from tui.domain.model import MEASURES, Measure, Override
from tui.domain.views import Grade, Health
from tui.present.glyphs import Glyphs, of_grade
from tui.present.lines import name
from tui.present.paper import Paper
from tui.present.spans import Line, Span, Token
from tui.present.words import day, local, whole

LETTERS: dict[Measure, str] = {"promise": "p", "reply": "r", "follow_up": "f"}
PLURALS: dict[Measure, str] = {"promise": "promises", "reply": "replies", "follow_up": "follow-ups"}


def letter(grade: Grade, signs: Glyphs) -> str:
    """The grade as it is written."""
    return signs.unmeasured if grade == "–" else grade


def token(grade: str) -> Token:
    """Only what needs an eye has a colour."""
    if grade in ("D", "F"):
        return "bad"
    return "watch" if grade == "C" else "text"


def by_hand(override: Override) -> Span:
    """A grade set by hand, with its mark: "B*"."""
    return Span(f"{name(override.grade)[:1]}*", token(override.grade))


def told_by_hand(override: Override, paper: Paper) -> tuple[Span, Span]:
    """A grade set by hand, by whom, until when and why."""
    until = day(local(override.until - 1, paper.zone).date(), local(paper.now, paper.zone).date())
    return (by_hand(override), Span(f" by {name(override.by)} until {until}: {name(override.why)}"))


def score(grade: Grade, value: float | None, signs: Glyphs) -> Line:
    """Letter and score: "C 61"."""
    return (Span(letter(grade, signs), token(grade)), Span(f" {whole(value, signs.unmeasured):>2}"))


def trend(value: float | None, signs: Glyphs, *, long: bool = False) -> Line:
    """Points over 28 days with their sign, nothing where they are few."""
    if value is None:
        return ()
    tail = " in 28 days" if long else ""
    sign = signs.up if value > 0 else signs.down
    return (Span(f"{sign} {abs(value):.0f}{tail}", "good" if value > 0 else "bad"),)


def standing(health: Health, change: float | None, signs: Glyphs, *, long: bool = False) -> Line:
    """What the right of a rule says: sign, grade, score and trend."""
    text = f"{of_grade(signs, health.grade)} {letter(health.grade, signs)} {whole(health.score, signs.unmeasured)}"
    moved = trend(change, signs, long=long)
    gap = (Span("  "),) if moved else ()
    return (Span(text, token(health.grade)), *gap, *moved)


def coverage(health: Health, signs: Glyphs) -> str:
    """Three cells that say which measures have evidence: "pr·"."""
    return "".join(LETTERS[measure] if measure in health.coverage else signs.nothing for measure in MEASURES)


def seen(health: Health) -> str:
    """The measures with evidence in words."""
    return ", ".join(PLURALS[measure] for measure in MEASURES if measure in health.coverage) or "nothing yet"
