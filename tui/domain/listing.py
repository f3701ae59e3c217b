"""The list of relationships: what is asked of it and what it answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from tui.domain.views import ListRow

Order = Literal["score", "name", "silence", "waiting", "trend"]
ORDERS: tuple[Order, ...] = ("score", "name", "silence", "waiting", "trend")


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Words that must all stand in the name, and exact narrowings; None leaves a column alone.

    `wrong` says in a sentence what of a typed filter cannot be; such a query is not to be asked.
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
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of rows; `matched` fit the query, of `total` that there are, dormant and ended ones too."""

    rows: tuple[ListRow, ...]
    offset: int
    matched: int
    total: int


VALUES: dict[str, tuple[str, ...]] = {
    "tier": ("a", "b", "c"),
    "kind": ("customer", "prospect", "vendor", "partner", "personal"),
    "stage": ("prospect", "onboarding", "active", "ended", "dormant", "all"),
    "grade": ("a", "b", "c", "d", "f", "?", "none"),
    "flag": ("yes", "no"),
}
MOST = 20


def parse_filter(text: str, order: Order = "score", owner: str | None = None) -> ListQuery:
    """A query from what somebody typed: words that names must hold and narrowings such as "tier:a".

    A narrowing that is not typed to its end yet narrows nothing. `owner` holds unless the text names one.
    """
    query = ListQuery(owner=owner, order=order)
    for word in text.casefold().split()[:MOST]:
        key, colon, value = word.partition(":")
        if not colon or key not in (*VALUES, "owner"):
            query = replace(query, words=(*query.words, word))
        elif key == "owner":
            query = replace(query, owner=value or owner)
        else:
            query = _narrowed(query, key, value)
    return query


def _narrowed(query: ListQuery, key: str, value: str) -> ListQuery:
    allowed = VALUES[key]
    if value not in allowed:
        begun = any(one.startswith(value) for one in allowed)
        return query if begun or query.wrong else replace(query, wrong=_wrong(key, value, allowed))
    if key == "tier":
        return replace(query, tier=value)
    if key == "kind":
        return replace(query, kind=value)
    if key == "stage":
        return replace(query, stage=value)
    if key == "flag":
        return replace(query, flag=value == "yes")
    return replace(query, grade="–" if value == "none" else value.upper())


def _wrong(key: str, value: str, allowed: Iterable[str]) -> str:
    *most, last = (one.upper() if key == "grade" and len(one) == 1 else one for one in allowed)
    return f"There is no {key} {value[:40]}; try {', '.join(most)} or {last}."
