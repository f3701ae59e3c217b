"""The words of a quick line, and the phrases that mean something in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, TypeVar

from tui.domain.model import Channel, Direction
from tui.domain.when import LEADS

T = TypeVar("T")
IsDate = Callable[[str], bool]

LONGEST_PHRASE = 6
LONGEST_DATE = 8
END = ",.:!?"

_FIGURES = re.compile(r"\d{1,2}[./]\d{1,2}\.?", re.ASCII)
_TOKEN = re.compile(r'(@?"(?:[^"]|"")*+"[^\s;]*|[^\s;]+)|;')
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"')
_CLOSING = re.compile(rf"[{END})]*")
_TAG = re.compile(r"#([^\W\d_][\w-]*)")
_SIGNAL = re.compile(r"!([^\W\d_]\w*)")

ABOUT = frozenset(("re", "about", "regarding", "concerning"))
STOPS = frozenset(("to", "that", "for", "because", "who", "and", "-", "–", "—"))
"""These end a name, and are the first word of what was said."""

OURS = frozenset(("i", "we"))
THEY = frozenset(("they", "he", "she"))
OBJECTS = frozenset(("them", "him", "her", "back", "again", "me", "us"))

PARTICLES = frozenset(("von", "van", "der", "den", "de", "du", "da", "di", "del", "la", "le", "zu", "zur", "y"))
"""Words that stand in a name besides its own words."""

HOW: Mapping[str, tuple[Channel | None, Direction | None, bool]] = {
    "called": ("call", "both", False),
    "tried to call": ("call", "out", True),
    "missed call from": ("call", "in", True),
    "emailed": ("email", "out", False),
    "mail from": ("email", "in", False),
    "email:": ("email", None, False),
    "met": ("meeting", "both", False),
    "messaged": ("chat", "out", False),
    "message from": ("chat", "in", False),
    "chat:": ("chat", None, False),
    "letter to": ("letter", "out", False),
    "letter from": ("letter", "in", False),
    "note:": ("note", "out", False),
}
"""The one phrase for each way in which something happens: channel, direction, missed."""

WITH, THANKED, CALL_FROM = "with", "thanked", "call from"


def _each(*meanings: tuple[str, str]) -> dict[str, str]:
    """What each of several phrases, commas between them, means."""
    return {phrase: meant for meant, phrases in meanings for phrase in phrases.split(", ")}


VERBS = _each(
    (
        "called",
        "called, called back, phoned, rang, call with, phone call with, had a call with, "
        "spoke to, spoke with, talked to, talked with",
    ),
    (CALL_FROM, "call from, phone call from, got a call, got a call from, had a call from"),
    ("missed call from", "missed call, missed call from, missed a call from"),
    ("tried to call", "tried, tried to call, tried to phone, tried to ring, tried to reach, tried calling"),
    (
        "emailed",
        "emailed, emailed to, e-mailed, mailed, mailed to, wrote, wrote to, replied, replied to, answered, sent, "
        "forwarded, mail to, email to, sent mail to, sent a mail to, sent an email to",
    ),
    (
        "mail from",
        "mail from, email from, e-mail from, got mail, got mail from, got a mail from, got an email from, "
        "got a reply from, reply from, answer from, heard from",
    ),
    ("met", "met, met with, meeting, meeting with, had a meeting with, visited"),
    ("messaged", "messaged, texted, chatted, chatted with, chat with, chat to, message to, sent a message to"),
    ("message from", "message from, chat from, text from, got a message from, got a text from"),
    ("letter to", "letter, letter to, sent a letter to, posted"),
    ("letter from", "letter from, got a letter from"),
    ("note:", "note, noted, note that, noted that"),
    (WITH, "with"),
    (THANKED, "thanked"),
)
SENDING = frozenset(("sent", "forwarded", "posted"))
ARTICLES = frozenset(("the", "a", "an", "our", "my"))
"""After these comes what was sent, and "to" before the name; after "emailed" only what has an article."""

SUBJECTS = _each(
    (CALL_FROM, "called, phoned, rang, called back"),
    ("met", "met, visited"),
    ("mail from", "wrote, emailed, e-mailed, mailed, replied, answered"),
    ("message from", "texted, messaged, chatted"),
)
"""What somebody does who stands before the verb. "sent" is not among them: "invoice sent" has no sender."""

WHO_WROTE = {"emailed": "email:", "messaged": "chat:"}
"""After a relationship alone, as in "@halden wrote": whether they wrote or we did has to be asked."""

COLONS = _each(
    ("called", "call, phone"),
    ("email:", "email, e-mail, mail"),
    ("met", "meeting"),
    ("chat:", "chat, message"),
    ("letter to", "letter"),
    ("note:", "note"),
)
"""The channels that may stand anywhere, with a colon."""

FLAGS = _each(
    ("no reply", "fyi, no reply needed, no reply necessary, no answer needed, needs no reply, no need to reply"),
    (
        "missed",
        "no answer, no reply, not reached, unanswered, missed, tried, in vain, voicemail, did not answer, "
        "didn't answer, nobody answered, no one answered, left message, left a message, left word, "
        "left voicemail, left a voicemail",
    ),
)


def _all(*parts: str) -> list[str]:
    """Every phrase with one of the words of each part; "." is none."""
    return [" ".join(w for w in words if w != ".") for words in product(*(part.split(", ") for part in parts))]


MARKERS = {
    **dict.fromkeys(("promise", "promised", "promised to", "will", "i'll", "we'll", "our promise"), "ours"),
    **dict.fromkeys(_all("i, we", "promise, promised, will, owe", "., to") + _all("i, we", "owe them"), "ours"),
    **dict.fromkeys(("theirs", "their promise", "they'll", "they owe us"), "theirs"),
    **dict.fromkeys(_all("they, he, she", "promise, promised, promises, will, owe, owes", "., to"), "theirs"),
    **dict.fromkeys(("follow up", "follow-up", "followup", "remind me", "reminder"), "follow up"),
    **dict.fromkeys(("thanks", "thank you", "thank them", "thanked", "thanked them", "said thanks"), "thanks"),
    **dict.fromkeys(("say thanks", "say thank you", "said thank you", "sent thanks", "send thanks"), "thanks"),
    **dict.fromkeys(("extra mile", "an extra mile", "the extra mile", "went the extra mile"), "extra_mile"),
}
"""What a piece is that begins so."""

NOT_FIRST = frozenset(("will", "thanked"))
"""At the start of a line "will" may be a name, and "thanked" says what happened."""

EVERY = frozenset(("every", "each"))
TOLD_OF = frozenset(
    ("of", "from", "since", "last", "the", "for", "to", "by", "until", "till", "before", "after", "due", *ABOUT)
)
"""After these a date belongs to what is spoken of: "the invoice of 3 march"."""

HOLDING = re.compile(
    r"\b(?:(?:get|come|be|report) back (?:to|with) (?:you|them|him|her)|(?:will|to|i'll|we'll) (?:get|come) back\b"
    r"|look(?:ing)? into (?:it|this|that)|let me (?:check|see|ask|look|find out)"
    r"|(?:will|i'll|we'll) (?:check|ask|find out|let (?:you|them|him|her) know|see to it))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the line as typed (`raw`), and its text without the marks and quotes that made it what it is."""

    raw: str
    kind: Literal["plain", "quoted", "name", "tag", "signal"]
    text: str

    @property
    def key(self) -> str:
        """What it is looked up by in the tables; "" for what is no plain word."""
        return self.text.lower().rstrip(END) if self.kind == "plain" else ""


