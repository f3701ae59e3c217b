"""An honest look at a promise, in words: the load of its week, the history, and what may be taken instead."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from tui.domain.honest import WEEK, Look, Room, week_of
from tui.domain.model import Instant, Seconds
from tui.domain.promised import Record
from tui.domain.questions import Honestly
from tui.domain.when import written
from tui.present.fieldlines import LABEL
from tui.present.form import Offer
from tui.present.forms.around import Around
from tui.present.forms.dates import Dated, day_of, day_text
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import LONG_WEEKDAYS, MONTHS, WEEKDAYS, count, span, times

MOST_BLOCKS = 12


class Weighed(NamedTuple):
    """What there is to say before a promise is made; it cannot be made while something is wanted."""

    notes: tuple[Line, ...] = ()
    offers: tuple[Offer, ...] = ()
    wants: Honestly | None = None


@dataclass
class Looks:
    """The looks that a form has had so far: what one of them offered is not looked at again."""

    known: dict[Honestly, Look] = field(default_factory=dict)

    def know(self, question: object, answer: object) -> None:
        """Take a look."""
        if isinstance(question, Honestly) and isinstance(answer, Look):
            self.known[question] = answer

    def weigh(self, question: Honestly, by: Dated, around: Around, paper: Paper) -> Weighed:
        """The look at a promise due `by`; `question.author` is a handle."""
        taken = self._taken(question, around, paper)
        if taken:
            return Weighed((_quiet(taken),))
        look = self.known.get(question)
        if look is None:
            return Weighed(wants=question)
        page = _Page(look, question.author, by.day_alone, around, paper)
        return Weighed(page.notes(), page.offers()) if look.speaks else Weighed((page.room(),))

    def _taken(self, question: Honestly, around: Around, paper: Paper) -> str:
        """What was said when this very promise was offered, "" where it was not."""
        for asked, look in self.known.items():
            if look.offered == question.asked and replace(asked, asked=question.asked) == question:
                day = day_text(day_of(question.asked, around.calendar), paper, around.calendar)
                return f"{day} {_held(look.offer_holds)}"
            room = next((room for room in look.room if room.handle == question.author), None)
            if room is not None and replace(asked, author=question.author) == question:
                return has_room(room, week_word(question.asked, around, paper))
        return ""


def has_room(room: Room, week: str) -> str:
    """Who has room in a week, and how much of it is taken: "bo has room: 2 of 5 this week"."""
    return f"{room.handle} has room: {room.count} of {room.capacity} {week}"


def late_by(history: Record, day: Seconds) -> str:
    """How late those were that were kept late, after what was on time: ", the late ones by 1 d 2 h"."""
    if history.median_late is None:
        return ""
    return f", the late {'one' if history.late == 1 else 'ones'} by {span(history.median_late, day)}"


def week_word(at: Instant, around: Around, paper: Paper) -> str:
    """The week of a due: "this week", "next week" or "that week"."""
    calendar = around.calendar
    ahead = (week_of(at, calendar) - week_of(paper.now + 1, calendar)) // WEEK
    return {0: "this week", 1: "next week"}.get(ahead, "that week")


def _held(share: float | None) -> str:
    """How often a date would have held, in tenths rounded down: "would hold 4 times in 5"."""
    tenths = int((share or 0) * 10 + 1e-9)
    if tenths >= 10:
        return "would hold every time"
    if not tenths:
        return "would hardly hold"
    often, of = (tenths // 2, 5) if tenths % 2 == 0 else (tenths, 10)
    return f"would hold {times(often)} in {of}"


@dataclass(frozen=True)
class _Page:
    """One look on one page."""

    look: Look
    author: str
    day_alone: bool
    around: Around
    paper: Paper

    def notes(self) -> tuple[Line, ...]:
        head: Line = (Span(f"{self.paper.signs.late} An honest look before you say it", "watch"),)
        return (head, (), *self._week(), *self._history(), *self._so())

    def room(self) -> Line:
        return _quiet(f"room: {self.look.week_count} of {self.look.capacity} that week")

    def offers(self) -> tuple[Offer, ...]:
        look = self.look
        found: list[Offer] = []
        if look.offered is not None:
            day = self._day_text(day_of(look.offered, self.around.calendar))
            found.append(Offer(day, _held(look.offer_holds), {"by": day}))
        found.append(Offer(self._asked(), "keep it, my decision", {}))
        if look.room and (look.full or look.refused):
            room = look.room[0]
            found.append(Offer("hand over", has_room(room, self._week_word()), {"who": room.handle}))
        return tuple(found)

    def _asked(self) -> str:
        """The asked date as it was meant."""
        if not self.day_alone:
            return written(self.look.asked, False, self.paper.now, self.paper.zone)
        return self._day_text(day_of(self.look.asked, self.around.calendar))

    def _day_text(self, day: date) -> str:
        return day_text(day, self.paper, self.around.calendar)

    def _week_word(self) -> str:
        return week_word(self.look.asked, self.around, self.paper)

    def _week(self) -> tuple[Line, ...]:
        """The load of the week with this promise, one sign each, those beyond the capacity apart."""
        look, block = self.look, self.paper.signs.block
        load = look.week_count + 1
        within = block * min(load, look.capacity, MOST_BLOCKS)
        beyond = block * min(max(0, load - look.capacity), MOST_BLOCKS - len(within))
        who = "you have" if self.author == self.around.me else f"{self.author} has"
        told = f"   {count(load, 'promise')}, {who} room for {look.capacity}"
        signs = (Span(within, "watch" if look.full else "text"), Span(f" {beyond}" if beyond else "", "bad"))
        return (_labelled(self._week_word(), *signs, Span(told)),)

    def _history(self) -> tuple[Line, ...]:
        history = self.look.history
        if history.whose == "none":
            return ()
        late = late_by(history, self.around.calendar.working_day)
        told = f"{history.on_time} of {history.n} kept on time{late}"
        if history.whose == "team":
            return (_labelled("the team's", Span(f"history: {told}")),)
        return (_labelled("history", Span(told)),)

    def _so(self) -> tuple[Line, ...]:
        """What the history says of the asked date."""
        look, calendar = self.look, self.around.calendar
        if look.holds is None:
            return ()
        day = day_of(look.asked, calendar)
        near = 0 <= (day - calendar.date_of(self.paper.now)).days < 7
        so = f"so {LONG_WEEKDAYS[day.weekday()] if near else f'{day.day} {MONTHS[day.month - 1]}'}"
        if len(so) >= LABEL:
            so = f"so {WEEKDAYS[day.weekday()]}"
        lines = (_labelled(so, Span(_held(look.holds), "watch")),)
        if not look.refused:
            return lines
        history = look.history
        told = f"{history.broken} of {history.n} were not kept, so no other date is offered"
        return (*lines, _labelled("", Span(told, "watch")))


def _labelled(label: str, *spans: Span) -> Line:
    return (Span(f"{label.ljust(LABEL - 1)} ", "muted"), *spans)


def _quiet(text: str) -> Line:
    return (Span(text, "muted"),)
