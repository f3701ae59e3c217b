"""done, skip, break, give-up, waive, withdraw, snooze, renegotiate: things that end or are put off by their IDs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]
Shown = Callable[[str], dict[str, Any]]
WAITS = "w3"
"""The wait that the mailbox leaves open."""


@pytest.fixture
def busy(filled: Run) -> Run:
    """kept with two promises of ours, one of theirs and a follow-up that recurs."""
    assert filled("promise", "acme.example", "send the quote", "--due", "fri").status == 0
    assert filled("promise", "acme.example", "send the plan", "--due", "fri").status == 0
    assert filled("promise", "acme.example", "sign", "--due", "fri", "--theirs").status == 0
    assert filled("follow-up", "acme.example", "check in", "--due", "tue", "--every", "2 weeks").status == 0
    return filled


def ids(done: Any) -> list[str]:
    """The IDs that the lines of a run begin with."""
    assert (done.status, done.err) == (0, "")
    return [line.split()[0] for line in done.out.splitlines()]


def states(shown: Shown, things: str) -> dict[str, str]:
    """The state of each wait, promise or follow-up."""
    return {each["id"]: each["state"] for each in shown("acme.example")[things]}


def test_the_mailbox_leaves_this_wait_open(busy: Run, shown: Shown) -> None:
    assert states(shown, "waits")[WAITS] == "open"


def test_done_means_what_the_thing_is(busy: Run, shown: Shown) -> None:
    done = busy("done", WAITS, "P1", "p3", "f1", "--why", "all at once")
    assert ids(done) == [WAITS, "p1", "p3", "f1"]
    assert done.out.splitlines()[:2] == [f"{WAITS} acme.example: reply logged.", "p1 acme.example: promise kept."]
    assert states(shown, "waits")[WAITS] == "answered"
    assert states(shown, "promises") == {"p1": "kept", "p2": "open", "p3": "kept"}
    assert states(shown, "follow_ups") == {"f1": "done", "f2": "open"}
    assert shown("acme.example")["interactions"][0]["text"] == "all at once"


def test_what_they_wrote_is_thanked_for(busy: Run, shown: Shown) -> None:
    assert busy("done", "i3").out == "i3 acme.example: thanked.\n"
    newest = shown("acme.example")["interactions"][0]
    assert (newest["direction"], newest["gesture"]) == ("out", "thanks")


def test_one_id_is_an_object_and_several_are_an_array(busy: Run) -> None:
    assert json.loads(busy("done", "p1", "--json").out) == {"id": "p1"}
    assert json.loads(busy("done", "p2", "f1", "--json").out) == [{"id": "p2"}, {"id": "f1"}]
    assert json.loads(busy("waive", WAITS, WAITS, "--why", "spam", "--json").out) == {"id": WAITS}


def test_of_several_all_are_done_or_none(busy: Run, refused: Refused, shown: Shown) -> None:
    assert "There is no promise p99." in refused("done", "p1", "p99")
    assert states(shown, "promises")["p1"] == "open"


def test_a_wait_that_needed_no_reply(busy: Run, shown: Shown) -> None:
    assert busy("waive", WAITS, "--why", "said by phone").out == f"{WAITS} acme.example: no reply needed.\n"
    assert states(shown, "waits")[WAITS] == "waived"


def test_what_is_given_up_may_be_told_and_made_good(busy: Run, shown: Shown) -> None:
    done = busy("give-up", WAITS, "--apology", "We never answered, sorry.", "--repair", "answer all of it by fri")
    assert done.out == f"{WAITS} acme.example: gave up, told them, answer all of it by Fri 13 Mar 17:00.\n"
    assert states(shown, "waits")[WAITS] == "given_up"
    page = shown("acme.example")
    assert page["interactions"][0]["text"] == "We never answered, sorry."
    assert page["promises"][-1]["text"] == "answer all of it"


def test_a_broken_promise_and_one_that_is_withdrawn(busy: Run, shown: Shown) -> None:
    assert busy("break", "p1", "--why", "no time").out == "p1 acme.example: promise broken.\n"
    assert busy("withdraw", "p2").out == "p2 acme.example: promise withdrawn.\n"
    assert busy("break", "p3").out == "p3 acme.example: their promise was broken.\n"
    assert states(shown, "promises") == {"p1": "broken", "p2": "withdrawn", "p3": "broken"}


def test_a_follow_up_that_is_skipped_comes_again(busy: Run, shown: Shown) -> None:
    assert busy("skip", "f1").out == "f1 acme.example: follow-up skipped.\n"
    assert states(shown, "follow_ups") == {"f1": "skipped", "f2": "open"}
    assert shown("acme.example")["follow_ups"][1]["due"] == "2026-03-24T17:00:00Z"


def test_a_row_is_hidden_until_the_day_begins(busy: Run) -> None:
    def rows(now: str) -> list[str]:
        return [row["id"] for row in json.loads(busy("today", "--json", now=now).out)]

    assert WAITS in rows("2026-03-09T09:00")
    assert busy("snooze", WAITS, "--due", "thu").out == f"{WAITS} acme.example: snoozed, until Thu 12 Mar.\n"
    assert WAITS not in rows("2026-03-11T23:59")
    assert WAITS in rows("2026-03-12T00:00")


def test_a_snooze_may_end_at_a_time_of_day(busy: Run) -> None:
    assert busy("snooze", "f1", "--due", "3pm").out == "f1 acme.example: snoozed, until Mon 9 Mar 15:00.\n"


def test_only_what_they_agreed_to_moves_the_date_that_counts(busy: Run, shown: Shown) -> None:
    done = busy("renegotiate", "p1", "--due", "next wed", "--agreed", "--why", "they asked")
    assert done.out == "p1 acme.example: promise moved, by Wed 18 Mar 17:00.\n"
    done = busy("renegotiate", "p2", "--due", "18 mar", "--text", "half of the plan")
    assert done.out == "p2 acme.example: new date noted, they did not agree, by Wed 18 Mar 17:00.\n"
    first, second, _ = shown("acme.example")["promises"]
    assert [move["agreed"] for move in (*first["moves"], *second["moves"])] == [True, False]
    assert second["text"] == "half of the plan"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["done"], "Missing argument 'ID...'"),
        (["done", "r1"], "'r1' is no ID for this."),
        (["done", "w"], "'w' is no ID for this."),
        (["done", ""], "'' is no ID for this."),
        (["done", "i99"], "There is no interaction i99."),
        (["skip", "p1"], "'p1' is no ID for this. Write f and a number for a follow-up."),
        (["break", WAITS], "is no ID for this."),
        (["break", "p1", "--repair", "send it"], "'send it' names no date."),
        (["break", "p1", "--repair", "send it by 1/12"], "several ways"),
        (["give-up", "p1"], "is no ID for this."),
        (["waive", WAITS], "Missing option '--why'"),
        (["waive", WAITS, "--why", " "], "Why was no reply needed?"),
        (["withdraw", "f1"], "is no ID for this."),
        (["snooze", WAITS], "Missing option '--due'"),
        (["snooze", WAITS, "--due", "2026-03-01"], "is Sun 1 Mar, which has passed."),
        (["snooze", WAITS, "--due", "today"], "That date is in the past."),
        (["snooze", "c1", "--due", "fri"], "is no ID for this."),
        (["renegotiate", "f1", "--due", "fri"], "f1 is a follow-up. kept edit f1 --due WHEN moves it."),
        (["renegotiate", "p1", "--due", "fri", "--by", "zoe"], "'zoe' is no teammate."),
        (["renegotiate", "p1", "--due", "2"], "several ways"),
        (["renegotiate", "r1", "--due", "fri"], "'r1' is no ID for this. Write p and a number for a promise."),
        (["renegotiate", "f" + "9" * 20, "--due", "fri"], "is no ID for this. Write p and a number"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_is_refused(busy: Run, refused: Refused, arguments: list[str], line: str) -> None:
    assert line in refused(*arguments)


def test_what_is_over_stays_as_it_is(busy: Run, refused: Refused) -> None:
    assert busy("done", "p1").status == 0
    assert "marked p1 as kept just now." in refused("done", "p1", status=1)
    assert busy("waive", WAITS, "--why", "spam").status == 0
    assert "waived it just now." in refused("waive", WAITS, "--why", "spam", status=1)


@pytest.mark.parametrize(
    "arguments",
    [
        ["done", WAITS],
        ["skip", "f1"],
        ["break", "p1"],
        ["give-up", WAITS],
        ["waive", WAITS, "--why", "spam"],
        ["withdraw", "p1"],
        ["snooze", WAITS, "--due", "fri"],
        ["renegotiate", "p1", "--due", "next fri"],
    ],
    ids=lambda value: value[0],
)
def test_a_viewer_ends_nothing(busy: Run, viewer: Run, refused: Refused, arguments: list[str]) -> None:
    assert "vera may look, not write." in refused("--as", "vera", *arguments, status=1)
