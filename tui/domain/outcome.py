"""What came of acts, for the one line that says it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """What one act did: to whom, in the past tense, and by how much their score really moved.

    `id` is what was made or changed. `before` and `after` are grade and exact score, None where there is none.
    """

    id: str
    relationship: int
    who: str
    said: str
    moved: float | None = None
    before: tuple[str, float | None] | None = None
    after: tuple[str, float | None] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one transaction did."""

    tx: int
    told: tuple[Told, ...]
