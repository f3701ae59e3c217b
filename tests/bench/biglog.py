"""A made log of any size, skewed as real ones are, taken in by kept's own import."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from tui.domain.mailing import Mail, our_side
from tui.domain.model import DAY, HOUR, Instant
from tui.domain.rules import Rules
from tui.ingest.domains import domain_of
from tui.ingest.record import RawMessage
from tui.services.founding import found
from tui.services.identity import Account
from tui.services.intake import Intake
from tui.services.request import Request
from tui.services.understanding import Read
from tui.store import derived, teammates
from tui.store.addresses import AddressBook, give_to
from tui.store.store import Said, Store, Transaction

SEED = 20260309
NOW: Instant = 1_773_045_000
"""Monday 9 March 2026, 08:30 UTC."""
SPAN = 5 * 365 * DAY
CHUNK = 20_000

TEAM = (
    "ana", "bo", "cleo", "dag", "edda", "finn", "gro", "hal", "ida", "jon",
    "kai", "liv", "mo", "nils", "ola", "pia", "rut", "siv", "tor", "una",
)  # fmt: skip
TEXT = """
the draft for the spring order is with our finance people and the figures should be ready before the board meets
we moved the delivery to the second depot since the first one is full until the end of the month thank you for the
quick answer about the invoice the second line still shows the old rate and two boxes were missing from the last
pallet
please keep the samples cold the new contract names both sites and the old terms hold until june
"""
WORDS = TEXT.split()
TOPICS = ("invoice", "delivery", "contract", "workshop", "samples", "renewal", "quote", "audit", "report")
QUESTIONS = (
    "Could you confirm the date?",
    "When will it be ready?",
    "Can you send the new figures?",
    "Is this right?",
)

MEDIAN_SIZE, SPREAD, GIANT = 29, 1.573, 0.04
ASKS, IGNORED, CALLS, LONG_THREAD = 0.5, 0.06, 0.08, 0.62
PROMISES, FOLLOW_UPS = 0.06, 0.03

ThingT = TypeVar("ThingT")


@dataclass(frozen=True, slots=True)
class Party:
    """One relationship to be: how much is said with whom, by whom of ours, from when to when."""

    number: int
    size: int
    owner: str
    people: int
    start: Instant
    end: Instant

    @property
    def key(self) -> str:
        """Its domain."""
        return f"c{self.number}.example"

    def person(self, at: int) -> tuple[str, str]:
        """Address and name of one of its people."""
        return f"p{at}@{self.key}", f"Person {at} of {self.number}"


def make(path: Path, relationships: int, interactions: int, seed: int = SEED) -> Store:
    """Make a database of that size at `path`, the same one for the same seed."""
    rules, store = Rules(), Store(path)
    begin = NOW - SPAN
    found(store, Account(TEAM[0], TEAM[0].title()), rules, begin, begin)
    said = Said(TEAM[0], NOW, NOW, "make a log")
    parties = list(planned(relationships, interactions, seed))
    with store.write(said) as tx:
        intake = _begin(tx, rules, parties)
    messages = (read for party in parties for read in mails(party, seed))
    for chunk in _chunks(messages, CHUNK):
        with store.write(said) as tx:
            intake.write(tx, chunk)
    with store.write(said) as tx:
        _by_hand(tx, parties, seed)
        intake.finish(tx)
        tx.conn.execute("PRAGMA optimize")
    return store


def planned(relationships: int, interactions: int, seed: int) -> Iterator[Party]:
    """Who they are: sizes are log-normal with one giant, so that a few of them are most of the work."""
    rng = random.Random(f"{seed} parties")
    weights = [rng.lognormvariate(math.log(MEDIAN_SIZE), SPREAD) for _ in range(relationships)]
    giant = round(GIANT * interactions)
    scale = (interactions - giant) / sum(weights[1:])
    for number, weight in enumerate(weights):
        size = max(2, round(scale * weight)) if number else giant
        start = rng.randint(NOW - SPAN, NOW - 30 * DAY)
        lifetime = round(rng.expovariate(1 / (2.5 * 365 * DAY))) + 20 * DAY
        whole = number == 0 or size > 1_000
        first, last = (NOW - SPAN, NOW) if whole else (start, min(NOW, start + lifetime))
        yield Party(number, size, rng.choice(TEAM), min(6, 1 + size // 40), first, last)


def _begin(tx: Transaction, rules: Rules, parties: Iterable[Party]) -> Intake:
    book = AddressBook(tx.conn, rules, domain_of)
    for number, handle in enumerate(TEAM):
        ident = 1 if number == 0 else teammates.add_teammate(tx, handle, handle.title(), "member")
        give_to(tx, book, _ours(handle), ident)
    batch = tx.insert("batch", {"source": "made", "actor": TEAM[0], "moment": NOW, "started_at": NOW})
    team = teammates.all_teammates(tx.conn)
    ours = our_side((_ours(handle) for handle in TEAM), rules, domain_of)
    plan = {party.key: Counter({_ours(party.owner): 1}) for party in parties}
    request = Request((), TEAM[0], (), NOW, NOW)
    return Intake(request, teammates.rule_book(tx.conn), ours, plan, team, batch)


def _ours(handle: str) -> str:
    return f"{handle}@larkfield.example"


def mails(party: Party, seed: int) -> Iterator[Read]:
    """The mail of one relationship, thread by thread, oldest thread first."""
    rng = random.Random(f"{seed} {party.number}")
    count = party.size - round(CALLS * party.size)
    starts, left = [], count
    while left > 0:
        length = 1
        while length < left and rng.random() < LONG_THREAD:
            length += 1
        starts.append((rng.randint(party.start, party.end), length))
        left -= length
    number = 0
    for at, length in sorted(starts):
        for mail in _thread(party, rng, at, length, number):
            yield Read(RawMessage("", b""), mail, (party.key,))
        number += length


def _thread(party: Party, rng: random.Random, at: Instant, length: int, number: int) -> Iterator[Mail]:
    us = (_ours(party.owner), party.owner.title())
    topic, inbound, ids = f"{rng.choice(TOPICS)} {number}", rng.random() < 0.7, []
    for step in range(length):
        if at > NOW:
            at = NOW - rng.randint(0, 30 * DAY)
        them = party.person(rng.randrange(party.people))
        asks = inbound and rng.random() < ASKS
        words = rng.choices(WORDS, k=rng.randint(12, 50))
        text = f"{' '.join(words).capitalize()}." + (f" {rng.choice(QUESTIONS)}" if asks else "")
        ident = f"{party.number}.{number + step}@made.example"
        sender, to = (them, us) if inbound else (us, them)
        subject = f"Re: {topic}" if step else topic
        parent = ids[-1] if ids else None
        marks = (False, False, asks, False, False)  # automatic, a list's, asks, names us, greets another
        yield Mail(ident, at, sender, (to,), (), 1, subject, tuple(ids[-3:]), parent, *marks, text)
        ids.append(ident)
        # mostly answered within some working hours, sometimes written to again before an answer
        slow = rng.random() < IGNORED
        inbound = inbound if slow else not inbound
        at += round(rng.lognormvariate(math.log(3 * DAY if slow else 9 * HOUR), 1.0))


def _by_hand(tx: Transaction, parties: Iterable[Party], seed: int) -> None:
    """What nobody mails: calls and meetings, promises and follow-ups."""
    ids = dict(tx.conn.execute("SELECT key, relationship FROM correspondent WHERE relationship IS NOT NULL"))
    touched = set()
    for party in parties:
        relationship = ids.get(party.key)
        if relationship is None:
            continue
        rng = random.Random(f"{seed} by hand {party.number}")
        touched.add(relationship)
        for row in _calls(party, rng):
            tx.insert("interaction", {"relationship": relationship, **row})
        for row in _promises(party, rng):
            tx.insert("promise", {"relationship": relationship, **row})
        for row in _follow_ups(party, rng):
            tx.insert("follow_up", {"relationship": relationship, **row})
    derived.derive_all(tx.conn, touched, teammates.rule_book(tx.conn))


def _calls(party: Party, rng: random.Random) -> Iterator[dict[str, object]]:
    for _ in range(round(CALLS * party.size)):
        at = rng.randint(party.start, party.end)
        channel = rng.choice(("call", "call", "meeting"))
        text = " ".join(rng.choices(WORDS, k=8))
        teammate = TEAM.index(party.owner) + 1
        row = {"at": at, "channel": channel, "direction": "both", "teammate": teammate, "text": text}
        yield {**row, "recorded_at": at}


def _promises(party: Party, rng: random.Random) -> Iterator[dict[str, object]]:
    for _ in range(_some(PROMISES * party.size, rng)):
        made = rng.randint(party.start, party.end)
        due = made + rng.randint(DAY, 14 * DAY)
        state, ended = _ended(rng, due, ("kept", "broken"), 0.95)
        text = " ".join(rng.choices(WORDS, k=5))
        row = {"by_us": int(rng.random() < 0.8), "author": party.owner, "text": text, "made_at": made, "due": due}
        yield {**row, "day_alone": 1, "state": state, "ended_at": ended, "recorded_at": made}


def _follow_ups(party: Party, rng: random.Random) -> Iterator[dict[str, object]]:
    for _ in range(_some(FOLLOW_UPS * party.size, rng)):
        made = rng.randint(party.start, party.end)
        due = made + rng.randint(DAY, 30 * DAY)
        state, ended = _ended(rng, due, ("done", "skipped"), 0.9)
        text = " ".join(rng.choices(WORDS, k=5))
        row = {"owner": party.owner, "text": text, "made_at": made, "due": due, "day_alone": 1, "state": state}
        yield {**row, "ended_at": ended, "recorded_at": made}


def _ended(rng: random.Random, due: Instant, how: tuple[str, str], well: float) -> tuple[str, Instant | None]:
    """How something that was due ended, where it has ended by now: mostly in time, some late, few badly."""
    ended = due - rng.randint(0, DAY) + (round(rng.expovariate(1 / (3 * DAY))) if rng.random() < 0.25 else 0)
    state = how[0] if rng.random() < well else how[1]
    return (state, ended) if ended <= NOW else ("open", None)


def _some(mean: float, rng: random.Random) -> int:
    """`mean` things, the rest of a thing by chance."""
    whole = int(mean)
    return whole + (rng.random() < mean - whole)


def _chunks(things: Iterable[ThingT], size: int) -> Iterator[list[ThingT]]:
    rest = iter(things)
    while chunk := list(islice(rest, size)):
        yield chunk
