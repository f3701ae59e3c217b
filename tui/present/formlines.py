"""The block of a form: a title, the fields as they are read, what is said about them, offers and keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.domain.problem import Problem
from tui.present.fieldlines import Frame, Row, field_rows, folded
from tui.present.form import OFFERS, FieldSpec, Offer, Reading, Said, Texts
from tui.present.glyphs import Glyphs
from tui.present.lines import Cell, cells, cut, fit, lay, prose
from tui.present.spans import Line, Span

WIDEST = 92
WIDE = 100
LEAST = 3
BLANK = Row(())


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that the block names: of a draft, a choice and a better offer, and those of its last line."""

    leave: str
    choose: str
    take: str
    footer: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it stands: the cursor is in the field `at`, before the character `cursor`, or among the offers.

    `chooser` is the field for which there is something to choose, "" for none. `instead` replaces the notes.
    `beside` says who else has a form open about the same, "" for nobody.
    """

    title: str
    subtitle: str
    fields: tuple[FieldSpec, ...]
    texts: Texts
    reading: Reading
    keys: Keys
    at: str
    cursor: int = 0
    offer: int = 0
    chooser: str = ""
    instead: tuple[Line, ...] = ()
    bar: str = ""
    beside: str = ""


def block_width(width: int) -> int:
    """How wide a form is on a screen of `width` cells."""
    return max(1, min(WIDEST, width - 8) if width >= WIDE else width - 4)


def frame(width: int, signs: Glyphs) -> Frame:
    """Where things stand in a block of this width."""
    return Frame(width, 3 if width >= 72 else 2, signs)


def refusal(problem: Problem, signs: Glyphs) -> tuple[Line, ...]:
    """What stands instead of the notes when something could not be done."""
    what: Line = (Span(f"{signs.broken} {prose(problem.what)}", "bad"),)
    return (what, (Span(f"  {prose(problem.remedy)}"),)) if problem.remedy else (what,)


def aside(text: str) -> tuple[Line, ...]:
    """One muted line instead of the notes."""
    return ((Span(text, "muted"),),)


def needed(filled: Filled, width: int, signs: Glyphs) -> int:
    """How many rows the whole block takes."""
    at = frame(width, signs)
    return 6 + len(_fields(filled, at)[0]) + len(_notes(filled, at)) + len(_offers(filled, at))


def form_rows(filled: Filled, width: int, height: int, signs: Glyphs) -> tuple[Row, ...]:
    """The block at exactly `height` rows; where that is too low, the fields scroll with the cursor."""
    at = frame(width, signs)
    fields, focus = _fields(filled, at)
    notes, offers = _notes(filled, at), _offers(filled, at)
    title, footer = Row(_title(filled, at)), Row(_footer(filled.keys.footer, at))
    spare = height - 6 - len(fields) - len(notes) - len(offers)
    if spare >= 0:
        return (BLANK, title, _beside(filled, at), *fields, *notes, *offers, *[BLANK] * (spare + 1), footer, BLANK)
    following = [*notes[: max(0, height - 4 - LEAST - len(offers))], *offers]
    room = max(1, height - 4 - len(following))
    top = max(0, min(focus[0], min(len(fields), focus[1] + 1) - room))
    shown = fields[top : top + room]
    above, below = _beside(filled, at, more=top > 0), _more("below", top + room < len(fields), at)
    end = (below, *following[1:], BLANK) if following else (below,)
    return (title, above, *shown, *[BLANK] * (room - len(shown)), *end, footer)[:height]


def _more(where: str, is_more: bool, at: Frame) -> Row:
    return Row(at.line((Span(f"more {where}", "muted"),))) if is_more else BLANK


def _beside(filled: Filled, at: Frame, *, more: bool = False) -> Row:
    """Who else has a form open, after whether there is more above."""
    lead = "more above  " if more else ""
    if not filled.beside:
        return _more("above", more, at)
    told = cut(filled.beside, at.inner - cells(lead), at.signs.cut)
    return Row(at.line((Span(lead, "muted"), Span(told, "watch"))))


def _title(filled: Filled, at: Frame) -> Line:
    told = f"{filled.keys.leave} leaves, the draft stays"
    behind = f"  {filled.subtitle}" if filled.subtitle else ""
    if cells(filled.title + behind) + 2 + cells(told) > at.inner:
        told = "the draft stays"
    room = at.inner - cells(told) - 2
    shown = cut(behind, max(0, room - cells(filled.title)), at.signs.cut)
    left: Line = (Span(filled.title, "title"), Span(shown, "muted"))
    return lay(
        at.width,
        (
            Cell(at.margin, room, left),
            Cell(at.edge - cells(told), cells(told), (Span(told, "muted"),)),
        ),
    )


def _fields(filled: Filled, at: Frame) -> tuple[list[Row], tuple[int, int]]:
    """The rows of all fields, and from where to where the one with the cursor stands."""
    rows: list[Row] = []
    focus = None
    for spec in filled.fields:
        if spec.group:
            gap = [BLANK] if rows and rows[-1] is not BLANK else []
            rows += [*gap, Row(at.line((Span(spec.group, "muted", bold=True),)))]
        said = filled.reading.said.get(spec.id, Said())
        cursor = filled.cursor if spec.id == filled.at else None
        choose = filled.keys.choose if spec.id == filled.chooser else ""
        start = len(rows)
        rows += field_rows(spec, filled.texts.get(spec.id, ""), said, at, cursor, choose)
        if cursor is not None:
            focus = (start, len(rows))
        if spec.prompt and spec is not filled.fields[-1]:
            rows.append(BLANK)
    return rows, focus or (len(rows), len(rows))


def _notes(filled: Filled, at: Frame) -> list[Row]:
    notes = filled.instead or filled.reading.notes
    better = filled.reading.better
    if better is not None and not filled.instead:
        told = Span(f"  {better.label} {better.told}.  ")
        notes = (*notes, (told, Span(filled.keys.take, "key"), Span(" takes it", "muted")))
    return [BLANK, *(Row(at.line(line)) for note in notes for line in folded(note, at.inner, 2))] if notes else []


def _offers(filled: Filled, at: Frame) -> list[Row]:
    offers = filled.reading.offers
    if not offers:
        return []
    column = min(at.inner // 2, max(cells(offer.label) for offer in offers) + 4)
    chosen = filled.offer if filled.at == OFFERS else -1
    return [
        BLANK,
        *(_offer(offer, column, at, filled.bar if index == chosen else "") for index, offer in enumerate(offers)),
    ]


def _offer(offer: Offer, column: int, at: Frame, bar: str) -> Row:
    told = cut(offer.told, at.inner - column, at.signs.cut)
    placed = (
        Cell(0, 1, (Span(bar, "accent"),)),
        Cell(at.margin, column - 1, (Span(offer.label, "strong" if bar else "text", bold=bool(bar)),)),
        Cell(at.margin + column, at.inner - column, (Span(told, "text" if bar else "muted"),)),
    )
    return Row(lay(at.width, placed if bar else placed[1:]), selected=bool(bar))


def _footer(keys: Sequence[tuple[str, str]], at: Frame) -> Line:
    shown, gap = list(keys), 4
    while len(shown) > 1 and sum(cells(f"{key} {label}") + gap for key, label in shown) - gap > at.inner:
        if gap > 2:
            gap -= 1
        else:
            shown.pop(-2 if len(shown) > 2 else -1)
    spans: list[Span] = []
    for key, label in shown:
        spans += (Span(key, "key"), Span(f" {label}{' ' * gap}", "muted"))
    return at.line(fit(spans, at.inner))
