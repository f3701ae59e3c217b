"""The parts of one relationship's page: timeline, open things, contacts and what was agreed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from tui.domain.model import Channel, Contact
from tui.domain.views import AgreementView, OpenRow, RelationshipView, TermView, TimelineEntry
from tui.present import agreement
from tui.present.due import what, when, when_token
from tui.present.glyphs import Glyphs, of_row
from tui.present.lines import Cell, cells, crop, cut, joined, lay, name, prose, rule, wrapped
from tui.present.paper import Paper
from tui.present.reading import tail
from tui.present.spans import Line, Span
from tui.present.today import EDGE, Note, row_token, verb_of
from tui.present.words import ago, day_column, local, points, span, times

CHANNELS: dict[Channel, str] = {
    "email": "mail",
    "call": "call",
    "meeting": "met",
    "chat": "chat",
    "letter": "post",
    "note": "note",
}
SIDES = {"in": "they", "out": "we", "both": "both"}
WHOLE = 400


@dataclass(frozen=True, slots=True)
class Unfolded:
    """One line of an unfolded text."""

    text: str


Item = TimelineEntry | OpenRow | Contact | Unfolded | Note | agreement.Item


def tabs(names: Sequence[tuple[str, int | None]], active: int, paper: Paper) -> Line:
    """The parts on one rule, the active one first in weight; None is not worth counting."""
    title: list[Span] = []
    for index, (label, number) in enumerate(names):
        gap = (Span("    "),) if title else ()
        look: Line = (Span(label, "title"),) if index == active else (Span(label, "muted"),)
        title += (*gap, *look, *(() if number is None else (Span(f" {number:,}", "muted"),)))
    return rule(tuple(title), (), paper.width, paper.signs.light)


def line(item: Item, paper: Paper, flagged: Collection[str] = (), key: str = "") -> Line:
    """A row of any part; `flagged` are the ids of what raises the flag, `key` deals with what is open."""
    if isinstance(item, TimelineEntry):
        return entry_line(item, paper, flagged)
    if isinstance(item, OpenRow):
        return open_line(item, paper, key)
    if isinstance(item, Contact):
        return contact_line(item, paper)
    if isinstance(item, AgreementView | TermView | agreement.Pledge):
        return agreement.line(item, paper)
    if isinstance(item, Unfolded):
        return lay(paper.width, (Cell(_text_at(paper), paper.width, (Span(item.text, "muted"),)),))
    return lay(paper.width, (Cell(EDGE, paper.width, (Span(item.text, "muted"),)),))


def _author_width(paper: Paper) -> int:
    return 10 if paper.wide else 6


def _text_at(paper: Paper) -> int:
    return 28 if paper.width >= 72 else 10


def entry_line(entry: TimelineEntry, paper: Paper, flagged: Collection[str] = ()) -> Line:
    """Who, when, how, by whom, what about, and how it ended."""
    signs, width = paper.signs, paper.width
    subject_at = 28 + _author_width(paper) + 1 if width >= 60 else 21
    told = _subject(entry, paper, width - 2 - subject_at)
    today, at = local(paper.now, paper.zone).date(), local(entry.at, paper.zone).date()
    side = SIDES[entry.direction]
    placed = [
        Cell(1, 1, _mark(entry, signs, flagged)),
        Cell(EDGE, 5, (Span(side, "accent" if side == "we" else "muted" if side == "they" else "text"),)),
        Cell(10, 11, (Span(day_column(at, today), "muted"),)),
    ]
    if width >= 60:
        author = cut(name(entry.author), _author_width(paper), signs.cut)
        placed += [Cell(22, 5, (Span(CHANNELS[entry.channel], "muted"),)), Cell(28, 10, (Span(author, "strong"),))]
    return lay(width, (*placed, Cell(subject_at, width - subject_at, told)))


def _mark(entry: TimelineEntry, signs: Glyphs, flagged: Collection[str]) -> Line:
    if entry.wait in flagged:
        return (Span(signs.flag, "bad"),)
    return (Span(signs.late, "bad"),) if entry.waiting else ()


def _subject(entry: TimelineEntry, paper: Paper, room: int) -> Line:
    """What it was about with what came of it, which is never cut away."""
    outcome = _outcome(entry, paper)
    about = entry.subject if entry.automatic or entry.said else entry.gist or entry.subject
    text = name(about) or crop(name(entry.text or ""), room) or "without words"
    used = sum(cells(piece.text) for piece in outcome) + (1 if outcome else 0)
    shown = Span(cut(text, max(room - used, 8), paper.signs.cut), "muted" if entry.automatic else "text")
    return (shown, Span(" "), *outcome) if outcome else (shown,)


def _outcome(entry: TimelineEntry, paper: Paper) -> Line:
    signs = paper.signs
    if entry.outside:
        return (Span("outside the agreement", "watch"),)
    if entry.said in ("kept", "done"):
        return (Span(f"{signs.kept} {entry.said}", "good"),)
    if entry.said:
        return (Span(f"{signs.broken} {entry.said}", "bad" if entry.said == "broken" else "muted"),)
    if entry.replied_late:
        return (Span(f"late {span(entry.replied_late, 28_800)}", "watch"),)
    if entry.missed:
        return (Span("missed", "watch"),)
    if entry.gesture or entry.signal:
        return (Span(f"{signs.thank} {name(entry.gesture or entry.signal or '').replace('_', ' ')}", "accent"),)
    return (Span("automatic", "muted"),) if entry.automatic else ()


def unfolded(entry: TimelineEntry, paper: Paper, *, whole: bool) -> tuple[Unfolded, ...]:
    """The text of an entry under it: its last two lines, or its subject and all of it."""
    room = max(8, paper.width - _text_at(paper) - 4)
    if not whole:
        return tuple(Unfolded(text) for text in tail(prose(entry.text or ""), room, 2, paper))
    lines = wrapped(name(entry.subject), room) if entry.said or entry.subject != entry.gist else []
    lines += wrapped(" ".join(f"#{name(tag)}" for tag in entry.tags), room) if entry.tags else []
    text = prose(entry.text or "").strip()
    if text:
        lines += wrapped(text, room)
    elif not entry.said:
        lines.append("the text is not kept" if entry.text is None else "no text")
    return tuple(Unfolded(line) for line in lines[:WHOLE])


def key(item: object) -> str | None:
    """What a row of any part is known by, None where it cannot be selected."""
    if isinstance(item, TimelineEntry):
        return f"{item.said or 'i'}{item.id}"
    if isinstance(item, OpenRow):
        return item.id
    if isinstance(item, AgreementView):
        return f"g{item.agreement.id}"
    return f"c{item.id}" if isinstance(item, Contact) else None


def timeline(view: RelationshipView, unfold: Collection[str], paper: Paper) -> list[Item]:
    """The entries, newest first, with the texts that stand open."""
    items: list[Item] = []
    for entry in view.timeline:
        items.append(entry)
        if key(entry) in unfold:
            items += unfolded(entry, paper, whole=True)
        elif entry.waiting:
            items += unfolded(entry, paper, whole=False)
    hidden = view.timeline_total - len(view.timeline)
    if hidden > 0:
        items.append(Note(f"and {hidden:,} earlier ones"))
    return items or [Note("Nothing has happened yet.")]


def open_things(view: RelationshipView) -> list[Item]:
    """What is open, most urgent first."""
    return list(view.open) or [Note("Nothing is open.")]


def contacts(view: RelationshipView, unfold: Collection[str] = ()) -> list[Item]:
    """Who is there, with all the addresses of those who stand open."""
    items: list[Item] = []
    for contact in view.contacts:
        items.append(contact)
        if key(contact) in unfold:
            items += [Unfolded(name(one)) for one in contact.addresses or ("no address is known",)]
    return items or [Note("Nobody is known by name yet.")]


def agreements(view: RelationshipView, unfold: Collection[str], paper: Paper) -> list[Item]:
    """What was agreed, and what happened outside of it."""
    items: list[Item] = []
    for agreed in view.agreements:
        items += agreement.items(agreed, view)
        if agreed.outside:
            items.append(Note(f"outside the agreement {len(agreed.outside):,}"))
        for entry in agreed.outside:
            # under its own heading it needs no word
            items.append(replace(entry, outside=False))
            items += unfolded(entry, paper, whole=True) if key(entry) in unfold else ()
    return items or [Note("No deal is closed yet.")]


def open_line(row: OpenRow, paper: Paper, key: str = "") -> Line:
    """One open thing: its kind, what, when, what it is worth and what `key` does about it, where there is room."""
    signs, width = paper.signs, paper.width
    late = when(row, paper)
    verb = width - 10 if key and paper.wide else width
    end = verb - 9 if width >= 72 else width - 2
    kind = {"wait": "reply", "their promise": "promise"}.get(row.kind, row.kind)
    room = end - len(late) - 2 - 14
    placed = [
        Cell(1, 1, (Span(of_row(signs, row), row_token(row)),)),
        Cell(EDGE, 10, (Span(kind, "strong"),)),
        Cell(14, room, (Span(cut(_described(row, paper), room, signs.cut)),)),
        Cell(end - len(late), len(late), (Span(late, when_token(row)),)),
    ]
    if width >= 72:
        placed.append(Cell(verb - 7, 5, (Span(points(row.points)),), right=True))
    if verb < width:
        placed.append(Cell(verb, 10, verb_of(row, key)))
    return lay(width, placed)


def _described(row: OpenRow, paper: Paper) -> str:
    who = name(row.contact) if row.kind in ("wait", "their promise") else name(row.by or "")
    moved = f", moved {times(row.moves)}" if row.moves else ""
    if row.kind == "wait":
        return f"{who}: {what(row, paper)}" if who else what(row, paper)
    side = f" ({who})" if who else ""
    return f"{what(row, paper)}{side}{moved}"


def contact_line(contact: Contact, paper: Paper) -> Line:
    """One person: name, role, the first address and when they were last heard."""
    width, signs = paper.width, paper.signs
    who, role, address, last = (22, 14, 38, 24) if paper.wide else (16, 11, 26, 18)
    last_text = f"last {ago(contact.last_at, paper.now, paper.zone)}" if contact.last_at else "never yet"
    placed = [Cell(EDGE, who, (Span(cut(name(contact.name), who, signs.cut), "strong"),))]
    at = EDGE + who + 1
    if width >= 60:
        placed.append(Cell(at, role, (Span(cut(name(contact.role), role, signs.cut), "muted"),)))
        at += role + 1
    mail = name(contact.addresses[0]) if contact.addresses else ""
    more = f" +{len(contact.addresses) - 1}" if len(contact.addresses) > 1 else ""
    placed.append(Cell(at, address, (Span(f"{cut(mail, address - len(more), signs.cut)}{more}"),)))
    at += address + 1
    return lay(width, (*placed, Cell(at, max(last, width - at), joined((Span(last_text, "muted"),)))))
