"""Which wait something answers that happened: all of them, one of them, none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tui.domain.calendar import WorkCalendar
from tui.domain.model import HOUR, Channel, Instant, Seconds
from tui.domain.people import Match, Situation
from tui.domain.quickfound import HERE, Found, Given
from tui.domain.quickhow import CHANNELS, How
from tui.domain.views import OpenRow
from tui.domain.when import written

NONE = frozenset(("none", "no", "nothing", "-"))
NO_ANSWER = "This answers nothing that waits. Write none."
NOTHING_WAITS = "Nothing of theirs waits. Write none."
THE_ONLY = "all that waits"
QUESTION: dict[Channel, str] = {**CHANNELS, "meeting": "question at the meeting"}


class Answer(NamedTuple):
    """The id of the wait into whose thread something goes, None where there is none, and what is told of it."""

    wait: str | None
    found: Found


def answered(
    how: How,
    match: Match | None,
    at: Instant | None,
    situation: Situation | None,
    given: Given,
    now: Instant,
    calendar: WorkCalendar,
) -> Answer:
    """What something answers that happened at a moment, None for now.

    An answered call or a meeting answers everything. What we wrote answers the wait that is named, where somebody
    stands, or the only one of that contact or relationship; of several it is asked. All else answers nothing.
    """
    known = situation if match and situation and situation.relationship.id == match.party.id else None
    before = now if at is None else at
    rows = [row for row in known.open if row.kind == "wait" and row.opened < before] if known else []
    told = _Telling(before, now, calendar)
    said = given.answers.strip().casefold()
    if how.direction == "both" and not how.missed:
        return Answer(None, _everything(how, rows, told, said))
    if how.direction != "out" or how.missed or how.channel == "note":
        question = NO_ANSWER if said and said not in NONE and how.direction else ""
        return Answer(None, Found(question=question))
    if said:
        return _named(said, given.answers, rows, told)
    return _proposed(match, rows, given.wait, told)


class _Telling(NamedTuple):
    """When it happened, and when this is read."""

    at: Instant
    now: Instant
    calendar: WorkCalendar

    def words(self, row: OpenRow) -> str:
        """A wait: "the mail of Tue 3 Mar (waited 3 d 4 h)"."""
        return wait_in_words(row, self.at, self.now, self.calendar)


def wait_in_words(row: OpenRow, at: Instant, now: Instant, calendar: WorkCalendar) -> str:
    """A wait with how long it had lasted at a moment: "the mail of Tue 3 Mar (waited 3 d 4 h)"."""
    waited = row.waited if at >= now else calendar.working(row.opened, at)
    day = _day(row.opened, now, ZoneInfo(calendar.zone))
    return f"the {QUESTION[row.channel]} of {day} (waited {length(waited, row.day)})"


def length(seconds: Seconds, day: Seconds) -> str:
    """A working time in days of `day` seconds and hours, or in hours, or in minutes: "3 d 4 h"."""
    days, rest = divmod(max(seconds, 0), day)
    hours = rest // HOUR
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    return f"{hours} h" if hours else f"{max(1, rest // 60)} min"


def _day(at: Instant, now: Instant, zone: tzinfo) -> str:
    """The date of an instant without its time of day."""
    return written(at, False, now, zone).rpartition(" ")[0]


def _everything(how: How, rows: Sequence[OpenRow], told: _Telling, said: str) -> Found:
    noun = CHANNELS[how.channel] if how.channel else ""
    if not rows:
        question = NOTHING_WAITS if said and said not in NONE else ""
        return Found(question=question)
    question = f"Any {noun} answers what waits. Leave this empty." if said in NONE else ""
    oldest = min(rows, key=lambda row: row.opened)
    value = told.words(oldest) if len(rows) == 1 else f"all {len(rows)} that wait, first {told.words(oldest)}"
    return Found(value, f"any {noun} does", question)


def _named(said: str, source: str, rows: Sequence[OpenRow], told: _Telling) -> Answer:
    """The wait that somebody names by its id or by some of its words."""
    if said in NONE:
        return Answer(None, Found(source=source.strip(), candidates=tuple(rows)))
    found = [row for row in rows if row.id == said] or [
        row for row in rows if said in told.words(row).casefold() or said in row.what.casefold()
    ]
    if len(found) == 1:
        return Answer(found[0].id, Found(told.words(found[0]), source.strip(), "", tuple(rows)))
    if found:
        return Answer(None, _which(found, told))
    question = f"{source.strip()[:40]!r} is nothing that waits. Write none, or a day such as tue 3 mar."
    return Answer(None, Found(question=question if rows else NOTHING_WAITS, candidates=tuple(rows)))


def _proposed(match: Match | None, rows: Sequence[OpenRow], here: str, told: _Telling) -> Answer:
    """The wait on whose row somebody stands, else the only one of the contact, else the only one of all."""
    standing = [row for row in rows if row.id == here]
    theirs = [row for row in rows if match and match.contact and _is_of(row, match)]
    meant = standing or theirs or rows
    if not meant:
        return Answer(None, Found())
    if len(meant) > 1:
        return Answer(None, _which(meant, told))
    source = HERE if standing else THE_ONLY
    return Answer(meant[0].id, Found(told.words(meant[0]), source, "", tuple(rows)))


def _is_of(row: OpenRow, match: Match) -> bool:
    contact = match.contact
    return contact is not None and row.contact.casefold() in (contact.name.casefold(), *contact.addresses)


def _which(rows: Sequence[OpenRow], told: _Telling) -> Found:
    named = ", ".join(told.words(row).partition(" (")[0] for row in rows[:3])
    more = f" and {len(rows) - 3} more" if len(rows) > 3 else ""
    return Found(question=f"which of {len(rows)}? {named}{more}, or none", candidates=tuple(rows))
