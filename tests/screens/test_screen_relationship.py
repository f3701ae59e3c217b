"""One relationship at the keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from tests.screens import fake_desk
from tests.screens.fake_deal import DEAL
from tests.screens.fake_desk import TIMELINE, FakeDesk
from tests.screens.story import User, user_at


@asynccontextmanager
async def at_halden(width: int = 80, height: int = 24, desk: FakeDesk | None = None) -> AsyncIterator[User]:
    """Somebody who has opened Halden Dairies from Today."""
    async with user_at(desk or FakeDesk(), width, height) as user:
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
        user.sees("── Timeline 38    Open 4    Contacts 3    Agreement ──", "! they   Tue  3 Mar  mail  Mette")
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


async def test_a_text_longer_than_its_list_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(f"line {number} of the long text" for number in range(1, 31))
    told = (TIMELINE[0], replace(TIMELINE[1], text=text), *TIMELINE[2:])
    monkeypatch.setattr(fake_desk, "TIMELINE", told)
    async with at_halden() as user:
        await user.press("move.down", "list.open")
        user.sees("line 1 of")
        seen = set()
        for _ in range(40):
            seen |= {int(line.split()[1]) for line in user.screen.split("\n") if line.strip().startswith("line ")}
            if "line 30 of" in user.screen:
                break
            await user.press("move.down")
        assert seen == set(range(1, 31))
        await user.press("move.down")
        user.on_row("The cold-chain report")
        await user.press("move.up")
        user.on_row("Is the day rate on invoice 2231 right?")
        await user.press("move.half_down", "move.half_down")
        user.sees("line 8 of")
        await user.press("move.first")
        await user.press("move.down")
        user.on_row("Is the day rate on invoice 2231 right?")


async def test_an_unfolded_text_at_the_bottom_comes_into_view() -> None:
    async with at_halden() as user:
        for _ in range(3):
            await user.press("move.down")
        await user.press("list.open")
        user.on_row("Walked Mette and Jonas")
        user.sees("Notes.")


async def test_what_ended_unfolds_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = replace(TIMELINE[7], id=TIMELINE[0].id, at=TIMELINE[0].at, subject="interim figures " * 8)
    monkeypatch.setattr(fake_desk, "TIMELINE", (TIMELINE[0], ended))
    async with at_halden() as user:
        await user.press("move.down", "list.open")
        user.sees_not("Any news?", "the text is not kept")
        assert user.screen.count("interim figures") > 6
        await user.press("list.open", "move.up", "list.open")
        user.sees("Any news?")


async def test_enter_on_a_contact_shows_every_address() -> None:
    async with at_halden() as user:
        await user.press("move.part", "move.part", "move.down")
        user.sees_not("jb@halden.example")
        await user.press("list.open")
        user.sees("jb@halden.example")
        await user.press("list.open")
        user.sees_not("jb@halden.example")


async def test_what_was_agreed_is_a_part_of_the_page() -> None:
    async with at_halden(desk=FakeDesk(agreed=(DEAL,))) as user:
        await user.press("move.part_back")
        user.on_row("cold-chain software")
        user.sees("40,000 a year, from Mon 2 Feb until 1 Feb 2029", "delivery in four weeks")
        user.sees("✓     we    the cold-chain report", "kept", "they  signed data annex", "Fri 20 Mar")
        await user.press("move.last", "list.open")
        user.on_row("Walked Mette and Jonas")
        user.sees("a report every month", "outside the agreement 1", "Notes.")


async def test_without_a_deal_the_part_says_so() -> None:
    async with at_halden() as user:
        await user.press("move.part_back")
        user.sees("No deal is closed yet.")


async def test_a_big_screen_shows_a_deal_where_there_is_one() -> None:
    async with at_halden(120, 40) as user:
        user.sees_not("Agreement", "No deal")
    async with at_halden(120, 40, FakeDesk(agreed=(DEAL,))) as user:
        user.sees("── Agreement ──", "half of it is paid before we begin")


async def test_what_lies_outside_the_agreement_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    told = replace(TIMELINE[3], outside=True, tags=("training", "extra"))
    monkeypatch.setattr(fake_desk, "TIMELINE", (told,))
    async with at_halden() as user:
        user.sees("outside the agreement")
        user.sees_not("#training")
        await user.press("list.open")
        user.sees("#training #extra")
