"""What the page of promises and the evidence show: values computed by the rules, without any wording."""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.model import Agreement, Channel, Direction, Instant, Promise, Relationship, Seconds
from tui.domain.promised import Figures, Outcome, Ratio
from tui.domain.views import Grade, OpenRow


@dataclass(frozen=True, slots=True)
class Words:
    """One interaction as it is quoted: whose words, when, by what, under which subject; text is None if not kept.

    `agreement` is the one that it concerns, `outside` says that it happened outside of its terms.
    """

    id: int
    author: str
    at: Instant
    channel: Channel
    direction: Direction
    subject: str
    text: str | None
    signal: str | None = None
    agreement: int | None = None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise as it stands: to or by whom, how it ended, in which words it was said.

    `promise` holds the moves made so far. `open` is its row of Today while it is open, `how` how it ended, with
    lateness past its first due; `due` is the due that stands. `by` is whose it is on our side: the author of a
    promise by us, else the relationship's owner. `day` is the length of a working day in seconds. `score` and
    `grade` are the relationship's now.
    """

    promise: Promise
    who: str
    by: str
    due: Instant
    open: OpenRow | None = None
    how: Outcome | None = None
    said: Words | None = None
    why: str = ""
    day: Seconds = 28_800
    score: float | None = None
    grade: Grade = "–"


@dataclass(frozen=True, slots=True)
class Share:
    """How a teammate keeps promises, and how many are due this week of how many that there is room for."""

    handle: str
    ratio: Ratio
    count: int
    capacity: int


@dataclass(frozen=True, slots=True)
class PromisesView:
    """The ledger of one teammate, or of everybody where `whose` is None.

    `ours` and `theirs` are open, in order of the due that stands; `lately` ended in the last 28 days, newest first.
    `figures` are those of 12 months; `worst` names whoever broke most of theirs. `team` has a line for each
    teammate with a promise that counts, one's own first. `day` is the length of a working day in seconds.
    """

    whose: str | None
    ours: tuple[PromiseRow, ...]
    theirs: tuple[PromiseRow, ...]
    lately: tuple[PromiseRow, ...]
    figures: Figures
    worst: str
    team: tuple[Share, ...]
    day: Seconds = 28_800


@dataclass(frozen=True, slots=True)
class Asked:
    """Another date that was asked for: `old_due` is what was in force, and `agreed` says if the other side did."""

    at: Instant
    old_due: Instant
    new_due: Instant
    agreed: bool
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class Proven:
    """A promise with all that is known of it; `term` is the term of the agreement that carries it, "" without.

    `late` is working time past its first due, `past` that past `due`, the one that stands: up to its end, or up to
    now while it is open.
    """

    promise: Promise
    how: Outcome | None
    late: Seconds
    due: Instant
    past: Seconds
    day: Seconds
    moves: tuple[Asked, ...]
    said: Words | None
    why: str
    term: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was promised between us and one relationship up to `at`, what came of it, and what was said.

    `ours` and `theirs` count every promise in `promises`, which come in order of making; `said` comes in order of
    time: complaints, what concerns an agreement, and in which words promises were made.
    """

    relationship: Relationship
    at: Instant
    ours: Ratio
    theirs: Ratio
    promises: tuple[Proven, ...]
    agreements: tuple[Agreement, ...]
    said: tuple[Words, ...]
    ended_why: str = ""
