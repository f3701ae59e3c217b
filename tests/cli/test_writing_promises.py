"""`kept promise` and `kept follow-up`: what comes of them, what is refused, and the honest look."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.services.login import own_handle

Run = Callable[..., Any]
Refused = Callable[..., str]
Shown = Callable[[str], dict[str, Any]]
LATE_DAY = 8 * 3600


def test_a_promise_is_made_and_its_date_echoed(filled: Run, shown: Shown) -> None:
    done = filled("promise", "acme.example", "send the quote", "--due", "fri")
    assert done == (0, "p1 acme.example: promised, by Fri 13 Mar 17:00.\n", "")
    (made,) = shown("acme.example")["promises"]
    assert (made["id"], made["by_us"], made["text"], made["state"]) == ("p1", True, "send the quote", "open")
    assert made["due"] == "2026-03-13T17:00:00Z"


def test_a_promise_of_theirs_is_noted_with_who_made_it(filled: Run, shown: Shown) -> None:
    done = filled("promise", "labs", "sign", "--due", "fri 3pm", "--theirs", "--by", "Max")
    assert done.out == "p1 acme-labs.example: their promise noted, by Fri 13 Mar 15:00.\n"
    (made,) = shown("labs")["promises"]
    assert (made["by_us"], made["author"], made["due"]) == (False, "Max", "2026-03-13T15:00:00Z")


def test_scripts_get_the_id_and_nothing_else(filled: Run) -> None:
    done = filled("promise", "r1", "send it", "--due", "fri", "--json")
    assert (done.status, json.loads(done.out), done.err) == (0, {"id": "p1"}, "")
    done = filled("follow-up", "r1", "ask", "--due", "fri", "--json")
    assert (done.status, json.loads(done.out), done.err) == (0, {"id": "f1"}, "")


def test_a_follow_up_may_recur(filled: Run, shown: Shown) -> None:
    done = filled("follow-up", "acme.example", "check in", "--due", "31 mar", "--every", "month")
    assert done.out == "f1 acme.example: follow-up set, by Tue 31 Mar 17:00, every month on the 31st.\n"
    (made,) = shown("acme.example")["follow_ups"]
    assert (made["text"], made["every"]) == ("check in", "FREQ=MONTHLY;BYMONTHDAY=31")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["promise", "acme.example", "x", "--due", "1/12"], "several ways. Write 2026-12-01 or 2027-01-12."),
        (["promise", "acme.example", "x", "--due", "2026-03-01"], "is Sun 1 Mar, which has passed."),
        (["promise", "acme.example", "x", "--due", "soonish"], "is no date that kept can read."),
        (["promise", "acme.example", "x", "--due", ""], "No date is given."),
        (["promise", "acme.example", "x"], "Missing option '--due'"),
        (["promise", "acme.example", "  ", "--due", "fri"], "A promise needs some words."),
        (["promise", "nobody", "x", "--due", "fri"], "No relationship is called 'nobody'."),
        (["promise", "acme", "x", "--due", "fri"], "may be acme-labs.example (r2), acme.example (r1)."),
        (["promise", "r1", "x", "--due", "fri", "--by", "zoe"], "'zoe' is no teammate."),
        (["promise", "r1", "x", "--due", "fri", "--theirs", "--honest"], "--honest is for promises of ours."),
        (["follow-up", "acme.example", "", "--due", "fri"], "A follow-up needs some words."),
        (["follow-up", "acme.example", "x", "--due", "fri", "--every", "blue moon"], "is no recurrence"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_unclear_is_refused(filled: Run, refused: Refused, arguments: list[str], line: str) -> None:
    assert line in refused(*arguments)


def test_a_viewer_promises_nothing(viewer: Run, refused: Refused) -> None:
    for command in ("promise", "follow-up"):
        line = refused("--as", "vera", command, "acme.example", "x", "--due", "fri", status=1)
        assert line == f"kept: vera may look, not write. Ask {own_handle()} for the role member.\n"


def test_without_a_database_nothing_is_made(kept: Run, db: Path) -> None:
    assert kept("promise", "acme", "x", "--due", "fri").status == 1
    assert not db.parent.exists()


@pytest.fixture
def late_ones(filled: Run, db: Path) -> Run:
    """kept with a history: of ten promises two came in time and eight a working day late."""
    monday = 1_769_418_000  # 2026-01-26 09:00 UTC
    conn = sqlite3.connect(db)
    (handle,) = conn.execute("SELECT handle FROM teammate").fetchone()
    for n in range(10):
        due = monday + LATE_DAY
        kept_at = due - 60 if n < 2 else due + 86_400
        conn.execute(
            "INSERT INTO promise(relationship, by_us, author, text, made_at, due, day_alone, state, ended_at,"
            " recorded_at) VALUES(1, 1, ?, 'x', ?, ?, 1, 'kept', ?, ?)",
            (handle, monday, due, kept_at, monday),
        )
    conn.commit()
    conn.close()
    return filled


def test_a_history_of_late_ones_is_said_and_nothing_is_refused(late_ones: Run) -> None:
    done = late_ones("promise", "acme.example", "send it", "--due", "wed")
    assert (done.status, done.out) == (0, "p11 acme.example: promised, by Wed 11 Mar 17:00.\n")
    assert done.err == "kept: Thu 12 Mar would hold 4 times in 5.\n"


def test_the_honest_date_is_taken_where_it_is_asked_for(late_ones: Run, shown: Shown) -> None:
    done = late_ones("promise", "acme.example", "send it", "--due", "wed", "--honest")
    assert done == (0, "p11 acme.example: promised, by Thu 12 Mar 17:00.\n", "")
    assert shown("acme.example")["promises"][-1]["due"] == "2026-03-12T17:00:00Z"


def test_a_week_without_room_is_said(filled: Run) -> None:
    for _ in range(5):
        assert filled("promise", "acme.example", "one more", "--due", "fri").err == ""
    done = filled("promise", "acme.example", "one more", "--due", "fri")
    assert (done.status, done.err) == (0, "kept: 6 promises are due that week, room for 5.\n")
    assert filled("promise", "acme.example", "pay", "--due", "fri", "--theirs").err == ""
    done = filled("log", "called mia @acme.example; promise: send plan by fri; theirs: pay by fri")
    assert (done.status, done.err) == (0, "kept: 7 promises are due that week, room for 5.\n")


CLOSED = ["close", "acme.example", "--sold", "x", "--promise", "send it by wed", "--their-promise", "pay by wed"]
LOGGED = ["log", "called mia @acme.example; promise: send it by wed"]
GIVEN_UP = ["give-up", "w3", "--repair", "send it by wed"]


@pytest.mark.parametrize(
    "arguments",
    [LOGGED, [*LOGGED, "--dry-run"], CLOSED, [*CLOSED, "--dry-run"], GIVEN_UP],
    ids=lambda value: " ".join([value[0], *value[-1:]]),
)
def test_whatever_promises_is_looked_at_honestly(late_ones: Run, arguments: list[str]) -> None:
    assert late_ones(*arguments).err == "kept: Thu 12 Mar would hold 4 times in 5.\n"


def test_a_new_date_is_looked_at_honestly_unless_it_is_theirs(late_ones: Run) -> None:
    assert late_ones("promise", "acme.example", "send it", "--due", "2026-03-27").status == 0
    done = late_ones("renegotiate", "p11", "--due", "wed", "--agreed")
    assert done.out == "p11 acme.example: promise moved, by Wed 11 Mar 17:00.\n"
    assert done.err == "kept: Thu 12 Mar would hold 4 times in 5.\n"
    assert late_ones("promise", "acme.example", "pay", "--due", "fri", "--theirs").status == 0
    assert late_ones("renegotiate", "p12", "--due", "wed").err == ""


def test_of_several_promises_it_is_said_which_one_is_meant(late_ones: Run) -> None:
    line = "called mia @acme.example; promise: send it by wed; promise: print it by fri; promise: send it by wed"
    assert late_ones("log", line).err == (
        "kept: send it: Thu 12 Mar would hold 4 times in 5.\n"
        "kept: print it: Mon 16 Mar would hold 4 times in 5.\n"
    )
