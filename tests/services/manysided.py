"""Made databases in which all that a day or a list looks at happens to many relationships."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.services.letters import empty
from tui.domain.model import DAY, HOUR, Instant
from tui.store import derived, teammates
from tui.store.store import Said, Store, Transaction

FIRST: Instant = 1_735_722_000
"""Wednesday 1 January 2025, 09:00 UTC."""
SPAN = 400 * DAY
LAST = FIRST + SPAN
TEAM = ("ana", "bo", "cy")
PARTIES = 30


def manysided(folder: Path, seed: int) -> Store:
    """A database of 30 relationships of three teammates, one of whom is away for some time."""
    store, chance = empty(folder), Random(seed)
    with store.write(Said("ana", LAST, LAST, "make")) as tx:
        for handle in TEAM[1:]:
            tx.insert("teammate", {"handle": handle, "name": handle.title(), "role": "member"})
        for _ in range(PARTIES):
            _relationship(tx, chance)
        away = {"teammate": 2, "at": FIRST + 100 * DAY, "until": FIRST + 300 * DAY, "deputy": 1}
        tx.insert("absence", {**away, "recorded_at": FIRST})
        derived.derive_all(tx.conn, range(1, PARTIES + 1), teammates.rule_book(tx.conn))
    return store


def _relationship(tx: Transaction, chance: Random) -> None:
    made = chance.randrange(FIRST, LAST)
    over = chance.random() < 0.15
    row = {
        "name": chance.choice(("Halden", "Quillon", "Ostra", "Linden")) + chance.choice(("", " & Co", " AG")),
        "kind": chance.choice(("customer", "customer", "vendor", "personal")),
        "stage": "ended" if over else chance.choice(("active", "active", "active", "prospect")),
        "tier": chance.choice("abc"),
        "owner": chance.choice((1, 2, 3, None)),
        "made_at": made,
        "ended_at": made + chance.randrange(200) * DAY if over else None,
    }
    ident = tx.insert("relationship", row)
    for _ in range(chance.choice((0, 2, 8, 25))):
        _interaction(tx, chance, ident)
    for _ in range(chance.choice((0, 0, 1, 3))):
        _task(tx, chance, ident, "promise", {"by_us": chance.randrange(2), "author": chance.choice(TEAM)})
    for _ in range(chance.choice((0, 0, 1, 3))):
        _task(tx, chance, ident, "follow_up", {"owner": chance.choice(TEAM)})
    if chance.random() < 0.3:
        _snooze(tx, chance, ident, f"r{ident}")


def _interaction(tx: Transaction, chance: Random, relationship: int) -> None:
    direction = chance.choice(("in", "in", "out", "out", "both"))
    row = {
        "at": _moment(chance),
        "channel": "meeting" if direction == "both" else chance.choice(("email", "call", "chat", "note")),
        "direction": direction,
        "countable": int(chance.random() < 0.9),
        "opens": int(direction == "in" and chance.random() < 0.6),
        "missed": int(chance.random() < 0.1),
        "gesture": chance.choice((None, None, None, "thanks", "extra_mile")) if direction != "in" else None,
        "signal": chance.choice((None, None, None, "praise", "referral")) if direction == "in" else None,
        "thread": chance.randrange(3),
        "text": "Could you send the plans?",
    }
    ident = tx.insert("interaction", {"relationship": relationship, **row, "recorded_at": row["at"]})
    if chance.random() < 0.05:
        ending = {"interaction": ident, "kind": chance.choice(("waived", "given_up")), "at": _moment(chance)}
        tx.insert("ending", {**ending, "recorded_at": ending["at"], "actor": "ana", "why": ""})
    if row["opens"] and chance.random() < 0.2:
        _snooze(tx, chance, relationship, f"w{ident}")


def _task(tx: Transaction, chance: Random, relationship: int, table: str, whose: dict[str, object]) -> None:
    """A promise or a follow-up that is open still, or ended some day."""
    made = _moment(chance)
    ended = made + chance.randrange(120 * DAY) if chance.random() < 0.6 else None
    state = "open" if ended is None else {"promise": "kept", "follow_up": "done"}[table]
    row = {
        "relationship": relationship,
        "text": "send the plans",
        "made_at": made,
        "due": made + chance.randrange(60 * DAY),
        "day_alone": 0,
        "state": state,
        "ended_at": ended,
        "recorded_at": made,
    }
    ident = tx.insert(table, {**row, **whose})
    if table == "promise" and chance.random() < 0.4:
        at, agreed = made + chance.randrange(30 * DAY), chance.randrange(2)
        move = {"at": at, "old_due": row["due"], "new_due": made + chance.randrange(1, 90) * DAY, "agreed": agreed}
        tx.insert("renegotiation", {"promise": ident, **move, "recorded_at": at})
    if chance.random() < 0.3:
        _snooze(tx, chance, relationship, f"{table[0]}{ident}")


def _snooze(tx: Transaction, chance: Random, relationship: int, item: str) -> None:
    at = _moment(chance)
    said = {"item": item, "at": at, "until": at + chance.randrange(1, 60) * DAY, "actor": "ana", "recorded_at": at}
    tx.insert("snooze", {"relationship": relationship, **said})


def _moment(chance: Random) -> Instant:
    return chance.randrange(FIRST, LAST, HOUR)
