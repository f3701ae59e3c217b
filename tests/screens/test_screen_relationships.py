"""Relationships at the keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.screens.fake_desk import TODAY, FakeDesk, list_row
from tests.screens.story import user_at
from tui.domain.model import Relationship
from tui.domain.problem import Problem


def many(number: int) -> FakeDesk:
    """A desk with so many relationships."""
    pattern = list_row(5)
    people = [
        replace(pattern, relationship=Relationship(one, f"Company {one:05}", "customer", "active", "b", "ana"))
        for one in range(1, number + 1)
    ]
    return FakeDesk(people=people)


async def test_the_list_has_its_columns() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("page.relationships")
        await user.rests()
        user.sees("17 of 26 by score", "who               score   prf 28 d weeks   reply wait late broken  last by")
        user.sees("Tidewater Clinics ○ D  48 pr· ▼ 6", " 9.2/8     ·    1      1   4 d ana", "never bo")
        user.sees("seen: p promise r reply f follow-up")


@pytest.mark.parametrize(
    ("width", "there", "gone"),
    [
        (75, "weeks", " by"),
        (69, "broken", "weeks"),
        (62, "prf", "broken"),
        (58, "28 d", "prf"),
        (53, "reply", "28 d"),
    ],
)
async def test_columns_go_in_their_order(width: int, there: str, gone: str) -> None:
    async with user_at(FakeDesk(), width) as user:
        await user.press("page.relationships")
        await user.rests()
        captions = user.line(2)
        assert there in captions
        assert gone not in captions
        assert "score" in captions


async def test_the_filter_is_live_and_esc_clears_it() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("page.relationships", "list.filter")
        await user.types("o")
        user.sees("/ o", "10 of 26")
        await user.types("wner:bo")
        user.sees("2 of 26", "Ferrant Casting", "enter to the list")
        await user.press("filter.keep")
        user.sees("/ owner:bo", "esc clear")
        await user.press("move.down")
        user.on_row("Wexcombe Council")
        await user.press("filter.clear")
        user.sees("17 of 26")
        user.sees_not("owner:bo", "esc clear")


async def test_letters_type_and_arrows_move_in_the_filter() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("page.relationships", "list.filter")
        await user.types("jq2")
        user.sees("/ jq2")
        for key in ("left", "backspace", "home", "delete", "end"):
            await user.pilot.press(key)
        await user.settle()
        user.sees("/ 2")
        await user.pilot.press("backspace", "down")
        await user.settle()
        user.on_row("Kestrel Rail")


async def test_nothing_matches_is_said() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("page.relationships", "list.filter")
        await user.types("halden x")
        user.sees("Nothing matches 'halden x'.", "esc clears the filter.", "0 of 26")
        await user.press("filter.clear")
        user.sees("17 of 26", "Halden Dairies")


async def test_a_wrong_narrowing_is_said_in_words_and_the_list_stays() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("page.relationships", "list.filter")
        await user.types("grade:z")
        user.sees("There is no grade z ──", "   Try A, B, C, D, F, ? or none.", "17 of 26", "Halden Dairies")
        await user.pilot.press("backspace", "c")
        await user.rests()
        user.sees("3 of 26")
        user.sees_not("There is no grade")


async def test_orders_go_round_and_are_shown() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("page.relationships")
        for expected in ("name", "silence", "waiting", "trend", "score"):
            await user.press("list.order")
            await user.rests()
            user.sees(f"by {expected}")


async def test_whose_narrows() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("page.relationships", "list.whose")
        await user.rests()
        user.sees("Relationships  yours", "11 of 26")
        await user.press("list.whose")
        await user.rests()
        user.sees("Relationships  bo", "2 of 26")


async def test_best_and_open() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("page.relationships")
        await user.rests()
        await user.press("row.best")
        user.on_row("Halden Dairies")
        await user.rests()
        user.sees("! a mail waits 3 d 4 h, target 8 h.", "Best next: answer it, +6.2")
        await user.press("list.open")
        user.sees("Why 61")
        await user.press("app.back")
        user.on_row("Halden Dairies")


async def test_a_long_list_is_read_as_it_comes_into_view() -> None:
    desk = many(2000)
    async with user_at(desk) as user:
        await user.press("page.relationships")
        await user.rests()
        user.sees("2,000 of 2,009", "more below")
        await user.press("move.last")
        await user.rests()
        user.on_row("Company 02000")
        assert desk.asked.count("listing") <= 3


async def test_the_cursor_stays_on_its_row_when_somebody_writes() -> None:
    desk = many(600)
    async with user_at(desk) as user:
        await user.press("page.relationships")
        await user.rests()
        for _ in range(5):
            await user.press("move.down")
        desk.people.insert(0, list_row(1))
        desk.written = True
        await user.waits_for("601 of")
        user.on_row("Company 00006")


async def test_an_error_keeps_the_rows() -> None:
    desk = FakeDesk()
    async with user_at(desk) as user:
        await user.press("page.relationships")
        await user.rests()
        desk.problem = Problem("The database is busy.", "Wait a little.")
        await user.press("list.order")
        await user.rests()
        user.sees("Ferrant Casting", "The database is busy.", "Wait a little.", "enter try again")
        desk.problem = None
        await user.press("list.again")
        await user.rests()
        user.sees_not("The database is busy.")


async def test_a_tall_page_says_why() -> None:
    async with user_at(FakeDesk(), 120, 40) as user:
        await user.press("page.relationships")
        await user.rests()
        await user.rests()
        user.sees(
            "why 31     12.4 points for 1 promise broken in January", "grade  ● A from 85", "by score, worst first"
        )


async def test_the_list_says_whom_it_leaves_out() -> None:
    async with user_at(FakeDesk(), 120, 40) as user:
        await user.press("page.relationships")
        await user.rests()
        user.sees("9 dormant or ended: / stage:all shows them")
        await user.press("list.filter")
        user.sees("a name, or tier: kind: stage:")
        await user.types("halden y")
        user.sees("stage:all looks among dormant and ended ones too.")
        user.sees_not("shows them")
        await user.press("filter.clear")
        user.sees_not("a name, or tier:")


@pytest.mark.parametrize(
    ("presses", "said"),
    [
        ((), "Nobody here is active now."),
        (("list.whose",), "You have no relationship here."),
        (("list.whose", "list.whose"), "bo has no relationship here."),
    ],
)
async def test_an_empty_list_says_why(presses: tuple[str, ...], said: str) -> None:
    async with user_at(FakeDesk(people=[], day=replace(TODAY, rows=()))) as user:
        await user.press("page.relationships", *presses)
        await user.rests()
        user.sees(said)


@pytest.mark.parametrize(("width", "height"), [(60, 20), (80, 24), (120, 40)])
async def test_no_count_and_no_refusal_is_cut(width: int, height: int) -> None:
    async with user_at(FakeDesk(), width, height) as user:
        await user.press("page.relationships", *["list.order"] * 4, "list.filter")
        await user.types("stage:x")
        user.sees("17 of 26  " if width == 60 else "by trend  " if width == 80 else "by trend, falling first")
        user.sees("/ stage:x", "Try prospect, onboarding, active, ended, dormant or all.")
