"""The settings that rules read, each version in force from a day on."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from tui.domain.audit import Costs
from tui.domain.calendar import WorkCalendar
from tui.domain.model import HOUR, Instant, Measure, Seconds, Tier

REPLY_PHRASES = (
    "let me know", "could you", "can you", "would you", "please confirm", "please advise", "please send",
    "please review", "get back to me", "what do you think", "any update", "any news", "your thoughts",
    "waiting for your",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TierTargets:
    """What a tier is owed: a reply within `reply` working seconds, contact every `cadence` calendar days."""

    reply: Seconds
    cadence: int


@dataclass(frozen=True)
class Rules:
    """One version of every setting that a rule reads."""

    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    tiers: dict[Tier, TierTargets] = field(
        default_factory=lambda: {
            "a": TierTargets(4 * HOUR, 14),
            "b": TierTargets(8 * HOUR, 30),
            "c": TierTargets(16 * HOUR, 90),
        }
    )
    weights: dict[Measure, float] = field(
        default_factory=lambda: {"promise": 0.40, "reply": 0.35, "follow_up": 0.25}
    )
    promise_half: float = 2.0
    follow_up_half: float = 3.0
    give_up_after: float = 20.0
    max_recipients: int = 6
    expect_reply: Literal["asks", "all"] = "asks"
    reply_phrases: tuple[str, ...] = REPLY_PHRASES
    public_providers: frozenset[str] = frozenset()
    big_minutes: float = Costs().big
    payback_months: float = Costs().payback
    hour_rate: float = Costs().rate
    """`promise_half`, `follow_up_half` and `give_up_after` are working days, `big_minutes` are a month."""

    @property
    def costs(self) -> Costs:
        """What decides whether a change of a process pays."""
        return Costs(self.big_minutes, self.payback_months, self.hour_rate)

    def days(self, count: float) -> Seconds:
        """`count` working days in working seconds."""
        return round(count * self.calendar.working_day)

    def as_json(self) -> dict[str, Any]:
        """These settings as plain values, for the database."""
        plain = {
            f.name: getattr(self, f.name) for f in dataclasses.fields(self) if f.name not in ("calendar", "tiers")
        }
        plain["calendar"] = self.calendar.as_json()
        plain["tiers"] = {t: [v.reply, v.cadence] for t, v in self.tiers.items()}
        plain["reply_phrases"] = list(self.reply_phrases)
        plain["public_providers"] = sorted(self.public_providers)
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Rules:
        """The settings that `as_json` made plain."""
        return cls(
            **{
                **plain,
                "calendar": WorkCalendar.from_json(plain["calendar"]),
                "tiers": {t: TierTargets(*v) for t, v in plain["tiers"].items()},
                "reply_phrases": tuple(plain["reply_phrases"]),
                "public_providers": frozenset(plain["public_providers"]),
            }
        )


@dataclass(frozen=True)
class RuleBook:
    """All versions of the rules, oldest first; the first one holds for all time before it too.

    A version holds from 00:00 of its day in the time zone of its own calendar.
    """

    versions: tuple[tuple[date, Rules], ...]

    def __post_init__(self) -> None:
        starts = [rules.calendar.midnight(day) for day, rules in self.versions]
        if not starts or starts != sorted(starts):
            raise ValueError("rule versions must be given oldest first, at least one")
        object.__setattr__(self, "_later", starts[1:])

    @classmethod
    def of(cls, rules: Rules) -> RuleBook:
        """A book of one version."""
        return cls(((date(1970, 1, 1), rules),))

    def at(self, at: Instant) -> Rules:
        """The version in force at an instant."""
        later: list[Instant] = self._later  # type: ignore[attr-defined]
        return self.versions[bisect_right(later, at)][1]

    @property
    def latest(self) -> Rules:
        """The newest version."""
        return self.versions[-1][1]
