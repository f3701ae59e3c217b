"""Whom a text greets in its first line.

Where it is not sure it says nobody: a text taken for somebody else's would hide that it asks us.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

FIRST_LINE = 200
MOST_WORDS = 5

_GREETING = re.compile(
    r"(?:hi|hiya|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day)|morning|"
    r"hallo|moin|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|bonjour|salut|chère|cher|"
    r"hola|estimad[oa]|ciao|gentile|buongiorno|beste|hej|olá)(?!\w)[ ]*(?P<comma>,[ ]*)?"
    r"(?:(?:mr|mrs|ms|dr|prof|herrn?|frau|mme)\b\.?[ ]*)*",
    re.IGNORECASE,
)
_HANDLES = re.compile(r"(?:@[\w.-]+(?:[\s,/&]|and\b)*)+")
_HANDLE = re.compile(r"@([\w-]+)")
_STOP = re.compile(r"[:;!?\n—–]|\.(?:\s|$)| -")
_WORD = re.compile(r"[\w.'’-]+|[&/+]")
_NAME = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_JOINING = _words("and und et y e en og och i or & / +")
_EVERYBODY = _words(
    """all alle everyone everybody anyone team folks list lists guys both sir sirs madam colleagues colleague friend
    friends people members maintainer maintainers reviewers developers devs community customer customers gentlemen
    ladies experts world channel here damen herren zusammen kollegen todos tous tutti allerseits concern"""
)
# Words that begin a sentence and stand before a comma more often than any name does.
_NO_NAMES = _words(
    """a actually again agreed ah alas also although anyway apologies april as august because besides best but can
    cheers confirmed congratulations cool could december done ever exactly february fine first for friday from
    further good got granted great he hence hm hmm however i if in indeed instead interesting it january july june
    just last later let like looks march may maybe meanwhile monday moreover my next nice no nope not note november
    now october of ok okay on once one oops otherwise our overall perfect personally please plus possibly regardless
    regards remember right same saturday second see september she since sincerely so sometimes sorry still sunday
    sure thank thanks that the then there therefore these they third this though thursday thus to today tomorrow
    true tuesday two understood unless until we wednesday well what when where whether which while who why will
    wonderful worse would wow yeah yup ha haha hahaha nah yep yes yesterday you your"""
)


def greets_other(text: str, names: Iterable[str]) -> bool:
    """Whether a text begins by greeting somebody, and nobody who is one of `names`.

    "Hi Bob,", "Dear Bob and Ann:", "Bob," and "@bob" greet somebody; a greeting to all, to the team or to the
    list greets nobody. The names are whatever our people are called by: first names, handles.
    """
    ours = {word.casefold() for name in names for word in name.split()}
    greeted = {word.casefold() for word in _greeted(text.lstrip()[:FIRST_LINE])}
    return bool(greeted) and greeted.isdisjoint(ours | _EVERYBODY)


def _greeted(start: str) -> list[str]:
    """The words by which the first line calls its readers."""
    if handles := _HANDLES.match(start):
        return _HANDLE.findall(handles.group())
    greeting = _GREETING.match(start)
    rest = start[greeting.end() :] if greeting else start
    stop = _STOP.search(rest)
    segments = [_WORD.findall(part) for part in rest[: stop.start() if stop else len(rest)].split(",")]
    if greeting is None:
        return _alone(segments)
    return _names(segments) if greeting["comma"] else _called(segments)


def _alone(segments: list[list[str]]) -> list[str]:
    """Names without a word of greeting: single words, or joined ones, each before a comma."""
    found: list[str] = []
    for words in segments[:-1]:
        names = _names([words])
        joints = len(words) - len(names)
        doubtful = any(word.isupper() or (segments[-1] and word.endswith("ly")) for word in names)
        if len(names) != joints + 1 or doubtful:
            break
        found += names
    return found


def _called(segments: list[list[str]]) -> list[str]:
    """Those named right after a word of greeting, however the line goes on."""
    first = segments[0]
    if any(word.casefold() in _EVERYBODY for word in first[:5]):
        return []
    if len(first) == 1 and first[0].islower():
        return [word for word in first if _NAME.fullmatch(word) and word not in _NO_NAMES]
    run = list(takewhile(_is_part, first))
    return _names(segments) if len(run) == len(first) else _without_joints(run)


def _names(segments: list[list[str]]) -> list[str]:
    """The names of the leading segments that hold nothing else."""
    listed = takewhile(lambda words: 0 < len(words) <= MOST_WORDS and all(map(_is_part, words)), segments)
    return [name for words in listed for name in _without_joints(words)]


def _is_part(word: str) -> bool:
    folded = word.casefold()
    looks = _NAME.fullmatch(word) is not None and word[0].isupper() and folded not in _NO_NAMES
    return folded in _JOINING or looks


def _without_joints(words: list[str]) -> list[str]:
    return [word for word in words if word.casefold() not in _JOINING]
