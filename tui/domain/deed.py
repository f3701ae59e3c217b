"""What people did, and what came of a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from tui.domain.model import Instant
from tui.domain.views import OpenRow


class Deed(NamedTuple):
    """One act as it was told; `kind` is its class's name in small letters, `until` where it was put off to.

    `relationship` and `who` are None and "" where it concerned none. `undone` says that it was taken back.
    """

    tx: int
    at: Instant
    actor: str
    kind: str
    item: str
    relationship: int | None
    who: str
    said: str
    grade_before: str | None
    score_before: float | None
    grade_after: str | None
    score_after: float | None
    until: Instant | None
    undone: bool

    @property
    def moved(self) -> float:
        """By how much the score really moved; 0 where there was none before or after."""
        if self.score_before is None or self.score_after is None:
            return 0.0
        return self.score_after - self.score_before


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one kind of act was done in a day, what it moved, and until when the last was put off."""

    kind: str
    count: int
    moved: float
    until: Instant | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """How one relationship stood before the day's first act and after its last."""

    who: str
    before: tuple[str, float]
    after: tuple[str, float]


@dataclass(frozen=True, slots=True)
class DayDone:
    """What somebody did in a day; `minutes` lie between the first act and the last, None without two.

    `others` are late or flagged things of others, `waiting` how many of all still wait past their target.
    """

    tallies: tuple[Tally, ...]
    changes: tuple[Change, ...]
    minutes: int | None
    others: tuple[OpenRow, ...] = ()
    waiting: int = 0


TALLIED = ("replied", "kept", "done", "thanked", "waived", "snoozed", "givenup", "broken", "moved", "logged")
"""The kinds of act that a day is summed up by, in this order."""


def summed(deeds: Iterable[Deed]) -> tuple[tuple[Tally, ...], tuple[Change, ...], int | None]:
    """The tallies, changes and minutes of some deeds, oldest first."""
    told = [deed for deed in deeds if deed.kind in TALLIED]
    tallies = []
    for kind in TALLIED:
        same = [deed for deed in told if deed.kind == kind]
        if same:
            tallies.append(Tally(kind, len(same), sum(deed.moved for deed in same), same[-1].until))
    minutes = None if len(told) < 2 else max(1, round((told[-1].at - told[0].at) / 60))
    return tuple(tallies), _changes(told), minutes


def _changes(deeds: Iterable[Deed]) -> tuple[Change, ...]:
    """The relationships that moved, most first."""
    found: dict[int, Change] = {}
    for deed in deeds:
        before, after = (deed.grade_before, deed.score_before), (deed.grade_after, deed.score_after)
        if deed.relationship is None or before[1] is None or after[1] is None:
            continue
        first = found.get(deed.relationship)
        start = first.before if first else (before[0] or "", before[1])
        found[deed.relationship] = Change(deed.who, start, (after[0] or "", after[1]))
    changes = [change for change in found.values() if change.after != change.before]
    return tuple(sorted(changes, key=lambda change: (change.before[1] - change.after[1], change.who)))
