"""Making a promise, after an honest look at it (picture 06)."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.domain.acts import NewPromise, Promised
from tui.domain.questions import Honestly
from tui.present.form import Begun, Choice, FieldSpec, Reading, Said, Texts
from tui.present.forms.around import Around
from tui.present.forms.asked import first_wrong, line, teammate, words
from tui.present.forms.dates import HINT, due_field
from tui.present.forms.honestly import Looks, Weighed
from tui.present.lines import name
from tui.present.paper import Paper

THEIRS = frozenset(("they", "them", "theirs"))
OURS = frozenset(("we", "us", "me", "ours"))
BY, WHO = FieldSpec("by", "by", HINT), FieldSpec("who", "who")
THEY = Choice("they", "they", "a promise of theirs")


@dataclass
class PromiseForm:
    """A promise of ours, or of theirs where `by_us` is false or somebody writes that they are who will."""

    relationship: int
    party: str
    around: Around
    by_us: bool = True
    looks: Looks = field(default_factory=Looks)
    kind: str = "promise"
    title: str = "Promise"
    save: str = "promise it"
    theirs: bool = field(init=False)
    """Whether it was read as theirs the last time."""
    fields: tuple[FieldSpec, ...] = field(init=False)

    @classmethod
    def begun(
        cls, relationship: int, party: str, around: Around, *, by_us: bool = True, text: str = "", due: str = ""
    ) -> Begun:
        """The form for a relationship of that name."""
        form = cls(relationship, party, around, by_us)
        return Begun(form, {"what": text, "by": due}, at="by" if text else "what", about=relationship)

    def __post_init__(self) -> None:
        self._turn(theirs=not self.by_us)

    def _turn(self, *, theirs: bool) -> None:
        """Speak of them or of us."""
        self.theirs = theirs
        will = "they will" if theirs else "we will"
        self.fields = (FieldSpec("what", will, "what exactly"), BY, WHO)

    @property
    def subtitle(self) -> str:
        """To whom it is made, or by whom."""
        return f"{'by' if self.theirs else 'to'} {name(self.party)}"

    def read(self, texts: Texts, paper: Paper) -> Reading:
        """The promise, with an honest look where it is ours."""
        what = texts.get("what", "")
        by = due_field(texts.get("by", ""), paper, self.around.calendar)
        author, who = self._who(texts.get("who", ""))
        ours = not self.theirs
        said = {"what": words(what, "Say what is promised."), "by": by.said, "who": who}
        wrong = first_wrong(said)
        weighed = Weighed()
        if ours and by.at is not None and author:
            weighed = self.looks.weigh(Honestly(by.at, author), by, self.around, paper)
        acts: tuple[Promised, ...] = ()
        if not wrong and by.at is not None and weighed.wants is None:
            made = NewPromise(line(what), by.at, by.day_alone, ours, author or None)
            acts = (Promised(self.relationship, made),)
        return Reading(said, acts, wrong, weighed.notes, weighed.offers, weigh=True, wants=weighed.wants)

    def know(self, question: object, answer: object) -> None:
        """Take an honest look."""
        self.looks.know(question, answer)

    def _who(self, text: str) -> tuple[str, Said]:
        """Whose promise it is: a handle, a name of theirs, "" for them as a whole."""
        said = text.strip().casefold()
        ours = said in OURS or (self.by_us and not said)
        self._turn(theirs=said in THEIRS or not (ours or self.by_us or self._is_ours(said)))
        if self.theirs:
            named = "" if said in THEIRS else line(text)
            return named, Said(named or name(self.party))
        author, who = teammate("" if ours else text, self.around, self.around.me)
        choices = (*who.choices, THEY)
        if who.wrong:
            who = Said(wrong=f"{who.wrong.removesuffix('.')}, or they if it is their promise.")
        return author, Said(who.value, wrong=who.wrong, choices=choices)

    def _is_ours(self, said: str) -> bool:
        return said in (handle.casefold() for handle in self.around.handles)
