"""What a form asks the desk while somebody types; equal questions have equal answers until somebody writes."""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.model import Channel, Instant


@dataclass(frozen=True, slots=True)
class WhoIsThere:
    """Everybody: answered by `people.People`."""


@dataclass(frozen=True, slots=True)
class HowItStands:
    """One relationship: answered by `people.Situation`."""

    relationship: int


@dataclass(frozen=True, slots=True)
class Honestly:
    """A promise of `author` due at `asked`: answered by `honest.Look`; `but` is the promise that is being moved."""

    asked: Instant
    author: str
    but: int | None = None


@dataclass(frozen=True, slots=True)
class WrittenDown:
    """Something that is about to be logged: answered by `LoggedBefore`."""

    text: str
    channel: Channel


@dataclass(frozen=True, slots=True)
class LoggedBefore:
    """How often something alike was logged on other days of the last 60, and since when.

    0 where it was too seldom, or where somebody has begun to write it down or does not want to.
    """

    times: int = 0
    since: Instant | None = None


Question = WhoIsThere | HowItStands | Honestly | WrittenDown
