"""The page Redesign: today's steps and the new ones on the same row, and what comes of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tui.domain.audit import Step, Treatment
from tui.domain.model import Instant
from tui.domain.often import read_minutes
from tui.domain.redesign import Figures, NewStep
from tui.present.audit.answers import NAME, Wrong, line, part_read
from tui.present.audit.cells import Column, typed_row
from tui.present.audit.figures import minutes
from tui.present.audit.steps import exact, who_meant, who_said
from tui.present.fieldlines import Row
from tui.present.glyphs import Glyphs
from tui.present.lines import Cell, cells, cut, fit, lay, name, wrapped
from tui.present.paper import Paper
from tui.present.spans import Line, Span, Token
from tui.present.words import MONTHS, count
from tui.present.words import on as day_on

EDGE = 3

TEXT_PART, WHO_PART, MINUTES_PART = range(3)
MIN = 5
LONGEST_NAME = 60
WHO = 9
SHORT_WHO = 5
WITHOUT_WORDS: dict[Treatment, str] = {
    "automate": "done by a tool",
    "outsource": "by somebody else",
    "document": "as written down",
    "streamline": "done in a better way",
    "keep": "as it is",
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand on either half; `who` is 0 where there is no room for it."""

    text: int
    who: int
    min: int
    rule: int
    sign: int
    new_text: int
    new_who: int
    new_min: int


def columns(width: int, size: int) -> Columns:
    """The columns of a page `width` cells wide with so many steps."""
    rule = (width - 1) // 2
    sign, end = rule + 2, width - 2
    roomy, left, right = width >= 72, rule - 1 - MIN, end - MIN
    who = left - (WHO if width >= 118 else SHORT_WHO)
    new_who = right - WHO
    return Columns(text_at(size), who if roomy else 0, left, rule, sign, sign + 2, new_who if roomy else 0, right)


def text_at(size: int) -> int:
    """Where the text of a step begins behind its number, where there are so many steps."""
    return EDGE + len(str(size)) - 1


def captions(size: int, paper: Paper) -> Line:
    """What stands over both halves."""

    def muted(text: str, *, bold: bool = False) -> Line:
        return (Span(text, "muted", bold=bold),)

    who, least = muted("who"), muted("min")
    return _row(
        size, paper, _Half(muted("Today", bold=True), who, least), _Half(muted("Redesigned", bold=True), who, least)
    )


def totals(found: Figures, paper: Paper) -> Line:
    """Minutes each time on either side."""

    def sum_of(value: float) -> _Half:
        return _Half((), (), (Span(minutes(value, ""), "strong", bold=True),))

    return _row(found.steps, paper, sum_of(found.minutes_before), sum_of(found.minutes_after))


def step_line(number: int, new: NewStep, size: int, me: str, paper: Paper) -> Line:
    """A step as it is and as it will be; `number` counts from 1 to `size`."""
    gone = new.treatment == "drop"
    token: Token = "muted" if gone else "text"
    then = _Half(
        (Span(new_words(new), token if new.step.new_text else "muted"),),
        (Span("" if gone else name(who_said(new.who, me)), "muted"),),
        (Span(minutes(new.minutes, paper.signs.unmeasured), token),),
        sign=sign(new.treatment, paper.signs),
    )
    return _row(size, paper, _today(number, new, me, paper), then)


def _today(number: int, new: NewStep, me: str, paper: Paper) -> _Half:
    step = new.step
    token: Token = "muted" if new.treatment == "drop" else "text"
    return _Half(
        (Span(name(step.text) or "no words yet", token if step.text else "muted"),),
        (Span(name(who_said(step.who, me)), "muted"),),
        (Span(minutes(step.minutes, paper.signs.nothing), token),),
        f"{number}",
    )


def texts(new: NewStep, me: str) -> tuple[str, str, str]:
    """What the parts of a new step say, as they would be typed."""
    return new.step.new_text, who_said(new.who, me), exact(new.minutes)


def typed_step(
    number: int, new: NewStep, size: int, said: Sequence[str], part: int, cursor: int, me: str, paper: Paper
) -> Row:
    """A step of which a part of the new one is typed; on a narrow page who does it takes the whole half."""
    at = columns(paper.width, size)
    edge = at.new_min + MIN
    who = Column(at.new_who, at.new_min - at.new_who) if at.new_who else Column(at.new_text, 0)
    shown = [
        Column(at.new_text, (at.new_who or at.new_min) - 1 - at.new_text, hint="what becomes of it"),
        who,
        Column(at.new_min, MIN, right=True),
    ]
    if part == WHO_PART and not who.width:
        shown[part] = Column(at.new_text, edge - at.new_text)
    lead = (*_old(at, _today(number, new, me, paper), paper), Cell(at.sign, 1, (sign(new.treatment, paper.signs),)))
    return typed_row(shown, said, part, cursor, lead, paper)


