"""A grade set by hand: which, why and until when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from tui.domain.acts import Graded
from tui.domain.model import DAY, Override
from tui.present.form import Begun, FieldSpec, Reading, Said, Texts
from tui.present.forms.around import Around
from tui.present.forms.asked import Option, first_wrong, line, one_of, words
from tui.present.forms.dates import HINT, Dated, Proposal, due_field, next_working_day
from tui.present.forms.standing import Known
from tui.present.grade import told_by_hand
from tui.present.lines import name
from tui.present.paper import Paper
from tui.present.spans import Line, Span

LETTERS = tuple(Option(letter.lower(), letter) for letter in "ABCDF")
NONE = Option("none", "none", ("-",))
USUAL, LONGEST = 14, 30
GONE = Said("taken back", quiet=True)
STAYS: Line = (Span("The computed grade stays beside it, and is what sorts and reports use.", "muted"),)


@dataclass
class GradingForm:
    """A grade for two weeks unless another end within 30 days is named; "none" takes one back."""

    relationship: int
    party: str
    around: Around
    known: Known = field(init=False)
    kind: str = "grade"
    title: str = "Grade by hand"
    save: str = "set it"
    fields: tuple[FieldSpec, ...] = (
        FieldSpec("grade", "grade", "A, B, C, D or F"),
        FieldSpec("why", "why", "what the score cannot see"),
        FieldSpec("until", "until", HINT),
    )

    @classmethod
    def begun(cls, relationship: int, party: str, around: Around) -> Begun:
        """The form for a relationship of that name."""
        return Begun(cls(relationship, party, around), at="grade", about=relationship)

    def __post_init__(self) -> None:
        self.known = Known(self.relationship)

    @property
    def subtitle(self) -> str:
        """Who is graded."""
        return name(self.party)

    def read(self, texts: Texts, paper: Paper) -> Reading:
        """The grade with its reason and its end."""
        options = (*LETTERS, NONE) if self.override else LETTERS
        grade, told = one_of(texts.get("grade", ""), options)
        if not grade and not told.wrong:
            told = Said(wrong="Which grade? Write A, B, C, D or F.", choices=told.choices)
        shown = "none, as computed" if grade == "none" else grade.upper()
        told = Said(shown, wrong=told.wrong, choices=told.choices)
        notes = self._notes(paper)
        if grade == "none":
            said = {"grade": told, "why": GONE, "until": GONE}
            return Reading(said, (Graded(self.relationship, ""),), notes=notes, wants=self.known.wants)
        until = self._until(texts.get("until", ""), paper)
        why = texts.get("why", "")
        said = {"grade": told, "why": words(why, "Why? The reason stands beside the grade."), "until": until.said}
        wrong = first_wrong(said)
        if wrong or until.at is None:
            return Reading(said, (), wrong, notes, wants=self.known.wants)
        graded = Graded(self.relationship, grade.upper(), line(why), until.at)
        return Reading(said, (graded,), notes=notes, wants=self.known.wants)

    def know(self, _: object, answer: object) -> None:
        """Take the grade that holds now."""
        self.known.know(answer)

    @property
    def override(self) -> Override | None:
        """The grade set by hand that holds now."""
        return self.known.situation.override if self.known.situation else None

    def _notes(self, paper: Paper) -> tuple[Line, ...]:
        if self.override is None:
            return (STAYS,)
        return ((Span("now  ", "muted"), *told_by_hand(self.override, paper)), STAYS)

    def _until(self, text: str, paper: Paper) -> Dated:
        """Its end, by itself in two weeks."""
        calendar = self.around.calendar
        before = calendar.midnight(calendar.date_of(paper.now) + timedelta(days=USUAL - 1))
        proposed: Proposal = next_working_day(before, calendar)._replace(source=f"in {USUAL} days")
        read = due_field(text, paper, calendar, proposed)
        if read.at is not None and read.at > paper.now + LONGEST * DAY:
            return Dated(Said(wrong=f"{read.said.value} is further away than {LONGEST} days. Name a nearer day."))
        return read
