"""The quick line: one line of English that says what happened, what was promised and what comes next.

docs/quick-line.md has its grammar. Nothing is looked up here: names and dates stay as they were typed, and what
cannot be read for sure is said in `unclear`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tui.domain.model import Channel, Direction, Gesture, Signal
from tui.domain.quickevent import Piece as Piece
from tui.domain.quickevent import read_event
from tui.domain.quicknext import QuickFollowUp as QuickFollowUp
from tui.domain.quicknext import QuickPromise as QuickPromise
from tui.domain.quicknext import read_follow_up, read_promise
from tui.domain.quickwords import (
    EVERY,
    FLAGS,
    HOLDING,
    HOW,
    MARKERS,
    NOT_FIRST,
    WITH,
    IsDate,
    Word,
    phrase_at,
    quoted,
    source,
    split,
    value,
)

GESTURES: dict[str, Gesture] = {"thanks": "thanks", "extra_mile": "extra_mile"}
SIGNALS: dict[str, Signal] = {"complaint": "complaint", "praise": "praise", "referral": "referral"}
NO_WORDS = "A promise has no words. Write what is promised, such as promise: send quote by fri."
WHAT_ELSE = "Begin it with promise:, theirs: or follow up:, or write it as a line of its own."
NOTHING = "The line says nothing yet. Write what happened, such as called mette @halden re invoice."

_PLAIN_NAME = re.compile(r"\w(?:[\w.&'+@/-]*\w)?")


@dataclass(frozen=True, slots=True)
class QuickLine:
    """A line as read; None, "" and () where it does not say. `when` is a date as typed.

    `how` is the phrase of HOW that stands for channel, direction and missed. `gesture_for` says what thanks were
    for. `unclear` are sentences about what has to be asked.
    """

    relationship: Piece | None = None
    contact: Piece | None = None
    channel: Channel | None = None
    direction: Direction | None = None
    missed: bool = False
    how: Piece | None = None
    when: Piece | None = None
    about: Piece | None = None
    no_reply_needed: bool = False
    gesture: Gesture | None = None
    gesture_for: Piece | None = None
    signal: Signal | None = None
    tags: tuple[str, ...] = ()
    promises: tuple[QuickPromise, ...] = ()
    follow_ups: tuple[QuickFollowUp, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def holding(self) -> bool:
        """Whether we told them that we will get back to them, which is a promise that wants a date."""
        return self.direction != "in" and self.about is not None and HOLDING.search(self.about.text) is not None


def parse(line: str, *, is_date: IsDate, is_moment: IsDate | None = None) -> QuickLine:
    """What a line says; raises nothing, whatever is typed.

    `is_date` tells of some words whether all of them are a due, `is_moment` whether they say when something
    happened (as `is_date` where it is not given). What they take they also take with "by" or "on" before it, some
    of it with these only; tui.domain.quickdates has both.
    """
    reading = _Reading(is_date, is_moment or is_date)
    for words in split(line):
        reading.piece(words)
    return reading.result()


def render(quick: QuickLine) -> str:
    """A line that `parse` reads as the same again, with every text in quotes; `source` and `unclear` are not in it.

    Raises ValueError where channel, direction and missed do not go together.
    """
    pieces = [
        _event(quick),
        *(_promise(promise) for promise in quick.promises),
        *(_follow_up(follow_up) for follow_up in quick.follow_ups),
        _thanks(quick),
        "no reply needed" if quick.no_reply_needed else "",
    ]
    return "; ".join(piece for piece in pieces if piece)


def _event(quick: QuickLine) -> str:
    name = quoted(quick.contact.text) if quick.contact else ""
    how = _how(quick)
    if not how and name:
        how = WITH
    parts = [name, how] if how.endswith(":") else [how, name]
    if quick.relationship:
        bare = _PLAIN_NAME.fullmatch(quick.relationship.text)
        parts.append(f"@{bare[0] if bare else quoted(quick.relationship.text)}")
    if quick.when:
        parts.append(f"on {quick.when.text}")
    if quick.about:
        parts.append(f"re {quoted(quick.about.text)}")
    parts += (f"#{tag}" for tag in quick.tags)
    parts.append(f"!{quick.signal}" if quick.signal else "")
    return " ".join(part for part in parts if part)


def _how(quick: QuickLine) -> str:
    said = (quick.channel, quick.direction, quick.missed)
    if said == (None, None, False):
        return ""
    for phrase, meant in HOW.items():
        if meant == said:
            return phrase
    raise ValueError(f"no words for {said}")


def _promise(promise: QuickPromise) -> str:
    due = f" by {promise.due}" if promise.due else ""
    return f"{'theirs' if promise.theirs else 'promise'}: {quoted(promise.text)}{due}"


def _follow_up(follow_up: QuickFollowUp) -> str:
    every = f" every {follow_up.every}" if follow_up.every else ""
    due = f" by {follow_up.due}" if follow_up.due else ""
    return f"follow up: {quoted(follow_up.text)}{every}{due}"


def _thanks(quick: QuickLine) -> str:
    if quick.gesture is None:
        return ""
    said = "thanks" if quick.gesture == "thanks" else "extra mile"
    return f"{said} for {quoted(quick.gesture_for.text)}" if quick.gesture_for and quick.gesture_for.text else said


class _Reading:
    """What the pieces say, one after the other; the one that says what happened is read last."""

    def __init__(self, is_date: IsDate, is_moment: IsDate) -> None:
        self.is_date, self.is_moment = is_date, is_moment
        self.first = True
        self.marks: list[Word] = []
        self.event: list[Word] = []
        self.promises: list[QuickPromise] = []
        self.follow_ups: list[QuickFollowUp] = []
        self.gestures: list[tuple[Gesture, Piece]] = []
        self.unclear: list[str] = []

    def piece(self, words: Sequence[Word]) -> None:
        """Read one piece."""
        self.marks += (word for word in words if word.kind in ("name", "tag", "signal"))
        plain = [word for word in words if word.kind in ("plain", "quoted")]
        said = [word for word in words if word.kind not in ("tag", "signal")]
        if not plain:
            return
        kind, count = self._kind(plain)
        if kind == "event":
            self._happened(said, plain)
        elif kind in GESTURES:
            rest = plain[count:]
            reason = value(rest[1:] if rest and rest[0].key == "for" else rest)
            self.gestures.append((GESTURES[kind], Piece(reason, source(plain))))
        elif kind == "follow up":
            follow_up, wrong = read_follow_up(plain[:count], plain[count:], self.is_date)
            self.follow_ups.append(follow_up)
            self.unclear += filter(None, [wrong])
        elif promise := read_promise(kind == "theirs", plain[:count], plain[count:], self.is_date):
            self.promises.append(promise)
        else:
            self.unclear.append(NO_WORDS)
        self.first = False

    def _kind(self, plain: Sequence[Word]) -> tuple[str, int]:
        if plain[0].key in EVERY:
            return "follow up", 0
        found = phrase_at(plain, 0, MARKERS)
        if found is None or (self.first and found[1] == 1 and plain[0].key in NOT_FIRST):
            return "event", 0
        return found

    def _happened(self, said: Sequence[Word], plain: Sequence[Word]) -> None:
        flag = phrase_at(plain, 0, FLAGS)
        if not self.event or (flag and flag[1] == len(plain)):
            self.event += said
        else:
            self.unclear.append(f"{source(plain)[:60]!r} is no promise, follow-up or thanks. {WHAT_ELSE}")

    def result(self) -> QuickLine:
        """All of it together."""
        event = read_event(self.event, self.is_moment)
        if event.thanked:
            self.gestures.append(("thanks", Piece("", event.thanked)))
        channel, direction, missed = HOW.get(event.how, (None, None, False))
        relationship, signal = self._relationship(), self._signal()
        gesture, gesture_for = self._gesture()
        tags = dict.fromkeys(word.text for word in self.marks if word.kind == "tag")
        if not (self.marks or self.event or self.promises or self.follow_ups or self.gestures or self.unclear):
            self.unclear.append(NOTHING)
        return QuickLine(
            relationship=relationship,
            contact=event.contact,
            channel=channel,
            direction=direction,
            missed=missed,
            how=Piece(event.how, source(event.how_words)) if event.how else None,
            when=event.when,
            about=event.about,
            no_reply_needed=event.no_reply,
            gesture=gesture,
            gesture_for=gesture_for,
            signal=signal,
            tags=tuple(tags),
            promises=tuple(self.promises),
            follow_ups=tuple(self.follow_ups),
            unclear=(*event.unclear, *self.unclear),
        )

    def _relationship(self) -> Piece | None:
        named = {word.text.casefold(): Piece(word.text, word.raw) for word in self.marks if word.kind == "name"}
        if len(named) > 1:
            both = " and ".join(piece.source for piece in [*named.values()][:2])
            self.unclear.append(f"Several relationships are named, {both}. Write one line for each.")
        return next(iter(named.values())) if len(named) == 1 else None

    def _signal(self) -> Signal | None:
        signals = {word.text.lower(): word.raw for word in self.marks if word.kind == "signal"}
        for name, raw in signals.items():
            if name not in SIGNALS:
                self.unclear.append(f"There is no {raw}. Write !complaint, !praise or !referral.")
        known = [SIGNALS[name] for name in signals if name in SIGNALS]
        if len(known) > 1:
            self.unclear.append(f"Several signals are set, {' and '.join(signals.values())}. Keep one.")
        return known[0] if len(known) == 1 else None

    def _gesture(self) -> tuple[Gesture | None, Piece | None]:
        kinds = {gesture for gesture, _ in self.gestures}
        if len(kinds) > 1:
            self.unclear.append("Thanks and an extra mile are two gestures. Write one line for each.")
        if len(kinds) != 1:
            return None, None
        reasons = [piece for _, piece in self.gestures]
        text = ", ".join(piece.text for piece in reasons if piece.text)
        return self.gestures[0][0], Piece(text, "; ".join(piece.source for piece in reasons))
