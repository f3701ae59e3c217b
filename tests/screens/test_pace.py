"""How often a page is read while others write: at once after quiet, ever more seldom while they keep on."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tui.screens.watching import LATEST, SOONEST, rest_after


def read(news: Iterable[float]) -> list[float]:
    """When the page is read by a watch that looks all the time, for news at these moments."""
    shown, rest, at = -LATEST, SOONEST, []
    for moment in news:
        if at and moment <= shown:  # seen with the one before
            continue
        due = max(moment, shown + rest)
        rest, shown = rest_after(rest, due - shown), due
        at.append(due)
    return at


def test_news_that_keep_coming_are_read_ever_more_seldom() -> None:
    steady = [each / 2 for each in range(80)]
    assert read(steady) == [0, 1, 3, 6, 10, 15, 20, 25, 30, 35, 40]


def test_the_last_of_many_is_read_within_five_seconds() -> None:
    steady = [each / 3 for each in range(200)]
    assert 0 <= read(steady)[-1] - steady[-1] <= LATEST


@pytest.mark.parametrize("quiet", [5.0, 6.0, 60.0])
def test_after_quiet_the_first_is_read_at_once(quiet: float) -> None:
    steady = [each / 2 for each in range(81)]
    last = read(steady)[-1]
    assert read([*steady, last + quiet])[-1] == last + quiet


def test_news_every_two_seconds_never_wait() -> None:
    slow = [2.0 * each for each in range(20)]
    assert read(slow) == slow


def test_a_long_quiet_forgets_how_busy_it_was() -> None:
    assert rest_after(LATEST, 2 * LATEST) == SOONEST
    assert rest_after(SOONEST, 1e9) == SOONEST
    assert rest_after(LATEST, LATEST) == LATEST