def step_typed(new: NewStep, said: Sequence[str], me: str) -> Step:
    """The step with its new parts as they are typed; what was not touched stays as the treatment makes it.

    Raises Wrong for the first part that cannot be.
    """
    before, step = texts(new, me), new.step
    text, who, spent = said
    if text != before[TEXT_PART]:
        step = replace(step, new_text=part_read(TEXT_PART, lambda: line(text, "What becomes of it")))
    if who != before[WHO_PART]:
        step = replace(step, new_who=who_meant(part_read(WHO_PART, lambda: line(who, "Who does it", NAME)), me))
    if spent != before[MINUTES_PART]:
        read = part_read(MINUTES_PART, lambda: read_minutes(spent, zero=True)) if spent.strip() else None
        step = replace(step, new_minutes=read)
    return step


def step_kept(new: NewStep, said: Sequence[str], me: str) -> Step:
    """As `step_typed`, but a part that cannot be is as it was."""
    kept = list(said)
    while True:
        try:
            return step_typed(new, kept, me)
        except Wrong as wrong:
            kept[wrong.part] = texts(new, me)[wrong.part]


def new_words(new: NewStep) -> str:
    """What becomes of a step: what somebody wrote, else its treatment in words."""
    said = name(new.step.new_text)
    if new.treatment == "drop":
        return f"dropped: {said}" if said else "dropped"
    return said or WITHOUT_WORDS[new.treatment]


def sign(treatment: Treatment, signs: Glyphs) -> Span:
    """The sign before a new step: what becomes of it."""
    shown: dict[Treatment, Span] = {
        "drop": Span(signs.broken, "muted"),
        "automate": Span(signs.tool, "accent"),
        "outsource": Span(signs.arrow),
        "document": Span(signs.thank, "accent"),
        "streamline": Span(signs.silent, "accent"),
        "keep": Span(signs.today, "good"),
    }
    return shown[treatment]


def whole_texts(new: NewStep, size: int, paper: Paper, height: int) -> tuple[Line, ...]:
    """Both texts of the selected step in at most `height` lines, none where its row holds them."""
    at = columns(paper.width, size)
    said, then = name(new.step.text), new_words(new)
    room = (at.who or at.min) - 1 - at.text, (at.new_who or at.new_min) - 1 - at.new_text
    if cells(said) <= room[0] and cells(then) <= room[1]:
        return ()
    lines = wrapped(f"{said} {paper.signs.arrow} {then}", paper.width - EDGE - 1)
    return tuple((Span(f"{' ' * EDGE}{line}", "muted"),) for line in lines[:height])


def blank_line(paper: Paper) -> Line:
    """A line between two steps."""
    return lay(paper.width, (Cell(columns(paper.width, 1).rule, 1, (Span(paper.signs.divider, "faint"),)),))


def file_name(process: str) -> str:
    """The name that is proposed for the file of a procedure: "book-a-session.md"."""
    plain = unicodedata.normalize("NFKD", process).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.casefold())
    return f"{'-'.join(words)[:LONGEST_NAME].rstrip('-') or 'procedure'}.md"


def in_practice(since: Instant, paper: Paper) -> Line:
    """Since when it is so."""
    day = day_on(since, paper.now, paper.zone)
    return (Span(f"{' ' * EDGE}in practice since ", "muted"), Span(day))


def comes_out(follow_ups: int, reviews: Sequence[date], paper: Paper) -> Line:
    """What putting it in practice makes."""
    roomy = paper.width >= 72
    days = (" and " if roomy else ", ").join(f"{day.day} {MONTHS[day.month - 1]}" for day in reviews)
    asked = [f"reviews{' on' if roomy else ''} {days}"] if reviews else []
    told = ", ".join(["a procedure", count(follow_ups, "follow-up"), *asked])
    return fit((Span(f"{' ' * EDGE}{'what comes ' if roomy else ''}out: ", "muted"), Span(told)), paper.width)


@dataclass(frozen=True, slots=True)
class _Half:
    """One side of a row."""

    text: Line
    who: Line
    min: Line
    number: str = ""
    sign: Span | None = None


def _row(size: int, paper: Paper, old: _Half, then: _Half) -> Line:
    at, mark = columns(paper.width, size), paper.signs.cut
    placed = (
        *_old(at, old, paper),
        *((Cell(at.sign, 1, (then.sign,)),) if then.sign else ()),
        _text(at.new_text if then.sign else at.sign, (at.new_who or at.new_min) - 1, then.text, mark),
        *_who(at.new_who, at.new_min, then.who, mark),
        Cell(at.new_min, MIN, then.min, right=True),
    )
    return lay(paper.width, placed)


def _old(at: Columns, old: _Half, paper: Paper) -> tuple[Cell, ...]:
    """Today's half, and the line between both."""
    mark = paper.signs.cut
    return (
        Cell(1, at.text - 2, (Span(old.number, "muted"),), right=True),
        _text(at.text, (at.who or at.min) - 1, old.text, mark),
        *_who(at.who, at.min, old.who, mark),
        Cell(at.min, MIN, old.min, right=True),
        Cell(at.rule, 1, (Span(paper.signs.divider, "faint"),)),
    )


def _text(at: int, until: int, spans: Line, mark: str) -> Cell:
    return Cell(at, until - at, tuple(span._replace(text=cut(span.text, until - at, mark)) for span in spans))


def _who(at: int, until: int, spans: Line, mark: str) -> tuple[Cell, ...]:
    return (_text(at, until, spans, mark),) if at else ()
