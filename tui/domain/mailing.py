"""What a mail means for us: whose it is, in which direction it went, whether it asks us, what thread it is in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tui.domain.model import DAY, Instant
from tui.domain.rules import Rules

SUBJECT_SPAN = 14 * DAY
PREFIX = re.compile(
    r"^(?:(?:re|fwd?|aw|wg|sv|vs|tr|rif|r|enc|antw|odp|res|rv|ynt|回复|转发)(?:\s*\[\d+\])?\s*[:：]\s*)+", re.I
)


@dataclass(frozen=True, slots=True)
class Ours:
    """Which addresses are ours, which domains are internal because ours lie there, which are lists and nobody's."""

    addresses: frozenset[str]
    domains: frozenset[str]
    domain_of: Callable[[str], str]
    nobody: frozenset[str] = frozenset()
    """`domain_of` gives the registrable domain of an address."""

    def __contains__(self, address: str) -> bool:
        if address in self.addresses:
            return True
        return address not in self.nobody and self.domain_of(address) in self.domains


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it is stored; addresses are (lower-case address, name), ids without angle brackets.

    `references` are all ids that it refers to, `parent` the one that it replies to. `text` is its own text, None
    where it belongs to nobody.
    """

    message_id: str
    at: Instant
    sender: tuple[str, str]
    to: tuple[tuple[str, str], ...]
    cc: tuple[tuple[str, str], ...]
    to_count: int
    subject: str
    references: tuple[str, ...]
    parent: str | None
    automatic: bool
    list_mail: bool
    asks: bool
    names_us: bool
    greets_other: bool
    text: str | None


@dataclass(frozen=True, slots=True)
class MailFacts:
    """What the rules need of a mail beside its addresses; `ours` says whether our side sent it.

    `to_us`/`cc_us`: one of our addresses stands in To or Cc. `parent_ours`, `parent_same_sender`: of the mail it
    replies to, None where that is not known.
    """

    ours: bool
    automatic: bool
    list_mail: bool
    to_us: bool
    cc_us: bool
    to_count: int
    asks: bool
    names_us: bool
    greets_other: bool
    parent_ours: bool | None = None
    parent_same_sender: bool | None = None


def key_of(address: str, rules: Rules, domain_of: Callable[[str], str]) -> str:
    """Whom an address stands for: its registrable domain, at public mail providers the address itself."""
    domain = domain_of(address)
    return address if domain in rules.public_providers or not domain else domain


def our_side(
    addresses: Iterable[str], rules: Rules, domain_of: Callable[[str], str], nobody: Iterable[str] = ()
) -> Ours:
    """Our addresses with the internal domains that they make, and the lists that are nobody's."""
    own = frozenset(addresses)
    domains = frozenset(map(domain_of, own)) - rules.public_providers - {""}
    return Ours(own, domains, domain_of, frozenset(nobody))


def countable(facts: MailFacts) -> bool:
    """Whether a mail can open, answer, or be a touch: lists only where they address us."""
    if facts.automatic:
        return False
    return facts.ours or not facts.list_mail or facts.to_us or facts.cc_us


def opens(facts: MailFacts, rules: Rules) -> bool:
    """Whether an inbound mail makes them wait for us (DESIGN 3.2.4); "all" expects a reply unasked."""
    if facts.ours or not countable(facts) or not facts.to_us or facts.to_count > rules.max_recipients:
        return False
    return rules.expect_reply == "all" or _asks_us(facts)


def _asks_us(facts: MailFacts) -> bool:
    return facts.asks and (facts.to_count <= 1 or facts.names_us or not _asks_somebody_else(facts))


def _asks_somebody_else(facts: MailFacts) -> bool:
    return facts.greets_other or (facts.parent_ours is False and facts.parent_same_sender is False)


def subject_key(subject: str) -> str:
    """A subject without Re:, Fwd: and their cousins, in one case and single spaces."""
    bare = PREFIX.sub("", " ".join(subject.split()))
    return bare.casefold()
