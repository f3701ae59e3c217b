"""Putting rows off until a day, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tui.domain.acts import Snoozed
from tui.domain.views import OpenRow
from tui.present.form import Begun, FieldSpec, Reading, Texts
from tui.present.forms.around import Around
from tui.present.forms.asked import about, draft_name, first_wrong, line, perhaps
from tui.present.forms.dates import HINT, next_working_day, snooze_field
from tui.present.lines import name
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import times

MOST_NOTES = 3


@dataclass
class SnoozeForm:
    """Hides rows until a day, by itself until the next working day; says how often they were put off before."""

    rows: Sequence[OpenRow]
    around: Around
    kind: str = field(init=False)
    title: str = "Snooze"
    save: str = "snooze it"
    fields: tuple[FieldSpec, ...] = (FieldSpec("until", "until", HINT), FieldSpec("why", "why"))

    @classmethod
    def begun(cls, rows: Sequence[OpenRow], around: Around) -> Begun:
        """The form for these rows, at least one."""
        return Begun(cls(rows, around), at="until", about=rows[0].relationship)

    def __post_init__(self) -> None:
        self.kind = draft_name("snooze", self.rows)

    @property
    def subtitle(self) -> str:
        """What is put off."""
        return about(self.rows)

    def read(self, texts: Texts, paper: Paper) -> Reading:
        """The day from which on the rows show again."""
        why = texts.get("why", "")
        calendar = self.around.calendar
        until = snooze_field(texts.get("until", ""), paper, calendar, next_working_day(paper.now, calendar))
        said = {"until": until.said, "why": perhaps(why, "no reason given")}
        acts = () if until.at is None else tuple(Snoozed(row.id, until.at, line(why)) for row in self.rows)
        return Reading(said, acts, first_wrong(said), self._notes())

    def know(self, question: object, answer: object) -> None:
        """It asks nothing."""

    def _notes(self) -> tuple[Line, ...]:
        before = [row for row in self.rows if row.snoozes]
        return tuple(self._before(row) for row in before[:MOST_NOTES])

    def _before(self, row: OpenRow) -> Line:
        whose = f"{name(row.who)}, " if len(self.rows) > 1 else ""
        why = f": {name(row.snoozed_why)}" if row.snoozed_why else ""
        return (Span(f"{whose}snoozed {times(row.snoozes)}{why}", "muted"),)
