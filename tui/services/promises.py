"""The ledger of promises: what we owe, what they owe, what ended lately, and how promises are kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tui.domain.health import health
from tui.domain.honest import loads, week_of
from tui.domain.model import DAY, Instant, Promise, Relationship
from tui.domain.obligations import promise_as_of, standing
from tui.domain.openrows import open_rows
from tui.domain.promised import YEAR, Figures, Ratio, figures, outcome
from tui.domain.promiseviews import PromiseRow, PromisesView, Share
from tui.domain.rules import RuleBook
from tui.domain.views import Grade, OpenRow
from tui.services.cases import Open, case, frozen_at, parts_at
from tui.store import obligations, open_things, sayings, teammates
from tui.store.there import everybody

LATELY = 28 * DAY


def nothing(whose: str | None) -> PromisesView:
    """The ledger while there is no database."""
    return PromisesView(whose, (), (), (), Figures(Ratio(), Ratio(), (), (), None), "", ())


def promises(
    conn: sqlite3.Connection, whose: str | None, handle: str, now: Instant, book: RuleBook
) -> PromisesView:
    """The promises of one teammate, or of all where `whose` is None, as `handle` may see them.

    What is open in an ended relationship is not listed.
    """
    everything = obligations.promises_since(conn, now - YEAR, whose)
    with_whom = {promise.relationship for promise in everything}
    seen = _Seen(conn, {r.id: r for r in everybody(conn, handle, now, with_whom)}, now, book)
    own = [p for p in seen.of(everything) if whose in (None, seen.by(p))]
    known = figures(own, now, book)
    rows = seen.rows(own)
    still = sorted((row for row in rows if row.open), key=lambda row: (row.due, row.promise.id))
    over = [row for row in rows if row.how and row.promise.ended_at is not None]
    return PromisesView(
        whose,
        tuple(row for row in still if row.promise.by_us),
        tuple(row for row in still if not row.promise.by_us),
        tuple(sorted(over, key=lambda row: (-(row.promise.ended_at or 0), -row.promise.id))),
        known,
        seen.there[known.worst.relationship].name if known.worst else "",
        tuple(_team(conn, known, everything, whose, handle, now, book)),
        book.at(now).calendar.working_day,
    )


@dataclass(frozen=True)
class _Seen:
    """Promises of the relationships that somebody may see, as they stand at `now`."""

    conn: sqlite3.Connection
    there: dict[int, Relationship]
    now: Instant
    book: RuleBook

    def of(self, everything: Iterable[Promise]) -> list[Promise]:
        """Those of these relationships, as of now."""
        there = (p for p in everything if p.relationship in self.there)
        return [p for each in there if (p := promise_as_of(each, self.now))]

    def by(self, promise: Promise) -> str:
        """Whose a promise is on our side."""
        return promise.author if promise.by_us else self.there[promise.relationship].owner or ""

    def rows(self, own: Sequence[Promise]) -> list[PromiseRow]:
        """Those that are open or ended lately."""
        opened = self._opened({promise.relationship for promise in own})
        lately = self.now - LATELY
        listed = [p for p in own if f"p{p.id}" in opened or (p.ended_at is not None and p.ended_at > lately)]
        ids = [promise.id for promise in listed]
        said, whys = sayings.words(self.conn, ids, self.now), sayings.whys(self.conn, ids)
        stood = self._health(listed)
        return [
            PromiseRow(
                promise,
                self.there[promise.relationship].name,
                self.by(promise),
                standing(promise, self.now, self.book)[0],
                opened.get(f"p{promise.id}"),
                outcome(promise, self.book),
                said.get(promise.id),
                whys.get(promise.id, ""),
                self.book.at(promise.made_at).calendar.working_day,
                *stood[promise.relationship],
            )
            for promise in listed
        ]

    def _opened(self, among: Collection[int]) -> dict[str, OpenRow]:
        """Every open promise of some relationships that go on as a row of Today, by id."""
        conn, now = self.conn, self.now
        still = Open({}, open_things.promises(conn, now, among), {}, {}, open_things.snoozes(conn, now, among))
        busy = [self.there[ident] for ident in sorted(still.promises.keys() & self.there.keys())]
        busy = [r for r in busy if r.ended_at is None or r.ended_at > now]
        known = parts_at(conn, busy, now, self.book)
        rows = (row for r in busy for row in open_rows(case(r, known[r.id], still), now, self.book))
        return {row.id: row for row in rows}

    def _health(self, listed: Iterable[Promise]) -> dict[int, tuple[float | None, Grade]]:
        """Score and grade of the relationships of some promises."""
        found = {p.relationship: self.there[p.relationship] for p in listed}
        known = parts_at(self.conn, found.values(), self.now, self.book)
        stood = {r.id: health(known[r.id], frozen_at(r, self.now), r.tier, self.book) for r in found.values()}
        return {ident: (each.score, each.grade) for ident, each in stood.items()}


def _team(
    conn: sqlite3.Connection,
    known: Figures,
    everything: Iterable[Promise],
    whose: str | None,
    handle: str,
    now: Instant,
    book: RuleBook,
) -> Iterable[Share]:
    """A line for each teammate who has kept, broken or to keep a promise; the load is that of the honest look."""
    load = loads((p for p in everything if p.by_us), now, book)
    week = week_of(now + 1, book.at(now).calendar)
    ratios = dict(known.authors)
    mates = teammates.all_teammates(conn)
    for mate in sorted(mates, key=lambda mate: (mate.handle != handle, mate.handle)):
        ratio, count = ratios.get(mate.handle, Ratio()), load[mate.handle, week]
        if whose in (None, mate.handle) and (ratio.n or count):
            yield Share(mate.handle, ratio, count, mate.capacity)
