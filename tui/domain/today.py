"""Today: one list for the day, of what is late, due, coming up, and worth a word (DESIGN 3.4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from tui.domain.draft import Draft
from tui.domain.health import Parts, raises_flag
from tui.domain.model import (
    DAY,
    Channel,
    FollowUp,
    Instant,
    Promise,
    Relationship,
    Seconds,
    Snooze,
    Tier,
    Wait,
)
from tui.domain.obligations import Item
from tui.domain.open_items import day_begins
from tui.domain.rules import RuleBook
from tui.domain.snoozing import hiding
from tui.domain.views import GROUPS, Group, OpenRow, RowKind, ShownStage, Today

DORMANT = 180 * DAY
COMING_DAYS = 3
MOST_SILENT = 5
UNKNOWN: dict[str, Any] = {
    "group": None,
    "contact": "",
    "what": "",
    "due": None,
    "day_alone": True,
    "late": 0,
    "waited": 0,
    "waited_wall": 0,
    "target": 0,
    "pings": 0,
    "last_ping": None,
    "moves": 0,
    "points": 0.0,
    "by": None,
    "owner": None,
    "score": None,
    "grade": "–",
}
"""What a row says of what is not known, or not said of its kind."""
COUNTED: tuple[Group, ...] = ("flagged", "overdue", "due today", "worth a word")


@dataclass(frozen=True, slots=True)
class OpenWait:
    """An open wait with what was asked, in one line, and by whom."""

    wait: Wait
    asked: str
    contact: str
    channel: Channel = "email"


@dataclass(frozen=True, slots=True)
class Kindness:
    """Something they did that is worth a thank-you: a referral or praise."""

    interaction: int
    at: Instant
    signal: str
    what: str
    contact: str


class Silent(NamedTuple):
    """A relationship past its cadence; `asleep` says that it would be dormant if nothing were open in it."""

    relationship: int
    tier: Tier
    last: Instant
    asleep: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One relationship with everything that is open in it at a moment."""

    relationship: Relationship
    parts: Parts
    waits: tuple[OpenWait, ...] = ()
    promises: tuple[Promise, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    kindnesses: tuple[Kindness, ...] = ()
    snoozes: tuple[Snooze, ...] = ()


def stage_of(
    relationship: Relationship, last_touch: Instant | None, anything_open: bool, now: Instant
) -> ShownStage:
    """The stage as shown; dormant is active without a touch for 180 days and with nothing open."""
    to_come = relationship.ended_at is not None and relationship.ended_at > now
    stage = "active" if to_come else relationship.stage
    since = relationship.made_at if last_touch is None else last_touch
    if stage == "active" and not anything_open and now - since >= DORMANT:
        return "dormant"
    return stage


def in_order(rows: Iterable[OpenRow]) -> list[OpenRow]:
    """Flagged, overdue, due today, coming up, worth a word; within each by points, then due, then id."""
    return sorted(rows, key=_order)


def of_whom(row: OpenRow) -> str | None:
    """Whose row it is: a promise's author, a follow-up's owner, else the owner of the relationship or process."""
    return row.by if row.kind in ("promise", "follow-up") else row.owner


def most_silent(found: Iterable[Silent], now: Instant, book: RuleBook) -> list[Silent]:
    """Silent ones, tier a first, then the longest past in cadences."""
    tiers = book.at(now).tiers

    def rank(each: Silent) -> tuple[str, float, str]:
        return each.tier, -(now - each.last) / (tiers[each.tier].cadence * DAY), f"r{each.relationship}"

    return sorted(found, key=rank)


def _order(row: OpenRow) -> tuple[int, float, Instant, str, int]:
    group = GROUPS.index(row.group) if row.group else len(GROUPS)
    due = row.due if row.due is not None else row.opened
    return group, -row.points, due, row.id[0], int(row.id[1:])


def group_of(item: Item, now: Instant, book: RuleBook) -> Group | None:
    """Where an open item stands in Today; None if it is further away than 3 working days."""
    if raises_flag(item, now, book):
        return "flagged"
    rules, due = book.at(item.opened), item.due
    if rules.calendar.late(due, now):
        return "overdue"
    # what was due on the evening of a day off is not late before work begins again
    if day_begins(due, book.at(now).calendar) <= now:
        return "due today"
    return "coming up" if rules.calendar.working(now, due) <= rules.days(COMING_DAYS) else None


def hidden(
    row: OpenRow,
    snoozes: Sequence[Snooze],
    now: Instant,
    names: tuple[str, ...] = (),
    woken: Instant | None = None,
) -> OpenRow:
    """The row out of Today where it is snoozed, under its id or under any of `names`."""
    if not snoozes:
        return row
    said = hiding(names or (row.id,), snoozes, now, woken)
    group = row.group if said.until is None else None
    return replace(row, group=group, snoozed_until=said.until, snoozes=said.times, snoozed_why=said.why)


def lateness(due: Instant, opened: Instant, now: Instant, book: RuleBook) -> Seconds:
    """Working time past a due, negative while it is still to come."""
    calendar = book.at(opened).calendar
    return calendar.working(due, now) or -calendar.working(now, due)


def draft_row(draft: Draft) -> OpenRow:
    """What was left half typed, as a row."""
    row = bare_row("draft", f"d{draft.id}", draft.relationship or 0, draft.who or "somebody", draft.at)
    what = ": ".join([draft.verb, *list(filter(None, draft.shown))[:1]])
    return replace(row, group="half typed", what=what, day_alone=False)


def bare_row(kind: RowKind, ident: str, relationship: int, who: str, opened: Instant, **known: Any) -> OpenRow:
    """A row of which nothing more is known than what is given."""
    return OpenRow(
        kind=kind, id=ident, relationship=relationship, who=who, opened=opened, **{**UNKNOWN, **known}
    )


def counted(rows: Sequence[OpenRow]) -> int:
    """How many rows the title counts: neither what is coming up nor what is half typed."""
    return sum(row.group in COUNTED for row in rows)


def without(today: Today, gone: Collection[str]) -> Today:
    """The day without rows that were just dealt with."""
    rows = tuple(row for row in today.rows if row.id not in gone)
    dealt = today.dealt + len(today.rows) - len(rows)
    return replace(today, rows=rows, dealt=dealt, total=dealt + counted(rows))
