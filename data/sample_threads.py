"""The sample's threads and extras that are written out by hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import getaddresses, parseaddr
from random import Random
from typing import Any

from sample_clock import instant
from sample_letters import Letter, Party, Person, dressed, rows


class Threads:
    """Turns the threads of threads.toml into letters and keeps which of them were waived."""

    def __init__(self, team: dict[str, Person], phrases: dict[str, Any], seed: int) -> None:
        self.team = team
        self.phrases = phrases
        self.seed = seed
        self.waives: list[dict[str, Any]] = []

    def letters(self, with_: Party, thread: dict[str, Any]) -> list[Letter]:
        """The letters of a thread written out by hand."""
        rng = Random(f"{self.seed} {with_.name} {thread['subject']}")
        letters: list[Letter] = []
        for who, when, text, special in rows(thread["turns"]):
            sender = self.team.get(who) or with_.people[who]
            to = self.addressee(sender, with_, letters, special)
            copied = special.removeprefix("cc ") if special.startswith("cc ") else ""
            cc = (self.team.get(copied) or with_.people[copied],) if copied else ()
            letter = Letter(
                at=instant(when) + timedelta(seconds=rng.randrange(60)),
                sender=sender,
                to=(to,),
                cc=tuple(person for person in cc if person is not to),
                subject=("Re: " if letters else "") + thread["subject"],
                body=dressed(text, sender, to, self.phrases, rng),
                parent=letters[-1] if letters else None,
                quoting=rng.random() < 0.7,
            )
            letters.append(letter)
            if special.startswith("waived "):
                self.waive(letter, special)
        return letters

    def addressee(self, sender: Person, with_: Party, before: list[Letter], special: str) -> Person:
        """Whoever wrote last from the other side, else the party's first writer or its owner."""
        for letter in reversed(before):
            for person in (letter.sender, *letter.to):
                if person.ours != sender.ours:
                    return person
        if sender.ours:
            return next(p for p in with_.writers if f"cc {p.address.partition('@')[0]}" != special)
        return self.team[with_.plain["owner"]]

    def waive(self, letter: Letter, special: str) -> None:
        """Keeps who said that a letter needs no reply, and why."""
        _, at, by, why = special.split(maxsplit=3)
        self.waives.append({"message_id": letter.message_id, "at": instant(at), "by": by, "why": why})


def known_person(text: str, people: dict[str, Person]) -> Person:
    """The person behind an address, or somebody met only here."""
    name, address = parseaddr(text)
    known = people.get(address)
    return known if known and name in ("", known.name) else Person(name, address)


def extras(mails: list[dict[str, Any]], people: dict[str, Person], others: list[Letter]) -> list[Letter]:
    """The mails of extras.toml; `monthly` ones come back every four weeks with other words."""
    letters: list[Letter] = []
    for mail in mails:
        sender = known_person(mail["from"], people)
        again = [(mail["subject"], mail["text"]), *(tuple(row) for row in rows(mail.get("monthly", "")))]
        for turn, (subject, text) in enumerate(again):
            at = instant(mail["at"]) + timedelta(weeks=4 * turn, minutes=7 * turn, seconds=11)
            letters.append(
                Letter(
                    at=at,
                    sender=sender,
                    to=everyone(mail["to"], people),
                    cc=everyone(mail.get("cc", ""), people),
                    subject=subject,
                    body=text if "headers" in mail else f"{text}\n\n{sender.first}",
                    parent=answered(mail.get("answers"), at, [*others, *letters]),
                    headers=mail.get("headers", {}),
                    encoding=mail.get("encoding", "utf-8"),
                    bounce=mail.get("bounce", ""),
                )
            )
    return letters


def everyone(text: str, people: dict[str, Person]) -> tuple[Person, ...]:
    """The people of an address field."""
    return tuple(known_person(f'"{name}" <{address}>', people) for name, address in getaddresses([text]) if address)


def answered(subject: str | None, before: datetime, letters: list[Letter]) -> Letter | None:
    """The latest letter of that subject before a moment, where one is answered."""
    older = (x for x in letters if subject and x.subject.endswith(subject) and x.at < before)
    return max(older, key=lambda letter: letter.at, default=None)
