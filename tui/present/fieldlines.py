"""One field of a form: as it is typed while it has the cursor, else as it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from tui.domain.text import clean_line
from tui.present import cursor as places
from tui.present.form import FieldSpec, Said
from tui.present.glyphs import Glyphs
from tui.present.lines import Cell, cells, crop, cut, lay, length
from tui.present.spans import Line, Span

LABEL = 12
ECHO = 20
Cells = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a block.

    `typed` and `under` are first cell and width of the field that is typed in and of the sign under its cursor.
    """

    line: Line
    selected: bool = False
    typed: Cells | None = None
    under: Cells | None = None


class Frame(NamedTuple):
    """A block `width` cells wide with a margin on either side."""

    width: int
    margin: int
    signs: Glyphs

    @property
    def inner(self) -> int:
        """The cells between the margins."""
        return max(1, self.width - 2 * self.margin)

    @property
    def edge(self) -> int:
        """The first cell of the right margin."""
        return self.margin + self.inner

    def line(self, spans: Line) -> Line:
        """A line that begins at the left margin."""
        return lay(self.width, (Cell(self.margin, self.inner, spans),))


class _Slot(NamedTuple):
    """Where the text of a field stands, and what stands before it."""

    frame: Frame
    head: Cell
    at: int

    @property
    def room(self) -> int:
        return max(1, self.frame.edge - self.at)

    def row(self, spans: Line, *more: Cell, typed: bool = False, under: Cells | None = None) -> Row:
        placed = (self.head, Cell(self.at, self.room, spans), *more)
        return Row(lay(self.frame.width, placed), False, (self.at, self.room) if typed else None, under)

    def below(self, spans: Line) -> list[Row]:
        """Rows under the text."""
        return [
            Row(lay(self.frame.width, (Cell(self.at, self.room, line),))) for line in folded(spans, self.room, 2)
        ]

    def right(self, spans: Line, used: int) -> tuple[Cell, ...]:
        """Spans at the right edge, where they fit behind so many used cells."""
        size = length(spans)
        return (Cell(self.frame.edge - size, size, spans),) if size and used + 2 + size <= self.room else ()


def room_of(spec: FieldSpec, frame: Frame) -> int:
    """How many cells the text of a field has, one for the cursor behind it included."""
    return _slot(spec, frame).room


def field_rows(
    spec: FieldSpec, text: str, said: Said, frame: Frame, cursor: int | None, choose: str
) -> list[Row]:
    """The rows of a field, with the cursor in it or not; `choose` is the key that opens what there is to choose."""
    slot = _slot(spec, frame)
    hint: Line = (Span(choose, "key"), Span(" chooses", "muted")) if choose else ()
    wrong: Line = (Span(f"{frame.signs.late} {clean_line(said.wrong)}", "watch"),) if said.wrong else ()
    if wrong and hint:
        wrong, hint = (*wrong, Span("  "), *hint), ()
    if spec.lines > 1:
        rows = _long(spec, text, said, slot, cursor)
        return rows + slot.below(wrong) if wrong else rows
    if cursor is None:
        return _as_read(text, said, slot, wrong)
    return _as_typed(spec, text, said, slot, cursor, (wrong, hint))


def _slot(spec: FieldSpec, frame: Frame) -> _Slot:
    if spec.prompt:
        size = cells(spec.prompt)
        return _Slot(frame, Cell(frame.margin, size, (Span(spec.prompt, "key"),)), frame.margin + size + 1)
    label = cut(spec.label, LABEL - 1, frame.signs.cut)
    return _Slot(frame, Cell(frame.margin, LABEL - 1, (Span(label, "muted"),)), frame.margin + LABEL)


def _as_read(text: str, said: Said, slot: _Slot, wrong: Line) -> list[Row]:
    value = cut(clean_line(text if wrong else said.value or text), slot.room, slot.frame.signs.cut)
    shown: Line = (Span(value, "watch" if wrong else "muted" if said.quiet else "text"),)
    if not wrong:
        return [slot.row(shown, *slot.right((Span(clean_line(said.source), "muted"),), cells(value)))]
    return _told(slot, shown, cells(value), wrong)


def _told(
    slot: _Slot, shown: Line, used: int, wrong: Line, *, typed: bool = False, under: Cells | None = None
) -> list[Row]:
    """A field with what is wrong about it: behind its text, or below where that does not fit."""
    gap = 2 if used else 0
    if used + gap + length(wrong) <= slot.room:
        return [slot.row((*shown, Span(" " * gap), *wrong), typed=typed, under=under)]
    return [slot.row(shown, typed=typed, under=under), *slot.below(wrong)]


