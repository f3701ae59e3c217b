"""What a quick line comes to once names and dates are looked up: the act, or what has to be asked first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tui.domain.acts import Logged, NewFollowUp, NewPromise
from tui.domain.calendar import WorkCalendar
from tui.domain.model import Channel, Instant
from tui.domain.people import Match, People, Situation
from tui.domain.problem import Problem
from tui.domain.quickanswer import Answer, answered
from tui.domain.quickdue import Due, first_due, holding_due, in_clear, read_ahead
from tui.domain.quickhow import How, in_words, settled
from tui.domain.quickline import Piece, QuickFollowUp, QuickLine, QuickPromise
from tui.domain.quickwho import Who, party_of, somebody, who_is_meant
from tui.domain.recurrence import anchored, every_in_words, read_every
from tui.domain.text import clean, clean_line
from tui.domain.when import When, read_moment

HERE = "where you are"
BACK = "get back to them"
BY_WHEN = "By when? You said you would get back."
NO_NOTE = "What is the note? Write it after note:."
THANKS_GO_OUT = "This came from them, thanks go to them. Write them as a line of their own."
WAYS_OF_THANKS = {"thanks": "thanks", "extra_mile": "an extra mile"}

Candidate = Match | How | str


@dataclass(frozen=True, slots=True)
class Found:
    """What one field is read as, in words, and the words it was read from.

    `question` is what has to be asked first, `candidates` what may be meant, the likeliest first.
    """

    value: str = ""
    source: str = ""
    question: str = ""
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What is known before anything is said, and what was said elsewhere than in the line.

    `relationship`, `contact` (a name), `channel` and `wait` are where somebody stands: the line's words win.
    `answers` are the words for the wait that is answered, "none" for none; `agreement` is a number.
    """

    relationship: int | None = None
    contact: str = ""
    channel: Channel | None = None
    wait: str = ""
    answers: str = ""
    agreement: int | None = None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """An act, or None with what has to be asked, in order; `fields` tell of each field what it is read as.

    The fields are line, who, how, when, about, answers, promise, follow_up, thanks, signal, tags, reply.
    """

    act: Logged | None
    match: Match | None
    fields: Mapping[str, Found]
    questions: tuple[str, ...]


def resolve(
    quick: QuickLine,
    people: People,
    situation: Situation | None,
    now: Instant,
    calendar: WorkCalendar,
    *,
    given: Given | None = None,
) -> Resolved:
    """What a parsed line comes to at a moment; raises nothing.

    `situation` is that of the relationship that is meant, None while it is not known: then nobody waits.
    """
    return _Resolving(quick, people, situation, now, calendar, given or Given()).result()


def how_of(quick: QuickLine, given: Given) -> tuple[How, str]:
    """How it happened, and the words that say so; where it is not said, as somebody stands."""
    if quick.channel is not None:
        how = How(quick.channel, quick.direction, quick.missed, quick.no_reply_needed)
        return settled(how), quick.how.source if quick.how else ""
    if given.channel is not None:
        return settled(How(given.channel, "out", False, quick.no_reply_needed)), HERE
    return How(no_reply=quick.no_reply_needed), ""


class _Resolving:
    """Reads one field after the other and collects what has to be asked."""

    def __init__(
        self,
        quick: QuickLine,
        people: People,
        situation: Situation | None,
        now: Instant,
        calendar: WorkCalendar,
        given: Given,
    ) -> None:
        self.quick, self.people, self.situation = quick, people, situation
        self.now, self.calendar, self.given = now, calendar, given
        self.fields: dict[str, Found] = {}

    def result(self) -> Resolved:
        """All fields in the order of the form."""
        quick = self.quick
        self.fields["line"] = Found(question=quick.unclear[0] if quick.unclear else "")
        who = self._who()
        how = self._how()
        at = self._when()
        text = self._about(how)
        answer = self._answers(how, who.match, at)
        promises = self._promises(at)
        follow_ups = self._follow_ups(at)
        self._marks(how)
        asked = [found.question for key, found in self.fields.items() if found.question and key != "line"]
        questions = (*quick.unclear, *asked)
        act = None
        if not questions and who.match and how.channel and how.direction:
            act = self._act(who.match, how, at, text, answer, promises, follow_ups)
        return Resolved(act, who.match, self.fields, questions)

    def _act(
        self,
        match: Match,
        how: How,
        at: Instant | None,
        text: str,
        answer: Answer,
        promises: tuple[NewPromise, ...],
        follow_ups: tuple[NewFollowUp, ...],
    ) -> Logged:
        assert how.channel is not None and how.direction is not None
        return Logged(
            match.party.id,
            how.channel,
            how.direction,
            text,
            at=at,
            contact=match.contact.id if match.contact else None,
            missed=how.missed,
            opens=how.direction == "in" and not how.no_reply,
            answers=answer.wait,
            gesture=self.quick.gesture,
            signal=self.quick.signal,
            tags=self.quick.tags,
            agreement=self.given.agreement,
            outside=self.given.outside,
            promises=promises,
            follow_ups=follow_ups,
        )

    def _who(self) -> Who:
        quick, parties = self.quick, self.people.parties
        party = party_of(parties, self.given.relationship)
        here = somebody(party, self.given.contact) if party else None
        relationship, contact = _text(quick.relationship), _text(quick.contact)
        who = who_is_meant(relationship, contact, parties, here)
        typed = " ".join(piece.source.rstrip(" ,:") for piece in (quick.contact, quick.relationship) if piece)
        value = ""
        if who.match:
            name = who.match.contact
            value = f"{who.match.party.name} › {name.name}" if name else who.match.party.name
        source = "" if not value else typed or HERE
        self.fields["who"] = Found(value, source, who.question, who.candidates)
        return who

    def _how(self) -> How:
        how, source = how_of(self.quick, self.given)
        question = how.question
        self.fields["how"] = Found(in_words(how), source, question, how.choices if question else ())
        return how

    def _when(self) -> Instant | None:
        """When it happened, None for now."""
        piece = self.quick.when
        if piece is None:
            self.fields["when"] = Found(in_clear(When(self.now, self.calendar.date_of(self.now), False), self), "now")
            return None
        try:
            read = read_moment(piece.text, self.now, self.calendar)
        except Problem as problem:
            self.fields["when"] = Found("", piece.source, str(problem), tuple(getattr(problem, "readings", ())))
            return None
        question = ""
        if self._holds_back() and piece.source.lower().startswith("on "):
            question = f"{piece.source!r} may be when it happened, or when you get back. Write promise: by {piece.text}."
        self.fields["when"] = Found(in_clear(read, self), piece.source, question)
        return None if read.at == self.now else read.at

    def _about(self, how: How) -> str:
        """The text that is stored: what it was about, and what they were thanked for."""
        quick = self.quick
        thanked = f"thanks for {quick.gesture_for.text}" if quick.gesture_for and quick.gesture_for.text else ""
        parts = [part for part in (_text(quick.about), thanked) if part]
        text = clean("; ".join(parts)).strip()
        sources = [piece.source for piece in (quick.about, quick.gesture_for if thanked else None) if piece]
        question = NO_NOTE if how.channel == "note" and not text else ""
        self.fields["about"] = Found(text, "; ".join(sources), question)
        return text
