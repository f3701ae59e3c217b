"""The desk of one teammate at one database."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence

from tui.domain.acts import Act
from tui.domain.audit import Audit, Run
from tui.domain.deed import Deed
from tui.domain.draft import Draft
from tui.domain.gist import passage
from tui.domain.hits import Hit
from tui.domain.listing import Listing, ListQuery
from tui.domain.model import Instant
from tui.domain.outcome import Outcome
from tui.domain.plan import Template
from tui.domain.practice import AuditRow
from tui.domain.problem import Problem
from tui.domain.promiseviews import PromisesView
from tui.domain.proposed import Proposal
from tui.domain.rules import RuleBook, Rules
from tui.domain.today import open_rows
from tui.domain.views import OpenRow, Reading, RelationshipView, Today
from tui.services import day, page, processes, promises, proposing
from tui.services.asking import answer
from tui.services.cases import case, frozen_at, open_at, parts_at, visible
from tui.services.doing import undoing
from tui.services.doing.hand import member
from tui.services.doing.perform import perform
from tui.services.founding import found
from tui.services.identity import founder
from tui.services.listing import listing
from tui.services.rows import standing_health, trend
from tui.services.searching import search
from tui.store import acts as told
from tui.store import drafts, relationships, teammates, timeline
from tui.store.connection import connect
from tui.store.store import Said, Store

Clock = Callable[[], Instant]


def wall_clock() -> Instant:
    """When something is written down, whatever the clock of the rules shows."""
    return int(time.time())


class Office:
    """Answers the questions of the screens and of the reading commands; a Desk.

    `clock` gives the moment of every rule. `rules` hold while there is no database yet.
    """

    def __init__(
        self,
        store: Store,
        handle: str,
        clock: Clock,
        rules: Rules,
        *,
        sample: bool = False,
        template: Template | None = None,
    ) -> None:
        self.store = store
        self.handle = handle
        self.sample = sample
        self.template = template or Template()
        self.clock = clock
        self.fallback = RuleBook.of(rules)
        self._watch: sqlite3.Connection | None = None
        self._seen: int | None = None
        rules = self._rules()
        self.calendar, self.costs = rules.calendar, rules.costs
        self.zone = self.calendar.zone
        self.team = self.handles()

    def now(self) -> Instant:
        """The moment of every rule."""
        return self.clock()

    def handles(self) -> tuple[str, ...]:
        """All teammates' handles, one's own first."""
        if not self.store.exists():
            return (self.handle,)
        with self.store.read() as conn:
            others = [mate.handle for mate in teammates.all_teammates(conn) if mate.handle != self.handle]
        return (self.handle, *others)

    def today(self, whose: str | None) -> Today:
        """The day's list of one teammate, or of all where `whose` is None."""
        now = self.now()
        if not self.store.exists():
            return Today(self.fallback.at(now).calendar.date_of(now), whose, (), 0, 0, 0, 0, None)
        with self.store.read() as conn:
            return day.today(conn, whose, self.handle, now, teammates.rule_book(conn))

    def promises(self, whose: str | None) -> PromisesView:
        """The promises of both sides of one teammate, or of all where `whose` is None."""
        if not self.store.exists():
            return promises.nothing(whose)
        with self.store.read() as conn:
            return promises.promises(conn, whose, self.handle, self.now(), teammates.rule_book(conn))

    def processes(self) -> tuple[AuditRow, ...]:
        """Every audit, those with a review due first, then the furthest, then by name."""
        if not self.store.exists():
            return ()
        with self.store.read() as conn:
            return processes.processes(conn, self.handle, self.now(), teammates.rule_book(conn))

    def audit(self, ident: int) -> AuditRow:
        """One audit."""
        with self.store.read() as conn:
            return processes.process(conn, ident, self.handle, self.now(), teammates.rule_book(conn))

    def stored_audit(self, ident: int) -> Audit:
        """One audit without what follows from it."""
        with self.store.read() as conn:
            return processes.stored(conn, ident, self.now())

    def under_way(self, process: int) -> Run | None:
        """The run of a process that one has begun and not finished."""
        with self.store.read() as conn:
            return processes.under_way(conn, process, self.handle, self.now())

    def proposals(self) -> tuple[Proposal, ...]:
        """What the log shows to be worth an audit, most worth first."""
        if not self.store.exists():
            return ()
        with self.store.read() as conn:
            return proposing.proposals(conn, self.handle, self.now(), teammates.rule_book(conn))

    def reading(self, row: OpenRow) -> Reading:
        """What was said for a row of Today."""
        now = self.now()
        with self.store.read() as conn:
            book = teammates.rule_book(conn)
            if row.process:
                return processes.reading(conn, row, now, book)
            relationship = relationships.get(conn, row.relationship)
            if relationship is None or not visible([relationship], self.handle):
                raise Problem(f"{row.who} is not there any more.", "ctrl+l reads the page again.")
            known = parts_at(conn, [relationship], now, book)[relationship.id]
            opened = case(relationship, known, open_at(conn, now, book, relationship.id))
            stood = standing_health(relationship, known, now, book)
            said = self._said(conn, row, now)
            also = tuple(r for r in open_rows(opened, now, book) if r.id != row.id and r.kind != "thanks")
            moment = frozen_at(relationship, now)
            return Reading(
                row.id,
                said.author if said else row.by or "",
                said.at if said else row.opened,
                said.subject if said else row.what,
                passage(said.text, book.at(now).reply_phrases) if said and said.text else None,
                trend(conn, relationship, stood, moment, book),
                also,
                stood,
                relationship.tier,
                relationship.kind,
            )

    def listing(self, query: ListQuery, offset: int, limit: int | None) -> Listing:
        """A page of relationships."""
        if not self.store.exists():
            return Listing((), 0, 0, 0)
        with self.store.read() as conn:
            book = teammates.rule_book(conn)
            return listing(conn, query, self.now(), book, self.handle, offset, limit)

    def relationship(self, ident: int, timeline: int | None) -> RelationshipView:
        """One relationship with at most `timeline` newest entries of its timeline."""
        with self.store.read() as conn:
            return page.page(conn, ident, self.now(), teammates.rule_book(conn), self.handle, timeline)

    def search(self, text: str, most: int) -> tuple[Hit, ...]:
        """What holds words that begin with all that was typed, at most `most` in all."""
        if not self.store.exists():
            return ()
        with self.store.read() as conn:
            return search(conn, text, self.handle, self.now(), teammates.rule_book(conn), most)

    def count(self) -> int:
        """How many relationships there are."""
        if not self.store.exists():
            return 0
        with self.store.read() as conn:
            return relationships.count(conn)

    def answer(self, question: object) -> object:
        """What a form asks while it is filled in, one of `domain.questions`."""
        with self.store.read() as conn:
            return answer(conn, question, self.handle, self.now(), teammates.rule_book(conn))

    def perform(self, acts: Sequence[Act]) -> Outcome:
        """Carry out some acts in one transaction, all or none; the first of all makes the database."""
        if not self.store.exists():
            found(self.store, founder(self.handle), self.fallback.latest, self.now(), wall_clock())
        return perform(self.store, self.handle, acts, self.now(), wall_clock())

    def next_back(self, *, redo: bool) -> Outcome | None:
        """What one would take back, or do again; None where there is nothing."""
        return undoing.next_back(self.store, self.handle, redo=redo)

    def undo(self) -> Outcome:
        """Take back one's last act."""
        return undoing.undo(self.store, self.handle, self.now(), wall_clock())

    def redo(self) -> Outcome:
        """Do again what one took back last."""
        return undoing.redo(self.store, self.handle, self.now(), wall_clock())

    def history(self, relationship: int | None) -> tuple[Deed, ...]:
        """What was done to a relationship, or by oneself today, newest first."""
        now = self.now()
        with self.store.read() as conn:
            if relationship is None:
                morning = self.calendar.midnight(self.calendar.date_of(now))
                return tuple(reversed(told.between(conn, self.handle, morning, now)))
            found = relationships.get(conn, relationship)
            seen = found is not None and visible([found], self.handle)
            return tuple(told.of_relationship(conn, relationship, now)) if seen else ()

    def deeds(self, item: str) -> tuple[Deed, ...]:
        """What was done to one thing ("a3"), oldest first, what was taken back too."""
        with self.store.read() as conn:
            return tuple(told.of_item(conn, item, self.now()))

    def drafts(self) -> tuple[Draft, ...]:
        """What one has left half typed, newest first."""
        if not self.store.exists():
            return ()
        with self.store.read() as conn:
            return tuple(drafts.of(conn, self.handle, self.now()))

    def keep_draft(self, draft: Draft) -> int:
        """Keep what is half typed; returns its id."""
        with self.store.write(Said(self.handle, self.now(), wall_clock(), "draft")) as tx:
            member(tx, self.handle)
            return drafts.keep(tx.conn, self.handle, draft, self.now())

    def drop_draft(self, ident: int) -> None:
        """Forget a draft."""
        with self.store.write(Said(self.handle, self.now(), wall_clock(), "draft")) as tx:
            member(tx, self.handle)
            drafts.drop(tx.conn, self.handle, ident)

    def changed(self) -> bool:
        """Whether anybody wrote since the last call, by one connection of one thread."""
        if self._watch is None:
            if not self.store.exists():
                return False
            self._watch = connect(self.store.path, query_only=True)
        version = int(self._watch.execute("PRAGMA data_version").fetchone()[0])
        changed = self._seen is not None and version != self._seen
        self._seen = version
        return changed

    def _said(self, conn: sqlite3.Connection, row: OpenRow, now: Instant) -> timeline.Said | None:
        if row.kind in ("wait", "thanks"):
            return timeline.said(conn, int(row.id[1:]))
        if row.kind == "silence":
            last = timeline.newest(conn, row.relationship, now)
            return timeline.said(conn, last) if last is not None else None
        return None

    def _rules(self) -> Rules:
        if not self.store.exists():
            return self.fallback.latest
        with self.store.read() as conn:
            return teammates.rule_book(conn).latest
