"""Processes at the keyboard."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from tests.screens.fake_desk import FakeDesk
from tests.screens.fake_processes import ASKED, AUDITS, LATE, SKIPPED, desk_with_processes
from tests.screens.hostile import HOSTILE
from tests.screens.story import User, user_at
from tui.domain.auditacts import Dismissed, Reviewed, ToldAgain


async def at_processes(user: User) -> None:
    """Go to the page and rest."""
    await user.press("page.processes")
    await user.rests()


async def test_the_page_is_as_it_is_drawn() -> None:
    async with user_at(desk_with_processes()) as user:
        await at_processes(user)
        user.sees("Processes  6                         saved: 22.5 h a month of 27.1 h hoped")
        user.sees("process                 state         verdict   h hoped h saved hurts points")
        user.sees("▌● Book a session          30-day review combine      19.1    17.2     5   14.2")
        user.sees(" ► Monthly invoices        in practice   automate      6.5     4.3     3    6.1")
        user.sees(" ○ Kick-off folder         stop, steps   ·               ·       ·     ·      ·")
        user.sees("Worth an audit 2, seen in your log", "7 × in 60 days, 5 askers", "4 × in 60 days,  8.3 points")
        user.sees("── Book a session ──", " advice right 5 of 7 steps ──", "hoped 34, it was 86.  d answers it")
        user.sees("enter open   n new audit   r run it   d review   + told again   ? help")


async def test_a_big_page_says_whose_it_is_and_what_is_next() -> None:
    async with user_at(desk_with_processes(), 120, 40) as user:
        await at_processes(user)
        user.sees("owner   next", "ana     asks today", "bo      90 days: 2 Apr", "cleo    resume")


async def test_a_small_page_has_all_that_matters() -> None:
    async with user_at(desk_with_processes(), 60, 20, icons="ascii") as user:
        await at_processes(user)
        user.sees("* Book a session", "30-day review", "Worth an audit 2", "hoped 34, it was 86.")


async def test_proposals_appear_without_moving_the_cursor() -> None:
    desk = desk_with_processes()
    desk.looking = Event()
    async with user_at(desk) as user:
        await user.pilot.press("4")
        await user.waits_for("Kick-off folder")
        user.sees_not("Worth an audit")
        await user.pilot.press("j")
        await user.waits_for("▌► Monthly invoices")
        desk.looking.set()
        await user.waits_for("Worth an audit 2")
        user.on_row("Monthly invoices")


async def test_nothing_yet_says_how_to_begin() -> None:
    async with user_at(FakeDesk()) as user:
        await at_processes(user)
        user.sees("No process yet.  n looks at the first one; 30 minutes that save hours.")
        user.sees("\n n new audit   1 today")


async def test_nothing_yet_but_something_worth_it() -> None:
    async with user_at(FakeDesk(proposed=(ASKED,))) as user:
        await at_processes(user)
        user.sees("No process yet.", "Worth an audit 1, seen in your log", "alike 84 %")
        user.on_row("Which invoice format")


async def test_a_dismissed_proposal_leaves_at_once() -> None:
    desk = desk_with_processes()
    async with user_at(desk) as user:
        await at_processes(user)
        await user.press("move.last")
        desk.proposed = (ASKED,)
        await user.press("list.dismiss")
        await user.rests()
        user.sees_not("contract draft")
        assert desk.performed == [Dismissed(LATE.key, "contract draft", ("w2", "w3", "w4", "w5"))]


async def test_told_again_is_counted() -> None:
    desk = desk_with_processes()
    async with user_at(desk) as user:
        await at_processes(user)
        await user.press("process.told")
        assert desk.performed == [ToldAgain("a3")]


async def test_d_answers_the_review() -> None:
    desk = desk_with_processes()
    async with user_at(desk) as user:
        await at_processes(user)
        await user.press("row.deal")
        user.sees("30-day review  Book a session", "hoped 34 min, it was 86")
        await user.types("34")
        await user.press("form.next")
        await user.types("5")
        user.sees("5 chase the questionnaire")
        await user.press("form.save")
        await user.rests()
        assert desk.performed == [Reviewed("a3", 34.0, (5,))]


async def test_keys_say_where_they_do_nothing() -> None:
    async with user_at(desk_with_processes()) as user:
        await at_processes(user)
        await user.press("move.down", "row.deal")
        user.sees("No review is due here.")
        await user.press("list.dismiss")
        user.sees("Dismiss is for what is proposed.")
        await user.press("row.history")
        user.sees("Nobody is selected here.")
        await user.press("new.promise")
        user.sees("Nobody is selected here.")
        await user.press("move.down", "move.down", "process.run")
        user.sees("Only what is in practice can be run.")
        await user.press("move.last", "process.told")
        user.sees("No process is selected here.")


async def test_b_goes_to_what_hurts_most() -> None:
    async with user_at(desk_with_processes()) as user:
        await at_processes(user)
        await user.press("move.last", "row.best")
        user.on_row("Book a session")


async def test_the_list_is_narrowed_while_one_types() -> None:
    async with user_at(desk_with_processes()) as user:
        await at_processes(user)
        await user.press("list.filter")
        await user.types("inv")
        user.sees("Monthly invoices", "Which invoice format")
        user.sees_not("Kick-off folder", "contract draft")
        await user.press("filter.clear")
        user.sees("Kick-off folder", "contract draft")


@pytest.mark.parametrize(
    ("moves", "place", "left_at"),
    [(3, "think", "think told"), (0, "redesign", "redesign 1"), (4, "steps", "steps 1")],
)
async def test_enter_opens_the_wizard_where_it_was_left(moves: int, place: str, left_at: str) -> None:
    async with user_at(desk_with_processes()) as user:
        await at_processes(user)
        await user.press(*["move.down"] * moves, "list.open")
        await user.rests()
        screen: Any = user.app.screen
        assert (screen.place, screen.audit.at) == (place, left_at)
        await user.press("wizard.leave")
        await user.rests()
        user.sees("Worth an audit 2")


async def test_a_proposal_begins_an_audit_with_what_was_seen() -> None:
    async with user_at(desk_with_processes()) as user:
        await at_processes(user)
        await user.press("move.last", "list.open")
        await user.rests()
        screen: Any = user.app.screen
        assert (screen.place, screen.audit.source, screen.audit.owner) == ("stop", LATE.key, "ana")


async def test_a_skipped_step_opens_where_it_is_treated() -> None:
    desk = desk_with_processes()
    desk.proposed = (SKIPPED,)
    async with user_at(desk) as user:
        await at_processes(user)
        await user.press("move.last", "list.open")
        await user.rests()
        screen: Any = user.app.screen
        assert (screen.place, screen.audit.at) == ("do", "do 5")


async def test_today_asks_for_the_review_and_enter_opens_the_audit() -> None:
    async with user_at(desk_with_processes()) as user:
        await user.press(*["move.down"] * 5)
        await user.rests()
        user.on_row("Book a session    30-day review")
        user.sees("today         d reviewed", "how many minutes does it take now?")
        await user.press("new.follow_up")
        user.sees("Nobody is selected here.")
        await user.press("row.choices")
        user.sees("snooze")
        await user.press("palette.leave")
        await user.press("row.deal")
        await user.rests()
        user.sees("30-day review  Book a session")
        await user.press("form.leave", "move.down")
        await user.rests()
        user.sees("to put this in practice.")
        await user.press("list.open")
        await user.rests()
        assert getattr(user.app.screen, "place", "") == "redesign"


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
async def test_text_that_wants_to_do_harm_does_none(said: str) -> None:
    audits = tuple(
        replace(one, audit=replace(one.audit, name=said, owner=said), hurt=replace(one.hurt, words=said))
        for one in AUDITS
    )
    found = replace(ASKED, text=said, seen=tuple(replace(one, who=said, text=said) for one in ASKED.seen))
    async with user_at(FakeDesk(audits=audits, proposed=(found,)), 120, 40) as user:
        await at_processes(user)
        await user.press("move.last")
        await user.rests()
        user.sees("Worth an audit 1", "h hoped")
        assert not {"\x1b", "\x9b", "\u202e", "\u200b"} & set(user.screen)
