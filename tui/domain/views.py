"""What the screens and the command line show: values computed by the rules, without any wording."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from tui.domain.absence import Absence
from tui.domain.model import (
    Agreement,
    Channel,
    Contact,
    Direction,
    FollowUp,
    Instant,
    Kind,
    Measure,
    Override,
    Promise,
    Relationship,
    Seconds,
    Term,
    Tier,
    Wait,
)

if TYPE_CHECKING:
    from tui.domain.deed import DayDone

Grade = Literal["A", "B", "C", "D", "F", "?", "–"]
ShownStage = Literal["prospect", "onboarding", "active", "ended", "dormant"]
Group = Literal["flagged", "overdue", "due today", "coming up", "worth a word", "half typed"]
RowKind = Literal["wait", "promise", "their promise", "follow-up", "thanks", "silence", "draft", "review"]

GROUPS: tuple[Group, ...] = ("flagged", "overdue", "due today", "coming up", "worth a word", "half typed")


@dataclass(frozen=True, slots=True)
class Health:
    """Score, grade, coverage and flag at one moment.

    `score` is the exact one, None while nothing is ended or overdue; it is shown rounded down. `coverage` holds
    the measures with an item ended or overdue. `flagged` holds the ids ("w12", "p3") of what raises the flag.
    """

    score: float | None
    grade: Grade
    coverage: frozenset[Measure]
    flagged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReplyStats:
    """Replies measured: working and wall seconds, nearest rank; `values` are the working seconds, ascending.

    `p90` is None below 20 replies. `target` is what the relationship's tier is owed now.
    """

    n: int
    values: tuple[Seconds, ...]
    median: Seconds | None
    p90: Seconds | None
    wall_median: Seconds | None
    waiting: int
    oldest: Seconds | None
    waived: int
    given_up: int
    target: Seconds


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One sentence of why: `points` lost (negative only for warmth), the items it sums up.

    `kind` is ended, open, little_evidence, silence or warmth. `month` is the first day of the month of the
    items' due instants, `count` how many they are, `late` how many of these were late, `lateness` their median
    working seconds past due, `failed` how many were broken or given up, `moved` how many were late only by moves.
    """

    kind: Literal["ended", "open", "little_evidence", "silence", "warmth"]
    id: str
    measure: Measure | None
    points: float
    month: date | None = None
    count: int = 0
    late: int = 0
    lateness: Seconds = 0
    failed: int = 0
    moved: int = 0
    text: str = ""
    shown: float = 0.0
    """`shown` is `points` to one decimal, so that all lines add up to what is lost, to one decimal."""


@dataclass(frozen=True, slots=True)
class OpenRow:
    """One open thing, or one thing worth doing, with what it is worth.

    `id` is a letter and a number, as on the command line ("w12"); for thanks "i7" (what is thanked for), for a
    silence "r3". `due` is None for thanks and silence. `late` is the working time past due, negative while it is
    still to come; `waited` the working and `waited_wall` the elapsed time since `opened`, for waits. For a
    silence `silent` is calendar seconds since the last touch, else 0, and `cadence` the rhythm in days. `day`
    is the length of a working day in seconds, for spans. `points` is what ending it well now would add.
    """

    kind: RowKind
    id: str
    group: Group | None
    relationship: int
    who: str
    contact: str
    what: str
    opened: Instant
    due: Instant | None
    day_alone: bool
    late: Seconds
    waited: Seconds
    waited_wall: Seconds
    target: Seconds
    pings: int
    last_ping: Instant | None
    moves: int
    points: float
    by: str | None
    owner: str | None
    score: float | None
    grade: Grade
    silent: Seconds = 0
    cadence: int = 0
    day: Seconds = 28_800
    snoozed_until: Instant | None = None
    channel: Channel = "email"
    snoozes: int = 0
    snoozed_why: str = ""
    flagged: bool = False
    process: int = 0
    version: int = 1
    absent: Absence | None = None
    """How often the row was snoozed, and why the last time; whether it raises the flag, hidden or not.

    `process` is the process of a review or of a follow-up that puts one in practice: these have `relationship` 0.
    `version` is the promise's or follow-up's, for whoever edits it. `absent` is the absence of whose row it is,
    where the Today of whoever stands in, its deputy, takes it in.
    """


