"""One relationship's page: its head, why it stands where it stands, and what would heal it."""

from __future__ import annotations

from tui.domain.views import OpenRow, RelationshipView
from tui.present.due import heal
from tui.present.glyphs import Glyphs, of_grade
from tui.present.grade import by_hand, coverage, letter, seen, token, told_by_hand, trend
from tui.present.ledger import tenths, told
from tui.present.ledger import token as ledger_token
from tui.present.lines import Cell, bar, cells, cut, lay, length, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span, Token
from tui.present.standing import waiting
from tui.present.today import EDGE
from tui.present.words import points, signed, whole

DIGITS = {
    "0": ("╭─╮", "│ │", "╰─╯"),
    "1": ("╶╮ ", " │ ", "╶┴╴"),
    "2": ("╶─╮", "╭─╯", "╰─╴"),
    "3": ("╶─╮", "╶─┤", "╶─╯"),
    "4": ("╷ ╷", "╰─┤", "  ╵"),
    "5": ("╭─╴", "╰─╮", "╶─╯"),
    "6": ("╭─╴", "├─╮", "╰─╯"),
    "7": ("╶─╮", "  │", "  ╵"),
    "8": ("╭─╮", "├─┤", "╰─╯"),
    "9": ("╭─╮", "╰─┤", "╶─╯"),
    "–": ("   ", "╶─╴", "   "),
}
LEDGER_LINES = 6
WHY = LEDGER_LINES + 1
"""Lines of the part under the head."""


def big(text: str, signs: Glyphs) -> tuple[str, str, str]:
    """A number in thin digits of three lines, or plain where the signs are plain."""
    if not signs.boxes:
        return ("", f" {text}", "")
    rows = [" ".join(DIGITS[digit][line] for digit in text if digit in DIGITS) for line in range(3)]
    return (rows[0], rows[1], rows[2])


def page_head(view: RelationshipView, paper: Paper) -> tuple[Line, ...]:
    """Three lines: the score, the name, how far it is to 100, the flag and what is measured."""
    row, signs, health = view.row, paper.signs, view.row.health
    digits = big(whole(health.score, "–"), signs)
    look = token(health.grade)
    start = 12 if len(digits[0]) < 9 else 14
    edge = paper.width - 2
    grade = f"{of_grade(signs, health.grade)} {letter(health.grade, signs)}"
    moved = trend(row.trend, signs)
    bar_end = edge - (15 if row.override else 11)
    share = (health.score or 0.0) / 100
    lit = "accent" if look == "text" else look
    drawn = bar(share, max(0, bar_end - start), signs.heavy, signs.light, lit)
    number = [Cell(2, start - 3, (Span(text, look),)) for text in digits]
    known = _known(view, paper)
    room = edge - start - length(known) - 2
    title = Cell(start, room, (Span(cut(name(row.relationship.name), room, signs.cut), "title"),))
    measured = _measured(view, paper)
    flag = Cell(start, edge - start - length(measured) - 2, _said(view, paper, edge - start))
    return (
        lay(paper.width, (number[0], title, _right(known, edge))),
        lay(paper.width, (number[1], Cell(start, bar_end - start, drawn), *_graded(grade, moved, edge, view))),
        lay(paper.width, (number[2], flag, _right(measured, edge))),
    )


def _right(line: Line, edge: int) -> Cell:
    width = length(line)
    return Cell(max(0, edge - width), width, line)


def _graded(grade: str, moved: Line, edge: int, view: RelationshipView) -> tuple[Cell, ...]:
    computed = Span(grade, token(view.row.health.grade))
    hand = view.row.override
    if hand is None:
        return (Cell(edge - 9, 4, (computed,)), _right(moved, edge))
    return (Cell(edge - 13, 8, (computed, Span("  "), by_hand(hand))), _right(moved, edge))


def _known(view: RelationshipView, paper: Paper) -> Line:
    known, dot = view.row.relationship, f" {paper.signs.nothing} "
    owner = name(known.owner or "")
    if paper.width < 72:
        facts = [f"tier {known.tier}", owner or "no owner"]
    else:
        facts = [known.kind, view.row.stage, f"tier {known.tier}", f"owner {owner}" if owner else "no owner"]
    return (Span(dot.join(facts), "muted"),)


def _measured(view: RelationshipView, paper: Paper) -> Line:
    health = view.row.health
    if paper.width < 72 or view.row.override:
        return ()
    if paper.wide:
        return (Span("seen: ", "muted"), Span(seen(health)))
    return (Span("seen ", "muted"), Span(coverage(health, paper.signs)))


