"""For whom a row is, who is away, and what is told on return, in words."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.present.test_lines import HOSTILE, WIDTHS
from tests.present.test_processes import BOOKED, BUILD, KEYS, PAPER
from tests.screens.fake_desk import NOW, ROWS, TODAY, FakeDesk
from tui.domain.absence import Absence
from tui.domain.deed import Change, Tally
from tui.domain.digest import Did, Digest
from tui.domain.model import DAY
from tui.present import digest, reading, today, todayhead
from tui.present.glyphs import ASCII, UNICODE
from tui.present.lines import plain
from tui.present.paper import Paper
from tui.present.processstrip import row_strip

UTC = ZoneInfo("UTC")
MIDNIGHT = NOW - NOW % DAY
GONE = Absence(1, "bo", "ana", NOW, MIDNIGHT + 4 * DAY)


def told(text: str, *, by: tuple[str, ...] = ("ana",)) -> Digest:
    """A digest with a text in every column."""
    did = Did(text, by, (Tally("replied", 1, 1.0),), 1, (Change(text, ("C", 61.0), ("A", 90.0)),))
    return Digest((1,), NOW - 3 * DAY, NOW, (did, did), (did,), (replace(ROWS[0], who=text, what=text),), 1, 0, 2)


@given(HOSTILE, WIDTHS, st.booleans())
@example("京" * 500, 80, False)
@example("e" + "\u0301" * 500, 79, True)
def test_no_line_is_wider_than_its_page(text: str, width: int, tall: bool) -> None:
    away = replace(GONE, who=text, deputy=text)
    row, shown = replace(ROWS[0], absent=away), told(text, by=(text, text))
    for signs in (UNICODE, ASCII):
        paper = Paper(width, NOW, UTC, signs, tall=tall)
        lines = [digest.title(shown, paper), *digest.lines(shown, paper), today.row_line(row, paper, "d")]
        lines += [todayhead.title(replace(TODAY, whose=whose, away=away), paper, "ana") for whose in ("ana", text)]
        lines += reading.strip(row, FakeDesk().reading(row), paper, 5, "ana")
        for line in lines:
            assert cell_len(plain(line)) <= max(width, 1), plain(line)


def test_the_days_are_named_to_the_last_one_away() -> None:
    paper = Paper(80, NOW, UTC, UNICODE)
    for at, until, said in (
        (MIDNIGHT - 5 * DAY, MIDNIGHT, "Wed 4 Mar to Sun 8 Mar"),
        (NOW - 60, NOW, "Mon 9 Mar"),
        (MIDNIGHT - 100 * DAY, MIDNIGHT + 1, "29 Nov 2025 to Mon 9 Mar"),
    ):
        shown = plain(digest.title(replace(told("x"), at=at, until=until), paper))
        assert shown.strip() == f"While you were away, {said}"


def test_where_nothing_happened_that_is_said() -> None:
    nothing = replace(told("x"), people=(), things=(), new=(), flagged=0, due_today=0)
    assert [plain(line).strip() for line in digest.lines(nothing, Paper(80, NOW, UTC, UNICODE))] == [
        "",
        "Nothing of yours was changed meanwhile.",
        "",
        "Nothing of yours is late or due today.",
    ]


def test_what_does_not_fit_is_counted() -> None:
    lines = digest.lines(told("x"), Paper(80, NOW, UTC, UNICODE))
    assert digest.part(lines, 0, len(lines)) == lines
    assert plain(digest.part(lines, 0, 4)[-1]) == f"   {len(lines) - 3} more below"
    assert digest.part(lines, 2, len(lines) - 2) == lines[2:]


@pytest.mark.parametrize(
    ("whose", "width", "said"),
    [
        ("ana", 80, "away until Fri 13 Mar, cleo stands in"),
        ("bo", 120, "bo is away until Fri 13 Mar, cleo stands in"),
        ("bo", 80, "bo is away until Fri 13 Mar"),
        ("bo", 60, "bo is away"),
    ],
)
def test_the_title_says_as_much_as_fits(whose: str, width: int, said: str) -> None:
    away = replace(GONE, who=whose, deputy="cleo")
    shown = plain(todayhead.title(replace(TODAY, whose=whose, away=away), Paper(width, NOW, UTC, UNICODE), "ana"))
    assert f"  {said}  " in shown
    assert shown.rstrip().endswith("7 of 12 dealt with")


def test_the_strip_of_a_process_says_it_too() -> None:
    for row in (BUILD, replace(BUILD, kind="review")):
        said = [plain(line) for line in row_strip(replace(row, absent=GONE), BOOKED, PAPER, 5, KEYS, "cleo")]
        assert said[1] == "   bo is away until Fri 13 Mar; ana stands in."
        assert len(said) <= 5
