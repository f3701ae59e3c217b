"""What two people typed for one thing: the note at the refusal, and both texts one above the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from itertools import takewhile

from tui.domain.clash import Both, Clash, ago
from tui.domain.model import Instant
from tui.domain.recurrence import every_in_words
from tui.domain.together import OpenForm
from tui.present.choosing import MARGIN
from tui.present.form import Choice
from tui.present.glyphs import Glyphs
from tui.present.lines import Cell, cells, crop, cut, lay, name, prose, wrapped
from tui.present.spans import Line, Span
from tui.present.words import clock

HEAD = 3
LABEL = 10
EDITING = frozenset(("edit", "contact", "audit"))
YOURS = "yours"
MINE, THEIRS, ALL_MINE, ALL_THEIRS, BACK = "mine", "theirs", "all mine", "all theirs", "back"


def refused(clash: Clash, wall: Instant, key: str, signs: Glyphs) -> tuple[Line, ...]:
    """Who changed it and when, that one's own text is there still, and the key that shows both."""
    what = f"{signs.broken} {name(clash.who)} changed this {ago(wall - clash.at)}."
    kept = "  Your text is kept as a draft. "
    return ((Span(what, "bad"),), (Span(kept), Span(key, "key"), Span(" shows both.")))


def stays(clash: Clash, signs: Glyphs) -> Line:
    """What is said once theirs is taken and nothing of one's own is saved."""
    said = f"{name(clash.who)}'s stays, yours is kept as a draft."
    return (Span(f"   {signs.kept} ", "good"), Span(said, "muted"))


def options(both: Both, left: int) -> tuple[Choice, ...]:
    """What may be done with one field of which `left` are to be chosen, this one included."""
    who = name(both.who)
    found = [
        Choice(MINE, "keep yours", f"{who}'s is written over"),
        Choice(THEIRS, f"take {who}'s", "yours is not saved"),
    ]
    if left > 1:
        found.append(Choice(ALL_MINE, f"keep yours, all {left}", "theirs are written over"))
        found.append(Choice(ALL_THEIRS, f"take theirs, all {left}", "yours are not saved"))
    return (*found, Choice(BACK, "back to the form", "nothing is saved yet"))


def needed(both: Both, width: int) -> int:
    """How many rows the title and both texts take."""
    room = max(1, width - 2 * MARGIN - LABEL)
    return HEAD + sum(len(_rows(_shown(both, text), room)) for text in (both.theirs, both.mine)) + 2


def both_lines(
    both: Both, place: tuple[int, int], told: str, width: int, height: int, signs: Glyphs
) -> tuple[Line, ...]:
    """`told` over both texts of one field at exactly `height` rows; `place` is the field's, of how many.

    What is too long begins where the two differ, and ends with a mark.
    """
    number, number_of = place
    count = f"{number} of {number_of}: " if number_of > 1 else ""
    field = f"{count}{both.field}"
    edge = width - 2 * MARGIN
    title = cut(told, max(1, edge - cells(field) - 2), signs.cut)
    head = lay(
        width,
        (
            Cell(MARGIN, edge, (Span(title, "title"),)),
            Cell(width - MARGIN - cells(field), cells(field), (Span(field, "muted"),)),
        ),
    )
    theirs, mine = _fitting(both, max(1, edge - LABEL), height - HEAD - 2, signs)
    body = (*_labelled(both.who, theirs, width, signs), (), *_labelled(YOURS, mine, width, signs))
    return ((), head, (), *body, ())[:height]


def _fitting(both: Both, room: int, rows: int, signs: Glyphs) -> tuple[list[str], list[str]]:
    """Both texts in so many rows together, each at least one."""
    theirs, mine = _shown(both, both.theirs), _shown(both, both.mine)
    full = [len(_rows(text, room)) for text in (theirs, mine)]
    half = max(1, rows // 2)
    most = max(half, rows - full[1]), max(half, rows - full[0])
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(theirs, mine, strict=False)))
    return _excerpt(theirs, same, room, most[0], signs), _excerpt(mine, same, room, most[1], signs)


def _excerpt(text: str, same: int, room: int, most: int, signs: Glyphs) -> list[str]:
    """At most so many rows of a text, the place where it differs among them."""
    found = _rows(text, room)
    if len(found) <= most:
        return found
    start = same - room // 2
    if start > 0:
        start = text.find(" ", start, same) + 1 or start
        found = _rows(signs.cut + text[start:], room)
    shown = found[:most]
    if len(found) > most:
        shown[-1] = crop(shown[-1], room - cells(signs.cut)) + signs.cut
    return shown


def _rows(text: str, room: int) -> list[str]:
    return wrapped(text, room) if text else [""]


def _shown(both: Both, text: str) -> str:
    if both.field == "every":
        return every_in_words(text) if text else "once"
    return prose(text).replace("\t", " ")


def _labelled(label: str, rows: Sequence[str], width: int, signs: Glyphs) -> list[Line]:
    edge = width - MARGIN
    at = MARGIN + LABEL
    shown: list[Line] = []
    for number, row in enumerate(rows):
        head = "" if number else cut(name(label), LABEL - 1, signs.cut)
        text = Span(row) if row or number else Span("nothing", "muted")
        shown.append(lay(width, (Cell(MARGIN, LABEL - 1, (Span(head, "muted"),)), Cell(at, edge - at, (text,)))))
    return shown


def beside(others: Sequence[OpenForm], zone: tzinfo, signs: Glyphs) -> str:
    """Who else has a form open about the same, "" for nobody."""
    if not others:
        return ""
    who = list(dict.fromkeys(name(one.actor) for one in others))
    if len(who) > 1:
        return f"{signs.late} {', '.join(who[:-1])} and {who[-1]} have forms open here"
    edits = [one for one in others if one.form.partition(" ")[0] in EDITING]
    since = clock((edits or others)[0].opened_at, zone)
    said = f"being edited by {who[0]}" if edits else f"{who[0]} has a form open here"
    return f"{signs.late} {said} since {since}"
