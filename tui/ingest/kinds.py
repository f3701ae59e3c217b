"""What a file of mail is, told by how it begins."""

from __future__ import annotations

import re
from typing import Literal

from tui.ingest.mbox import separates

Kind = Literal["mbox", "mail"]

LOOK_AT = 16_384
_LINES = 100

_LEADING = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*")
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:")
_TELLING = frozenset(
    {
        b"from",
        b"date",
        b"received",
        b"return-path",
        b"message-id",
        b"delivered-to",
        b"x-original-to",
        b"envelope-to",
    }
)
_KNOWN = _TELLING | {
    *(b"to", b"cc", b"bcc", b"subject", b"sender", b"reply-to", b"mime-version", b"content-type", b"in-reply-to"),
    *(
        b"references",
        b"content-transfer-encoding",
        b"x-mailer",
        b"user-agent",
        b"dkim-signature",
        b"list-id",
        b"status",
    ),
    *(
        b"x-mozilla-status",
        b"x-gmail-labels",
        b"x-gm-thrid",
        b"authentication-results",
        b"received-spf",
        b"resent-from",
    ),
}


def is_packed(start: bytes) -> bool:
    """Whether a file that begins so is packed by gzip."""
    return start.startswith(b"\x1f\x8b")


def kind_of(start: bytes, *, named: bool = False) -> Kind | None:
    """Many messages or one, None for a file that holds no mail.

    Where somebody `named` the file, one header field of mail is enough; what was found in a folder must tell more.
    """
    leading = _LEADING.match(start)
    start = start[leading.end() if leading else 0 :]
    if separates(start):
        return "mbox"
    lines = start.split(b"\n", _LINES)[:_LINES]
    if lines[0].startswith((b"From ", b">From ")) and not _FIELD.match(lines[0]):
        lines = lines[1:]
    names = _field_names(lines)
    if named:
        return "mail" if names & _KNOWN else None
    return "mail" if len(names & _KNOWN) >= 2 and names & _TELLING else None


def _field_names(lines: list[bytes]) -> set[bytes]:
    """The names of the header fields that the lines begin with."""
    names: set[bytes] = set()
    for line in lines:
        match = _FIELD.match(line)
        if match:
            names.add(match.group(1).lower())
        elif not names or not line.startswith((b" ", b"\t")):
            break
    return names
