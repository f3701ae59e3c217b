"""The nouns of kept as frozen values.

Every instant is a whole number of seconds since 1970-01-01T00:00:00Z, so that subtraction is always
elapsed time. Spans are whole seconds unless a name says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Instant = int
Seconds = int

Measure = Literal["promise", "reply", "follow_up"]
Tier = Literal["a", "b", "c"]
Kind = Literal["customer", "prospect", "vendor", "partner", "personal"]
Stage = Literal["prospect", "onboarding", "active", "ended"]
Channel = Literal["email", "call", "meeting", "chat", "letter", "note"]
Direction = Literal["in", "out", "both"]
Gesture = Literal["thanks", "extra_mile"]
Signal = Literal["complaint", "praise", "referral"]
Role = Literal["viewer", "member", "admin"]
WaitState = Literal["open", "answered", "waived", "given_up"]
PromiseState = Literal["open", "kept", "broken", "withdrawn"]
FollowUpState = Literal["open", "done", "skipped"]

ROLES: tuple[Role, ...] = ("viewer", "member", "admin")
"""Each may do what those before it may."""

MEASURES: tuple[Measure, ...] = ("promise", "reply", "follow_up")
DAY: Seconds = 86_400
HOUR: Seconds = 3_600


@dataclass(frozen=True, slots=True)
class Teammate:
    """A person who uses kept; `addresses` are lower-case mail addresses."""

    id: int
    handle: str
    name: str
    role: Role
    addresses: tuple[str, ...] = ()
    capacity: int = 5
    """How many promises a week can be kept, as experience says."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """The other party as a whole; `made_at` is the earlier of its making and its first interaction."""

    id: int
    name: str
    kind: Kind
    stage: Stage
    tier: Tier
    owner: str | None
    tags: tuple[str, ...] = ()
    made_at: Instant = 0
    ended_at: Instant | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Contact:
    """A person inside a relationship; `last_at` is the last time they wrote or were written to."""

    id: int
    name: str
    role: str
    addresses: tuple[str, ...]
    last_at: Instant | None = None
    version: int = 1


class Touch(NamedTuple):
    """What the rules need of an interaction.

    `thread` 0 is the relationship's own thread. `countable` is false for automatic and internal ones, notes
    and lists that do not address us. `opens` says that an inbound one asks us for a reply.
    """

    id: int
    at: Instant
    channel: Channel
    direction: Direction
    thread: int = 0
    countable: bool = True
    opens: bool = False
    missed: bool = False
    gesture: Gesture | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """A waive or a giving up, said of an interaction: it ends whatever wait holds it at `at`.

    `import_at` is the moment of the import that gave up by itself, None where a person said it.
    """

    interaction: int
    kind: Literal["waived", "given_up"]
    at: Instant
    import_at: Instant | None = None
    by: str | None = None
    why: str = ""


class Wait(NamedTuple):
    """A span in which they wait for us.

    `measured` marks a reply to something that had not asked for one: it is evidence and was never open.
    `answer` is the interaction that ended it. `pings` are the later interactions that joined it.
    """

    opener: int
    thread: int
    opened: Instant
    pings: tuple[int, ...] = ()
    last_ping: Instant | None = None
    state: WaitState = "open"
    ended: Instant | None = None
    answer: int | None = None
    measured: bool = False


@dataclass(frozen=True, slots=True)
class Renegotiation:
    """A moved promise: said `at`, from `old_due` to `new_due`."""

    at: Instant
    old_due: Instant
    new_due: Instant
    agreed: bool


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment; `due` is the first one, `by_us` says whose. `day_alone`: no time of day was named."""

    id: int
    relationship: int
    by_us: bool
    author: str
    text: str
    made_at: Instant
    due: Instant
    day_alone: bool = True
    moves: tuple[Renegotiation, ...] = ()
    state: PromiseState = "open"
    ended_at: Instant | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something we decided to do next; `due` is the end of the due day."""

    id: int
    relationship: int
    owner: str
    text: str
    made_at: Instant
    due: Instant
    day_alone: bool = True
    state: FollowUpState = "open"
    ended_at: Instant | None = None
    every: str = ""
    process: int = 0
    version: int = 1
    """`every` is the rule by which it recurs, "" for once. One of a process has the relationship 0."""


@dataclass(frozen=True, slots=True)
class Snooze:
    """A row of Today hidden until an instant, said `at`; `item` is its id ("w12", "p3", "f4", "i7", "r3", "a2")."""

    item: str
    at: Instant
    until: Instant
    why: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """A grade set by hand, with its reason, from `at` until `until`."""

    grade: str
    why: str
    by: str
    at: Instant
    until: Instant


@dataclass(frozen=True, slots=True)
class Term:
    """A term of an agreement."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """A closed deal: what was sold, its value in the words of whoever wrote it down, and its terms."""

    id: int
    relationship: int
    sold: str
    value: str
    signed_on: date
    ends_on: date | None
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Log:
    """Everything the rules read about one relationship."""

    relationship: Relationship
    touches: tuple[Touch, ...] = ()
    endings: tuple[Ending, ...] = ()
    promises: tuple[Promise, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    snoozes: tuple[Snooze, ...] = ()
