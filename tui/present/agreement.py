"""What was agreed with a relationship: the deal, its terms and what became of the promises that they carry."""

from __future__ import annotations

from typing import NamedTuple

from tui.domain.model import Promise
from tui.domain.views import AgreementView, OpenRow, RelationshipView, TermView
from tui.present.due import when, when_token
from tui.present.glyphs import of_row
from tui.present.lines import Cell, cells, cut, lay, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span, Token
from tui.present.today import EDGE, row_token
from tui.present.words import day, local

TERM = EDGE + 2
SIDE = TERM + 2


class Pledge(NamedTuple):
    """A promise that a term carries; `row` is the open thing that it is, None once it has ended."""

    promise: Promise
    row: OpenRow | None


Item = AgreementView | TermView | Pledge


def items(agreed: AgreementView, view: RelationshipView) -> list[Item]:
    """The deal, and under it each term with its promises."""
    rows = {row.id: row for row in view.open}
    found: list[Item] = [agreed]
    for term in agreed.terms:
        found.append(term)
        found += [Pledge(promise, rows.get(f"p{promise.id}")) for promise in term.promises]
    return found


def line(item: Item, paper: Paper) -> Line:
    """Any of these rows."""
    if isinstance(item, AgreementView):
        return _deal(item, paper)
    if isinstance(item, Pledge):
        return _pledge(item, paper)
    width = paper.width - TERM
    return lay(paper.width, (Cell(TERM, width, (Span(cut(name(item.term.text), width, paper.signs.cut)),)),))


def _deal(item: AgreementView, paper: Paper) -> Line:
    """What was sold, for what, from when until when."""
    agreed, today, end = item.agreement, local(paper.now, paper.zone).date(), paper.width - 2
    span = f"from {day(agreed.signed_on, today)}"
    if agreed.ends_on is not None:
        span += f" until {day(agreed.ends_on, today)}"
    told = f"{name(agreed.value)}, {span}" if agreed.value else span
    told = cut(told, max(0, end - EDGE - 12), paper.signs.cut)
    room = end - EDGE - cells(told) - 2
    sold = (Span(cut(name(agreed.sold), room, paper.signs.cut), "strong"),)
    return lay(paper.width, (Cell(EDGE, room, sold), Cell(end - cells(told), cells(told), (Span(told, "muted"),))))


def _pledge(item: Pledge, paper: Paper) -> Line:
    """Whose promise it is, what, and what became of it."""
    promise, end = item.promise, paper.width - 2
    sign, look, told, told_look = _became(item, paper)
    side = Span("we", "accent") if promise.by_us else Span("they", "muted")
    at = SIDE + 6
    room = end - cells(told) - 2 - at
    return lay(
        paper.width,
        (
            Cell(1, 1, (Span(sign, look),)),
            Cell(SIDE, 5, (side,)),
            Cell(at, room, (Span(cut(name(promise.text), room, paper.signs.cut)),)),
            Cell(end - cells(told), cells(told), (Span(told, told_look),)),
        ),
    )


def _became(item: Pledge, paper: Paper) -> tuple[str, Token, str, Token]:
    """The sign of a promise and the words at its right, each with its colour."""
    signs, state, row = paper.signs, item.promise.state, item.row
    if state == "kept":
        return signs.kept, "good", state, "good"
    if state != "open":
        look: Token = "bad" if state == "broken" else "muted"
        return signs.broken, look, state, look
    if row is not None:
        return of_row(signs, row), row_token(row), when(row, paper), when_token(row)
    due = day(local(item.promise.due - 1, paper.zone).date(), local(paper.now, paper.zone).date())
    return signs.coming, "muted", due, "muted"
