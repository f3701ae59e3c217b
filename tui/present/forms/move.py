"""Moving the date of a promise of either side, or of a follow-up that is not over yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.domain.acts import Moved
from tui.domain.questions import Honestly
from tui.domain.views import OpenRow
from tui.present.form import Begun, FieldSpec, Reading, Said, Texts
from tui.present.forms.around import Around
from tui.present.forms.asked import Option, about, draft_name, first_wrong, line, one_of, perhaps, teammate
from tui.present.forms.dates import HINT, Dated, day_of, day_text, due_field, next_working_day
from tui.present.forms.honestly import Looks, Weighed
from tui.present.paper import Paper
from tui.present.spans import Line, Span

BY = FieldSpec("by", "new date", HINT)
WHO = FieldSpec("who", "who")
AGREED = FieldSpec("agreed", "agreed", "y or n")
WHY = FieldSpec("why", "why")
FIELDS: dict[str, tuple[FieldSpec, ...]] = {"follow-up": (BY, WHY), "their promise": (BY, AGREED, WHY)}
OVER = "It is overdue already, so its date stays. Snooze it, do it or skip it."


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


@dataclass
class MoveForm:
    """A new date; for a promise whether the other side agreed, for one of ours also who keeps it."""

    row: OpenRow
    around: Around
    looks: Looks = field(default_factory=Looks)
    kind: str = field(init=False)
    fields: tuple[FieldSpec, ...] = field(init=False)
    title: str = "Move the date"
    save: str = "move it"

    @classmethod
    def begun(cls, row: OpenRow, around: Around) -> Begun:
        """The form for a promise or a follow-up; one of ours that was moved twice is asked about first."""
        if row.kind == "promise" and row.moves >= 2:
            from tui.present.forms.again import AgainForm

            return AgainForm.begun(row, around)
        return Begun(cls(row, around), at="by", about=row.relationship)

    def __post_init__(self) -> None:
        self.kind = draft_name("move", (self.row,))
        self.fields = FIELDS.get(self.row.kind, (BY, WHO, AGREED, WHY))

    @property
    def subtitle(self) -> str:
        """What is moved."""
        return about((self.row,))

    def read(self, texts: Texts, paper: Paper) -> Reading:
        """The new date."""
        row, around = self.row, self.around
        why = texts.get("why", "")
        by = new_date(texts.get("by", ""), row, around, paper)
        if row.kind == "follow-up" and row.late > 0:
            by = Dated(Said(wrong=OVER))
        author, who = teammate(texts.get("who", ""), around, row.by or around.me)
        agreed, told = one_of(texts.get("agreed", ""), agreements(row), "n")
        read = {"by": by.said, "who": who, "agreed": told, "why": perhaps(why, "no reason given")}
        said = {spec.id: read[spec.id] for spec in self.fields}
        wrong = first_wrong(said)
        weighed = self._weighed(by, author, paper)
        notes = () if row.kind == "follow-up" else standing(row, by, agreed, paper, around)
        acts: tuple[Moved, ...] = ()
        if not wrong and by.at is not None and weighed.wants is None:
            acts = (moved(row, by, agreed, line(why), author),)
        return Reading(
            said, acts, wrong, under(notes, weighed), weighed.offers, weigh=True, wants=weighed.wants
        )

    def know(self, question: object, answer: object) -> None:
        """Take an honest look."""
        self.looks.know(question, answer)

    def _weighed(self, by: Dated, author: str, paper: Paper) -> Weighed:
        if self.row.kind != "promise" or by.at is None or not author:
            return Weighed()
        return self.looks.weigh(Honestly(by.at, author, int(self.row.id[1:])), by, self.around, paper)


def moved(row: OpenRow, by: Dated, agreed: str, why: str, author: str, shrunk: str = "") -> Moved:
    """The move of a row to a date that was read; `author` is a handle, for promises of ours."""
    handed = author if row.kind == "promise" and author != row.by else None
    agreed_to = agreed == "y" and row.kind != "follow-up"
    return Moved(row.id, by.at or 0, by.day_alone, agreed_to, why, shrunk, handed)
