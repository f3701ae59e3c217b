"""What there is to choose from in the Log form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from tui.domain.calendar import WorkCalendar
from tui.domain.model import Instant
from tui.domain.people import Match, People
from tui.domain.quickanswer import wait_in_words
from tui.domain.quickfound import Found
from tui.domain.quickhow import How, in_words
from tui.domain.views import OpenRow
from tui.present.form import Choice
from tui.present.lines import name

MOST = 12


def namesakes(people: People) -> frozenset[str]:
    """The names that several relationships bear, in small letters."""
    names = Counter(party.name.casefold() for party in people.parties)
    return frozenset(name for name, count in names.items() if count > 1)


def who_choices(
    found: Sequence[Match], near: Match | None, people: People, doubled: frozenset[str]
) -> list[Choice]:
    """Those who may be meant, else whoever is in the relationship at hand, and then everybody."""
    meant: Sequence[Match] = found
    if not found:
        there = (*(Match(near.party, each) for each in near.party.contacts), Match(near.party)) if near else ()
        meant = tuple(dict.fromkeys((*there, *(Match(party) for party in people.parties[:MOST]))))
    return [_who(match, doubled) for match in meant[:MOST]]


def how_choices(found: Found) -> list[Choice]:
    """The ways in which it may have happened."""
    return [Choice(in_words(how), in_words(how)) for how in found.candidates if isinstance(how, How)]


def wait_choices(found: Found, now: Instant, calendar: WorkCalendar) -> list[Choice]:
    """The waits that it may answer, and none of them."""
    rows = [row for row in found.candidates if isinstance(row, OpenRow)]
    waits = [Choice(row.id, wait_in_words(row, now, now, calendar), name(row.what)) for row in rows]
    return [*waits, Choice("none", "none of them")] if waits else []


def date_choices(found: Found, typed: Callable[[str], str]) -> list[Choice]:
    """The readings of a date that has several; `typed` is what the field then holds."""
    return [Choice(typed(each), each) for each in found.candidates if isinstance(each, str)]


def _who(match: Match, doubled: frozenset[str]) -> Choice:
    """Somebody in words that mean nobody else, by id where names are not enough."""
    party, contact = match.party, match.contact
    there = [each.name.casefold() for each in party.contacts]
    twice = contact is not None and there.count(contact.name.casefold()) > 1
    by_id = twice or party.name.casefold() in doubled or bool(set('"@›') & set(party.name))
    whose = f"@r{party.id}" if by_id else f"@{party.name}"
    if contact is None:
        return Choice(whose, name(party.name), party.kind)
    return Choice(f"{f'c{contact.id}' if by_id else contact.name} {whose}", name(contact.name), name(party.name))
