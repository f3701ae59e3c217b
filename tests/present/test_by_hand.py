"""A grade set by hand beside the computed one, and how a silence shows."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from tests.screens.fake_desk import NOW, FakeDesk, at, list_row
from tui.domain.model import DAY, Override
from tui.domain.views import ListRow, RelationshipView
from tui.present import relationship, relationships, standing
from tui.present.glyphs import ASCII, UNICODE, of_silence
from tui.present.lines import plain
from tui.present.paper import Paper

PAPER = Paper(80, NOW, ZoneInfo("UTC"))
BY_HAND = Override("B", "they asked for a pause", "bo", NOW - 5, at("20 Mar 17:00"))
TOLD = "B* by bo until Fri 20 Mar: they asked for a pause"
CALDER, HALDEN = 4, 5


def graded(ident: int) -> ListRow:
    return replace(list_row(ident), override=BY_HAND)


def page(ident: int) -> RelationshipView:
    return replace(FakeDesk().relationship(ident, 10), row=graded(ident))


def head(ident: int, paper: Paper = PAPER) -> list[str]:
    return [plain(line) for line in relationship.page_head(page(ident), paper)]


def test_the_list_shows_it_beside_the_computed_one() -> None:
    assert " Halden Dairies B* ◐ C  61 " in plain(relationships.row_line(graded(HALDEN), PAPER))


def test_it_changes_no_other_cell_of_the_row() -> None:
    bare, by_hand = (plain(relationships.row_line(row, PAPER)) for row in (list_row(CALDER), graded(CALDER)))
    assert by_hand.replace("B*", "  ") == bare


def test_the_strip_says_by_whom_until_when_and_why() -> None:
    narrow = [plain(line) for line in standing.strip(graded(HALDEN), None, PAPER, 2)]
    assert TOLD in narrow[1]
    tall = [plain(line) for line in standing.strip(graded(HALDEN), None, replace(PAPER, width=120), 9)]
    assert f"   by hand    {TOLD}" in (line.rstrip() for line in tall)


def test_the_page_says_it_under_the_bar() -> None:
    assert "◐ C  B*   ▲ 9" in head(CALDER)[1]
    assert head(CALDER)[2].strip().endswith(TOLD)


def test_the_page_still_says_that_it_is_flagged() -> None:
    assert "! flagged.  B* by bo until Fri 20 Mar: they asked" in head(HALDEN)[2]
    wide = head(HALDEN, replace(PAPER, width=120))[2]
    assert "! flagged: a mail waits 3 d 4 h" in wide and "B* by bo" in wide


@pytest.mark.parametrize(("days", "sign"), [(0, ""), (30, ""), (31, "~"), (60, "~"), (61, "≈"), (400, "≈")])
def test_a_silence_has_two_thresholds(days: int, sign: str) -> None:
    assert of_silence(UNICODE, days * DAY, 30) == sign
    assert of_silence(ASCII, days * DAY, 30) == sign.replace("≈", "=")


@pytest.mark.parametrize(("cadence", "shown"), [(90, "  47 d"), (30, " ~47 d"), (14, " ≈47 d"), (0, "  47 d")])
def test_the_list_shows_a_silence_before_its_days(cadence: int, shown: str) -> None:
    pinhook = replace(list_row(6), cadence=cadence)
    assert shown in plain(relationships.row_line(pinhook, PAPER))


def test_an_ended_relationship_has_no_rhythm() -> None:
    ended = replace(list_row(6), cadence=14, stage="ended")
    assert "≈" not in plain(relationships.row_line(ended, PAPER))
