"""What the log shows to be worth an audit."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from tui.domain import proposed, sharing
from tui.domain.alike import Words, telling, words
from tui.domain.gist import questions, sentences
from tui.domain.model import DAY, Instant
from tui.domain.proposed import SPAN_DAYS, Day, Proposal, Seen, Spoken
from tui.domain.rules import RuleBook
from tui.services.lateness import Obliged, costs, obliged
from tui.store import audits, dismissals, lately
from tui.store.lately import SaidLately
from tui.store.there import everybody

SPAN = SPAN_DAYS * DAY
TELLING = 2
"""A mail says something with so many words of its own; what somebody logged by hand does with one."""

EVERYDAY = 0.1
FEW_MAILS = 20
"""Words of more than this share of the mails are everyday ones, where there are so many mails at least."""


def proposals(conn: sqlite3.Connection, handle: str, now: Instant, book: RuleBook) -> tuple[Proposal, ...]:
    """What a teammate may be told to audit, worth most first; personal relationships are their owner's alone."""
    log = _Log(conn, handle, now, book)
    found = [
        *proposed.repeats(log.ours(), log.day),
        *proposed.questions(log.asked(), log.day),
        *log.late(),
        *_skipped(conn, now),
    ]
    return proposed.still(found, dismissals.dismissals(conn, now), audits.every(conn))


class _Log:
    """What was said and owed in the last 60 days, as far as a teammate may see it."""

    def __init__(self, conn: sqlite3.Connection, handle: str, now: Instant, book: RuleBook) -> None:
        self.names = frozenset(word for name in lately.names(conn) for word in words(name))
        there = {r.id: r.name for r in everybody(conn, handle, now)}
        self.who = there
        self.said = [one for one in lately.said(conn, now - SPAN, now) if one.relationship in there]
        self.everyday = _everyday([telling(one.text, self.names) for one in self.said if one.mail])
        self.owed = obliged(conn, handle, now - SPAN, now, book)
        overdue = [each for each in self.owed if each.late]
        self.overdue = overdue
        self.lost = costs(conn, overdue, now, book)
        self.phrases = book.at(now).reply_phrases
        self.day: Day = book.at(now).calendar.date_of

    def ours(self) -> Iterator[Spoken]:
        """Every sentence that we wrote, and what somebody logged by hand; a mail to several relationships once."""
        sent: set[int] = set()
        for one in self.said:
            if not one.mail:
                yield from self._spoken(one, [one.text], 1)
            elif one.direction != "in" and one.mail not in sent:
                sent.add(one.mail)
                yield from self._spoken(one, sentences(one.text), TELLING)

    def asked(self) -> Iterator[Spoken]:
        """Every question that somebody asked us."""
        for one in self.said:
            if one.direction == "in" and one.opens:
                who = f"c{one.contact}" if one.contact else f"r{one.relationship}"
                yield from self._spoken(one, questions(one.text, self.phrases), TELLING if one.mail else 1, who)

    def _spoken(self, one: SaidLately, texts: Iterable[str], least: int, person: str = "") -> Iterator[Spoken]:
        """Those texts of an interaction that tell something by at least so many words."""
        points = self.lost.get(f"w{one.id}", 0.0)
        talk = f"t{one.thread}" if one.thread else ""
        for text in texts:
            said = telling(text, self.names)
            if len(said) >= least:
                seen = Seen(f"i{one.id}", one.at, one.relationship, self.who[one.relationship], text, points)
                yield Spoken(seen, said, one.channel, person, talk, self.everyday & said, least)

    def late(self) -> list[Proposal]:
        """What was late or broken for the same words."""
        said = [telling(each.words, self.names) for each in self.owed]
        late = [self._late(each, has) for each, has in zip(self.owed, said, strict=True) if each.late]
        return sharing.late(late, said, self.day)

    def _late(self, each: Obliged, has: frozenset[str]) -> Spoken:
        item, party = each.item, each.relationship
        lost = self.lost.get(item.id, 0.0)
        return Spoken(Seen(item.id, item.opened, party.id, party.name, each.words, lost), has, talk=each.talk)


def _everyday(mails: Sequence[Words]) -> Words:
    """What so many mails say that it tells little."""
    often = Counter(word for said in mails for word in said)
    enough = len(mails) >= FEW_MAILS
    return frozenset(word for word, count in often.items() if enough and count > EVERYDAY * len(mails))


def _skipped(conn: sqlite3.Connection, now: Instant) -> Iterator[Proposal]:
    """Steps of processes that were skipped again and again."""
    for (process, step), rows in groupby(dismissals.skipped(conn, now), lambda row: (row.process, row.step)):
        those = list(rows)
        seen = [Seen(f"s{each.id}", each.at, 0, each.name, each.why) for each in those]
        yield from proposed.skipped(process, step, f"{those[0].name}: {those[0].text}", seen)
