"""Everybody that somebody may mean, and who is meant by a part of a name or address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tui.domain.hits import folded
from tui.domain.model import Agreement, Contact, Kind, Override, Relationship, Stage
from tui.domain.views import OpenRow


@dataclass(frozen=True, slots=True)
class Someone:
    """A person by id, name and addresses."""

    id: int
    name: str
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A relationship as it can be found: by its name, its people and their addresses."""

    id: int
    name: str
    kind: Kind
    stage: Stage
    owner: str | None
    contacts: tuple[Someone, ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """All relationships that a teammate may see, and the team's handles, one's own first."""

    parties: tuple[Party, ...]
    handles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """What a form has to know of one relationship: what is open, who is there, what was agreed.

    `spoke` is the contact who was last in touch, `cadence` the rhythm of the tier in days, `override`
    the grade set by hand that holds now. How many promises of each teammate are due in a week is another question
    (`honest.look`).
    """

    relationship: Relationship
    open: tuple[OpenRow, ...]
    contacts: tuple[Contact, ...]
    agreements: tuple[Agreement, ...] = ()
    spoke: int | None = None
    cadence: int = 90
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody who may be meant; `contact` is None where the relationship as a whole is."""

    party: Party
    contact: Someone | None = None


def matches(parties: Iterable[Party], text: str) -> tuple[Match, ...]:
    """Who may be meant by a part of a name or address, the likeliest first; nobody for an empty text.

    Whole names come before beginnings of words, these before any other part; a relationship before its people.
    Where nobody is written so, letters are compared without their accents.
    """
    parties, wanted = tuple(parties), text.strip()
    if not wanted:
        return ()
    return _matches(parties, wanted, str.casefold) or _matches(parties, wanted, plain)


def plain(text: str) -> str:
    """A text in small letters without accents, as it is compared."""
    return text.casefold() if text.isascii() else folded(text)


def _matches(parties: Iterable[Party], text: str, fold: Callable[[str], str]) -> tuple[Match, ...]:
    wanted = fold(text)
    found: list[tuple[int, str, int, Match]] = []
    for party in parties:
        rank = _rank(wanted, (fold(party.name),))
        if rank is not None:
            found.append((2 * rank, party.name.casefold(), 0, Match(party)))
        for contact in party.contacts:
            rank = _rank(wanted, map(fold, (contact.name, *contact.addresses)))
            if rank is not None:
                found.append((2 * rank + 1, contact.name.casefold(), contact.id, Match(party, contact)))
    found.sort(key=lambda each: (each[:3], each[3].party.id))
    return tuple(match for *_, match in found)


def _rank(wanted: str, texts: Iterable[str]) -> int | None:
    """0 for a whole text, 1 for the beginning of a word, 2 for any other part."""
    best: int | None = None
    for text in texts:
        if wanted == text:
            return 0
        if wanted in text:
            rank = 1 if text.startswith(wanted) or f" {wanted}" in text else 2
            best = rank if best is None else min(best, rank)
    return best
