"""The desk of one teammate at one database; what answers a question is imported when it is asked first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.domain.plan import Template
from tui.domain.rules import RuleBook, Rules
from tui.services.seat import Clock, Seat, wall_clock
from tui.store import teammates
from tui.store.store import Store

if TYPE_CHECKING:
    from tui.domain.acts import Act
    from tui.domain.audit import Audit, Run
    from tui.domain.hits import Hit
    from tui.domain.listing import Listing, ListQuery
    from tui.domain.outcome import Outcome
    from tui.domain.practice import AuditRow
    from tui.domain.promiseviews import PromisesView
    from tui.domain.proposed import Proposal
    from tui.domain.views import OpenRow, Reading, RelationshipView, Today


class Office(Seat):
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
        super().__init__(store, handle, clock)
        self.sample = sample
        self.template = template or Template()
        self.fallback = RuleBook.of(rules)
        rules = self._rules()
        self.calendar, self.costs = rules.calendar, rules.costs
        self.zone = self.calendar.zone
        self.team = self.handles()
        self.viewer = self.role() == "viewer"

    def today(self, whose: str | None) -> Today:
        """The day's list of one teammate, or of all where `whose` is None."""
        from tui.domain.views import Today
        from tui.services import day

        now = self.now()
        if not self.store.exists():
            return Today(self.fallback.at(now).calendar.date_of(now), whose, (), 0, 0, 0, 0, None)
        with self.store.read() as conn:
            return day.today(conn, whose, self.handle, now, teammates.rule_book(conn))

    def promises(self, whose: str | None) -> PromisesView:
        """The promises of both sides of one teammate, or of all where `whose` is None."""
        from tui.services import promises

        if not self.store.exists():
            return promises.nothing(whose)
        with self.store.read() as conn:
            return promises.promises(conn, whose, self.handle, self.now(), teammates.rule_book(conn))

    def processes(self) -> tuple[AuditRow, ...]:
        """Every audit, those with a review due first, then the furthest, then by name."""
        from tui.services import processes

        if not self.store.exists():
            return ()
        with self.store.read() as conn:
            return processes.processes(conn, self.handle, self.now(), teammates.rule_book(conn))

    def audit(self, ident: int) -> AuditRow:
        """One audit."""
        from tui.services import processes

        with self.store.read() as conn:
            return processes.process(conn, ident, self.handle, self.now(), teammates.rule_book(conn))

    def stored_audit(self, ident: int) -> Audit:
        """One audit without what follows from it."""
        from tui.services import processes

        with self.store.read() as conn:
            return processes.stored(conn, ident, self.now())

    def under_way(self, process: int) -> Run | None:
        """The run of a process that one has begun and not finished."""
        from tui.services import processes

        with self.store.read() as conn:
            return processes.under_way(conn, process, self.handle, self.now())

    def proposals(self) -> tuple[Proposal, ...]:
        """What the log shows to be worth an audit, most worth first."""
        from tui.services import proposing

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
                from tui.services import processes

                return processes.reading(conn, row, now, book)
            from tui.services.reading import reading

            return reading(conn, row, self.handle, now, book)

    def listing(self, query: ListQuery, offset: int, limit: int | None) -> Listing:
        """A page of relationships."""
        from tui.domain.listing import Listing
        from tui.services.listing import listing

        if not self.store.exists():
            return Listing((), 0, 0, 0)
        with self.store.read() as conn:
            book = teammates.rule_book(conn)
            return listing(conn, query, self.now(), book, self.handle, offset, limit)

    def relationship(self, ident: int, timeline: int | None) -> RelationshipView:
        """One relationship with at most `timeline` newest entries of its timeline."""
        from tui.services import page

        with self.store.read() as conn:
            return page.page(conn, ident, self.now(), teammates.rule_book(conn), self.handle, timeline)

    def search(self, text: str, most: int) -> tuple[Hit, ...]:
        """What holds words that begin with all that was typed, at most `most` in all."""
        from tui.services.searching import search

        if not self.store.exists():
            return ()
        with self.store.read() as conn:
            return search(conn, text, self.handle, self.now(), teammates.rule_book(conn), most)

    def count(self) -> int:
        """How many relationships there are."""
        from tui.store import relationships

        if not self.store.exists():
            return 0
        with self.store.read() as conn:
            return relationships.count(conn)

    def answer(self, question: object) -> object:
        """What a form asks while it is filled in, one of `domain.questions`."""
        from tui.services.asking import answer

        with self.store.read() as conn:
            return answer(conn, question, self.handle, self.now(), teammates.rule_book(conn))

    def perform(self, acts: Sequence[Act]) -> Outcome:
        """Carry out some acts in one transaction, all or none; the first of all makes the database."""
        from tui.services.doing.perform import perform

        if not self.store.exists():
            from tui.services.founding import found
            from tui.services.identity import founder

            found(self.store, founder(self.handle), self.fallback.latest, self.now(), wall_clock())
        return perform(self.store, self.handle, acts, self.now(), wall_clock())

    def _rules(self) -> Rules:
        if not self.store.exists():
            return self.fallback.latest
        with self.store.read() as conn:
            return teammates.rule_book(conn).latest
