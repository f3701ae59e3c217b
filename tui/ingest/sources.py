"""Where mail is read from: a file, a folder of files or standard input, told apart by looking."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tui.domain.problem import Problem
from tui.domain.text import clean_line
from tui.ingest.files import MailFile, look_at, look_into, messages_of, open_regular
from tui.ingest.folders import mail_in
from tui.ingest.mbox import CHUNK
from tui.ingest.record import RawMessage

SPOOL_LIMIT = 20_000_000_000
STANDARD_INPUT = "Standard input"


class Source:
    """Mail that can be read more than once, with a measure of how far a reading is.

    `size` and `position` are bytes as they are stored, packed ones for a packed file; `position` counts from 0 anew
    with each reading. `passed_over` names the files of a folder that hold no mail or could not be read.
    """

    def __init__(self, files: list[MailFile], passed_over: list[str], spooled: BinaryIO | None = None) -> None:
        self.size = sum(file.size for file in files)
        self.position = 0
        self.passed_over = passed_over
        self._files = files
        self._spooled = spooled

    def __iter__(self) -> Iterator[RawMessage]:
        """The messages in a stable order. Raises Problem for a file that turns out to be damaged."""
        done = 0
        for file in self._files:
            self.position = done
            yield from self._read(file)
            done += file.size
        self.position = done

    def close(self) -> None:
        """Give back what standard input was spooled to."""
        if self._spooled is not None:
            self._spooled.close()

    def _read(self, file: MailFile) -> Iterator[RawMessage]:
        start = self.position
        try:
            stored = self._open(file)
        except OSError:
            if file.name not in self.passed_over:
                self.passed_over.append(file.name)
            return
        try:
            for message in messages_of(file, stored):
                self.position = start + min(stored.tell(), file.size)
                yield message
        except OSError as fault:
            raise _unreadable(file.name, fault) from fault
        finally:
            if stored is not self._spooled:
                stored.close()

    def _open(self, file: MailFile) -> BinaryIO:
        if file.path is not None:
            return open_regular(file.path)
        if self._spooled is None or self._spooled.closed:
            raise OSError(0, "it is closed")
        self._spooled.seek(0)
        return self._spooled


def open_source(place: str | os.PathLike[str], stdin: BinaryIO | None = None) -> Source:
    """The mail at a path, or with "-" what standard input holds.

    Takes an mbox file (also packed by gzip), a Maildir, a single mail, or a folder of these. Raises Problem for
    anything else, without opening devices, pipes or sockets.
    """
    if os.fspath(place) == "-":
        return _spool(stdin or sys.stdin.buffer)
    path = Path(place)
    shown = clean_line(str(path))
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _folder(path, shown)
        if stat.S_ISREG(mode):
            return Source([look_into(path, clean_line(path.name), named=True)], [])
    except (OSError, ValueError) as fault:
        raise _unreadable(shown, fault) from fault
    raise Problem(f"{shown} is no file and no folder.", "Give a file with mail, or - and pipe the mail in.")


def _folder(path: Path, shown: str) -> Source:
    files, passed_over = mail_in(path)
    if not files:
        raise Problem(f"{shown} holds no mail.", "Give a Maildir, or a folder with mbox files or single mails.")
    return Source(files, passed_over)


def _spool(stdin: BinaryIO) -> Source:
    spooled: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - it is read until the source is closed
    try:
        size = _copy(stdin, spooled)
        return Source([look_at(spooled, STANDARD_INPUT, None, size)], [], spooled)
    except (OSError, Problem) as fault:
        spooled.close()
        if isinstance(fault, Problem):
            raise
        raise _unreadable(STANDARD_INPUT, fault) from fault


def _copy(stdin: BinaryIO, spooled: BinaryIO) -> int:
    """Keep what standard input holds; its size."""
    size = 0
    while chunk := stdin.read(CHUNK):
        size += len(chunk)
        if size > SPOOL_LIMIT:
            raise Problem(f"{STANDARD_INPUT} holds more than a mailbox would.", "Import the mail in parts.")
        spooled.write(chunk)
    spooled.seek(0)
    return size


def _unreadable(shown: str, fault: OSError | ValueError) -> Problem:
    if isinstance(fault, FileNotFoundError):
        return Problem(f"{shown} does not exist.", "Check the path.")
    if isinstance(fault, PermissionError):
        return Problem(f"{shown} may not be read by you.", "Ask its owner, or see who may with ls -l.")
    reason = clean_line(getattr(fault, "strerror", None) or str(fault))
    return Problem(f"{shown} cannot be read: {reason}.", "Check the path and the disk it is on.")
