"""When open things are due, in few words."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from tests.screens.fake_desk import at
from tui.domain.model import DAY
from tui.domain.today import bare_row
from tui.present.due import when
from tui.present.glyphs import glyphs
from tui.present.paper import Paper

UTC = ZoneInfo("UTC")


def test_a_due_day_without_work_is_named_itself_and_not_the_next_one() -> None:
    saturday, sunday_ends = at("14 Mar 10:00"), at("16 Mar 00:00")
    row = replace(bare_row("follow-up", "f1", 1, "Halden Dairies", saturday), due=sunday_ends, late=-1)
    assert when(row, Paper(80, saturday, UTC, glyphs("unicode"))) == "tomorrow"
    assert when(row, Paper(80, saturday + DAY, UTC, glyphs("unicode"))) == "today"
