"""How two texts for one thing are shown, and who else has a form open."""

from __future__ import annotations

from datetime import UTC

import pytest

from tui.domain.clash import Both, Clash
from tui.domain.together import OpenForm
from tui.present.clash import BACK, beside, both_lines, needed, options, refused, stays
from tui.present.glyphs import ASCII, UNICODE
from tui.present.lines import cells, plain

NOON = 1_773_057_600
LONG = "one two three four five six seven eight nine ten " * 400


def both(theirs: str, mine: str, field: str = "text") -> Both:
    return Both(field, "as it was", theirs, mine, "bo")


def drawn(one: Both, width: int = 72, height: int = 14) -> list[str]:
    lines = both_lines(one, (1, 1), "bo changed this just now", width, height, UNICODE)
    return [plain(line) for line in lines]


def test_the_note_says_who_when_and_the_key() -> None:
    clash = Clash((both("a", "b"),), 2, "bo", NOON, NOON + 120)
    assert [plain(note) for note in refused(clash, NOON + 125, "ctrl+g", ASCII)] == [
        "x bo changed this 2 minutes ago.",
        "  Your text is kept as a draft. ctrl+g shows both.",
    ]
    assert plain(stays(clash, ASCII)).strip() == "v bo's stays, yours is kept as a draft."


@pytest.mark.parametrize("width", [20, 56, 72, 92])
@pytest.mark.parametrize("height", [1, 5, 7, 14, 30])
@pytest.mark.parametrize("theirs", ["", "short", LONG, "x" * 900, "\n" * 50, "界" * 300])
def test_any_texts_stay_within_the_block(width: int, height: int, theirs: str) -> None:
    for one in (both(theirs, LONG), both(LONG, theirs)):
        shown = drawn(one, width, height)
        assert len(shown) <= height
        assert all(cells(line) <= width for line in shown)


def test_each_text_has_what_room_the_other_leaves() -> None:
    shown = drawn(both("a few words", LONG), height=14)
    assert sum("bo " in line for line in shown) == 2
    assert sum(bool(line[13:].strip()) for line in shown[3:]) == 9
    assert "…" in shown[-2]


def test_long_texts_begin_shortly_before_they_differ() -> None:
    shown = "\n".join(drawn(both(f"{LONG}they pay on Friday", f"{LONG}they pay on Monday")))
    assert "pay on Friday" in shown
    assert "pay on Monday" in shown
    assert shown.count("…") == 2


def test_a_text_that_is_not_there_and_a_rule_are_said_in_words() -> None:
    assert "nothing" in drawn(both("", "a"))[3]
    shown = drawn(both("", "FREQ=WEEKLY;INTERVAL=2", "every"))
    assert "once" in shown[3]
    assert "2 weeks" in shown[5]


def test_what_comes_from_outside_is_cleaned() -> None:
    shown = "\n".join(drawn(both("\x1b]52;c;eA==\x07[/b]", "[@click=app.quit]x[/]\x9b2J")))
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in shown.replace("\n", ""))
    assert "[@click=app.quit]x[/]" in shown


def test_as_high_as_both_texts() -> None:
    one = both("a\nb\nc", "d")
    assert needed(one, 72) == 9
    assert [line[13:].strip() for line in drawn(one, height=9)[3:]] == ["a", "b", "c", "", "d", ""]


def test_what_may_be_chosen() -> None:
    one, three = (options(both("a", "b"), left) for left in (1, 3))
    assert [choice.shown for choice in one] == ["keep yours", "take bo's", "back to the form"]
    assert [choice.shown for choice in three][2:4] == ["keep yours, all 3", "take theirs, all 3"]
    assert (one[-1].text, three[-1].text) == (BACK, BACK)


def test_who_else_has_a_form_open() -> None:
    edit, log = OpenForm("bo", "edit p3", NOON), OpenForm("bo", "log", NOON + 60)
    assert beside((), UTC, UNICODE) == ""
    assert beside((edit,), UTC, UNICODE) == "▲ being edited by bo since 12:00"
    assert beside((log,), UTC, ASCII) == "# bo has a form open here since 12:01"
    later = OpenForm("bo", "contact c1", NOON + 120)
    assert beside((log, later), UTC, UNICODE) == "▲ being edited by bo since 12:02"
    cleo, dan = OpenForm("cleo", "log", NOON), OpenForm("dan", "audit a1", NOON)
    assert beside((edit, cleo), UTC, UNICODE) == "▲ bo and cleo have forms open here"
    assert beside((edit, cleo, dan), UTC, UNICODE) == "▲ bo, cleo and dan have forms open here"
