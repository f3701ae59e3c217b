"""The title of Today: the day, whose it is, how fresh the mail is, and how much is dealt with."""

from __future__ import annotations

from datetime import date

from tui.domain.absence import Absence
from tui.domain.views import Today
from tui.present.due import on_day
from tui.present.lines import Cell, bar, cells, lay, length, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span, Token
from tui.present.today import EDGE
from tui.present.words import lately, local, long_day

DEALT = "12 of 12 dealt with"


def title(today: Today, paper: Paper, me: str) -> Line:
    """Day, whose it is, how fresh the mail is, and how much of it is dealt with."""
    tail = _dealt(today)
    left = head(today.day, today.whose, me, paper)
    told = (*left, *_fresh(today, paper)) if today.away is None else _gone(today, today.away, me, tail, paper)
    start = max(length(told) + EDGE + 2, _bar_start(paper.width))
    end = paper.width - 2 - length(tail) - 2
    share = today.dealt / today.total if today.total else 0.0
    room = end - start if today.total else 0
    progress = _progress(start, room, share, paper)
    return lay(paper.width, (Cell(EDGE, paper.width, told), *progress, _end(tail, paper)))


def _progress(start: int, room: int, share: float, paper: Paper) -> tuple[Cell, ...]:
    if room <= 3:
        return ()
    look: Token = "good" if share >= 1 else "accent"
    return (Cell(start, room, bar(share, room, paper.signs.heavy, paper.signs.light, look)),)


def _end(tail: Line, paper: Paper) -> Cell:
    return Cell(max(paper.width - 2 - length(tail), 0), length(tail), tail)


def loading_title(whose: str | None, paper: Paper, me: str) -> Line:
    """The title while nothing is counted yet."""
    told = head(local(paper.now, paper.zone).date(), whose, me, paper)
    start = max(length(told) + EDGE + 2, _bar_start(paper.width))
    end = paper.width - 2 - len(DEALT) - 2
    return lay(paper.width, (Cell(EDGE, paper.width, told), *_progress(start, end - start, 0.0, paper)))


def _bar_start(width: int) -> int:
    if width >= 118:
        return width - 58
    return width - 46 if width >= 72 else width - 32


def head(day: date, whose: str | None, me: str, paper: Paper) -> Line:
    """The left of the title: the day and for whom."""
    spans: Line = (Span(long_day(day), "title"),)
    text = "for you" if whose == me else f"for {name(whose)}" if whose else "the team"
    return (*spans, Span(f"  {text}", "muted")) if paper.width >= 72 or whose != me else spans


def _gone(today: Today, away: Absence, me: str, tail: Line, paper: Paper) -> Line:
    """The day, that whose it is are away, and who stands in; as much of it as fits."""
    day = on_day(away.until, paper)
    who = "" if today.whose == me else f"{name(away.who)} is "
    deputy = name(away.deputy)
    said = (f"away until {day}, {deputy} stands in", f"away until {day}", f"back {day}", "away")
    date: Line = (Span(long_day(today.day), "title"),)
    room = paper.width - EDGE - length(date) - length(tail) - 6
    told = next((text for text in said if cells(who + text) <= room), said[-1])
    return (*date, Span("  "), Span(f"{who}{told}", "watch"))


def _fresh(today: Today, paper: Paper) -> Line:
    """When mail was last read."""
    if today.mail_read is None or paper.width < 72:
        return ()
    read = "   mail read " if paper.wide else ", mail "
    look: Token = "watch" if today.mail_old else "muted"
    return (Span(f"{read}{lately(today.mail_read, paper.now, paper.zone)}", look),)


def _dealt(today: Today) -> Line:
    if not today.total:
        return (Span("nothing to deal with", "muted"),) if today.relationships else ()
    return (
        Span(str(today.dealt), "title"),
        Span(" of ", "muted"),
        Span(str(today.total), "title"),
        Span(" dealt with", "muted"),
    )
