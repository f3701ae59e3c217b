"""The review of a process in practice: how many minutes it takes now, and what did not go as redesigned."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.domain.auditacts import Reviewed
from tui.domain.often import read_minutes
from tui.domain.practice import AuditRow, hours_saved, minutes_before
from tui.domain.problem import Problem
from tui.present.audit.figures import amount
from tui.present.form import Begun, FieldSpec, Reading, Said, Texts
from tui.present.forms.asked import first_wrong
from tui.present.lines import name
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import count


@dataclass
class ReviewForm:
    """Offers what its runs took in the middle, where there are any."""

    row: AuditRow
    kind: str = field(init=False)
    title: str = field(init=False)
    save: str = "save the review"
    fields: tuple[FieldSpec, ...] = (
        FieldSpec("minutes", "minutes now", "each time, for example 34"),
        FieldSpec("amiss", "went amiss", "numbers of steps, such as 5, 6"),
    )

    @classmethod
    def begun(cls, row: AuditRow) -> Begun:
        """The form for a process with a review to answer."""
        return Begun(cls(row), at="minutes")

    def __post_init__(self) -> None:
        self.kind = f"review a{self.row.audit.id}"
        due = self.row.review
        self.title = f"{due.days}-day review" if due else "Review"

    @property
    def subtitle(self) -> str:
        """What is reviewed."""
        return name(self.row.audit.name)

    def read(self, texts: Texts, _: Paper) -> Reading:
        """The minutes, and the steps by their names."""
        value, told = self._minutes(texts.get("minutes", ""))
        keys, steps = self._steps(texts.get("amiss", ""))
        said = {"minutes": told, "amiss": steps}
        wrong = first_wrong(said)
        if wrong or value is None:
            return Reading(said, (), wrong, (self._hoped(),))
        acts = (Reviewed(f"a{self.row.audit.id}", value, keys),)
        return Reading(said, acts, notes=(self._hoped(), *self._saves(value)))

    def know(self, question: object, answer: object) -> None:
        """It asks nothing."""

    def _hoped(self) -> Line:
        hoped, was = self.row.figures.minutes_after, minutes_before(self.row.audit)
        if not was:
            return (Span("nobody said how long it took", "muted"),)
        return (Span(f"hoped {amount(hoped)} min, it was {amount(was)}", "muted"),)

    def _saves(self, value: float) -> tuple[Line, ...]:
        """What it saves now, nothing where nobody can know that."""
        saves, hoped = hours_saved(self.row.audit, value), self.row.figures.hours_saved
        if saves is None or hoped is None:
            return ()
        what = "saves" if saves >= 0 else "costs"
        return ((Span(f"it {what} {abs(saves):,.1f} h a month of {hoped:,.1f} h hoped", "muted"),),)

    def _minutes(self, text: str) -> tuple[float | None, Said]:
        """The minutes each time; by themselves what a run took."""
        runs = self.row.usage.run_minutes
        if not text.strip():
            if not runs:
                return None, Said(wrong="How many minutes does it take now? Write a number, for example 34.")
            mean = round(sum(runs) / len(runs), 1)
            return mean, Said(f"{amount(mean)} min", f"the mean of {count(len(runs), 'run')}")
        try:
            value = read_minutes(name(text), zero=True)
        except Problem as problem:
            return None, Said(wrong=str(problem))
        return value, Said(f"{amount(value)} min")

    def _steps(self, text: str) -> tuple[tuple[int, ...], Said]:
        """The keys of steps that are named by their numbers, each once."""
        steps = self.row.audit.steps
        found: list[int] = []
        for typed in text.replace(",", " ").split():
            number = int(typed) if typed.isdecimal() and len(typed) < 5 else 0
            if not 1 <= number <= len(steps):
                known = f"They are 1 to {len(steps)}." if steps else "It has no steps."
                return (), Said(wrong=f"There is no step {name(typed)[:20]!r}. {known}")
            if number not in found:
                found.append(number)
        if not found:
            return (), Said("all went as redesigned", quiet=True)
        named = "; ".join(f"{number} {name(steps[number - 1].text)}" for number in sorted(found))
        return tuple(steps[number - 1].key for number in sorted(found)), Said(named)
