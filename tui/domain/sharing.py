"""Which late replies, broken promises and overdue follow-ups share words: one cause may be behind them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tui.domain.alike import Words, as_written, words
from tui.domain.proposed import CORE, LEAST, Day, Proposal, Spoken, key_of, often

SHARE = 0.6
"""The share of those with a word that have another one too, so that the two say it together."""
PART = 0.3
"""The share of the words of late ones that those which they share are at least, in the mean."""
COMMON = 0.3
MANY = 10
"""Of so many, a word that more than the share `COMMON` of them have is what the business is about, no cause."""


def late(owed: Sequence[Spoken], everything: Iterable[Words], day: Day) -> list[Proposal]:
    """Late ones that share one to three words, those that cost most first; each is in one proposal at most.

    `everything` is what all that was owed says, the late ones included: words that say the same of what was in time
    are no cause.
    """
    usual = Counter(word for said in everything for word in said)
    found = []
    left = {one.seen.id: one for one in owed}
    phrases = _phrases(owed, usual)
    while phrases:
        held = {phrase: [left[i] for i in ids if i in left] for phrase, ids in phrases.items()}
        phrases = {phrase: phrases[phrase] for phrase, those in held.items() if _says_so(phrase, those, day)}
        if not phrases:
            break
        best = max(phrases, key=lambda phrase: (_worth(held[phrase]), len(phrase), sorted(phrase)))
        found.append(_proposal(best, held[best]))
        for one in held[best]:
            del left[one.seen.id]
    return found


def _phrases(owed: Sequence[Spoken], usual: Mapping[str, int]) -> dict[Words, list[str]]:
    """Words that may be a cause, together with those that mostly stand beside them, and who has them all."""
    having: dict[str, list[Spoken]] = defaultdict(list)
    for one in owed:
        for word in one.words:
            having[word].append(one)
    most = COMMON * len(owed) if len(owed) >= MANY else len(owed)
    phrases = {}
    for word, those in having.items():
        if LEAST <= len(those) <= most and 2 * len(those) > usual[word]:
            phrase, held = _grown(word, those)
            phrases[phrase] = [one.seen.id for one in held]
    return phrases


def _grown(word: str, those: Sequence[Spoken]) -> tuple[Words, Sequence[Spoken]]:
    phrase = {word}
    while len(phrase) < CORE:
        beside = Counter(other for one in those for other in one.words if other not in phrase)
        best = max(beside, key=lambda other: (beside[other], other), default="")
        if not best or beside[best] < max(LEAST, SHARE * len(those)):
            break
        phrase.add(best)
        those = [one for one in those if best in one.words]
    return frozenset(phrase), those


def _says_so(phrase: Words, those: Sequence[Spoken], day: Day) -> bool:
    """Whether so many matters of their own share a phrase, and it is a good part of what they say."""
    matters = {one.talk or one.seen.id: one.seen for one in those}
    part = sum(len(phrase) / len(one.words) for one in those)
    return often(list(matters.values()), day) and part >= PART * len(those)


def _worth(those: Sequence[Spoken]) -> tuple[float, int]:
    return sum(one.seen.points for one in those), len(those)


def _proposal(phrase: Words, those: Sequence[Spoken]) -> Proposal:
    seen = tuple(sorted((one.seen for one in those), key=lambda one: (one.at, one.id)))
    said = as_written(phrase, next((one.text for one in seen if phrase <= set(words(one.text))), seen[0].text))
    return Proposal("late", key_of("late", seen), " ".join(said), seen, said)
