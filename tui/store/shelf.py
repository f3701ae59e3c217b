"""Where the backups of a database lie, and what they are called."""

from __future__ import annotations

import re
import time
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:  # every prompt opens a database, and typing alone takes longer than that
    from tui.domain.model import Instant

BEFORE_RESTORE = "-before-restore"


def folder_of(path: Path) -> Path:
    """The folder for a database's backups."""
    return path.parent / "backups"


def name(path: Path, at: Instant, what: str = "") -> str:
    """What a backup made at a moment of the wall clock is called; in order of their names these are in order."""
    return f"{path.stem}-{stamp(at)}{what}.db"


def stamp(at: Instant) -> str:
    """A moment as part of a name."""
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(at))


def free(path: Path, at: Instant, what: str = "") -> Path:
    """The name for a backup made at a moment; of two made in a second the later gets the next one."""
    while (found := folder_of(path) / name(path, at, what)).exists():
        at += 1
    return found


def is_name(path: Path, given: str) -> bool:
    """Whether a name is one that kept gives to backups of this database."""
    pattern = rf"{re.escape(path.stem)}-\d{{8}}T\d{{6}}Z({BEFORE_RESTORE})?\.db"
    return re.fullmatch(pattern, given, re.ASCII) is not None


def backups(path: Path) -> list[Path]:
    """The backups of a database that count, newest first; what was kept before a restore is none of them.

    Raises OSError where the folder cannot be read.
    """
    folder = folder_of(path)
    if not folder.is_dir():
        return []
    found = (each for each in folder.iterdir() if is_name(path, each.name) and BEFORE_RESTORE not in each.name)
    return sorted(found, key=lambda each: each.name, reverse=True)


def latest(path: Path) -> Path | None:
    """The newest backup, None without one or where nobody may look."""
    try:
        return next(iter(backups(path)), None)
    except OSError:
        return None


def instead(path: Path, otherwise: str) -> str:
    """What to do about a database that cannot be used: its latest backup, else what is said `otherwise`."""
    newest = latest(path)
    if newest is None:
        return otherwise
    return f"The latest backup is {newest}: kept restore {newest.name} puts it in place."
