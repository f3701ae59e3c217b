"""Moving the date of a promise of either side, or of a follow-up that is not over yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.domain.acts import Moved
from tui.domain.questions import Honestly
from tui.domain.views import OpenRow
from tui.present.form import Begun, FieldSpec, Reading, Said, Texts
from tui.present.forms.again import AgainForm
from tui.present.forms.around import Around
from tui.present.forms.asked import about, draft_name, first_wrong, line, one_of, perhaps, teammate
from tui.present.forms.dates import Dated
from tui.present.forms.honestly import Looks, Weighed
from tui.present.forms.moving import AGREED, BY, WHO, WHY, agreements, moved, new_date, standing, under
from tui.present.paper import Paper

FIELDS: dict[str, tuple[FieldSpec, ...]] = {"follow-up": (BY, WHY), "their promise": (BY, AGREED, WHY)}
OVER = "It is overdue already, so its date stays. Snooze it, do it or skip it."


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
