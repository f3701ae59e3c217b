"""The sample data as a database: what is said by hand, then its mail, then what was done about processes."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tui.domain.calendar import WorkCalendar
from tui.domain.model import Instant
from tui.domain.rules import Rules
from tui.ingest.domains import domain_of
from tui.ingest.sources import open_source
from tui.services import sampleaudits
from tui.services.founding import BEGINNING
from tui.services.importing import import_mail
from tui.services.request import Request
from tui.store import derived, interactions, practice, relationships, teammates
from tui.store.addresses import AddressBook, give_to
from tui.store.store import Said, Store, Transaction

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Sample:
    """A made sample: who sits before it, at which moment, by which rules."""

    store: Store
    handle: str
    now: Instant
    rules: Rules


def make(path: Path, facts: Path, mailbox: Path, rules: Rules) -> Sample:
    """Make the sample database at `path` from its facts (TOML) and its mail (mbox)."""
    told = tomllib.loads(facts.read_text(encoding="utf-8"))
    now = _instant(told["sample"]["now"])
    calendar = WorkCalendar(told["sample"]["zone"])
    providers = rules.public_providers | frozenset(told["sample"]["public_providers"])
    rules = replace(rules, calendar=calendar, public_providers=providers)
    store = Store(path)
    store.make_ready()
    handle = told["teammate"][0]["handle"]
    said = Said(handle, now, now, "make the sample")
    with store.write(replace(said, needs=None)) as tx:
        _Writer(tx, calendar, rules).everything(told)
    with closing(open_source(mailbox)) as source:
        import_mail(store, Request([source], handle, (), now, now, places=mailbox.name))
    with store.write(said) as tx:
        _waive(tx, told["waive"], now)
        book = teammates.rule_book(tx.conn)
        sampleaudits.take_in(tx, told["audit"], book)
        practice.derive(tx.conn, book)
        derived.derive_all(tx.conn, [r.id for r in relationships.everybody(tx.conn)], book)
    return Sample(store, handle, now, rules)


TABLES = ("teammate", "relationship", "contact", "promise", "follow_up", "agreement", "override", "interaction")


class _Writer:
    """One transaction that takes the facts in; names become ids on the way."""

    def __init__(self, tx: Transaction, calendar: WorkCalendar, rules: Rules) -> None:
        self.tx = tx
        self.calendar = calendar
        self.book = AddressBook(tx.conn, rules, domain_of)
        self.rules = rules
        self.team: dict[str, int] = {}
        self.relationship: dict[str, int] = {}
        self.contact: dict[tuple[str, str], int] = {}
        self.agreement: dict[str, int] = {}

    def everything(self, told: Row) -> None:
        """All tables but the waives, which speak of mail."""
        teammates.add_rules(self.tx, BEGINNING, self.rules)
        for table in TABLES:
            for row in told[table]:
                getattr(self, f"_{table}")(row)

    def _teammate(self, row: Row) -> None:
        ident = teammates.add_teammate(self.tx, row["handle"], row["name"], row["role"])
        self.team[row["handle"]] = ident
        for address in row["addresses"]:
            give_to(self.tx, self.book, address, ident)

    def _relationship(self, row: Row) -> None:
        ident = self.tx.insert(
            "relationship",
            {
                "name": row["name"],
                "kind": row["kind"],
                "stage": row["stage"],
                "tier": row["tier"],
                "owner": self.team[row["owner"]],
                "tags": json.dumps(row["tags"], ensure_ascii=False),
                "made_at": _instant(row["made"]),
                "ended_at": _instant(row["ended_at"]) if "ended_at" in row else None,
                "ended_why": row.get("ended_why", ""),
            },
        )
        self.relationship[row["name"]] = ident
        key = row.get("domain") or row.get("address")
        if key:
            relationships.claim(self.tx.conn, key, ident)

    def _contact(self, row: Row) -> None:
        relationship = self.relationship[row["relationship"]]
        contact = {"relationship": relationship, "name": row["name"], "role": row.get("role", "")}
        ident = self.tx.insert("contact", contact)
        self.contact[row["relationship"], row["name"]] = ident
        for address in row.get("addresses", ()):
            self.tx.conn.execute(
                "UPDATE address SET contact = ? WHERE id = ?", (ident, self.book.id_of(address, row["name"]))
            )

    def _promise(self, row: Row) -> None:
        made, ended = _instant(row["made"]), row.get("ended")
        due, alone = self._due(row["due"])
        ident = self.tx.insert(
            "promise",
            {
                "relationship": self.relationship[row["relationship"]],
                "by_us": int(row["by"] != "them"),
                "author": row.get("contact", "") if row["by"] == "them" else row["by"],
                "text": row["text"],
                "made_at": made,
                "due": due,
                "day_alone": alone,
                "state": row["state"],
                "ended_at": _instant(ended) if ended else None,
                "recorded_at": made,
            },
        )
        for move in row["moves"]:
            new, _ = self._due(move["due"])
            moved = {"promise": ident, "at": _instant(move["at"]), "old_due": due, "new_due": new}
            self.tx.insert("renegotiation", {**moved, "agreed": int(move["agreed"]), "recorded_at": moved["at"]})
            due = new if move["agreed"] else due

    def _follow_up(self, row: Row) -> None:
        made, ended = _instant(row["made"]), row.get("ended")
        due, alone = self._due(row["due"])
        ident = self.tx.insert(
            "follow_up",
            {
                "relationship": self.relationship[row["relationship"]],
                "owner": row["owner"],
                "text": row["text"],
                "made_at": made,
                "due": due,
                "day_alone": alone,
                "every": row.get("every", ""),
                "state": row["state"],
                "ended_at": _instant(ended) if ended else None,
                "recorded_at": made,
            },
        )
        if "snoozed_until" in row:
            self._snooze(row, f"f{ident}")

    def _snooze(self, row: Row, item: str) -> None:
        at, until = _instant(row["snoozed_at"]), self._morning(row["snoozed_until"])
        said = {"item": item, "at": at, "until": until, "actor": row["owner"], "recorded_at": at}
        self.tx.insert("snooze", {"relationship": self.relationship[row["relationship"]], **said})

    def _agreement(self, row: Row) -> None:
        named = {"sold": row["sold"], "value": row["value"], "relationship": self.relationship[row["relationship"]]}
        days = {"signed_on": row["signed"].isoformat(), "ends_on": row["ends"].isoformat()}
        recorded = self.calendar.midnight(row["signed"])
        ident = self.tx.insert("agreement", {**named, **days, "recorded_at": recorded})
        self.agreement[row["relationship"]] = ident
        for term in row["terms"]:
            self.tx.insert("term", {"agreement": ident, "text": term})

    def _override(self, row: Row) -> None:
        at, until = _instant(row["at"]), self.calendar.end_of(row["until"])
        said = {"grade": row["grade"], "why": row["why"], "actor": row["by"], "at": at, "until": until}
        relationship = self.relationship[row["relationship"]]
        self.tx.insert("override", {**said, "relationship": relationship, "recorded_at": at})

    def _interaction(self, row: Row) -> None:
        at, by, missed = _instant(row["at"]), row["by"], row.get("missed", False)
        inbound = row["direction"] == "in"
        self.tx.insert(
            "interaction",
            {
                "relationship": self.relationship[row["relationship"]],
                "at": at,
                "channel": row["channel"],
                "direction": row["direction"],
                "countable": int(row["channel"] != "note"),
                "opens": int(inbound and row.get("needs_reply", True)),
                "missed": int(missed),
                "gesture": row["gesture"].replace("-", "_") if "gesture" in row else None,
                "signal": row.get("signal"),
                "teammate": self.team.get(by),
                "contact": self.contact.get((row["relationship"], by)),
                "text": row["text"],
                "agreement": self.agreement[row["relationship"]] if row.get("outside") else None,
                "outside": int(row.get("outside", False)),
                "recorded_at": at,
            },
        )

    def _due(self, due: date) -> tuple[Instant, int]:
        if isinstance(due, datetime):
            return _instant(due), 0
        return self.calendar.end_of(due), 1

    def _morning(self, day: date) -> Instant:
        return _instant(day) if isinstance(day, datetime) else self.calendar.midnight(day)


def _waive(tx: Transaction, rows: list[Row], now: Instant) -> None:
    for row in rows:
        for ident in interactions.of_message(tx.conn, row["message_id"].strip("<>")):
            ending = {"interaction": ident, "kind": "waived", "at": _instant(row["at"])}
            tx.insert("ending", {**ending, "recorded_at": now, "actor": row["by"], "why": row["why"]})


def _instant(moment: date) -> Instant:
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise ValueError(f"{moment} is no instant")
    return int(moment.timestamp())
