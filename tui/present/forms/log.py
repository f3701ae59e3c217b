"""Logging what happened: a line of English, and its fields, which show what will be stored (picture 04)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui.domain.people import People, Situation
from tui.domain.questions import HowItStands, WhoIsThere
from tui.domain.quickfound import Given
from tui.domain.quickread import resolve
from tui.domain.quickwho import party_of, somebody
from tui.domain.views import OpenRow
from tui.present.form import Begun, FieldSpec, Reading, Said, Texts
from tui.present.forms.around import Around
from tui.present.forms.asked import draft_name
from tui.present.forms.honestly import Looks
from tui.present.forms.logagain import Before
from tui.present.forms.logchoices import namesakes
from tui.present.forms.logfields import typed
from tui.present.forms.loghonest import weighed
from tui.present.forms.logsaid import Telling
from tui.present.paper import Paper
from tui.present.spans import Line, Span

EMPTY = "Say what happened, such as: called ana @acme re invoice."
Subject = tuple[int, str]


@dataclass
class LogForm:
    """Something that happened, with its promises and follow-ups; `given` is where the cursor stood.

    `began` is the field in which the cursor begins, where an empty form says what it wants. `people`, `situations`,
    `looks` and `before` are what the desk has told; `last` is how the relationship stands that was meant last.
    """

    around: Around
    given: Given = field(default_factory=Given)
    began: str = "line"
    looks: Looks = field(default_factory=Looks)
    before: Before = field(default_factory=Before)
    people: People | None = None
    situations: dict[int, Situation] = field(default_factory=dict)
    last: Situation | None = None
    doubled: frozenset[str] = frozenset()
    kind: str = "log"
    title: str = "Log"
    subtitle: str = "what happened"
    save: str = "save all of this"
    fields: tuple[FieldSpec, ...] = (
        FieldSpec("line", "", "called mette @halden re invoice; promise: send it by fri", prompt=":"),
        FieldSpec("who", "who", "such as mette @halden", group="will be stored"),
        FieldSpec("how", "how", "such as mail to them, or call missed"),
        FieldSpec("when", "when", "such as yesterday 3pm"),
        FieldSpec("about", "about", "what was said"),
        FieldSpec("answers", "answers"),
        FieldSpec("promise", "promise", "such as send invoice by fri"),
        FieldSpec("follow_up", "follow-up", "such as in 2 weeks: ask"),
        FieldSpec("thanks", "thanks", "such as for the referral"),
        FieldSpec("also", "also", "such as !praise #audit"),
    )

    @classmethod
    def begun(
        cls, around: Around, *, row: OpenRow | None = None, subject: Subject | None = None, line: bool = False
    ) -> Begun:
        """The form with the cursor in the line or in the first field that where it was opened does not fill."""
        given = Given(subject[0] if subject else None)
        if row is not None:
            theirs = row.kind in ("wait", "thanks", "their promise")
            given = Given(
                row.relationship,
                row.contact if theirs else "",
                row.channel if row.kind == "wait" else None,
                row.id if row.kind == "wait" else "",
            )
        empty = "who" if given.relationship is None else "how" if given.channel is None else "about"
        began = "line" if line else empty
        kind = "log" if row is None else draft_name("log", (row,))
        return Begun(cls(around, given, began, kind=kind), at=began, about=given.relationship)

    def know(self, question: object, answer: object) -> None:
        """Take who is there, how a relationship stands, an honest look, or what was logged before."""
        if isinstance(answer, People):
            self.people, self.doubled = answer, namesakes(answer)
        elif isinstance(answer, Situation):
            self.situations[answer.relationship.id] = answer
        else:
            self.looks.know(question, answer)
            self.before.know(question, answer)

    def read(self, texts: Texts, paper: Paper) -> Reading:
        """Line and fields together, as they will be stored."""
        if self.people is None:
            return Reading({}, wants=WhoIsThere())
        told = self._told(texts, paper, self.people)
        said, match, act = told.said(), told.resolved.match, told.resolved.act
        wants = HowItStands(match.party.id) if match and told.known is None else None
        if not any(text.strip() for text in texts.values()):
            return Reading({**said, self.began: Said(wrong=EMPTY)}, wrong=self.began, wants=wants)
        honest = weighed(told.typed.quick, self.looks, self.around, paper)
        wrong = next((ident for ident, each in said.items() if each.wrong or ident in told.missing), "")
        acts = (act,) if act and not wrong and not wants else ()
        asked, again = self.before.asks(act, self.around, paper)
        notes = (*told.further(), *_missing(told.missing), *honest.notes, *asked)
        return Reading(said, acts, wrong, notes, better=honest.better, wants=wants or honest.wants or again)

    def _told(self, texts: Texts, paper: Paper, people: People) -> Telling:
        """What is read with what is known of the relationship that is meant."""
        now, calendar = paper.now, self.around.calendar
        party = party_of(people.parties, self.given.relationship)
        here = somebody(party, self.given.contact) if party else None

        def told(known: Situation | None) -> Telling:
            said = typed(texts, self.given, now, calendar, known)
            found = resolve(said.quick, people, known, now, calendar, given=said.given)
            return Telling(texts, paper, calendar, people, said, found, known, here, self.doubled)

        # mostly it is the same one as at the last key
        first = told(self.last)
        match = first.resolved.match
        known = self.situations.get(match.party.id) if match else None
        if known is not self.last:
            self.last = known
            return told(known)
        return first


def _missing(missing: Mapping[str, str]) -> tuple[Line, ...]:
    """What has not been said yet, in one quiet line."""
    return ((Span(f"still to say: {', '.join(missing.values())}", "muted"),),) if missing else ()
