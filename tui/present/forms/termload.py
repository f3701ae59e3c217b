"""The weeks in which the promises of an agreement's terms are due, where these are more than there is room for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tui.domain.acts import NewPromise
from tui.domain.honest import week_of
from tui.domain.model import Instant
from tui.domain.questions import Honestly
from tui.present.forms.around import Around
from tui.present.forms.dates import day_text
from tui.present.forms.honestly import Looks
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import count


class Load(NamedTuple):
    """A line for each week that is too full, and what has to be looked up first."""

    notes: tuple[Line, ...] = ()
    wants: Honestly | None = None


def load(promises: Iterable[NewPromise], looks: Looks, around: Around, paper: Paper) -> Load:
    """The load that promises of ours add to what is open already, by author and week."""
    weeks: dict[tuple[str, date], list[Instant]] = {}
    for promise in promises:
        if promise.by_us:
            monday = week_of(promise.due, around.calendar)
            weeks.setdefault((promise.author or around.me, monday), []).append(promise.due)
    notes: list[Line] = []
    for (author, monday), dues in weeks.items():
        question = Honestly(dues[0], author)
        look = looks.known.get(question)
        if look is None:
            return Load(tuple(notes), question)
        if look.week_count + len(dues) > look.capacity:
            who = "you have" if author == around.me else f"{author} has"
            week = f"week of {day_text(monday, paper, around.calendar)}"
            told = f"{count(look.week_count + len(dues), 'promise')}, {who} room for {look.capacity}"
            notes.append((Span(f"{paper.signs.late} {week}: {told}", "watch"),))
    return Load(tuple(notes))
