"""How something happened, in the few words of a field: "call, both ways, answered", "mail, from them"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tui.domain.model import Channel, Direction

CHANNELS: Mapping[Channel, str] = {
    "call": "call",
    "email": "mail",
    "meeting": "meeting",
    "chat": "chat",
    "letter": "letter",
    "note": "note",
}
WAYS: Mapping[Direction, str] = {"in": "from them", "out": "to them", "both": "both ways"}
ONE_WAY: Mapping[Channel, Direction] = {"call": "both", "meeting": "both", "note": "out"}
"""The direction of the channels that have but one, unless a call was missed."""

NO_HOW = "How was it? Write call, mail, meeting, chat, letter or note."
WHO_WROTE = "Did they write, or did we?"
WHO_CALLED = "Did they call, or did we?"
ONLY_CALLS = "Only a call can be missed."

_MEANINGS = (
    ("channel", "call", "call, called, phone, phoned, rang"),
    ("channel", "email", "mail, email, e-mail, mailed, emailed"),
    ("channel", "meeting", "meeting, met, visit, visited"),
    ("channel", "chat", "chat, chatted, message, text, texted"),
    ("channel", "letter", "letter"),
    ("channel", "note", "note, noted"),
    ("direction", "in", "from them, from, in, inbound, they, theirs"),
    ("direction", "out", "to them, to, out, outbound, we, ours, for ourselves"),
    ("direction", "both", "both ways, both"),
    ("missed", "yes", "missed, no answer, nobody answered, not reached, tried"),
    ("missed", "no", "answered, reached"),
    ("reply", "no", "no reply needed, no reply, fyi"),
    ("reply", "yes", "needs a reply, reply needed"),
)
_WORDS = {phrase: (what, value) for what, value, phrases in _MEANINGS for phrase in phrases.split(", ")}
_LONGEST = 3


@dataclass(frozen=True, slots=True)
class How:
    """Channel and direction, None where they are not said; whether a call was missed, whether nobody waits."""

    channel: Channel | None = None
    direction: Direction | None = None
    missed: bool = False
    no_reply: bool = False

    @property
    def question(self) -> str:
        """What has to be asked, "" for nothing."""
        if self.channel is None:
            return NO_HOW
        if self.missed and self.channel != "call":
            return ONLY_CALLS
        if self.direction is None or (self.missed and self.direction == "both"):
            return WHO_CALLED if self.channel == "call" else WHO_WROTE
        return ""

    @property
    def choices(self) -> tuple[How, ...]:
        """What may be meant, the likeliest first."""
        if self.question == WHO_WROTE:
            return tuple(How(self.channel, way, False, self.no_reply) for way in ("out", "in"))
        if self.question == WHO_CALLED:
            return tuple(How("call", way, self.missed, self.no_reply) for way in ("out", "in"))
        return ALL


ALL = (
    How("call", "both"),
    How("email", "out"),
    How("email", "in"),
    How("meeting", "both"),
    How("call", "out", True),
    How("call", "in", True),
    How("chat", "out"),
    How("chat", "in"),
    How("letter", "out"),
    How("letter", "in"),
    How("note", "out"),
)


def settled(how: How) -> How:
    """The same with the direction that its channel has of itself; an answered call is contact both ways."""
    if how.channel is None or how.missed:
        return how
    return How(how.channel, ONE_WAY.get(how.channel, how.direction), False, how.no_reply)


def read_how(text: str) -> How | None:
    """What the words of a field say, as `in_words` writes them or shorter ("call, in"); None for other words."""
    words = text.casefold().replace(",", " ").split()
    said: dict[str, str] = {}
    at = 0
    while at < len(words):
        for count in range(min(_LONGEST, len(words) - at), 0, -1):
            if found := _WORDS.get(" ".join(words[at : at + count])):
                break
        else:
            return None
        if said.setdefault(*found) != found[1]:
            return None
        at += count
    return settled(
        How(
            next((each for each in CHANNELS if each == said.get("channel")), None),
            next((each for each in WAYS if each == said.get("direction")), None),
            said.get("missed") == "yes",
            said.get("reply") == "no",
        )
    )


def in_words(how: How) -> str:
    """It in words that `read_how` reads again; nothing of what is not known."""
    if how.channel is None:
        return ""
    if how.channel == "note":
        return "note, for ourselves"
    parts = [CHANNELS[how.channel]]
    if how.direction:
        parts.append(WAYS[how.direction])
    if how.channel == "call":
        parts.append(("missed" if how.direction == "in" else "nobody answered") if how.missed else "answered")
    if how.direction == "in":
        parts.append("no reply needed" if how.no_reply else "needs a reply")
    return ", ".join(parts)
