"""Text from outside, made safe to show and to store."""

from __future__ import annotations

import re
import unicodedata

TEXT_LIMIT = 1_000_000
LINE_LIMIT = 1_000
MARKS = 4

_BAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
# Combining marks are no word characters, so only runs of such characters can hold too many of them.
_MAY_BE_MARKS = re.compile(r"[^\w\s\x00-\u02ff]{5,}")
_JOINERS = "\u200c\u200d"


def clean(text: str, limit: int = TEXT_LIMIT) -> str:
    """The same text without anything that could steer a terminal or hide what it says.

    Line ends become LF, control characters a visible U+FFFD, invisible direction marks and the like go, of more
    than four combining marks in a row the first four stay. At most `limit` characters are kept.
    """
    text = text[:limit]
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _BAD.sub(_replacement, text)
    return text if text.isascii() else _MAY_BE_MARKS.sub(_few_marks, text)


def clean_line(text: str, limit: int = LINE_LIMIT) -> str:
    """`clean`, for a field of one line: line ends and tabs become spaces."""
    text = clean(text, limit)
    return text.replace("\n", " ").replace("\t", " ")


def _replacement(match: re.Match[str]) -> str:
    return "\ufffd" if match.group() < "\u00a0" else ""


def _few_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    row = 0
    for char in match.group():
        if unicodedata.category(char)[0] == "M":
            row += 1
        elif char not in _JOINERS:  # a joiner between marks would let an endless pile through
            row = 0
        if row <= MARKS:
            kept.append(char)
    return "".join(kept)
