"""Whom a quick line means: the relationship, and the contact inside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from tui.domain.people import Match, Party, Someone, matches, plain

NAMED = 4
NOBODY = "With whom? Write @ and a part of the name, such as @halden."

_CLOSE: tuple[Callable[[str, str], bool], ...] = (
    lambda known, said: known == said,
    lambda known, said: known.startswith(said) or f" {said}" in known,
    lambda known, said: said in known,
)
"""From a whole name over the beginning of a word to any part of it."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who is meant; None with a question and those who may be, the likeliest first."""

    match: Match | None
    question: str = ""
    candidates: tuple[Match, ...] = ()


def who_is_meant(relationship: str, contact: str, parties: Sequence[Party], here: Match | None = None) -> Who:
    """The one who is meant by the words for a relationship and for a contact, "" where they are not said.

    `here` is where somebody stands: it holds where nothing is said, and narrows a contact who is as well known
    there as anywhere else. Both words may be an id ("r3", "c7"). What fits several is asked.
    """
    relationship, contact = relationship.strip(), contact.strip()
    if relationship:
        found = _relationship(relationship, parties)
        return found if found.match is None or not contact else _inside(found.match.party, contact)
    if contact:
        return _anybody(contact, parties, here)
    return Who(here, "" if here else NOBODY)


def party_of(parties: Iterable[Party], ident: int | None) -> Party | None:
    """The relationship of a number."""
    return next((party for party in parties if party.id == ident), None)


def somebody(party: Party, name: str) -> Match:
    """Somebody in a relationship by whole name or address, else the relationship as a whole."""
    said = name.strip().casefold()
    known = (each for each in party.contacts if said and said in _names(Match(party, each)))
    return Match(party, next(known, None))


def which(said: str, found: Sequence[Match]) -> str:
    """What is asked where several may be meant: "which Ana? Ana Brink, Ana Ruiz"."""
    first = found[:NAMED]
    names = [_name(match) for match in first]
    shown = [
        f"{name} ({match.party.name})" if names.count(name) > 1 and match.contact else name
        for name, match in zip(names, first, strict=True)
    ]
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return f"which {said[:1].upper()}{said[1:40]}? {', '.join(shown)}{more}"


def _relationship(said: str, parties: Sequence[Party]) -> Who:
    by_id = _by_id("r", said, ((party.id, Match(party)) for party in parties))
    if by_id:
        return Who(by_id)
    found = _closest([Match(party) for party in parties], said)
    if not found:
        found = tuple(dict.fromkeys(Match(match.party) for match in _closest(matches(parties, said), said)))
    if len(found) == 1:
        return Who(found[0])
    return Who(None, which(said, found), found) if found else Who(None, f"No relationship is called {said[:40]!r}.")


def _inside(party: Party, said: str) -> Who:
    everybody = tuple(Match(party, each) for each in party.contacts)
    by_id = _by_id("c", said, ((match.contact.id, match) for match in everybody if match.contact))
    found = (by_id,) if by_id else _closest((Match(party), *everybody), said)
    if one := _one(found):
        return Who(one)
    if found:
        return Who(None, which(said, found), found)
    return Who(None, f"Nobody at {party.name} is called {said[:40]!r}.{_there(everybody)}", everybody)


def _anybody(said: str, parties: Sequence[Party], here: Match | None) -> Who:
    by_id = _by_id("r", said, ((party.id, Match(party)) for party in parties)) or _by_id(
        "c", said, ((each.id, Match(party, each)) for party in parties for each in party.contacts)
    )
    if by_id:
        return Who(by_id)
    found = _closest(matches(parties, said), said)
    if not found:
        return Who(None, f"Nobody is called {said[:40]!r}.")
    near = tuple(match for match in found if here and match.party.id == here.party.id)
    for those in (near, found):
        if one := _one(those):
            return Who(one)
    ordered = tuple(dict.fromkeys((*near, *found)))
    return Who(None, which(said, ordered), ordered)


def _one(found: Sequence[Match]) -> Match | None:
    """The one that several matches mean: a relationship's only fitting contact, else itself."""
    contacts = [match for match in found if match.contact]
    if not found or len({match.party.id for match in found}) > 1:
        return None
    if len(contacts) == 1:
        return contacts[0]
    return next((match for match in found if match.contact is None), None)


def _closest(found: Sequence[Match], said: str) -> tuple[Match, ...]:
    """Those that the words fit best, in order."""
    for fold, close in product((str.casefold, plain), _CLOSE):
        wanted = fold(said)
        if best := tuple(match for match in found if any(close(name, wanted) for name in _names(match, fold))):
            return best
    return ()


def _names(match: Match, fold: Callable[[str], str] = str.casefold) -> tuple[str, ...]:
    names = (match.contact.name, *match.contact.addresses) if match.contact else (match.party.name,)
    return tuple(map(fold, names))


def _by_id(letter: str, said: str, known: Iterable[tuple[int, Match]]) -> Match | None:
    if not re.fullmatch(rf"{letter}\d{{1,18}}", said, re.ASCII | re.IGNORECASE):
        return None
    return next((match for ident, match in known if ident == int(said[1:])), None)


def _name(match: Match) -> str:
    known: Party | Someone = match.contact or match.party
    return known.name


def _there(everybody: Sequence[Match]) -> str:
    if not everybody:
        return " Leave the name away."
    more = f" and {len(everybody) - NAMED} more" if len(everybody) > NAMED else ""
    return f" There is {', '.join(_name(match) for match in everybody[:NAMED])}{more}."
