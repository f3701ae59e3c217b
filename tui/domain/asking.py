"""Whether a mail asks for an answer, and whom.

`prepare` goes first; the other functions take the text that it left. All of them take linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from tui.domain.greeting import greets_other

__all__ = ["asks", "begins_patch", "greets_other", "names_one_of", "prepare"]

_QUOTE = re.compile(r"[ ]{0,3}[A-Z]{0,3}>")
_FENCE = re.compile(r"[ ]{0,3}(```|~~~)")
_CODE = re.compile(r"(?: {4}|\t)")
_INLINE_CODE = re.compile(r"`[^`\n]*`")
# The punctuation that ends a sentence is not the address's: "have you seen https://example.org/a?"
_URL = re.compile(
    r"(?:(?<![\w+.-])[a-z][a-z0-9+.-]{1,20}://|(?<!\w)(?:www\.|mailto:))[^\s<>]*[^\s<>?!.,;:)\]}'\"]", re.IGNORECASE
)
_URL_HINT = re.compile(r"://|www\.|mailto:", re.IGNORECASE)
_BRACKET = re.compile(r"[()\[\]](?<![:;].)(?<![:;]-.)|\n[ \t]*\n")  # not those of a smiley
# A text with none of these is all said by its writer.
_MARKS = re.compile(r"[>`~()\[\]\t@]")
_LONGER_MARKS = ("    ", "---", "diff --git", "://", "www.", "to:")
_PAIRS = {")": "(", "]": "["}
_QUESTION_MARKS = "?\uff1f\u061f\u037e"

# Scripts that put no space between words, where a word has no bounds to look for.
_UNSPACED = re.compile("[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def prepare(text: str) -> str:
    """What a person says in their own text: without quotes, code, web addresses, patches and bracketed asides."""
    low = text.lower()
    if not _MARKS.search(text) and not any(mark in low for mark in _LONGER_MARKS):
        return text.strip()
    said = _INLINE_CODE.sub(" ", "\n".join(_prose(text.split("\n"))))
    return _without_asides(said).strip()


def asks(text: str, phrases: Iterable[str]) -> bool:
    """Whether a prepared text has a question mark or one of the phrases, as whole words in any case."""
    return any(mark in text for mark in _QUESTION_MARKS) or _holds(text, phrases)


def names_one_of(text: str, names: Iterable[str]) -> bool:
    """Whether one of the names (first names or handles) is a whole word of a prepared text, in any case."""
    return _holds(text, names)


def begins_patch(line: str) -> bool:
    """Whether a patch begins with a line."""
    return line.startswith(("diff --git", "@@")) or line.rstrip() == "---"


def _prose(lines: list[str]) -> Iterable[str]:
    """The lines that are neither quoted nor code, up to where a patch begins."""
    fenced = False
    for line in lines:
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced or _QUOTE.match(line) or _CODE.match(line):
            continue
        elif begins_patch(line):
            return
        else:
            yield _URL.sub(" ", line) if _URL_HINT.search(line) else line


def _without_asides(text: str) -> str:
    """The text without what stands in round or square brackets that their own paragraph closes."""
    kept: list[str] = []
    end = 0
    for start, stop in _asides(text):
        if start >= end:
            kept.append(text[end:start])
        end = max(end, stop)
    kept.append(text[end:])
    return " ".join(kept)


def _asides(text: str) -> list[tuple[int, int]]:
    opened: dict[str, list[int]] = {"(": [], "[": []}
    found: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text):
        mark = match.group()
        if mark in opened:
            opened[mark].append(match.start())
        elif mark not in _PAIRS:
            opened = {"(": [], "[": []}
        elif opened[_PAIRS[mark]]:
            found.append((opened[_PAIRS[mark]].pop(), match.end()))
    return sorted(found)


def _holds(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands in the text as whole words, in any case and however its lines break."""
    flat = _flat(text)
    return any(phrase in flat and _bounded(phrase).search(flat) for phrase in _all_flat(tuple(phrases)))


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())


@lru_cache(maxsize=64)
def _all_flat(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(_flat, phrases)))


@lru_cache(maxsize=256)
def _bounded(phrase: str) -> re.Pattern[str]:
    before = "" if _UNSPACED.match(phrase[0]) else r"(?<!\w)"
    after = "" if _UNSPACED.match(phrase[-1]) else r"(?!\w)"
    return re.compile(before + re.escape(phrase) + after)
