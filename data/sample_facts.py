"""Turns what people.toml says was promised, planned and logged by hand into plain values for sample.toml."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sample_clock import instant, moment
from sample_letters import Party, Person, rows

GESTURES = ("thanks", "extra-mile")
SIGNALS = ("praise", "referral", "complaint")
PRACTICE = ("made", "practised", "reviewed", "told", "ran")
SINCE = "2025-07-01 00:00"


def teammate(plain: dict[str, Any]) -> dict[str, Any]:
    """A teammate, without the signature: only mails show it."""
    return {key: plain[key] for key in ("handle", "name", "role", "addresses")}


def relationship(party: Party) -> dict[str, Any]:
    """A relationship with the key under which the import of the mail finds it."""
    kept = ("name", "domain", "address", "kind", "stage", "tier", "owner", "tags", "ended_at", "ended_why")
    plain = {key: party.plain[key] for key in kept if key in party.plain}
    if "ended_at" in plain:
        plain["ended_at"] = instant(plain["ended_at"])
    return {**plain, "made": instant(SINCE)}


def contacts(party: Party) -> Iterable[dict[str, Any]]:
    """The people of a relationship with what they do there."""
    for person in party.people.values():
        addresses = [person.address] if person.address else []
        yield {"relationship": party.name, "name": person.name, "role": person.role, "addresses": addresses}


def promises(party: Party) -> Iterable[dict[str, Any]]:
    """The promises of both sides; `contact` is who of them gave theirs."""
    for by, made, due, text, outcome, *moves in rows(party.plain["log"]["promises"]):
        side, _, contact = by.partition(" ")
        yield {
            "relationship": party.name,
            "by": side,
            **({"contact": contact} if contact else {}),
            "text": text,
            "made": instant(made),
            "due": moment(due),
            "moves": [move(text) for text in moves[0].split("; ")] if moves else [],
            **ending(outcome),
        }


def move(text: str) -> dict[str, Any]:
    """One renegotiation, from "2026-02-26 09:30 to 2026-03-05 12:00 agreed"."""
    agreed = not text.endswith("not agreed")
    at, due = text.removesuffix("agreed").removesuffix("not ").strip().split(" to ")
    return {"at": instant(at), "due": moment(due), "agreed": agreed}


def ending(outcome: str) -> dict[str, Any]:
    """The state and the instant of ending, from "kept 2026-02-26 11:20" or "open"."""
    state, _, ended = outcome.partition(" ")
    return {"state": state, **({"ended": instant(ended)} if ended else {})}


def follow_ups(party: Party) -> Iterable[dict[str, Any]]:
    """What we had decided to do next."""
    for owner, made, due, text, outcome, *more in rows(party.plain["log"]["follow_ups"]):
        plain = {"relationship": party.name, "owner": owner, "text": text, "made": instant(made)}
        plain |= {"due": moment(due), **ending(outcome)}
        for note in more:
            if note.startswith("every "):
                plain["every"] = note.removeprefix("every ")
            else:
                until, snoozed = note.removeprefix("snoozed ").split(" at ")
                plain |= {"snoozed_until": moment(until), "snoozed_at": instant(snoozed)}
        yield plain


def interactions(party: Party) -> Iterable[dict[str, Any]]:
    """What was logged by hand; what somebody only missed or said in passing needs no reply."""
    for at, how, text, flags in rows(party.plain["log"]["interactions"]):
        channel, direction, by = how.split(maxsplit=2)
        plain = {"relationship": party.name, "at": instant(at), "channel": channel, "direction": direction}
        plain |= {"by": by, "text": text}
        for flag in flags.split(", ") if flags else ():
            if flag in GESTURES:
                plain["gesture"] = flag
            elif flag in SIGNALS:
                plain["signal"] = flag
            elif flag in ("missed", "outside"):
                plain[flag] = True
            else:
                plain["needs_reply"] = flag != "no reply"
        yield plain


def agreements(party: Party) -> Iterable[dict[str, Any]]:
    """The closed deals, each with its terms."""
    for signed, ends, sold, value, terms in rows(party.plain["log"].get("agreements", "")):
        plain = {"relationship": party.name, "signed": moment(signed), "ends": moment(ends), "sold": sold}
        yield {**plain, "value": value, "terms": terms.split("; ")}


def overrides(party: Party) -> Iterable[dict[str, Any]]:
    """The grade that somebody set by hand."""
    for grade, by, at, until, why in rows(party.plain["log"].get("override", "")):
        plain = {"relationship": party.name, "grade": grade, "by": by, "at": instant(at)}
        yield {**plain, "until": moment(until), "why": why}


def audit(plain: dict[str, Any]) -> dict[str, Any]:
    """A process that was looked at, with what became of it since."""
    told = {key: plain[key] for key in plain if key not in PRACTICE}
    since = {key: instant(plain[key]) for key in ("made", "practised") if key in plain}
    return {
        **told,
        **since,
        "reviewed": [{**review, "at": instant(review["at"])} for review in plain.get("reviewed", ())],
        "told": [instant(at) for at in plain.get("told", ())],
        "ran": [{**run, "at": instant(run["at"])} for run in plain.get("ran", ())],
    }


def people_by_address(parties: Iterable[Party], team: Iterable[Person]) -> dict[str, Person]:
    """Everybody who has an address."""
    people = [*team, *(person for party in parties for person in party.writers)]
    return {person.address: person for person in people}
