"""Taking back what one did oneself, and doing it again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from tui.domain.deed import Deed
from tui.domain.model import Instant
from tui.domain.outcome import Outcome, Told
from tui.domain.problem import Problem
from tui.services.doing.hand import Hand, writer
from tui.services.rebuilding import rebuild
from tui.store import acts, journal, mails, relationships, teammates
from tui.store.journal import Entry
from tui.store.store import Said, Store, Transaction

Steps = Sequence[tuple[int, int | None]]
PARENTS = {
    "ending": "SELECT interaction.relationship FROM ending JOIN interaction ON interaction.id = ending.interaction"
    " WHERE ending.id = ?",
    "renegotiation": "SELECT promise.relationship FROM renegotiation JOIN promise"
    " ON promise.id = renegotiation.promise WHERE renegotiation.id = ?",
    "relationship": "SELECT id FROM relationship WHERE id = ?",
}
"""How to find the relationship of a row that does not name it."""
PRACTICE = frozenset(("process", "review", "follow_up", "snooze"))
"""Tables that say what is to be done for processes."""
IN_IT = {
    "relationship": ("interaction", "contact", "promise", "follow_up", "agreement"),
    "process": ("follow_up", "telling", "run"),
}
"""What can be written in a thing once it is made, without a change of the thing itself."""
SETTLED_BY = frozenset(("address", "correspondent", "batch"))
"""Tables that decide whose mail is whose."""
NOBODYS = {
    "relationship": "SELECT handle FROM relationship AS it JOIN teammate ON teammate.id = owner",
    "promise": "SELECT handle FROM promise AS it JOIN teammate ON handle = author AND by_us AND state = 'open'",
    "follow_up": "SELECT handle FROM follow_up AS it JOIN teammate ON handle = owner AND state = 'open'",
    "process": "SELECT handle FROM process AS it JOIN teammate ON handle = owner",
}
"""Who has a row, by its table; where they have left the team, it would be nobody's."""


def undo(store: Store, handle: str, at: Instant, wall: Instant) -> Outcome:
    """Take back one's last act that still stands; Problem where there is none or somebody changed it since."""
    return _back(store, handle, at, wall, redo=False)


def redo(store: Store, handle: str, at: Instant, wall: Instant) -> Outcome:
    """Do again what was taken back last; a new act leaves nothing to be done again."""
    return _back(store, handle, at, wall, redo=True)


def next_back(store: Store, handle: str, *, redo: bool) -> Outcome | None:
    """What would be taken back, or done again; None where there is nothing."""
    with store.read() as conn:
        target = following(journal.steps(conn, handle), redo=redo)
        if target is None:
            return None
        deeds = _first(conn, target)
        return Outcome(target, tuple(Told(d.item, d.relationship or 0, d.who, d.said) for d in deeds))


def _back(store: Store, handle: str, at: Instant, wall: Instant, *, redo: bool) -> Outcome:
    with store.read() as conn:
        target = following(journal.steps(conn, handle), redo=redo)
    if target is None:
        what = "do again" if redo else "take back"
        raise Problem(f"There is nothing of yours to {what}.", "Nothing was changed.")
    with store.write(Said(handle, at, wall, "redo" if redo else "undo", undoes=target)) as tx:
        if following(journal.steps(tx.conn, handle), redo=redo) != target:
            raise Problem("You did something else meanwhile.", "Look, then press the key again.")
        hand = Hand(tx, teammates.rule_book(tx.conn), at, writer(tx))
        return _taken_back(hand, target, redo=redo)


def following(steps: Steps, *, redo: bool) -> int | None:
    """The transaction that comes next: to take back, or of those taken back to do again. Steps come newest first.

    What takes back something taken back does it again, and can itself be taken back.
    """
    undoes = dict(steps)
    over = set(undoes.values())
    for number, _ in steps:
        depth, at = 0, number
        while (before := undoes.get(at)) is not None:
            depth, at = depth + 1, before
        if redo and not depth:
            return None
        if number not in over and depth % 2 == redo:
            return number
    return None


