"""The search: what was found group by group, and the passage around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.domain.hits import EACH, GROUPS, Group, Hit, HitKind, Passage, wanted
from tui.domain.model import Channel
from tui.present.glyphs import Glyphs
from tui.present.lines import Cell, cells, cut, fit, lay, length, name, rule, wrapped
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import ago, day_column, local, moment

EDGE = 3
WHEN = 11
NARROW = 60
LOOKED_THROUGH = (
    "names, addresses and tags",
    "promises, follow-ups and agreements",
    "subjects and the sender's own words in mail, and what was logged",
)
DID: dict[Channel, str] = {
    "email": "wrote",
    "call": "called",
    "meeting": "met",
    "chat": "chatted",
    "letter": "wrote a letter",
    "note": "noted",
}
SAID: dict[HitKind, str] = {"promise": "promised it", "their promise": "said it", "follow-up": "decided it"}


@dataclass(frozen=True, slots=True)
class Caption:
    """The line over a group; `more` where there may be others that are not shown."""

    group: Group
    count: int
    more: bool


Item = Caption | Hit


def items(hits: Sequence[Hit], most: int) -> list[Item]:
    """The hits under the captions of their groups; `most` is how many were asked for."""
    found: list[Item] = []
    for group, kinds in GROUPS.items():
        here = [hit for hit in hits if hit.kind in kinds]
        if here:
            full = len(hits) >= most if group == "Messages" else len(here) >= EACH
            found += [Caption(group, len(here), full), *here]
    return found


def key(item: Item) -> str | None:
    """What a row is known by, None for a caption."""
    return f"{item.kind} {item.id}" if isinstance(item, Hit) else None


def caption(item: Item) -> Caption | None:
    """The caption that stays at the top while its group is scrolled past it."""
    return item if isinstance(item, Caption) else None


def line(item: Item, paper: Paper) -> Line:
    """A caption, or who, what with the found words, and when."""
    return _caption_line(item, paper) if isinstance(item, Caption) else hit_line(item, paper)


def _caption_line(item: Caption, paper: Paper) -> Line:
    told = f"{item.count:,}"
    if item.more:
        told = f"the newest {told}" if item.group == "Messages" else f"the first {told}"
    return fit((Span(f"   {item.group}", "muted", bold=True), Span(f" {told}", "muted")), paper.width)


def hit_line(hit: Hit, paper: Paper) -> Line:
    """One row; a relationship's own takes the room of who and what."""
    width, signs = paper.width, paper.signs
    who = 24 if paper.wide else min(17, max(4, width // 4))
    end = width - 2
    placed = [Cell(EDGE, who, (Span(cut(name(hit.who), who, signs.cut), "strong"),))]
    at = EDGE + who + 1
    if hit.kind == "relationship":
        placed, at = [], EDGE
    right = _right(hit, paper)
    edge = end - length(right)
    if paper.wide and hit.kind != "relationship":
        placed.append(Cell(at, 14, (Span(cut(name(_by(hit)), 14, signs.cut), "muted"),)))
        at += 16
    room = edge - at - (2 if right else 0)
    look = "strong" if hit.kind == "relationship" else "text"
    told = tuple(span._replace(token=look) if span.token == "text" else span for span in shown(hit.told, room, signs))
    return lay(width, (_mark(hit, signs), *placed, Cell(at, room, told), Cell(edge, length(right), right)))


def _mark(hit: Hit, signs: Glyphs) -> Cell:
    if hit.state in ("kept", "done"):
        return Cell(1, 1, (Span(signs.kept, "good"),))
    return Cell(1, 1, (Span(signs.broken, "bad"),) if hit.state == "broken" else ())


def _by(hit: Hit) -> str:
    return hit.by if hit.kind not in ("contact", "agreement", "mail") else ""


def _right(hit: Hit, paper: Paper) -> Line:
    """How it stands, and the day; where it is narrow only what is out of the ordinary."""
    today = local(paper.now, paper.zone).date()
    when = day_column(local(hit.at, paper.zone).date(), today) if hit.at is not None else ""
    words = [hit.stage or ""] if hit.stage in ("ended", "dormant") else []
    if hit.state and paper.width >= NARROW:
        words.append(hit.state)
    spoken = ", ".join(words)
    gap = "  " if spoken and when else ""
    return (Span(spoken, "bad" if hit.state == "broken" else "muted"), Span(f"{gap}{when:>{WHEN if when else 0}}", "muted"))


def shown(told: Passage, room: int, signs: Glyphs) -> Line:
    """As much of a passage as fits, with the best of its found words in it."""
    (best, to), start = told.best, 0
    if cells(told.text[:to]) > room - cells(signs.gap) - 1:
        start = told.text.find(" ", max(0, best - room // 3), best) + 1 or best
    head: Line = (Span(signs.gap),) if start or told.begun else ()
    whole = (*head, *_marked(told.text, told.found, start, len(told.text)))
    if length(whole) <= room - told.goes_on:
        return (*whole, Span(signs.cut)) if told.goes_on else whole
    return (*fit(whole, room - cells(signs.cut)), Span(signs.cut))


def _marked(text: str, found: Sequence[tuple[int, int]], start: int, end: int) -> Line:
    """A part of a text, what was found in bold."""
    spans: list[Span] = []
    at = start
    for first, last in found:
        if at <= first < end:
            spans += (Span(text[at:first]), Span(text[first : min(last, end)], "strong", bold=True))
            at = min(last, end)
    return tuple(span for span in (*spans, Span(text[at:end])) if span.text)


def strip(hit: Hit, paper: Paper, height: int) -> tuple[Line, ...]:
    """The rule and what stands under it, `height` lines in all: who said it, and the passage."""
    right: Line = (Span(_standing(hit), "muted"),)
    head = rule((Span(name(hit.who), "title"),), right, paper.width, paper.signs.light)
    body = height - 1
    meta: tuple[Line, ...] = ((Span(f"   {_meta(hit, paper)}", "muted"),),) if body > 2 else ()
    gap: tuple[Line, ...] = ((),) if body > 6 else ()
    quoted = _quoted(hit, paper, max(1, body - len(meta) - len(gap)))
    return (head, *(fit(each, paper.width) for each in (*meta, *gap, *quoted)[:body]))


def _standing(hit: Hit) -> str:
    return f"{hit.party}, {hit.stage}" if hit.party and hit.stage else "no relationship of ours"


def _meta(hit: Hit, paper: Paper) -> str:
    """Who said it and when, in one sentence."""
    at = moment(hit.at, paper.now, paper.zone) if hit.at is not None else ""
    by = name(hit.by) or ("They" if hit.direction == "in" else "We")
    if hit.kind == "relationship":
        return f"The last contact was {ago(hit.at, paper.now, paper.zone)}." if hit.at else "No contact yet."
    if hit.kind == "contact":
        return "One of their people."
    if hit.kind == "agreement":
        return f"Agreed {at.rsplit(' ', 1)[0]}."
    if hit.kind in SAID:
        return f"{by} {SAID[hit.kind]} {at}. {hit.state.capitalize()}."
    about = f", {paper.signs.opening}{name(hit.subject)}{paper.signs.closing}" if hit.subject else ""
    return f"{by} {DID[hit.channel]} {at}{about}."


def _quoted(hit: Hit, paper: Paper, most: int) -> tuple[Line, ...]:
    """The passage on at most so many lines, what was found in bold."""
    signs, told = paper.signs, hit.told
    said = hit.kind in ("interaction", "mail")
    head = (signs.opening if said else "") + (signs.gap if told.begun else "")
    text = head + told.text + (signs.gap if told.goes_on else "") + (signs.closing if said else "")
    found = [(first + len(head), last + len(head)) for first, last in told.found]
    lines: list[Line] = []
    at = 0
    for piece in wrapped(text, max(8, paper.width - EDGE - (2 if paper.width < 72 else 9)))[:most]:
        at = text.index(piece, at)
        lines.append((Span("   "), *_marked(text, found, at, at + len(piece))))
        at += len(piece)
    return (*lines[:-1], (*lines[-1], Span(signs.gap))) if at < len(text) else tuple(lines)


def title(width: int) -> Line:
    """The page's name."""
    return lay(width, (Cell(EDGE, width, (Span("Search", "title"),)),))


def counted(hits: Sequence[Hit] | None, most: int, width: int) -> Line:
    """The right of the title: how much was found; blank while nothing is looked for."""
    if hits is None:
        return ()
    told = (Span(f"{len(hits):,}", "title"), Span(" or more found" if len(hits) >= most else " found", "muted"))
    return lay(width, (Cell(0, width - 2, told, right=True),))


def begin(paper: Paper) -> tuple[Line, ...]:
    """What the page says before anything is typed."""
    how = "Every word must be there; its beginning is enough."
    return _told("Type what you look for.", how, paper)


def nothing(text: str, paper: Paper) -> tuple[Line, ...]:
    """What the page says when nothing was found, and where it looked."""
    said = cut(name(text.strip()), max(8, paper.width - 26), paper.signs.cut)
    how = "Fewer words or fewer letters find more." if wanted(text) else "Signs alone are not looked for."
    return _told(f"Nothing found for '{said}'.", how, paper)


def _told(said: str, how: str, paper: Paper) -> tuple[Line, ...]:
    lines: tuple[Line, ...] = ((), (Span(f"   {said}", "title"),), (Span(f"   {how}", "muted"),), ())
    looked = (Span("   Looked through:", "muted"), )
    return tuple(fit(each, paper.width) for each in (*lines, looked, *((Span(f"     {one}"),) for one in LOOKED_THROUGH)))


def place(hit: Hit) -> tuple[str, str]:
    """In which part of its relationship's page a hit stands, and by which key; "" where the page begins."""
    if hit.kind == "interaction":
        return "timeline", hit.id
    if hit.kind == "contact":
        return "contacts", hit.id
    if hit.state:
        return ("open", hit.id) if hit.state == "open" else ("timeline", f"{hit.state}{hit.id[1:]}")
    return "", ""
