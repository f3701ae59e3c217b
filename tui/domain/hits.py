"""What a search looks for, and what it answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile
from typing import Literal

from tui.domain.model import Channel, Direction, Instant, Kind
from tui.domain.text import clean, clean_line
from tui.domain.views import ShownStage

HitKind = Literal[
    "relationship", "contact", "promise", "their promise", "follow-up", "agreement", "interaction", "mail"
]
Group = Literal["Relationships", "People", "Promises and follow-ups", "Agreements", "Messages"]

GROUPS: dict[Group, tuple[HitKind, ...]] = {
    "Relationships": ("relationship",),
    "People": ("contact",),
    "Promises and follow-ups": ("promise", "their promise", "follow-up"),
    "Agreements": ("agreement",),
    "Messages": ("interaction", "mail"),
}
EACH = 20
"""How many hits a group holds; messages take the room that the others leave."""

MOST_WORDS = 12
LOOKED_AT = 100_000
LEAD = 60
PASSAGE = 600
COMPARED = 100
NEAR = 120
WORD = re.compile(r"[^\W_]+")
FILLED = r"[\W_]+"
ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text on one line; `found` are the ranges of its characters that hold what was looked for.

    `best` is the one of them to show first. `begun` and `goes_on` say that the text has more before and after.
    """

    text: str
    found: tuple[tuple[int, int], ...] = ()
    best: tuple[int, int] = (0, 0)
    begun: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found; `id` is a letter and a number, "m" for mail that belongs to no relationship.

    `who` is the name of the relationship, of such mail its sender. `at` is when it happened or was said, of a
    relationship its last touch, of a person None. `by` wrote or said it. `state` is how a promise or a follow-up
    stands at the moment of the search, `stage` and `party` how the relationship does and what it is. `more` is how
    a message begins of which only the subject was found.
    """

    kind: HitKind
    id: str
    relationship: int | None
    who: str
    at: Instant | None
    told: Passage
    by: str = ""
    subject: str = ""
    channel: Channel = "email"
    direction: Direction = "in"
    state: str = ""
    stage: ShownStage | None = None
    party: Kind | None = None
    more: Passage | None = None


def wanted(typed: str) -> tuple[str, ...]:
    """The words that somebody typed; signs alone are no word.

    A word with signs in it, such as an address, is its parts with spaces between them.
    """
    words = (" ".join(WORD.findall(word)) for word in ACCENTS.sub("", clean_line(typed)).split())
    return tuple(dict.fromkeys(word for word in words if word))[:MOST_WORDS]


def folded(text: str) -> str:
    """The text composed, and each of its characters without case and accent."""
    return unicodedata.normalize("NFC", text).translate(_PLAIN)


def passage(text: str, words: Sequence[str], most: int = PASSAGE) -> Passage:
    """What stands around the place where most of `words` begin a word, at most `most` characters of it."""
    whole = unicodedata.normalize("NFC", clean(text[:LOOKED_AT]))
    first = _best(whole, tuple(words))[0]
    start = _after_blank(whole, max(0, first - LEAD), first)
    end = len(whole) if len(whole) - start <= most else _before_blank(whole, start + most)
    shown = " ".join(whole[start:end].split())
    found = tuple((at, to) for at, to, _ in _places(shown, tuple(words)))
    left = whole[end:].strip() or text[LOOKED_AT : LOOKED_AT + 1]
    return Passage(shown, found, _best(shown, tuple(words)), bool(whole[:start].strip()), bool(left))


def _best(text: str, words: tuple[str, ...]) -> tuple[int, int]:
    """The first of the places from which on most of the words stand closest together."""
    places = list(islice(_places(text, words), COMPARED))
    if not places:
        return 0, 0
    near = [_near(places[n:]) for n in range(len(places))]
    return places[near.index(max(near))][:2]


def _near(places: Sequence[tuple[int, int, int | None]]) -> tuple[int, int]:
    """How many different words stand near the first place, and minus how far the last of them is."""
    start, far, seen = places[0][0], 0, set()
    for at, _, word in takewhile(lambda place: place[0] < start + NEAR, places):
        if word not in seen:
            seen.add(word)
            far = at - start
    return len(seen), -far


def _places(text: str, words: tuple[str, ...]) -> Iterator[tuple[int, int, int | None]]:
    """Where whole words stand that begin with one of `words`, and with which of them."""
    if words:
        for match in _pattern(words).finditer(folded(text)):
            yield match.start(), match.end(), match.lastindex


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    begun = "|".join(f"({FILLED.join(folded(word).split(' '))})" for word in longest_first)
    return re.compile(rf"(?<![^\W_])(?:{begun})[^\W_]*")


def _after_blank(text: str, at: int, limit: int) -> int:
    """Where the next word begins, up to a limit; `at` itself where the text has begun only there."""
    blank = re.compile(r"\s").search(text, at, limit) if at else None
    return blank.end() if blank else at


def _before_blank(text: str, at: int) -> int:
    """Where the last whole word ends before a place."""
    blanks = [blank.start() for blank in re.compile(r"\s").finditer(text, max(0, at - LEAD), at)]
    return blanks[-1] if blanks else at


class _Plain(dict[int, str]):
    """What each character is compared as: always one character, so that places in a text stay."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        apart = unicodedata.normalize("NFD", char)
        latin = apart[0].isascii() and all(map(unicodedata.combining, apart[1:]))
        bare = apart[0] if latin else char
        plain = bare.casefold() if len(bare.casefold()) == 1 else bare.lower()[:1]
        self[code] = plain
        return plain


_PLAIN = _Plain()
