"""Bytes of mail into text, whatever they claim to be."""

from __future__ import annotations

import codecs
from itertools import groupby

# What is called by the first name is in truth written in the second, which holds it.
_WIDER = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# These take quadratic time, or read escapes out of the text.
_REFUSED = frozenset({"punycode", "idna", "undefined", "unicode_escape", "raw_unicode_escape"})
_UNREADABLE = (LookupError, ValueError)


def decode(data: bytes, charset: str = "") -> str:
    """The text in `data`: by its charset, else as UTF-8, else by its charset with holes, else as Latin-1."""
    name = _codec(charset)
    for attempt in (name or "utf-8", "utf-8"):
        try:
            return data.decode(attempt)
        except _UNREADABLE:
            continue
    try:
        return data.decode(name if name not in ("", "utf-8") else "cp1252", "replace")
    except _UNREADABLE:
        return data.decode("latin-1")


def decode_pieces(pieces: list[tuple[str, bytes]]) -> str:
    """The text of pieces with their charsets; a character may be cut in two between pieces of one charset."""
    grouped = groupby(pieces, key=lambda piece: piece[0].lower())
    return "".join(decode(b"".join(data for _, data in group), charset) for charset, group in grouped)


def _codec(charset: str) -> str:
    """The codec to try first, empty for an unknown one."""
    try:
        name = codecs.lookup(charset.strip("'\" ")[:40]).name if charset else ""
    except _UNREADABLE:
        return ""
    return "" if name in _REFUSED else _WIDER.get(name, name)
