"""What putting processes in practice asks for: their follow-ups and their reviews, as rows of Today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from tui.domain.audit import Review
from tui.domain.model import FollowUp, Instant, Snooze
from tui.domain.obligations import Item, follow_up_as_of, follow_up_item
from tui.domain.open_items import day_begins
from tui.domain.reviews import due_review
from tui.domain.rules import RuleBook
from tui.domain.snoozing import hiding
from tui.domain.today import bare_row, group_of, hidden, lateness
from tui.domain.views import OpenRow, RowKind


@dataclass(frozen=True, slots=True)
class Practice:
    """A process with all that is or was to be done for it, whenever that was; reviews by their days."""

    process: int
    name: str
    owner: str
    practised_at: Instant | None = None
    reviews: tuple[Review, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    snoozes: tuple[Snooze, ...] = ()

    @property
    def id(self) -> str:
        """The id of the process, and of whatever review of it is due."""
        return f"a{self.process}"


@dataclass(frozen=True, slots=True)
class PracticeItem:
    """One thing to be done for a process; `by` is whose it is.

    It is due from `today_from` on, never where that is None, unless it is hidden. `until` is the last instant at
    which anything was said of it: of moments before that this says nothing.
    """

    id: str
    process: int
    by: str
    today_from: Instant | None
    hidden_until: Instant | None
    until: Instant


def practice_rows(practice: Practice, now: Instant, book: RuleBook) -> list[OpenRow]:
    """All that is open for a process at a moment; what is far away has no group."""
    rows = [_follow_up_row(practice, f, now, book) for f in _open(practice, now)]
    review = next_review(practice, now, book)
    if review is not None:
        rows.append(_review_row(practice, review, now, book))
    return rows


def next_review(practice: Practice, now: Instant, book: RuleBook) -> Review | None:
    """The review that is asked for on the local day of a moment, or will be next; None where none is left."""
    stood = reviews_as_of(practice.reviews, practice.practised_at, now)
    return due_review(stood, day_ends(now, book))


def day_ends(now: Instant, book: RuleBook) -> Instant:
    """The last instant of the local day of a moment; what is due by then is due today."""
    calendar = book.at(now).calendar
    return calendar.midnight(calendar.date_of(now) + timedelta(days=1)) - 1


def reviews_as_of(reviews: Sequence[Review], practised_at: Instant | None, now: Instant) -> tuple[Review, ...]:
    """Reviews as they stood at a moment."""
    if practised_at is None or practised_at > now:
        return ()
    return tuple(
        replace(review, minutes=None, amiss=(), done_at=None)
        if review.done_at is not None and review.done_at > now
        else review
        for review in reviews
    )


def dealt_with(practice: Practice, start: Instant, now: Instant) -> Iterator[tuple[str, str]]:
    """The ids of what was ended or snoozed from `start` to `now`, each once, with whose it is."""
    owners = {f"f{f.id}": f.owner for f in practice.follow_ups}
    ended = {f"f{f.id}" for f in practice.follow_ups if f.ended_at is not None and start <= f.ended_at <= now}
    ended |= {practice.id for r in practice.reviews if r.done_at is not None and start <= r.done_at <= now}
    ended |= {s.item for s in practice.snoozes if start <= s.at <= now < s.until}
    return ((ident, owners.get(ident, practice.owner)) for ident in sorted(ended))


def practice_items(practice: Practice, book: RuleBook) -> list[PracticeItem]:
    """Everything of a process as the last write left it, for readers without the rules."""
    calendar = book.latest.calendar
    found = [
        _item(
            practice,
            f"f{f.id}",
            f.owner,
            day_begins(f.due, calendar) if f.state == "open" else None,
            f.made_at if f.ended_at is None else f.ended_at,
        )
        for f in practice.follow_ups
    ]
    if practice.practised_at is not None and practice.reviews:
        first = due_review(practice.reviews)
        last = max([practice.practised_at, *(r.done_at for r in practice.reviews if r.done_at is not None)])
        begins = day_begins(first.due, calendar) if first else None
        found.append(_item(practice, practice.id, practice.owner, begins, last))
    return found


def _item(practice: Practice, ident: str, by: str, begins: Instant | None, last: Instant) -> PracticeItem:
    said = [snooze.at for snooze in practice.snoozes if snooze.item == ident]
    hides = hiding((ident,), practice.snoozes, max(said)).until if said else None
    return PracticeItem(ident, practice.process, by, begins, hides, max([last, *said]))


def _open(practice: Practice, now: Instant) -> Iterable[FollowUp]:
    stood = (follow_up_as_of(follow_up, now) for follow_up in practice.follow_ups)
    return (follow_up for follow_up in stood if follow_up and follow_up.state == "open")


def _follow_up_row(practice: Practice, follow_up: FollowUp, now: Instant, book: RuleBook) -> OpenRow:
    item = follow_up_item(follow_up, now, book)
    assert item is not None  # it is open
    row = _row(practice, "follow-up", item, now, book)
    row = replace(row, version=follow_up.version)
    return replace(row, what=follow_up.text, day_alone=follow_up.day_alone, by=follow_up.owner)


def _review_row(practice: Practice, review: Review, now: Instant, book: RuleBook) -> OpenRow:
    item = Item("follow_up", practice.id, review.due, practice.practised_at or 0, 1)
    row = _row(practice, "review", item, now, book)
    return replace(row, what=f"{review.days}-day review", by=practice.owner)


def _row(practice: Practice, kind: RowKind, item: Item, now: Instant, book: RuleBook) -> OpenRow:
    row = replace(
        bare_row(kind, item.id, 0, practice.name, item.opened),
        process=practice.process,
        group=group_of(item, now, book),
        due=item.due,
        late=lateness(item.due, item.opened, now, book),
        owner=practice.owner,
        day=book.at(item.opened).calendar.working_day,
    )
    return hidden(row, practice.snoozes, now)
