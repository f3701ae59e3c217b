"""The day that was asked for while the screens were imported."""

from __future__ import annotations

from concurrent.futures import Future
from threading import Event

from tests.screens.fake_desk import TODAY, FakeDesk
from tests.screens.story import user_at
from tui.domain.problem import Problem
from tui.domain.views import Today


def ready(day: Today) -> Future[Today]:
    """A day that is read already."""
    first: Future[Today] = Future()
    first.set_result(day)
    return first


async def test_it_is_shown_and_not_asked_for_again() -> None:
    desk = FakeDesk()
    async with user_at(desk, first=ready(TODAY)) as user:
        user.sees("Monday 9 March", TODAY.rows[0].who)
        assert not [what for what in desk.asked if what.startswith("today")]
        await user.press("app.redraw")
        assert [what for what in desk.asked if what.startswith("today")]


async def test_while_it_is_still_read_the_page_says_so() -> None:
    first: Future[Today] = Future()
    gate = Event()
    desk = FakeDesk(gate=gate)
    async with user_at(desk, first=first) as user:
        user.sees_not(TODAY.rows[0].who)
        gate.set()
        await user.waits_for("relationships")
        first.set_result(TODAY)
        await user.waits_for(TODAY.rows[0].who)


async def test_what_went_wrong_with_it_is_said_and_can_be_tried_again() -> None:
    first: Future[Today] = Future()
    first.set_exception(Problem("The disk is full.", "Make room."))
    async with user_at(FakeDesk(), first=first) as user:
        user.sees("The disk is full.")
        await user.press("list.again")
        user.sees(TODAY.rows[0].who)
