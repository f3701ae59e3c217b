"""How often something was logged before that is about to be logged again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tui.domain import proposed
from tui.domain.alike import LEAST_ALIKE, NUMBER, Words, alike, telling
from tui.domain.gist import sentences
from tui.domain.model import DAY, Instant
from tui.domain.proposed import SPAN_DAYS, Proposal, Seen
from tui.domain.questions import LoggedBefore, WrittenDown
from tui.domain.rules import RuleBook
from tui.services.cases import visible
from tui.store import audits, dismissals, lately, relationships
from tui.store.lately import SaidLately

LOOKED_AT = 200
ONCE_MORE = 1


def logged_before(
    conn: sqlite3.Connection, question: WrittenDown, handle: str, now: Instant, book: RuleBook
) -> LoggedBefore:
    """What a teammate logged or wrote by the same way that is alike; nothing unless this is the third day of it."""
    said = telling(question.text)
    seen = [*_seen(conn, question, said, handle, now)] if said else []
    day = book.at(now).calendar.date_of
    today = day(now)
    before = [one for one in seen if day(one.at) != today]
    if len({day(one.at) for one in before}) < proposed.LEAST - ONCE_MORE:
        return LoggedBefore()
    again = Proposal("repeats", proposed.key_of("repeats", before), question.text, tuple(before))
    if not proposed.still([again], dismissals.dismissals(conn, now), audits.every(conn)):
        return LoggedBefore()
    return LoggedBefore(len(before), min(one.at for one in before))


def _seen(
    conn: sqlite3.Connection, question: WrittenDown, said: Words, handle: str, now: Instant
) -> Iterator[Seen]:
    """Everything alike of the last 60 days, each mail once."""
    plain = sorted(word for word in said if NUMBER not in word)
    query = " OR ".join(f'"{word}"*' for word in plain)
    mails: set[int] = set()
    for one in lately.said_with(conn, query, now - SPAN_DAYS * DAY, now, LOOKED_AT) if query else ():
        ours = not one.mail or (one.direction != "in" and one.mail not in mails)
        if one.channel == question.channel and ours and _alike(one, said) and _may_see(conn, one, handle):
            mails.add(one.mail)
            yield Seen(f"i{one.id}", one.at, one.relationship, "", one.text)


def _alike(one: SaidLately, said: Words) -> bool:
    whole = one.text.casefold()
    if sum(NUMBER in word or word in whole for word in said) < LEAST_ALIKE * len(said):
        return False
    texts = sentences(one.text) if one.mail else [one.text]
    return any(alike(telling(text), said) >= LEAST_ALIKE for text in texts)


def _may_see(conn: sqlite3.Connection, one: SaidLately, handle: str) -> bool:
    found = relationships.get(conn, one.relationship)
    return found is not None and bool(visible([found], handle))
