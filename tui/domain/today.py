"""Today: one list for the day, of what is late, due, coming up, and worth a word (DESIGN 3.4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from tui.domain.draft import Draft
from tui.domain.health import Parts, gesture_points, health, points, raises_flag, touch_points
from tui.domain.model import (
    DAY,
    Channel,
    FollowUp,
    Instant,
    Promise,
    Relationship,
    Seconds,
    Snooze,
    Wait,
)
from tui.domain.obligations import Item, follow_up_item, promise_item, reply_item, standing
from tui.domain.open_items import day_begins
from tui.domain.rules import RuleBook
from tui.domain.snoozing import hiding, names_of
from tui.domain.views import GROUPS, Group, OpenRow, RowKind, ShownStage, Today

DORMANT = 180 * DAY
COMING_DAYS = 3
MOST_SILENT = 5
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


def open_rows(case: Case, now: Instant, book: RuleBook) -> list[OpenRow]:
    """All that is open in a relationship and all that is worth a word, in the order of Today."""
    rows = [_wait_row(case, w, now, book) for w in case.waits]
    rows += [_promise_row(case, p, now, book) for p in case.promises]
    rows += [_follow_up_row(case, f, now, book) for f in case.follow_ups]
    rows += [_thanks_row(case, k, now, book) for k in case.kindnesses]
    return in_order(row for row in rows if row)


def silence_row(case: Case, now: Instant, book: RuleBook) -> OpenRow | None:
    """The row of a relationship past its cadence."""
    tier = case.relationship.tier
    cadence, last = book.at(now).tiers[tier].cadence, case.parts.last_touch
    if last is None or now - last <= cadence * DAY:
        return None
    gain = touch_points(case.parts, now, tier, book)
    row = _row(case, "silence", f"r{case.relationship.id}", now, book, opened=last, points=gain)
    row = replace(row, group="worth a word", silent=now - last, cadence=cadence)
    return hidden(row, case.snoozes, now, woken=last)


def in_order(rows: Iterable[OpenRow]) -> list[OpenRow]:
    """Flagged, overdue, due today, coming up, worth a word; within each by points, then due, then id."""
    return sorted(rows, key=_order)


def of_whom(row: OpenRow) -> str | None:
    """Whose row it is: a promise's author, a follow-up's owner, else the owner of the relationship or process."""
    return row.by if row.kind in ("promise", "follow-up") else row.owner


def most_silent(rows: Iterable[tuple[str, OpenRow]]) -> list[OpenRow]:
    """Silent ones, tier a first, then the longest past in cadences; rows come with their tier."""
    ranked = sorted(rows, key=lambda pair: (pair[0], -pair[1].silent / (pair[1].cadence * DAY), pair[1].id))
    return [row for _, row in ranked]


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


def _wait_row(case: Case, open_wait: OpenWait, now: Instant, book: RuleBook) -> OpenRow | None:
    wait = open_wait.wait
    item = reply_item(wait, case.relationship.tier, book)
    if item is None:
        return None
    calendar = book.at(wait.opened).calendar
    row = hidden(_item_row(case, "wait", item, now, book), case.snoozes, now, names_of(wait), wait.last_ping)
    return replace(
        row,
        contact=open_wait.contact,
        what=open_wait.asked,
        day_alone=False,
        waited=calendar.working(wait.opened, now),
        waited_wall=now - wait.opened,
        target=item.half,
        pings=len(wait.pings),
        last_ping=wait.last_ping,
        channel=open_wait.channel,
    )


def _promise_row(case: Case, promise: Promise, now: Instant, book: RuleBook) -> OpenRow | None:
    if promise.by_us:
        item = promise_item(promise, now, book)
        if item is None:
            return None
        row = hidden(_item_row(case, "promise", item, now, book), case.snoozes, now)
        row = replace(row, version=promise.version)
        return replace(row, what=promise.text, day_alone=promise.day_alone, moves=item.moves, by=promise.author)
    due, moves = standing(promise, now, book)
    overdue = book.at(promise.made_at).calendar.late(due, now)
    row = _row(case, "their promise", f"p{promise.id}", now, book, opened=promise.made_at, points=0.0)
    row = replace(row, group="overdue" if overdue else None)
    return replace(
        hidden(row, case.snoozes, now),
        due=due,
        late=lateness(due, promise.made_at, now, book),
        what=promise.text,
        contact=promise.author,
        day_alone=promise.day_alone,
        moves=moves,
        by="them",
        version=promise.version,
    )


def _follow_up_row(case: Case, follow_up: FollowUp, now: Instant, book: RuleBook) -> OpenRow | None:
    item = follow_up_item(follow_up, now, book)
    if item is None:
        return None
    row = hidden(_item_row(case, "follow-up", item, now, book), case.snoozes, now)
    row = replace(row, version=follow_up.version)
    return replace(row, what=follow_up.text, day_alone=follow_up.day_alone, by=follow_up.owner)


def _thanks_row(case: Case, kindness: Kindness, now: Instant, book: RuleBook) -> OpenRow:
    gain = gesture_points(case.parts, now, case.relationship.tier, book)
    row = _row(case, "thanks", f"i{kindness.interaction}", now, book, opened=kindness.at, points=gain)
    row = replace(row, group="worth a word", what=kindness.what, contact=kindness.contact)
    return hidden(row, case.snoozes, now)


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


def _item_row(case: Case, kind: RowKind, item: Item, now: Instant, book: RuleBook) -> OpenRow:
    gain = points(case.parts, item, now, case.relationship.tier, book)
    row = _row(case, kind, item.id, now, book, opened=item.opened, points=gain)
    return replace(
        row,
        group=group_of(item, now, book),
        flagged=raises_flag(item, now, book),
        due=item.due,
        late=lateness(item.due, item.opened, now, book),
    )


def lateness(due: Instant, opened: Instant, now: Instant, book: RuleBook) -> Seconds:
    """Working time past a due, negative while it is still to come."""
    calendar = book.at(opened).calendar
    return calendar.working(due, now) or -calendar.working(now, due)


def _row(
    case: Case, kind: RowKind, ident: str, now: Instant, book: RuleBook, *, opened: Instant, points: float
) -> OpenRow:
    whose, stood = case.relationship, health(case.parts, now, case.relationship.tier, book)
    return replace(
        bare_row(kind, ident, whose.id, whose.name, opened),
        points=points,
        owner=whose.owner,
        score=stood.score,
        grade=stood.grade,
        day=book.at(opened).calendar.working_day,
    )


def draft_row(draft: Draft) -> OpenRow:
    """What was left half typed, as a row."""
    row = bare_row("draft", f"d{draft.id}", draft.relationship or 0, draft.who or "somebody", draft.at)
    what = ": ".join([draft.verb, *list(filter(None, draft.shown))[:1]])
    return replace(row, group="half typed", what=what, day_alone=False)


def bare_row(kind: RowKind, ident: str, relationship: int, who: str, opened: Instant) -> OpenRow:
    """A row of which nothing more is known."""
    return OpenRow(
        kind=kind,
        id=ident,
        group=None,
        relationship=relationship,
        who=who,
        contact="",
        what="",
        opened=opened,
        due=None,
        day_alone=True,
        late=0,
        waited=0,
        waited_wall=0,
        target=0,
        pings=0,
        last_ping=None,
        moves=0,
        points=0.0,
        by=None,
        owner=None,
        score=None,
        grade="–",
    )


def counted(rows: Sequence[OpenRow]) -> int:
    """How many rows the title counts: neither what is coming up nor what is half typed."""
    return sum(row.group in COUNTED for row in rows)


def without(today: Today, gone: Collection[str]) -> Today:
    """The day without rows that were just dealt with."""
    rows = tuple(row for row in today.rows if row.id not in gone)
    dealt = today.dealt + len(today.rows) - len(rows)
    return replace(today, rows=rows, dealt=dealt, total=dealt + counted(rows))
