"""`kept close`: the deal, its terms and promises, and the plan that comes after."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]
Shown = Callable[[str], dict[str, Any]]
DEAL = ["close", "acme.example", "--sold", "Support"]
PROMISES = ["--promise", "send the kit by fri", "--their-promise", "pay by 30 mar"]


def test_a_deal_is_closed_and_goes_on_by_a_plan(filled: Run, shown: Shown) -> None:
    done = filled(*DEAL, "--value", "12k", "--until", "31 dec", "--term", "monthly report", *PROMISES)
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "g1 acme.example: deal closed, active, send the kit by Fri 13 Mar 17:00, pay by Mon 30 Mar 17:00,"
        " say thank you by Mon 9 Mar 17:00, then 3 more.\n"
    )
    page = shown("acme.example")
    assert [(each["text"], each["by_us"]) for each in page["promises"]] == [("send the kit", True), ("pay", False)]
    assert page["follow_ups"][1]["due"] == "2026-03-16T17:00:00Z"


def test_a_page_shows_what_was_agreed(filled: Run) -> None:
    assert "Agreements" not in filled("show", "acme.example").out
    assert filled(*DEAL, "--term", "monthly report").status == 0
    lines = filled("show", "acme.example").out.splitlines()
    assert [line.strip() for line in lines][-3:][::2] == ["Agreements", "monthly report"]


def test_a_prospect_is_onboarding_from_now_on(filled: Run, shown: Shown) -> None:
    assert filled("edit", "r1", "--stage", "prospect").status == 0
    assert filled(*DEAL, "--no-plan").out == "g1 acme.example: deal closed, onboarding.\n"
    page = shown("acme.example")
    assert (page["stage"], page["follow_ups"]) == ("onboarding", [])


def test_scripts_get_the_agreement(filled: Run) -> None:
    assert json.loads(filled(*DEAL, *PROMISES, "--json").out) == {"id": "g1"}


def test_all_of_it_is_one_step(filled: Run, shown: Shown) -> None:
    assert filled(*DEAL, *PROMISES).status == 0
    assert filled("undo").status == 0
    page = shown("acme.example")
    assert (page["promises"], page["follow_ups"]) == ([], [])


def test_a_dry_run_says_all_and_stores_nothing(filled: Run, shown: Shown) -> None:
    done = filled(*DEAL, "--value", "12k", "--from", "1 apr", "--term", "report", *PROMISES, "--dry-run")
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[:8] == [
        "relationship  acme.example (r1), active",
        "sold          Support",
        "value         12k",
        "from          Wed 1 Apr",
        "until         without an end",
        "term          report",
        "promise       send the kit, by Fri 13 Mar 17:00",
        "theirs        pay, by Mon 30 Mar 17:00",
    ]
    assert json.loads(filled(*DEAL, "--dry-run", "--json").out) == {"id": None}
    assert shown("acme.example")["promises"] == []


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["close", "acme.example"], "Missing option '--sold'"),
        (["close", "acme.example", "--sold", " "], "An agreement needs some words."),
        (["close", "acme", "--sold", "x"], "may be acme-labs.example (r2), acme.example (r1)."),
        ([*DEAL, "--from", "1 apr", "--until", "31 mar"], "The agreement ends before it begins."),
        ([*DEAL, "--until", "1/12"], "several ways"),
        ([*DEAL, "--term", ""], "A term needs some words."),
        ([*DEAL, "--promise", "send the kit"], "'send the kit' names no date."),
        ([*DEAL, "--promise", "send the kit by 2026-03-01"], "is due Sun 1 Mar, which has passed."),
        ([*DEAL, "--promise", "by fri"], "A promise needs some words."),
        ([*DEAL, "--promise", "by fri", "--dry-run"], "A promise needs some words."),
        ([*DEAL, "--stage", "ended"], "Invalid value for '--stage'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_is_refused(filled: Run, refused: Refused, arguments: list[str], line: str) -> None:
    assert line in refused(*arguments)
