"""Promises at the keyboard."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.screens.fake_desk import LEDGER_OF_PROMISES, FakeDesk
from tests.screens.hostile import HOSTILE
from tests.screens.story import User, user_at
from tui.app import KeptApp
from tui.domain.problem import Problem
from tui.domain.promised import Figures, Ratio
from tui.domain.promiseviews import PromiseRow, PromisesView

NOTHING = PromisesView(None, (), (), (), Figures(Ratio(), Ratio(), (), (), None), "", ())


async def test_the_ledger_is_as_it_is_drawn() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("page.promises")
        await user.rests()
        user.sees("Promises  everyone, 12 months", "kept on time")
        user.sees("85 %   41 of 48   late ones by 5 h", "60 %   12 of 20   late ones by 3 d")
        user.sees("We owe them 5 open                                       due  moved  by")
        user.sees("▌▲ Tidewater Clinics migration plan, draft two     late 1 d 5 h      1  ana")
        user.sees(" ▲ Ferrant Casting   test bench handover               late 6 h    ▲ 3  bo")
        user.sees(" ● Brunn Logistics   quote for phase two               by 15:00      ·  ana")
        user.sees("They owe us 2 open")
        user.sees(" ▲ Kestrel Rail      track data for the pilot          late 4 d      2  cleo")
        user.sees("Lately 28 days", " ✓ Umber Ceramics    glaze cost model                  late 2 h      ·  ana")
        user.sees(" × Ferrant Casting   interim figures                     broken      2  bo")
        user.sees("── migration plan, draft two ──", " moved once, they agreed ──")
        user.sees("   “You will have draft two by Thursday noon.” ana, Thu 26 Feb, by mail")


async def test_a_big_page_has_a_line_for_each_teammate() -> None:
    async with user_at(FakeDesk(), 120, 40) as user:
        await user.press("page.promises")
        await user.rests()
        user.sees("late ones by 1 d 2 h   5 of 5 this week, full", "none late              1 of 4 this week")
        user.sees("2 broken, 5 moved, 1 not agreed", "3 broken; Kestrel Rail 2 of 6")
        user.sees("Keeping it now heals +4.8 for Tidewater Clinics (D 48).")


async def test_the_strip_follows_and_enter_opens_the_relationship() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("page.promises", "move.last")
        await user.rests()
        user.on_row("interim figures")
        user.sees("first due Fri 20 Feb, broken Tue 24 Feb 16:00.")
        for _ in range(6):
            await user.press("move.up")
        await user.rests()
        user.on_row("Halden Dairies")
        user.sees("── corrected invoice ──")
        await user.press("list.open")
        user.sees("Halden Dairies", "Why 61")
        await user.press("app.back")
        user.on_row("corrected invoice")


async def test_v_shows_ours_then_theirs_then_both() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("page.promises", "list.sides")
        await user.rests()
        user.sees("everyone, what we owe, 12 months", "We owe them 5 open", "cold-chain report")
        user.sees_not("They owe us")
        await user.press("list.sides")
        await user.rests()
        user.sees("everyone, what they owe, 12 months", "They owe us 2 open")
        user.sees_not("We owe them", "cold-chain report")
        user.on_row("Kestrel Rail")
        await user.press("list.sides")
        user.sees("everyone, 12 months", "We owe them 5 open", "They owe us 2 open")


async def test_a_shows_one_teammates_own() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("page.promises", "list.whose")
        await user.rests()
        user.sees("Promises  yours, 12 months", "We owe them 3 open", "They owe us 1 open")
        user.sees_not("Ferrant Casting")
        await user.press("list.whose")
        await user.rests()
        user.sees("Promises  bo, 12 months", "We owe them 1 open", "test bench handover")


async def test_b_goes_to_what_heals_most() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("page.promises", "move.last", "row.best")
        user.on_row("migration plan, draft two")


async def test_an_open_row_is_one_of_today_and_an_ended_one_is_none() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("page.promises")
        screen: Any = user.app.screen
        assert (screen.row.id, screen.row.kind, screen.subject) == ("p3", "promise", (3, "Tidewater Clinics"))
        await user.press("move.last")
        assert (screen.row, screen.subject) == (None, (1, "Ferrant Casting"))


async def test_nothing_owed_says_what_to_press() -> None:
    async with user_at(FakeDesk(promised=NOTHING)) as user:
        await user.press("page.promises")
        await user.rests()
        user.sees("Nobody owes anybody anything.  n makes a promise.", "nothing ended yet", "kept on time")
        await user.press("list.sides")
        user.sees("Nobody is owed anything by us here.  v shows others.")
        await user.press("list.sides", "list.whose")
        await user.rests()
        user.sees("Nobody owes us anything here.  a shows others.")


async def test_keys_work_while_it_is_read() -> None:
    desk = FakeDesk()
    async with user_at(desk) as user:
        desk.gate = Event()
        await user.press("page.promises")
        user.sees("Promises  everyone, 12 months", "kept on time")
        await user.waits_for("Reading 10,412 relationships. Keys already work.")
        await user.press("page.today")
        desk.gate.set()
        await user.press("page.promises")
        await user.rests()
        user.sees("We owe them 5 open")


async def test_an_error_keeps_the_rows() -> None:
    desk = FakeDesk()
    async with user_at(desk) as user:
        await user.press("page.promises")
        await user.rests()
        desk.problem = Problem("The database is busy.", "Wait a little.")
        await user.press("app.redraw")
        await user.rests()
        user.sees("migration plan, draft two", "The database is busy.", "Wait a little.", "enter try again")
        desk.problem = None
        await user.press("list.again")
        await user.rests()
        user.sees_not("The database is busy.")
        user.sees("by mail")


async def test_the_cursor_stays_on_its_promise_when_somebody_writes() -> None:
    desk = FakeDesk()
    async with user_at(desk) as user:
        await user.press("page.promises", "move.down", "move.down")
        user.on_row("quote for phase two")
        desk.promised = replace(LEDGER_OF_PROMISES, ours=LEDGER_OF_PROMISES.ours[1:])
        desk.written = True
        await user.waits_for("We owe them 4 open")
        user.on_row("quote for phase two")


@pytest.mark.parametrize(
    ("width", "there", "gone"),
    [(72, ("moved", " by"), ()), (71, (" by",), ("moved",)), (55, ("due",), ("moved", " by"))],
)
async def test_columns_go_in_their_order(width: int, there: tuple[str, ...], gone: tuple[str, ...]) -> None:
    async with user_at(FakeDesk(), width) as user:
        await user.press("page.promises")
        await user.rests()
        captions = next(line for line in user.screen.split("\n") if "We owe them" in line)
        assert all(word in captions for word in there)
        assert not any(word in captions for word in gone)
        user.sees("late 1 d 5 h", "85 %", "late ones by 5 h")


async def test_a_small_page_has_all_that_matters() -> None:
    async with user_at(FakeDesk(), 60, 20) as user:
        await user.press("page.promises")
        await user.rests()
        user.sees("85 %   41 of 48   late ones by 5 h", "Lately 28 days", "by Thursday noon.” ana, Thu 26 Feb")
        user.sees("due Thu 5 Mar 12:00. Keeping it now heals +4.8.")


def hostile(row: PromiseRow, said: str) -> PromiseRow:
    """A promise with the text in every column."""
    words = row.said and replace(row.said, author=said, text=said, subject=said)
    made = replace(row.promise, text=said, author=said)
    return replace(row, promise=made, who=said, by=said, said=words, why=said)


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
async def test_text_that_wants_to_do_harm_does_none(said: str) -> None:
    rows = LEDGER_OF_PROMISES
    ours, theirs, lately = (
        tuple(hostile(row, said) for row in group) for group in (rows.ours, rows.theirs, rows.lately)
    )
    team = tuple(replace(share, handle=said) for share in rows.team)
    desk = FakeDesk(promised=replace(rows, ours=ours, theirs=theirs, lately=lately, worst=said, team=team))
    async with user_at(desk, 120, 40) as user:
        await user.press("page.promises", "move.down", "move.last")
        await user.rests()
        user.sees("Promises  everyone, 12 months", "We owe them 5 open", "5 of 5 this week, full")
        assert not {"\x1b", "\x9b", "\u202e", "\u200b"} & set(user.screen)


PICTURES: dict[str, tuple[dict[str, str], tuple[int, int]]] = {
    "promises": ({}, (80, 24)),
    "promises-wide": ({}, (120, 40)),
    "promises-small": ({"icons": "ascii", "theme": "terminal"}, (60, 20)),
}


@pytest.mark.parametrize("picture", PICTURES)
def test_pictures(picture: str, snap_compare: Any) -> None:
    looks, size = PICTURES[picture]
    desk = FakeDesk()

    async def story(pilot: Pilot[Any]) -> None:
        user = User(app, pilot, desk)
        await user.press("page.promises")
        await user.rests()

    app = KeptApp(desk, **looks)  # type: ignore[arg-type]
    assert snap_compare(app, terminal_size=size, run_before=story)
