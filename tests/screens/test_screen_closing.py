"""From deal to plan, and what a relationship is, as somebody at the sample data does it."""

from __future__ import annotations

from pathlib import Path

from tests.screens.at_work import user_at_work
from tests.screens.story import User
from tests.screens.test_screen_acting import goes_to, press, sound, types


async def opens(user: User, name: str) -> None:
    """Open a relationship from the list."""
    await press(user, "page.relationships")
    await press(user, "list.filter")
    await types(user, name)
    await press(user, "filter.keep", "list.open")


async def walks(user: User, steps: int) -> None:
    """Go on so many fields."""
    await press(user, *["form.next"] * steps)


async def test_a_deal_becomes_an_agreement_with_a_plan(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await opens(user, "wexcombe")
        await press(user, "rel.close")
        user.sees("Close a deal  with Wexcombe Council", "onboarding", "Mon 16 Mar  check in: how does it go?")
        await types(user, "archive scans")
        await walks(user, 5)
        await types(user, "in boxes; we: send labels by fri; they: pay by 30 mar")
        user.sees("term 2", "we          Fri 13 Mar  send labels", "they        Mon 30 Mar  pay")
        await walks(user, 3)
        await types(user, "thu")
        user.sees("= Thu 12 Mar  check in")
        await press(user, "form.save")
        user.sees("deal closed", "onboarding")
        await press(user, "move.part_back")
        user.sees("archive scans", "from Mon 9 Mar", "in boxes", "send labels", "pay")
        await press(user, "move.part_back", "move.part_back")
        user.sees("say thank you", "check in: how does it go?", "Thu 12 Mar", "stay in touch")
        assert sound(user)
        await press(user, "app.undo")
        user.sees("undone: deal closed")
        user.sees_not("say thank you")
        assert sound(user)


async def test_a_draft_of_a_deal_brings_back_all_of_its_terms(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await opens(user, "wexcombe")
        await press(user, "rel.close")
        await walks(user, 5)
        for term in ("one", "two", "three"):
            await types(user, term)
            await walks(user, 1)
        await press(user, "form.leave", "page.today")
        await user.settles_down()
        await goes_to(user, "Wexcombe")
        await press(user, "draft.resume")
        user.sees("Close a deal", "one", "two", "three", "term 4")


async def test_a_relationship_is_edited_and_graded_by_hand(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await opens(user, "halden")
        await press(user, "row.edit")
        user.sees("Edit  Halden Dairies", "= Halden Dairies", "Nothing is changed yet")
        await walks(user, 3)
        await types(user, "a")
        await press(user, "form.save")
        user.sees("tier a")
        await press(user, "rel.grade")
        await types(user, "b")
        await walks(user, 1)
        await types(user, "their year ends")
        await press(user, "form.save")
        user.sees("B*", "by ana until Mon 23 Mar: their year")
        await press(user, "page.relationships")
        user.sees("B* ◐ C")
        assert sound(user)


async def test_e_edits_what_the_cursor_stands_on(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await opens(user, "halden")
        await press(user, "move.part", "move.part", "row.edit")
        user.sees("Contact  at Halden Dairies", "Mette Aal")
        await press(user, "form.leave", "move.part_back")
        await goes_to(user, "promise")
        await press(user, "row.edit")
        user.sees("Edit  promise, Halden Dairies")


async def test_an_end_asks_why_and_is_turned_round(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await opens(user, "halden")
        await press(user, "rel.end")
        user.sees("End  Halden Dairies", "still open, and will count no more")
        await press(user, "form.save")
        user.sees("Why does it end?")
        await types(user, "they moved away")
        await press(user, "form.save")
        user.sees("· ended ·")
        await press(user, "rel.end")
        user.sees("· active ·", "reopened")
        assert sound(user)
