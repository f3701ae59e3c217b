"""A row in columns, of which one part may be typed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.present.fieldlines import Row, with_cursor
from tui.present.lines import Cell, cells, cut, lay, length, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span, Token


@dataclass(frozen=True, slots=True)
class Column:
    """Where a part of a row stands; `hint` is what its empty field says. One without width is not shown."""

    at: int
    width: int
    token: Token = "text"
    right: bool = False
    hint: str = ""


def row_line(columns: Sequence[Column], texts: Sequence[str], lead: Sequence[Cell], paper: Paper) -> Line:
    """A row as it is read, `lead` before its columns."""
    placed = [_cell(column, text, paper) for column, text in zip(columns, texts, strict=True) if column.width]
    return lay(paper.width, sorted((*lead, *placed), key=lambda cell: cell.at))


def typed_row(
    columns: Sequence[Column], texts: Sequence[str], part: int, cursor: int, lead: Sequence[Cell], paper: Paper
) -> Row:
    """The row while one of its parts is typed in, with the text cursor there; it hides what it overlaps."""
    column, text = columns[part], texts[part]
    shown, under = with_cursor(text, cursor, column.at, column.width, paper.signs)
    if not text and column.hint:
        shown = (*shown, Span(cut(f" {column.hint}", column.width - 1, paper.signs.cut), "muted"))
    elif column.right:
        shift = max(0, column.width - max(length(shown), cursor_width(text, cursor)))
        shown = (Span(" " * shift), *shown)
        under = under and (under[0] + shift, under[1])
    end = column.at + column.width
    others = [
        _cell(one, said, paper)
        for index, (one, said) in enumerate(zip(columns, texts, strict=True))
        if index != part and one.width and (one.at >= end or one.at + one.width <= column.at)
    ]
    placed = sorted((*lead, *others, Cell(column.at, column.width, shown)), key=lambda cell: cell.at)
    return Row(lay(paper.width, placed), selected=True, typed=(column.at, column.width), under=under)


def cursor_width(text: str, cursor: int) -> int:
    """The cells of a text with its cursor, which takes one behind the text."""
    return cells(text) + (cursor >= len(text))


def _cell(column: Column, text: str, paper: Paper) -> Cell:
    said = Span(cut(name(text), column.width, paper.signs.cut), column.token)
    return Cell(column.at, column.width, (said,), column.right)
