"""An mbox file as a stream of messages, however large it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

MESSAGE_LIMIT = 25_000_000
KEPT_OF_TOO_LARGE = 65_536
CHUNK = 1_048_576
LINE_LIMIT = 500

# A sentence may begin with "From " too; the line between messages carries a date.
_SEPARATOR = re.compile(
    rb"From .*?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+"
    rb"(?:[A-Z][a-z]{2}\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2}(?:\s+\d{2,4})?)\s+\d{1,2}:\d{2}"
)
# Some programs write no date: then nothing but an address may stand there, and a header must follow.
_UNDATED = re.compile(rb"From (?:-|[^\s@]+@[^\s@]+)?[ \t\r]*\n[!-9;-~]+:[ \t]")
_CANDIDATE = re.compile(rb"\n\r?\nFrom ")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


class Stream(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes: ...


def separates(lines: bytes) -> bool:
    """Whether this begins with the line that stands between messages; of it and the next one a part is enough."""
    if not lines.startswith(b"From "):
        return False
    dated = _SEPARATOR.match(lines[:LINE_LIMIT].partition(b"\n")[0])
    return dated is not None or _UNDATED.match(lines[:LINE_LIMIT]) is not None


def messages(stream: Stream) -> Iterator[tuple[bytes, int]]:
    """Each message without its separating line, and its size in bytes.

    Of a message above MESSAGE_LIMIT only the beginning is there. A message begins after a blank line, where a line
    begins with "From " and holds a date, or nothing but an address; a Content-Length is not believed.
    """
    held, size = b"", 0
    for piece, last in _pieces(stream):
        size += len(piece)
        held = held + piece if size <= MESSAGE_LIMIT else (held + piece[:KEPT_OF_TOO_LARGE])[:KEPT_OF_TOO_LARGE]
        if last:
            if held.startswith(b"From ") or held.strip():
                yield _content(held), size
            held, size = b"", 0


def _pieces(stream: Stream) -> Iterator[tuple[bytes, bool]]:
    """Pieces of messages, with true for the last piece of each."""
    rest = b""
    while chunk := stream.read(CHUNK):
        rest += chunk
        sure = max(0, len(rest) - LINE_LIMIT)  # after that a separating line may go on in the next chunk
        begin = 0
        for end in _ends(rest, sure):
            yield rest[begin:end], True
            begin = end
        sure = max(begin, sure)
        yield rest[begin:sure], False
        rest = rest[sure:]
    begin = 0
    for end in _ends(rest, len(rest)):
        yield rest[begin:end], True
        begin = end
    yield rest[begin:], True


def _ends(data: bytes, sure: int) -> Iterator[int]:
    for match in _CANDIDATE.finditer(data):
        if match.start() >= sure:
            return
        at = match.end() - len(b"From ")
        if separates(data[at : at + LINE_LIMIT]):
            yield at


def _content(held: bytes) -> bytes:
    """The message alone: the separating line before it and the blank line after it belong to the file."""
    if held.startswith(b"From "):
        held = held.partition(b"\n")[2]
    if held.endswith(b"\n\n"):
        held = held[:-1]
    elif held.endswith(b"\r\n\r\n"):
        held = held[:-2]
    return _QUOTED_FROM.sub(rb"\1", held) if b">From " in held else held
