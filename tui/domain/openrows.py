"""What is open in a relationship, or worth a word, as rows of Today (DESIGN 3.4)."""

from __future__ import annotations

from typing import Any

from tui.domain.health import Base, gesture_points, health, points, raises_flag, touch_points
from tui.domain.model import DAY, FollowUp, Instant, Promise
from tui.domain.obligations import Item, follow_up_item, promise_item, reply_item, standing
from tui.domain.rules import RuleBook
from tui.domain.snoozing import names_of
from tui.domain.today import Case, Kindness, OpenWait, bare_row, group_of, hidden, in_order, lateness
from tui.domain.views import Group, OpenRow, RowKind


def open_rows(case: Case, now: Instant, book: RuleBook) -> list[OpenRow]:
    """All that is open in a relationship and all that is worth a word, in the order of Today."""
    if not (case.waits or case.promises or case.follow_ups or case.kindnesses):
        return []
    rows = _Rows(case, now, book)
    found = [rows.wait(w) for w in case.waits]
    found += [rows.promise(p) if p.by_us else rows.theirs(p) for p in case.promises]
    found += [rows.follow_up(f) for f in case.follow_ups]
    found += [rows.thanks(k) for k in case.kindnesses]
    return in_order(row for row in found if row)


def silence_row(case: Case, now: Instant, book: RuleBook) -> OpenRow | None:
    """The row of a relationship past its cadence."""
    cadence, last = book.at(now).tiers[case.relationship.tier].cadence, case.parts.last_touch
    if last is None or now - last <= cadence * DAY:
        return None
    row = _Rows(case, now, book).silence(last, cadence)
    return hidden(row, case.snoozes, now, woken=last)


class _Rows:
    """The rows of one relationship at a moment; what all of them share is computed once."""

    def __init__(self, case: Case, now: Instant, book: RuleBook) -> None:
        self.case, self.now, self.book = case, now, book
        self.tier = case.relationship.tier
        self.health = health(case.parts, now, self.tier, book)
        self.base = Base(case.parts, now, self.tier, book)

    def wait(self, open_wait: OpenWait) -> OpenRow | None:
        """The row of a wait."""
        wait = open_wait.wait
        item = reply_item(wait, self.tier, self.book)
        if item is None:
            return None
        row = self._item(
            "wait",
            item,
            open_wait.contact,
            open_wait.asked,
            day_alone=False,
            waited=self.book.at(wait.opened).calendar.working(wait.opened, self.now),
            waited_wall=self.now - wait.opened,
            target=item.half,
            pings=len(wait.pings),
            last_ping=wait.last_ping,
            channel=open_wait.channel,
        )
        return hidden(row, self.case.snoozes, self.now, names_of(wait), wait.last_ping)

    def promise(self, promise: Promise) -> OpenRow | None:
        """The row of a promise by us."""
        item = promise_item(promise, self.now, self.book)
        if item is None:
            return None
        row = self._item(
            "promise",
            item,
            "",
            promise.text,
            day_alone=promise.day_alone,
            moves=item.moves,
            by=promise.author,
            version=promise.version,
        )
        return hidden(row, self.case.snoozes, self.now)

    def theirs(self, promise: Promise) -> OpenRow:
        """The row of a promise by them."""
        due, moves = standing(promise, self.now, self.book)
        late = lateness(due, promise.made_at, self.now, self.book)
        row = self._row(
            "their promise",
            f"p{promise.id}",
            promise.made_at,
            0.0,
            promise.author,
            promise.text,
            "overdue" if late > 0 else None,
            due=due,
            late=late,
            day_alone=promise.day_alone,
            moves=moves,
            by="them",
            version=promise.version,
        )
        return hidden(row, self.case.snoozes, self.now)

    def follow_up(self, follow_up: FollowUp) -> OpenRow | None:
        """The row of a follow-up."""
        item = follow_up_item(follow_up, self.now, self.book)
        if item is None:
            return None
        row = self._item(
            "follow-up",
            item,
            "",
            follow_up.text,
            day_alone=follow_up.day_alone,
            by=follow_up.owner,
            version=follow_up.version,
        )
        return hidden(row, self.case.snoozes, self.now)

    def thanks(self, kindness: Kindness) -> OpenRow:
        """The row of something to thank for."""
        gain = gesture_points(self.case.parts, self.now, self.tier, self.book, self.base)
        ident = f"i{kindness.interaction}"
        row = self._row("thanks", ident, kindness.at, gain, kindness.contact, kindness.what, "worth a word")
        return hidden(row, self.case.snoozes, self.now)

    def silence(self, last: Instant, cadence: int) -> OpenRow:
        """The row of a silence since `last`."""
        gain = touch_points(self.case.parts, self.now, self.tier, self.book, self.base)
        ident, silent = f"r{self.case.relationship.id}", self.now - last
        return self._row("silence", ident, last, gain, "", "", "worth a word", silent=silent, cadence=cadence)

    def _item(self, kind: RowKind, item: Item, contact: str, what: str, **more: Any) -> OpenRow:
        return self._row(
            kind,
            item.id,
            item.opened,
            points(self.case.parts, item, self.now, self.tier, self.book, self.base),
            contact,
            what,
            group_of(item, self.now, self.book),
            flagged=raises_flag(item, self.now, self.book),
            due=item.due,
            late=lateness(item.due, item.opened, self.now, self.book),
            **more,
        )

    def _row(
        self,
        kind: RowKind,
        ident: str,
        opened: Instant,
        gain: float,
        contact: str,
        what: str,
        group: Group | None,
        **more: Any,
    ) -> OpenRow:
        return bare_row(
            kind,
            ident,
            self.case.relationship.id,
            self.case.relationship.name,
            opened,
            points=gain,
            contact=contact,
            what=what,
            group=group,
            owner=self.case.relationship.owner,
            score=self.health.score,
            grade=self.health.grade,
            day=self.book.at(opened).calendar.working_day,
            **more,
        )
