"""Searching everything: stories at the keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.screens.fake_desk import FakeDesk
from tests.screens.story import User, user_at
from tui.app import KeptApp
from tui.domain.hits import Hit
from tui.domain.problem import Problem


@dataclass
class SlowFirst(FakeDesk):
    """A desk that answers the first search only when it is let go."""

    first: Event | None = None

    def search(self, text: str, most: int) -> tuple[Hit, ...]:
        first, self.first = self.first, None
        if first is not None:
            first.wait(30)
        return super().search(text, most)


async def test_a_search_finds_while_one_types_and_opens_where_it_was_found() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("app.search")
        user.sees("Type what you look for.", "names, addresses and tags", "esc leave")
        await user.types("hal")
        await user.rests()
        user.sees("Relationships 1", "People 1", "2 found")
        user.on_row("Halden Dairies #food")
        await user.pilot.press("down")
        await user.rests()
        user.on_row("Jonas Brink")
        await user.press("search.open")
        await user.rests()
        user.on_row("Jonas Brink")
        user.sees("Contacts 3")
        await user.press("app.back")
        user.on_row("Jonas Brink")
        await user.press("search.leave")
        user.sees("Monday 9 March")


async def test_a_message_shows_its_passage_and_opens_unfolded_in_the_timeline() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("app.search")
        await user.types("cold-ch")
        await user.rests()
        user.sees("Messages 1", "Mette Aal wrote Tue 3 Mar 12:52, “Invoice 2231”.", "“Thanks for the quick")
        await user.press("search.open")
        await user.rests()
        user.on_row("Is the day rate on invoice 2231 right?")
        user.sees("Thanks for the quick turnaround")


async def test_a_promise_that_ended_opens_where_it_ended() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("app.search")
        await user.types("interim")
        await user.rests()
        user.sees("× Halden Dairies", "broken promise", "ana promised it Tue 20 Jan 09:00.")
        await user.press("search.open")
        await user.rests()
        user.on_row("interim figures")


async def test_mail_of_nobody_opens_nothing_and_says_so() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("app.search")
        await user.types("subscr")
        await user.rests()
        user.sees("Newsletter", "no relationship")
        await user.press("search.open")
        user.sees("Mail that belongs to no relationship is kept without its text.")


async def test_nothing_found_is_said_with_what_was_searched() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("app.search")
        await user.types("zebra")
        user.sees("Nothing found for 'zebra'.", "promises, follow-ups and agreements", "0 found")
        user.sees_not("enter open")
        await user.press("search.open")
        user.sees("Nothing found for 'zebra'.")


async def test_signs_alone_ask_nothing() -> None:
    desk = FakeDesk()
    async with user_at(desk) as user:
        await user.press("app.search")
        await user.types('"*%')
        user.sees("Signs alone are not looked for.")
        assert not any(question.startswith("search") for question in desk.asked)


async def test_an_answer_that_comes_too_late_is_not_shown() -> None:
    gate = Event()
    desk = SlowFirst(first=gate)
    async with user_at(desk) as user:
        await user.press("app.search")
        await user.pilot.press("h")
        await user.pilot.press("a", "l")
        await user.waits_for("2 found")
        await user.pilot.press("d", "x")
        await user.waits_for("Nothing found for 'haldx'.")
        gate.set()
        await user.rests()
        user.sees("Nothing found for 'haldx'.")


async def test_what_was_found_stays_until_the_next_answer() -> None:
    desk = FakeDesk()
    async with user_at(desk) as user:
        await user.press("app.search")
        await user.types("hal")
        desk.gate = Event()
        await user.types("x")
        user.sees("Halden Dairies #food", "2 found")
        desk.gate.set()
        await user.rests()
        user.sees("Nothing found for 'halx'.")


async def test_a_search_that_fails_says_so_and_tries_again() -> None:
    desk = FakeDesk()
    async with user_at(desk) as user:
        await user.press("app.search")
        desk.problem = Problem("The disk is full.", "Free some space.")
        await user.types("hal")
        user.sees("The disk is full.")
        desk.problem = None
        await user.press("list.again")
        user.sees("2 found")
        user.sees_not("The disk is full.")


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)])
async def test_every_size_shows_what_was_found(size: tuple[int, int]) -> None:
    async with user_at(FakeDesk(), *size) as user:
        await user.press("app.search")
        await user.types("invoice")
        await user.rests()
        user.sees("Promises and follow-ups", "invoice")


def test_the_picture(snap_compare: Any) -> None:
    desk = FakeDesk()
    app = KeptApp(desk)

    async def story(pilot: Pilot[Any]) -> None:
        user = User(app, pilot, desk)
        await user.press("app.search")
        await user.types("invoice")
        await user.pilot.press("down")
        await user.rests()

    assert snap_compare(app, terminal_size=(80, 24), run_before=story)
