"""The text of a mail's body, out of whatever parts it is made of.

Own code because a body is searched for its text only: attachments are never decoded, and a hostile nest of parts
costs as little as a plain one.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tui.ingest.charset import decode
from tui.ingest.headers import fields, split_mail, split_part, wanted
from tui.ingest.htmltext import text_of

DEPTH_LIMIT = 50
PART_LIMIT = 200
TEXT_LIMIT = 1_000_000

_WANTED = wanted(("content-type", "content-transfer-encoding", "content-disposition"))
_KIND = re.compile(r"[\w.+-]+/[\w.+-]+")
_PARAMETERS = re.compile(
    r';\s*+(boundary|charset|name|filename)(?:\*0?\*?)?\s*+=\s*+(?:"([^"]*+)"|([^\s;]++))', re.IGNORECASE
)
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_FIRST_ONLY = frozenset({"multipart/signed", "multipart/related", "multipart/report"})


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a mail; `kind` is its lower-case type, `body` still coded."""

    kind: str
    boundary: bytes
    charset: str
    coding: str
    attached: bool
    body: bytes


def body_text(data: bytes) -> str:
    """The text of a message, not yet cleaned: plain text where there is some, else what its HTML says."""
    return _text(_part(*split_mail(data), outer=True), 0)


def _part(head: bytes, body: bytes, *, outer: bool = False) -> _Part:
    found = fields(head, _WANTED)
    typed, coding, disposed = (
        found.get(f"content-{name}", [""])[0] for name in ("type", "transfer-encoding", "disposition")
    )
    kind = _KIND.match(typed)
    of_type, of_file = _parameters(typed), _parameters(disposed)
    named = "filename" in of_file or "name" in of_type
    return _Part(
        kind=kind.group().lower() if kind else "text/plain",
        boundary=of_type.get("boundary", "").encode("utf-8", "replace"),
        charset=of_type.get("charset", ""),
        coding=coding.lower(),
        attached=not outer and (named or disposed.lower().startswith("attachment")),
        body=body,
    )


def _parameters(value: str) -> dict[str, str]:
    return {name.lower(): quoted or bare for name, quoted, bare in _PARAMETERS.findall(value)}


def _text(part: _Part, depth: int) -> str:
    if part.attached or depth >= DEPTH_LIMIT:
        return ""
    if part.kind.startswith("multipart/"):
        parts = [_part(*split_part(data)) for data in _split(part.body, part.boundary)]
        return _joined(part.kind, parts, depth + 1) if parts else decode(part.body[:TEXT_LIMIT])
    if part.kind == "text/html":
        return text_of(decode(_uncoded(part), part.charset))
    return decode(_uncoded(part), part.charset) if part.kind == "text/plain" else ""


def _joined(kind: str, parts: list[_Part], depth: int) -> str:
    if kind == "multipart/digest":
        return ""
    if kind == "multipart/alternative":
        parts = sorted(parts, key=lambda part: part.kind != "text/plain")
    texts = (text for part in parts if (text := _text(part, depth)).strip())
    if kind == "multipart/alternative" or kind in _FIRST_ONLY:
        return next(texts, "")
    return "\n\n".join(texts)


def _split(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """The parts between the lines that name the boundary; without any such line there are none."""
    begin = None
    for count, (start, end, last) in enumerate(_boundaries(body, boundary) if boundary else ()):
        if begin is not None:
            yield body[begin:start]
        begin = None if last else end
        if last or count == PART_LIMIT:
            return
    if begin is not None:
        yield body[begin:]


def _boundaries(body: bytes, boundary: bytes) -> Iterator[tuple[int, int, bool]]:
    mark = b"--" + boundary
    at = body.find(mark)
    while at >= 0:
        tail = body[at + len(mark) : at + len(mark) + 200].partition(b"\n")[0]
        if body[at - 1 : at] in (b"", b"\n") and tail.strip() in (b"", b"--"):
            yield at, at + len(mark) + len(tail) + 1, tail.startswith(b"--")
        at = body.find(mark, at + len(mark))


def _uncoded(part: _Part) -> bytes:
    """The bytes of a text, of which only the first part is wanted."""
    body = part.body[: 2 * TEXT_LIMIT]
    if part.coding == "quoted-printable":
        body = binascii.a2b_qp(body)
    elif part.coding == "base64":
        body = _from_base64(body)
    return body[:TEXT_LIMIT]


def _from_base64(coded: bytes) -> bytes:
    """What can be read; a last letter that stands alone means nothing."""
    letters = _NO_BASE64.sub(b"", coded)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
