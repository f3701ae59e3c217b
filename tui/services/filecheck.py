"""Looking over the files of a database: can the whole team use them, and nobody else, and is there a way back."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from tui.domain.model import DAY, Instant
from tui.services.finding import Finding, command
from tui.store import shelf
from tui.store.connection import MODE, told

LONG = 7
"""Days without a backup that are worth a word."""


def files(path: Path) -> Iterator[Finding]:
    """What is wrong with the modes and groups of the file, its folder and the files that SQLite keeps beside it."""
    with told(path):
        yield from _folder(path.parent)
        yield from _file(path)
        for name in (f"{path.name}-wal", f"{path.name}-shm"):
            yield from _sidecar(path.with_name(name), path)


def _folder(folder: Path) -> Iterator[Finding]:
    mode = folder.stat().st_mode
    if mode & stat.S_IWGRP and not mode & stat.S_ISGID:
        meaning = "what one teammate's session leaves behind can lock the others out"
        yield Finding("folder", f"{folder} is shared but not setgid: {meaning}.", command("chmod", "g+s", folder))
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        what = f"Everybody on this machine may put another file in the place of one in {folder}."
        yield Finding("open folder", what, command("chmod", "o-w", folder))


def _file(path: Path) -> Iterator[Finding]:
    file, folder = path.stat(), path.parent.stat()
    mode = stat.S_IMODE(file.st_mode)
    if mode != MODE:
        remedy = command("chmod", f"{MODE:04o}", path)
        yield Finding("mode", f"{path} has the mode {mode:04o}, not {MODE:04o}.", remedy)
    if folder.st_mode & stat.S_IWGRP and file.st_gid != folder.st_gid:
        remedy = command("chgrp", f"--reference={path.parent}", path)
        yield Finding("group", f"{path} is not of its folder's group.", remedy)


def _sidecar(beside: Path, path: Path) -> Iterator[Finding]:
    """A write-ahead log that others cannot use; it may hold what is not in the file yet, so it stays."""
    if not beside.exists():
        return
    its, file = beside.stat(), path.stat()
    if stat.S_IMODE(its.st_mode) != stat.S_IMODE(file.st_mode) or its.st_gid != file.st_gid:
        what = f"{beside} does not have the mode and group of {path.name}, so others cannot write. Never delete it."
        mend = (command(name, f"--reference={path}", beside) for name in ("chgrp", "chmod"))
        yield Finding("sidecar", what, " && ".join(mend))


def backups(path: Path, wall: Instant) -> Iterator[Finding]:
    """Backups that others can read or the team cannot use, and none, or none for a long time."""
    folder = shelf.folder_of(path)
    with told(folder):
        if folder.is_dir():
            yield from _backup_folder(folder, path.parent)
            yield from _readable(folder, path)
        newest = shelf.latest(path)
    if newest is None:
        yield Finding("backup", "There is no backup.", "kept backup", grave=False)
    elif newest.name < shelf.name(path, wall - LONG * DAY):
        what = f"The newest backup is more than {LONG} days old: {newest.name}."
        yield Finding("backup", what, "kept backup", grave=False)


def _backup_folder(folder: Path, beside: Path) -> Iterator[Finding]:
    its, model = folder.stat(), beside.stat()
    if stat.S_IMODE(its.st_mode) != stat.S_IMODE(model.st_mode):
        what = f"{folder} does not have the mode of {beside}."
        yield Finding("backup folder", what, command("chmod", f"--reference={beside}", folder))
    if model.st_mode & stat.S_IWGRP and its.st_gid != model.st_gid:
        what = f"{folder} does not have the group of {beside}."
        yield Finding("backup group", what, command("chgrp", f"--reference={beside}", folder))


def _readable(folder: Path, path: Path) -> Iterator[Finding]:
    if not os.access(folder, os.R_OK | os.X_OK):
        return
    ours = [each for each in folder.iterdir() if shelf.is_name(path, each.name) and each.is_file()]
    readable = [each for each in ours if each.stat().st_mode & stat.S_IRWXO]
    if readable:
        what = f"Everybody on this machine may use {len(readable)} of the backups in {folder}."
        yield Finding("readable backup", what, command("chmod", "o-rwx", *readable))


def room(path: Path) -> Iterator[Finding]:
    """A disk with less room than a backup takes."""
    free, size = shutil.disk_usage(path.parent).free, path.stat().st_size
    if free < size:
        what = f"The disk that holds {path} has {free:,} bytes left, less than a backup takes ({size:,})."
        yield Finding("room", what, "Make room on it.", grave=False)


def may_write(path: Path) -> bool:
    """Whether this account may write a file."""
    return os.access(path, os.W_OK)
