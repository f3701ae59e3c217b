"""Looking over the database: is the file whole, can the team use it, does it say what its log says."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tui.domain.model import Instant
from tui.domain.rules import Rules
from tui.services.rebuilding import rebuild
from tui.services.ruling import differing
from tui.store import rejects, search, teammates
from tui.store.connection import MODE, SCHEMA_VERSION, connect, told
from tui.store.store import Said, Store

NETWORK = frozenset(
    [
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "ncpfs"),
        *("fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.s3fs", "fuse.rclone"),
    ]
)
MOUNTS = Path("/proc/self/mountinfo")
SHOWN = 5
WAL_RESET_FIRST, WAL_RESET_LAST = (3, 7, 0), (3, 51, 2)
WAL_RESET_MENDED = {(3, 44): 6, (3, 50): 7}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: what it means, and the command or step that mends it.

    `grave` findings break kept or lose data; the others are warnings.
    """

    name: str
    what: str
    remedy: str
    grave: bool = True


@dataclass(frozen=True, slots=True)
class Unread:
    """A record that could not be read; `size` in bytes."""

    place: str
    reason: str
    size: int


def examine(store: Store, rules: Rules, at: Instant) -> list[Finding]:
    """Everything that is wrong with a database; raises Problem where it cannot be opened at all."""
    # opening it makes the files beside it anew, so these are looked at first
    found = [*_files(store.path), *_place(store.path), *_library(_version())]
    conn = connect(store.path, query_only=True)
    try:
        with told(store.path):
            found += _content(conn)
            if not any(finding.grave for finding in found):
                found += [*_index(store.path), *_settings(conn, rules, at)]
    finally:
        conn.close()
    return found


def rejected(store: Store) -> list[Unread]:
    """All that could not be read, in the order in which it came."""
    with store.read() as conn:
        return [Unread(place, reason, size) for _, place, reason, size in rejects.rejected(conn)]


def rebuild_all(store: Store, handle: str, at: Instant, wall: Instant) -> int:
    """Derive everything from the log anew in one transaction; returns in how many relationships it differed."""
    with store.write(Said(handle, at, wall, "derive everything anew")) as tx:
        search.rebuild(tx.conn)  # first: rows cannot be changed while their index is broken
        return len(rebuild(tx, teammates.rule_book(tx.conn)))


def _files(path: Path) -> Iterator[Finding]:
    """Modes and groups of the file, its folder and the files that SQLite keeps beside it."""
    file, folder = path.stat(), path.parent.stat()
    if stat.S_IMODE(file.st_mode) != MODE:
        mode = stat.S_IMODE(file.st_mode)
        yield Finding("mode", f"{path} has the mode {mode:04o}, not {MODE:04o}.", f"chmod {MODE:04o} {path}")
    shared = bool(folder.st_mode & stat.S_IWGRP)
    if shared and not folder.st_mode & stat.S_ISGID:
        meaning = "what one teammate's session leaves behind can lock the others out"
        yield Finding("folder", f"{path.parent} is shared but not setgid: {meaning}.", f"chmod g+s {path.parent}")
    if shared and file.st_gid != folder.st_gid:
        yield Finding("group", f"{path} is not of its folder's group.", f"chgrp --reference={path.parent} {path}")
    for name in (f"{path.name}-wal", f"{path.name}-shm"):
        beside = path.with_name(name)
        if beside.exists():
            yield from _sidecar(beside, beside.stat(), path, file)


def _sidecar(beside: Path, its: os.stat_result, path: Path, file: os.stat_result) -> Iterator[Finding]:
    """A write-ahead log that others cannot use; it may hold what is not in the file yet, so it stays."""
    if stat.S_IMODE(its.st_mode) != stat.S_IMODE(file.st_mode) or its.st_gid != file.st_gid:
        yield Finding(
            "sidecar",
            f"{beside} does not have the mode and group of {path.name}, so others cannot write. Never delete it.",
            f"chgrp --reference={path} {beside} && chmod --reference={path} {beside}",
        )


