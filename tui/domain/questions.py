"""What a form asks the desk while somebody types; equal questions have equal answers until somebody writes."""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.model import Instant


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


Question = WhoIsThere | HowItStands | Honestly
