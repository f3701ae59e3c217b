"""Where the cursor of a text stands: by whole signs, in cells and in rows."""

from __future__ import annotations

from rich.cells import split_graphemes

from tui.present.lines import cells

NEAR = 64
Row = tuple[int, int]


def after(text: str, at: int) -> int:
    """The place behind the sign at `at`, marks and joined signs included."""
    if at >= len(text) or text[at : at + 2].isascii():
        return min(at + 1, len(text))
    if text[at] == "\n":
        return at + 1
    signs, _ = split_graphemes(text[at : at + NEAR].partition("\n")[0])
    return at + signs[0][1]


def before(text: str, at: int) -> int:
    """The place before the sign that ends at `at`."""
    if at <= 0 or text[max(0, at - 2) : at].isascii() or text[at - 1] == "\n":
        return max(0, at - 1)
    near = text[max(0, at - NEAR) : at].rpartition("\n")[2]
    signs, _ = split_graphemes(near)
    return at - len(near) + signs[-1][0]


def word_before(text: str, at: int) -> int:
    """Where the word begins that ends at `at`."""
    head = text[:at].rstrip()
    return max(head.rfind(" "), head.rfind("\n")) + 1


def line_start(text: str, at: int) -> int:
    """Where the line begins in which `at` stands."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where the line ends in which `at` stands."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def view(text: str, at: int, width: int) -> int:
    """From where on a line is shown so that a cursor at `at` stands within `width` cells."""
    room, start = max(1, width - 1), at
    if cells(text[:at]) <= room:
        return 0
    while start > 0:
        earlier = before(text, start)
        room -= cells(text[earlier:start])
        if room < 0:
            break
        start = earlier
    return start


def rows(text: str, width: int) -> list[Row]:
    """Start and end of every row of a text in `width` cells; a blank at a row's end belongs to that row."""
    found: list[Row] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        while start < end and (row := _row(text[start:end], max(1, width))) < end - start:
            found.append((start, start + row))
            start += row
        found.append((start, end))
        start = end + 1
    return found


def _row(text: str, width: int) -> int:
    """How many letters of a paragraph stand in its first row."""
    piece = text[: 2 * width + 8]
    if piece.isascii():
        fitting = min(len(piece), width)
    elif cells(piece) <= width:
        fitting = len(piece)
    else:
        fitting = _fitting(piece, width)
    if fitting == len(text):
        return fitting
    blank = text.rfind(" ", 0, fitting)
    return blank + 1 if blank >= 0 else fitting


def _fitting(text: str, width: int) -> int:
    end = 0
    for _, behind, size in split_graphemes(text)[0]:
        width -= size
        if width < 0:
            break
        end = behind
    return max(end, after(text, 0))


def row_of(found: list[Row], at: int) -> int:
    """In which of the rows a cursor at `at` stands."""
    return max((index for index, (start, _) in enumerate(found) if start <= at), default=0)


def beside(text: str, at: int, width: int, by: int) -> int | None:
    """The place `by` rows further down at the same column, None where there is no such row."""
    found = rows(text, width)
    row = row_of(found, at)
    if not 0 <= row + by < len(found):
        return None
    column = cells(text[found[row][0] : at])
    start, end = found[row + by]
    if start < end and row + by + 1 < len(found) and found[row + by + 1][0] == end:
        end = before(text, end)
    if cells(text[start:end]) <= column:
        return end
    return start + _up_to(text[start:end], column)


def _up_to(text: str, column: int) -> int:
    """The last place in a row that is not beyond a column."""
    at = 0
    while at < len(text) and cells(text[: after(text, at)]) <= column:
        at = after(text, at)
    return at
