"""Backups of a database: who may make one, where it goes, and which old ones go."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tui.domain.model import DAY, Instant
from tui.domain.problem import Problem
from tui.store import backup, roles, shelf
from tui.store.connection import connect, told
from tui.store.store import Store


@dataclass(frozen=True, slots=True)
class Made:
    """A backup, its size in bytes, and the old ones that went for it."""

    path: Path
    size: int
    gone: tuple[Path, ...]


def back_up(store: Store, handle: str, wall: Instant, keep: int, days: int, *, by_key: bool = False) -> Made:
    """Add a backup to those beside the database, then delete what is over `keep` or older than `days` (0: neither).

    `by_key` is for whoever came by a key of ssh, where the account of the process says nothing. Raises Problem.
    """
    check_may(store, handle, by_key=by_key)
    backup.make_folder(store.path)
    target = shelf.free(store.path, wall)
    backup.back_up(store.path, target)
    gone = backup.rotate(store.path, target, keep, wall - days * DAY if days else None)
    return Made(target, target.stat().st_size, tuple(gone))


def back_up_to(store: Store, handle: str, wall: Instant, place: Path) -> Made:
    """Make a backup as a new file, or under its own name in a folder; nothing is deleted for it. Raises Problem."""
    check_may(store, handle, by_key=False)
    with told(place):
        if place.is_symlink():
            raise Problem(f"{place} is a symbolic link.", "Name the file or folder itself.", wrong_use=True)
        target = place / shelf.name(store.path, wall) if place.is_dir() else place
        if target.exists():
            raise Problem(f"There is a file {target} already.", "Name another one.", wrong_use=True)
        if not target.parent.is_dir():
            raise Problem(f"There is no folder {target.parent}.", "Make it, or name another.", wrong_use=True)
    backup.back_up(store.path, target)
    return Made(target, target.stat().st_size, ())


def check_may(store: Store, handle: str, *, by_key: bool) -> None:
    """Refuse all but admins, and the account that the file belongs to, and root; raises Problem."""
    if not by_key and owns(store.path):
        return
    conn = connect(store.path, query_only=True)  # as it is: a backup brings nothing up to date
    try:
        with told(store.path):
            roles.check(conn, handle, "admin")
    finally:
        conn.close()


def owns(path: Path) -> bool:
    """Whether this process is root's, or of the account that a file belongs to; its folder, where there is none."""
    with told(path):
        return os.geteuid() in (0, (path if path.exists() else path.parent).stat().st_uid)
