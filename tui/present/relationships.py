"""The page Relationships: its title, columns and rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tui.domain.listing import Order
from tui.domain.model import HOUR
from tui.domain.views import ListRow
from tui.present.glyphs import of_grade, of_silence
from tui.present.grade import by_hand, coverage, letter, token, trend
from tui.present.lines import Cell, cut, lay, length, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span, Token
from tui.present.today import EDGE
from tui.present.words import days_ago, hours, whole, whole_hours

SPOKEN: dict[Order, str] = {
    "score": "score, worst first",
    "name": "name",
    "silence": "silence, longest first",
    "waiting": "waiting, longest first",
    "trend": "trend, falling first",
}
SHORT: dict[Order, str] = {
    "score": "score",
    "name": "name",
    "silence": "silence",
    "waiting": "waiting",
    "trend": "trend",
}
ORDERED_BY: dict[Order, str] = {
    "score": "score",
    "name": "who",
    "silence": "last",
    "waiting": "wait",
    "trend": "trend",
}


FILTER = "a name, or tier: kind: stage: grade: flag: owner:"
"""What may be typed into the filter."""


class Column(NamedTuple):
    """A column: its name, caption, width, the gap before it and whether words stand at its right."""

    name: str
    caption: str
    width: int
    gap: int = 1
    right: bool = False


NARROW = (
    Column("score", "score", 7),
    Column("seen", "prf", 3),
    Column("trend", "28 d", 4),
    Column("weeks", "weeks", 5),
    Column("reply", "reply", 7, right=True),
    Column("wait", "wait", 4, right=True),
    Column("late", "late", 4, right=True),
    Column("broken", "broken", 6, right=True),
    Column("last", "last", 6, 0, right=True),
    Column("owner", "by", 4),
)
WIDE = (
    Column("score", "score", 7),
    Column("seen", "seen", 5),
    Column("trend", "trend", 5),
    Column("weeks", "12 weeks", 12),
    Column("reply", "reply/target", 12, 4, right=True),
    Column("wait", "waiting", 7, 3, right=True),
    Column("late", "overdue", 7, 3, right=True),
    Column("broken", "broken", 6, 3, right=True),
    Column("last", "last", 7, 1, right=True),
    Column("owner", "owner", 5),
)
DROPPED = ("owner", "weeks", "broken", "seen", "trend", "reply", "late", "last", "wait", "score")
MARGIN = 1
LEAST_NAME = 11


def columns(paper: Paper) -> tuple[int, tuple[tuple[int, Column], ...]]:
    """The width of the names and where each column that fits begins."""
    kept = list(WIDE if paper.wide else NARROW)
    wanted = 17 if paper.width >= 48 else 8
    for gone in DROPPED:
        if EDGE + wanted + MARGIN + sum(column.gap + column.width for column in kept) <= paper.width:
            break
        kept = [column for column in kept if column.name != gone]
    rest = paper.width - EDGE - MARGIN - sum(column.gap + column.width for column in kept)
    who = max(1, min(rest, 44))
    at = EDGE + who
    placed = []
    for column in kept:
        at += column.gap
        placed.append((at, column))
        at += column.width
    return who, tuple(placed)


def title(whose: str | None, me: str, width: int) -> Line:
    """The page's name, and whose where it is not everybody's."""
    words = "" if whose is None else "  yours" if whose == me else f"  {name(whose)}"
    return lay(width, (Cell(EDGE, width, (Span("Relationships", "title"), Span(words, "muted"))),))


def counted(matched: int | None, total: int, order: Order, paper: Paper, width: int) -> Line:
    """The right of the title: how many of how many by what order; blank while they are read."""
    if matched is None:
        return ()
    spoken = SPOKEN[order] if paper.wide else SHORT[order]
    joint = ", by " if paper.wide else " by "
    told: Line = (Span(f"{matched:,}", "title"), Span(f" of {total:,}", "muted"))
    if paper.width >= 72:
        told = (*told, Span(joint, "muted"), Span(spoken))
    return lay(width, (Cell(0, width - 2, told, right=True),))


def captions(order: Order, paper: Paper) -> Line:
    """The captions, the one that orders the list in bold."""
    who, placed = columns(paper)
    by = ORDERED_BY[order]
    laid = [Cell(EDGE, who, (_caption("who", by == "who"),))]
    for at, column in placed:
        laid.append(Cell(at, column.width, (_caption(column.caption, column.name == by),), column.right))
    return lay(paper.width, laid)


def _caption(text: str, ordering: bool) -> Span:
    return Span(text, "title") if ordering else Span(text, "muted")


def row_line(row: ListRow, paper: Paper) -> Line:
    """One relationship in its columns."""
    who, placed = columns(paper)
    signs = paper.signs
    hand: Line = (by_hand(row.override),) if row.override and who > LEAST_NAME else ()
    room = who - length(hand) - len(hand)
    laid = [Cell(EDGE, room, (Span(cut(name(row.relationship.name), room, signs.cut), "strong"),))]
    if hand:
        laid.append(Cell(EDGE + room + 1, length(hand), hand))
    if row.health.flagged:
        laid.insert(0, Cell(1, 1, (Span(signs.flag, "bad"),)))
    for at, column in placed:
        laid.append(Cell(at, column.width, CELLS[column.name](row, column, paper), column.right))
    return lay(paper.width, laid)


def _score(row: ListRow, _column: Column, paper: Paper) -> Line:
    signs, grade = paper.signs, row.health.grade
    look = token(grade)
    shown = f"{of_grade(signs, grade)} {letter(grade, signs)}"
    quiet: Token = "muted" if look == "text" else look
    return (Span(shown, quiet), Span(f" {whole(row.health.score, signs.unmeasured):>3}", "text"))


def _seen(row: ListRow, _column: Column, paper: Paper) -> Line:
    return (Span(coverage(row.health, paper.signs), "text" if row.health.coverage else "faint"),)


def _trend(row: ListRow, _column: Column, paper: Paper) -> Line:
    return trend(row.trend, paper.signs)


def _weeks(row: ListRow, column: Column, paper: Paper) -> Line:
    return weeks(row, column.width, paper)


def _reply(row: ListRow, column: Column, paper: Paper) -> Line:
    stats = row.reply
    room = 4 if column.width < 12 else column.width - 5
    if stats.median is None:
        return (Span(f"{paper.signs.unmeasured:>{room}}", "muted"), Span(" " * (column.width - room)))
    tail = f"/{whole_hours(stats.target)}"
    unit = "h" if column.width >= 12 else ""
    look: Token = "bad" if round(stats.median / HOUR, 1) > stats.target / HOUR else "text"
    filled = f"{tail:<{column.width - room - len(unit)}}{unit}"
    return (Span(f"{hours(stats.median):>{room}}{filled}", look),)


def _wait(row: ListRow, _column: Column, paper: Paper) -> Line:
    return _number(row.reply.waiting, "watch", paper)


def _late(row: ListRow, _column: Column, paper: Paper) -> Line:
    return _number(row.overdue_follow_ups + row.overdue_promises, "bad", paper)


def _broken(row: ListRow, _column: Column, paper: Paper) -> Line:
    return _number(row.broken_promises, "bad", paper)


def _number(value: int, look: Token, paper: Paper) -> Line:
    return (Span(f"{value:,}", look),) if value else (Span(paper.signs.nothing, "faint"),)


def _last(row: ListRow, _column: Column, paper: Paper) -> Line:
    ago = Span(days_ago(row.last_touch, paper.now, paper.zone), "muted")
    if row.last_touch is None or row.stage == "ended":
        return (ago,)
    sign = of_silence(paper.signs, paper.now - row.last_touch, row.cadence)
    return (Span(f"{sign} " if paper.wide else sign, "watch" if sign == paper.signs.longest else "accent"), ago)


def _owner(row: ListRow, column: Column, paper: Paper) -> Line:
    return (Span(cut(name(row.relationship.owner or ""), column.width, paper.signs.cut), "muted"),)


CELLS: dict[str, Callable[[ListRow, Column, Paper], Line]] = {
    "score": _score,
    "seen": _seen,
    "trend": _trend,
    "weeks": _weeks,
    "reply": _reply,
    "wait": _wait,
    "late": _late,
    "broken": _broken,
    "last": _last,
    "owner": _owner,
}


def weeks(row: ListRow, width: int, paper: Paper) -> Line:
    """The last weeks from the row's own lowest one up, the last in the grade's colour."""
    shown = row.weeks[-width:]
    known = [value for value in shown if value is not None]
    if not known:
        return ()
    low, levels = min(known), paper.signs.levels
    drawn = "".join(" " if value is None else levels[min(7, int((value - low) / 12))] for value in shown)
    look = token(row.health.grade)
    last: Token = "muted" if look == "text" else look
    return (Span(drawn[:-1].rjust(width - 1), "history"), Span(drawn[-1], last))
