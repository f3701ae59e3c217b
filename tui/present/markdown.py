"""Text from outside as Markdown that shows it as it is."""

from __future__ import annotations

import re

from tui.domain.text import clean_line
from tui.present.lines import NAME, prose

_MARKS = re.compile(r"[\\`*_\[\]<>|~&]")
_OPENING = re.compile(r"([#+=-]|\d+[.)])")


def escaped(text: str, limit: int = NAME) -> str:
    """Text as one safe line of at most `limit` characters before they are escaped."""
    line = _MARKS.sub(r"\\\g<0>", clean_line(text, limit)).strip()
    return _OPENING.sub(lambda found: f"{found[1][:-1]}\\{found[1][-1]}", line, count=1) if _opens(line) else line


def _opens(line: str) -> bool:
    return _OPENING.match(line) is not None


def quoted(text: str) -> list[str]:
    """Text as a quotation, line by line."""
    return [f"> {line}".rstrip() for line in (escaped(line) for line in prose(text).strip().split("\n"))]
