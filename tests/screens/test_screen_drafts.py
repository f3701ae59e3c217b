"""What was half typed into any form comes back whole after esc and a new start."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.at_work import desk_at, user_at_work
from tests.screens.story import User, user_at
from tests.screens.test_screen_acting import goes_to, press, types
from tui.screens import form


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "DRAFT_AFTER", 0.05)


async def leaves(user: User) -> None:
    """Leave a form half typed, until the draft of it is kept."""
    await press(user, "form.leave")
    await user.settles_down()


def filled(user: User) -> tuple[str, str, dict[str, str]]:
    """What the open form is about, and all that stands in it."""
    screen = user.app.screen
    assert isinstance(screen, form.FormScreen)
    begun = screen.filling.form
    return begun.title, begun.subtitle, screen.filling.texts


async def goes_on(user: User) -> None:
    """Go on with the only draft that there is."""
    await press(user, "move.last")
    user.sees("Half typed 1")
    await press(user, "draft.resume")


async def test_what_was_logged_from_a_row_still_answers_it(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "app.log")
        user.sees("who         Halden Dairies › Mette Aal", "answers     the mail of")
        await types(user, "the invoice is right")
        await leaves(user)
    async with user_at(desk_at(tmp_path)) as user:  # type: ignore[arg-type]
        await goes_on(user)
        user.sees("who         Halden Dairies › Mette Aal", "answers     the mail of", "the invoice is right▏")
        await press(user, "form.save")
        user.sees("Halden Dairies: mail to them logged, +13.4")
        assert desk_at(tmp_path).drafts() == ()


async def test_somebody_who_was_edited_is_edited_again(tmp_path: Path) -> None:
    async with user_at_work(tmp_path, 120, 40) as user:
        await press(user, "list.open")
        while "▌" not in user.screen or user.screen.partition("▌")[2].split("\n")[0].strip()[:9] != "Mette Aal":
            await press(user, "move.part")
        await press(user, "row.edit")
        user.sees("Contact", "at Halden Dairies", "Mette Aal▏")
        await press(user, "form.next")
        await types(user, "head of accounts")
        await leaves(user)
    async with user_at(desk_at(tmp_path)) as user:  # type: ignore[arg-type]
        await goes_on(user)
        user.sees("Contact", "at Halden Dairies", "Mette Aal", "head of accounts")


@pytest.mark.parametrize(
    ("row", "action"),
    [
        ("Halden Dairies", "new.follow_up"),
        ("Umber Ceramics", "new.thanks"),
        ("Halden Dairies", "row.waive"),
        ("Halden Dairies", "row.admit"),
        ("Vireo Labs", "row.skip"),
        ("Brunn Logistics", "row.withdraw"),
    ],
)
async def test_every_form_about_a_row_comes_back_whole(tmp_path: Path, row: str, action: str) -> None:
    async with user_at_work(tmp_path) as user:
        await goes_to(user, row)
        await press(user, action)
        await types(user, "half a word")
        before = filled(user)
        await leaves(user)
    async with user_at(desk_at(tmp_path)) as user:  # type: ignore[arg-type]
        await goes_on(user)
        assert filled(user) == before


@pytest.mark.parametrize(
    "action", ["row.edit", "rel.close", "rel.contact", "rel.grade", "rel.ignore", "rel.end", "new.promise"]
)
async def test_every_form_about_a_relationship_comes_back_whole(tmp_path: Path, action: str) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "page.relationships", action)
        await types(user, "half a word")
        before = filled(user)
        await leaves(user)
    async with user_at(desk_at(tmp_path)) as user:  # type: ignore[arg-type]
        await goes_on(user)
        assert filled(user) == before


async def test_a_draft_names_no_id_of_what_it_is_about(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "row.snooze")
        await types(user, "30 mar")
        await leaves(user)
        await press(user, "move.last")
        user.sees("snooze: 30 mar")


async def test_a_form_about_something_that_is_not_in_todays_list_comes_back_too(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "page.promises")
        await goes_to(user, "Tue 17 Mar")
        await press(user, "row.move_date")
        await types(user, "30 mar")
        await leaves(user)
    async with user_at(desk_at(tmp_path)) as user:  # type: ignore[arg-type]
        await goes_on(user)
        user.sees("Move the date", "30 mar")


async def test_a_line_begun_on_a_draft_about_nobody_is_about_nobody(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "new.any")
        await types(user, "Marsh")
        await leaves(user)
        await press(user, "move.last", "app.quick")
        await types(user, "called")
        await leaves(user)
        await press(user, "move.last")
        user.sees("Half typed 2")