def _taken_back(hand: Hand, target: int, *, redo: bool) -> Outcome:
    first = _first(hand.conn, target)
    written = journal.entries(hand.conn, target)
    hand.practice = any(entry.table in PRACTICE for entry in written)
    for ident in _relationships(hand.tx, written):
        if relationships.get(hand.conn, ident):
            hand.relationship(ident)
        hand.touched.add(ident)
    try:
        found = journal.take_back(hand.tx, target)
    except journal.Conflict as conflict:
        raise _refused(first, conflict) from None
    if any(entry.table in SETTLED_BY for entry in found):
        mails.follow_batches(hand.conn)
        rebuild(hand.tx, hand.book)
    _check_empty(hand, found, first)
    _check_owned(hand, found, first)
    for entry in found:
        if entry.table == "batch":
            relationships.delete_empty(hand.tx, relationships.made_by(hand.conn, entry.row_id))
    hand.settle()
    kind = "redone" if redo else "undone"
    told = []
    for deed in first:
        before = hand.before.get(deed.relationship or 0, (None, None))
        after = hand.stands(deed.relationship)
        acts.note(hand.tx, kind, deed.item, deed.relationship, f"{kind}: {deed.said}", before, after)
        moved = after[1] - before[1] if before[1] is not None and after[1] is not None else None
        told.append(Told(deed.item, deed.relationship or 0, deed.who, f"{kind}: {deed.said}", moved))
    return Outcome(hand.tx.number, tuple(told))


def _check_empty(hand: Hand, found: Iterable[Entry], first: Sequence[Deed]) -> None:
    """Refuse to take back the making of a relationship or process in which something was written since."""
    for entry in found:
        if entry.before is None:
            for table in IN_IT.get(entry.table, ()):
                row = hand.conn.execute(
                    f"SELECT id FROM {table} WHERE {entry.table} = ? AND deleted_at IS NULL", (entry.row_id,)
                ).fetchone()
                if row:
                    raise _refused(first, journal.Conflict(journal.last_change(hand.conn, table, row[0])))


def _check_owned(hand: Hand, found: Iterable[Entry], first: Sequence[Deed]) -> None:
    """Refuse to give something back to whoever has left the team."""
    for entry in found:
        gone = " WHERE it.id = ? AND it.deleted_at IS NULL AND teammate.deleted_at IS NOT NULL"
        owned = NOBODYS.get(entry.table)
        row = hand.conn.execute(owned + gone, (entry.row_id,)).fetchone() if owned else None
        if row:
            what = f"{_named(first)} cannot be taken back: it would be {row[0]}'s, who left the team."
            raise Problem(what, "Nothing was changed.")


def _first(conn: sqlite3.Connection, number: int) -> list[Deed]:
    """What was done in the first place, under all that was taken back and done again since."""
    row = conn.execute("SELECT undoes FROM journal WHERE tx = ? LIMIT 1", (number,)).fetchone()
    if row and row[0] is not None:
        return _first(conn, row[0])
    return acts.of_transaction(conn, number)


def _relationships(tx: Transaction, entries: Iterable[Entry]) -> set[int]:
    """Whose log a transaction changed."""
    found = set()
    for entry in entries:
        row = {**(entry.before or {}), **(entry.after or {})}
        if "relationship" in row and entry.table != "correspondent":
            found |= {row["relationship"]} - {None}
        elif entry.table in PARENTS:
            found |= {ident for (ident,) in tx.conn.execute(PARENTS[entry.table], (entry.row_id,))}
    return found


def _refused(first: Sequence[Deed], conflict: journal.Conflict) -> Problem:
    who = conflict.change.actor if conflict.change else "Somebody"
    return Problem(f"{_named(first)} cannot be taken back: {who} changed it since.", "Nothing was changed.")


def _named(first: Sequence[Deed]) -> str:
    return f"{first[0].who}: {first[0].said}" if first and first[0].who else "That"