def _as_typed(
    spec: FieldSpec, text: str, said: Said, slot: _Slot, cursor: int, more: tuple[Line, Line]
) -> list[Row]:
    wrong, hint = more
    used = cells(text) + 1
    value = clean_line(said.value)
    hinted = said.quiet and not text and bool(spec.hint)
    echo = f"= {value}" if value and value != text and not wrong and not hinted else ""
    room, at = slot.room, slot.room
    if echo:
        echo, at, room = _beside(echo, used, slot)
    shown, under = with_cursor(text, cursor, slot.at, room, slot.frame.signs)
    if wrong:
        return _told(slot, shown, used, wrong, typed=True, under=under)
    if not text and not echo and spec.hint:
        shown = (*shown, Span(f" {clean_line(spec.hint)}", "muted"))
    beside: tuple[Cell, ...] = (Cell(slot.at + at, cells(echo), (Span(echo, "muted"),)),) if echo else ()
    source: Line = hint or (Span(clean_line(said.source), "muted"),)
    taken = at + cells(echo) if echo else length(shown)
    return [slot.row(shown, *beside, *slot.right(source, taken), typed=True, under=under)]


def _beside(echo: str, used: int, slot: _Slot) -> tuple[str, int, int]:
    """The echo of a text of so many cells, where it begins, and what room that leaves to the text."""
    size = cells(echo)
    if used + 2 <= ECHO and ECHO + size <= slot.room:
        return echo, ECHO, ECHO - 2
    if used + 2 + size > slot.room:
        echo = cut(echo, slot.room // 2, slot.frame.signs.cut)
    at = slot.room - cells(echo)
    return echo, at, max(1, at - 2)


def with_cursor(text: str, cursor: int, at: int, room: int, signs: Glyphs) -> tuple[Line, Cells | None]:
    """A text with its cursor in view, and which cells are under the cursor where it is not behind the text."""
    start = places.view(text, cursor, room)
    head, under = text[start:cursor], text[cursor : places.after(text, cursor)]
    if not under:
        return (Span(head), Span(signs.cursor, "cursor")), None
    shown = crop(text[start : start + 2 * room + len(head)], room)
    return (Span(shown),), (at + cells(head), max(1, cells(under)))


def _long(spec: FieldSpec, text: str, said: Said, slot: _Slot, cursor: int | None) -> list[Row]:
    if cursor is None:
        return _long_as_read(spec, said.value or text, said, slot)
    found = places.rows(text, slot.room - 1)
    row = places.row_of(found, cursor)
    top = max(0, row - spec.lines + 1)
    rows: list[Row] = []
    for index in range(top, top + spec.lines):
        start, end = found[index] if index < len(found) else (0, 0)
        shown: Line = (Span(text[start:end].replace("\t", " ")),)
        under = None
        if index == row:
            shown, under = with_cursor(text[start:end], cursor - start, slot.at, slot.room, slot.frame.signs)
        if not text and index == 0 and spec.hint:
            shown = (*shown, Span(f" {clean_line(spec.hint)}", "muted"))
        rows.append(slot.row(shown, typed=True, under=under))
        slot = slot._replace(head=slot.head._replace(spans=()))
    return rows


def _long_as_read(spec: FieldSpec, text: str, said: Said, slot: _Slot) -> list[Row]:
    found = places.rows(text[: spec.lines * slot.room * 2], slot.room - 1)
    rows: list[Row] = []
    for index in range(spec.lines):
        start, end = found[index] if index < len(found) else (0, 0)
        cut_off = index == spec.lines - 1 and len(found) > spec.lines
        shown = clean_line(text[start:end]) + (slot.frame.signs.cut if cut_off else "")
        rows.append(slot.row((Span(shown, "muted" if said.quiet else "text"),)))
        slot = slot._replace(head=slot.head._replace(spans=()))
    return rows


def folded(line: Iterable[Span], width: int, indent: int) -> list[Line]:
    """A line broken at blanks into lines of at most `width` cells, from the second one on indented."""
    lines: list[list[Span]] = [[]]
    room = width
    for span in line:
        for number, word in enumerate(span.text.split(" ")):
            piece = f" {word}" if number else word
            if cells(piece) > room and room < width - indent:
                lines.append([Span(" " * indent)])
                room, piece = width - indent, word
            piece = crop(piece, room)
            lines[-1].append(span._replace(text=piece))
            room -= cells(piece)
    return [tuple(one) for one in lines]
