"""`kept team away`: what it says, what it refuses, and what it does to the lists of others."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
ME = ("--as", "bo")
BACK = "2026-03-13T08:00"


@pytest.fixture
def team(filled: Run, db: Path) -> Run:
    """The mailbox taken in by the account, with bo, and vi who may look."""
    conn = sqlite3.connect(db)
    conn.execute("INSERT INTO teammate(handle, name, role) VALUES('bo', 'Bo', 'member'), ('vi', 'Vi', 'viewer')")
    conn.commit()
    conn.close()
    return filled


@pytest.fixture
def me(team: Run, db: Path) -> str:
    """The account's handle."""
    conn = sqlite3.connect(db)
    handle: str = conn.execute("SELECT handle FROM teammate WHERE role = 'admin'").fetchone()[0]
    conn.close()
    return handle


def test_what_it_means_is_echoed(team: Run, me: str) -> None:
    said = f"bo is away until Fri 13 Mar, back that day; {me} stands in.\n"
    assert team("team", "away", "bo", "--until", "fri", "--deputy", me) == (0, said, "")
    assert team("team", "away", "bo").out == said
    assert team(*ME, "team", "away", "bo", "--until", "2026-03-16").out == said.replace("Fri 13", "Mon 16")
    assert team(*ME, "team", "away", "bo", "--back") == (0, "bo is here.\n", "")
    assert team("team", "away", "bo").out == "bo is here.\n"


def test_scripts_get_one_document(team: Run, me: str) -> None:
    done = team("team", "away", "bo", "--until", "fri", "--deputy", me, "--json")
    assert json.loads(done.out) == {"handle": "bo", "away_until": "2026-03-13T00:00:00Z", "deputy": me}
    done = team("team", "away", "bo", "--back", "--json")
    assert json.loads(done.out) == {"handle": "bo", "away_until": None, "deputy": None}


def test_the_deputy_s_lists_take_in_what_is_theirs_and_say_so(team: Run, me: str) -> None:
    before = json.loads(team("today", "--json").out)
    assert team(*ME, "status").out == "kept: nothing due\n"
    assert team("team", "away", me, "--until", "fri", "--deputy", "bo").status == 0
    rows = json.loads(team(*ME, "today", "--json").out)
    assert rows == [{**row, "for": me} for row in before]
    assert list(rows[0])[-1] == "for"
    assert f"for {me[:7]}" in team(*ME, "today").out
    assert json.loads(team("today", "--json").out) == before
    assert "away until Fri 13 Mar, bo stands in" in team("today").out
    assert team(*ME, "status").out == team("status").out == "1 due, 1 waiting\n"
    assert team(*ME, "status", now=BACK).out == "kept: nothing due\n"


def test_on_return_it_says_what_happened_until_that_is_read(team: Run, me: str) -> None:
    assert team("team", "away", me, "--until", "fri", "--deputy", "bo").status == 0
    wait = json.loads(team(*ME, "today", "--json").out)[0]["id"]
    assert team(*ME, "waive", wait, "--why", "said by telephone", now="2026-03-10T09:00").status == 0
    told = team("team", "away", me, now=BACK).out.split("\n")
    assert told[0] == f"{me} is here."
    assert told[1] == "   While you were away, Mon 9 Mar to Thu 12 Mar"
    assert "   bo  1 needed no reply" in told
    assert told[-2] == "   Nothing of yours is late or due today."
    assert team("team", "away", me, now=BACK).out.split("\n") == told
    assert team(*ME, "team", "away", me, now=BACK).out == f"{me} is here.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bo", "--until", "yesterday", "--deputy", "ME"), "'yesterday' is Sun 8 Mar, which is not still to come."),
        (("bo", "--until", "today", "--deputy", "ME"), "'today' is Mon 9 Mar, which is not still to come."),
        (("bo", "--until", "1/12", "--deputy", "ME"), "1/12"),
        (("bo", "--until", "whenever", "--deputy", "ME"), "whenever"),
        (("zoe", "--until", "fri", "--deputy", "ME"), "'zoe' is no teammate. Give one of "),
        (("zoe",), "'zoe' is no teammate. Give one of "),
        (("bo", "--until", "fri", "--deputy", "zoe"), "'zoe' is no teammate. Give one of "),
        (("bo", "--until", "fri", "--deputy", "vi"), "vi may look, not write."),
        (("bo", "--until", "fri", "--deputy", "bo"), "bo cannot stand in for themselves."),
        (("bo", "--until", "fri"), "Nobody stands in for bo yet. --deputy HANDLE says who does."),
        (("bo", "--deputy", "ME"), "It is not said until when."),
        (("bo", "--back", "--until", "fri"), "Somebody is away or back."),
        (("bo", "--back"), "bo is not away."),
    ],
)
@pytest.mark.usefixtures("team")
def test_what_is_refused(me: str, refused: Callable[..., str], arguments: tuple[str, ...], said: str) -> None:
    assert said in refused("team", "away", *(me if each == "ME" else each for each in arguments))


@pytest.mark.parametrize(
    ("who", "said"),
    [("bo", "bo is no admin here."), ("vi", "vi may look, not write."), ("zoe", "zoe is no teammate")],
)
@pytest.mark.usefixtures("team")
def test_of_others_only_an_admin_says_it(me: str, refused: Callable[..., str], who: str, said: str) -> None:
    status = 2 if who == "bo" else 1
    assert said in refused("--as", who, "team", "away", me, "--until", "fri", "--deputy", "bo", status=status)