def _place(path: Path) -> Iterator[Finding]:
    kind = _file_system(path.resolve())
    if kind in NETWORK:
        yield Finding(
            "file system",
            f"{path} lies on a network file system ({kind}), where two machines writing at once can destroy it.",
            "Move it to a disk of this machine, and let everybody log in here.",
        )


def _file_system(path: Path) -> str:
    """The type of the file system that a path is on, "" where the system does not tell."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        mount, _, rest = line.partition(" - ")
        point = mount.split(" ")[4].replace("\\040", " ")
        if (path == Path(point) or Path(point) in path.parents) and len(point) >= len(best):
            best, kind = point, rest.split(" ")[0]
    return kind


def _library(version: tuple[int, int, int]) -> Iterator[Finding]:
    major, minor, patch = version
    if WAL_RESET_FIRST <= version <= WAL_RESET_LAST and patch < WAL_RESET_MENDED.get((major, minor), 1 << 30):
        yield Finding(
            "sqlite",
            f"SQLite {'.'.join(map(str, version))} has the WAL-reset fault: two sessions that write at the very"
            " same moment can, very rarely, lose a change or damage the file.",
            "Install SQLite 3.51.3 or newer (or 3.44.6, 3.50.7), and keep backups.",
            grave=False,
        )


def _version() -> tuple[int, int, int]:
    major, minor, patch = sqlite3.sqlite_version_info[:3]
    return major, minor, patch


def _content(conn: sqlite3.Connection) -> Iterator[Finding]:
    """What SQLite itself finds in the file."""
    version = int(conn.execute("PRAGMA user_version").fetchone()[0])
    if version < SCHEMA_VERSION:
        what = f"The file has the schema {version}, this kept works with {SCHEMA_VERSION}."
        yield Finding("schema", what, "Whatever reads it next brings it up to date, and makes a backup first.")
    faults = _faults(conn)
    if faults:
        what = f"The file is damaged: {'; '.join(faults)}."
        yield Finding("integrity", what, "Keep the file, and put the latest backup in its place.")
        return
    broken = conn.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        what = f"{len(broken)} of the rows in {tables} point to rows that are not there."
        yield Finding("foreign keys", what, "Keep the file, and put the latest backup in its place.")
    mode = conn.execute("PRAGMA journal_mode").fetchone()[0]
    if mode != "wal":
        what = f"The file is in journal mode {mode}: a reader makes every writer wait."
        remedy = "While nobody uses kept: sqlite3 FILE 'PRAGMA journal_mode=WAL'"
        yield Finding("journal mode", what, remedy, grave=False)


def _faults(conn: sqlite3.Connection) -> list[str]:
    try:
        return [line for (line,) in conn.execute(f"PRAGMA integrity_check({SHOWN})") if line != "ok"]
    except sqlite3.DatabaseError as error:  # damage that even the check stumbles over
        return [str(error)]


def _index(path: Path) -> Iterator[Finding]:
    """Where search would miss what is there; SQLite looks only for those who may write."""
    if not os.access(path, os.W_OK):
        return
    conn = connect(path)
    try:
        tables = search.broken(conn)
    finally:
        conn.close()
    if tables:
        what = f"The search index of {', '.join(tables)} does not say what these hold, so search misses some."
        yield Finding("search", what, "kept doctor --rebuild")


def _settings(conn: sqlite3.Connection, rules: Rules, at: Instant) -> Iterator[Finding]:
    """What could not be read, and where database and configuration differ."""
    if not teammates.all_teammates(conn):
        yield Finding("empty", "Nobody has imported anything yet.", "kept import mail PATH", grave=False)
        return
    names = differing(teammates.rule_book(conn).at(at), rules)
    if names:
        what = f"The configuration has other {', '.join(names)} than the database, which goes by its own."
        yield Finding("settings", what, "kept config apply", grave=False)
    unread = len(rejects.rejected(conn))
    if unread:
        what = f"{unread} record{'' if unread == 1 else 's'} could not be read."
        yield Finding("rejected", what, "kept doctor --rejected", grave=False)
