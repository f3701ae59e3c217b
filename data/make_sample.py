"""Writes sample.mbox and sample.toml, the same bytes on every run: python data/make_sample.py [FOLDER]."""

from __future__ import annotations

import sys
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import tomli_w
from sample_clock import instant
from sample_exchanges import Exchanges
from sample_facts import (
    agreements,
    audit,
    contacts,
    follow_ups,
    interactions,
    overrides,
    people_by_address,
    promises,
    relationship,
    teammate,
)
from sample_letters import Letter, Party, Person, party
from sample_mbox import mailbox_bytes
from sample_threads import Threads, extras

SEED = 2231
HERE = Path(__file__).resolve().parent
NOTE = """\
# The sample of `kept demo`: what sample.mbox cannot say. Made by data/make_sample.py, so change its sources.
# [sample] says when it is seen, in which zone, and which domains are public mail providers. A [[relationship]]
# is made at `made`, before the mail is read, and found by its `domain` or `address` (one without either has no
# mail); the other tables name it by its name. A [[contact]] may lack addresses. A [[promise]] is `by` a
# teammate's handle or by "them" (then `contact` says who); `due` is the first one, a day alone or an instant;
# each of `moves` tells the due asked for, at which instant, and whether they agreed. A [[follow_up]] with
# `every` recurs. An [[agreement]] has `terms`, an [[override]] a grade by hand. An [[interaction]] is `by` a
# handle, or by a contact's name; `missed` is false and `needs_reply` the default of its direction unless said.
# A [[waive]] says of the mail `message_id` that no reply was needed. An [[audit]] is as `kept audit export` writes
# it; it was `made` and `practised` then, `reviewed` with these minutes and steps amiss, `told` again at these
# instants, and each run of its checklist `ran` with the seconds of each step, or why it was skipped. Advice,
# figures, follow-ups and the days of reviews follow from the rules.

"""


def read(name: str) -> dict[str, Any]:
    """One of the sources."""
    with (HERE / "sample_source" / name).open("rb") as file:
        return tomllib.load(file)


def teammates(people: dict[str, Any]) -> dict[str, Person]:
    """The team as people who write, by handle."""
    return {
        mate["handle"]: Person(mate["name"], mate["addresses"][0], "warm", signature=mate["signature"])
        for mate in people["teammate"]
    }


def write_letters(parties: list[Party], team: dict[str, Person]) -> tuple[list[Letter], list[dict[str, Any]]]:
    """All letters in order of time, and which of them were waived."""
    phrases = read("exchanges.toml")
    by_name = {each.name: each for each in parties}
    threads = Threads(team, phrases, SEED)
    letters = list(
        chain.from_iterable(threads.letters(by_name[t["with"]], t) for t in read("threads.toml")["thread"])
    )
    exchanges = Exchanges(team, phrases, SEED)
    letters += chain.from_iterable(exchanges.letters(each) for each in parties)
    letters += extras(read("extras.toml")["mail"], people_by_address(parties, team.values()), letters)
    return sorted(letters, key=lambda letter: (letter.at, letter.message_id)), threads.waives


def shuffled(letters: list[Letter]) -> list[Letter]:
    """The letters as a mailbox has them: one parent comes late, and one mail twice."""
    late = next(x for x in letters if x.subject == "Where proofs sleep")
    twice = next(x for x in letters if x.subject == "Invoice 2231")
    return [*(x for x in letters if x is not late), late, twice]


def facts(people: dict[str, Any], parties: list[Party], waives: list[dict[str, Any]]) -> dict[str, Any]:
    """Everything that sample.toml holds."""
    sample = {
        "now": instant(people["now"]),
        "zone": people["zone"],
        "public_providers": people["public_providers"],
    }
    return {
        "sample": sample,
        "teammate": [teammate(mate) for mate in people["teammate"]],
        "relationship": [relationship(each) for each in parties],
        "contact": [contact for each in parties for contact in contacts(each)],
        "promise": [promise for each in parties for promise in promises(each)],
        "follow_up": [follow_up for each in parties for follow_up in follow_ups(each)],
        "agreement": [agreement for each in parties for agreement in agreements(each)],
        "override": [override for each in parties for override in overrides(each)],
        "interaction": [interaction for each in parties for interaction in interactions(each)],
        "waive": waives,
        "audit": [audit(each) for each in read("audits.toml")["audit"]],
    }


def main(folder: Path) -> None:
    """Writes both files into a folder."""
    people = read("people.toml")
    parties = [party(plain) for plain in people["relationship"]]
    letters, waives = write_letters(parties, teammates(people))
    (folder / "sample.mbox").write_bytes(mailbox_bytes(shuffled(letters)))
    document = NOTE + tomli_w.dumps(facts(people, parties, waives))
    (folder / "sample.toml").write_text(document, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
