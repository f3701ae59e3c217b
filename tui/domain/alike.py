"""How alike short texts are, and which of many say the same."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from tui.domain.asking import prepare
from tui.domain.stopwords import STOP

K = TypeVar("K", bound=Hashable)
Words = frozenset[str]

LEAST_ALIKE = 0.5
"""How alike two short texts are at least that say the same."""
NUMBER = "#"
READ = 2_000
COMPARED = 12
"""How many of the groups that share a rare word a text is compared with; texts beyond begin one of their own."""

_ADDRESS = re.compile(r"\S*[\w.+-]@[\w.-]+\S*")
_WORD = re.compile(r"[^\W_]+(?:['’_][^\W_]+)*")
_DIGITS = re.compile(r"\d+")
_ENDING = re.compile(r"['’](?:s|ll|ve|re|d|m)$")


@dataclass(frozen=True, slots=True)
class Group(Generic[K]):
    """Texts that say the same as one whose words these are; `alike` is how alike the least alike of them is."""

    words: Words
    members: frozenset[K]
    alike: float


def words(text: str) -> tuple[str, ...]:
    """The words of a text in order, in one case and number, each row of digits as "#"; web addresses are none."""
    return tuple(map(_one_form, _written(text)))


def as_written(forms: Iterable[str], text: str) -> tuple[str, ...]:
    """Words, given as `words` gives them, as a text writes them and in its order; what it lacks comes last."""
    written: dict[str, str] = {}
    for word in _written(text):
        written.setdefault(_one_form(word), word.casefold())
    order = list(written)
    there = sorted(forms, key=lambda form: (order.index(form) if form in written else len(order), form))
    return tuple(written.get(form, form) for form in there)


def telling(text: str, names: Collection[str] = ()) -> Words:
    """The words of a person's own text that tell what it is about: no quotes, greetings, names, days or numbers.

    `names` are words as `words` gives them; they are names where they begin with a capital.
    """
    told = {word: form for word in _written(prepare(text[:READ])) if (form := _one_form(word)) not in _SILENT}
    return frozenset(form for word, form in told.items() if form not in names or not word[0].isupper())


def alike(one: Words, other: Words) -> float:
    """The share of all words of two texts that both have, from 0 to 1; 0 where neither says anything."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def groups(texts: Mapping[K, Words], least: float = LEAST_ALIKE) -> tuple[Group[K], ...]:
    """Texts that say the same, the group of most members first; a text that says nothing is in none.

    Each text is as alike as `least` to the one that begins its group. Neither the order of the texts nor their keys
    decide anything. Takes near linear time: texts meet only where they share a word that is rare.
    """
    keys = defaultdict(list)
    for key, said in texts.items():
        if said:
            keys[said].append(key)
    joined = _joined({said: len(found) for said, found in keys.items()}, least)
    found = [
        Group(
            begun,
            frozenset(key for said in those for key in keys[said]),
            min(alike(begun, said) for said in those),
        )
        for begun, those in joined.items()
    ]
    return tuple(sorted(found, key=lambda group: (-len(group.members), sorted(group.words))))


def in_common(texts: Iterable[Words], share: float = 0.5) -> tuple[str, ...]:
    """The words that more than a share of some texts have, in most of them first."""
    all_of_them = list(texts)
    count = Counter(word for said in all_of_them for word in said)
    held = [word for word, n in count.items() if n > share * len(all_of_them)]
    return tuple(sorted(held, key=lambda word: (-count[word], word)))


def _joined(copies: Mapping[Words, int], least: float) -> dict[Words, list[Words]]:
    """Each text that begins a group with those that joined it."""
    often: Counter[str] = Counter()
    for said, count in copies.items():
        often.update(dict.fromkeys(said, count))

    def rank(said: Words) -> tuple[int, float, list[str]]:
        # what many say, in words that many use, begins a group: it is in the middle of it
        return -copies[said], -sum(often[word] for word in said) / len(said), sorted(said)

    found: dict[Words, list[Words]] = {}
    begun: dict[str, list[Words]] = defaultdict(list)
    for said in sorted(copies, key=rank):
        rare = _rarest(said, often, least)
        near = {other: alike(said, other) for other in _near(said, rare, begun, least)}
        highest = max(near.values(), default=0.0)
        best = min((other for other, value in near.items() if value == highest), key=sorted, default=said)
        if highest < least:
            found[said] = [said]
            for word in rare:
                begun[word].append(said)
        else:
            found[best].append(said)
    return found


def _rarest(said: Words, often: Mapping[str, int], least: float) -> list[str]:
    """So many of a text's rarest words that whatever is alike enough shares one of them."""
    ordered = sorted(said, key=lambda word: (often[word], word))
    return ordered[: len(said) - math.ceil(least * len(said)) + 1]


def _near(said: Words, rare: Iterable[str], begun: Mapping[str, list[Words]], least: float) -> set[Words]:
    """Those that share a rare word and are neither too short nor too long to be alike enough."""
    few, many = least * len(said), len(said) / least
    found: set[Words] = set()
    for word in rare:
        found.update(begun.get(word, ())[:COMPARED])
    return {other for other in found if few <= len(other) <= many}


def _written(text: str) -> list[str]:
    read = text[:READ]
    return _WORD.findall(_ADDRESS.sub(" ", read) if "@" in read else read)


@lru_cache(maxsize=65_536)
def _one_form(word: str) -> str:
    folded = _DIGITS.sub(NUMBER, _ENDING.sub("", word.casefold()))
    if len(folded) < 4 or not folded.endswith("s") or folded.endswith(("ss", "us", "is")):
        return folded
    return folded[: -2 if folded.endswith(("ches", "shes", "xes", "sses")) else -1]


_SILENT = frozenset((NUMBER, *map(_one_form, STOP)))
