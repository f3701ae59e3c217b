"""Who is away, and to whom their debts fall meanwhile: along the deputies, to exactly one who is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tui.domain.model import Instant, Role
from tui.domain.problem import Problem

SOMEBODY_ELSE = "Name a teammate who is there all that time and may write."


@dataclass(frozen=True, slots=True)
class Absence:
    """`who` is away from `at` until `until`, the first instant back, and `deputy` stands in.

    `told_at` is when they read what had happened meanwhile, None until then.
    """

    id: int
    who: str
    deputy: str
    at: Instant
    until: Instant
    told_at: Instant | None = None


def absent(absences: Iterable[Absence], now: Instant) -> dict[str, Absence]:
    """The absences at a moment, by who is away."""
    return {absence.who: absence for absence in absences if absence.at <= now < absence.until}


def stand_in(absences: Iterable[Absence], handle: str, now: Instant) -> str:
    """To whom somebody's debts fall at a moment: to themselves while they are there."""
    away = absent(absences, now)
    while handle in away:
        handle = away[handle].deputy
    return handle


def as_it_falls(absences: Iterable[Absence], handle: str, now: Instant) -> Absence | None:
    """Somebody's absence at a moment, as deputy whoever really stands in; None while they are there."""
    known = tuple(absences)
    found = absent(known, now).get(handle)
    return None if found is None else replace(found, deputy=stand_in(known, handle, now))


def falls_to(absences: Iterable[Absence], handle: str, now: Instant) -> dict[str, Absence]:
    """The same of all those whose debts fall to somebody else, by who is away."""
    known = tuple(absences)
    away = absent(known, now)
    return {
        who: replace(absence, deputy=handle)
        for who, absence in away.items()
        if stand_in(known, who, now) == handle
    }


def check(new: Absence, others: Iterable[Absence], roles: Mapping[str, Role]) -> None:
    """Refuse an absence in which somebody's debts could fall to nobody; raises Problem.

    `others` are all that are to stand beside it. Whoever stands in for others may go: these pass on to the deputy.
    """
    if new.until <= new.at:
        raise Problem(f"{new.who} would be back before they leave.", "Name a day to come.", wrong_use=True)
    if new.who == new.deputy:
        raise Problem(f"{new.who} cannot stand in for themselves.", SOMEBODY_ELSE, wrong_use=True)
    for handle in (new.who, new.deputy):
        if handle not in roles:
            raise Problem(f"{handle!r} is no teammate.", f"Give one of {', '.join(sorted(roles))}.", wrong_use=True)
    if roles[new.deputy] == "viewer":
        raise Problem(f"{new.deputy} may look, not write.", SOMEBODY_ELSE, wrong_use=True)
    meanwhile = [each for each in others if each.at < new.until and new.at < each.until]
    if any(each.who == new.who for each in meanwhile):
        raise Problem(f"{new.who} is away in that time already.", "kept team list shows when.", wrong_use=True)
    if any(each.who == new.deputy for each in meanwhile):
        raise Problem(f"{new.deputy} is away in that time too.", SOMEBODY_ELSE, wrong_use=True)


def ended_untold(absences: Iterable[Absence], who: str, now: Instant) -> Sequence[Absence]:
    """Somebody's absences that are over and that they have not been told of, the latest first."""
    mine = (each for each in absences if each.who == who and each.told_at is None and each.at < each.until <= now)
    return sorted(mine, key=lambda each: each.until, reverse=True)


def last_span(ended: Sequence[Absence]) -> tuple[Instant, Instant]:
    """From when until when one was away last, over absences that follow on each other; the latest comes first."""
    start = ended[0].at
    for earlier in ended[1:]:
        if earlier.until == start:
            start = earlier.at
    return start, ended[0].until
