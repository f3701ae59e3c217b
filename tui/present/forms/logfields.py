"""The fields of the Log form as they are typed: each wins over what the line says of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from tui.domain.calendar import WorkCalendar
from tui.domain.model import Instant
from tui.domain.people import Situation
from tui.domain.problem import Problem
from tui.domain.quickdates import due_test, moment_test
from tui.domain.quickfound import Given
from tui.domain.quickhow import read_how
from tui.domain.quickline import Piece, QuickLine, QuickPromise, parse
from tui.domain.quickmade import BACK
from tui.domain.quickread import how_of
from tui.domain.when import LEADS, read_due
from tui.present.form import Texts
from tui.present.forms.logmarks import read_marks

LONGEST = 4_000
TOO_LONG = f"This is too long to read. Keep it under {LONGEST:,} signs; about takes more."
NO_HOW = "is no way to be in touch. Write call, mail, meeting, chat, letter or note."
STRAY = "More is said here than belongs here. Write the rest into its own field."
NONE = frozenset(("none", "no", "nothing", "-"))

_PARTY = re.compile(r'(?:^|\s)@\s*"?(?P<name>[^"]*)"?\s*$')


@dataclass(frozen=True, slots=True)
class Typed:
    """The line with the fields in it, what else was given, and what is wrong about single fields."""

    quick: QuickLine
    given: Given
    wrong: Mapping[str, str] = field(default_factory=dict)


def typed(texts: Texts, given: Given, now: Instant, calendar: WorkCalendar, known: Situation | None) -> Typed:
    """What line and fields say together; `given` is where somebody stands."""
    return _Fields(texts, given, now, calendar).merged(known)


def read_who(text: str) -> tuple[Piece | None, Piece | None]:
    """The contact and the relationship of "mette @halden", "Halden Dairies › Mette Aal" or a name alone."""
    party, found, contact = text.partition("›")
    if not found:
        at = _PARTY.search(text)
        party, contact = (at["name"], text[: at.start()]) if at else ("", text)
    pieces = [Piece(part.strip().strip('"')) for part in (contact, party)]
    return (pieces[0] if pieces[0].text else None), (pieces[1] if pieces[1].text else None)


class _Fields:
    """Puts one field after the other into the line."""

    def __init__(self, texts: Texts, given: Given, now: Instant, calendar: WorkCalendar) -> None:
        self.texts = {key: text.strip() for key, text in texts.items()}
        self.given, self.now, self.calendar = given, now, calendar
        self.wrong: dict[str, str] = {}
        self.due, self.moment = due_test(now, calendar), moment_test(now, calendar)

    def merged(self, known: Situation | None) -> Typed:
        """The line first, then each field that has a text."""
        self.wrong = {key: TOO_LONG for key, text in self.texts.items() if key != "about" and len(text) > LONGEST}
        line = self._text("line")
        quick = self._parsed(line) if line else QuickLine()
        for ident, put in self._puts().items():
            if text := self._text(ident):
                quick = put(quick, text)
        # a line says by itself how it happened, so that it means the same wherever it is typed
        channel = None if line else self.given.channel
        given = replace(self.given, channel=channel, answers=self._text("answers"))
        if marks := self._text("also"):
            read = read_marks(self._parsed(marks), known.agreements if known else ())
            signal, tags = read.signal or quick.signal, (*quick.tags, *read.tags)
            quick = replace(quick, signal=signal, tags=tuple(dict.fromkeys(tags)))
            given = replace(given, agreement=read.agreement, outside=read.outside)
            self._say("also", read.wrong)
        return Typed(quick, given, self.wrong)

    def _puts(self) -> dict[str, Callable[[QuickLine, str], QuickLine]]:
        return {
            "who": self._who,
            "how": self._how,
            "when": self._when,
            "about": lambda quick, text: replace(quick, about=Piece(text)),
            "promise": self._promise,
            "follow_up": self._follow_up,
            "thanks": self._thanks,
        }

    def _text(self, ident: str) -> str:
        return "" if ident in self.wrong else self.texts.get(ident, "")

    def _say(self, ident: str, wrong: str) -> None:
        if wrong:
            self.wrong[ident] = wrong

    def _parsed(self, text: str) -> QuickLine:
        return parse(text, is_date=self.due, is_moment=self.moment)

    def _who(self, quick: QuickLine, text: str) -> QuickLine:
        contact, relationship = read_who(text)
        return replace(quick, contact=contact, relationship=relationship)

    def _how(self, quick: QuickLine, text: str) -> QuickLine:
        said = self._parsed(text)
        how = how_of(said, Given())[0] if said.channel and not _besides(said, "") else read_how(text)
        if how is None:
            self._say("how", f"{text[:40]!r} {NO_HOW}")
            return quick
        channel = how.channel or quick.channel or self.given.channel
        piece = Piece(text)
        return replace(
            quick,
            channel=channel,
            direction=how.direction,
            missed=how.missed,
            no_reply_needed=how.no_reply,
            how=piece,
        )

    def _when(self, quick: QuickLine, text: str) -> QuickLine:
        lead, _, rest = text.partition(" ")
        return replace(quick, when=Piece(rest if lead.lower() in LEADS and rest else text))

    def _promise(self, quick: QuickLine, text: str) -> QuickLine:
        """Promises in the words of the line, or a date alone for the one that there is."""
        if text.casefold() in NONE:
            return replace(quick, promises=())
        if due := self._date_alone(text):
            ours = [promise for promise in quick.promises if not promise.theirs]
            if len(ours) == 1:
                moved = tuple(replace(each, due=due) if each in ours else each for each in quick.promises)
                return replace(quick, promises=moved)
            if quick.holding and not ours:
                return replace(quick, promises=(QuickPromise(BACK, due), *quick.promises))
            self._say("promise", f"What is promised by {due}? Write it before the date.")
            return quick
        read = self._parsed(text)
        if not read.promises:
            read = self._parsed(f"promise: {text}")
        self._say("promise", next(iter(read.unclear), "") or _besides(read, "promises"))
        return replace(quick, promises=read.promises)

    def _date_alone(self, text: str) -> str:
        """The date that is the whole text, without the word before it; "" where it is more."""
        lead, _, rest = text.partition(" ")
        said = rest if lead.lower() in LEADS else text
        try:
            read_due(said, self.now, self.calendar)
        except Problem:
            return ""
        return said

    def _follow_up(self, quick: QuickLine, text: str) -> QuickLine:
        if text.casefold() in NONE:
            return replace(quick, follow_ups=())
        read = self._parsed(text)
        if not read.follow_ups:
            read = self._parsed(f"follow up {text}")
        self._say("follow_up", next(iter(read.unclear), "") or _besides(read, "follow_ups"))
        return replace(quick, follow_ups=read.follow_ups)

    def _thanks(self, quick: QuickLine, text: str) -> QuickLine:
        if text.casefold() in NONE:
            return replace(quick, gesture=None, gesture_for=None)
        read = self._parsed(text)
        if read.gesture is None:
            read = self._parsed("thanks" if text.casefold() in ("y", "yes") else f"thanks {text}")
        self._say("thanks", next(iter(read.unclear), "") or _besides(read, "gesture"))
        return replace(quick, gesture=read.gesture, gesture_for=read.gesture_for)


def _besides(said: QuickLine, kept: str) -> str:
    """A sentence about what a field says besides what belongs there, "" for nothing."""
    parts = ("contact", "relationship", "when", "about", "promises", "follow_ups", "gesture", "signal", "tags")
    return STRAY if any(getattr(said, part) for part in parts if part != kept) else ""
