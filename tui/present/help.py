"""The keys of a place and what the signs mean."""

from __future__ import annotations

from collections.abc import Sequence

from tui.keys import Action
from tui.present.glyphs import Glyphs
from tui.present.lines import Cell, cells, cut, lay, length
from tui.present.spans import Line, Span, Token

COLUMNS: tuple[tuple[str, ...], ...] = (("Go", "Move"), ("Do", "List"), ("Write", "If it went wrong", "Signs"))
NARROW: tuple[tuple[str, ...], ...] = (("Go", "Do", "If it went wrong"), ("Write", "List", "Move", "Signs"))
MARGIN = 3
KEY = 7
ARROWS = "Arrows, page up and down, home and end move as well."


def help_lines(title: str, actions: Sequence[Action], signs: Glyphs, width: int) -> tuple[Line, ...]:
    """The whole block: a title, the actions by section in columns, the signs."""
    layout = COLUMNS if width >= 72 else NARROW
    sections = _sections(actions, signs)
    columns = [_column([(name, sections[name]) for name in names if sections.get(name)]) for names in layout]
    share = (width - 2 * MARGIN) // len(columns)
    rows = [_row(columns, index, share, width) for index in range(max(map(len, columns)))]
    closing = "any key closes"
    top = lay(
        width,
        (
            Cell(MARGIN, width, (Span(title, "title"),)),
            Cell(max(0, width - MARGIN - len(closing)), len(closing), (Span(closing, "muted"),)),
        ),
    )
    end = lay(width, (Cell(MARGIN, width - 2 * MARGIN, (Span(ARROWS, "muted"),)),))
    return ((), top, (), *rows, (), end, ())


def _row(columns: Sequence[Sequence[Line]], index: int, share: int, width: int) -> Line:
    placed = [
        Cell(MARGIN + at * share, share - 1, column[index])
        for at, column in enumerate(columns)
        if index < len(column)
    ]
    return lay(width, placed)


def _sections(actions: Sequence[Action], signs: Glyphs) -> dict[str, list[Line]]:
    sections: dict[str, list[Line]] = {}
    for action in actions:
        if action.keys:
            key, told = action.keys[0], action.help
            sections.setdefault(action.section, []).append((Span(f"{key:<{KEY - 1}} ", "key"), Span(told)))
    sections["Signs"] = signs_lines(signs)
    return sections


def _column(sections: Sequence[tuple[str, Sequence[Line]]]) -> list[Line]:
    column: list[Line] = []
    for name, lines in sections:
        gap: tuple[Line, ...] = ((),) if column else ()
        column += (*gap, (Span(name, "title"),), *lines)
    return column


def signs_lines(signs: Glyphs) -> list[Line]:
    """Two signs a line with the word that they stand for."""
    meant: tuple[tuple[str, Token, str], ...] = (
        (signs.flag, "bad", "flagged"),
        (signs.late, "bad", "late"),
        (signs.today, "watch", "today"),
        (signs.coming, "muted", "coming"),
        (signs.kept, "good", "kept"),
        (signs.broken, "bad", "broken"),
        (signs.thank, "accent", "thank"),
        (signs.silent, "accent", "silent"),
        (signs.longest, "watch", "long so"),
        ("B*", "text", "by hand"),
    )
    pairs = zip(meant[::2], meant[1::2], strict=True)
    return [
        (Span(a, look_a), Span(f" {word_a:<9}"), Span(b, look_b), Span(f" {word_b}"))
        for (a, look_a, word_a), (b, look_b, word_b) in pairs
    ]


def command_line(action: Action, key: str, signs: Glyphs, width: int) -> Line:
    """An action in the list of commands: its name, what it does, its key."""
    more = action.help if action.help != action.label else ""
    told: Line = (Span(f"{action.label:<20}", "strong"), Span(more, "muted"))
    edge = width - 2 - cells(key)
    if length(told) + MARGIN > edge - 2:
        told = (Span(cut(action.label, max(1, edge - 5), signs.cut), "strong"),)
    return lay(width, (Cell(MARGIN, edge - MARGIN - 1, told), Cell(edge, cells(key), (Span(key, "key"),))))
