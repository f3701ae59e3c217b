"""What forms share that move a date: their fields, the new date, and which one counts."""

from __future__ import annotations

from tui.domain.acts import Moved
from tui.domain.views import OpenRow
from tui.present.form import FieldSpec, Said
from tui.present.forms.around import Around
from tui.present.forms.asked import Option
from tui.present.forms.dates import HINT, Dated, day_of, day_text, due_field, next_working_day
from tui.present.forms.honestly import Weighed
from tui.present.paper import Paper
from tui.present.spans import Line, Span

BY = FieldSpec("by", "new date", HINT)
WHO = FieldSpec("who", "who")
AGREED = FieldSpec("agreed", "agreed", "y or n")
WHY = FieldSpec("why", "why")


def agreements(row: OpenRow) -> tuple[Option, Option]:
    """Whether the other side agreed to the new date."""
    who = "we" if row.kind == "their promise" else "they"
    return Option("y", f"{who} agreed", ("yes", "agreed")), Option("n", f"{who} did not", ("no", "not agreed"))


def new_date(text: str, row: OpenRow, around: Around, paper: Paper) -> Dated:
    """The new date, by itself a working day after the one that stood; wrong where it is the same."""
    proposed = next_working_day(max(paper.now, row.due or 0), around.calendar)
    by = due_field(text, paper, around.calendar, proposed)
    if by.at is not None and by.at == row.due:
        return Dated(Said(wrong=f"{by.said.value} is the date that it has."))
    return by


def standing(row: OpenRow, by: Dated, agreed: str, paper: Paper, around: Around) -> tuple[Line, ...]:
    """Which date counts, where that is not the new one."""
    if row.due is None or by.at in (None, row.due) or (agreed == "y" and row.late <= 0):
        return ()
    day = day_text(day_of(row.due, around.calendar), paper, around.calendar)
    if row.late > 0:
        return ((Span(f"It is late already: {day} still counts, the new date is noted.", "muted"),),)
    who = "we agree" if row.kind == "their promise" else "they agree"
    return ((Span(f"Until {who}, {day} still counts.", "muted"),),)


def under(notes: tuple[Line, ...], weighed: Weighed) -> tuple[Line, ...]:
    """Notes with an honest look under them."""
    return (*notes, (), *weighed.notes) if notes and weighed.offers else (*notes, *weighed.notes)


def moved(row: OpenRow, by: Dated, agreed: str, why: str, author: str, shrunk: str = "") -> Moved:
    """The move of a row to a date that was read; `author` is a handle, for promises of ours."""
    handed = author if row.kind == "promise" and author != row.by else None
    agreed_to = agreed == "y" and row.kind != "follow-up"
    return Moved(row.id, by.at or 0, by.day_alone, agreed_to, why, shrunk, handed)
