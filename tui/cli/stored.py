"""What would be stored of something that happened, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.cli import whens
from tui.cli.call import Call
from tui.domain.acts import Logged, NewFollowUp, NewPromise
from tui.domain.people import Situation
from tui.domain.recurrence import every_in_words

LABEL = 14


def fields(call: Call, act: Logged, known: Situation) -> Iterator[str]:
    """The lines of a dry run."""
    return lines(_said(call, act, known))


def lines(fields: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Labels and what stands behind them, in two columns."""
    for label, text in fields:
        yield f"{label:<{LABEL}}{text}"


def _said(call: Call, act: Logged, known: Situation) -> Iterator[tuple[str, str]]:
    yield "relationship", f"{known.relationship.name} (r{act.relationship})"
    if act.contact is not None:
        name = next((contact.name for contact in known.contacts if contact.id == act.contact), "")
        yield "contact", f"{name} (c{act.contact})"
    yield "how", ", ".join([act.channel, act.direction, *(["missed"] if act.missed else [])])
    yield "when", whens.written_at(call, call.now if act.at is None else act.at)
    if act.text:
        yield "about", act.text
    if act.direction == "in":
        yield "reply", "needed" if act.opens else "not needed"
    yield from _marks(act)
    yield from coming(call, act.promises, act.follow_ups)


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


def coming(
    call: Call, promises: Iterable[NewPromise], follow_ups: Iterable[NewFollowUp]
) -> Iterator[tuple[str, str]]:
    """What is to come, with its dates as they were read."""
    for promise in promises:
        yield "promise" if promise.by_us else "theirs", f"{promise.text}, {by(call, promise)}"
    for follow_up in follow_ups:
        yield "follow-up", f"{follow_up.text}, {by(call, follow_up)}"


def dates(call: Call, act: Logged) -> Iterator[str]:
    """How the dates of something that happened were read."""
    if act.at is not None:
        yield f"on {whens.written_at(call, act.at)}"
    made_with_it: tuple[NewPromise | NewFollowUp, ...] = (*act.promises, *act.follow_ups)
    for made in made_with_it:
        yield f"{made.text} {by(call, made)}"


def by(call: Call, made: NewPromise | NewFollowUp) -> str:
    """By when, and how often."""
    every = f", {every_in_words(made.every)}" if isinstance(made, NewFollowUp) and made.every else ""
    return f"by {whens.written_at(call, made.due, made.day_alone)}{every}"
