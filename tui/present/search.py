"""The search: what was found group by group, and the passage around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.domain.hits import EACH, GROUPS, Group, Hit, HitKind, Passage, wanted
from tui.domain.model import Channel
from tui.present.glyphs import Glyphs
from tui.present.lines import Cell, cells, cut, fit, lay, length, name, rule, wrapped
from tui.present.paper import Paper
from tui.present.spans import Line, Span, Token
from tui.present.today import EDGE, Note
from tui.present.words import ago, day_column, local, moment

WHEN = 11
NARROW = 72
LOOKED_THROUGH = (
    "names, addresses and tags",
    "promises, follow-ups and agreements",
    "subjects and own words of mail, and what was logged",
)
DID: dict[Channel, str] = {
    "email": "wrote",
    "call": "called",
    "meeting": "met",
    "chat": "wrote in a chat",
    "letter": "wrote a letter",
    "note": "noted",
}
SAID: dict[HitKind, str] = {"promise": "promised it", "their promise": "promised it", "follow-up": "decided it"}
NOUNS: dict[HitKind, str] = {
    "contact": "contact",
    "promise": "promise",
    "their promise": "promise of theirs",
    "follow-up": "follow-up",
    "agreement": "agreement",
}


@dataclass(frozen=True, slots=True)
class Caption:
    """The line over a group; `more` where there may be others that are not shown."""

    group: Group
    count: int
    more: bool


Item = Caption | Note | Hit


def items(hits: Sequence[Hit], most: int, paper: Paper) -> list[Item]:
    """The hits under the captions of their groups; `most` is how many were asked for."""
    gap = [Note()] if paper.tall else []
    found: list[Item] = []
    for group, kinds in GROUPS.items():
        here = [hit for hit in hits if hit.kind in kinds]
        if here:
            full = len(hits) >= most if group == "Messages" else len(here) >= EACH
            found += [*gap, Caption(group, len(here), full), *here]
    return found


def key(item: Item) -> str | None:
    """What a row is known by, None for a caption."""
    return f"{item.kind} {item.id}" if isinstance(item, Hit) else None


def caption(item: Item) -> Caption | None:
    """The caption that stays at the top while its group is scrolled past it."""
    return item if isinstance(item, Caption) else None


def line(item: Item, paper: Paper) -> Line:
    """A caption, or who, what with the found words, and when."""
    if isinstance(item, Hit):
        return hit_line(item, paper)
    return _caption_line(item, paper) if isinstance(item, Caption) else ()


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
    told = _in_token(shown(hit.told, room, signs), "strong" if hit.kind == "relationship" else "text")
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
    stage = hit.stage if hit.stage in ("ended", "dormant") else ""
    words = (stage, hit.state if paper.width >= NARROW else "")
    spoken = ", ".join(word for word in words if word)
    gap = 2 if spoken and when else 0
    told = Span(f"{when:>{WHEN + gap}}" if when else "", "muted")
    return (Span(spoken, "bad" if hit.state == "broken" else "muted"), told)


def shown(told: Passage, room: int, signs: Glyphs) -> Line:
    """As much of a passage as fits, with the best of its found words in it."""
    start = _start(told, room - cells(signs.gap) - 1)
    head: Line = (Span(signs.gap),) if start or told.begun else ()
    whole = (*head, *_marked(told.text, told.found, start, len(told.text)))
    if length(whole) <= room - told.goes_on:
        return (*whole, Span(signs.cut)) if told.goes_on else whole
    return (*fit(whole, room - cells(signs.cut)), Span(signs.cut))


def _start(told: Passage, room: int) -> int:
    """From where on a passage is shown, so that the best of its found words comes into view."""
    text, (best, to) = told.text, told.best
    if cells(text[:to]) <= room:
        return 0
    if cells(text[-room:]) <= room and not told.goes_on and len(text) - room < best:
        return text.find(" ", len(text) - room, best) + 1 or best
    return text.find(" ", max(0, best - room // 3), best) + 1 or best


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
    said = _meta(hit, paper) if body > 2 else ()
    gap: tuple[Line, ...] = ((),) if said and body > 6 else ()
    above: tuple[Line, ...] = ((Span("   "), *said), *gap) if said else ()
    told = hit.more if said and hit.more else hit.told
    quoted = _quoted(told, hit.kind in ("interaction", "mail"), paper, max(1, body - len(above)))
    return (head, *(fit(each, paper.width) for each in (*above, *quoted)))


def _standing(hit: Hit) -> str:
    """What it is, and how its relationship stands where that is out of the ordinary."""
    if hit.stage is None:
        return "no relationship"
    if hit.kind not in NOUNS:
        return f"{hit.party}, {hit.stage}"
    stage = f", {hit.stage}" if hit.stage in ("ended", "dormant") else ""
    return f"{hit.state} {NOUNS[hit.kind]}{stage}".strip()


def _meta(hit: Hit, paper: Paper) -> Line:
    """Who said it and when, in one sentence."""
    at = moment(hit.at, paper.now, paper.zone) if hit.at is not None else ""
    by = name(hit.by) or ("They" if hit.direction == "in" else "We")
    if hit.kind == "relationship":
        last = ago(hit.at, paper.now, paper.zone)
        return _muted(f"The last contact was {last}." if hit.at else "There was no contact yet.")
    if hit.kind == "contact":
        return ()
    if hit.kind == "agreement":
        return _muted(f"Signed {at.rsplit(' ', 1)[0]}.")
    if hit.kind in SAID:
        return _muted(f"{by} {SAID[hit.kind]} {at}.")
    told = (*_muted(f"{by} {DID[hit.channel]} {at}"), *(_subject(hit, paper.signs) if hit.subject else ()))
    return (*told, Span(".", "muted"))


def _subject(hit: Hit, signs: Glyphs) -> Line:
    told = hit.told if hit.more else Passage(name(hit.subject))
    quoted = _in_token(_marked(told.text, told.found, 0, len(told.text)), "muted")
    return (Span(f", {signs.opening}", "muted"), *quoted, Span(signs.closing, "muted"))


def _in_token(line: Line, token: Token) -> Line:
    """The line with its plain text in another token."""
    return tuple(span._replace(token=token) if span.token == "text" else span for span in line)


def _muted(text: str) -> Line:
    return (Span(text, "muted"),)


def _quoted(told: Passage, said: bool, paper: Paper, most: int) -> tuple[Line, ...]:
    """The passage on at most so many lines, in quotation marks where it was `said`, what was found in bold."""
    signs = paper.signs
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
    lines: tuple[Line, ...] = (
        (),
        (Span(f"   {said}", "title"),),
        (Span(f"   {how}", "muted"),),
        (),
        (Span("   Search looks through", "muted"),),
        *((Span(f"   {one}"),) for one in LOOKED_THROUGH),
    )
    return tuple(fit(each, paper.width) for each in lines)


def place(hit: Hit) -> tuple[str, str]:
    """In which part of its relationship's page a hit stands, and by which key; "" where the page begins."""
    if hit.kind == "interaction":
        return "timeline", hit.id
    if hit.kind == "contact":
        return "contacts", hit.id
    if hit.kind == "agreement":
        return "agreement", hit.id
    if hit.state:
        return ("open", hit.id) if hit.state == "open" else ("timeline", f"{hit.state}{hit.id[1:]}")
    return "", ""
