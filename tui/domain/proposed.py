"""What kept proposes to audit, seen in the log (DESIGN 3.6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tui.domain.alike import LEAST_ALIKE, Group, Words, alike, as_written, groups, in_common, telling, words
from tui.domain.audit import Audit
from tui.domain.model import Channel, Instant

ProposalKind = Literal["repeats", "question", "late", "skipped"]
Day = Callable[[Instant], date]
"""The local day of an instant."""
SPAN_DAYS = 60
LEAST = 3
"""So many times, on so many days, before anything is proposed."""
ASKERS = 2
NAME = 60
CORE = 3
"""How many words of what is alike are enough to know it by."""
NEARLY_ALL = 2 / 3
"""More than this share of what is alike has the same words; alike to one in the middle alone is not enough."""

IN_MAIL = 0.35
"""How alike two sentences of mail are at least; what is logged by hand is shorter and more alike."""


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
class Spoken:
    """Something that was said, with the words that tell what it is about.

    `person` is who said it. What is said again in one `talk` by the same person is said once; "" is a talk of its
    own. `everyday` are those of the words that are in so much of the log that they tell little; `least` is how many
    others it has in common with what says the same, at least, unless it is `CORE` words in all. So many words of
    either sort are in nearly all that says the same.
    """

    seen: Seen
    words: Words
    channel: Channel = "email"
    person: str = ""
    talk: str = ""
    everyday: Words = frozenset()
    least: int = 1


@dataclass(frozen=True, slots=True)
class Proposal:
    """A routine worth an audit.

    `text` is the question, or what repeats, in the words of the log; of late replies and broken promises the words
    that they share. `words` are those by which it is known. `alike` is how alike the least alike of them is to what
    `text` says, from 0 to 1. `askers` are how many different people asked. `key` says which it is, for an audit
    made of it: the kind, then what it was made of. `process` and `step` are for a step that is skipped again and
    again.
    """

    kind: ProposalKind
    key: str
    text: str
    seen: tuple[Seen, ...]
    words: tuple[str, ...] = ()
    alike: float = 1.0
    askers: int = 0
    channel: Channel = "email"
    process: int = 0
    step: int = 0

    @property
    def points(self) -> float:
        """The points that it cost."""
        return sum(one.points for one in self.seen)

    @property
    def members(self) -> tuple[str, ...]:
        """The ids of what it was made of."""
        return tuple(one.id for one in self.seen)


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A proposal that is not made again: its kind, what it said, and the ids of what it was made of then."""

    kind: str
    text: str
    members: frozenset[str]


def repeats(said: Iterable[Spoken], day: Day) -> list[Proposal]:
    """What was said again and again by the same way, each way for itself."""
    ways: dict[Channel, list[Spoken]] = defaultdict(list)
    for one in said:
        ways[one.channel].append(one)
    found = [
        _alike("repeats", group, those, channel=way)
        for way, spoken in ways.items()
        for group, those in _groups(spoken)
        if often([one.seen for one in those], day) and _known(those)
    ]
    return _apart(found)


def questions(asked: Iterable[Spoken], day: Day) -> list[Proposal]:
    """What different people asked, whatever way they did."""
    found = []
    for group, those in _groups(asked):
        askers = len({one.person for one in those})
        if askers >= ASKERS and often([one.seen for one in those], day) and _known(those):
            found.append(_alike("question", group, those, askers=askers))
    return _apart(found)


def skipped(process: int, step: int, text: str, seen: Sequence[Seen]) -> list[Proposal]:
    """A step of a process that was skipped, `seen` each time since it was changed last, be it on one day."""
    if len(seen) < LEAST:
        return []
    return [Proposal("skipped", key_of("skipped", seen), text, tuple(seen), process=process, step=step)]


def often(seen: Sequence[Seen], day: Day) -> bool:
    """Whether something was seen often enough, on enough different days."""
    return len(seen) >= LEAST and len({day(one.at) for one in seen}) >= LEAST


def still(
    found: Iterable[Proposal], dismissed: Iterable[Dismissal], audits: Iterable[Audit]
) -> tuple[Proposal, ...]:
    """The proposals that nobody dismissed or began an audit of, those worth most first, then the most frequent."""
    said = [*dismissed, *(gone for audit in audits for gone in _begun_from(audit))]
    phrases = [frozenset(words(phrase)) for audit in audits for phrase in audit.words]
    left = [
        each
        for each in found
        if not any(_same(gone, each) for gone in said) and not (each.kind != "skipped" and _told(each, phrases))
    ]
    return tuple(sorted(left, key=lambda each: (-each.points, -len(each.seen), each.key)))


