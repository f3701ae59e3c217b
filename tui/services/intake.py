"""Taking read mail into the database, some hundred messages a transaction, with all that follows from them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count

from tui.domain.mailing import Mail, Ours
from tui.domain.model import Teammate
from tui.domain.rules import RuleBook
from tui.ingest.domains import domain_of
from tui.services.request import Counts, Request
from tui.services.understanding import Read, Understanding
from tui.store import derived, endings, interactions, mails, rejects, relationships, teammates, threads
from tui.store.addresses import AddressBook, ensure_contacts
from tui.store.mails import Known
from tui.store.store import Transaction

TOGETHER = 400
"""Messages that are looked up together: a transaction may take in several times as many and derives once."""

Coming = tuple[Mail, tuple[str, ...]]
"""A mail and whom it is to or from."""


class Intake:
    """One import under way: what stays the same during it, and its counts so far."""

    def __init__(
        self,
        request: Request,
        book: RuleBook,
        ours: Ours,
        plan: Mapping[str, Counter[str]],
        team: Sequence[Teammate],
        batch: int,
    ) -> None:
        self.request = request
        self.book = book
        self.rules = book.latest
        self.ours = ours
        self.plan = plan
        self.batch = batch
        self.counts = Counts()
        self.teammate_of = {address: mate.id for mate in team for address in mate.addresses}
        self.understand = Understanding.of(ours, book, team, request.wall)

    def write(self, tx: Transaction, chunk: Sequence[Read]) -> None:
        """Take some messages in and derive everything that they touch."""
        newest = interactions.newest(tx.conn)
        touched: set[int] = set()
        for start in range(0, len(chunk), TOGETHER):
            touched |= self._take_in(tx, chunk[start : start + TOGETHER])
        self.counts.interactions += interactions.made_after(tx.conn, newest)
        derived.derive_all(tx.conn, touched, self.book)

    def _take_in(self, tx: Transaction, chunk: Iterable[Read]) -> set[int]:
        """Take messages in that are looked up together; returns whose log they touch."""
        coming = self._readable(tx, chunk)
        keys = dict.fromkeys(key for _, theirs in coming for key in theirs)
        claimed = relationships.claimed(tx.conn, keys)
        settle = self._claim(tx, keys, claimed)
        taken = self._take(tx, coming, claimed)
        touched = threads.tie(tx.conn, list(taken), self.ours)
        ensure_contacts(tx.conn, {key: claimed[key] for key in keys if key in claimed})
        settle |= taken.keys() | mails.children(tx.conn, (mail.message_id for mail in taken.values()))
        return touched | interactions.settle(tx.conn, settle, self.ours, self.book, self.request.wall)

    def finish(self, tx: Transaction) -> None:
        """Decide about earlier mail again, give up what has waited too long, and close the batch."""
        newest = interactions.newest(tx.conn)
        settle = self._claim(tx, sorted(self.plan), relationships.claimed(tx.conn, self.plan))
        if settle:
            touched = interactions.settle(tx.conn, settle, self.ours, self.book, self.request.wall)
            derived.derive_all(tx.conn, touched, self.book)
        self.counts.interactions += interactions.made_after(tx.conn, newest)
        while touched := self._give_up(tx):
            # what had joined a wait after it was given up opens one of its own, which may be too old as well
            derived.derive_all(tx.conn, touched, self.book)
        tx.conn.execute("UPDATE batch SET finished_at = ? WHERE id = ?", (self.request.wall, self.batch))

    def _give_up(self, tx: Transaction) -> set[int]:
        touched = set()
        for relationship, wait in endings.open_mail_waits(tx.conn, self.request.moment):
            rules = self.book.at(wait.opened)
            over = rules.calendar.due(wait.opened, rules.days(rules.give_up_after))
            if over < self.request.moment:
                endings.give_up(tx.conn, wait.opener, over, tx.said, self.batch)
                touched.add(relationship)
                self.counts.waits_given_up += 1
        return touched

    def _claim(self, tx: Transaction, keys: Iterable[str], claimed: dict[str, int]) -> set[int]:
        """Make the relationships that are due; returns earlier mail that belongs to them now."""
        settle: set[int] = set()
        for key in keys:
            if key in self.plan and key not in claimed:
                owner = self._owner(tx, key)
                claimed[key] = relationships.make_from_mail(tx, key, owner, self.request.moment, self.batch)
                self.counts.relationships += 1
                settle.update(mails.mail_of_key(tx.conn, key))
        return settle

    def _owner(self, tx: Transaction, key: str) -> int:
        """The teammate whose address the mail shows most, now and in earlier mail; else whoever imports it."""
        shown = relationships.shown(tx.conn, key)
        shown.update(self.plan[key])
        # somebody may have left since it began, and who may only look can deal with nothing
        team = teammates.all_teammates(tx.conn)
        there = {mate.handle: mate.id for mate in team if mate.role != "viewer"}
        ours = [(-times, a) for a, times in shown.items() if self.teammate_of.get(a) in there.values()]
        return self.teammate_of[min(ours)[1]] if ours else there[self.request.actor]

    def _readable(self, tx: Transaction, chunk: Iterable[Read]) -> list[Coming]:
        """The mail among some messages with whom it is to or from; what is none is kept as such."""
        coming = []
        for read in chunk:
            self.counts.read += 1
            if read.mail is None:
                self._reject(tx, read)
            else:
                coming.append((read.mail, read.keys))
        return coming

    def _take(self, tx: Transaction, coming: Iterable[Coming], claimed: Mapping[str, int]) -> dict[int, Mail]:
        """Store some mail; returns what is new, by its ids."""
        known = mails.known(tx.conn, (mail.message_id for mail, _ in coming))
        idents = count(mails.newest(tx.conn) + 1)
        new: dict[int, Mail] = {}
        revived: dict[int, Mail] = {}
        texts: dict[int, str] = {}
        noted = []
        for mail, keys in coming:
            belongs = any(key in claimed for key in keys)
            before = known.get(mail.message_id)
            if before and not before.taken_back:
                self.counts.known += 1
                if belongs and not before.with_text:
                    texts[before.ident] = mail.text or ""
                    known[mail.message_id] = before._replace(with_text=True)
                continue
            ident = before.ident if before else next(idents)
            (revived if before else new)[ident] = mail if belongs else replace(mail, text=None)
            known[mail.message_id] = Known(ident, belongs)
            noted.append((mail, keys))
            self.counts.new += 1
            self.counts.automatic += mail.automatic
            self.counts.unmatched += not belongs
        mails.revive(tx.conn, revived, self.batch)
        mails.add(tx.conn, new, self.batch, AddressBook(tx.conn, self.rules, domain_of))
        mails.keep_texts(tx.conn, texts)
        self._note(tx, noted)
        return revived | new

    def _note(self, tx: Transaction, noted: Iterable[Coming]) -> None:
        """Count who wrote to whom, for the imports to come."""
        they_wrote: Counter[str] = Counter()
        we_wrote: Counter[str] = Counter()
        for mail, keys in noted:
            if mail.automatic:
                continue
            if mail.sender[0] in self.ours:
                we_wrote.update(keys)
            elif any(address in self.ours for address, _ in (*mail.to, *mail.cc)):
                they_wrote.update(keys)
        relationships.note_mail(tx.conn, they_wrote, we_wrote)

    def _reject(self, tx: Transaction, read: Read) -> None:
        digest = hashlib.sha256(read.raw.data).hexdigest()
        rejects.reject(tx.conn, digest, read.raw.where, read.reason, read.raw.data, self.batch)
        self.counts.rejected += 1
