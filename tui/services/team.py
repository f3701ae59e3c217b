"""Who is in the team, with which role and keys; everything here that writes is an admin's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from tui.domain.absence import Absence, as_it_falls
from tui.domain.authorized import Fault, Installed, Owned, faults
from tui.domain.model import Instant, Role, Teammate
from tui.domain.problem import Problem
from tui.domain.sshkey import PublicKey, read_key
from tui.domain.text import clean_line
from tui.services import leaving
from tui.services.founding import check_handle
from tui.store import absences, sshkeys, teammates
from tui.store.store import Said, Store, Transaction

NAME = 200


@dataclass(frozen=True, slots=True)
class By:
    """Who changes the team of which database, at which moment of the rules and of the wall clock."""

    store: Store
    handle: str
    at: Instant
    wall: Instant

    @property
    def soonest(self) -> Instant:
        """The earlier of the two: who is in the team counts at once, whatever the moment of the rules is."""
        return min(self.at, self.wall)

    @contextmanager
    def change(self, what: str) -> Iterator[Transaction]:
        """A transaction that only an admin may begin."""
        with self.store.write(Said(self.handle, self.at, self.wall, what, needs="admin")) as tx:
            yield tx


class Member(NamedTuple):
    """A teammate with how many keys they have, and their absence at the moment, with who really stands in."""

    mate: Teammate
    keys: int
    away: Absence | None


class Removed(NamedTuple):
    """What became of a removal: what was handed over, in words, and what of theirs nobody sees or uses any more."""

    handed: str
    personal: int
    keys: int


def members(store: Store, now: Instant) -> list[Member]:
    """Everybody with an account, in order of handle."""
    with store.read() as conn:
        gone = absences.everything(conn)
        return [
            Member(mate, len(sshkeys.of(conn, mate.id)), as_it_falls(gone, mate.handle, now))
            for mate in teammates.all_teammates(conn)
        ]


def add(by: By, handle: str, name: str, role: Role) -> bool:
    """Let somebody into the team; whoever was in it before is the same again, with what was theirs.

    Returns whether they were. Without a name it is the one before, else the handle.
    """
    check_handle(handle)
    shown = clean_line(name, NAME).strip()
    with by.change("add a teammate") as tx:
        before = teammates.ever(tx.conn, handle)
        if before is None:
            teammates.add_teammate(tx, handle, shown or handle, role)
            return False
        if not before.gone:
            raise Problem(f"{handle} is a teammate already.", f"kept team role {handle} ROLE changes the role.")
        named = {"name": shown} if shown else {}
        tx.change("teammate", before.id, deleted_at=None, role=role, **named)
        return True


def give_role(by: By, handle: str, role: Role) -> Role:
    """Give a teammate another role; returns the one before."""
    with by.change("give a role") as tx:
        mate = teammates.named(tx.conn, handle)
        if role != "admin":
            _check_admins(tx, mate)
        if role == "viewer":
            _check_standing_in(by, tx, mate)
        tx.change("teammate", mate.id, role=role)
        return mate.role


def still_has(store: Store, handle: str) -> str:
    """What a teammate owns that is open, in words; "" for nothing that could be handed over."""
    with store.read() as conn:
        return leaving.left_by(conn, teammates.named(conn, handle)).said


def keys_of(store: Store, handle: str) -> list[PublicKey]:
    """A teammate's keys, in the order in which they came."""
    with store.read() as conn:
        return list(sshkeys.of(conn, teammates.named(conn, handle).id).values())


def give_key(by: By, handle: str, text: str) -> PublicKey:
    """Note a public key as a teammate's; Problem for what is none and for one that somebody has."""
    key = read_key(text)
    with by.change("give a key") as tx:
        mate = teammates.named(tx.conn, handle)
        holder = sshkeys.whose(tx.conn, key)
        if holder == handle:
            raise Problem(f"{handle} has this key already.", f"kept team key {handle} prints its line.")
        if holder is not None:
            raise Problem(f"{holder} has this key already.", "A key is one person's: let each make their own.")
        sshkeys.add(tx, mate.id, key)
    return key


def drop_key(by: By, handle: str, fingerprint: str) -> PublicKey:
    """Let a key of a teammate be nobody's any more."""
    wanted = "SHA256:" + fingerprint.strip().removeprefix("SHA256:")
    with by.change("drop a key") as tx:
        mine = sshkeys.of(tx.conn, teammates.named(tx.conn, handle).id)
        found = next((ident for ident, key in mine.items() if key.fingerprint == wanted), None)
        if found is None:
            what = f"{handle} has no key with the fingerprint {clean_line(wanted, 60)}."
            raise Problem(what, f"kept team key {handle} lists the keys.", wrong_use=True)
        tx.delete("ssh_key", found)
        return mine[found]


def check_keys(store: Store, lines: list[str], there: Installed) -> list[Fault]:
    """What is wrong with a file of keys."""
    with store.read() as conn:
        here = {mate.handle for mate in teammates.all_teammates(conn)}
        known = [Owned(o.handle, o.key, o.dropped or o.handle not in here) for o in sshkeys.everything(conn)]
    return faults(lines, known, there)


def remove(by: By, handle: str, to: str | None) -> Removed:
    """Let somebody out of the team: what they own goes to `to`, their keys are dropped, all in one transaction.

    Problem while somebody would be missed: the last admin, a deputy, an owner whose things nobody takes over.
    Their personal relationships stay theirs, seen by nobody, until they are added again.
    """
    with by.change("remove a teammate") as tx:
        mate = teammates.named(tx.conn, handle)
        _check_admins(tx, mate)
        _check_standing_in(by, tx, mate)
        left = leaving.left_by(tx.conn, mate)
        if to is not None:
            leaving.hand_over(tx, left, mate, _heir(tx, mate, to))
        elif left.said:
            raise Problem(f"{handle} has {left.said}.", f"kept team remove {handle} --to HANDLE hands them over.")
        mine = sshkeys.of(tx.conn, mate.id)
        for key in mine:
            tx.delete("ssh_key", key)
        for absence in absences.everything(tx.conn):
            if absence.who == handle and absence.until > by.soonest:
                tx.delete("absence", absence.id)
        tx.delete("teammate", mate.id)
        return Removed(left.said, left.personal, len(mine))


def _heir(tx: Transaction, mate: Teammate, to: str) -> Teammate:
    heir = teammates.named(tx.conn, to)
    if heir.id == mate.id:
        raise Problem(f"{to} is who leaves.", "Name somebody who stays.", wrong_use=True)
    if heir.role == "viewer":
        raise Problem(f"{to} may look, not write.", "Name a member or an admin.", wrong_use=True)
    return heir


def _check_admins(tx: Transaction, mate: Teammate) -> None:
    """Refuse to be left without an admin."""
    others = [each for each in teammates.all_teammates(tx.conn) if each.id != mate.id and each.role == "admin"]
    if mate.role == "admin" and not others:
        what = f"{mate.handle} is the last admin."
        raise Problem(what, "Make somebody else admin first: kept team role HANDLE admin.")


def _check_standing_in(by: By, tx: Transaction, mate: Teammate) -> None:
    """Refuse to be left without a deputy."""
    absent = absences.stands_in_for(tx.conn, mate.handle, by.soonest)
    if absent:
        what = f"{mate.handle} stands in for {' and '.join(absent)}."
        raise Problem(what, f"Name another deputy first: kept team away {absent[0]} --until DAY --deputy HANDLE.")
