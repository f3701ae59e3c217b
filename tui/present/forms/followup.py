"""Deciding what to do next: a follow-up, once or again and again."""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.acts import Decided, NewFollowUp
from tui.domain.problem import Problem
from tui.domain.recurrence import anchored, every_in_words, read_every
from tui.present.form import Begun, FieldSpec, Reading, Said, Texts
from tui.present.forms.around import Around
from tui.present.forms.asked import first_wrong, line, teammate, words
from tui.present.forms.dates import HINT, Dated, day_of, due_field, in_a_week
from tui.present.lines import name
from tui.present.paper import Paper


@dataclass
class FollowUpForm:
    """Something to be done, by itself a week from now."""

    relationship: int
    who: str
    around: Around
    kind: str = "follow-up"
    title: str = "Follow-up"
    save: str = "set it"
    fields: tuple[FieldSpec, ...] = (
        FieldSpec("what", "what", "what is to be done"),
        FieldSpec("by", "by", HINT),
        FieldSpec("every", "every", "such as 2 weeks"),
        FieldSpec("who", "who"),
    )

    @classmethod
    def begun(cls, relationship: int, who: str, around: Around, text: str = "", due: str = "") -> Begun:
        """The form for a relationship of that name."""
        texts = {"what": text, "by": due}
        return Begun(cls(relationship, who, around), texts, at="by" if text else "what", about=relationship)

    @property
    def subtitle(self) -> str:
        """Where something is to be done."""
        return f"with {name(self.who)}"

    def read(self, texts: Texts, paper: Paper) -> Reading:
        """What, by when, how often and by whom."""
        what = texts.get("what", "")
        calendar = self.around.calendar
        by = due_field(texts.get("by", ""), paper, calendar, in_a_week(paper, calendar))
        rule, every = self._every(texts.get("every", ""), by)
        owner, who = teammate(texts.get("who", ""), self.around, self.around.me)
        said = {"what": words(what, "Say what is to be done."), "by": by.said, "every": every, "who": who}
        wrong = first_wrong(said)
        if wrong or by.at is None:
            return Reading(said, (), wrong)
        decided = NewFollowUp(line(what), by.at, by.day_alone, rule, owner)
        return Reading(said, (Decided(self.relationship, decided),))

    def know(self, question: object, answer: object) -> None:
        """It asks nothing."""

    def _every(self, text: str, by: Dated) -> tuple[str, Said]:
        """The rule, anchored to the day on which it is first due."""
        if not text.strip():
            return "", Said("once", quiet=True)
        try:
            rule = read_every(text)
        except Problem as problem:
            return "", Said(wrong=str(problem))
        if by.at is not None:
            rule = anchored(rule, day_of(by.at, self.around.calendar))
        return rule, Said(every_in_words(rule))
