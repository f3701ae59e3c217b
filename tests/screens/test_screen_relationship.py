"""One relationship at the keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.screens.fake_desk import FakeDesk
from tests.screens.story import User, user_at


@asynccontextmanager
async def at_halden(width: int = 80, height: int = 24) -> AsyncIterator[User]:
    """Somebody who has opened Halden Dairies from Today."""
    async with user_at(FakeDesk(), width, height) as user:
        await user.press("list.open")
        await user.rests()
        yield user


async def test_the_head_says_who_and_how() -> None:
    async with at_halden() as user:
        user.sees("╭─╴ ╶╮    Halden Dairies              customer · active · tier b · owner ana")
        user.sees("◐ C   ▼ 8", "! flagged: a mail waits 3 d 4 h, target 8 h", "seen prf")


async def test_why_and_what_heals_add_up() -> None:
    async with at_halden() as user:
        user.sees(
            "Why 61 38.6 points lost",
            "-12.4  1 promise broken in January",
            "-9.1  3 replies late by 1 d 1 h in Feb",
        )
        user.sees("-6.2  1 reply owed, late by 2 d 4 h", "-5.4  little evidence so far")
        user.sees(
            "+6.2  answer the mail of Tue 3 Mar", "+1.9  corrected invoice by Friday", "thank Mette: the referral"
        )
        user.sees("Time alone heals nothing.")


async def test_parts_are_walked_by_tab() -> None:
    async with at_halden() as user:
        user.sees("── Timeline 38    Open 4    Contacts 3 ──", "! they   Tue  3 Mar  mail  Mette")
        await user.press("move.part")
        user.sees("reply      Mette Aal: Is invoice 2231 right?", "they owe: signed data annex (Mette Aal)")
        user.sees_not("Just a nudge")
        await user.press("move.part")
        user.sees("Jonas Brink", "jonas@halden.example +1", "last 13 days ago")
        await user.press("move.part_back", "move.part_back")
        user.sees("Just a nudge")


async def test_enter_unfolds_the_whole_text_and_folds_it() -> None:
    async with at_halden() as user:
        user.sees_not("Thanks for the quick")
        await user.press("move.down", "list.open")
        user.sees("Thanks for the quick turnaround on the")
        await user.press("list.open")
        user.sees_not("Thanks for the quick")


async def test_enter_on_an_open_thing_shows_what_opened_it() -> None:
    async with at_halden() as user:
        await user.press("move.part", "list.open")
        user.on_row("Is the day rate on invoice 2231 right?")
        user.sees("Thanks for the quick")


async def test_best_goes_to_the_open_thing() -> None:
    async with at_halden() as user:
        await user.press("row.best")
        user.on_row("Is invoice 2231 right?")


async def test_everything_is_in_view_on_a_big_screen() -> None:
    async with at_halden(120, 40) as user:
        user.sees(
            "── Open 4 ──",
            "── Timeline 38 ──",
            "── Contacts 3 ──",
            "Ida Storm",
            "seen: promises, replies, follow-ups",
        )
        user.on_row("Is invoice 2231 right?")
        await user.press("move.part")
        user.on_row("Just a nudge")


async def test_without_evidence_there_is_no_score() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("page.relationships", "move.last", "list.open")
        await user.rests()
        user.sees("Tamarin Travel", "Why –  nothing has ended yet", "╶─╴", "Nothing has happened yet.")


async def test_digits_are_plain_text_in_ascii() -> None:
    async with user_at(FakeDesk(), icons="ascii") as user:
        await user.press("list.open")
        await user.rests()
        user.sees(" 61 ", "% C   - 8")
        assert user.screen.isascii()


async def test_pages_leave_it() -> None:
    async with at_halden() as user:
        await user.press("page.relationships")
        await user.rests()
        user.sees("17 of 26")
        await user.press("page.today")
        user.sees("7 of 12")