def split(line: str) -> list[list[Word]]:
    """The pieces of a line, each as its words; a ";" in quotes parts nothing, an open quote protects nothing."""
    pieces: list[list[Word]] = [[]]
    for found in _TOKEN.finditer(line):
        if found[1]:
            pieces[-1].append(_word(found[1]))
        else:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _word(raw: str) -> Word:
    sign, ending = raw[0], raw.rstrip(f"{END})")
    if sign == "@" and (name := _name(raw[1:])):
        return Word(raw, "name", name)
    if sign == "#" and (found := _TAG.fullmatch(ending)):
        return Word(raw, "tag", found[1])
    if sign == "!" and (found := _SIGNAL.fullmatch(ending)):
        return Word(raw, "signal", found[1])
    if found := _QUOTED.match(raw):
        return Word(raw, "quoted", _bare(found) if _CLOSING.fullmatch(raw, found.end()) else _one_line(raw))
    return Word(raw, "plain", raw)


def _name(text: str) -> str:
    if found := _QUOTED.match(text):
        return _bare(found)
    return "" if text[:1] in ("@", '"') else text.rstrip(f"{END})")


def _bare(found: re.Match[str]) -> str:
    return _one_line(found[1].replace('""', '"'))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def quoted(text: str) -> str:
    """A text in quotes, as `split` takes it for one word."""
    return '"{}"'.format(text.replace('"', '""'))


def value(words: Sequence[Word]) -> str:
    """What some words say: the inside of the quotes where they are one text in quotes, else all as typed."""
    if len(words) == 1 and words[0].kind == "quoted":
        return words[0].text
    return source(words).strip(" ,:-–—")


def source(words: Sequence[Word]) -> str:
    """Some words as typed, with one blank between them."""
    return _one_line(" ".join(word.raw for word in words))


def phrase_at(words: Sequence[Word], at: int, table: Mapping[str, T]) -> tuple[T, int] | None:
    """What the longest phrase of a table that begins at a word means, and how many words it has."""
    for count in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
        phrase = " ".join(word.key for word in words[at : at + count])
        if phrase in table:
            return table[phrase], count
    return None


def date_of(words: Sequence[Word], is_date: IsDate) -> str:
    """The date that some words are, as typed but without "by" or "on", "" where they are none."""
    if any(word.kind != "plain" or word.key in ABOUT for word in words):
        return ""
    typed = " ".join(word.text for word in words)
    for phrase in dict.fromkeys((typed.rstrip(END), typed)):
        if phrase and is_date(phrase):
            led = len(words) > 1 and words[0].key in LEADS
            return phrase.partition(" ")[2] if led else phrase
    return ""


def leading_date(words: Sequence[Word], at: int, is_date: IsDate) -> tuple[str, int] | None:
    """The longest date that begins at a word, and how many words it has."""
    for count in range(min(LONGEST_DATE, len(words) - at), 0, -1):
        if found := date_of(words[at : at + count], is_date):
            return found, count
    return None


def with_figures(is_date: IsDate) -> IsDate:
    """The same where only dates stand: two figures alone are one, however unclear, as after "on"."""
    return lambda text: is_date(text if _FIGURES.fullmatch(text) is None else f"on {text}")


def trailing_date(words: Sequence[Word], is_date: IsDate) -> tuple[str, int] | None:
    """The longest date that ends some words, and how many words it has; none that is only spoken of."""
    for count in range(min(LONGEST_DATE, len(words)), 0, -1):
        if found := date_of(words[-count:], is_date):
            before = words[-count - 1].key if count < len(words) else ""
            return None if before in TOLD_OF and words[-count].key not in LEADS else (found, count)
    return None
