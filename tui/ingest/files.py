"""Files that may hold mail: opened with care, and looked into."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tui.domain.problem import Problem
from tui.ingest.kinds import LOOK_AT, Kind, is_packed, kind_of
from tui.ingest.mbox import CHUNK, KEPT_OF_TOO_LARGE, MESSAGE_LIMIT, Stream, messages
from tui.ingest.packed import Unpacked
from tui.ingest.record import RawMessage

_TOO_LARGE = f"it is larger than {MESSAGE_LIMIT // 1_000_000} MB"


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file with mail; `size` is in bytes as stored. `path` is None for what standard input was spooled to."""

    name: str
    path: Path | None
    kind: Kind
    packed: bool
    size: int


def open_regular(path: Path) -> BinaryIO:
    """A regular file, open for reading.

    Raises OSError, also when something else stands there: whatever it is, opening it never blocks.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(0, "it is no regular file")
    return os.fdopen(handle, "rb")


def look_into(path: Path, name: str, *, named: bool = False) -> MailFile:
    """What a regular file holds. Raises OSError, and Problem when it holds no mail; `name` is for people."""
    with open_regular(path) as stored:
        return look_at(stored, name, path, os.fstat(stored.fileno()).st_size, named=named)


def look_at(stored: BinaryIO, name: str, path: Path | None, size: int, *, named: bool = True) -> MailFile:
    """What an open file holds, `named` by a person or found in a folder. Raises Problem when it holds no mail."""
    start = stored.read(LOOK_AT)
    if not start:
        raise Problem(f"{name} is empty.", "There is nothing to import; export the mail again.")
    packed = is_packed(start)
    if packed:
        stored.seek(0)
        start = Unpacked(stored, name).read(LOOK_AT)
    kind = kind_of(start, named=named)
    if kind is None:
        raise Problem(
            f"{name} holds no mail.", "Give an mbox file (.gz too), a Maildir, a single mail or a folder of them."
        )
    return MailFile(name, path, kind, packed, size)


def messages_of(file: MailFile, stored: BinaryIO) -> Iterator[RawMessage]:
    """The messages of an open file, from its beginning. Raises Problem when it is damaged."""
    stream: Stream = Unpacked(stored, file.name) if file.packed else stored
    if file.kind == "mail":
        yield _single(stream, file.name)
        return
    for number, (data, size) in enumerate(messages(stream), 1):
        yield RawMessage(f"{file.name}, message {number}", data, _TOO_LARGE if size > MESSAGE_LIMIT else None)


def _single(stream: Stream, name: str) -> RawMessage:
    chunks: list[bytes] = []
    size = 0
    while size <= MESSAGE_LIMIT and (chunk := stream.read(CHUNK)):
        chunks.append(chunk)
        size += len(chunk)
    if size > MESSAGE_LIMIT:
        return RawMessage(name, chunks[0][:KEPT_OF_TOO_LARGE], _TOO_LARGE)
    return RawMessage(name, b"".join(chunks))
