"""Admitting that a reply or a promise will not come, with what they are told and what is promised instead."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tui.domain.acts import Broken, GivenUp, NewPromise
from tui.domain.questions import Honestly
from tui.domain.views import OpenRow
from tui.present.form import Begun, Choice, FieldSpec, Reading, Said, Texts
from tui.present.forms.apology import apologies
from tui.present.forms.around import Around
from tui.present.forms.asked import about, draft_name, first_wrong, line, perhaps
from tui.present.forms.dates import HINT, Dated, day_of, day_text, due_field
from tui.present.forms.honestly import Looks, Weighed
from tui.present.paper import Paper
from tui.present.spans import Line, Span

WHY = FieldSpec("why", "why")
OURS = (
    WHY,
    FieldSpec("what", "instead", "what we promise instead, if anything"),
    FieldSpec("by", "by", HINT),
    FieldSpec("told", "told them", "nothing yet, or what you told them", lines=3),
)
TITLES = {"wait": ("Give up", "give it up"), "promise": ("Break it", "break it")}
CAPTION: tuple[Line, ...] = ((Span("What you told them, if it was one of these:", "muted"),),)
LINES = 3
"""How many lines of an honest look there is room for."""


@dataclass
class AdmitForm:
    """Ends a wait or a promise of either side as not kept; of theirs there is only the reason to say."""

    row: OpenRow
    around: Around
    looks: Looks = field(default_factory=Looks)
    kind: str = field(init=False)
    title: str = field(init=False)
    save: str = field(init=False)
    fields: tuple[FieldSpec, ...] = field(init=False)

    @classmethod
    def begun(cls, row: OpenRow, around: Around) -> Begun:
        """The form for a wait or a promise."""
        return Begun(cls(row, around), at="why", about=row.relationship)

    def __post_init__(self) -> None:
        self.kind = draft_name("admit", (self.row,))
        self.title, self.save = TITLES.get(self.row.kind, ("Not kept", "note it"))
        self.fields = (WHY,) if self.row.kind == "their promise" else OURS

    @property
    def subtitle(self) -> str:
        """Whose it is."""
        return about((self.row,))

    def read(self, texts: Texts, paper: Paper) -> Reading:
        """What is admitted."""
        why = texts.get("why", "")
        said = {"why": perhaps(why, "no reason given")}
        if self.row.kind == "their promise":
            return Reading(said, (Broken(self.row.id, line(why)),))
        by, said_instead = self._instead(texts, paper)
        told = texts.get("told", "")
        said |= {**said_instead, "told": perhaps(told, "nothing yet")}
        wrong = first_wrong(said)
        weighed = self._weighed(by, paper)
        repair = self._repair(texts, by)
        words = apologies(self.row, _instead_of(repair, paper, self.around), paper, self.around.calendar)
        offers = () if told.strip() else words
        said["told"] = replace(said["told"], choices=tuple(Choice(one.told, one.told) for one in words))
        acts = () if wrong else (self._act(line(why), told.strip(), repair),)
        return Reading(
            said,
            acts,
            wrong,
            weighed.notes[-LINES:] or (CAPTION if offers else ()),
            offers,
            better=next((offer for offer in weighed.offers if "by" in offer.texts), None),
            wants=weighed.wants,
        )

    def know(self, question: object, answer: object) -> None:
        """Take an honest look at what is promised instead."""
        self.looks.know(question, answer)

    def _act(self, why: str, told: str, repair: NewPromise | None) -> GivenUp | Broken:
        kind = GivenUp if self.row.kind == "wait" else Broken
        return kind(self.row.id, why, told, repair)

    def _instead(self, texts: Texts, paper: Paper) -> tuple[Dated, dict[str, Said]]:
        """When what is promised instead is due, and how both of its fields are read; both may be empty."""
        what, typed = texts.get("what", ""), texts.get("by", "")
        if not what.strip() and not typed.strip():
            return Dated(Said()), {"what": Said("nothing", quiet=True), "by": Said()}
        by = due_field(typed, paper, self.around.calendar)
        promised = Said() if what.strip() else Said(wrong="Say what they get instead, or leave the date away.")
        return by, {"what": promised, "by": by.said}

    def _repair(self, texts: Texts, by: Dated) -> NewPromise | None:
        what = line(texts.get("what", ""))
        return NewPromise(what, by.at, by.day_alone, author=self.around.me) if what and by.at is not None else None

    def _weighed(self, by: Dated, paper: Paper) -> Weighed:
        if by.at is None:
            return Weighed()
        but = int(self.row.id[1:]) if self.row.kind == "promise" else None
        return self.looks.weigh(Honestly(by.at, self.around.me, but), by, self.around, paper)


def _instead_of(repair: NewPromise | None, paper: Paper, around: Around) -> str:
    if repair is None:
        return ""
    return f"by {day_text(day_of(repair.due, around.calendar), paper, around.calendar)}: {repair.text}"
