"""The wizard's page Redesign: before and after, the procedure in a file, and putting it in practice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.domain.booked import BOOKED
from tests.screens.at_an_audit import kept, user_at_audit
from tests.screens.at_work import WorkingDesk
from tests.screens.story import User
from tests.screens.test_screen_acting import press, types
from tui.domain.auditacts import Audited
from tui.domain.model import DAY


async def clears(user: User, times: int) -> None:
    """Rub out some letters."""
    for _ in range(times):
        await user.pilot.press("backspace")


async def test_a_new_step_is_edited_in_its_row_and_the_figures_follow(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "redesign 5") as user:
        user.on_row("● as it is")
        user.sees("30.1 today", "12.5 redesigned", "2 of 5 steps, 15 % of the minutes", "0.3 months")
        await press(user, "steps.edit")
        await types(user, "read before")
        await press(user, "step.next")
        await clears(user, 2)
        await types(user, "bo")
        await press(user, "step.next")
        await clears(user, 2)
        await types(user, "10")
        user.on_row("● read before          bo         10▏")
        user.sees("4.4 redesigned")
        await press(user, "step.done")
        step = kept(user).steps[4]
        assert (step.new_text, step.new_who, step.new_minutes) == ("read before", "bo", 10)
        await press(user, "app.undo")
        user.sees("12.5 redesigned")
        assert kept(user).steps[4].new_minutes == 32


async def test_minutes_that_are_none_are_said_and_esc_leaves_the_rest(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "redesign 5") as user:
        await press(user, "steps.edit")
        await types(user, "read before")
        await press(user, "step.former")
        await types(user, "x")
        await press(user, "step.done")
        user.sees("'32x' is no number")
        await press(user, "step.leave")
        user.on_row("● read before          me          32")
        assert kept(user).steps[4].new_text == "read before"


async def test_more_steps_than_fit_scroll_and_the_figures_stay(tmp_path: Path) -> None:
    steps = tuple(replace(BOOKED.steps[index % 5], key=index + 1) for index in range(40))
    async with user_at_audit(tmp_path, "redesign 1", replace(BOOKED, steps=steps)) as user:
        user.sees("more below", "hours a month", "pays back in")
        await press(user, "move.last")
        user.on_row("40 the session")
        user.sees("hours a month", "16 of 40 steps")


def in_two_weeks(user: User) -> list[str]:
    """What is to be done for the process, as Today shows it once all of it is due."""
    desk = user.desk
    assert isinstance(desk, WorkingDesk)
    desk.moment += 14 * DAY
    rows = [row for row in desk.today("ana").rows if row.who == BOOKED.name]
    desk.moment -= 14 * DAY
    return [row.what for row in sorted(rows, key=lambda row: row.due or 0)]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the person is."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


async def test_the_procedure_is_written_to_a_new_file_and_never_over_one(tmp_path: Path, here: Path) -> None:
    async with user_at_audit(tmp_path, "redesign 1") as user:
        await press(user, "wizard.export")
        user.sees("write the procedure to  book-a-session.md")
        await press(user, "step.done")
        user.sees("✓ The procedure is in book-a-session.md.")
        text = (here / "book-a-session.md").read_text(encoding="utf-8")
        assert text.startswith("# Book a session\n")
        assert "link to slots (a tool" in text
        assert text.endswith("-09, ana: begun\n")
        await press(user, "wizard.export", "step.done")
        user.sees("There is a file book-a-session.md already.", "write the procedure to")
        await clears(user, 3)
        await types(user, ".txt")
        await press(user, "step.done")
        assert sorted(file.name for file in here.iterdir()) == ["book-a-session.md", "book-a-session.txt"]
        assert (here / "book-a-session.md").read_text(encoding="utf-8") == text


async def test_a_file_without_a_name_or_a_place_is_refused(tmp_path: Path, here: Path) -> None:
    async with user_at_audit(tmp_path, "redesign 1") as user:
        await press(user, "wizard.export")
        await clears(user, 20)
        await press(user, "step.done")
        user.sees("Name a file, such as procedure.md.")
        await types(user, "nowhere/a.md")
        await press(user, "step.done")
        user.sees("a.md cannot be written")
        await press(user, "step.leave")
        user.sees("what comes out")
        assert list(here.iterdir()) == []


async def test_putting_it_in_practice_is_one_transaction_that_one_undo_takes_back(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "redesign 1") as user:
        user.sees("what comes out: a procedure, 5 follow-ups, reviews on 8 Apr and 7 Jun")
        await press(user, "wizard.practise")
        user.sees("Put in practice  Book a session", "Tue 10 Mar  stop: phone tag")
        await press(user, *["form.next"] * 5)
        await types(user, "wed")
        user.sees("= Wed 11 Mar  stop: phone tag")
        await press(user, "form.next")
        await types(user, "no")
        await press(user, "form.save")
        user.sees("put in practice", "u undoes it", "1 Today")
        audit = kept(user)
        assert audit.practised_at is not None
        assert [review.days for review in audit.reviews] == [30, 90]
        assert in_two_weeks(user) == [
            "stop: phone tag",
            "build: send the questionnaire (3 h)",
            "write down: chase the questionnaire",
            "hand over: chase the questionnaire",
        ]
        await press(user, "page.today")
        await user.finds_last("Umber")
        await user.waits_for("stop: phone tag")
        user.sees("Book a session")
        await press(user, "page.processes", "app.undo")
        assert kept(user).practised_at is None
        assert kept(user).reviews == ()
        assert in_two_weeks(user) == []


async def test_what_is_in_practice_is_not_put_there_twice(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "redesign 1") as user:
        await press(user, "wizard.practise", "form.save", "list.open")
        user.sees("● Redesign")
        await press(user, "wizard.practise")
        user.sees("It is in practice since today.")
        user.sees_not("Put in practice  Book")


async def test_a_form_left_half_filled_is_a_draft_that_goes_on(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "redesign 1") as user:
        await press(user, "wizard.practise", "form.next")
        await types(user, "nobody waits")
        await press(user, "form.leave")
        user.sees("what comes out")
        assert kept(user).practised_at is None
        await press(user, "wizard.leave", "page.today")
        await user.finds_last("nobody waits")
        await press(user, "draft.resume")
        user.sees("Put in practice  Book a session", "nobody waits")
        await press(user, "form.save")
        assert kept(user).purpose == "nobody waits"
        assert kept(user).practised_at is not None


async def test_a_form_left_half_filled_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "redesign 1") as user:
        await press(user, "wizard.practise", "form.next")
        await types(user, "nobody waits")
        await press(user, "form.leave", "wizard.practise")
        user.sees("Put in practice  Book a session", "nobody waits")
        await press(user, "form.save")
        assert kept(user).purpose == "nobody waits"
        user.on_row("Book a session")
        assert user.desk.drafts() == ()


async def test_the_whole_new_text_is_seen_while_it_is_typed(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "redesign 5") as user:
        await press(user, "steps.edit")
        await types(user, "read the answers the evening before")
        user.sees("the session → read the answers the evening before")


async def test_what_somebody_else_changed_is_not_written_over(tmp_path: Path) -> None:
    async with user_at_audit(tmp_path, "redesign 1") as user:
        await press(user, "wizard.practise")
        desk = user.desk
        assert isinstance(desk, WorkingDesk)
        desk.perform((Audited(replace(kept(user), purpose="theirs")),))
        await press(user, "form.save")
        user.sees("ana changed Book a session")
        assert kept(user).practised_at is None


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_every_size_shows_both_halves_and_the_figures(tmp_path: Path, size: tuple[int, int]) -> None:
    async with user_at_audit(tmp_path, "redesign 5", width=size[0], height=size[1]) as user:
        user.on_row("the session")
        user.sees("Today", "Redesigned", "hours a month", "automated", "pays back in", "hurts")
