"""The list of relationships: what is asked of it and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tui.domain.views import ListRow

Order = Literal["score", "name", "silence", "waiting", "trend"]
ORDERS: tuple[Order, ...] = ("score", "name", "silence", "waiting", "trend")


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Words that must all stand in the name, and exact narrowings; None leaves a column alone.

    `stage` may be "dormant" or "all"; without one, dormant and ended relationships are left out. `owner` may be
    "all" or a handle. `grade` is a letter. `flag` wants flagged ones only, or unflagged ones only.
    """

    words: tuple[str, ...] = ()
    owner: str | None = None
    tier: str | None = None
    kind: str | None = None
    stage: str | None = None
    grade: str | None = None
    flag: bool | None = None
    order: Order = "score"


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of rows; `matched` fit the query, of `total` in the default list."""

    rows: tuple[ListRow, ...]
    offset: int
    matched: int
    total: int