def begun(proposal: Proposal, owner: str, now: Instant) -> Audit:
    """An audit prefilled from a proposal: its words, and how often a month it was seen."""
    return Audit(
        name=short(proposal.text),
        starts="somebody asks" if proposal.kind == "question" else "",
        runs=a_month(proposal.seen),
        words=(" ".join(proposal.words),) if proposal.words else (),
        owner=owner,
        source=proposal.key,
        made_at=now,
    )


def a_month(seen: Sequence[Seen]) -> float:
    """How often a month something was seen in the last 60 days."""
    return round(len(seen) * 365 / 12 / SPAN_DAYS, 1)


def short(text: str) -> str:
    """A text as a name: as many of its first words as have room, at least a part of the first."""
    flat = " ".join(text.split())
    if len(flat) <= NAME:
        return flat
    cut, _, _ = flat[: NAME - 2].rpartition(" ")
    return f"{cut or flat[: NAME - 3]}..."


def made_of(key: str) -> tuple[str, frozenset[str]]:
    """The kind of a proposal and the ids of what it was made of, from its key."""
    kind, _, members = key.partition(" ")
    return kind, frozenset(filter(None, members.split(",")))


def _groups(said: Iterable[Spoken]) -> Iterator[tuple[Group[int], list[Spoken]]]:
    """What is alike, in order of time."""
    those = sorted(said, key=_order)
    mail = all(one.channel == "email" for one in those)
    for group in groups({nth: one.words for nth, one in enumerate(those)}, IN_MAIL if mail else LEAST_ALIKE):
        yield group, _once(those[nth] for nth in sorted(group.members))


def _known(those: Sequence[Spoken]) -> bool:
    """Whether the words in common say what it is about, and not only what the whole business is about."""
    said = [one.words for one in those]
    core, least = set(in_common(said)), max(one.least for one in those)
    everyday = frozenset[str]().union(*(one.everyday for one in those))
    return len(in_common(said, NEARLY_ALL)) >= least and (len(core) >= CORE or len(core - everyday) >= least)


def _once(those: Iterable[Spoken]) -> list[Spoken]:
    """The first of each talk and person."""
    first: dict[tuple[str, str], Spoken] = {}
    for one in those:
        first.setdefault((one.talk or one.seen.id, one.person), one)
    return list(first.values())


def _order(one: Spoken) -> tuple[Instant, str, str]:
    return one.seen.at, one.seen.id, one.seen.text


def _apart(found: Iterable[Proposal]) -> list[Proposal]:
    """Of several sentences that were mostly said together, the one that was said most often, then the longest."""
    kept: list[Proposal] = []
    made: list[frozenset[str]] = []
    for each in sorted(found, key=lambda each: (-len(each.seen), -len(each.text), each.key)):
        members = frozenset(each.members)
        if not any(_shares_half(members, others) for others in made):
            kept.append(each)
            made.append(members)
    return kept


def _shares_half(members: frozenset[str], others: frozenset[str]) -> bool:
    least = min(len(members), len(others))
    return least > 0 and 2 * len(members & others) >= least


def _alike(
    kind: ProposalKind, group: Group[int], those: Sequence[Spoken], channel: Channel = "email", askers: int = 0
) -> Proposal:
    seen = tuple(one.seen for one in those)
    nearest = max(those, key=lambda one: (alike(one.words, group.words), _order(one)))
    core = in_common(one.words for one in those)[:CORE]
    said = nearest.seen.text
    return Proposal(kind, key_of(kind, seen), said, seen, as_written(core, said), group.alike, askers, channel)


def key_of(kind: ProposalKind, seen: Iterable[Seen]) -> str:
    """The kind and the ids of what a proposal is made of, whatever their order."""
    return f"{kind} {','.join(sorted(one.id for one in seen))}"


def _begun_from(audit: Audit) -> Iterator[Dismissal]:
    """What an audit was made of counts as dismissed."""
    if audit.source:
        kind, members = made_of(audit.source)
        yield Dismissal(kind, audit.name, members)


def _same(gone: Dismissal, each: Proposal) -> bool:
    """Whether a proposal is one that is gone: it shares half of what either was made of, or says the same."""
    if gone.kind != each.kind:
        return False
    near = alike(telling(gone.text), telling(each.text)) >= LEAST_ALIKE
    return near or gone.text == each.text or _shares_half(frozenset(each.members), gone.members)


def _told(each: Proposal, phrases: Iterable[Words]) -> bool:
    """Whether a process is known by words that a proposal says."""
    says = {*words(each.text), *words(" ".join(each.words))}
    return any(phrase and phrase <= says for phrase in phrases)
