"""What forms ask while somebody types, answered from the database."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from tui.domain.honest import Look, look
from tui.domain.model import Instant
from tui.domain.openrows import open_rows
from tui.domain.people import Party, People, Situation, Someone
from tui.domain.problem import Problem
from tui.domain.questions import Honestly, HowItStands, WhoIsThere, WrittenDown
from tui.domain.rules import RuleBook
from tui.services.cases import case, open_at, parts_at, visible
from tui.services.loggedbefore import logged_before
from tui.store import agreements, obligations, relationships, teammates
from tui.store.there import everybody


def answer(conn: sqlite3.Connection, question: object, handle: str, now: Instant, book: RuleBook) -> object:
    """The answer to one question of `domain.questions`."""
    if isinstance(question, WhoIsThere):
        return who_is_there(conn, handle, now)
    if isinstance(question, HowItStands):
        return how_it_stands(conn, question.relationship, handle, now, book)
    if isinstance(question, Honestly):
        return honestly(conn, question, now, book)
    if isinstance(question, WrittenDown):
        return logged_before(conn, question, handle, now, book)
    raise TypeError(question)


def who_is_there(conn: sqlite3.Connection, handle: str, now: Instant) -> People:
    """Everybody whom a teammate may see, with their people, in order of name."""
    addresses = defaultdict(list)
    for contact, address in conn.execute(
        "SELECT contact, address FROM address WHERE contact IS NOT NULL ORDER BY id"
    ):
        addresses[contact].append(address)
    contacts = defaultdict(list)
    for ident, relationship, name in conn.execute(
        "SELECT id, relationship, name FROM contact WHERE deleted_at IS NULL ORDER BY name, id"
    ):
        contacts[relationship].append(Someone(ident, name, tuple(addresses[ident])))
    there = sorted(everybody(conn, handle, now), key=lambda r: (r.name.casefold(), r.id))
    handles = [mate.handle for mate in teammates.all_teammates(conn) if mate.handle != handle]
    parties = tuple(Party(r.id, r.name, r.kind, r.stage, r.owner, tuple(contacts[r.id])) for r in there)
    return People(parties, (handle, *handles))


def how_it_stands(
    conn: sqlite3.Connection, ident: int, handle: str, now: Instant, book: RuleBook
) -> Situation:
    """What is open in one relationship, who is there and what was agreed."""
    found = relationships.get(conn, ident)
    if found is None or not visible([found], handle):
        raise Problem(f"There is no relationship r{ident}.", "Choose another one.", wrong_use=True)
    known = parts_at(conn, [found], now, book)[ident]
    rows = open_rows(case(found, known, open_at(conn, now, book, [ident])), now, book)
    people = tuple(relationships.contacts(conn, ident, now))
    cadence = book.at(now).tiers[found.tier].cadence
    spoke = people[0].id if people and people[0].last_at else None
    agreed, by_hand = tuple(agreements.of(conn, ident)), relationships.override(conn, ident, now)
    return Situation(found, tuple(rows), people, agreed, spoke, cadence, by_hand)


def honestly(conn: sqlite3.Connection, question: Honestly, now: Instant, book: RuleBook) -> Look:
    """How a promise due then would probably go."""
    capacities = {mate.handle: mate.capacity for mate in teammates.all_teammates(conn)}
    promises = [p for p in obligations.promises(conn, None) if p.by_us]
    return look(question.asked, question.author, promises, capacities, now, book, but=question.but)