@dataclass(frozen=True, slots=True)
class Today:
    """The list for one local day.

    `whose` is a handle, or None for the whole team. `dealt` of `total` are counted as in the title. `more_silent`
    relationships past their cadence are not listed. `relationships` is how many there are at all, `mail_read` the
    moment of the last import, None without one, and `mail_old` whether that is more than a working day ago.
    `hidden_flags` are flagged things of theirs that are snoozed. `done` sums up the day once nothing is left.
    `away` is the absence of `whose` now, its deputy whoever really stands in. `stamps` are pairs of a relationship
    with rows and a number that stays, inside one process, as long as nothing is written about it.
    """

    day: date
    whose: str | None
    rows: tuple[OpenRow, ...]
    dealt: int
    total: int
    more_silent: int
    relationships: int
    mail_read: Instant | None
    mail_old: bool = False
    hidden_flags: int = 0
    done: DayDone | None = None
    away: Absence | None = None
    stamps: tuple[tuple[int, int], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class ListRow:
    """A relationship as a row of the list; `weeks` are scores at the last 12 Mondays and now, oldest first.

    `trend` is points over 28 days where it is 5 or more either way, else None. `best` is the open thing worth most.
    `cadence` is the tier's rhythm in days; `override` the grade set by hand that holds now, beside `health`.
    """

    relationship: Relationship
    stage: ShownStage
    health: Health
    trend: float | None
    weeks: tuple[float | None, ...]
    reply: ReplyStats
    overdue_follow_ups: int
    overdue_promises: int
    broken_promises: int
    interactions: int
    last_touch: Instant | None
    best: OpenRow | None = None
    cadence: int = 0
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One interaction as the timeline shows it; `author` is a first name of theirs or a handle of ours.

    `wait` is the id of the wait it opened, `replied_late` the working seconds past the target of the reply that
    it is. Text is None where it is not kept.
    """

    id: int
    at: Instant
    channel: Channel
    direction: Direction
    author: str
    subject: str
    text: str | None
    automatic: bool = False
    missed: bool = False
    wait: str | None = None
    waiting: bool = False
    replied_late: Seconds | None = None
    gesture: str | None = None
    signal: str | None = None
    said: str = ""
    gist: str = ""
    tags: tuple[str, ...] = ()
    agreement: int | None = None
    outside: bool = False
    version: int = 1
    """`said` marks an entry that is a promise or follow-up that ended: kept, broken, withdrawn, done, skipped.

    `gist` is what it is about in one line: its question, its first sentence, or its subject. `outside` says that
    the terms of its agreement did not cover it.
    """


@dataclass(frozen=True, slots=True)
class WaitView:
    """A wait with its id and its lengths in seconds up to its end or now."""

    id: str
    wait: Wait
    working: Seconds
    wall: Seconds


@dataclass(frozen=True, slots=True)
class TermView:
    """A term of an agreement with the promises of either side that it carries."""

    term: Term
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementView:
    """A closed deal, its terms, and what happened outside of them, newest first."""

    agreement: Agreement
    terms: tuple[TermView, ...] = ()
    outside: tuple[TimelineEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationshipView:
    """Everything that one relationship's page shows. Entries of the timeline come newest first."""

    row: ListRow
    at: Instant
    measures: dict[Measure, float]
    ledger: tuple[LedgerLine, ...]
    heals: tuple[OpenRow, ...]
    open: tuple[OpenRow, ...]
    waits: tuple[WaitView, ...]
    promises: tuple[Promise, ...]
    follow_ups: tuple[FollowUp, ...]
    contacts: tuple[Contact, ...]
    timeline: tuple[TimelineEntry, ...]
    timeline_total: int
    agreements: tuple[AgreementView, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the strip under Today's list shows of a row: who said what, and what else is open.

    `text` is the own text of the message, None where none is kept. `trend` as in ListRow.
    """

    id: str
    author: str
    at: Instant | None
    subject: str
    text: str | None
    trend: float | None
    also_open: tuple[OpenRow, ...]
    health: Health
    tier: Tier
    kind: Kind
