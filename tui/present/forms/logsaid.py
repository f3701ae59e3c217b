"""What each field of the Log form is read as, with what there is to choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from tui.domain.calendar import WorkCalendar
from tui.domain.people import Match, People, Situation
from tui.domain.quickfound import Found
from tui.domain.quickhow import NO_HOW
from tui.domain.quickread import Resolved
from tui.domain.quickwho import NOBODY
from tui.present.fieldlines import LABEL
from tui.present.form import Choice, Said, Texts
from tui.present.forms.logchoices import date_choices, how_choices, wait_choices, who_choices
from tui.present.forms.logfields import Typed
from tui.present.forms.logmarks import Marks, marks_choices, marks_in_words
from tui.present.forms.logtyped import follow_ups_typed, promises_typed
from tui.present.lines import cells, cut, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span

MISSING = {NOBODY: "with whom", NO_HOW: "how it was"}
READ = ("who", "how", "when", "about", "answers", "promise", "follow_up", "thanks")


@dataclass(frozen=True)
class Telling:
    """Tells of every field; `known` is how the relationship stands, `here` where the cursor stood before.

    `doubled` are the names that several relationships bear.
    """

    texts: Texts
    paper: Paper
    calendar: WorkCalendar
    people: People
    typed: Typed
    resolved: Resolved
    known: Situation | None
    here: Match | None
    doubled: frozenset[str]

    @property
    def missing(self) -> Mapping[str, str]:
        """The fields that nobody has said anything of yet but must, each with what is missing."""
        fields = self.resolved.fields
        return {key: MISSING[fields[key].question] for key in ("who", "how") if self._is_missing(key)}

    def said(self) -> dict[str, Said]:
        """Every field by its id."""
        line = self.resolved.fields["line"].question if self._text("line") else ""
        return {
            "line": Said(wrong=self.typed.wrong.get("line", line)),
            **{ident: self._said(ident, self.resolved.fields[ident]) for ident in READ},
            "also": self._also(),
        }

    def further(self) -> tuple[Line, ...]:
        """The promises and follow-ups after the first of each, a line each as the fields are."""
        fields = self.resolved.fields
        return tuple(
            (Span(label.ljust(LABEL), "muted"), Span(self._whole(part)))
            for label, ident in (("promise", "promise"), ("follow-up", "follow_up"))
            for part in fields[ident].parts[1:]
        )

    def _said(self, ident: str, found: Found) -> Said:
        missing = self._is_missing(ident)
        wrong = self.typed.wrong.get(ident) or ("" if missing else found.question)
        return Said(
            self._value(found) or ("" if missing else "none"),
            "" if self._text(ident) or found.source == found.value else found.source,
            wrong,
            tuple(self._choices(ident, found)),
            quiet=not found.value,
        )

    def _value(self, found: Found) -> str:
        """The value; of several promises or follow-ups the first one, and how many more `further` tells."""
        if not found.parts:
            return name(found.value)
        more = len(found.parts) - 1
        return self._whole(found.parts[0], f", {more} more below" if more else "")

    def _whole(self, part: tuple[str, str], end: str = "") -> str:
        """What and when in the room of a field: only what is cut where both are too long."""
        what, rest = part[0], f", {part[1]}{end}"
        return cut(name(what), self.paper.width - LABEL - cells(rest), "...") + rest

    def _choices(self, ident: str, found: Found) -> list[Choice]:
        if ident == "who":
            those = [each for each in found.candidates if isinstance(each, Match)]
            return who_choices(those, self.resolved.match or self.here, self.people, self.doubled)
        if ident == "how":
            return how_choices(found)
        if ident == "answers":
            return wait_choices(found, self.paper.now, self.calendar)
        return date_choices(found, partial(self._dated, ident, found))

    def _dated(self, ident: str, found: Found, reading: str) -> str:
        """What is typed to mean a reading of a date: all of the field, with this date where it has two meanings."""
        quick = self.typed.quick
        if ident == "promise":
            at = next((n for n, each in enumerate(quick.promises) if each.source == found.source), None)
            return reading if at is None else promises_typed(quick.promises, at, reading)
        if ident == "follow_up":
            at = next((n for n, each in enumerate(quick.follow_ups) if each.source == found.source), None)
            return reading if at is None else follow_ups_typed(quick.follow_ups, at, reading)
        return reading

    def _also(self) -> Said:
        """Signal, tags and agreement together."""
        quick, given = self.typed.quick, self.typed.given
        agreements = self.known.agreements if self.known else ()
        value = marks_in_words(Marks(quick.signal, quick.tags, given.agreement, given.outside), agreements)
        sources = (self.resolved.fields[key].source for key in ("signal", "tags"))
        source = "" if self._text("also") else " ".join(sources)
        wrong = self.typed.wrong.get("also", "")
        return Said(name(value) or "none", source.strip(), wrong, marks_choices(agreements), quiet=not value)

    def _is_missing(self, ident: str) -> bool:
        found = self.resolved.fields[ident]
        return found.question in MISSING and not self._text(ident) and not found.value

    def _text(self, ident: str) -> str:
        return self.texts.get(ident, "").strip()
