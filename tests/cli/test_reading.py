"""What list, show and today print, for scripts and for people."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
LIST_KEYS = [
    *("id", "name", "kind", "stage", "tier", "owner", "score", "grade", "coverage", "flag", "trend", "waiting"),
    *("overdue_follow_ups", "overdue_promises", "broken_promises", "interactions", "last_touch", "reply"),
    "override",
]
SHOW_KEYS = [*(key for key in LIST_KEYS if key != "interactions"), "measures", "ledger", "contacts", "waits"]
SHOW_KEYS += ["promises", "follow_ups", "interactions", "agreements"]
TODAY_KEYS = ["group", "kind", "id", "relationship", "who", "what", "due", "working_hours", "points", "verb"]
WAIT_KEYS = ["id", "opened_at", "answered_at", "working_hours", "wall_hours", "state", "pings", "thread"]


def document(done: Any) -> Any:
    """What a run printed, which must be one document and nothing else."""
    assert (done.status, done.err) == (0, "")
    assert done.out.isascii()
    return json.loads(done.out)


def test_list_is_one_document_of_every_relationship(filled: Run) -> None:
    rows = document(filled("list", "--json"))
    assert [row["name"] for row in rows] == ["acme.example", "acme-labs.example"]
    assert [list(row) for row in rows] == [LIST_KEYS] * 2
    acme = rows[0]
    assert acme["id"] == "r1"
    assert (acme["kind"], acme["stage"], acme["tier"]) == ("customer", "active", "c")
    assert (acme["grade"], acme["coverage"], acme["flag"], acme["trend"]) == ("?", ["reply"], False, None)
    assert acme["last_touch"] == "2026-03-04T10:00:00Z"
    assert (acme["waiting"], acme["interactions"]) == (1, 3)


def test_hours_are_working_hours(filled: Run) -> None:
    acme, labs = document(filled("list", "--json"))
    # answered Monday 09:00 to 12:00; waits since Wednesday 10:00: 7 and two days of 8 hours
    assert acme["reply"] == {
        "median_hours": 3.0,
        "p90_hours": None,
        "n": 1,
        "waiting": 1,
        "oldest_waiting_hours": 23.0,
        "waived": 0,
        "given_up": 0,
    }
    assert list(labs["reply"].values()) == [None, None, 0, 0, None, 0, 0]
    assert (labs["score"], labs["grade"], labs["coverage"]) == (None, "–", [])


def test_since_narrows_replies_and_interactions(filled: Run) -> None:
    acme = document(filled("list", "--json", "--since", "2026-03-03"))[0]
    assert (acme["reply"]["n"], acme["reply"]["waiting"], acme["interactions"]) == (0, 1, 1)
    later = document(filled("list", "--json", "--since", "2026-03-05"))[0]
    assert (later["reply"]["oldest_waiting_hours"], later["interactions"]) == (None, 0)


def test_what_is_later_than_now_is_not_there(filled: Run) -> None:
    assert document(filled("list", "--json", now="2026-03-01")) == []
    (acme,) = document(filled("list", "--json", now="2026-03-02T11:00"))
    assert (acme["waiting"], acme["interactions"], acme["reply"]["n"]) == (1, 1, 0)


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["--sort", "name"], ["acme-labs.example", "acme.example"]),
        (["--sort", "silence"], ["acme-labs.example", "acme.example"]),
        (["--kind", "vendor"], []),
        (["--stage", "ended"], []),
        (["--stage", "all", "--trend"], ["acme.example", "acme-labs.example"]),
    ],
)
def test_list_is_ordered_and_narrowed(filled: Run, arguments: list[str], names: list[str]) -> None:
    assert [row["name"] for row in document(filled("list", "--json", *arguments))] == names


def test_trend_is_there_with_its_option_only(filled: Run) -> None:
    late = "2026-03-31T09:00"
    assert document(filled("list", "--json", now=late))[0]["trend"] is None
    assert document(filled("list", "--json", "--trend", now=late))[0]["trend"] < -5


def test_show_is_one_document(filled: Run) -> None:
    shown = document(filled("show", "acme.example", "--json"))
    assert list(shown) == SHOW_KEYS
    assert [list(wait) for wait in shown["waits"]] == [WAIT_KEYS] * 2
    assert [wait["state"] for wait in shown["waits"]] == ["answered", "open"]
    assert shown["waits"][0]["answered_at"] == "2026-03-02T12:00:00Z"
    assert shown["waits"][1] == {
        **shown["waits"][1],
        "opened_at": "2026-03-04T10:00:00Z",
        "answered_at": None,
        "working_hours": 23.0,
        "wall_hours": 119.0,
        "pings": 0,
    }
    assert [each["subject"] for each in shown["interactions"]] == ["Dates", "Re: Offer", "Offer"]
    assert list(shown["measures"]) == ["promise", "reply", "follow_up"]
    assert sum(line["points"] for line in shown["ledger"]) == pytest.approx(100 - shown["score"])
    assert all(line["text"] for line in shown["ledger"])


@pytest.mark.parametrize("name", ["r2", "R2", "labs", "ACME-LABS.example"])
def test_a_relationship_is_named_by_id_or_part(filled: Run, name: str) -> None:
    assert document(filled("show", name, "--json"))["name"] == "acme-labs.example"


def test_a_whole_name_wins_over_a_part(filled: Run) -> None:
    assert document(filled("show", "Acme.Example", "--json"))["id"] == "r1"


def test_an_ambiguous_name_lists_who_is_meant(filled: Run) -> None:
    done = filled("show", "acme")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "kept: 'acme' may be acme-labs.example (r2), acme.example (r1). Give more of the name, or the ID.\n"
    )


@pytest.mark.parametrize("name", ["nobody", "r99", "", "w1"])
def test_an_unknown_name_is_said(filled: Run, name: str) -> None:
    done = filled("show", name)
    assert (done.status, done.out) == (2, "")
    assert done.err == f"kept: No relationship is called {name!r}. kept list --stage all shows them.\n"


def test_today_is_one_document(filled: Run) -> None:
    (row,) = document(filled("today", "--json"))
    assert list(row) == TODAY_KEYS
    assert row == {
        **row,
        "group": "overdue",
        "kind": "wait",
        "relationship": "r1",
        "who": "acme.example",
        "what": "When do you begin?",
        "due": "2026-03-06T10:00:00Z",
        "working_hours": 7.0,
        "verb": "reply",
    }


def test_today_of_whom(filled: Run) -> None:
    assert len(document(filled("today", "--json", "--owner", "all"))) == 1
    done = filled("today", "--owner", "zoe")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("kept: 'zoe' is no teammate. Give all, or one of ")


def test_people_read_tables_that_fit(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in (60, 80, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        for command in (["list"], ["today"], ["show", "r1"]):
            done = filled(*command)
            assert (done.status, done.err) == (0, "")
            lines = done.out.splitlines()
            assert max(map(len, lines)) <= width
            assert all(line == line.rstrip() for line in lines)
            assert "\x1b" not in done.out


def test_the_list_for_people(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = filled("list").out.splitlines()
    assert told[0].split()[:2] == ["who", "score"]
    assert [line.split()[0] for line in told[1:]] == ["acme.example", "acme-labs.example"]
    assert filled("list", "--kind", "vendor").out == "No relationship fits.\n"


@pytest.mark.parametrize("command", [["list"], ["today"], ["show", "x"], ["doctor"], ["config", "apply"]])
def test_without_a_database_nothing_is_made(kept: Run, db: Path, command: list[str]) -> None:
    done = kept(*command)
    assert (done.status, done.out) == (1, "")
    assert done.err == f"kept: There is no database at {db}. kept import mail PATH makes it from a mailbox.\n"
    assert not db.parent.exists()
