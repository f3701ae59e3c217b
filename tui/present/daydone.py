"""Today when nothing is left: what was done, what it moved, and what is late all the same."""

from __future__ import annotations

from tui.domain.deed import Change, DayDone, Tally
from tui.domain.views import Grade, Today
from tui.present.due import what
from tui.present.grade import token
from tui.present.lines import Cell, cut, fit, lay, length, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.today import EDGE
from tui.present.told import signed_points
from tui.present.words import count, on, whole

NOUNS: dict[str, tuple[str, str, str]] = {
    "replied": ("reply logged", "replies logged", "heals"),
    "kept": ("promise kept", "promises kept", "heals"),
    "done": ("follow-up done", "follow-ups done", "heals"),
    "thanked": ("thank-you", "thank-yous", "warms"),
    "waived": ("needed no reply", "needed no reply", "heals"),
    "snoozed": ("snoozed", "snoozed", "to"),
    "givenup": ("given up", "given up", "admits"),
    "broken": ("promise broken", "promises broken", "admits"),
    "moved": ("date moved", "dates moved", "moves"),
    "logged": ("thing logged", "things logged", "moves"),
}
MOST = 4


def lines(today: Today, done: DayDone, paper: Paper) -> tuple[Line, ...]:
    """The block over what is coming up; `today` has no row left that counts."""
    table = _table(done, paper)
    told = (_headline(today, paper), (), _sentence(today, done), *(((), *table) if table else ()))
    late = _others(done, paper)
    above: tuple[Line, ...] = ((), ()) if paper.tall else ((),)
    body = (*above, *told, *(((), late) if late else ()), ())
    return tuple(fit(line, paper.width) for line in body)


def _headline(today: Today, paper: Paper) -> Line:
    if today.hidden_flags:
        left = f"Dealt with all but {today.hidden_flags}."
        more = " Snoozed, but flagged all the same." if today.hidden_flags == 1 else " Snoozed, but flagged still."
        return (Span("   "), Span(left, "title"), Span(more, "watch"))
    return (Span(f"   {paper.signs.kept} ", "good"), Span("Done for today.", "good", bold=True))


def _sentence(today: Today, done: DayDone) -> Line:
    spent = f" in {count(done.minutes, 'minute')}" if done.minutes is not None else ""
    waits = f"{count(done.waiting, 'reply', 'replies')} of the team's {'is' if done.waiting == 1 else 'are'} late."
    late = waits if done.waiting else "Nobody waits past their target."
    return (Span(f"   {count(today.dealt, 'thing')} dealt with{spent}. {late}"),)


def _table(done: DayDone, paper: Paper) -> tuple[Line, ...]:
    """What was done on the left, whose score it moved on the right."""
    half = 44 if paper.width >= 72 else paper.width
    size = max(len(done.tallies), min(len(done.changes), MOST)) if half < paper.width else len(done.tallies)
    left = 0 if paper.width < 100 else 20
    rows = []
    for index in range(size):
        placed = [*(_tally(done.tallies[index], left, paper) if index < len(done.tallies) else ())]
        if half < paper.width and index < min(len(done.changes), MOST):
            placed += _change(done.changes[index], left + half, paper)
        rows.append(lay(paper.width, placed))
    return tuple(rows)


def _tally(tally: Tally, left: int, paper: Paper) -> tuple[Cell, ...]:
    one, many, verb = NOUNS[tally.kind]
    if tally.until is not None:
        moved: Line = (Span(on(tally.until, paper.now, paper.zone)),)
    else:
        worth = signed_points(tally.moved)
        moved = (Span(worth, "good" if worth.startswith("+") else "bad"),)
        verb = verb if worth else ""
    return (
        Cell(left + EDGE, 3, (Span(str(tally.count), "title"),), right=True),
        Cell(left + EDGE + 4, 16, (Span(one if tally.count == 1 else many),)),
        Cell(left + EDGE + 21, 7, (Span(verb, "muted"),)),
        Cell(left + EDGE + 28, 11, moved, right=True),
    )


def _change(change: Change, at: int, paper: Paper) -> tuple[Cell, ...]:
    signs = paper.signs
    room = 17 if paper.width < 100 else 24
    told: Line = (*graded(change.before), Span(f" {signs.arrow} ", "muted"), *graded(change.after, bold=True))
    who = Cell(at, room, (Span(cut(name(change.who), room, signs.cut), "strong"),))
    return (who, Cell(at + room + 1, length(told), told))


def graded(stood: tuple[str, float], *, bold: bool = False) -> Line:
    """A grade with its score."""
    grade: Grade = stood[0]  # type: ignore[assignment]
    return (Span(grade, token(grade)), Span(f" {whole(stood[1], '')}", "strong" if bold else "muted", bold=bold))


def _others(done: DayDone, paper: Paper) -> Line:
    """What is late and somebody else's."""
    if not done.others:
        return ()
    row = done.others[0]
    more = len(done.others) - 1
    whose = name(row.by or row.owner or "nobody")
    said = f"{cut(what(row, paper), 30, paper.signs.cut)}, {name(row.who)} ({whose})"
    rest = Span(f" and {more} more" if more else "", "muted")
    return (Span("   Not yours, still late: ", "muted"), Span(said), rest)
