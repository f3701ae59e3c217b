"""add, edit, ignore, grade, end, reopen: what relationships are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]
Shown = Callable[[str], dict[str, Any]]


def test_a_relationship_is_added(filled: Run, shown: Shown) -> None:
    done = filled("add", "Halden Dairies", "--kind", "prospect", "--stage", "prospect", "--tier", "a")
    assert done == (0, "r3 Halden Dairies: added.\n", "")
    made = shown("halden")
    assert (made["id"], made["kind"], made["stage"], made["tier"]) == ("r3", "prospect", "prospect", "a")
    assert made["owner"] == shown("acme.example")["owner"]
    assert json.loads(filled("add", "Brunn", "--json").out) == {"id": "r4"}


def test_with_an_address_its_mail_comes(filled: Run, shown: Shown) -> None:
    done = filled("add", "Ana at home", "--address", "ana.lark@home.example", "--address", "+49 30 1234")
    assert done.status == 0
    made = shown("at home")
    assert [entry["subject"] for entry in made["interactions"]] == ["Note"]
    assert {each for contact in made["contacts"] for each in contact["addresses"]} == {
        "ana.lark@home.example",
        "+49 30 1234",
    }


def test_a_contact_is_added(filled: Run, shown: Shown) -> None:
    done = filled("add", "Ida Storm", "--to", "acme.example", "--role", "buyer", "--address", "ida@acme.example")
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith(" acme.example: contact added.\n")
    (ida,) = [each for each in shown("acme.example")["contacts"] if each["name"] == "Ida Storm"]
    assert (ida["id"], ida["role"], ida["addresses"]) == (done.out.split()[0], "buyer", ["ida@acme.example"])


def test_a_relationship_is_edited_by_id_or_name(filled: Run, shown: Shown) -> None:
    done = filled("edit", "acme.example", "--name", "Acme", "--tier", "b", "--tags", "north, #audit")
    assert done == (0, "r1 Acme: changed.\n", "")
    assert filled("edit", "R1", "--owner", "none", "--kind", "partner", "--json").out == '{\n  "id": "r1"\n}\n'
    page = shown("r1")
    assert (page["name"], page["tier"], page["kind"], page["owner"]) == ("Acme", "b", "partner", None)


def test_addresses_come_and_go(filled: Run, shown: Shown) -> None:
    def addresses() -> set[str]:
        return {each for contact in shown("r1")["contacts"] for each in contact["addresses"]}

    assert filled("edit", "r1", "--address", "+49 30 1234").status == 0
    assert "+49 30 1234" in addresses()
    assert filled("edit", "r1", "--drop", "+49 30 1234").status == 0
    assert "+49 30 1234" not in addresses()


def test_contacts_promises_follow_ups_and_interactions_are_edited(filled: Run, shown: Shown) -> None:
    assert filled("promise", "r1", "send it", "--due", "fri").status == 0
    assert filled("follow-up", "r1", "ask", "--due", "fri", "--every", "week").status == 0
    logged = filled("log", "met", "--with", "r1", "--channel", "meeting", "--direction", "both").out.split()[0]
    contact = shown("r1")["contacts"][0]["id"]
    assert filled("edit", contact, "--name", "Mia Berg", "--role", "buyer").status == 0
    assert filled("edit", "p1", "--text", "send the quote").status == 0
    done = filled("edit", "f1", "--text", "ask again", "--due", "18 mar", "--every", "none")
    assert done.out == "f1 acme.example: follow-up changed, by Wed 18 Mar 17:00.\n"
    assert filled("edit", logged, "--text", "met in town", "--tags", "#fair").status == 0
    page = shown("r1")
    assert (page["contacts"][0]["name"], page["contacts"][0]["role"]) == ("Mia Berg", "buyer")
    assert page["promises"][0]["text"] == "send the quote"
    (follow_up,) = page["follow_ups"]
    assert (follow_up["text"], follow_up["every"], follow_up["due"]) == ("ask again", "", "2026-03-18T17:00:00Z")
    assert page["interactions"][0]["text"] == "met in town"


def test_mail_from_an_address_concerns_nobody(filled: Run, shown: Shown) -> None:
    assert filled("ignore", "Max@acme-labs.example") == (0, "max@acme-labs.example ignored.\n", "")
    assert json.loads(filled("ignore", "ida@acme.example", "--json").out) == {"id": "ida@acme.example"}


def test_a_grade_by_hand_and_back(filled: Run, db: Path) -> None:
    def by_hand() -> list[tuple[str, str, int]]:
        conn = sqlite3.connect(db)
        found = conn.execute("SELECT grade, why, until FROM override WHERE until > at").fetchall()
        conn.close()
        return found

    done = filled("grade", "acme.example", "b", "--why", "they know of it", "--until", "in 2 weeks")
    assert done == (0, "r1 acme.example: graded B by hand, until Mon 23 Mar 17:00.\n", "")
    assert by_hand() == [("B", "they know of it", 1_774_285_200)]
    assert filled("grade", "acme.example", "none").out == "r1 acme.example: grade by hand taken back.\n"
    assert by_hand() == []


def test_an_end_and_a_new_beginning(filled: Run, shown: Shown) -> None:
    assert filled("end", "acme.example", "--why", "they moved away").out == "r1 acme.example: ended.\n"
    assert shown("r1")["stage"] == "ended"
    assert filled("reopen", "r1", "--json").status == 0
    assert shown("r1")["stage"] == "active"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["add", ""], "A relationship needs some words."),
        (["add", "Acme.EXAMPLE"], "r1 is called 'Acme.EXAMPLE' already."),
        (["add", "Other", "--address", "nothing"], "'nothing' is no address."),
        (["add", "Other", "--address", "mia@acme.example"], "mia@acme.example belongs to acme.example (r1)."),
        (["add", "Other", "--address", "ana@larkfield.example"], "ana@larkfield.example is one of ours."),
        (["add", "Other", "--owner", "zoe"], "'zoe' is no teammate."),
        (["add", "Other", "--stage", "ended"], "Invalid value for '--stage'"),
        (["add", "Other", "--role", "buyer"], "--role is a contact's."),
        (["add", "Ida", "--to", "r1", "--tier", "a"], "A contact has no --tier."),
        (["add", "Ida", "--to", "nobody"], "No relationship is called 'nobody'."),
        (["edit", "r1"], "Nothing is said to change r1 to. It has --name, --kind,"),
        (["edit", "r1", "--due", "fri"], "r1 has no --due."),
        (["edit", "p1", "--name", "x"], "p1 has no --name."),
        (["edit", "w3", "--text", "x"], "w3 is nothing to edit."),
        (["edit", "f99", "--text", "x"], "There is no follow-up f99."),
        (["edit", "nobody", "--tier", "a"], "No relationship is called 'nobody'."),
        (["edit", "acme", "--tier", "a"], "may be acme-labs.example (r2), acme.example (r1)."),
        (["edit", "r1", "--name", "acme-labs.example"], "r2 is called 'acme-labs.example' already."),
        (["edit", "f1", "--due", "1/12"], "several ways"),
        (["edit", "f1", "--every", "blue moon"], "is no recurrence"),
        (["ignore", "nothing"], "'nothing' is no address."),
        (["ignore", "ana@larkfield.example"], "is a teammate's."),
        (["grade", "r1", "B"], "A grade by hand needs a reason and an end."),
        (["grade", "r1", " ", "--why", "x", "--until", "fri"], "No grade is given. Choose A, B, C, D or F;"),
        (["edit", "r1", "--owner", ""], "No owner is named. Name a teammate; none takes the owner away."),
        (["edit", "r1", "--owner", " "], "No owner is named."),
        (["grade", "r1", "E", "--why", "x", "--until", "fri"], "There is no grade 'E'."),
        (["grade", "r1", "B", "--why", "x", "--until", "in 2 months"], "A grade by hand ends within 30 days."),
        (["grade", "r1", "B", "--why", "x", "--until", "yesterday"], "has passed."),
        (["end", "r1"], "Missing option '--why'"),
        (["end", "r1", "--why", " "], "An end needs some words."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_is_refused(filled: Run, refused: Refused, arguments: list[str], line: str) -> None:
    assert line in refused(*arguments)


def test_acts_of_their_own_are_named(filled: Run, refused: Refused) -> None:
    assert filled("promise", "r1", "send it", "--due", "fri").status == 0
    line = refused("edit", "p1", "--due", "next fri", status=1)
    assert "kept renegotiate p1 --due WHEN does it." in line
    assert "has not ended." in refused("reopen", "r1", status=1)
    assert filled("end", "r1", "--why", "gone").status == 0
    assert "kept reopen r1 does it." in refused("edit", "r1", "--stage", "active", status=1)
    assert "ended acme.example just now." in refused("end", "r1", "--why", "gone", status=1)


def test_mail_stays_as_it_came(filled: Run, refused: Refused) -> None:
    assert "i3 is a mail, which stays as it came." in refused("edit", "i3", "--text", "x", status=1)


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "Other"],
        ["edit", "r1", "--tier", "a"],
        ["ignore", "max@acme-labs.example"],
        ["grade", "r1", "B", "--why", "x", "--until", "fri"],
        ["end", "r1", "--why", "x"],
        ["reopen", "r1"],
        ["close", "r1", "--sold", "x"],
        ["log", "x", "--with", "r1", "--channel", "note", "--direction", "out"],
    ],
    ids=lambda value: value[0],
)
def test_a_viewer_changes_nothing(viewer: Run, refused: Refused, arguments: list[str]) -> None:
    assert "vera may look, not write." in refused("--as", "vera", *arguments, status=1)
