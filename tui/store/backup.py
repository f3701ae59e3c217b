"""Copies of a database, made while others write: checked, shared as it is, under their name once they are whole."""

from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from tui.domain.model import DAY, Instant
from tui.domain.problem import Problem
from tui.store import shelf
from tui.store.connection import MODE, check_maker, connect, told


class Part(NamedTuple):
    """A file that is not whole yet, open and nobody else's."""

    fd: int
    path: Path


def back_up(path: Path, target: Path) -> None:
    """Copy a database as it is at this moment to a new file; raises Problem, and then there is no such file."""
    with told(target), part(path, target.parent) as made:
        _copy(path, made.path)
        if not os.path.samestat(os.fstat(made.fd), made.path.lstat()):
            raise Problem(f"Somebody has put another file in the place of {made.path}.", "Nothing was kept.")
        check(made.path, target)
        share(made.fd, path)
        os.fsync(made.fd)
        _name(made.path, target)


@contextmanager
def part(path: Path, folder: Path) -> Iterator[Part]:
    """A new file in a folder for a copy of a database; gone afterwards, with what SQLite puts beside it.

    What a killed run left behind a day ago goes too. Raises OSError.
    """
    start = f".{path.name}."
    fd, made = tempfile.mkstemp(prefix=start, suffix=".part", dir=folder)
    try:
        now = os.fstat(fd).st_mtime
        for left in folder.iterdir():
            if left.name.startswith(start) and ".part" in left.name and now - left.lstat().st_mtime > DAY:
                left.unlink()
        yield Part(fd, Path(made))
    finally:
        os.close(fd)
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(made + suffix).unlink(missing_ok=True)


def _copy(path: Path, new: Path) -> None:
    """What the database holds, without what a reader of the database is to blame for."""
    with closing(connect(path)) as conn:
        try:
            conn.execute("VACUUM INTO ?", (str(new),))
        except sqlite3.DatabaseError as error:
            # SQLite does not say which of the two it means; only the old one can be damaged or busy
            about_the_new = any(word in str(error) for word in ("full", "I/O", "unable to open"))
            with told(new if about_the_new else path):
                raise


def check(path: Path, named: Path) -> None:
    """Refuse a copy that is not whole, not kept's or a newer kept's; raises Problem, which calls it `named`."""
    try:
        # immutable: nothing is made beside a file that nobody has open
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as conn:
            check_maker(conn, named)
            (found,) = conn.execute("PRAGMA integrity_check(1)").fetchone()
            if found == "ok" and conn.execute("PRAGMA foreign_key_check").fetchone():
                found = "rows point to rows that are not there"
            if found == "ok" and conn.execute("PRAGMA user_version").fetchone()[0] < 1:
                found = "it is empty"
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise Problem(f"{named} is no whole database of kept ({found}).", "Nothing was changed.")


def share(fd: int, path: Path) -> None:
    """Let a copy be used by whoever may use the database: the group of a shared folder, else the owner alone."""
    folder = path.parent.stat()
    shared = bool(folder.st_mode & stat.S_IWGRP)
    owner = (path if path.exists() else path.parent).stat().st_uid
    try:
        os.fchown(fd, owner if os.geteuid() == 0 else -1, folder.st_gid)
    except PermissionError:  # another group must not read it
        shared = False
    os.fchmod(fd, MODE if shared else MODE & stat.S_IRWXU)


def _name(made: Path, target: Path) -> None:
    """Give a file its name, never the name of another; on the disk when this returns."""
    try:
        os.link(made, target, follow_symlinks=False)
    except FileExistsError:
        raise Problem(f"There is a file {target} already.", "Name another one.", wrong_use=True) from None
    sync(target.parent)


def sync(folder: Path) -> None:
    """Have a folder's names on the disk."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def make_folder(path: Path) -> Path:
    """The folder for a database's backups, made with the mode and group of the database's own; raises Problem."""
    folder, beside = shelf.folder_of(path), path.parent.stat()
    with told(folder):
        if folder.is_symlink():
            raise Problem(f"{folder} is a symbolic link.", "Make it a folder, or say where: kept backup PATH")
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            with suppress(PermissionError):
                os.chown(folder, beside.st_uid if os.geteuid() == 0 else -1, beside.st_gid)
            folder.chmod(stat.S_IMODE(beside.st_mode))
    return folder


def rotate(path: Path, newest: Path, keep: int, oldest: Instant | None) -> list[Path]:
    """Delete all backups but the `newest` and the last `keep` (0: all) since `oldest`; returns what went.

    The newest, which was just made, stays whatever its name says: a clock may have been set back.
    """
    over = [each for each in shelf.backups(path) if each != newest]
    stay = over[: keep - 1] if keep else over
    if oldest is not None:
        stay = [each for each in stay if each.name >= shelf.name(path, oldest)]
    gone = [each for each in over if each not in stay]
    for each in gone:
        with told(each):
            each.unlink(missing_ok=True)
    return gone
