"""Moving a promise for the third time: break it, shrink it, hand it over, or move it once more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tui.domain.acts import Act, Broken
from tui.domain.model import Instant
from tui.domain.questions import Honestly
from tui.domain.views import OpenRow
from tui.present.form import OFFERS, Begun, FieldSpec, Offer, Reading, Said, Texts
from tui.present.forms.around import Around
from tui.present.forms.asked import Option, about, draft_name, first_wrong, line, one_of, perhaps, teammate, words
from tui.present.forms.dates import Dated, Proposal, day_of, due_field
from tui.present.forms.honestly import Looks, Weighed, week_word
from tui.present.forms.moving import AGREED, BY, WHO, WHY, agreements, moved, new_date, standing, under
from tui.present.lines import name
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import times

WAYS = (
    Option("break", "break it"),
    Option("shrink", "shrink it"),
    Option("hand", "hand it over"),
    Option("move", "move it once more", ("move",)),
)
TOLD = {
    "break": "say now that it will not be kept",
    "shrink": "promise less, by the same date",
    "hand": "somebody who has room keeps it",
    "move": "a new date, my decision",
}
WHY_BREAK = "Why can it not be kept? A word or two is enough."
WHY_MOVE = "Why does it move once more? A word or two is enough."
LESS = "Say what you promise instead. It has to be less than before."
WHO_HAS = "Who keeps it from now on?"
MOST = 4
"""How many of those who have room are named."""


@dataclass
class AgainForm:
    """Asks first what to do with a promise that was moved twice already."""

    row: OpenRow
    around: Around
    looks: Looks = field(default_factory=Looks)
    kind: str = field(init=False)
    title: str = "Move the date"
    save: str = "save it"
    fields: tuple[FieldSpec, ...] = (
        FieldSpec("how", "how", "one of those below"),
        FieldSpec("what", "we will"),
        BY,
        WHO,
        AGREED,
        WHY,
    )

    @classmethod
    def begun(cls, row: OpenRow, around: Around) -> Begun:
        """The form for a promise of ours."""
        return Begun(cls(row, around), at=OFFERS, about=row.relationship)

    def __post_init__(self) -> None:
        self.kind = draft_name("move", (self.row,))

    @property
    def subtitle(self) -> str:
        """What is moved."""
        return about((self.row,))

    def read(self, texts: Texts, paper: Paper) -> Reading:
        """What becomes of the promise."""
        way, how = one_of(texts.get("how", ""), WAYS)
        by = self._date(way, texts.get("by", ""), paper)
        author, who = teammate(texts.get("who", ""), self.around, self.row.by or self.around.me)
        agreed, told = one_of(texts.get("agreed", ""), agreements(self.row), "n")
        said = {
            "how": how if way or how.wrong else Said(wrong="Choose one of the four below.", choices=how.choices),
            "what": perhaps(texts.get("what", ""), name(self.row.what)),
            "by": by.said,
            "who": who,
            "agreed": told,
            "why": perhaps(texts.get("why", ""), "no reason given"),
        }
        if not way:
            return Reading(said, (), "how", self._warning(), self._ways(), weigh=True)
        if way == "break":
            return self._broken(said, texts)
        return self._kept(way, self._owing(way, said, texts, author), texts, paper, _Read(by, author, agreed))

    def know(self, question: object, answer: object) -> None:
        """Take an honest look."""
        self.looks.know(question, answer)

    def _warning(self) -> tuple[Line, ...]:
        return ((Span(f"It was moved {times(self.row.moves)} already. What is honest now?", "watch"),),)

    def _ways(self) -> tuple[Offer, ...]:
        what = self.row.what
        texts = {"shrink": {"what": what}}
        return tuple(
            Offer(way.shown, TOLD[way.value], {"how": way.shown, **texts.get(way.value, {})}) for way in WAYS
        )

    def _date(self, way: str, text: str, paper: Paper) -> Dated:
        """The date; what is shrunk or handed over keeps the one that stands, unless that is past."""
        due = self.row.due
        if way in ("shrink", "hand") and due is not None and due > paper.now:
            calendar = self.around.calendar
            read = due_field(text, paper, calendar, Proposal(day_of(due, calendar), "as it stands"))
            return read if text.strip() else read._replace(at=due, day_alone=self.row.day_alone)
        return new_date(text, self.row, self.around, paper)

    def _broken(self, said: Mapping[str, Said], texts: Texts) -> Reading:
        why = texts.get("why", "")
        said = {**said, "by": Said("never", quiet=True), "why": words(why, WHY_BREAK)}
        wrong = first_wrong(said)
        return Reading(said, () if wrong else (Broken(self.row.id, line(why)),), wrong)

    def _owing(self, way: str, said: Mapping[str, Said], texts: Texts, author: str) -> dict[str, Said]:
        """What the chosen way still needs: a smaller promise, somebody else, or a reason."""
        what = line(texts.get("what", ""))
        if way == "shrink" and what in ("", line(self.row.what)):
            return {**said, "what": Said(wrong=LESS)}
        if way == "move":
            return {**said, "why": words(texts.get("why", ""), WHY_MOVE)}
        if way == "hand" and author == self.row.by:
            return {**said, "who": Said(author, wrong=WHO_HAS, choices=said["who"].choices)}
        return dict(said)

    def _kept(self, way: str, said: Mapping[str, Said], texts: Texts, paper: Paper, read: _Read) -> Reading:
        wrong = first_wrong(said)
        weighed = self._weighed(way, read, paper)
        shrunk = line(texts.get("what", "")) if way == "shrink" else ""
        acts: tuple[Act, ...] = ()
        if not wrong and weighed.wants is None:
            acts = (moved(self.row, read.by, read.agreed, line(texts.get("why", "")), read.author, shrunk),)
        notes = standing(self.row, read.by, read.agreed, paper, self.around)
        return Reading(said, acts, wrong, under(notes, weighed), weighed.offers, weigh=True, wants=weighed.wants)

    def _weighed(self, way: str, read: _Read, paper: Paper) -> Weighed:
        """An honest look at what is new: the date, or whoever takes it over."""
        if read.by.at is None or not read.author or (way == "shrink" and read.by.at == self.row.due):
            return Weighed()
        question = Honestly(read.by.at, read.author, int(self.row.id[1:]))
        if way == "hand" and read.author == self.row.by:
            return self._rooms(question, read.by.at, paper)
        return self.looks.weigh(question, read.by, self.around, paper)

    def _rooms(self, question: Honestly, due: Instant, paper: Paper) -> Weighed:
        """Who has room in that week, the one with most of it first."""
        look = self.looks.known.get(question)
        if look is None:
            return Weighed(wants=question)
        week = week_word(due, self.around, paper)
        offers = tuple(
            Offer(room.handle, f"has room: {room.count} of {room.capacity} {week}", {"who": room.handle})
            for room in look.room[:MOST]
        )
        return Weighed(() if offers else ((Span(f"Nobody has room {week}.", "muted"),),), offers)


class _Read(NamedTuple):
    by: Dated
    author: str
    agreed: str
