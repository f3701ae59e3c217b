"""The sample's people and letters, before anything is a mail."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any


@dataclass(frozen=True)
class Person:
    """Somebody who writes; `style` decides on greetings and on HTML."""

    name: str
    address: str
    style: str = "brief"
    offset: str = "+00:00"
    role: str = ""
    signature: str = ""

    @property
    def first(self) -> str:
        """The name they are greeted with."""
        words = self.name.split()
        return " ".join(words[::2]) if words[0] == "Dr." else words[0]

    @property
    def ours(self) -> bool:
        """Whether they are a teammate: only teammates have a signature."""
        return bool(self.signature)


@dataclass(frozen=True)
class Letter:
    """One message as people see it; `body` is what its sender typed, without quotes."""

    at: datetime
    sender: Person
    to: tuple[Person, ...]
    subject: str
    body: str
    cc: tuple[Person, ...] = ()
    parent: Letter | None = None
    headers: dict[str, str] = field(default_factory=dict)
    quoting: bool = False
    encoding: str = "utf-8"
    bounce: str = ""

    @property
    def message_id(self) -> str:
        """The same for the same letter on every run."""
        key = f"{self.at:%Y%m%d%H%M%S}{self.sender.address}{self.subject}"
        host = self.sender.address.partition("@")[2]
        return f"<{self.at:%Y%m%d.%H%M}.{hashlib.sha256(key.encode()).hexdigest()[:10]}@{host}>"


@dataclass(frozen=True)
class Party:
    """A relationship of people.toml with its people made ready."""

    name: str
    plain: dict[str, Any]
    people: dict[str, Person]

    @property
    def writers(self) -> list[Person]:
        """Those of them who have a mail address."""
        return [person for person in self.people.values() if person.address]


def rows(block: str) -> list[list[str]]:
    """The cells of a text table: one row a line, cells parted by bars."""
    return [[cell.strip() for cell in line.split("|")] for line in block.strip().splitlines()]


def party(plain: dict[str, Any]) -> Party:
    """A relationship with its contacts; one of a single person has its address as key."""
    people = {}
    for name, box, role, style, offset in rows(plain["contacts"]):
        domain = plain.get("domain") or plain["address"].partition("@")[2]
        people[box or name] = Person(name, f"{box}@{domain}" if box else "", style, offset, role)
    return Party(plain["name"], plain, people)


def dressed(text: str, sender: Person, to: Person, phrases: dict[str, Any], rng: Random) -> str:
    """A text with the greeting and the farewell that its sender is used to."""
    style = sender.style.split()[0]
    hello = rng.choice(phrases["greet"][style]).format(name=to.first)
    bye = rng.choice(phrases["bye"][style]).format(name=sender.first, initial=sender.first[0])
    return "\n\n".join(part for part in (hello, text.replace("\\n", "\n"), bye) if part)
