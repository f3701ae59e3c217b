"""Score and grade of a relationship in which nothing is open and which no gesture warms, from bare numbers.

Most are like that, and whoever orders all of them has no time to build the parts of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.domain.health import FEW, Floats, grade, silence_of, weigh
from tui.domain.model import Instant
from tui.domain.views import Grade

NO_DEBT: Floats = (1.0, 1.0, 1.0)


class Ranked(NamedTuple):
    """What a relationship is ordered and narrowed by."""

    score: float | None
    grade: Grade
    flagged: bool = False


def resting(
    evidence: Sequence[tuple[float, float, int]],
    last_touch: Instant | None,
    now: Instant,
    cadence: int,
    weights: Floats,
) -> Ranked:
    """`evidence` holds S, N and how many ended, in the order of MEASURES; the rest is as in `health`."""
    (s1, n1, count1), (s2, n2, count2), (s3, n3, count3) = evidence
    count = count1 + count2 + count3
    if count == 0:
        return Ranked(None, "–")
    silence = silence_of(last_touch, now, cadence)
    score = weigh(weights, (s1, s2, s3), (n1, n2, n3), NO_DEBT, silence, 0.0).score
    return Ranked(score, grade(score) if count >= FEW else "?")
