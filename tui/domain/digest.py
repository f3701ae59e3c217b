"""What happened while somebody was away, in sums: who did what for them, with whom, and what is owed now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui.domain.deed import TALLIED, Change, Deed, Tally, summed
from tui.domain.model import Instant
from tui.domain.views import OpenRow


@dataclass(frozen=True, slots=True)
class Did:
    """What was done by one person, or for one relationship or process, as `name` says; `by` are who did it.

    `others` counts what has no tally of its own, `changes` are the scores that moved.
    """

    name: str
    by: tuple[str, ...]
    tallies: tuple[Tally, ...]
    others: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What is told on return: away from `at`, back from `until` on; `ids` are the absences that it tells of.

    `new` are waits that began meanwhile and are still open; the counts are of all that is owed now.
    """

    ids: tuple[int, ...]
    at: Instant
    until: Instant
    people: tuple[Did, ...]
    things: tuple[Did, ...]
    new: tuple[OpenRow, ...]
    flagged: int
    overdue: int
    due_today: int


def digest(
    ids: Sequence[int], span: tuple[Instant, Instant], deeds: Iterable[Deed], rows: Sequence[OpenRow]
) -> Digest:
    """Sum up the deeds of others, oldest first, on what is one's own, and the rows of one's Today."""
    told = list(deeds)
    at, until = span
    return Digest(
        tuple(ids),
        at,
        until,
        _by(told, [(deed.actor, None) for deed in told]),
        _by(told, [(deed.who, deed.relationship) for deed in told]),
        tuple(row for row in rows if row.kind == "wait" and at <= row.opened < until),
        *(sum(row.group == group for row in rows) for group in ("flagged", "overdue", "due today")),
    )


def _by(deeds: Sequence[Deed], keys: Sequence[tuple[str, int | None]]) -> tuple[Did, ...]:
    """The deeds under each name and number, those with most first."""
    found: dict[tuple[str, int | None], list[Deed]] = {}
    for key, deed in zip(keys, deeds, strict=True):
        found.setdefault(key, []).append(deed)
    ranked = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0][0], pair[0][1] or 0))
    return tuple(_did(name, same) for (name, _), same in ranked)


def _did(name: str, deeds: Sequence[Deed]) -> Did:
    tallies, changes, _ = summed(deeds)
    others = sum(deed.kind not in TALLIED for deed in deeds)
    return Did(name, tuple(sorted({deed.actor for deed in deeds})), tallies, others, changes)
