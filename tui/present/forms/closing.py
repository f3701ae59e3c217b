"""From deal to plan: what was agreed, term by term, and what happens next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tui.domain.acts import Closed, NewAgreement, NewTerm
from tui.domain.plan import plan
from tui.domain.problem import Problem
from tui.domain.when import Unclear, read_due
from tui.present.form import Begun, Choice, FieldSpec, Reading, Said, Texts
from tui.present.forms.around import Around
from tui.present.forms.asked import first_wrong, line, one_of, perhaps, words
from tui.present.forms.dates import day_text
from tui.present.forms.honestly import Looks
from tui.present.forms.kinds import STAGES
from tui.present.forms.planned import Planned, plan_field, plan_fields
from tui.present.forms.standing import Known
from tui.present.forms.termload import load
from tui.present.forms.terms import HINT, Read, promised, read_term
from tui.present.lines import name
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import count

HEAD = (
    FieldSpec("sold", "sold", "what they bought"),
    FieldSpec("value", "value", "such as 12,000 EUR"),
    FieldSpec("from", "from", "a day, such as mon"),
    FieldSpec("until", "until", "a day, or nothing for no end"),
    FieldSpec("stage", "stage", "onboarding or active"),
)
MOST_TERMS = 20
MOST_PROMISES = 3
LEADS_TO = tuple(stage for stage in STAGES if stage.value != "prospect")
ENDED: Line = (Span("It has ended. Reopen it first.", "watch"),)


@dataclass
class ClosingForm:
    """An agreement with as many terms as are typed, and the plan of the configuration from its first day on."""

    relationship: int
    party: str
    around: Around
    looks: Looks = field(default_factory=Looks)
    known: Known = field(init=False)
    fields: tuple[FieldSpec, ...] = field(init=False)
    kind: str = "close"
    title: str = "Close a deal"
    save: str = "save all of this"

    @classmethod
    def begun(cls, relationship: int, party: str, around: Around) -> Begun:
        """The form for a relationship of that name."""
        return Begun(cls(relationship, party, around), at="sold", about=relationship)

    def __post_init__(self) -> None:
        self.known = Known(self.relationship)
        self.grow({})

    @property
    def subtitle(self) -> str:
        """With whom."""
        return f"with {name(self.party)}"

    def grow(self, texts: Texts) -> None:
        """Have one empty term behind the last one that is filled in."""
        filled = [index for index in range(MOST_TERMS) if texts.get(f"term{index}", "").strip()]
        asked = [
            FieldSpec(f"term{index}", f"term {index + 1}", HINT, group="" if index else "terms")
            for index in range(min(MOST_TERMS, max(filled, default=-1) + 2))
        ]
        self.fields = (*HEAD, *asked, *plan_fields(self.around.template))

    def read(self, texts: Texts, paper: Paper) -> Reading:
        """The agreement and the plan; nothing is saved before it is known how they stand."""
        self.grow(texts)
        now = self.known.situation
        usual = "onboarding" if now and now.relationship.stage == "prospect" else "active"
        stage, told_stage = one_of(texts.get("stage", ""), LEADS_TO, usual)
        signed, told_from = self._day(texts.get("from", ""), paper)
        ends, told_until = self._end(texts.get("until", ""), signed, paper)
        agreed = self._terms(texts, paper)
        steps = self._steps(texts, signed, paper)
        said = {
            "sold": words(texts.get("sold", ""), "What was sold?"),
            "value": perhaps(texts.get("value", ""), "not said"),
            "from": told_from,
            "until": told_until,
            "stage": told_stage,
            **{ident: read.said for ident, read in agreed.items()},
            **{ident: step.said for ident, step in steps.items()},
        }
        made = tuple(read.term for read in agreed.values() if read.term)
        if now is not None and now.relationship.stage == "ended":
            return Reading(said, notes=(ENDED,))
        wrong = first_wrong(said)
        full = load((promise for term in made for promise in term.promises), self.looks, self.around, paper)
        notes = (*self._notes(made, paper), *full.notes)
        if wrong or now is None:
            return Reading(said, (), wrong, notes, wants=self.known.wants or full.wants)
        agreement = NewAgreement(line(texts["sold"]), line(texts.get("value", "")), signed, ends, made)
        follow_ups = tuple(step.follow_up for step in steps.values() if step.follow_up)
        closed = Closed(self.relationship, stage, agreement, follow_ups)  # type: ignore[arg-type]
        return Reading(said, (closed,), notes=notes, wants=full.wants)

    def know(self, question: object, answer: object) -> None:
        """Take how they stand, or how full a week is."""
        self.known.know(answer)
        self.looks.know(question, answer)

    def _terms(self, texts: Texts, paper: Paper) -> dict[str, Read]:
        idents = [spec.id for spec in self.fields if spec.id.startswith("term")]
        return {ident: read_term(texts.get(ident, ""), self.around, paper) for ident in idents}

    def _steps(self, texts: Texts, signed: date | None, paper: Paper) -> dict[str, Planned]:
        """Each step on its day, counted from the first day of the agreement."""
        now, calendar = self.known.situation, self.around.calendar
        if now is None or signed is None:
            return {}
        owner = now.relationship.owner or self.around.me
        follow_ups = plan(self.around.template, signed, calendar, now.cadence, owner, paper.now)
        return {
            f"step{index}": plan_field(texts.get(f"step{index}", ""), proposed, self.around, paper)
            for index, proposed in enumerate(follow_ups)
        }

    def _day(self, text: str, paper: Paper) -> tuple[date | None, Said]:
        """The first day, by itself today; None where it cannot be read."""
        today = self.around.calendar.date_of(paper.now)
        if not text.strip():
            return today, Said(self._shown(today, paper), "today")
        try:
            day = read_due(text, paper.now, self.around.calendar).day
        except Problem as problem:
            readings = problem.readings if isinstance(problem, Unclear) else ()
            return None, Said(wrong=str(problem), choices=tuple(Choice(one, one) for one in readings))
        return day, Said(self._shown(day, paper))

    def _end(self, text: str, signed: date | None, paper: Paper) -> tuple[date | None, Said]:
        """The last day, None for no end."""
        if not text.strip():
            return None, Said("no end", quiet=True)
        day, said = self._day(text, paper)
        if day is not None and signed is not None and day < signed:
            return None, Said(wrong=f"{said.value} is before it begins. Name a later day.")
        return day, said

    def _notes(self, made: tuple[NewTerm, ...], paper: Paper) -> tuple[Line, ...]:
        """The promises that the terms carry."""
        promises = [promise for term in made for promise in term.promises]
        told: list[Line] = []
        for promise in promises[:MOST_PROMISES]:
            who, due = promised(promise, self.around, paper)
            side = Span(f"{who:<12}", "accent" if promise.by_us else "muted")
            told.append((side, Span(f"{due:<11} {name(promise.text)}")))
        if len(promises) > MOST_PROMISES:
            told.append((Span(f"and {count(len(promises) - MOST_PROMISES, 'promise')} more", "muted"),))
        return tuple(told)

    def _shown(self, day: date, paper: Paper) -> str:
        return day_text(day, paper, self.around.calendar)
