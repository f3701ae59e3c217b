"""The strip under Today's list: the last words, the target and what healing is worth."""

from __future__ import annotations

from tui.domain.model import Channel
from tui.domain.views import OpenRow, Reading
from tui.present.due import on_day, when, when_token
from tui.present.grade import standing
from tui.present.lines import Cell, crop, fit, lay, length, name, prose, rule, wrapped
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.today import EDGE
from tui.present.words import count, moment, points, span, target, times

SAID: dict[Channel, str] = {"call": "called", "meeting": "asked at the meeting", "note": "said"}


def strip(row: OpenRow, reading: Reading, paper: Paper, height: int, me: str = "") -> tuple[Line, ...]:
    """The rule and what stands under it, `height` lines in all; `me` is who reads it."""
    away = stands_in(row, me, paper)
    body = height - 1 - len(away)
    if body < 3:
        said = _brief(row, reading, paper, body)
    elif body < 7:
        said = (_meta(row, reading, paper), *_quoted(row, reading, paper, body - 1))
    else:
        said = _whole(row, reading, paper, body)
    return (head(row, reading, paper), *(fit(line, paper.width) for line in (*away, *said[:body])))


def stands_in(row: OpenRow, me: str, paper: Paper) -> tuple[Line, ...]:
    """For whom a row is to be dealt with, until when and by whom; nothing where whose it is are there."""
    if row.absent is None:
        return ()
    who, until, deputy = name(row.absent.who), on_day(row.absent.until, paper), row.absent.deputy
    does = "you stand in" if deputy == me else f"{name(deputy)} stands in"
    return ((Span(f"   {who} is away until {until}; {does}.", "watch"),),)


def draft_strip(row: OpenRow, paper: Paper, resume: str, discard: str) -> tuple[Line, ...]:
    """The strip for what was left half typed: what it says so far, and the keys."""
    title = rule((Span(name(row.who), "title"),), (Span("half typed", "muted"),), paper.width, paper.signs.light)
    said = tuple((Span("   "), Span(text)) for text in wrapped(name(row.what), _room(paper))[:2])
    keys: Line = (Span("   "), Span(resume, "key"), Span(" goes on typing, ", "muted"), Span(discard, "key"))
    return tuple(fit(line, paper.width) for line in (title, *said, (*keys, Span(" forgets it", "muted"))))


def head(row: OpenRow, reading: Reading, paper: Paper) -> Line:
    """The rule: who, and how that relationship stands."""
    right = standing(reading.health, reading.trend, paper.signs, long=paper.wide)
    return rule((Span(name(row.who), "title"),), right, paper.width, paper.signs.light)


def _room(paper: Paper) -> int:
    return max(8, paper.width - EDGE - (2 if paper.width < 72 else 9))


def _brief(row: OpenRow, reading: Reading, paper: Paper, lines: int) -> tuple[Line, ...]:
    worth = points(row.points)
    for narrower in (0, len(worth) + 2):
        page = paper.narrowed(paper.width - narrower)
        told = _quoted(row, reading, page, lines) or (_meta(row, reading, page),)
        if worth and length(told[-1]) + len(worth) + 3 <= paper.width:
            return (*told[:-1], (*told[-1], Span(f"  {worth}", "title")))
    return told


def _whole(row: OpenRow, reading: Reading, paper: Paper, height: int) -> tuple[Line, ...]:
    quote = _quoted(row, reading, paper, height - 5)
    gap: tuple[Line, ...] = ((),)
    told = (_meta(row, reading, paper), *gap, *quote, *(gap if quote else ()))
    return (*told, _facts(row, paper), _worth(row, reading, paper))


def _meta(row: OpenRow, reading: Reading, paper: Paper) -> Line:
    """Who said it and when."""
    if row.kind == "wait":
        return _wait_meta(row, reading, paper)
    if row.kind == "silence":
        last = on_day(paper.now - row.silent, paper)
        rhythm = "" if paper.tall else f" The rhythm is one in {row.cadence} days."
        return _muted(f"The last contact was on {last}.{rhythm}")
    if row.kind == "thanks":
        return _muted(f"{_author(row, reading)} wrote {_when(reading.at or row.opened, paper)}.")
    by = name(row.by or "") or "we"
    verb = "said" if row.kind == "their promise" else "promised" if row.kind == "promise" else "decided"
    who = name(row.contact) or "they" if row.kind == "their promise" else by
    moved = f", moved {times(row.moves)}" if row.moves else ""
    due = f", due {on_day(row.due, paper)}" if row.due is not None else ""
    return _muted(f"{who} {verb} it {on_day(row.opened, paper)}{due}{moved}.")


