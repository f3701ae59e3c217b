"""Two texts for one thing: what somebody saved meanwhile, and what is refused because of it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from tui.domain.acts import Edited
from tui.domain.model import DAY, HOUR, Instant, Seconds
from tui.domain.problem import Problem

MINUTE: Seconds = 60
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Both:
    """One field that two people changed, as it was before either did; `who` saved `theirs` first."""

    field: str
    was: str
    theirs: str
    mine: str
    who: str


class Clash(Problem):
    """Refuses to write over what somebody saved since it was read; the same with `version` writes over it.

    `who` saved last of what clashes, `at` by the wall clock, whose moment of the refusal is `wall`.
    """

    def __init__(self, fields: Sequence[Both], version: int, who: str, at: Instant, wall: Instant) -> None:
        now = ", ".join(f"{one.field} is {one.theirs[:SHOWN]!r} now" for one in fields)
        super().__init__(
            f"{who} changed this {ago(wall - at)}: {now}.",
            "Your text stays here: esc keeps it as a draft, then look.",
        )
        self.who = who
        self.fields = tuple(fields)
        self.version = version
        self.at = at


def settled(act: Edited, clash: Clash, mine: Container[str]) -> Edited | None:
    """The act once somebody has seen both: of what clashes only the fields `mine`; None where nothing is left."""
    dropped = {one.field: None for one in clash.fields if one.field not in mine}
    left = replace(act, version=clash.version, **dropped)  # type: ignore[arg-type]
    return None if left == Edited(act.item, clash.version) else left


def ago(span: Seconds) -> str:
    """How long ago something was, in the largest unit: "just now", "2 minutes ago"."""
    for unit, noun in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if span >= unit:
            number = span // unit
            return f"{number} {noun}{'s' if number > 1 else ''} ago"
    return "just now"
