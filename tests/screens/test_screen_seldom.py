"""What one does seldom, by its keys, on the sample data."""

from __future__ import annotations

from pathlib import Path

from tests.screens.at_work import user_at_work
from tests.screens.test_screen_acting import goes_to, press, sound, types


async def test_a_follow_up_is_skipped_and_a_promise_let_go(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await goes_to(user, "Pask & Dray")
        await press(user, "row.skip")
        await types(user, "the year is closed")
        await press(user, "form.save")
        user.sees("Pask & Dray: follow-up skipped")
        await goes_to(user, "Brunn Logistics")
        await press(user, "row.withdraw", "form.save")
        user.sees("Brunn Logistics: promise withdrawn")
        assert sound(user)


async def test_thanks_without_anything_to_thank_for(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "new.thanks", "form.save")
        user.sees("Halden Dairies: thanked")
        assert sound(user)


async def test_a_grade_by_hand_stands_beside_the_computed_one(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "page.relationships")
        await goes_to(user, "Tidewater Clinics")
        await press(user, "rel.grade")
        await types(user, "b")
        await press(user, "form.next")
        await types(user, "we spoke, they are content")
        await press(user, "form.save")
        user.sees("Tidewater Clinics: graded B by hand", "B*")
        assert sound(user)


async def test_a_relationship_ends_for_a_reason_and_goes_on(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "page.relationships")
        await goes_to(user, "Tidewater Clinics")
        await press(user, "list.open", "rel.end")
        await types(user, "they closed the practice")
        await press(user, "form.save")
        user.sees("Tidewater Clinics: ended", "ended")
        await press(user, "rel.end")
        user.sees("Tidewater Clinics: reopened")
        assert sound(user)


async def test_somebody_is_added_and_an_address_ignored(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "page.relationships")
        await goes_to(user, "Tidewater Clinics")
        await press(user, "rel.contact")
        await types(user, "Nora Field")
        await press(user, "form.save")
        user.sees("Tidewater Clinics: contact added")
        await press(user, "rel.ignore")
        await types(user, "paula@tidewater.example")
        await press(user, "form.save")
        user.sees("paula@tidewater.example ignored")
        await press(user, "app.undo")
        user.sees("undone")
        assert sound(user)


async def test_a_promise_gets_another_date_that_they_agreed_to(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await goes_to(user, "Brunn Logistics")
        await press(user, "row.move_date")
        await types(user, "in 2 weeks")
        await press(user, "form.next", "form.next")
        await types(user, "they agreed")
        await press(user, "form.save", "form.save")
        user.sees("Brunn Logistics: promise moved")
        assert sound(user)
