"""A first look at a mailbox, heads only: who we are in it, who wrote to us, to whom we wrote."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tui.domain.mailing import Ours, key_of
from tui.domain.model import Instant
from tui.domain.rules import Rules
from tui.ingest.mail import parse_head
from tui.ingest.record import RawMessage, Rejected


class Glimpse(NamedTuple):
    """Who wrote a mail, the addresses in To and Cc, whether no person wrote it, and its list's own addresses."""

    sender: str
    name: str
    others: tuple[str, ...]
    automatic: bool
    lists: tuple[str, ...]


def glance(wall: Instant, raw: RawMessage) -> Glimpse | None:
    """What the head of a message shows; None where it cannot be read. Dates after `wall` are not believed."""
    try:
        head = parse_head(raw.data, wall)
    except Rejected:
        return None
    others = dict.fromkeys(a.address for a in (*head.to, *head.cc))
    return Glimpse(head.sender.address, head.sender.name, tuple(others), head.automatic, head.list_addresses)


@dataclass
class Survey:
    """What the heads of a mailbox say, gathered one by one.

    `senders` counts who wrote mail that is neither automatic nor a list's; `names` are the names that our own mail
    shows, `bearers` who else bears a name; `writers` says for an address how much each of ours wrote there,
    `they_wrote` to which of ours it wrote. Lists are known only in the end, so that addresses are kept here and not
    yet what they stand for.
    """

    sent: int = 0
    senders: Counter[str] = field(default_factory=Counter)
    lists: set[str] = field(default_factory=set)
    they_wrote: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    writers: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    names: Counter[tuple[str, str]] = field(default_factory=Counter)
    bearers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def note(self, glimpse: Glimpse, ours: Ours) -> None:
        """Take one mail into account."""
        sender, name, others, automatic, lists = glimpse
        self.lists.update(lists)
        if name:
            self.bearers[name.casefold()].add(sender)
        if sender in ours.addresses and name:
            self.names[sender, name] += 1
        self.sent += sender in ours
        if automatic:
            return
        self.senders[sender] += 1
        if sender in ours:
            for other in others:
                self.writers[other][sender] += 1
        else:
            self.they_wrote[sender].update(other for other in others if other in ours)


def planned(
    survey: Survey,
    before: Mapping[str, tuple[bool, bool]],
    ours: Ours,
    rules: Rules,
    domain_of: Callable[[str], str],
) -> dict[str, Counter[str]]:
    """The keys that become relationships, with how much each of ours wrote there, 0 where it only got mail.

    We wrote there and they wrote to us, in this mailbox or in mail `before`: (they wrote, we wrote) by key.
    """

    def keys(addresses: Iterable[str]) -> set[str]:
        people = (a for a in addresses if a not in ours.nobody and a not in ours)
        return {key_of(a, rules, domain_of) for a in people}

    writers: dict[str, Counter[str]] = defaultdict(Counter)
    for address, counts in survey.writers.items():
        for key in keys([address]):
            writers[key] += counts
    to_us = {sender for sender, own in survey.they_wrote.items() if any(address in ours for address in own)}
    they = keys(to_us) | {key for key, (they_wrote, _) in before.items() if they_wrote}
    we = set(writers) | {key for key, (_, we_wrote) in before.items() if we_wrote}
    plan = {key: writers[key] for key in they & we if key}
    for sender, own in survey.they_wrote.items():
        for key in keys([sender]) & plan.keys():
            plan[key].update(dict.fromkeys(own, 0))
    return plan


def namesakes(survey: Survey, own: Iterable[str]) -> tuple[str, ...]:
    """Addresses that bear the name of one of ours: perhaps ours too, never taken as such."""
    ours = frozenset(own)
    names = {name.casefold() for address, name in survey.names if address in ours}
    return tuple(sorted({a for name in names for a in survey.bearers[name]} - ours))
