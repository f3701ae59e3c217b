"""What a message is about, in one line of its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from tui.domain.asking import asks, begins_patch, prepare
from tui.domain.mailing import PREFIX

LEAST_WORDS = 3
MOST = 2_000
TITLE = r"(?:Dr|Mr|Mrs|Ms|Prof)\."
# a point ends no sentence before a letter or behind a title
WITHIN = r"[.!](?=\S)|(?<=\bDr)\.|(?<=\bM[rs])\.|(?<=\bMrs)\.|(?<=\bProf)\."
SENTENCE = re.compile(rf"[^.!?？؟\n]*(?:(?:{WITHIN})[^.!?？؟\n]*)*[.!?？؟]*")
GREETING = re.compile(rf"[\w'’&-]+(?: (?:{TITLE}|[\w'’&-]+)){{0,4}}[,:!]?")


def question(text: str | None, phrases: Iterable[str]) -> str:
    """The first sentence that asks something, "" where none does; short ones only where there is no other."""
    found = questions(text, phrases)
    return next((s for s in found if len(s.split()) >= LEAST_WORDS), found[0] if found else "")


def questions(text: str | None, phrases: Iterable[str]) -> list[str]:
    """Every sentence that asks something, in order."""
    return [sentence for sentence in sentences(text) if asks(sentence, phrases)]


def gist(text: str | None, subject: str, phrases: Iterable[str]) -> str:
    """The question of a message, else its first sentence after the greeting, else its bare subject."""
    asked = question(text, phrases)
    return asked or next(iter(sentences(text)), "") or bare(subject)


def passage(text: str, phrases: Iterable[str]) -> str:
    """A text up to the last paragraph that asks something, without a patch; whole where none does."""
    lines = text[:MOST].split("\n")
    said = "\n".join(takewhile(lambda line: not begins_patch(line), lines)).strip()
    paragraphs = re.split(r"\n[ \t]*\n", said)
    asking = [n for n, paragraph in enumerate(paragraphs) if asks(prepare(paragraph), phrases)]
    return "\n\n".join(paragraphs[: asking[-1] + 1]) if asking else said or text


def bare(subject: str) -> str:
    """A subject without Re:, Fwd: and their cousins, unless nothing else is left."""
    return PREFIX.sub("", subject.strip()) or subject


def sentences(text: str | None) -> list[str]:
    """The sentences of a text's prose, its greeting left out; a line ends one only where a paragraph does."""
    found = []
    for number, paragraph in enumerate(re.split(r"\n[ \t]*\n", prepare((text or "")[:MOST]))):
        flowing = " ".join(paragraph.split())
        if number == 0 and GREETING.fullmatch(flowing):
            continue
        found += [s.strip() for s in SENTENCE.findall(flowing)]
    return [s for s in found if re.search(r"\w", s)]
