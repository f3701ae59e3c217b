"""What kept proposes to audit, seen in the log (DESIGN 3.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tui.domain.audit import Audit
from tui.domain.model import Channel, Instant

ProposalKind = Literal["repeats", "question", "late", "skipped"]
SPAN_DAYS = 60
LEAST = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing of the log that a proposal is made of: its id ("i7", "w3", "p4"), when, with whom, in its words."""

    id: str
    at: Instant
    relationship: int
    who: str
    text: str
    points: float = 0.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A routine worth an audit.

    `text` is the question, or what repeats, in the words of the log; of late replies and broken promises the words
    that they share. `alike` is how alike the least alike two are, from 0 to 1. `askers` are how many different
    relationships. `key` says which it is, for an audit made of it. `process` and `step` are for a step that is
    skipped again and again.
    """

    kind: ProposalKind
    key: str
    text: str
    seen: tuple[Seen, ...]
    alike: float = 1.0
    askers: int = 0
    channel: Channel = "email"
    process: int = 0
    step: int = 0

    @property
    def points(self) -> float:
        """The points that it cost."""
        return sum(one.points for one in self.seen)


def begun(proposal: Proposal, owner: str, now: Instant) -> Audit:
    """An audit prefilled from a proposal: its words, and how often a month it was seen."""
    return Audit(
        name=proposal.text,
        runs=a_month(proposal.seen),
        words=(proposal.text,) if proposal.kind == "late" else (),
        owner=owner,
        source=proposal.key,
        made_at=now,
    )


def a_month(seen: Sequence[Seen]) -> float:
    """How often a month something was seen in the last 60 days."""
    return round(len(seen) * 365 / 12 / SPAN_DAYS, 1)
