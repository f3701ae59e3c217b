"""What a quick line comes to once names and dates are looked up: the act, or what has to be asked first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from tui.domain.acts import Logged, NewFollowUp, NewPromise
from tui.domain.calendar import WorkCalendar
from tui.domain.model import Instant
from tui.domain.people import Match, People, Situation
from tui.domain.problem import Problem
from tui.domain.quickanswer import answered
from tui.domain.quickfound import HERE, asked
from tui.domain.quickfound import Found as Found
from tui.domain.quickfound import Given as Given
from tui.domain.quickhow import How, in_words, settled
from tui.domain.quickline import Piece, QuickLine
from tui.domain.quickmade import Clock, follow_ups, promises
from tui.domain.quickwho import Who, party_of, somebody, who_is_meant
from tui.domain.text import clean
from tui.domain.when import read_moment

NO_NOTE = "What is the note? Write it after note:."
THANKS_GO_OUT = "This came from them, thanks go to them. Write them as a line of their own."
THANKS = {"thanks": "thanks", "extra_mile": "extra mile"}


@dataclass(frozen=True, slots=True)
class Resolved:
    """An act, or None with what has to be asked, in order; `fields` tell of each field what it is read as.

    The fields are line, who, how, when, about, answers, promise, follow_up, thanks, signal, tags and reply.
    """

    act: Logged | None
    match: Match | None
    fields: Mapping[str, Found]
    questions: tuple[str, ...]


class _Event(NamedTuple):
    """Who, how, when (None for now) and what about."""

    match: Match | None
    how: How
    at: Instant | None
    text: str


class _Came(NamedTuple):
    """What came of it."""

    answers: str | None
    promises: tuple[NewPromise, ...]
    follow_ups: tuple[NewFollowUp, ...]


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

    `situation` is that of the relationship that is meant, None while it is not known: then nothing waits.
    """
    given = given or Given()
    fields = {"line": Found(question=quick.unclear[0] if quick.unclear else "")}
    event = _event(quick, people, now, calendar, given, fields)
    clock = Clock(now, now if event.at is None else event.at, calendar)
    wait, fields["answers"] = answered(event.how, event.match, event.at, situation, given, now, calendar)
    made, fields["promise"] = promises(quick, clock)
    next_ones, fields["follow_up"] = follow_ups(quick.follow_ups, clock)
    fields |= _marks(quick, event.how)
    of_fields = (found.question for field, found in fields.items() if field != "line")
    questions = (*quick.unclear, *(question for question in of_fields if question))
    act = None if questions else _act(quick, event, _Came(wait, made, next_ones), given)
    return Resolved(act, event.match, fields, questions)


def how_of(quick: QuickLine, given: Given) -> tuple[How, str]:
    """How it happened, and the words that say so; where they do not, as the row says on which somebody stands."""
    if quick.channel is not None:
        how = How(quick.channel, quick.direction, quick.missed, quick.no_reply_needed)
        return settled(how), quick.how.source if quick.how else ""
    if given.channel is not None:
        return settled(How(given.channel, "out", False, quick.no_reply_needed)), HERE
    return How(no_reply=quick.no_reply_needed), ""


def _act(quick: QuickLine, event: _Event, came: _Came, given: Given) -> Logged | None:
    match, how = event.match, event.how
    if match is None or how.channel is None or how.direction is None:
        return None
    return Logged(
        match.party.id,
        how.channel,
        how.direction,
        event.text,
        at=event.at,
        contact=match.contact.id if match.contact else None,
        missed=how.missed,
        opens=how.direction == "in" and not how.no_reply,
        answers=came.answers,
        gesture=quick.gesture,
        signal=quick.signal,
        tags=quick.tags,
        agreement=given.agreement,
        outside=given.outside,
        promises=came.promises,
        follow_ups=came.follow_ups,
    )


def _event(
    quick: QuickLine,
    people: People,
    now: Instant,
    calendar: WorkCalendar,
    given: Given,
    fields: dict[str, Found],
) -> _Event:
    who, fields["who"] = _who(quick, people, given)
    elsewhere = who.match is not None and who.match.party.id != given.relationship
    how, source = how_of(quick, replace(given, channel=None) if elsewhere else given)
    fields["how"] = Found(in_words(how), source, how.question, how.choices)
    at, fields["when"] = _when(quick, now, calendar)
    text, fields["about"] = _about(quick, how)
    return _Event(who.match, how, at, text)


def _who(quick: QuickLine, people: People, given: Given) -> tuple[Who, Found]:
    party = party_of(people.parties, given.relationship)
    here = somebody(party, given.contact) if party else None
    who = who_is_meant(_text(quick.relationship), _text(quick.contact), people.parties, here)
    typed = " ".join(piece.source.rstrip(" ,:") for piece in (quick.contact, quick.relationship) if piece)
    return who, Found(who_in_words(who.match), typed or (HERE if who.match else ""), who.question, who.candidates)


def who_in_words(match: Match | None) -> str:
    """ "Halden Dairies › Mette Aal"; "" for nobody."""
    if match is None:
        return ""
    return f"{match.party.name} › {match.contact.name}" if match.contact else match.party.name


def _when(quick: QuickLine, now: Instant, calendar: WorkCalendar) -> tuple[Instant | None, Found]:
    """When it happened, None for now."""
    clock, piece = Clock(now, now, calendar), quick.when
    if piece is None:
        return None, Found(_moment(now, clock), "now")
    try:
        read = read_moment(piece.text, now, calendar)
    except Problem as problem:
        return None, asked(problem, piece.source)
    at = None if read.at == now else read.at
    question = ""
    if quick.holding and piece.source.lower().startswith("on ") and all(each.theirs for each in quick.promises):
        question = f"Is {piece.text[:40]!r} when you get back? Then write promise: get back by {piece.text[:40]}."
    return at, Found(_moment(read.at, clock), piece.source, question)


def _moment(at: Instant, clock: Clock) -> str:
    """ "today, Mon 9 Mar 09:14"."""
    days = (clock.calendar.date_of(clock.now) - clock.calendar.date_of(at)).days
    near = {0: "today, ", 1: "yesterday, "}.get(days, "")
    return f"{near}{clock.clear(at, False)}"


def _about(quick: QuickLine, how: How) -> tuple[str, Found]:
    """The text that is stored: what it was about, and what they were thanked for."""
    thanks = quick.gesture_for if quick.gesture_for and quick.gesture_for.text else None
    thanked = f"{THANKS[quick.gesture]} for {thanks.text}" if thanks and quick.gesture else ""
    text = clean("; ".join(part for part in (_text(quick.about), thanked) if part)).strip()
    source = "; ".join(piece.source for piece in (quick.about, thanks) if piece)
    return text, Found(text, source, NO_NOTE if how.channel == "note" and not text else "")


def _marks(quick: QuickLine, how: How) -> dict[str, Found]:
    """Thanks, a signal, tags, and whether they wait for a reply."""
    thanks = Found()
    if quick.gesture:
        source = quick.gesture_for.source if quick.gesture_for else ""
        thanks = Found(THANKS[quick.gesture], source, THANKS_GO_OUT if how.direction == "in" else "")
    reply = ""
    if how.direction == "in":
        reply = "not needed" if how.no_reply else "needed"
    return {
        "thanks": thanks,
        "signal": Found(quick.signal or "", f"!{quick.signal}" if quick.signal else ""),
        "tags": Found(", ".join(quick.tags), " ".join(f"#{tag}" for tag in quick.tags)),
        "reply": Found(reply),
    }


def _text(piece: Piece | None) -> str:
    return piece.text if piece else ""
