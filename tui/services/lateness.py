"""What was late, broken or never answered lately, with its words and what it costs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tui.domain.derive import items_of
from tui.domain.gist import bare, gist, question
from tui.domain.health import parts
from tui.domain.ledger import losses
from tui.domain.model import Instant, Measure, Relationship
from tui.domain.obligations import Item, follow_up_item, is_late, promise_item, reply_item
from tui.domain.rules import RuleBook
from tui.domain.waits import as_of
from tui.services.cases import frozen_at
from tui.store import contact, lately, obligations
from tui.store.there import everybody


@dataclass(frozen=True, slots=True)
class Obliged:
    """One of our obligations as it stands.

    `text` says it in a line, `words` with its subject before it. Those of one `talk` are one matter, "" is one
    of its own.
    """

    item: Item
    relationship: Relationship
    text: str
    words: str
    late: bool
    talk: str = ""

    @property
    def measure(self) -> Measure:
        """What it is."""
        return self.item.measure


def obliged(conn: sqlite3.Connection, handle: str, since: Instant, now: Instant, book: RuleBook) -> list[Obliged]:
    """What we owed to those whom a teammate may see at some moment from `since` to `now`, in order of opening."""
    there = {r.id: r for r in everybody(conn, handle, now)}
    found = [*_replies(conn, there, since, now, book), *_tasks(conn, there, since, now, book)]
    return sorted(found, key=lambda each: (each.item.opened, each.item.id))


def costs(conn: sqlite3.Connection, late: Iterable[Obliged], now: Instant, book: RuleBook) -> dict[str, float]:
    """The points that late ones cost now, by id, as the ledgers of their relationships have it."""
    found: dict[str, float] = {}
    for relationship in {each.relationship.id: each.relationship for each in late}.values():
        moment = frozen_at(relationship, now)
        log = contact.log(conn, relationship, moment)
        items = items_of(log, contact.waits(conn, relationship.id), moment, book)
        found |= losses(items, parts(items, log.touches, moment, book), moment, relationship.tier, book)
    return found


def _replies(
    conn: sqlite3.Connection, there: dict[int, Relationship], since: Instant, now: Instant, book: RuleBook
) -> Iterator[Obliged]:
    for known in lately.waits(conn, since, now):
        relationship, stood = there.get(known.relationship), as_of(known.wait, now)
        item = reply_item(stood, relationship.tier, book) if relationship and stood else None
        if relationship and item:
            phrases, subject = book.at(item.opened).reply_phrases, bare(known.subject)
            asked = question(known.text, phrases)
            text = asked or subject or gist(known.text, "", phrases)
            late, talk = _is_late(item, now, book), f"t{known.wait.thread}" if known.wait.thread else ""
            yield Obliged(item, relationship, text, f"{subject}: {text}" if asked and subject else text, late, talk)


def _tasks(
    conn: sqlite3.Connection, there: dict[int, Relationship], since: Instant, now: Instant, book: RuleBook
) -> Iterator[Obliged]:
    """Promises and follow-ups; those that ended before `since` are left out."""
    promises = obligations.promises_since(conn, since - 1, None)
    owed = [(p.relationship, promise_item(p, now, book), p.text) for p in promises]
    owed += [(f.relationship, follow_up_item(f, now, book), f.text) for f in lately.follow_ups(conn, since, now)]
    for ident, item, text in owed:
        relationship = there.get(ident)
        if relationship and item and (item.ended is None or item.ended >= since):
            yield Obliged(item, relationship, text, text, _is_late(item, now, book))


def _is_late(item: Item, now: Instant, book: RuleBook) -> bool:
    return item.failed or is_late(item, now if item.ended is None else item.ended, book)
