"""The page Today: its title, groups and rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from tui.domain.views import Group, OpenRow, RowKind, Today
from tui.present.due import what, when, when_token
from tui.present.glyphs import of_row
from tui.present.grade import score
from tui.present.lines import Cell, cut, fit, lay, length, name, wrapped
from tui.present.paper import Paper
from tui.present.spans import Line, Span, Token
from tui.present.words import count, points

EDGE = 3
NAMED = 8
VERBS: dict[RowKind, str] = {
    "wait": "replied",
    "promise": "kept",
    "their promise": "came in",
    "follow-up": "done",
    "thanks": "thanked",
    "silence": "log",
    "draft": "resume",
    "review": "reviewed",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """The line over a group; the first one on the page carries the captions."""

    group: Group
    count: int
    first: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A muted line between or after rows; `text` "" is a blank line."""

    text: str = ""


Item = Heading | Note | OpenRow


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of Today stand; a column of width 0 is left out."""

    who: int
    what: int
    when: int
    score: int = 0
    owner: int = 0
    heals: int = 0
    end: int = 0
    verb: int = 0


def columns(paper: Paper, *, verbs: bool = False) -> Columns:
    """Drop order: owner, score, points and the verb."""
    width = paper.width
    end = width - 10 if verbs else width
    who = 24 if paper.wide else min(17, max(4, width // 3))
    text = EDGE + who + 1
    verb = width - 10 if verbs else 0
    if paper.wide:
        return Columns(who, text, end - 29, end - 26, end - 19, end - 9, end - 2, verb)
    if width >= 72:
        return Columns(who, text, end - 9, heals=end - 7, end=end - 2, verb=verb)
    return Columns(who, text, width - 1)


def items(today: Today, paper: Paper) -> tuple[Item, ...]:
    """Headings and rows in order, with blank lines between groups where there is room."""
    listed: list[Item] = []
    for group, rows in groupby((row for row in today.rows if row.group), key=lambda row: row.group):
        found = tuple(rows)
        if listed and paper.tall:
            listed.append(Note())
        listed.append(Heading(group or "coming up", len(found), not listed))
        listed += found
    if today.more_silent:
        listed.append(Note(f"and {today.more_silent:,} more past their rhythm"))
    return tuple(listed)


def line(item: Item, paper: Paper, key: str = "") -> Line:
    """Any line of the list; `key` deals with a row, and stands there with the row's verb."""
    if isinstance(item, OpenRow):
        return row_line(item, paper, key)
    if isinstance(item, Heading):
        return heading_line(item, paper, verbs=bool(key))
    return lay(paper.width, (Cell(EDGE, paper.width, (Span(item.text, "muted"),)),))


def heading_line(item: Heading, paper: Paper, *, verbs: bool = False) -> Line:
    """A group's name and count."""
    text: Line = (Span(item.group.capitalize(), "muted", bold=True), Span(f" {item.count}", "muted"))
    placed = [Cell(EDGE, 24, text)]
    return lay(paper.width, (*placed, *(captions(paper, verbs=verbs) if item.first else ())))


def caption(item: Item) -> Heading | None:
    """What stands at the top while a group is scrolled past its heading: that heading with the captions."""
    return replace(item, first=True) if isinstance(item, Heading) else None


def captions(paper: Paper, *, verbs: bool = False) -> tuple[Cell, ...]:
    """The captions of the right columns."""
    at = columns(paper, verbs=verbs)
    named = []
    if at.score:
        named += [_caption(at.score, at.owner, "score"), _caption(at.owner, at.heals, "owner")]
    if at.heals:
        named.append(_caption(at.heals, at.end, "heals", right=True))
    if at.verb:
        named.append(_caption(at.verb, paper.width, "one key"))
    return tuple(named)


def _caption(at: int, end: int, text: str, *, right: bool = False) -> Cell:
    return Cell(at, end - at, (Span(text, "muted"),), right)


def row_line(row: OpenRow, paper: Paper, key: str = "") -> Line:
    """Who, what, how late, what for, which key."""
    at, signs = columns(paper, verbs=bool(key)), paper.signs
    late, whose = when(row, paper), stands_for(row, paper)
    room = at.when - len(late) - 2 - at.what
    told = cut(what(row, paper), max(room - length(whose), 0), signs.cut)
    placed = [
        Cell(1, 1, (Span(of_row(signs, row), row_token(row)),)),
        Cell(EDGE, at.who, (Span(cut(name(row.who), at.who, signs.cut), "strong"),)),
        Cell(at.what, room, (*whose, Span(told))),
        Cell(at.when - len(late), len(late), (Span(late, when_token(row)),)),
    ]
    if at.score and row.kind != "draft":
        owner = cut(name(row.owner or ""), at.heals - at.owner - 2, signs.cut)
        if not row.process:
            placed.append(Cell(at.score, 6, score(row.grade, row.score, signs)))
        placed.append(Cell(at.owner, 8, (Span(owner, "muted"),)))
    if at.heals:
        placed.append(Cell(at.heals, at.end - at.heals, (Span(points(row.points)),), right=True))
    if at.verb:
        placed.append(Cell(at.verb, 10, verb_of(row, key)))
    return lay(paper.width, placed)


