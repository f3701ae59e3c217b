"""What is told on return: who did what meanwhile, with whom, who asks since then, and what is owed now."""

from __future__ import annotations

from collections.abc import Iterator

from tui.domain.digest import Did, Digest
from tui.present.daydone import NOUNS, graded
from tui.present.lines import Cell, cells, cut, fit, lay, length, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span, Token
from tui.present.today import EDGE, row_line
from tui.present.words import count, day, local


def title(digest: Digest, paper: Paper) -> Line:
    """From which day to which one was away."""
    today, first, last = (local(at, paper.zone).date() for at in (paper.now, digest.at, digest.until - 1))
    span = day(first, today) if first == last else f"{day(first, today)} to {day(last, today)}"
    return fit((Span("   While you were away", "title"), Span(f", {span}", "muted")), paper.width)


def lines(digest: Digest, paper: Paper) -> tuple[Line, ...]:
    """All of it, as many lines as it takes."""
    gap: tuple[Line, ...] = ((),)
    widest = max((cells(name(did.name)) for did in digest.people), default=0)
    told = [*gap, *(_person(did, min(widest, 16), paper) for did in digest.people)]
    if not digest.people:
        told.append((Span("   Nothing of yours was changed meanwhile."),))
    if digest.things:
        told += [*gap, _heading("Dealt with", len(digest.things)), *(_thing(did, paper) for did in digest.things)]
    if digest.new:
        told += [*gap, _heading("New and still open", len(digest.new)), *(row_line(r, paper) for r in digest.new)]
    return tuple(fit(line, paper.width) for line in (*told, *gap, _owed(digest)))


def part(told: tuple[Line, ...], top: int, height: int) -> tuple[Line, ...]:
    """As many of the lines as fit from one on; the last says how many more there are."""
    shown, more = told[top : top + height], len(told) - top - height
    if more <= 0 or not shown:
        return shown
    return (*shown[:-1], (Span(f"   {more + 1:,} more below", "muted"),))


def _heading(text: str, number: int) -> Line:
    return (Span(f"   {text}", "muted", bold=True), Span(f" {number}", "muted"))


def _person(did: Did, room: int, paper: Paper) -> Line:
    """One teammate with all that they did."""
    who = Cell(EDGE, room, (Span(cut(name(did.name), room, paper.signs.cut), "strong"),))
    return lay(paper.width, (who, Cell(EDGE + room + 2, paper.width, (Span(", ".join(_told(did))),))))


def _thing(did: Did, paper: Paper) -> Line:
    """One relationship with what was done there, by whom, and how it stands now."""
    signs, wide = paper.signs, paper.width >= 72
    change = did.changes[0] if did.changes else None
    moved: Line = ()
    if change and wide:
        moved = (*graded(change.before), Span(f" {signs.arrow} ", "muted"), *graded(change.after, bold=True))
    by = cut(", ".join(map(name, did.by)), 12, signs.cut)
    end = paper.width - (16 if wide else 2) - len(by)
    who = 24 if paper.wide else 17
    what = EDGE + who + 1
    placed = (
        Cell(1, 1, (Span(signs.kept, "good"),)),
        Cell(EDGE, who, (Span(cut(name(did.name), who, signs.cut), "strong"),)),
        Cell(what, end - 2 - what, (Span(cut(", ".join(_told(did)), max(end - 2 - what, 0), signs.cut)),)),
        Cell(end, len(by), (Span(by, "muted"),)),
        Cell(paper.width - 2 - length(moved), length(moved), moved),
    )
    return lay(paper.width, placed)


def _told(did: Did) -> Iterator[str]:
    """What was done, each kind with its number."""
    for tally in did.tallies:
        one, many, _ = NOUNS[tally.kind]
        yield f"{tally.count:,} {one if tally.count == 1 else many}"
    if did.others:
        yield count(did.others, "other change" if did.tallies else "change")


def _owed(digest: Digest) -> Line:
    """What of all that is owed now wants an eye."""
    counted: tuple[tuple[int, str, Token], ...] = (
        (digest.flagged, "flagged", "bad"),
        (digest.overdue, "overdue", "bad"),
        (digest.due_today, "due today", "watch"),
    )
    spans: list[Span] = []
    for number, what, token in counted:
        if number:
            spans += [Span(", " if spans else "   Yours now: "), Span(f"{number:,} {what}", token)]
    return (*spans, Span(".")) if spans else (Span("   Nothing of yours is late or due today."),)
