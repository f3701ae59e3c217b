"""Today at the keyboard."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import pytest

from tests.screens.fake_desk import TODAY, FakeDesk
from tests.screens.story import user_at
from tui.domain.problem import Problem
from tui.screens import page
from tui.widgets import rows

FULL = Problem("The database could not be read: the disk is full.", "Free some space.")
NOBODY = replace(TODAY, rows=(), relationships=0, dealt=0, total=0, mail_read=None)
CLEAR = replace(TODAY, rows=(), dealt=0, total=0)


async def test_the_day_is_there_with_its_groups_and_the_last_words() -> None:
    async with user_at(FakeDesk()) as user:
        user.sees("Monday 9 March  for you, mail 08:10", "7 of 12 dealt with", "Flagged 1", "Worth a word 2")
        user.sees(
            "waits 3 d 4 h",
            "late 1 d 5 h",
            "by 15:00",
            "in 6 h",
            "tomorrow",
            "Wed 11 Mar",
            "since Thu",
            "17 d over",
        )
        user.sees("before we pay on Friday?”", "Target 8 h.", "◐ C 61  ▼ 8")
        user.on_row("Halden Dairies")


async def test_everything_shares_one_left_edge() -> None:
    async with user_at(FakeDesk()) as user:
        lines = user.screen.split("\n")
        for number in range(1, 22):
            assert lines[number][2] == " " or lines[number].startswith("──"), lines[number]
            assert lines[number][3] != " ", lines[number]


async def test_the_strip_follows_when_the_cursor_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = FakeDesk()
    async with user_at(desk) as user:
        monkeypatch.setattr(rows, "REST", 3600.0)
        desk.asked.clear()
        await user.press("move.down", "move.down")
        assert "reading" not in desk.asked
        monkeypatch.setattr(rows, "REST", 0.01)
        await user.press("move.down")
        await user.waits_for("── Brunn Logistics")
        user.on_row("Brunn Logistics")
        assert desk.asked == ["reading"]


async def test_moves_go_over_headings_and_to_the_ends() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("move.down")
        user.on_row("Tidewater Clinics")
        await user.press("move.last")
        user.on_row("Pinhook Farms")
        await user.press("move.first")
        user.on_row("Halden Dairies")
        await user.press("move.half_down")
        user.on_row("Orchard & Pell")
        await user.press("move.half_up", "move.up")
        user.on_row("Halden Dairies")
        for key, name in (("end", "Pinhook"), ("home", "Halden"), ("pagedown", "Pinhook"), ("up", "Umber")):
            await user.pilot.press(key)
            await user.settle()
            user.on_row(name)


async def test_a_begun_sequence_shows_what_may_follow() -> None:
    async with user_at(FakeDesk()) as user:
        await user.pilot.press("g")
        await user.settle()
        assert user.line(23).split() == ["g", "first", "/", "search", "all"]
        await user.pilot.press("x")
        await user.settle()
        user.sees("enter open")


async def test_best_is_one_key() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("move.last", "row.best")
        user.on_row("Halden Dairies")


async def test_whose_goes_round() -> None:
    async with user_at(FakeDesk()) as user:
        for expected in ("the team", "for bo", "for cleo", "for you"):
            await user.press("list.whose")
            await user.rests()
            user.sees(expected)


async def test_opening_a_row_and_coming_back() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("move.down", "move.down", "list.open")
        user.sees("Quillon Press", "Why 74")
        await user.press("app.back")
        user.on_row("Quillon Press")


async def test_pages_keep_their_cursor() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("move.down", "page.relationships")
        await user.rests()
        user.on_row("Ferrant Casting")
        await user.press("move.down", "page.today")
        user.on_row("Tidewater Clinics")
        await user.press("page.relationships")
        user.on_row("Kestrel Rail")


async def test_somebody_new_is_told_how_to_begin() -> None:
    async with user_at(FakeDesk(day=NOBODY)) as user:
        user.sees("No mail yet, so nobody can be waiting.", "kept import mail PATH", "D sample data")
        user.sees_not("dealt with", "b best")
        await user.press("empty.sample")
    assert user.app.return_value == "sample"


async def test_nothing_due_is_said() -> None:
    async with user_at(FakeDesk(day=CLEAR)) as user:
        user.sees("Nothing is due and nobody waits.", "26 relationships looked at.")


async def test_at_first_it_reads_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "PATIENCE", 3600.0)
    gate = Event()
    async with user_at(FakeDesk(gate=gate)) as user:
        user.sees("Monday 9 March")
        user.sees_not("Reading", "dealt with")
        gate.set()
        await user.waits_for("7 of 12 dealt with")


async def test_while_it_reads_it_says_so_and_keys_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "PATIENCE", 0.01)
    gate = Event()
    async with user_at(FakeDesk(gate=gate)) as user:
        await user.waits_for("Reading 10,412 relationships. Keys already work.")
        await user.press("app.help")
        user.sees("Keys on Today")
        await user.press("app.help")
        gate.set()
        await user.waits_for("7 of 12 dealt with")
        user.sees_not("Reading")


async def test_an_error_leaves_the_list_and_can_be_tried_again() -> None:
    desk = FakeDesk()
    async with user_at(desk) as user:
        desk.problem = FULL
        await user.press("app.redraw")
        await user.rests()
        user.sees(
            "Tidewater Clinics",
            "× That could not be read",
            "the disk is full",
            "nothing is lost",
            "enter try again",
        )
        desk.problem = None
        await user.press("list.again")
        await user.rests()
        user.sees("before we pay on Friday?”")
        user.sees_not("could not be read")


async def test_an_error_at_the_start_is_said_too() -> None:
    async with user_at(FakeDesk(problem=FULL)) as user:
        user.sees("the disk is full", "Free some space.")


async def test_what_others_write_appears_by_itself() -> None:
    desk = FakeDesk()
    async with user_at(desk) as user:
        await user.press("move.down")
        desk.day = replace(TODAY, rows=TODAY.rows[1:], dealt=8)
        desk.written = True
        await user.waits_for("8 of 12 dealt with")
        user.sees_not("Halden Dairies")
        user.on_row("Tidewater Clinics")


async def test_ctrl_c_only_says_how_to_quit_and_ctrl_q_does_nothing() -> None:
    async with user_at(FakeDesk()) as user:
        await user.pilot.press("ctrl+c")
        await user.settle()
        user.sees("q quits.")
        await user.pilot.press("ctrl+q")
        await user.settle()
        user.sees_not("q quits.")
        assert user.app.is_running
        await user.press("app.quit")
    assert user.app.return_value is None
    assert user.app.return_code == 0


async def test_remapped_keys_work_and_are_shown() -> None:
    async with user_at(FakeDesk(), 120, 40, keys={"row.best": "g b"}) as user:
        user.sees("g b best")
        await user.press("move.last")
        await user.pilot.press("g", "b")
        await user.settle()
        user.on_row("Halden Dairies")


async def test_sample_data_is_named() -> None:
    async with user_at(FakeDesk(sample=True)) as user:
        user.sees("sample data  ana")


async def test_sixty_columns_put_the_points_into_the_strip() -> None:
    async with user_at(FakeDesk(), 60, 20) as user:
        user.sees("2 more below", "+6.2", "1 Today  2")
        user.sees_not("heals", "2 Relationships")


async def test_a_wide_page_has_more_columns_and_the_whole_story() -> None:
    async with user_at(FakeDesk(), 120, 40) as user:
        user.sees(
            "score  owner       heals",
            "▼ 8 in 28 days",
            "(5 d 20 h by the wall), target 8 h.",
            "Open besides: 1 promise",
        )


async def test_a_group_keeps_its_caption_while_its_rows_scroll() -> None:
    many = tuple(replace(TODAY.rows[0], id=f"w{number}", who=f"Company {number}") for number in range(40))
    async with user_at(FakeDesk(day=replace(TODAY, rows=(*many, *TODAY.rows[1:])))) as user:
        for _ in range(3):
            await user.press("move.half_down")
        assert user.line(2).split() == ["Flagged", "40", "heals", "one", "key"]
        user.on_row("Company")
        for _ in range(30):
            await user.press("move.up")
            user.on_row("Company")
        await user.press("move.first")
        assert "Company 0 " in user.line(3)


async def test_somebody_new_reads_whole_sentences_on_a_small_screen() -> None:
    async with user_at(FakeDesk(day=NOBODY), 60, 20) as user:
        user.sees("No mail yet, so nobody can be waiting.", "never sent", "or changed.", "kept import mail PATH")


async def test_the_commands_of_an_empty_day_are_those_that_work() -> None:
    async with user_at(FakeDesk(day=NOBODY)) as user:
        await user.press("app.palette")
        user.sees("sample data", "enter do it   esc leave")
        user.sees_not("best next")


async def test_what_is_to_do_is_worked_with_though_there_is_no_relationship_yet() -> None:
    desk = FakeDesk(day=replace(TODAY, relationships=0))
    async with user_at(desk) as user:
        await user.press("row.choices")
        user.sees("Halden Dairies", "snooze")
