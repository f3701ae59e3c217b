"""The piece of a quick line that says what happened: how, with whom, when and what it was about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from tui.domain.quickwords import (
    ABOUT,
    ARTICLES,
    CALL_FROM,
    COLONS,
    FLAGS,
    LONGEST_PHRASE,
    OBJECTS,
    OURS,
    PARTICLES,
    SENDING,
    STOPS,
    SUBJECTS,
    THANKED,
    THEY,
    VERBS,
    WHO_WROTE,
    WITH,
    IsDate,
    Word,
    leading_date,
    phrase_at,
    source,
    trailing_date,
    value,
    with_figures,
)
from tui.domain.when import LEADS

MOST_NAMES = 3
AGAIN = frozenset(("back", "again"))
CALLS = frozenset(("called", CALL_FROM, "tried to call", "missed call from"))
MISSED = {"called": "tried to call", CALL_FROM: "missed call from"}


@dataclass(frozen=True, slots=True)
class Piece:
    """What was read, and the words of the line it was read from, "" for what was not typed."""

    text: str
    source: str = ""


@dataclass(slots=True)
class Event:
    """What one piece says; `how` is a phrase of HOW, "" where it names no channel."""

    how: str = ""
    how_words: list[Word] = field(default_factory=list)
    contact: Piece | None = None
    when: Piece | None = None
    about: Piece | None = None
    no_reply: bool = False
    thanked: str = ""
    unclear: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Verb:
    """Where the words for how stand, with the names before them, and what comes after: a name, a thing, a text."""

    how: str
    start: int
    end: int
    names: Sequence[Word] = ()
    then: Literal["name", "thing", "text"] = "text"


def read_event(words: Sequence[Word], is_moment: IsDate) -> Event:
    """What the words of a piece say, names of relationships among them; `is_moment` tells what is a date."""
    return _Reading(words, is_moment).read()


def find_verb(words: Sequence[Word], at: int) -> Verb | None:
    """What says how it happened: it begins at a word, has its subject there, or is a channel with a colon."""
    start = at + (at < len(words) and words[at].key in OURS)
    found = phrase_at(words, start, VERBS)
    if found is None:
        return (_with_subject(words, at) if start == at else None) or _with_colon(words, at)
    how, end = found[0], start + found[1]
    if start == at and found[1] == 1 and at and words[at - 1].kind == "name" and words[at - 1].raw[-1] not in ",:":
        how = WHO_WROTE.get(how, how)
    if words[end - 1].raw.endswith(":"):
        return _before_colon(words, how, start, end, ())
    sent = words[end - 1].key in SENDING or (how == "emailed" and end < len(words) and words[end].key in ARTICLES)
    return Verb(how, start, end, (), "text" if how == "note:" else "thing" if sent else "name")


def _with_subject(words: Sequence[Word], at: int) -> Verb | None:
    """ "mette wrote", "they called": whoever stands before the verb did it."""
    names: list[Word] = []
    for n in range(at, len(words)):
        found = phrase_at(words, n, SUBJECTS) if n > at else None
        if found:
            they = len(names) == 1 and names[0].key in THEY
            return Verb(found[0], n, n + found[1], () if they else names)
        if words[n].kind != "name":
            names.append(words[n])
        channel = words[n].raw.endswith(":") and words[n].key in COLONS
        if _too_many(names) or channel or words[n].key in ABOUT | STOPS:
            return None
    return None


def _too_many(names: Sequence[Word]) -> bool:
    """Whether some words are more than a name has."""
    own = sum(word.key not in PARTICLES for word in names[: 2 * MOST_NAMES])
    return own > MOST_NAMES or len(names) > 2 * MOST_NAMES


def _with_colon(words: Sequence[Word], at: int) -> Verb | None:
    for n in range(at, len(words)):
        if words[n].raw.endswith(":") and words[n].key in COLONS:
            names = [word for word in words[at:n] if word.kind != "name"]
            return _before_colon(words, COLONS[words[n].key], n, n + 1, names)
        if words[n].key in ABOUT:
            return None
    return None


def _before_colon(words: Sequence[Word], how: str, start: int, end: int, names: Sequence[Word]) -> Verb:
    """After a colon comes a text, or a name where the line goes on with "re"."""
    named = not names and how != "note:" and any(word.key == "re" for word in words[end:])
    return Verb(how, start, end, names, "name" if named else "text")


class _Reading:
    """Goes through the words once, from left to right, and then takes from their end what is no text."""

    def __init__(self, words: Sequence[Word], is_moment: IsDate) -> None:
        self.words = words
        to_come = LEADS - {"on"}
        self.is_moment: IsDate = lambda text: text.partition(" ")[0].lower() not in to_come and is_moment(text)
        self.is_told_when = with_figures(self.is_moment)
        self.event = Event()
        self.missed = False
        self.whens: list[Piece] = []

    def read(self) -> Event:
        at = self._skip(0)
        things: list[Word] = []
        if verb := find_verb(self.words, at):
            self._take(verb)
            at, things = self._after(verb)
            at = self._skip(at)
        elif at < len(self.words) and self.words[at].key not in ABOUT:
            self.whens.clear()  # "friday lunch" is a text, though it begins with a date
            at = self._skip(0, dates=False)
        self._text(at, things)
        self._conclude()
        return self.event

    def _take(self, verb: Verb) -> None:
        self.event.how = verb.how
        self.event.how_words = [*self.words[verb.start : verb.end]]
        self._name(verb.names)
        following = self.words[verb.end].key if verb.end < len(self.words) else ""
        if following in ("and", "then", "&") and phrase_at(self.words, verb.end + 1, VERBS):
            self.event.unclear.append("Two things happened at once. Write one line for each.")
            self.event.how, self.event.how_words = "", []

    def _after(self, verb: Verb) -> tuple[int, list[Word]]:
        """Where what follows the verb's name begins, and the things that were sent."""
        if verb.then == "text":
            return verb.end, []
        at, things = verb.end, []
        if verb.then == "thing":
            while at < len(self.words) and not self._stops(at):
                things.append(self.words[at])
                at += 1
            if at == len(self.words) or self.words[at].key != "to":
                return at, things
            at += 1
        names, at = self._names(at)
        self._name(names)
        return at, things

    def _names(self, at: int) -> tuple[Sequence[Word], int]:
        """The words of a name from a word on, and where they end; a name in quotes is all of it."""
        while at < len(self.words) and self.words[at].key in OBJECTS:
            at += 1
        end = at
        while end < len(self.words) and not self._stops(end):
            if self.words[end].kind == "quoted":
                end += end == at
                break
            end += 1
            if self.words[end - 1].raw[-1] in ",:":
                break
            if _too_many(self.words[at:end]):
                self.event.unclear.append('Where the name ends is not clear. Write "re" before what it is about.')
                return (), at
        called = end - (end - at > 1 and self.words[end - 1].key in AGAIN)
        return self.words[at:called], end

    def _stops(self, at: int) -> bool:
        word = self.words[at]
        ends = word.kind == "name" or word.key in ABOUT or word.key in STOPS
        return ends or bool(self._flag(at)) or bool(leading_date(self.words, at, self.is_told_when))

    def _name(self, names: Sequence[Word]) -> None:
        if text := value(names):
            self.event.contact = Piece(text, source(names))

    def _flag(self, at: int) -> tuple[str, int] | None:
        """Words that say that no reply is needed or, of a call, that nobody answered."""
        found = phrase_at(self.words, at, FLAGS)
        return None if found and found[0] == "missed" and self.event.how not in CALLS else found

    def _raise(self, flag: str, words: Sequence[Word]) -> None:
        if flag == "missed":
            self.missed = True
            self.event.how_words += words
        else:
            self.event.no_reply = True

    def _skip(self, at: int, *, dates: bool = True) -> int:
        """Past relationships, flags and dates, which are noted."""
        while at < len(self.words):
            if self.words[at].kind == "name" or not value(self.words[at : at + 1]):
                at += 1
            elif flag := self._flag(at):
                self._raise(flag[0], self.words[at : at + flag[1]])
                at += flag[1]
            elif dates and (date := leading_date(self.words, at, self.is_told_when)):
                self._at(date[0], self.words[at : at + date[1]])
                at += date[1]
            else:
                break
        return at

    def _at(self, phrase: str, words: Sequence[Word]) -> None:
        self.whens.append(Piece(phrase, source(words)))

    def _text(self, at: int, things: Sequence[Word]) -> None:
        """What it was about: things sent, and the rest without the flags and the date that end it."""
        marker = [*self.words[at : at + 1]] if at < len(self.words) and self.words[at].key in ABOUT else []
        rest = [word for word in self.words[at + len(marker) :] if word.kind != "name"]
        rest = self._without_tail(rest, least=len(marker))
        said = [*things, *marker, *rest] if things else rest
        if text := value(said):
            self.event.about = Piece(text, source([*things, *marker, *rest]))

    def _without_tail(self, rest: list[Word], least: int) -> list[Word]:
        """The words without flags and a date at their end; after "re" at least one stays."""
        while len(rest) > least:
            if (flag := self._tail_flag(rest)) and flag[1] + least <= len(rest):
                self._raise(flag[0], rest[-flag[1] :])
                count = flag[1]
            elif not self.whens and (date := trailing_date(rest, self.is_moment)) and date[1] + least <= len(rest):
                self._at(date[0], rest[-date[1] :])
                count = date[1]
            else:
                break
            rest = rest[:-count]
        return rest

    def _tail_flag(self, rest: Sequence[Word]) -> tuple[str, int] | None:
        for count in range(min(LONGEST_PHRASE, len(rest)), 0, -1):
            found = phrase_at(rest[-count:], 0, FLAGS)
            if found and found[1] == count and (found[0] != "missed" or self.event.how in CALLS):
                return found
        return None

    def _conclude(self) -> None:
        event = self.event
        if len(self.whens) > 1:
            named = " and ".join(when.source for when in self.whens[:2])
            event.unclear.append(f"Two times are named, {named}. Write when it happened once.")
        elif self.whens:
            event.when = self.whens[0]
        if event.how == THANKED:
            event.thanked = source(event.how_words)
        if event.how in (WITH, THANKED):
            event.how, event.how_words = "", []
        if self.missed:
            event.how = MISSED.get(event.how, event.how)
        elif event.how == CALL_FROM:
            event.how = "called"
