"""The page Promises: how promises are kept, and the rows of what we owe, what they owe and what ended lately."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from tui.domain.model import Seconds
from tui.domain.promised import Ratio
from tui.domain.promiseviews import PromiseRow, PromisesView, Share
from tui.present.due import when
from tui.present.lines import Cell, bar, cells, cut, fit, lay, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span, Token
from tui.present.today import EDGE, Note
from tui.present.words import count, on, span

Shown = Literal["both", "ours", "theirs"]
SHOWN: tuple[Shown, ...] = ("both", "ours", "theirs")
SPOKEN: dict[Shown, str] = {"both": "", "ours": "what we owe, ", "theirs": "what they owe, "}
MOST_TEAM = 6
OFTEN = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """The line over a group: its name and what it counts; the first one on the page carries the captions."""

    group: str
    told: str
    first: bool


Item = Heading | Note | PromiseRow


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns stand; `due` and `moved` are right edges, a column of 0 is left out."""

    who: int
    what: int
    due: int
    moved: int = 0
    by: int = 0


def columns(paper: Paper) -> Columns:
    """Drop order: moved, by."""
    width = paper.width
    who = 26 if paper.wide else min(17, max(4, width // 3))
    what = EDGE + who + 1
    if width < 56:
        return Columns(who, what, width - 2)
    by = width - (11 if paper.wide else 8)
    return Columns(who, what, by - 9, by - 2, by) if width >= 72 else Columns(who, what, by - 2, by=by)


def title(whose: str | None, shown: Shown, me: str, paper: Paper) -> Line:
    """The page's name, whose promises, which side's and of how long."""
    who = "everyone" if whose is None else "yours" if whose == me else name(whose)
    told: Line = (Span("Promises", "title"), Span(f"  {who}, {SPOKEN[shown]}12 months", "muted"))
    end = paper.width - 3
    at = end - len("kept on time")
    return lay(paper.width, (Cell(EDGE, at - EDGE - 1, told), Cell(at, 12, (Span("kept on time", "muted"),))))


def head(view: PromisesView | None, paper: Paper, *, roomy: bool) -> tuple[Line, ...]:
    """How we, they and, where there is room, each teammate keep promises; blank until it is read."""
    gap: tuple[Line, ...] = ((),) if roomy else ()
    if view is None:
        return (*gap, (), (), *gap)
    ours, theirs = view.figures.ours, view.figures.theirs
    sides = (("we", ours, _moved(ours)), ("they", theirs, _worst(view)))
    lines = [_ratio_line(who, ratio, told, view.day, paper) for who, ratio, told in sides]
    team = _team(view, paper) if paper.wide and paper.tall else ()
    return (*gap, *lines, *((*gap, *team) if team else ()), *gap)


def _team(view: PromisesView, paper: Paper) -> tuple[Line, ...]:
    team = view.team
    shown = team if len(team) <= MOST_TEAM else team[: MOST_TEAM - 1]
    lines = [_ratio_line(share.handle, share.ratio, _load(share), view.day, paper) for share in shown]
    if len(shown) < len(team):
        more = count(len(team) - len(shown), "more teammate")
        lines.append(lay(paper.width, (Cell(EDGE, paper.width, (Span(f"and {more}", "muted"),)),)))
    return tuple(lines)


def _ratio_line(who: str, ratio: Ratio, told: str, day: Seconds, paper: Paper) -> Line:
    """A bar, per cent, how many of how many, how late, and more where it fits."""
    width, signs = paper.width, paper.signs
    start = 13 if width >= 72 else 9
    long = 26 if paper.wide else min(22, width - start - 42)
    end = start + max(0, long)
    share = ratio.say_do
    number = signs.unmeasured if share is None else f"{100 * ratio.on_time // ratio.n} %"
    of = f"{ratio.on_time:,} of {ratio.n:,}".rjust(8) if ratio.n else ""
    placed = [
        Cell(EDGE, start - EDGE - 1, (Span(cut(name(who), start - EDGE - 1, signs.cut)),)),
        Cell(end + 2, 5, (Span(number, "title" if ratio.n else "muted"),), right=True),
        Cell(end + 10, cells(of), (Span(of, "muted"),)),
        Cell(end + 10 + max(11, cells(of) + 2), 22, (Span(_late(ratio, day), "muted"),)),
    ]
    if long > 2:
        drawn = bar(share or 0.0, long, signs.heavy, signs.light, "accent")
        placed.insert(1, Cell(start, long, drawn))
    if paper.wide:
        placed.append(Cell(end + 44, width - end - 46, (Span(cut(told, width - end - 46, signs.cut), "muted"),)))
    return lay(width, placed)


def _late(ratio: Ratio, day: Seconds) -> str:
    """How late those were that were kept late, in the middle."""
    if ratio.median_late is None:
        return "none late" if ratio.n else "nothing ended yet"
    return f"late {'one' if ratio.late == 1 else 'ones'} by {span(ratio.median_late, day)}"


def _moved(ratio: Ratio) -> str:
    told = [f"{ratio.broken:,} broken"] if ratio.broken else []
    told += [f"{ratio.moved:,} moved"] if ratio.moved else []
    told += [f"{ratio.not_agreed:,} not agreed"] if ratio.not_agreed else []
    return ", ".join(told)


def _worst(view: PromisesView) -> str:
    """How many they broke, and who most of all."""
    worst, ratio = view.figures.worst, view.figures.theirs
    if worst is None:
        return _moved(ratio)
    return f"{ratio.broken:,} broken; {name(view.worst)} {worst.broken} of {worst.n}"


def _load(share: Share) -> str:
    full = ", full" if share.count >= share.capacity else ""
    return f"{share.count} of {share.capacity} this week{full}"


def items(view: PromisesView, shown: Shown, paper: Paper) -> tuple[Item, ...]:
    """Headings and rows in order, with blank lines between groups where there is room."""
    listed: list[Item] = []
    for group, told, rows in _groups(view, shown):
        if not rows:
            continue
        if listed and paper.tall:
            listed.append(Note())
        listed.append(Heading(group, told, not listed))
        listed += rows
    return tuple(listed)


def _groups(view: PromisesView, shown: Shown) -> Iterator[tuple[str, str, tuple[PromiseRow, ...]]]:
    if shown != "theirs":
        yield "We owe them", f"{len(view.ours):,} open", view.ours
    if shown != "ours":
        yield "They owe us", f"{len(view.theirs):,} open", view.theirs
    wanted = {"both": (True, False), "ours": (True,), "theirs": (False,)}[shown]
    yield "Lately", "28 days", tuple(row for row in view.lately if row.promise.by_us in wanted)


def line(item: Item, paper: Paper) -> Line:
    """Any line of the list."""
    if isinstance(item, PromiseRow):
        return row_line(item, paper)
    if isinstance(item, Heading):
        return heading_line(item, paper)
    return lay(paper.width, (Cell(EDGE, paper.width, (Span(item.text, "muted"),)),))


def heading_line(item: Heading, paper: Paper) -> Line:
    """A group's name and count."""
    text: Line = (Span(item.group, "muted", bold=True), Span(f" {item.told}", "muted"))
    return lay(paper.width, (Cell(EDGE, 30, text), *(captions(paper) if item.first else ())))


def caption(item: Item) -> Heading | None:
    """What stands at the top while a group is scrolled past its heading: that heading with the captions."""
    return replace(item, first=True) if isinstance(item, Heading) else None


def captions(paper: Paper) -> tuple[Cell, ...]:
    """The captions of the right columns."""
    at = columns(paper)
    placed = [Cell(at.due - 3, 3, (Span("due", "muted"),))]
    if at.moved:
        placed.append(Cell(at.moved - 5, 5, (Span("moved", "muted"),)))
    if at.by:
        placed.append(Cell(at.by, 2, (Span("by", "muted"),)))
    return tuple(placed)


def row_line(row: PromiseRow, paper: Paper) -> Line:
    """Who, what, when or how it ended, how often it was moved, whose it is."""
    at, signs = columns(paper), paper.signs
    ending = outcome(row, paper)
    room = at.due - cells(ending.text) - 2 - at.what
    placed = [
        Cell(1, 1, (sign(row, paper),)),
        Cell(EDGE, at.who, (Span(cut(name(row.who), at.who, signs.cut), "strong"),)),
        Cell(at.what, room, (Span(cut(what(row), room, signs.cut)),)),
        Cell(at.due - cells(ending.text), cells(ending.text), (ending,)),
    ]
    if at.moved:
        placed.append(Cell(at.moved - 6, 6, _times(row, paper), right=True))
    if at.by:
        end = paper.width - 1
        placed.append(Cell(at.by, end - at.by, (Span(cut(name(row.by), end - at.by, signs.cut), "muted"),)))
    return lay(paper.width, placed)


def what(row: PromiseRow) -> str:
    """What was promised; among those that ended, theirs are named as theirs."""
    text = name(row.promise.text) or "no text"
    return text if row.open or row.promise.by_us else f"theirs: {text}"


def _times(row: PromiseRow, paper: Paper) -> Line:
    """How often another date was asked for; from the third time on it is a warning."""
    moves = len(row.promise.moves)
    if not moves:
        return (Span(paper.signs.nothing, "faint"),)
    if moves >= OFTEN:
        return (Span(f"{paper.signs.late} {moves}", "watch"),)
    return (Span(str(moves), "muted"),)


def sign(row: PromiseRow, paper: Paper) -> Span:
    """The sign in the second column."""
    signs = paper.signs
    if row.open is None:
        return _ended_sign(row, paper)
    if row.open.flagged:
        return Span(signs.flag, "bad")
    if row.open.late > 0:
        return Span(signs.late, "bad")
    return Span(signs.today, "watch") if _due_today(row, paper) else Span(signs.coming, "muted")


def _ended_sign(row: PromiseRow, paper: Paper) -> Span:
    if row.promise.state == "kept":
        return Span(paper.signs.kept, "good")
    broken = row.promise.state == "broken"
    return Span(paper.signs.broken, "bad") if broken else Span(paper.signs.unmeasured, "muted")


def _due_today(row: PromiseRow, paper: Paper) -> bool:
    return on(row.due, paper.now, paper.zone) == "today"


OUTCOMES: dict[str, Token] = {"on time": "good", "late": "watch", "broken": "bad", "withdrawn": "muted"}


def outcome(row: PromiseRow, paper: Paper) -> Span:
    """How late or how soon, or how it ended."""
    if row.open is not None:
        late = row.open.late > 0
        return Span(when(row.open, paper), "bad" if late else "watch" if _due_today(row, paper) else "muted")
    if row.how is None:
        return Span("")
    told = f"late {span(row.how.late, row.day)}" if row.how.said == "late" else row.how.said
    return Span(told, OUTCOMES[row.how.said])


def empty(view: PromisesView, shown: Shown, paper: Paper, make: str, other: str) -> tuple[Line, ...]:
    """What the page says when there is nothing to list; `make` and `other` are the keys of what to do."""
    if view.whose is None and shown == "both":
        told: Line = (Span("   Nobody owes anybody anything.", "title"), Span(f"  {make}", "key"))
        return ((), fit((*told, Span(" makes a promise.", "muted")), paper.width))
    who = "Nobody is owed anything by us" if shown == "ours" else "Nobody owes us anything"
    said = f"   {who if shown != 'both' else 'Nobody owes anybody anything'} here."
    more: Line = (Span(f"  {other}", "key"), Span(" shows others.", "muted"))
    return ((), fit((Span(said, "title"), *more), paper.width))