def stands_for(row: OpenRow, paper: Paper) -> Line:
    """For whom a row is to be dealt with, where that is somebody who is away."""
    if row.absent is None:
        return ()
    return (Span(f"for {cut(name(row.absent.who), NAMED, paper.signs.cut)}: ", "muted"),)


def verb_of(row: OpenRow, key: str) -> Line:
    """The key that deals with a row, and the row's verb."""
    return (Span(key, "key"), Span(f" {VERBS[row.kind]}", "muted"))


def row_token(row: OpenRow) -> Token:
    """The colour of a row's sign."""
    if row.kind == "draft":
        return "muted"
    if row.kind in ("thanks", "silence"):
        return "accent"
    if row.group == "flagged" or row.late > 0:
        return "bad"
    return "watch" if row.group == "due today" else "muted"


def all_clear(today: Today, paper: Paper) -> tuple[Line, ...]:
    """What Today says when nobody waits."""
    told: tuple[Line, ...] = (
        (),
        (Span(f"   {paper.signs.kept} ", "good"), Span("Nothing is due and nobody waits.", "title")),
        (Span(f"   {count(today.relationships, 'relationship')} looked at.", "muted"),),
        (Span("   What comes in appears here by itself.", "muted"),),
    )
    return tuple(fit(line, paper.width) for line in told)


def half_typed(number: int, key: str, paper: Paper) -> Line:
    """How much was left half typed, and the key that goes there."""
    said = f"   {count(number, 'thing is', 'things are')} half typed: "
    return fit((Span(said, "muted"), Span(key, "key"), Span(" goes there", "muted")), paper.width)


WHY_EMPTY = "No mail yet, so nobody can be waiting."
IMPORT = "kept import mail PATH"
SAFE = "Nothing leaves this machine. Mail is read, never sent or changed."


def empty(paper: Paper, new: str, quick: str, sample: str) -> tuple[Line, ...]:
    """Today for somebody new: why it is empty and what to do, each with its key."""
    if paper.width < 72:
        return _empty_narrow(paper, new, quick, sample)
    margin = " " * (8 if paper.width < 100 else 28)
    told: tuple[Line, ...] = (
        (Span(WHY_EMPTY, "title"),),
        (),
        (Span("kept reads a mailbox you already have and finds out who waits for"),),
        (Span("an answer, since when, and what was promised."),),
        (),
        _offer("", "import a mailbox", "mbox, Maildir or .eml, in a shell:"),
        (Span(" " * 26), Span(IMPORT, "strong")),
        _offer(new, "add a relationship", "by hand: a name is enough"),
        _offer(quick, "log one thing", "called ana @acme re invoice"),
        _offer(sample, "look around", "opens sample data, saves nothing"),
        (),
        (Span(SAFE, "muted"),),
    )
    above = 8 if paper.tall else 3
    return (*((),) * above, *(fit((Span(margin), *said), paper.width) for said in told))


def _empty_narrow(paper: Paper, new: str, quick: str, sample: str) -> tuple[Line, ...]:
    """The same in one column."""
    room = max(8, paper.width - 2 * EDGE)
    told: tuple[Line, ...] = (
        *((Span(text, "title"),) for text in wrapped(WHY_EMPTY, room)),
        (),
        (Span("    a mailbox of yours, in a shell:"),),
        (Span("    "), Span(IMPORT, "strong")),
        (Span(f"{new:<4}", "key"), Span("add a relationship by hand")),
        (Span(f"{quick:<4}", "key"), Span("log one thing")),
        (Span(f"{sample:<4}", "key"), Span("sample data to look around")),
        (),
        *((Span(text, "muted"),) for text in wrapped(SAFE, room)),
    )
    return ((), *(fit((Span(" " * EDGE), *said), paper.width) for said in told))


def _offer(key: str, what_for: str, how: str) -> Line:
    return (Span(f"{key:<4}", "key"), Span(f"{what_for:<22}", "title"), Span(how, "muted"))