def _said(view: RelationshipView, paper: Paper, room: int) -> Line:
    """What raises the flag, shortened to the word where a grade set by hand is told as well."""
    hand = view.row.override
    if hand is None:
        return _flag(view, paper)
    before: Line = ()
    if view.row.health.flagged:
        short = (Span(paper.signs.flag, "bad"), Span(" flagged"))
        before = (*(_flag(view, paper) if paper.wide else short), Span(".  "))
    mark, told = told_by_hand(hand, paper)
    left = room - length(before) - length((mark,)) - 2
    return (*before, mark, told._replace(text=cut(told.text, max(0, left), paper.signs.cut)))


def _flag(view: RelationshipView, paper: Paper) -> Line:
    """What raises the flag, or what is measured so far."""
    flagged = [row for row in view.open if row.id in view.row.health.flagged]
    if flagged:
        more = f" and {len(flagged) - 1} more" if len(flagged) > 1 else ""
        past = ", past 3 times that" if paper.wide and flagged[0].kind == "wait" else ""
        told = f" flagged: {waiting(flagged[0], paper)}{past}{more}"
        return (Span(paper.signs.flag, "bad"), Span(told))
    if view.row.health.grade == "?":
        return (Span("fewer than 3 things have ended, so there is no grade", "muted"),)
    return (Span("nothing here is flagged", "muted"),)


def why(view: RelationshipView, paper: Paper, height: int = WHY) -> tuple[Line, ...]:
    """Why the score is what it is beside what would heal it, `height` lines."""
    half = paper.width // 2 + 3 if paper.width >= 72 else 0
    left = [_why_title(view, paper), *_losses(view, paper, (half or paper.width) - 1, height - 1)]
    right = [_heal_title(half), *_heals(view, paper, half)] if half else []
    rows = []
    for index in range(height):
        placed = (*(left[index] if index < len(left) else ()), *(right[index] if index < len(right) else ()))
        rows.append(lay(paper.width, placed))
    return tuple(rows)


def _why_title(view: RelationshipView, paper: Paper) -> tuple[Cell, ...]:
    score = view.row.health.score
    if score is None:
        title = Span(f"Why {paper.signs.unmeasured}", "title")
        return (Cell(EDGE, 40, (title, Span("  nothing has ended yet", "muted"))),)
    lost = sum(tenths(view.ledger)) / 10
    text = f"{lost:.0f}" if lost == int(lost) else f"{lost:.1f}"
    title = Span(f"Why {whole(score, paper.signs.unmeasured)}", "title")
    return (Cell(EDGE, 37, (title, Span(f" {text} points lost", "muted"))),)


def _losses(view: RelationshipView, paper: Paper, end: int, room: int) -> list[tuple[Cell, ...]]:
    shown = tenths(view.ledger)
    order = sorted(range(len(shown)), key=lambda index: (-view.ledger[index].points, index))
    rest = order[room - 1 :] if len(order) > room else []
    listed = order[: room - 1] if rest else order
    losses = [_loss(view, index, shown[index], paper, end) for index in listed]
    if rest:
        total = signed(-sum(shown[index] for index in rest))
        smaller = Span(f"{len(rest)} smaller reasons", "muted")
        losses.append(_entry(EDGE, 5, Span(total, "muted"), smaller, end, paper))
    return losses


def _loss(view: RelationshipView, index: int, tenth: int, paper: Paper, end: int) -> tuple[Cell, ...]:
    line = view.ledger[index]
    said = told(view, line, paper.zone)
    if cells(said) > end - EDGE - 7:
        said = told(view, line, paper.zone, short=True)
    look = ledger_token(line)
    quiet: Token = "muted" if look == "muted" else "text"
    return _entry(EDGE, 5, Span(signed(-tenth), look), Span(said, quiet), end, paper)


def _entry(at: int, room: int, number: Span, told: Span, end: int, paper: Paper) -> tuple[Cell, ...]:
    text = at + room + 2
    said = told._replace(text=cut(told.text, end - text, paper.signs.cut))
    return (Cell(at, room, (number,), right=True), Cell(text, end - text, (said,)))


def _heal_title(at: int) -> tuple[Cell, ...]:
    return (Cell(at, 37, (Span("What would heal it", "title"),)),)


def _heals(view: RelationshipView, paper: Paper, at: int) -> list[tuple[Cell, ...]]:
    worth = [row for row in view.heals if points(row.points)][: LEDGER_LINES - 2]
    listed = [_heal(row, paper, at) for row in worth]
    if not worth:
        listed.append((Cell(at, paper.width - at, (Span("Nothing is open that would.", "muted"),)),))
    if view.row.health.score is not None and len(listed) < LEDGER_LINES:
        listed += [()] if len(listed) < LEDGER_LINES - 1 else []
        listed.append((Cell(at, paper.width - at, (Span("Time alone heals nothing.", "muted"),)),))
    return listed


def _heal(row: OpenRow, paper: Paper, at: int) -> tuple[Cell, ...]:
    return _entry(at, 5, Span(points(row.points), "good"), Span(heal(row, paper)), paper.width - 2, paper)
