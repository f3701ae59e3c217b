"""What a person does, as frozen values: forms and the command line make them, services carry them out.

An item is named by its id, a letter and a number ("w12"), a relationship by its number. `due` is an instant;
`day_alone` says that no time of day was named, so that it is the end of that day (DESIGN 3.1). A moment of None
is the moment at which the act is carried out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tui.domain.auditacts import Audited, Dismissed, Practised, Ran, Reviewed, ToldAgain
from tui.domain.model import Channel, Direction, Gesture, Instant, Kind, Signal, Stage, Tier


@dataclass(frozen=True, slots=True)
class NewPromise:
    """A promise to be made; `author` is a handle of ours or a name of theirs, None for whoever acts or writes."""

    text: str
    due: Instant
    day_alone: bool = True
    by_us: bool = True
    author: str | None = None


@dataclass(frozen=True, slots=True)
class NewFollowUp:
    """Something to be done; `every` is a recurrence rule, "" for once; `owner` a handle, None for whoever acts."""

    text: str
    due: Instant
    day_alone: bool = True
    every: str = ""
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """Something happened. `answers` is the wait into whose thread it goes, `opens` that it asks us for a reply."""

    relationship: int
    channel: Channel
    direction: Direction
    text: str = ""
    at: Instant | None = None
    contact: int | None = None
    missed: bool = False
    opens: bool = False
    answers: str | None = None
    gesture: Gesture | None = None
    signal: Signal | None = None
    tags: tuple[str, ...] = ()
    agreement: int | None = None
    outside: bool = False
    promises: tuple[NewPromise, ...] = ()
    follow_ups: tuple[NewFollowUp, ...] = ()


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise was made."""

    relationship: int
    promise: NewPromise
    term: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A follow-up was decided."""

    relationship: int
    follow_up: NewFollowUp


@dataclass(frozen=True, slots=True)
class Replied:
    """A wait was answered, on the channel on which it came."""

    item: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Waived:
    """A wait needed no reply."""

    item: str
    why: str


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A wait will never be answered; `apology` is what they were told, `repair` what is promised instead."""

    item: str
    why: str = ""
    apology: str = ""
    repair: NewPromise | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise of either side was kept."""

    item: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise of either side was broken; `apology` and `repair` as for a wait given up."""

    item: str
    why: str = ""
    apology: str = ""
    repair: NewPromise | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A promise was taken back by agreement."""

    item: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A promise was renegotiated, or the due of a follow-up changed before it was over.

    `shrunk` is the smaller thing that is promised instead, `by` the teammate who takes it over.
    """

    item: str
    due: Instant
    day_alone: bool = True
    agreed: bool = False
    why: str = ""
    shrunk: str = ""
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A follow-up was done."""

    item: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A follow-up, this time, was not done and will not be."""

    item: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Snoozed:
    """Any row of Today is hidden until an instant."""

    item: str
    until: Instant
    why: str = ""


@dataclass(frozen=True, slots=True)
class Thanked:
    """They were thanked; `item` is what for ("i7"), None for nothing that was logged."""

    relationship: int
    item: str | None = None
    text: str = ""
    channel: Channel = "email"


@dataclass(frozen=True, slots=True)
class Added:
    """A relationship was made by hand."""

    name: str
    kind: Kind = "customer"
    stage: Stage = "active"
    tier: Tier = "c"
    owner: str | None = None
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edited:
    """A relationship, contact, promise, follow-up or interaction was changed; None leaves a field as it is.

    `version` is the one that was read, None where nobody looked. `owner` "" takes the owner away.
    """

    item: str
    version: int | None = None
    name: str | None = None
    kind: Kind | None = None
    stage: Stage | None = None
    tier: Tier | None = None
    owner: str | None = None
    tags: tuple[str, ...] | None = None
    addresses: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    role: str | None = None
    text: str | None = None
    due: Instant | None = None
    day_alone: bool = True
    every: str | None = None


@dataclass(frozen=True, slots=True)
class NewContact:
    """Somebody in a relationship."""

    relationship: int
    name: str
    role: str = ""
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ignored:
    """Mail from and to an address concerns nobody."""

    address: str


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade was set by hand until an instant within 30 days; a grade of "" takes it back."""

    relationship: int
    grade: str
    why: str = ""
    until: Instant = 0


@dataclass(frozen=True, slots=True)
class NewTerm:
    """A term of an agreement with the promises that it carries on either side."""

    text: str
    promises: tuple[NewPromise, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAgreement:
    """A closed deal: what was sold, for what, from and until when."""

    sold: str
    value: str = ""
    signed_on: date | None = None
    ends_on: date | None = None
    terms: tuple[NewTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class Closed:
    """A deal was closed: the relationship goes on as `stage`, by a plan of follow-ups."""

    relationship: int
    stage: Stage
    agreement: NewAgreement
    plan: tuple[NewFollowUp, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """A relationship has ended."""

    relationship: int
    why: str


@dataclass(frozen=True, slots=True)
class Reopened:
    """An ended relationship goes on."""

    relationship: int


Act = (
    Logged | Promised | Decided | Replied | Waived | GivenUp | Kept | Broken | Withdrawn | Moved | Done | Skipped
    | Snoozed | Thanked | Added | Edited | NewContact | Ignored | Graded | Closed | Ended | Reopened
    | Audited | Practised | Reviewed | ToldAgain | Ran | Dismissed
)  # fmt: skip
