"""The question of the Log form whether something that is logged again and again is written down."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.domain.acts import Logged
from tui.domain.questions import LoggedBefore, WrittenDown
from tui.present.forms.around import Around
from tui.present.forms.dates import day_text
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import times


@dataclass
class Before:
    """What the desk has told of texts so far."""

    known: dict[object, LoggedBefore] = field(default_factory=dict)

    def know(self, question: object, answer: object) -> None:
        """Take an answer."""
        if isinstance(answer, LoggedBefore):
            self.known[question] = answer

    def asks(self, act: Logged | None, around: Around, paper: Paper) -> tuple[tuple[Line, ...], WrittenDown | None]:
        """The line that asks, where it was logged often enough, and what has to be looked up first."""
        if act is None or not act.text.strip():
            return (), None
        question = WrittenDown(act.text, act.channel)
        told = self.known.get(question)
        if told is None:
            return (), question
        if not told.times or told.since is None:
            return (), None
        day = day_text(around.calendar.date_of(told.since), paper, around.calendar)
        asked = f"Logged {times(told.times)} since {day}. Have you written this down?"
        return ((Span(asked, "watch"),),), None
