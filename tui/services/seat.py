"""The seat of one teammate at one database: what is their own, and what others do meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.store import drafts, forms, roles, teammates
from tui.store.store import Said, Store
from tui.store.watch import Watch

if TYPE_CHECKING:
    from tui.domain.calendar import WorkCalendar
    from tui.domain.deed import Deed
    from tui.domain.digest import Digest
    from tui.domain.draft import Draft
    from tui.domain.model import Instant, Role
    from tui.domain.outcome import Outcome
    from tui.domain.together import News, OpenForm, Subject

Clock = Callable[[], "Instant"]


def wall_clock() -> Instant:
    """When something is written down, whatever the clock of the rules shows."""
    return int(time.time())


class Seat:
    """Answers what a dashboard asks about whoever sits before it; the first part of a Desk.

    `clock` gives the moment of every rule.
    """

    calendar: WorkCalendar

    def __init__(self, store: Store, handle: str, clock: Clock) -> None:
        self.store = store
        self.handle = handle
        self.clock = clock
        self._watch = Watch(store, handle)

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

    def role(self) -> Role | None:
        """One's role as it is now; None for whoever is no teammate."""
        if not self.store.exists():
            return None
        with self.store.read() as conn:
            return roles.role_of(conn, self.handle)

    def next_back(self, *, redo: bool) -> Outcome | None:
        """What one would take back, or do again; None where there is nothing."""
        from tui.services.doing import undoing

        return undoing.next_back(self.store, self.handle, redo=redo)

    def undo(self) -> Outcome:
        """Take back one's last act."""
        from tui.services.doing import undoing

        return undoing.undo(self.store, self.handle, self.now(), wall_clock())

    def redo(self) -> Outcome:
        """Do again what one took back last."""
        from tui.services.doing import undoing

        return undoing.redo(self.store, self.handle, self.now(), wall_clock())

    def history(self, relationship: int | None) -> tuple[Deed, ...]:
        """What was done to a relationship, or by oneself today, newest first."""
        from tui.services.cases import visible
        from tui.store import acts as told
        from tui.store import relationships

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
        from tui.store import acts as told

        with self.store.read() as conn:
            return tuple(told.of_item(conn, item, self.now()))

    def digest(self) -> Digest | None:
        """What happened while one was away last; None where one was not, or has read it."""
        from tui.services import away

        if not self.store.exists():
            return None
        with self.store.read() as conn:
            return away.digest_of(conn, self.handle, self.now())

    def digest_read(self, digest: Digest) -> None:
        """Note that one has read what happened."""
        from tui.services import away

        away.read(self.store, self.handle, digest.ids, self.now(), wall_clock())

    def drafts(self) -> tuple[Draft, ...]:
        """What one has left half typed, newest first."""
        if not self.store.exists():
            return ()
        with self.store.read() as conn:
            return tuple(drafts.of(conn, self.handle, self.now()))

    def keep_draft(self, draft: Draft) -> int:
        """Keep what is half typed; returns its id."""
        with self.store.write(Said(self.handle, self.now(), wall_clock(), "draft")) as tx:
            return drafts.keep(tx.conn, self.handle, draft, self.now())

    def drop_draft(self, ident: int) -> None:
        """Forget a draft."""
        with self.store.write(Said(self.handle, self.now(), wall_clock(), "draft")) as tx:
            drafts.drop(tx.conn, self.handle, ident)

    def open_form(self, form: str, about: Subject) -> int:
        """Let others know that one has a form open about something; returns its id."""
        with self.store.write(Said(self.handle, self.now(), wall_clock(), "form")) as tx:
            return forms.open_form(tx.conn, self.handle, form, about, wall_clock())

    def seen_form(self, ident: int) -> bool:
        """Say that a form of one's own is still open, at least every 20 seconds; False where it was forgotten."""
        with self.store.write(Said(self.handle, self.now(), wall_clock(), "form")) as tx:
            return forms.seen(tx.conn, self.handle, ident, wall_clock())

    def leave_form(self, ident: int) -> None:
        """Say that a form of one's own is open no more."""
        with self.store.write(Said(self.handle, self.now(), wall_clock(), "form")) as tx:
            forms.leave(tx.conn, self.handle, ident)

    def others_at(self, about: Subject) -> tuple[OpenForm, ...]:
        """The forms about something that others have open, the first opened first."""
        with self.store.read() as conn:
            return tuple(forms.others(conn, self.handle, about, wall_clock()))

    def news(self) -> News:
        """What anybody, oneself too, wrote since the last call; by one connection, for one thread."""
        return self._watch.news()
