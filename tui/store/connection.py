"""Opening the one database file: who made it, how it is locked, and what went wrong in words."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tui.domain.problem import Problem
from tui.store.filesystem import refuse_network
from tui.store.shelf import instead

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing takes long to import, and every prompt opens a database
    from typing import TypeVar

    GivenT = TypeVar("GivenT")

APPLICATION_ID = 0x6B657074
SCHEMA_VERSION = 5
BUSY_MS = 5000
MODE = 0o660
HEADER = 512
MAKING, STEP = 1.0, 0.005
"""How long the files beside a database may be in the making, and how often one looks; seconds."""
PRAGMAS = (
    "synchronous=FULL",
    "foreign_keys=ON",
    "cell_size_check=ON",
    "mmap_size=0",
    "wal_autocheckpoint=1000",
    "journal_size_limit=67108864",
    "temp_store=MEMORY",
)


def connect(path: Path, *, query_only: bool = False) -> sqlite3.Connection:
    """A connection to an existing database of kept, in autocommit mode, for one thread at a time.

    One that is `query_only` stays with the thread that asked for it.
    Raises Problem where there is none, it is another program's, a newer kept's, lies on a network file system, or
    cannot be opened.
    """
    if not is_there(path):
        raise missing(path)
    refuse_network(path)
    with told(path):
        return patiently(path, lambda: _opened(path, query_only=query_only))


def patiently(path: Path, attempt: Callable[[], GivenT]) -> GivenT:
    """What an attempt at a database gives as soon as the files beside it, which may be in the making, are made."""
    begun = time.monotonic()
    while True:
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            if not in_the_making(error, path) or time.monotonic() > begun + MAKING:
                raise
            time.sleep(STEP)


def _opened(path: Path, *, query_only: bool) -> sqlite3.Connection:
    conn = sqlite3.connect(
        path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=query_only
    )
    try:
        check_maker(conn, path)
        # the triggers of full-text search count as untrusted in SQLite before 3.44; a reader runs none
        trusted = f"trusted_schema={int(not query_only)}"
        for pragma in (*PRAGMAS, trusted, f"busy_timeout={BUSY_MS}", f"query_only={int(query_only)}"):
            conn.execute(f"PRAGMA {pragma}")
    except BaseException:
        conn.close()
        raise
    return conn


def in_the_making(error: sqlite3.OperationalError, path: Path) -> bool:
    """Whether another account may just be making the files beside the database, which get their mode only then."""
    refused = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
    return refused and all(os.access(one, os.R_OK | os.W_OK) for one in (path, path.parent))


def is_there(path: Path) -> bool:
    """Whether there is a database to open; an empty file is none. Raises Problem where nobody may look."""
    with told(path):
        try:
            size = path.stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return False
    # SQLite takes a file too short for its header for an empty database, and would write over it
    if 0 < size < HEADER:
        raise Problem(f"{path} is no database of kept.", instead(path, "Name another file with --db."))
    return size > 0


def missing(path: Path) -> Problem:
    """That there is no database, and how one comes there."""
    if path.exists():
        return Problem(f"{path} is empty.", instead(path, "kept import mail PATH fills it from a mailbox."))
    remedy = instead(path, "kept import mail PATH makes it from a mailbox.")
    return Problem(f"There is no database at {path}.", remedy)


def create(path: Path) -> None:
    """A new, empty database of mode 0660 whatever the umask, so that a group can share it.

    Raises OSError where the file cannot be made, Problem for what SQLite says.
    """
    create_file(path)
    with told(path):
        conn = sqlite3.connect(path, isolation_level=None)
        try:
            conn.execute("PRAGMA journal_mode=WAL")
            conn.execute(f"PRAGMA application_id={APPLICATION_ID}")
        finally:
            conn.close()


def create_file(path: Path) -> None:
    """An empty file of mode 0660 from its first moment on; raises OSError."""
    fd = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, MODE)
    os.fchmod(fd, MODE)
    os.close(fd)


def unmakable(path: Path, error: OSError) -> Problem:
    """Why no database can be made at `path`."""
    return Problem(f"{path} could not be made: {error.strerror}.", f"Check that you may write in {path.parent}.")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system say about `path` into a Problem."""
    try:
        yield
    except (sqlite3.DatabaseError, OSError, UnicodeDecodeError) as error:
        # a file system's message names the path, whose words are nobody's fault
        said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        if isinstance(error, UnicodeDecodeError):  # SQLite's own words quote what it stumbled over
            said = "malformed text"
        if getattr(error, "sqlite_errorname", "") == "SQLITE_IOERR_SHMSIZE":  # no room for its index of the log
            said = "full"
        what, remedy = _in_words(said.lower(), path)
        raise Problem(what, remedy) from error


def _in_words(message: str, path: Path) -> tuple[str, str]:
    if "full" in message or "no space" in message or "quota" in message:
        return f"The disk that holds {path} is full.", "Nothing was changed; make room and try again."
    if "locked" in message or "busy" in message:
        return f"{path} is in use by somebody else.", "Nothing was changed; try again in a moment."
    if "readonly" in message or "read-only" in message or "permission" in message:
        return f"{path} cannot be written.", f"Its folder and the file must be writable: {_shared(path)}"
    if "unable to open" in message:
        return f"{path} cannot be opened.", f"Its folder and the file must be open to you: {_shared(path)}"
    if "not a database" in message:
        return f"{path} is no database of kept.", instead(path, "Name another file with --db.")
    if "malformed" in message or "corrupt" in message:
        keep = "Keep the file; there is no backup in backups beside it."
        return f"{path} is damaged ({message}).", instead(path, keep)
    return f"{path}: {message}.", "kept doctor says more."


def _shared(path: Path) -> str:
    """The commands that let a group use a database."""
    from shlex import quote  # seldom needed, and every prompt opens a database

    file, folder = quote(str(path)), quote(str(path.parent))
    group = ""
    with suppress(OSError):  # who may not even look is not told of the group
        if path.stat().st_gid != path.parent.stat().st_gid:
            group = f"chgrp --reference={folder} {file}; "
    return f"{group}chmod g+rw {file}; chmod g+rwxs {folder}"


def is_ours(conn: sqlite3.Connection) -> bool:
    """Whether kept made a database."""
    maker: int = conn.execute("PRAGMA application_id").fetchone()[0]
    return maker == APPLICATION_ID


def check_maker(conn: sqlite3.Connection, path: Path) -> None:
    """Refuse what another program made, or a newer kept; raises Problem."""
    if not is_ours(conn):
        raise Problem(f"{path} belongs to another program.", instead(path, "Name another file with --db."))
    version = conn.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise Problem(
            f"{path} was written by a newer kept (schema {version}, this one knows {SCHEMA_VERSION}).",
            "Install the newer kept; nothing was changed.",
        )
