"""Understanding one message: the mail that it is, and whom it is from or to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.domain.asking import asks, names_one_of, prepare
from tui.domain.greeting import greets_other
from tui.domain.mailing import Mail, Ours, key_of
from tui.domain.model import Instant, Teammate
from tui.domain.rules import RuleBook
from tui.ingest.domains import domain_of
from tui.ingest.mail import own_text, parse_head
from tui.ingest.record import Address, MailHead, RawMessage, Rejected

Understood = tuple[Mail | None, tuple[str, ...], str]
"""A mail with the correspondents that it is to or from, or why it is none."""


@dataclass(frozen=True, slots=True)
class Read:
    """One message as read: a mail, or why it is none. `keys` are the correspondents that it is to or from."""

    raw: RawMessage
    mail: Mail | None = None
    keys: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that it takes to understand a message: which addresses are ours, the rules, how our people are called.

    `names` are first names and handles, `all_names` last names too; what claims to be from after `wall` is not
    believed.
    """

    ours: Ours
    book: RuleBook
    names: frozenset[str]
    all_names: frozenset[str]
    wall: Instant

    @classmethod
    def of(cls, ours: Ours, book: RuleBook, team: Sequence[Teammate], wall: Instant) -> Understanding:
        """With the names of a team."""
        names = frozenset(name for mate in team for name in (mate.handle, *mate.name.split()[:1]))
        return cls(ours, book, names, names | {name for mate in team for name in mate.name.split()}, wall)

    def __call__(self, raw: RawMessage) -> Understood:
        """What a message is; what cannot be parsed is a reason, never an error."""
        if raw.fault:
            return None, (), raw.fault
        try:
            head = parse_head(raw.data, self.wall)
            text = own_text(raw.data)
        except Rejected as rejected:
            return None, (), rejected.reason
        return self._mail(head, text), self._keys(head), ""

    def _mail(self, head: MailHead, text: str) -> Mail:
        said = prepare(text)
        return Mail(
            head.message_id,
            head.at,
            _pair(head.sender),
            tuple(map(_pair, head.to)),
            tuple(map(_pair, head.cc)),
            head.to_count,
            head.subject,
            head.references,
            head.in_reply_to,
            head.automatic,
            head.list_mail,
            asks(said, self.book.at(head.at).reply_phrases),
            names_one_of(said, self.names),
            greets_other(said, self.all_names),
            text,
        )

    def _keys(self, head: MailHead) -> tuple[str, ...]:
        """Whom a mail is from, or to where it is ours."""
        ours = head.sender.address in self.ours
        people = (*head.to, *head.cc) if ours else (head.sender,)
        others = (a.address for a in people if a.address not in self.ours and a.address not in self.ours.nobody)
        return tuple(sorted({key_of(address, self.book.latest, domain_of) for address in others} - {""}))


def _pair(who: Address) -> tuple[str, str]:
    return who.address, who.name
