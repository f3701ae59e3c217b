"""Processes at the keyboard, on a copy of the sample."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.screens.at_work import desk_at, user_at_work
from tests.screens.story import User, user_at
from tui.domain.model import DAY

BOOKING = "Book a complimentary s"


async def at_processes(user: User) -> None:
    """Go to the page and wait until it is all there."""
    await user.press("page.processes")
    await user.waits_for("Worth an audit")
    await user.settles_down()


async def test_a_run_is_ticked_left_resumed_finished_and_taken_back(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await at_processes(user)
        user.on_row(BOOKING)
        await user.press("process.run")
        await user.waits_for("0 of ")
        await user.press("check.tick")
        await user.settles_down()
        await user.press("wizard.leave")
        await user.settles_down()
        await user.press("process.run")
        await user.waits_for("1 of ")
        while " 0 of " in user.screen or "○" in user.screen:
            await user.press("check.skip")
            await user.types("called off")
            await user.press("step.done")
            await user.settles_down()
        await user.press("check.finish")
        await user.waits_for("run in 0 s, hoped 3")
        user.on_row(BOOKING)
        user.sees("Book a complimentary session: run in 0 s")


async def test_told_again_counts_and_is_taken_back(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await at_processes(user)
        user.sees("told somebody again 4 times")
        await user.press("process.told")
        await user.waits_for("told somebody again 5 times")
        user.sees("Book a complimentary session: told again.  u undoes it")
        await user.press("app.undo")
        await user.waits_for("told somebody again 4 times")


async def test_a_dismissed_proposal_stays_dismissed_until_it_is_taken_back(tmp_path: Path) -> None:
    async with user_at_work(tmp_path, 120, 40) as user:
        await at_processes(user)
        await user.press("move.last")
        await user.settles_down()
        before = user.screen.count(" × in 60 days")
        await user.press("list.dismiss")
        await user.waits_for("proposal dismissed.  u undoes it")
        await user.settles_down()
        assert user.screen.count(" × in 60 days") == before - 1
        await user.press("app.redraw")
        await user.settles_down()
        assert user.screen.count(" × in 60 days") == before - 1
        await user.press("app.undo")
        await user.settles_down()
        assert user.screen.count(" × in 60 days") == before


async def test_a_review_is_asked_for_in_today_and_answered(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.moment += 2 * DAY
    async with user_at(desk) as user:  # type: ignore[arg-type]
        for _ in range(40):
            if any("30-day review" in line and line.startswith("▌") for line in user.screen.split("\n")):
                break
            await user.press("move.down")
        user.on_row("30-day review")
        await user.rests()
        user.sees("30-day review is due today", "d reviewed")
        await user.press("row.deal")
        await user.waits_for("minutes now")
        await user.types("38")
        await user.press("form.save")
        await user.waits_for("Book a complimentary session: reviewed")
        await user.settles_down()
        user.sees_not("30-day review  ")
        await at_processes(user)
        user.sees("it takes 38 min as of", "in practice   combine")
        await user.press("app.undo")
        await user.waits_for("30-day review")


async def test_a_half_typed_review_is_gone_on_with(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.moment += 2 * DAY
    async with user_at(desk) as user:  # type: ignore[arg-type]
        await at_processes(user)
        await user.press("row.deal")
        await user.waits_for("minutes now")
        await user.types("41")
        await user.press("form.leave", "page.today")
        await user.finds_last("Book a complimen… review: 41")
        await user.press("draft.resume")
        await user.waits_for("minutes now 41")


async def test_the_wizard_comes_back_to_the_page_it_was_opened_from(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await at_processes(user)
        await user.press("list.open")
        await user.settles_down()
        screen: Any = user.app.screen
        assert screen.place == "redesign"
        await user.press("wizard.leave")
        await user.settles_down()
        user.on_row(BOOKING)
