"""A small form as the pictures have it: a line, who, when, what, a note; and a desk that takes what it saves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event

from tests.screens.fake_desk import LONGEST, NOW, FakeDesk
from tui.domain.acts import Act, Decided, NewFollowUp
from tui.domain.outcome import Outcome, Told
from tui.domain.problem import Problem
from tui.present.form import Begun, Choice, FieldSpec, Offer, Reading, Said, Texts
from tui.present.paper import Paper
from tui.present.spans import Line, Span

ANAS = (Choice("ana brink", "Ana Brink", "Orchard & Pell"), Choice("ana ruiz", "Ana Ruiz", "Vireo Labs"))
DATES = {"fri": "Fri 13 Mar 17:00", "wed 18 mar": "Wed 18 Mar 17:00"}
WARNING: Line = (Span("▲ 5 promises of yours are due that week, you have room for 5.", "watch"),)
BETTER = Offer("Wed 18 Mar", "would hold 4 times in 5", {"by": "wed 18 mar"})
KEEP = Offer("Fri 13 Mar", "keep it, my decision", {"by": "fri"})


@dataclass
class SampleForm:
    """Saves a follow-up; "re" in the line says what about, "ana" is two people, Friday has a better day.

    `weighs` makes it ask about Friday as picture 06 does. `asks` has it ask the desk about every text of `who`.
    """

    kind: str = "sample"
    title: str = "Log"
    subtitle: str = "what happened"
    save: str = "save all of this"
    weighs: bool = False
    asks: bool = False
    long: bool = False
    known: dict[object, object] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        line = FieldSpec("line", "", prompt=":")
        note = (FieldSpec("note", "note", lines=3),) if self.long else ()
        return (
            *(() if self.weighs else (line,)),
            FieldSpec("who", "who", group="" if self.weighs else "will be stored"),
            FieldSpec("by", "by", hint="a day, such as fri"),
            FieldSpec("about", "about"),
            *note,
        )

    def read(self, texts: Texts, paper: Paper) -> Reading:
        line, about = texts.get("line", ""), texts["about"]
        read_from = f"re {line.partition('re ')[2]}" if "re " in line and not about else ""
        about = about or line.partition("re ")[2]
        by = DATES.get(texts["by"], "")
        said = {
            "who": self._who(texts["who"]),
            "by": Said(by or "none", wrong="no day that I know" if texts["by"] and not by else "", quiet=not by),
            "about": Said(value=about, source=read_from),
            "note": Said(),
        }
        wrong = next((ident for ident in ("who", "by") if said[ident].wrong), "" if about else "about")
        if wrong == "about":
            said["about"] = Said(wrong="what is it about?")
        friday = texts["by"] == "fri"
        acts: tuple[Act, ...] = () if wrong else (Decided(1, NewFollowUp(about, NOW)),)
        return Reading(
            said=said,
            acts=acts,
            wrong=wrong,
            notes=(WARNING,) if friday else (),
            better=BETTER if friday and not self.weighs else None,
            offers=(BETTER, KEEP) if friday and self.weighs else (),
            weigh=self.weighs,
            wants=texts["who"] if self.asks else None,
        )

    def _who(self, text: str) -> Said:
        if text == "ana":
            return Said(wrong="which Ana? Ana Brink, Ana Ruiz", choices=ANAS)
        more = f", {self.known[text]}" if text in self.known else ""
        return Said(value=f"Halden Dairies › Mette Aal{more}", source="the row", choices=ANAS)

    def know(self, question: object, answer: object) -> None:
        self.known[question] = answer


@dataclass
class TakingDesk(FakeDesk):
    """Notes what it is asked and told; `refusing` is what it then says, gates keep it until they open."""

    refusing: Problem | None = None
    saving: Event | None = None
    answering: Event | None = None
    questions: list[object] = field(default_factory=list)
    done: list[tuple[Act, ...]] = field(default_factory=list)

    def answer(self, question: object) -> object:
        self.questions.append(question)
        if self.answering is not None:
            self.answering.wait(LONGEST)
        if self.refusing is not None:
            raise self.refusing
        return f"asked for {question}"

    def perform(self, acts: Sequence[Act]) -> Outcome:
        self.done.append(tuple(acts))
        if self.saving is not None:
            self.saving.wait(LONGEST)
        if self.refusing is not None:
            raise self.refusing
        return Outcome(1, (Told("f9", 1, "Halden Dairies", "decided"),))


def begun(form: SampleForm, at: str = "", **texts: str) -> Begun:
    """The form opened with these texts."""
    return Begun(form, dict(texts), at, about=1)
