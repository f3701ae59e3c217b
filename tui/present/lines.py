"""Lines: cutting, padding and laying cells on their columns, measured in terminal cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size

from tui.domain.text import clean, clean_line
from tui.present.spans import Line, Span, Token

NAME = 200
TEXT = 20_000


class Cell(NamedTuple):
    """Spans from column `at` on, cut to `width`; `right` puts them at the right edge of it."""

    at: int
    width: int
    spans: Line
    right: bool = False


def cells(text: str) -> int:
    """How many cells the text takes."""
    return len(text) if text.isascii() else cell_len(text)


def name(text: str) -> str:
    """Text from outside as one safe line."""
    return clean_line(text, NAME)


def prose(text: str) -> str:
    """Text from outside as safe lines."""
    return clean(text[:TEXT])


def crop(text: str, width: int) -> str:
    """As much of the text as `width` cells hold."""
    if cells(text) <= width:
        return text
    if text.isascii():
        return text[: max(width, 0)]
    room, end = width, 0
    for character in text:
        room -= get_character_cell_size(character)
        if room < 0:
            break
        end += 1
    return text[:end]


def cut(text: str, width: int, mark: str) -> str:
    """The text, or as much of it as fits with a mark where it was cut."""
    if cells(text) <= width:
        return text
    return crop(crop(text, width - cells(mark)).rstrip() + mark, width)


def length(line: Iterable[Span]) -> int:
    """How many cells a line takes."""
    return sum(cells(span.text) for span in line)


def fit(line: Iterable[Span], width: int) -> Line:
    """The line cut to `width` cells."""
    fitted: list[Span] = []
    room = width
    for span in line:
        if room <= 0:
            break
        text = crop(span.text, room)
        room -= cells(text)
        fitted.append(span._replace(text=text))
        if text != span.text:
            break
    return tuple(fitted)


def padded(line: Iterable[Span], width: int) -> Line:
    """The line at exactly `width` cells; blanks join the run before them."""
    fitted = fit(line, width)
    missing = width - length(fitted)
    return joined((*fitted, Span(" " * missing))) if missing > 0 else fitted


def joined(line: Iterable[Span]) -> Line:
    """The line in as few runs as it can be: blanks look alike in every run that is never reversed."""
    runs: list[Span] = []
    for span in line:
        if not span.text:
            continue
        blank = not span.text.strip(" ") and not (runs and runs[-1].token == "page")
        if runs and (span[1:] == runs[-1][1:] or blank):
            runs[-1] = runs[-1]._replace(text=runs[-1].text + span.text)
        elif runs and not runs[-1].text.strip(" "):
            runs[-1] = span._replace(text=runs[-1].text + span.text)
        else:
            runs.append(span)
    return tuple(runs)


def lay(width: int, placed: Sequence[Cell]) -> Line:
    """A line of `width` cells with each cell at its column; what overlaps or sticks out is cut."""
    spans: list[Span] = []
    at = 0
    for cell in placed:
        room = min(cell.width, width - cell.at)
        if room <= 0 or cell.at < at:
            continue
        fitted = fit(cell.spans, room)
        start = cell.at + (room - length(fitted) if cell.right else 0)
        spans += (Span(" " * (start - at)), *fitted)
        at = start + length(fitted)
    return padded(joined(spans), width)


def signed(line: Line, at: int, sign: Span) -> Line:
    """The line with a sign of one cell in the blank cell `at` of its margin."""
    if not line:
        return (Span(" " * at), sign)
    first, *rest = line
    if len(first.text) <= at:
        return (first, *signed(tuple(rest), at - len(first.text), sign))
    return (first._replace(text=first.text[:at]), sign, first._replace(text=first.text[at + 1 :]), *rest)


def wrapped(text: str, width: int) -> list[str]:
    """The text broken at spaces into lines of at most `width` cells; too long words are broken."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _paragraph(paragraph, max(width, 1))
    return lines


def _paragraph(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joint = f"{line} {word}" if line else word
        if cells(joint) <= width:
            line = joint
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, width)
        lines += full
    return [*lines, line]


def _broken(word: str, width: int) -> list[str]:
    """A word in pieces that fit, measured once however long it is."""
    if len(word) * 2 <= width:
        return [word]
    pieces: list[str] = []
    start = room = 0
    for index, character in enumerate(word):
        size = get_character_cell_size(character)
        if index == start:
            room = width
        elif room < size:
            pieces.append(word[start:index])
            start, room = index, width
        room -= size
    return [*pieces, word[start:]]


def rule(title: Line, right: Line, width: int, light: str) -> Line:
    """A labelled rule: the title at the one left edge, something at the right."""
    shown = fit(title, max(width - 6, 0))
    tail: Line = (Span(" "), *right, Span(f" {light * 2}", "faint")) if right else ()
    dashes = width - 4 - length(shown) - length(tail)
    if dashes < 1 and right:
        return rule(title, (), width, light)
    middle = Span(light * max(dashes, 0), "faint")
    return padded((Span(f"{light * 2} ", "faint"), *shown, Span(" "), middle, *tail), width)


def bar(share: float, width: int, heavy: str, light: str, token: Token) -> Line:
    """So much of `width` heavy, the rest light."""
    full = min(width, max(0, round(width * share)))
    return joined((Span(heavy * full, token), Span(light * (width - full), "faint")))


def plain(line: Iterable[Span]) -> str:
    """The bare text of a line."""
    return "".join(span.text for span in line)
