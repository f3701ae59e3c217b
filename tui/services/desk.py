"""What a dashboard asks of kept: each method blocks, opens what it needs and is safe in a thread of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tui.domain.acts import Act
from tui.domain.audit import Audit, Costs, Run
from tui.domain.calendar import WorkCalendar
from tui.domain.deed import Deed
from tui.domain.digest import Digest
from tui.domain.draft import Draft
from tui.domain.hits import Hit
from tui.domain.listing import Listing, ListQuery
from tui.domain.model import Instant
from tui.domain.outcome import Outcome
from tui.domain.plan import Template
from tui.domain.practice import AuditRow
from tui.domain.promiseviews import PromisesView
from tui.domain.proposed import Proposal
from tui.domain.together import News, OpenForm, Subject
from tui.domain.views import OpenRow, Reading, RelationshipView, Today


class Desk(Protocol):
    """The questions of the screens. Every method but `now` may raise `Problem`."""

    handle: str
    """Who sits here."""

    sample: bool
    """Whether this is the sample data, of which nothing is saved."""

    zone: str
    """The time zone in which dates are read and printed."""

    calendar: WorkCalendar
    """The team's working time, for dates as they are typed."""

    template: Template
    """What the plan after a closed deal is made from."""

    costs: Costs
    """What decides whether a change of a process pays."""

    viewer: bool
    """Whether whoever sits here may look only, as it was when the dashboard opened."""

    team: tuple[str, ...]
    """All teammates' handles, one's own first, as they were when the dashboard opened."""

    def now(self) -> Instant:
        """The moment of every rule."""

    def handles(self) -> tuple[str, ...]:
        """All teammates' handles, one's own first."""

    def today(self, whose: str | None) -> Today:
        """The day's list of one teammate, or of all where `whose` is None."""

    def promises(self, whose: str | None) -> PromisesView:
        """The promises of both sides of one teammate, or of all where `whose` is None."""

    def processes(self) -> tuple[AuditRow, ...]:
        """Every audit, those with a review due first, then by how far they are, then by name."""

    def audit(self, ident: int) -> AuditRow:
        """One audit."""

    def stored_audit(self, ident: int) -> Audit:
        """One audit without what follows from it, for whoever has just stored it."""

    def under_way(self, process: int) -> Run | None:
        """The run of a process that one has begun and not finished."""

    def proposals(self) -> tuple[Proposal, ...]:
        """What the log shows to be worth an audit, most worth first; slower than the rest."""

    def reading(self, row: OpenRow) -> Reading:
        """What was said for a row of Today."""

    def listing(self, query: ListQuery, offset: int, limit: int) -> Listing:
        """A page of relationships."""

    def relationship(self, ident: int, timeline: int) -> RelationshipView:
        """One relationship with at most `timeline` newest entries of its timeline."""

    def search(self, text: str, most: int) -> tuple[Hit, ...]:
        """What holds words that begin with all that was typed, group by group, at most `most` in all."""

    def count(self) -> int:
        """How many relationships there are; fast, for the loading line."""

    def answer(self, question: object) -> object:
        """What a form asks while it is filled in, one of `domain.questions`."""

    def perform(self, acts: Sequence[Act]) -> Outcome:
        """Carry out some acts in one transaction, all or none."""

    def next_back(self, *, redo: bool) -> Outcome | None:
        """What one would take back, or do again; None where there is nothing."""

    def undo(self) -> Outcome:
        """Take back one's last act."""

    def redo(self) -> Outcome:
        """Do again what one took back last."""

    def history(self, relationship: int | None) -> tuple[Deed, ...]:
        """What was done to a relationship, or by oneself today, newest first."""

    def deeds(self, item: str) -> tuple[Deed, ...]:
        """What was done to one thing ("a3"), oldest first, what was taken back too."""

    def digest(self) -> Digest | None:
        """What happened while one was away last; None where one was not, or has read it."""

    def digest_read(self, digest: Digest) -> None:
        """Note that one has read what happened."""

    def drafts(self) -> tuple[Draft, ...]:
        """What one has left half typed, newest first."""

    def keep_draft(self, draft: Draft) -> int:
        """Keep what is half typed, in the place of the draft of that id where there is one; returns its id."""

    def drop_draft(self, ident: int) -> None:
        """Forget a draft."""

    def open_form(self, form: str, about: Subject) -> int:
        """Let others know that one has a form open about something; returns its id."""

    def seen_form(self, ident: int) -> bool:
        """Say that a form of one's own is still open, at least every 20 seconds; False where it was forgotten."""

    def leave_form(self, ident: int) -> None:
        """Say that a form of one's own is open no more."""

    def others_at(self, about: Subject) -> tuple[OpenForm, ...]:
        """The forms about something that others have open, the first opened first."""

    def news(self) -> News:
        """What anybody, oneself too, wrote since the last call; cheap, asked once a second from one thread."""
