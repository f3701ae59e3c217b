"""Standing in for somebody, and coming back: what each of the two sees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.screens.at_work import desk_at, user_at_work
from tests.screens.fake_desk import NOW, ROWS, TODAY, FakeDesk, row
from tests.screens.story import user_at
from tui.domain.absence import Absence
from tui.domain.deed import Change, Tally
from tui.domain.digest import Did, Digest
from tui.domain.model import DAY
from tui.domain.problem import Problem
from tui.screens.returning import Returning
from tui.services import away

BACK = NOW - NOW % DAY + 4 * DAY
GONE = Absence(1, "bo", "ana", NOW - DAY, BACK)
FOR_BO = replace(TODAY, rows=tuple(replace(one, absent=GONE) if one.id in ("w15", "f2") else one for one in ROWS))
TOLD = Digest(
    (1,),
    NOW - 7 * DAY,
    NOW - NOW % DAY,
    (
        Did("ana", ("ana",), (Tally("replied", 2, 3.0), Tally("kept", 1, 2.0)), 0, ()),
        Did("cleo", ("cleo",), (), 2, ()),
    ),
    tuple(
        Did(f"Relationship {n}", ("ana",), (Tally("replied", 1, 1.0),), 0, (Change("x", ("C", 61.0), ("C", 67.0)),))
        for n in range(30)
    ),
    (row("wait", "w99", "overdue", "Kestrel Rail", "Who signs now?", 1.0, opened="6 Mar 10:00", late=3600),),
    1,
    2,
    0,
)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (60, 20)])
async def test_a_row_says_for_whom_it_is_and_the_strip_until_when(width: int, height: int) -> None:
    async with user_at(FakeDesk(day=FOR_BO), width, height) as user:
        user.sees("for bo: Can the", "for bo: how did")
        user.sees_not("bo is away")
        await user.press("move.down", "move.down")
        await user.rests()
        user.on_row("for bo: Can the")
        user.sees("bo is away until Fri 13 Mar; you stand in.")
        await user.press("move.down")
        await user.rests()
        user.sees_not("bo is away")


async def test_it_reads_without_colour_and_in_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with user_at(FakeDesk(day=FOR_BO), icons="ascii") as user:
        user.sees("# Quillon Press     for bo: Can the workshop>")


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (120, "away until Fri 13 Mar, bo stands in"),
        (80, "away until Fri 13 Mar, bo stands in"),
        (60, "back Fri 13 Mar"),
    ],
)
async def test_the_title_of_one_s_own_day_says_that_one_is_away(width: int, said: str) -> None:
    gone = replace(TODAY, away=replace(GONE, who="ana", deputy="bo"))
    async with user_at(FakeDesk(day=gone), width) as user:
        assert said in user.line(1)
        user.sees_not("for you", "mail 08:10")
        assert user.line(1).endswith("7 of 12 dealt with  ")


async def test_what_happened_is_told_before_the_list() -> None:
    desk = FakeDesk(missed=TOLD)
    async with user_at(desk) as user:
        user.sees("While you were away, Mon 2 Mar to Sun 8 Mar", "ana   2 replies logged, 1 promise kept")
        user.sees("cleo  2 changes", "Dealt with 30", "Relationship 0", "C 61 → C 67", "more below")
        user.sees_not("Yours now", "Halden Dairies")
        await user.press("move.last")
        user.sees("Yours now: 1 flagged, 2 overdue.", "New and still open 1", "Kestrel Rail", "Who signs now?")
        user.sees_not("more below")
        await user.press("move.down", "move.half_up", "move.page_up", "move.first")
        user.sees("ana   2 replies logged")
        await user.press("move.down", "move.half_down", "move.page_down", "move.up")
        user.sees_not("ana   2 replies logged")
        await user.press("digest.leave")
        await user.rests()
        user.sees("Monday 9 March  for you", "Halden Dairies")
        assert "digest_read (1,)" in desk.asked


async def test_what_happened_is_not_told_over_a_form_but_once_it_is_left() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("app.log")
        user.app.screen_stack[0].post_message(Returning.Missed(TOLD))
        await user.settles_down()
        user.sees("Log", "esc leaves, the draft stays")
        user.sees_not("While you were away")
        await user.press("form.leave")
        await user.settles_down()
        user.sees("While you were away")


async def test_a_digest_that_cannot_be_marked_is_told_again() -> None:
    class Full(FakeDesk):
        def digest_read(self, digest: Digest) -> None:
            raise Problem("The disk is full.", "Free some space.")

    async with user_at(Full(missed=TOLD)) as user:
        await user.pilot.press("escape")
        await user.settles_down()
        user.sees("The disk is full. What happened is told again next time.", "for you")


async def test_ctrl_c_names_the_key_that_leaves() -> None:
    async with user_at(FakeDesk(missed=TOLD)) as user:
        await user.pilot.press("ctrl+c")
        await user.settle()
        user.sees("enter leaves, then q quits.")


async def test_ana_stands_in_for_bo_and_bo_reads_what_she_did(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    now = desk.now()
    until = desk.calendar.midnight(desk.calendar.date_of(now + 4 * DAY))
    away.leave(desk.store, "bo", "bo", until, "ana", now, now)
    async with user_at_work(tmp_path, 120, 40) as user:
        user.sees("for bo: test bench handover", "1 of 20 dealt with")
        screen: Any = user.app.screen
        screen.rows.select_key(next(one.id for one in screen.view.rows if one.what == "test bench handover"))
        await user.rests()
        user.on_row("for bo: test bench handover")
        await user.press("row.deal")
        await user.settles_down()
        user.sees_not("for bo: test bench handover")
        user.sees("Ferrant Casting: promise kept", "2 of 20 dealt with")
    bo = desk_at(tmp_path, "bo")
    async with user_at(bo, 80, 24) as user:  # type: ignore[arg-type]
        user.sees("away until Fri 13 Mar, ana stands in")
    bo.moment = until
    async with user_at(bo, 80, 24) as user:  # type: ignore[arg-type]
        user.sees("While you were away, Mon 9 Mar to Thu 12 Mar", "ana  1 promise kept", "Ferrant Casting")
        await user.press("digest.leave")
        await user.settles_down()
        user.sees("Friday 13 March  for you")
        user.sees_not("test bench handover")
    async with user_at(bo, 80, 24) as user:  # type: ignore[arg-type]
        user.sees("Friday 13 March  for you")
        user.sees_not("While you were away")
