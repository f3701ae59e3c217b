"""Restoring a backup: what would be lost is known before, and what was is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tui.domain.model import Instant
from tui.domain.problem import Problem
from tui.services.backup import owns
from tui.store import backup, restoring, roles, shelf
from tui.store.restoring import Lost
from tui.store.store import Said, Store


@dataclass(frozen=True, slots=True)
class Ready:
    """A checked copy of a backup; either what the database would lose by it, or the fault that makes it useless."""

    store: Store
    given: Path
    copy: Path
    fault: str
    lost: Lost


@contextmanager
def ready(store: Store, handle: str, given: Path, *, by_key: bool = False) -> Iterator[Ready]:
    """All that can be done without changing anything; raises Problem for whoever may not, and a faulty backup.

    `by_key` is for whoever came by a key of ssh, where the account of the process says nothing.
    """
    fault = restoring.fault(store.path)
    _check_may(store, handle, fault, by_key)
    with restoring.copied(given, store.path) as copy:
        lost = Lost(0, (), None, None) if fault else restoring.lost(store.path, copy)
        yield Ready(store, given, copy, fault, lost)


def restore(it: Ready, handle: str, at: Instant, wall: Instant) -> Path | None:
    """Put the copy in the database's place; returns where what was lies now, None where nothing was.

    Raises Problem; nothing is changed then.
    """
    path = it.store.path
    said = Said(handle, at, wall, "restore", str(it.given), needs="admin")
    if it.fault:
        restoring.note(it.copy, said, 0, 0, {})
        return restoring.put(it.copy, path, f"{path.name}.damaged-{shelf.stamp(wall)}")
    backup.make_folder(path)
    before = shelf.free(path, wall, shelf.BEFORE_RESTORE)
    restoring.pour(it.copy, path, before, said)
    return before


def found(store: Store, given: Path, *, by_key: bool = False) -> Path:
    """The backup that is meant: one of those beside the database by its name, else a path.

    Whoever came by a key of ssh can mean nothing but these.
    """
    by_name = by_key or shelf.is_name(store.path, str(given))
    return shelf.folder_of(store.path) / given.name if by_name else given


def named(store: Store) -> tuple[str, ...]:
    """The names of the backups beside the database, newest first."""
    return tuple(each.name for each in shelf.backups(store.path))


def _check_may(store: Store, handle: str, fault: str, by_key: bool) -> None:
    if not fault:
        with store.read() as conn:  # which brings an older one up to date
            roles.check(conn, handle, "admin")
    elif by_key or not owns(store.path):
        raise Problem(
            f"{store.path} cannot be used ({fault}), so nobody can tell who is an admin.",
            "Its owner or root restores it, on the machine itself.",
        )
