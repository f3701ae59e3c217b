"""What a person does about processes, as frozen values in the manner of `acts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.domain.audit import Audit, Run

if TYPE_CHECKING:
    from tui.domain.acts import NewFollowUp, NewPromise


@dataclass(frozen=True, slots=True)
class Audited:
    """A process under audit stands so now: made where its id is 0, else the one of `audit.version` is changed."""

    audit: Audit


@dataclass(frozen=True, slots=True)
class Pledged:
    """A promise to a relationship, made for something else."""

    relationship: int
    promise: NewPromise


@dataclass(frozen=True, slots=True)
class Practised:
    """A redesign was put in practice: the audit as it stands, what is done for it, and reviews 30 and 90 days on.

    A follow-up concerns the process, not a relationship.
    """

    audit: Audit
    follow_ups: tuple[NewFollowUp, ...] = ()
    promises: tuple[Pledged, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The review of a process ("a3") that was due: the minutes each time now, and the steps that went amiss."""

    item: str
    minutes: float
    amiss: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldAgain:
    """Somebody was told again how a process ("a3") is done."""

    item: str


@dataclass(frozen=True, slots=True)
class Ran:
    """A checklist was run as far as this: begun where its id is 0, else gone on with."""

    run: Run


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A proposal is never to be made again: its key, of which the first word is its kind, and its text.

    `like` are the ids of what it was made of ("i7", "w3").
    """

    proposal: str
    text: str
    like: tuple[str, ...] = ()
