"""The strip under the page Promises: in which words it was said, when it was due, how it ended."""

from __future__ import annotations

from collections.abc import Iterator

from tui.domain.model import Channel, Instant, Promise
from tui.domain.promiseviews import PromiseRow, Words
from tui.present.due import on_day
from tui.present.grade import letter
from tui.present.lines import cells, fit, length, name, prose, rule
from tui.present.paper import Paper
from tui.present.reading import tail
from tui.present.spans import Line, Span
from tui.present.today import EDGE
from tui.present.words import moment, points, span, times, whole

BY: dict[Channel, str] = {
    "email": "by mail",
    "call": "on the phone",
    "meeting": "in a meeting",
    "chat": "in a chat",
    "letter": "by letter",
    "note": "in a note",
}


def strip(row: PromiseRow, paper: Paper, height: int) -> tuple[Line, ...]:
    """The rule and what stands under it, `height` lines in all; the last one says when it was due."""
    right = moved(row.promise)
    title: Line = (Span(name(row.promise.text) or "no text", "title"),)
    head = rule(title, (Span(right, "muted"),) if right else (), paper.width, paper.signs.light)
    told = (*_said(row, paper, max(1, height - 2)), _facts(row, paper))
    return (head, *(fit(line, paper.width) for line in told[: height - 1]))


def moved(promise: Promise) -> str:
    """How often another date was asked for, and whether the other side agreed; "" where it never was."""
    moves, agreed = len(promise.moves), sum(move.agreed for move in promise.moves)
    if not moves:
        return ""
    other = "they" if promise.by_us else "we"
    how = "did not agree" if not agreed else "agreed" if agreed == moves else f"agreed {times(agreed)}"
    return f"moved {times(moves)}, {other} {how}"


def _said(row: PromiseRow, paper: Paper, lines: int) -> tuple[Line, ...]:
    """Its words in quotation marks with who said them, or who promised it when."""
    if row.said is None:
        who = name(row.promise.author) or ("we" if row.promise.by_us else "they")
        return (_muted(f"{who} promised it {on_day(row.promise.made_at, paper)}."),)
    by = _by(row.said, paper)
    quoted = _quoted(row.said, paper, lines, cells(by) + 1)
    if not quoted:
        return (_muted(f"The words are not kept. {by}"),)
    *before, last = quoted
    return (*((Span("   "), Span(text)) for text in before), (Span("   "), Span(f"{last} "), Span(by, "muted")))


def _by(said: Words, paper: Paper) -> str:
    who = name(said.author) or ("they" if said.direction == "in" else "we")
    told = f"{who}, {on_day(said.at, paper)}"
    return f"{told}, {BY[said.channel]}" if paper.width >= 72 else told


def _quoted(said: Words, paper: Paper, lines: int, needed: int) -> list[str]:
    """The end of what was said with room for `needed` cells behind it."""
    room = max(8, paper.width - EDGE - 3)
    for narrower in (0, needed):
        told = tail(prose(said.text or ""), max(8, room - narrower), lines, paper)
        if not told or cells(told[-1]) + needed <= room:
            break
    return told


def _facts(row: PromiseRow, paper: Paper) -> Line:
    """When it was due and what keeping it wins, or how it ended; as much of it as fits."""
    told: Line = ()
    for told in _variants(row, paper):
        if length(told) <= paper.width - 1:
            break
    return told


def _variants(row: PromiseRow, paper: Paper) -> Iterator[Line]:
    """The same from the longest to the shortest."""
    if row.open is None:
        yield _muted(f"{_due(row, paper)}, {_ended(row, paper)}")
        yield _muted(_ended(row, paper))
        return
    stands = f"{_due(row, paper)}{', late since then' if row.open.late > 0 else ''}."
    worth = points(row.open.points) if row.promise.by_us else ""
    if worth:
        heals: Line = (Span(" Keeping it now heals ", "muted"), Span(worth, "title"))
        score = f"{letter(row.grade, paper.signs)} {whole(row.score, paper.signs.unmeasured)}"
        if paper.wide:
            yield (*_muted(stands), *heals, Span(f" for {name(row.who)} ({score}).", "muted"))
        yield (*_muted(stands), *heals, Span(".", "muted"))
        yield (*_muted(f"due {_date(row.due, row, paper)}."), *heals, Span(".", "muted"))
    else:
        yield _muted(stands)


def _due(row: PromiseRow, paper: Paper) -> str:
    """Its dues: the first one, and the one that stands."""
    first = _date(row.promise.due, row, paper)
    if not row.promise.moves:
        return f"due {first}"
    then = f", then {_date(row.due, row, paper)}" if row.due != row.promise.due else ""
    return f"first due {first}{then}"


def _date(due: Instant, row: PromiseRow, paper: Paper) -> str:
    # a day without working time ends at 24:00, which is the next one's 00:00
    return on_day(due - 1, paper) if row.promise.day_alone else moment(due, paper.now, paper.zone)


def _ended(row: PromiseRow, paper: Paper) -> str:
    """How and when it ended, and why where somebody said so."""
    ended = moment(row.promise.ended_at or row.due, paper.now, paper.zone)
    late = f", late {span(row.how.late, row.day)}" if row.how and row.how.said == "late" else ""
    why = f" Why: {name(row.why)}" if row.why else ""
    return f"{row.promise.state} {ended}{late}.{why}"


def _muted(text: str) -> Line:
    return (Span("   "), Span(text, "muted"))