def _wait_meta(row: OpenRow, reading: Reading, paper: Paper) -> Line:
    subject = ""
    if paper.wide and reading.subject:
        signs = paper.signs
        subject = f", {signs.opening}{crop(name(reading.subject), 40)}{signs.closing}"
    opened = moment(row.opened, paper.now, paper.zone)
    said = f"{_author(row, reading)} {SAID.get(row.channel, 'wrote')} {opened}{subject}"
    if row.last_ping is not None and row.pings:
        again = _when(row.last_ping, paper) if paper.wide else on_day(row.last_ping, paper)
        said += f", again {again}"
    if paper.tall:
        return _muted(f"{said}.")
    return (*_muted(f"{said}. "), Span(f"Target {target(row.target)}.", "bad" if row.late > 0 else "muted"))


def _quoted(row: OpenRow, reading: Reading, paper: Paper, lines: int) -> tuple[Line, ...]:
    """The end of the message in quotation marks, at most `lines` lines."""
    if reading.text is None:
        told = "The text is not kept." if row.kind in ("wait", "thanks") else ""
        return (_muted(told),) if told else ()
    return tuple((Span("   "), Span(text)) for text in tail(prose(reading.text), _room(paper), lines, paper))


def tail(text: str, room: int, lines: int, paper: Paper) -> list[str]:
    """The last `lines` lines of a text, in quotation marks, a gap marking what is left out."""
    signs = paper.signs
    space = room * lines
    words = " ".join(text[-8 * space :].split())
    if not words or lines < 1:
        return []
    whole = wrapped(f"{signs.opening}{words}{signs.closing}", room) if len(words) <= space else []
    if whole and len(whole) <= lines and len(text) <= 8 * space:
        return whole
    kept = words[-space:].split(" ")[1:] or [words[-room // 2 :]]
    while kept:
        shown = wrapped(f"{signs.opening}{signs.gap}{' '.join(kept)}{signs.closing}", room)
        if len(shown) <= lines:
            return shown
        kept = kept[1:]
    return wrapped(words[-room // 2 :], room)[-lines:]


def _facts(row: OpenRow, paper: Paper) -> Line:
    """How late in whole sentences."""
    late = Span(f"   {when(row, paper)}", when_token(row))
    if row.kind == "thanks":
        return _muted("Nobody has thanked for it yet.")
    if row.kind != "wait":
        late_by = " of working time" if row.late > 0 else ""
        more = f" the rhythm of {row.cadence} days" if row.kind == "silence" else late_by
        return (late, *_muted_on(f"{more}."))
    owed = f"target {target(row.target)}"
    if row.late <= 0:
        return (late, *_muted_on(f", {owed}."))
    flagged = " Past 3 times the target: flagged." if row.group == "flagged" else ""
    return (late, *_muted_on(f" of working time ({span(row.waited_wall)} by the wall), {owed}.{flagged}"))


DOING: dict[str, str] = {
    "wait": "Answering now",
    "promise": "Keeping it now",
    "follow-up": "Doing it now",
    "thanks": "Saying thanks",
    "silence": "Getting in touch",
    "their promise": "It coming in",
}


def _worth(row: OpenRow, reading: Reading, paper: Paper) -> Line:
    """What ending it well is worth, and what else is open there."""
    worth = points(row.points)
    told: Line = ()
    if worth:
        told = (Span(f"{DOING[row.kind]} heals ", "muted"), Span(worth, "title"), Span(".  ", "muted"))
    others = [other for other in reading.also_open if other.id != row.id]
    if others:
        told = (*told, Span(f"Open besides: {_besides(others, paper)}.", "muted"))
    return lay(paper.width, (Cell(EDGE, paper.width - EDGE - 1, told),))


def _besides(others: list[OpenRow], paper: Paper) -> str:
    nouns = {"wait": "reply", "their promise": "promise of theirs"}
    row = others[0]
    noun = nouns.get(row.kind, row.kind)
    if len(others) > 1:
        return count(len(others), "more thing")
    due = f" due {on_day(row.due, paper)}" if row.due is not None else ""
    return f"1 {noun}{due}, {name(row.what)}" if row.what else f"1 {noun}{due}"


def _author(row: OpenRow, reading: Reading) -> str:
    return name(reading.author) or name(row.contact) or "They"


def _when(at: int, paper: Paper) -> str:
    return moment(at, paper.now, paper.zone)


def _muted(text: str) -> Line:
    return (Span("   "), Span(text, "muted"))


def _muted_on(text: str) -> Line:
    return (Span(text, "muted"),)
