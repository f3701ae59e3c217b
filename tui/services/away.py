"""Being away: who stands in until when, coming back early, and what one is told on return."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tui.domain.absence import Absence, absent, as_it_falls, check, ended_untold, last_span
from tui.domain.deed import Deed
from tui.domain.digest import Digest, digest
from tui.domain.model import Instant, Role
from tui.domain.problem import Problem
from tui.services.cases import visible
from tui.services.day import today
from tui.store import absences, acts, relationships, teammates
from tui.store.store import Said, Store, Transaction


def leave(
    store: Store, actor: str, who: str, until: Instant, deputy: str | None, now: Instant, wall: Instant
) -> Absence:
    """Somebody is away from now until an instant, in place of the absence that they are in; returns it as it falls.

    Without a deputy the present one stays. An admin says it of others, everybody of themselves; raises Problem.
    """
    with store.write(_said(actor, who, now, wall, f"away {who}")) as tx:
        known = absences.everything(tx.conn)
        current = absent(known, now).get(who)
        if deputy is None and current is None:
            raise Problem(f"Nobody stands in for {who} yet.", "--deputy HANDLE says who does.", wrong_use=True)
        stays = current is not None and deputy in (None, current.deputy)
        new = Absence(0, who, deputy or (current.deputy if current else ""), now, until)
        roles = {mate.handle: mate.role for mate in teammates.all_teammates(tx.conn)}
        check(new, (each for each in known if each != current), roles)
        _put(tx, current, new, stays=stays)
        found = as_it_falls(absences.everything(tx.conn), who, now)
    assert found is not None  # it was just put there
    return found


def come_back(store: Store, actor: str, who: str, now: Instant, wall: Instant) -> None:
    """Somebody is back now, earlier than was said; raises Problem where they are not away."""
    with store.write(_said(actor, who, now, wall, f"back {who}")) as tx:
        current = absent(absences.everything(tx.conn), now).get(who)
        if current is None:
            raise Problem(f"{who} is not away.", wrong_use=True)
        absences.end(tx, current.id, now)


def standing(conn: sqlite3.Connection, now: Instant) -> dict[str, Absence]:
    """Who is away at a moment, each with whoever really stands in as deputy."""
    known = absences.everything(conn)
    found = ((who, as_it_falls(known, who, now)) for who in sorted(absent(known, now)))
    return {who: absence for who, absence in found if absence}


def digest_of(conn: sqlite3.Connection, handle: str, now: Instant) -> Digest | None:
    """What happened during the last absence that somebody came back from; None where they know it already."""
    known = absences.everything(conn)
    ended = ended_untold(known, handle, now)
    if not ended or handle in absent(known, now):
        return None
    span = last_span(ended)
    deeds = acts.between(conn, None, span[0], span[1] - 1)
    rows = today(conn, handle, handle, now, teammates.rule_book(conn)).rows
    return digest([each.id for each in ended], span, _concerning(conn, handle, deeds), rows)


def read(store: Store, handle: str, ids: Iterable[int], now: Instant, wall: Instant) -> None:
    """Note that somebody has read what happened during these absences of theirs."""
    with store.write(Said(handle, now, wall, "read what happened", needs="viewer")) as tx:
        mine = {each.id for each in absences.everything(tx.conn) if each.who == handle}
        for ident in mine.intersection(ids):
            absences.told(tx, ident)


def _concerning(conn: sqlite3.Connection, handle: str, deeds: Iterable[Deed]) -> list[Deed]:
    """What others did to somebody's relationships, promises, follow-ups and processes."""
    seen = {r.id: r.owner == handle for r in visible(relationships.everybody(conn), handle)}
    own = absences.items_of(conn, handle)
    return [
        deed
        for deed in deeds
        if deed.actor != handle and (deed.relationship is None or deed.relationship in seen)
        if deed.item in own or seen.get(deed.relationship or 0)
    ]


def _put(tx: Transaction, current: Absence | None, new: Absence, *, stays: bool) -> None:
    """Store an absence; what was true before now stays as it was."""
    if current is not None and stays:
        absences.end(tx, current.id, new.until)
        return
    if current is not None:
        absences.end(tx, current.id, new.at)
    absences.add(tx, new)


def _said(actor: str, who: str, now: Instant, wall: Instant, action: str) -> Said:
    needs: Role = "member" if actor == who else "admin"
    return Said(actor, now, wall, action, needs=needs)
