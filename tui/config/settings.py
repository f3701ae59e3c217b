"""Every setting of config.toml: its type, its default, what it has to be, and one sentence about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field
from datetime import date
from typing import Any, Literal

from tui.config import values as v
from tui.config.providers import PUBLIC_PROVIDERS
from tui.domain.audit import Costs
from tui.domain.calendar import WorkCalendar
from tui.domain.model import HOUR
from tui.domain.plan import Template, read_step
from tui.domain.rules import REPLY_PHRASES, Rules, TierTargets


def option(default: Any, kind: v.Kind, doc: str) -> Any:
    """A setting with all that errors and config.toml say about it."""
    return field(default=default, metadata={"kind": kind, "doc": doc})


def name_of(setting: Field[Any]) -> str:
    """What a field is called in config.toml."""
    name: str = setting.metadata.get("table", setting.name)
    return name


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the data lies, and looks."""

    database: str = option(
        "", v.FILE, 'The database file, relative to this file; "" stands for the user\'s data folder.'
    )
    theme: Literal["dark", "light", "terminal"] = option(
        "dark", v.one_of("dark", "light", "terminal"), 'Colours: "dark", "light", or the "terminal"\'s own 16.'
    )
    icons: Literal["unicode", "ascii"] = option(
        "unicode", v.one_of("unicode", "ascii"), 'Signs: "unicode", or "ascii" where a terminal draws those badly.'
    )
    mouse: bool = option(
        True, v.SWITCH, "Whether the mouse works in kept; false leaves it to the terminal, to select text."
    )
    idle_minutes: int = option(
        0, v.whole("minutes", 10_080, least=0), "Minutes without a key after which the dashboard ends; 0 is never."
    )


WORKDAY = ("09:00-17:00",)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The team's working time."""

    zone: str = option("UTC", v.ZONE, "The time zone of these hours, and of all days and weeks of the team.")
    monday: tuple[str, ...] = option(WORKDAY, v.HOURS, "Working hours of a Monday.")
    tuesday: tuple[str, ...] = option(WORKDAY, v.HOURS, "Working hours of a Tuesday.")
    wednesday: tuple[str, ...] = option(WORKDAY, v.HOURS, "Working hours of a Wednesday.")
    thursday: tuple[str, ...] = option(WORKDAY, v.HOURS, "Working hours of a Thursday.")
    friday: tuple[str, ...] = option(WORKDAY, v.HOURS, "Working hours of a Friday.")
    saturday: tuple[str, ...] = option((), v.HOURS, "Working hours of a Saturday.")
    sunday: tuple[str, ...] = option((), v.HOURS, "Working hours of a Sunday.")
    holidays: tuple[date, ...] = option((), v.DATES, "Dates without working hours, such as [2026-12-25].")

    def working(self) -> WorkCalendar:
        """The calendar that the rules read; ValueError where a week has no working time."""
        week = (
            self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday,
        )  # fmt: skip
        spans = tuple(tuple(v.minutes(span) for span in day) for day in week)
        return WorkCalendar(self.zone, spans, frozenset(self.holidays))


@dataclass(frozen=True, slots=True)
class Measuring:
    """What waits for whom, and for how long."""

    expect_reply: Literal["asks", "all"] = option(
        "asks", v.one_of("asks", "all"), 'Which mail to us waits for a reply: what "asks" for one, or "all".'
    )
    reply_phrases: tuple[str, ...] = option(
        REPLY_PHRASES, v.PHRASES, "Words that ask for a reply as a question mark does; add other languages here."
    )
    max_recipients: int = option(
        6, v.whole("addresses", 1000), "Mail to more addresses than this waits for nobody's reply."
    )
    give_up_after: float = option(
        20.0, v.WORKING_DAYS, "Working days after which an import gives up mail that was never answered."
    )
    promise_half: float = option(
        2.0, v.WORKING_DAYS, "Working days late at which a promise is worth half of one kept in time."
    )
    follow_up_half: float = option(
        3.0, v.WORKING_DAYS, "Working days late at which a follow-up is worth half of one done in time."
    )
    public_providers: tuple[str, ...] = option(
        PUBLIC_PROVIDERS, v.DOMAINS, "Mail providers where each address is a relationship of its own."
    )


@dataclass(frozen=True, slots=True)
class Weights:
    """What each measure counts."""

    promise: float = option(0.40, v.WEIGHT, "Keeping promises.")
    reply: float = option(0.35, v.WEIGHT, "Answering those who wait for us.")
    follow_up: float = option(0.25, v.WEIGHT, "Doing what we had decided to do next.")


