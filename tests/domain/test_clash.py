"""What is saved once somebody has seen both texts, and how long ago something was."""

from __future__ import annotations

import pytest

from tui.domain.acts import Edited
from tui.domain.clash import Both, Clash, ago, settled
from tui.domain.model import DAY, HOUR

NOON = 1_773_057_600
NAME, TIER = Both("name", "Halden", "Halden AG", "Halden SE", "bo"), Both("tier", "a", "b", "c", "cleo")
CLASH = Clash((NAME, TIER), 7, "cleo", NOON, NOON + 120)


def test_of_what_clashes_only_what_was_chosen_is_written_over_the_version_that_was_seen() -> None:
    act = Edited("r1", 4, name="Halden SE", tier="c", tags=("new",))
    assert settled(act, CLASH, ["name"]) == Edited("r1", 7, name="Halden SE", tags=("new",))
    assert settled(act, CLASH, ["name", "tier"]) == Edited("r1", 7, name="Halden SE", tier="c", tags=("new",))
    assert settled(act, CLASH, []) == Edited("r1", 7, tags=("new",))


def test_nothing_is_left_where_all_of_it_stays_as_others_saved_it() -> None:
    assert settled(Edited("r1", 4, name="Halden SE", tier="c"), CLASH, []) is None


def test_a_clash_says_who_when_and_what_stands_there() -> None:
    said = "cleo changed this 2 minutes ago: name is 'Halden AG' now, tier is 'b' now."
    assert CLASH.what == said
    long = Clash((Both("text", "", "x" * 99, "y", "bo"),), 2, "bo", NOON, NOON)
    assert long.what == f"bo changed this just now: text is '{'x' * 60}' now."


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (-5, "just now"), (59, "just now"), (60, "1 minute ago"), (3599, "59 minutes ago"), (HOUR, "1 hour ago"),
        (DAY - 1, "23 hours ago"), (DAY, "1 day ago"), (9 * DAY, "9 days ago"),
    ],
)  # fmt: skip
def test_how_long_ago_is_said_in_the_largest_unit(span: int, said: str) -> None:
    assert ago(span) == said
