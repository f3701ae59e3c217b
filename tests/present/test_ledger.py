"""Why a score is what it is, in sentences that add up."""

from __future__ import annotations

from datetime import date

import pytest

from tui.domain.model import HOUR
from tui.domain.views import LedgerLine
from tui.present.ledger import sentence, tenths

TODAY = date(2026, 3, 9)
DAY = 8 * HOUR
OCTOBER, JANUARY = date(2025, 10, 1), date(2026, 1, 1)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            LedgerLine("ended", "l", "reply", 2.0, date(2026, 2, 1), 2, 2, 7 * HOUR),
            "2 replies late by 7 h in February",
        ),
        (
            LedgerLine("ended", "l", "reply", 2.0, OCTOBER, 1, 1, 9 * HOUR),
            "1 reply late by 1 d 1 h in October 2025",
        ),
        (LedgerLine("ended", "l", "promise", 2.0, JANUARY, 1, 0, 0, 1), "1 promise broken in January"),
        (
            LedgerLine("ended", "l", "promise", 2.0, JANUARY, 3, 1, HOUR, 1),
            "3 promises in January: 1 broken, 1 late by 1 h",
        ),
        (LedgerLine("ended", "l", "promise", 2.0, JANUARY, 2, 2, 0, 0, 2), "2 promises moved in January"),
        (
            LedgerLine("ended", "l", "follow_up", 2.0, JANUARY, 4, 1, DAY),
            "1 of 4 follow-ups late by 1 d in January",
        ),
        (LedgerLine("ended", "l", "reply", 2.0, JANUARY, 1, 0, 0, 1), "1 reply never sent in January"),
        (LedgerLine("open", "w1", "reply", 2.0, None, 1, 1, 20 * HOUR), "1 reply owed, late by 2 d 4 h"),
        (LedgerLine("open", "p1", "promise", 2.0, None, 2, 2, HOUR), "2 open promises, late by 1 h"),
        (LedgerLine("little_evidence", "l", None, 2.0), "little evidence so far"),
        (LedgerLine("silence", "l", None, 2.0), "silent longer than the rhythm"),
        (LedgerLine("warmth", "l", None, 0.0), "no thanks in 90 days"),
        (LedgerLine("warmth", "l", None, -1.0), "thanks said in the last 90 days"),
    ],
)
def test_sentences(line: LedgerLine, said: str) -> None:
    assert sentence(line, TODAY, DAY) == said


def test_a_short_sentence_abbreviates_the_month() -> None:
    line = LedgerLine("ended", "l", "promise", 2.0, JANUARY, 1, 0, 0, 1)
    assert sentence(line, TODAY, DAY, short=True) == "1 promise broken in Jan"


def test_points_are_read_as_the_rules_round_them() -> None:
    """What is read adds up because the ledger itself is rounded so, and nothing rounds it again."""
    lines = [LedgerLine("ended", "l", "reply", 1.06, shown=1.1), LedgerLine("ended", "m", "reply", 1.06, shown=1.0)]
    assert tenths(lines) == [11, 10]