@dataclass(frozen=True, slots=True)
class Tier:
    """What a relationship of a tier is owed."""

    reply: float = option(16.0, v.WORKING_HOURS, "Working hours within which a reply is in time.")
    cadence: int = option(90, v.whole("days", 3650), "Calendar days that may pass without a word.")

    def targets(self) -> TierTargets:
        """The same as the rules read it."""
        return TierTargets(round(self.reply * HOUR), self.cadence)


@dataclass(frozen=True, slots=True)
class Tiers:
    """The targets of each tier."""

    a: Tier = field(default_factory=lambda: Tier(4.0, 14), metadata={"doc": "Tier a, the closest."})
    b: Tier = field(default_factory=lambda: Tier(8.0, 30), metadata={"doc": "Tier b."})
    c: Tier = field(default_factory=Tier, metadata={"doc": "Tier c, where relationships begin."})


@dataclass(frozen=True, slots=True)
class Auditing:
    """What decides whether a change of a process pays."""

    big_minutes: float = option(
        Costs().big, v.MONTHLY_MINUTES, "Minutes a month from which a routine is worth handing over."
    )
    payback_months: float = option(
        Costs().payback, v.MONTHS, "Months within which what it takes to automate has to be earned back."
    )
    hour_rate: float = option(
        Costs().rate, v.HOUR_COST, "What an hour of work costs, in the currency of monthly costs."
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens after a deal is closed."""

    steps: tuple[str, ...] = option(
        tuple(f"{step.after_days} {step.text}" for step in Template().steps),
        v.STEPS,
        "Follow-ups after a deal: on which calendar day after the signing, and what to do.",
    )
    rhythm: bool = option(True, v.SWITCH, "Whether a follow-up in the rhythm of the tier comes after these.")

    def template(self) -> Template:
        """The same as plans are made from."""
        return Template(tuple(read_step(step) for step in self.steps), self.rhythm)


@dataclass(frozen=True, slots=True)
class Backup:
    """Which of the backups beside the database stay."""

    keep: int = option(30, v.whole("backups", 10_000, least=0), "How many stay at most; 0 is all.")
    days: int = option(90, v.whole("days", 36_500, least=0), "For how many days they stay; 0 is for ever.")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that config.toml can say."""

    kept: Kept = field(
        default_factory=Kept, metadata={"doc": "Where the data lies, and looks: personal, like [keys]."}
    )
    keys: Mapping[str, str] = field(
        default_factory=dict,
        metadata={
            "doc": 'Keys of your own, as ACTION = "KEYS"; docs/keys.md names the actions.',
            "kind": v.SEQUENCE,
        },
    )
    calendar: Calendar = field(
        default_factory=Calendar,
        metadata={"doc": 'The team\'s working time: spans in order, until "24:00" at most; [] is a day off.'},
    )
    measuring: Measuring = field(
        default_factory=Measuring,
        metadata={"doc": "What waits for whom, and for how long.", "table": "rules"},
    )
    weights: Weights = field(
        default_factory=Weights,
        metadata={"doc": "What each measure counts in the score; the three together make 1."},
    )
    tiers: Tiers = field(default_factory=Tiers, metadata={"doc": "What relationships of each tier are owed."})
    auditing: Auditing = field(
        default_factory=Auditing,
        metadata={"doc": "What decides whether changing a process pays.", "table": "audit"},
    )
    plan: Plan = field(
        default_factory=Plan,
        metadata={"doc": "What happens after a deal is closed; its dates can be changed before they are saved."},
    )
    backup: Backup = field(
        default_factory=Backup,
        metadata={"doc": "Which backups beside the database stay when `kept backup` has made another."},
    )

    def rules(self) -> Rules:
        """The version of the rules that these settings make; ValueError where a week has no working time."""
        return Rules(
            calendar=self.calendar.working(),
            tiers={"a": self.tiers.a.targets(), "b": self.tiers.b.targets(), "c": self.tiers.c.targets()},
            weights={
                "promise": self.weights.promise,
                "reply": self.weights.reply,
                "follow_up": self.weights.follow_up,
            },
            promise_half=self.measuring.promise_half,
            follow_up_half=self.measuring.follow_up_half,
            give_up_after=self.measuring.give_up_after,
            max_recipients=self.measuring.max_recipients,
            expect_reply=self.measuring.expect_reply,
            reply_phrases=self.measuring.reply_phrases,
            public_providers=frozenset(self.measuring.public_providers),
            big_minutes=self.auditing.big_minutes,
            payback_months=self.auditing.payback_months,
            hour_rate=self.auditing.hour_rate,
        )
