"""The header fields of a mail, taken apart within limits.

Own code because the standard library's parsers read whole messages, or need seconds for a hostile field.
"""

from __future__ import annotations

import binascii
import re
from email.utils import getaddresses
from functools import lru_cache
from hashlib import sha256

from tui.domain.automatic import ADDRESS_LIMIT
from tui.domain.text import clean_line
from tui.ingest.charset import decode, decode_pieces
from tui.ingest.record import Address

BLOCK_LIMIT = 2_000_000
FIELD_LIMIT = 65_536
SAME_NAME_LIMIT = 100
NAME_LIMIT = 200
ID_LIMIT = 250
OFTEN_LIMIT = 2_000

Fields = dict[str, list[str]]

_LEADING = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*(?:>?From [^\n]*\n)?")
_HEAD_END = re.compile(rb"\n\r?\n")
_WORD = re.compile(r"=\?([^?]*)\?([bBqQ])\?([^?]*)\?=")
_ID = re.compile(r"<([^<>\s]+)>")
# The usual shapes of a mailbox; whatever else stands in a field is left to the standard library's parser.
_ATOM = r'[^\s"(),:;<>@\[\]\\]++'
_LOOSE = re.compile(rf"(?<![^\s\"(),:;<>@\[\]\\]){_ATOM}@{_ATOM}")
_MAILBOX = re.compile(
    rf'\s*+(?:(?:"([^"\\]*+)"\s*+|([^"(),:;<>\\]*+))<\s*+({_ATOM}@{_ATOM})\s*+>|({_ATOM}@{_ATOM}))\s*+(?:,|$)'
)


def split_mail(data: bytes) -> tuple[bytes, bytes]:
    """Head and body of a message; an envelope line, a byte order mark and blank lines before the head go."""
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    leading = _LEADING.match(data)
    return split_part(data[leading.end() if leading else 0 :])


def split_part(data: bytes) -> tuple[bytes, bytes]:
    """Head and body of a part of a message, which may have no head."""
    if data.startswith((b"\n", b"\r\n")):
        return b"", data
    end = _HEAD_END.search(data)
    return (data[: end.start()], data[end.end() :]) if end else (data, b"")


def wanted(names: tuple[str, ...]) -> re.Pattern[bytes]:
    """What `fields` needs in order to look for fields of these names."""
    listed = "|".join(map(re.escape, names))
    return re.compile(rf"^({listed})[ \t]*:(.*(?:\n[ \t].*)*)".encode(), re.MULTILINE | re.IGNORECASE)


def fields(head: bytes, names: re.Pattern[bytes]) -> Fields:
    """The unfolded values of the fields that `wanted` named, by lower-case name.

    Each is cut at FIELD_LIMIT characters, To alone is whole so that its addresses can be counted.
    """
    found: Fields = {}
    for match in names.finditer(head[:BLOCK_LIMIT].replace(b"\r\n", b"\n")):
        name = match.group(1).decode().lower()
        values = found.setdefault(name, [])
        if len(values) < SAME_NAME_LIMIT:
            raw = match.group(2) if name == "to" else match.group(2)[:FIELD_LIMIT]
            values.append(decode(raw).replace("\n", "").strip())
    return found


def decode_words(text: str) -> str:
    """The text with its encoded words read."""
    if "=?" not in text:
        return text
    read: list[str] = []
    pieces: list[tuple[str, bytes]] = []
    end = 0
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        if gap.strip() or not pieces:
            read += (decode_pieces(pieces), gap)
            pieces = []
        pieces.append((match.group(1).partition("*")[0], _word_bytes(match.group(2), match.group(3))))
        end = match.end()
    return "".join([*read, decode_pieces(pieces), text[end:]])


def addresses(values: list[str]) -> list[Address]:
    """The mailboxes in the first FIELD_LIMIT characters of some fields, those without a proper address left out.

    Raises what the standard library's parser raises for a field that nobody could read, RecursionError for one.
    """
    text = ",".join(values)[:FIELD_LIMIT]
    return list(_often_seen(text) if len(text) <= OFTEN_LIMIT else _mailboxes(text))


def ids(values: list[str]) -> list[str]:
    """The message ids in some fields, in order, each once."""
    text = " ".join(values)[:FIELD_LIMIT]
    found = _ID.findall(text) or [word.strip("<>") for word in text.split() if "@" in word]
    return list(dict.fromkeys(_short_id(clean_line(one, FIELD_LIMIT)) for one in found))


def _mailboxes(text: str) -> tuple[Address, ...]:
    found = _usual_mailboxes(text)
    read = getaddresses([text]) if found is None else found
    return _usable(read) or _usable([("", loose) for loose in _LOOSE.findall(text)])


@lru_cache(maxsize=2048)
def _often_seen(text: str) -> tuple[Address, ...]:
    """The mailboxes in a short field: whoever answers writes to the same people."""
    return _mailboxes(text)


def _usable(read: list[tuple[str, str]]) -> tuple[Address, ...]:
    known = [_address(name[: 10 * NAME_LIMIT], address[: 2 * ADDRESS_LIMIT]) for name, address in read]
    return tuple([one for one in known if one is not None])


def _word_bytes(encoding: str, coded: str) -> bytes:
    raw = coded.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(raw, header=True)
    try:
        return binascii.a2b_base64(raw + b"==")
    except binascii.Error:
        return raw


def _usual_mailboxes(text: str) -> list[tuple[str, str]] | None:
    """Names and addresses, None when the field holds more than names and addresses."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        match = _MAILBOX.match(text, at)
        if match is None:
            return None
        quoted, name, address, bare = match.groups()
        found.append((quoted or name or "", address or bare))
        at = match.end()
    return found


@lru_cache(maxsize=4096)
def _address(name: str, address: str) -> Address | None:
    """The mailbox cleaned, None without a proper address; in one mailbox the same ones come again and again."""
    address = clean_line(address.strip().lower())
    local, _, domain = address.rpartition("@")
    if not local or not domain or len(address) > ADDRESS_LIMIT or " " in address:
        return None
    return Address(clean_line(decode_words(name).strip(" \t'\""), NAME_LIMIT).strip(), address)


def _short_id(one: str) -> str:
    """The id itself; a very long one is told apart by its hash."""
    return one if len(one) <= ID_LIMIT else f"{sha256(one.encode()).hexdigest()}@long.kept"
