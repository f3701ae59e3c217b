"""From which instants on something of ours counts as due today, late and flagged, for readers without the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from tui.domain.calendar import LAST, WorkCalendar
from tui.domain.health import FLAG_HALVES
from tui.domain.model import DAY, Instant, Log, Measure, Seconds, Wait
from tui.domain.obligations import Item
from tui.domain.rules import RuleBook
from tui.domain.snoozing import hiding, names_of

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


def open_items(log: Log, found: Iterable[Wait], still: Iterable[Item], book: RuleBook) -> list[OpenItem]:
    """The open items of a log and its waits, with the instants that they are compared with."""
    by = {f"p{p.id}": p.author for p in log.promises} | {f"f{f.id}": f.owner for f in log.follow_ups}
    waits = {f"w{wait.opener}": wait for wait in found} if log.snoozes else {}
    return [
        OpenItem(
            item.id,
            item.measure,
            by.get(item.id),
            item.due,
            day_begins(item.due, book.latest.calendar),
            late_from(item, book),
            flagged_from(item, book),
            _hidden(item.id, waits.get(item.id), log),
        )
        for item in still
    ]


def _hidden(ident: str, wait: Wait | None, log: Log) -> Instant | None:
    """Until when an open item is hidden at the end of its log, None where it is not."""
    if not log.snoozes:
        return None
    names, woken = (names_of(wait), wait.last_ping) if wait else ((ident,), None)
    last = max(snooze.at for snooze in log.snoozes)
    return hiding(names, log.snoozes, last, woken).until


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
