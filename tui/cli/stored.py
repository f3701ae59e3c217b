"""What would be stored of something that happened, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from tui.cli import whens
from tui.cli.call import Call
from tui.domain.acts import Logged
from tui.domain.people import Situation
from tui.domain.recurrence import every_in_words
from tui.domain.when import written

LABEL = 14


def fields(call: Call, act: Logged, known: Situation) -> Iterator[str]:
    """The lines of a dry run."""
    for name, text in _said(call, act, known):
        yield f"{name:<{LABEL}}{text}"


def _said(call: Call, act: Logged, known: Situation) -> Iterator[tuple[str, str]]:
    yield "relationship", f"{known.relationship.name} (r{act.relationship})"
    if act.contact is not None:
        name = next((contact.name for contact in known.contacts if contact.id == act.contact), "")
        yield "contact", f"{name} (c{act.contact})"
    yield "how", ", ".join([act.channel, act.direction, *(["missed"] if act.missed else [])])
    yield "when", _instant(call, call.now if act.at is None else act.at, False)
    if act.text:
        yield "about", act.text
    if act.direction == "in":
        yield "reply", "needed" if act.opens else "not needed"
    yield from _marks(act)
    for promise in act.promises:
        by = _instant(call, promise.due, promise.day_alone)
        yield "promise" if promise.by_us else "theirs", f"{promise.text}, by {by}"
    for follow_up in act.follow_ups:
        every = f", {every_in_words(follow_up.every)}" if follow_up.every else ""
        by = _instant(call, follow_up.due, follow_up.day_alone)
        yield "follow-up", f"{follow_up.text}, by {by}{every}"


def _marks(act: Logged) -> Iterator[tuple[str, str]]:
    if act.answers:
        yield "answers", act.answers
    if act.gesture:
        yield "gesture", act.gesture.replace("_", " ")
    if act.signal:
        yield "signal", act.signal
    if act.tags:
        yield "tags", ", ".join(act.tags)
    if act.agreement is not None:
        yield "agreement", f"g{act.agreement}{', outside its terms' if act.outside else ''}"


def _instant(call: Call, at: int, day_alone: bool) -> str:
    return written(at, day_alone, call.now, ZoneInfo(whens.calendar(call).zone))
