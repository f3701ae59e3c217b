"""From which instants on something of ours counts as due today, late and flagged, for readers without the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from tui.domain.calendar import LAST, WorkCalendar
from tui.domain.health import FLAG_HALVES
from tui.domain.model import DAY, Instant, Log, Measure, Seconds
from tui.domain.obligations import Item
from tui.domain.rules import RuleBook

BEYOND: Instant = int(datetime.combine(LAST, time(), UTC).timestamp())
FAR: Seconds = 10 * 366 * DAY


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An open obligation of ours; `by` is whose it is, None for the relationship's owner.

    It is due today, late or flagged at every moment from the instant of that name on, never where that is None.
    """

    id: str
    measure: Measure
    by: str | None
    due: Instant
    today_from: Instant
    late_from: Instant | None
    flagged_from: Instant | None
    hidden_until: Instant | None = None


def open_items(log: Log, still: Iterable[Item], book: RuleBook) -> list[OpenItem]:
    """The open items of a log with the instants that they are compared with."""
    by = {f"p{p.id}": p.author for p in log.promises} | {f"f{f.id}": f.owner for f in log.follow_ups}
    hidden = {f"f{f.id}": f.snoozed_until for f in log.follow_ups}
    return [
        OpenItem(
            item.id,
            item.measure,
            by.get(item.id),
            item.due,
            day_begins(item.due, book.latest.calendar),
            late_from(item, book),
            flagged_from(item, book),
            hidden.get(item.id),
        )
        for item in still
    ]


def day_begins(due: Instant, calendar: WorkCalendar) -> Instant:
    """The first instant of the local date of a due; the due itself where no calendar reaches it."""
    return due if due >= BEYOND else calendar.midnight(calendar.date_of(due))


def late_from(item: Item, book: RuleBook) -> Instant | None:
    """The first instant at which an open item is late; None where it never is."""
    return _worked(item, 1, book)


def flagged_from(item: Item, book: RuleBook) -> Instant | None:
    """The first instant at which an open item raises a flag; None where it never does."""
    return None if item.measure == "follow_up" else _worked(item, FLAG_HALVES * item.half + 1, book)


def _worked(item: Item, span: Seconds, book: RuleBook) -> Instant | None:
    """The first instant by which so much working time has passed since a due."""
    calendar = book.at(item.opened).calendar
    if item.due - item.opened > FAR:
        # of its own, so that the table that everybody shares does not grow by centuries
        calendar = replace(calendar)
    try:
        return calendar.due(item.due, span)
    except OverflowError:
        return None
