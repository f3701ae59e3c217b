"""A score from bare numbers is the score of the parts, to the last bit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.strategies import BOOK, NINE, ended_items
from tui.domain.health import health, parts, weights_of
from tui.domain.model import DAY, Instant, Tier, Touch
from tui.domain.obligations import Item
from tui.domain.resting import resting

NOW = NINE + 5 * 7 * DAY


@pytest.mark.parametrize("most", [2, 8])
@given(ended_items(), st.none() | st.integers(0, 400), st.sampled_from(["a", "b", "c"]))
def test_what_rests_has_the_score_of_everything(
    most: int, items: list[Item], days: int | None, tier: Tier
) -> None:
    ended = items[:most]
    last: Instant | None = None if days is None else NOW - days * DAY
    touches = [] if last is None else [Touch(1, last, "call", "out")]
    known = parts(ended, touches, NOW, BOOK)
    rules = BOOK.at(NOW)
    evidence = [(each.s, each.n, each.count) for each in known.evidence]
    found = resting(evidence, last, NOW, rules.tiers[tier].cadence, weights_of(rules))
    stood = health(known, NOW, tier, BOOK)
    assert (found.score, found.grade, found.flagged) == (stood.score, stood.grade, bool(stood.flagged))
