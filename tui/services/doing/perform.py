"""One transaction for all that somebody does at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tui.domain import acts, auditacts
from tui.domain.acts import Act
from tui.domain.model import Instant
from tui.domain.outcome import Outcome, Told
from tui.domain.text import clean_line
from tui.services.doing import addressing, auditing, closing, editing, logging, promising, using, waiting
from tui.services.doing.hand import Came, Hand, writer
from tui.store import acts as told
from tui.store import relationships, teammates
from tui.store.store import Said, Store

CARRIED_OUT: dict[type, Callable[[Any, Hand], Came]] = {
    acts.Logged: logging.logged,
    acts.Replied: logging.replied,
    acts.Thanked: logging.thanked,
    acts.Promised: promising.promised,
    acts.Decided: promising.decided,
    acts.Kept: promising.kept,
    acts.Broken: promising.broken,
    acts.Withdrawn: promising.withdrawn,
    acts.Moved: promising.moved,
    acts.Done: promising.done,
    acts.Skipped: promising.skipped,
    acts.Waived: waiting.waived,
    acts.GivenUp: waiting.given_up,
    acts.Snoozed: waiting.snoozed,
    acts.Added: editing.added,
    acts.Edited: editing.edited,
    acts.NewContact: editing.new_contact,
    acts.Graded: editing.graded,
    acts.Ignored: addressing.ignored,
    acts.Closed: closing.closed,
    acts.Ended: closing.ended,
    acts.Reopened: closing.reopened,
    auditacts.Audited: auditing.audited,
    auditacts.Practised: auditing.practised,
    auditacts.Reviewed: auditing.reviewed,
    auditacts.ToldAgain: using.told_again,
    auditacts.Ran: using.ran,
    auditacts.Dismissed: using.dismissed,
}


def perform(store: Store, handle: str, wanted: Sequence[Act], at: Instant, wall: Instant) -> Outcome:
    """Carry out some acts, all or none; Problem says which of them cannot be and why."""
    action = " + ".join(dict.fromkeys(kind_of(act) for act in wanted))
    why = next((why for act in wanted if (why := clean_line(getattr(act, "why", "")).strip())), "")
    with store.write(Said(handle, at, wall, action, why)) as tx:
        me, book = writer(tx), teammates.rule_book(tx.conn)
        done = tuple(_one(act, Hand(tx, book, at, me)) for act in wanted)
        return Outcome(tx.number, done)


def kind_of(act: Act) -> str:
    """What an act is called in the journal."""
    return type(act).__name__.lower()


def _one(act: Act, hand: Hand) -> Told:
    came = CARRIED_OUT[type(act)](act, hand)
    came = came._replace(id=came.id.strip().lower())
    hand.settle()
    ident = came.relationship
    before = hand.before.get(ident, (None, None)) if ident is not None else (None, None)
    after = hand.stands(ident)
    if came.said:
        told.note(hand.tx, kind_of(act), came.id, ident, came.said, before, after, came.until)
    found = relationships.get(hand.conn, ident) if ident is not None else None
    moved = after[1] - before[1] if before[1] is not None and after[1] is not None else None
    shown = (None if grade is None else (grade, score) for grade, score in (before, after))
    return Told(came.id, ident or 0, found.name if found else came.who, came.said, moved, *shown)
