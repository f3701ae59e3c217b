"""The wizard's page Do: the advice, one's own choice, and what the numbers change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.domain.booked import BOOKED
from tests.screens.at_an_audit import kept, user_at_audit
from tests.screens.story import User
from tests.screens.test_screen_acting import press, types


def chosen(user: User) -> list[str | None]:
    """What was chosen of each step, as it is stored."""
    return [step.treatment for step in kept(user).steps]


async def test_a_choice_is_marked_and_stored_and_the_same_key_takes_it_back(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "do 3") as user:
        user.on_row("send the questionnaire")
        user.sees("3  Send the questionnaire", "1 automate     recommended, because", "pays back in 2.7 months")
        user.sees("step 3 of 5", "verdict so far  combine   2 automate, 1 outsource, 1 keep, 1 drop")
        await press(user, "do.third")
        user.sees("3 outsource  ✓ your choice", "1 automate, 2 outsource, 1 keep, 1 drop")
        user.on_row("✓ outsource")
        assert chosen(user) == ["drop", None, "outsource", "outsource", "keep"]
        await press(user, "do.third")
        user.sees_not("your choice")
        assert chosen(user)[2] is None
        await press(user, "do.first")
        user.sees("1 automate   ✓ recommended, because")
        assert chosen(user)[2] == "automate"


async def test_undo_takes_a_choice_back_and_redo_brings_it_again(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "do 3") as user:
        await press(user, "do.fifth", "app.undo")
        user.sees_not("your choice")
        assert chosen(user)[2] is None
        await press(user, "app.redo")
        user.sees("5 keep       ✓ your choice")
        assert chosen(user)[2] == "keep"


async def test_enter_takes_the_advice_step_by_step_and_leaves_what_was_chosen(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "do 1") as user:
        await press(user, "wizard.take")
        user.on_row("times go back and forth")
        await press(user, "wizard.take", "wizard.take", "wizard.take", "wizard.take")
        user.sees("● Redesign", "hours a month")
        assert chosen(user) == ["drop", "automate", "automate", "outsource", "keep"]
        await press(user, "wizard.back")
        user.sees("● Do", "step 1 of 5")


async def test_hours_to_build_change_the_advice_while_they_are_typed(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "do 3") as user:
        await press(user, "wizard.build_hours")
        user.sees("hours to build it  3", "= 3 h")
        await user.pilot.press("backspace")
        await types(user, "2 d")
        user.sees("= 16 h", "pays back in 15 months")
        user.sees("1 streamline   recommended, because", "it goes wrong: too late")
        await press(user, "step.done")
        user.sees_not("hours to build it")
        user.on_row("streamline")
        assert kept(user).steps[2].build_hours == 16


async def test_hours_that_are_none_are_said_and_a_reading_is_offered(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "do 3") as user:
        await press(user, "wizard.build_hours")
        await user.pilot.press("backspace")
        await types(user, "a few")
        user.sees("'a few' is no number")
        await press(user, "step.done")
        user.sees("= 3 h")
        await press(user, "step.leave")
        assert kept(user).steps[2].build_hours == 3
        await press(user, "wizard.build_hours")
        await types(user, "x")
        await press(user, "step.leave")
        user.sees("▌3 send the questionnaire")
        assert kept(user).steps[2].build_hours == 3


async def test_hours_that_nobody_knows_are_taken_back_by_an_empty_line(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "do 3") as user:
        await press(user, "wizard.build_hours")
        await user.pilot.press("backspace")
        await user.settle()
        user.sees("= not known", "how long building takes is not said")
        await press(user, "step.leave")
        assert kept(user).steps[2].build_hours is None


async def test_what_a_tool_costs_a_month_is_weighed(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "do 3") as user:
        await press(user, "wizard.cost")
        await types(user, "500")
        user.sees("= 500 a month")
        await press(user, "step.done")
        user.sees("1 streamline   recommended", "never pays back")
        assert kept(user).steps[2].monthly_cost == 500


async def test_dropping_is_a_question_until_somebody_says_yes(tmp_path: Path) -> None:
    idle = {"income": "no", "miss": "nobody", "alike": "yes"}
    async with user_at_audit(tmp_path, "do 5", replace(BOOKED, answers=idle)) as user:  # type: ignore[arg-type]
        await press(user, "do.sixth")
        user.on_row("drop?")
        user.sees("1 drop?        recommended, because", "nobody would miss it")
        await press(user, "wizard.take")
        assert chosen(user)[4] == "drop"


async def test_a_process_without_steps_is_treated_as_one(tmp_path: Path) -> None:
    bare = replace(BOOKED, steps=(), minutes=30.0)
    async with user_at_audit(tmp_path, "do", bare) as user:
        user.on_row("1 Book a session")
        await press(user, "do.third")
        user.on_row("✓")
        assert [(step.text, step.minutes) for step in kept(user).steps] == [("Book a session", 30)]


async def test_one_goes_back_to_the_last_question_and_on_to_the_redesign(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "do 3") as user:
        await press(user, "wizard.back")
        user.sees("● Think")
        await press(user, "wizard.leave")
        await press(user, "list.open")
        user.sees("● Think")


async def test_leaving_comes_back_to_the_same_step(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "do 1") as user:
        await press(user, "move.down", "move.down", "wizard.leave", "list.open")
        user.sees("● Do", "step 3 of 5")
        user.on_row("send the questionnaire")


async def test_a_wide_page_shows_what_was_said_and_what_it_would_cost(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "do 3", width=120, height=40) as user:
        user.sees("You said", "yes, 22 × a month", "It would then cost", "12.5 a month, was 30.1")


async def test_a_narrow_page_has_the_steps_above_the_choices(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "do 3", width=60, height=20) as user:
        user.on_row("send the questionnaire")
        user.sees("1 automate     recommended, because", "6 drop?        would nobody notice?")
