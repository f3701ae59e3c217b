"""Who else has a form open about the same: two people at one database, each with a dashboard."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from tests.screens.at_work import WorkingDesk, desk_at, user_at_work
from tests.screens.story import PATIENT, User, user_at
from tests.screens.test_screen_acting import goes_to, press
from tui.domain.acts import Edited
from tui.domain.problem import Problem
from tui.domain.together import OpenForm, Subject
from tui.screens import beside, watching
from tui.services import seat
from tui.store import forms
from tui.store.store import Said

AT = 1_773_052_920
"""Mon 9 Mar 2026 10:42, as the team of the sample reads it."""


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "POLL", 0.05)


def halden(desk: WorkingDesk) -> int:
    """The number of Halden Dairies."""
    return next(row.relationship for row in desk.today("ana").rows if row.who == "Halden Dairies")


async def until_there_are(user: User, bo: WorkingDesk, number: int, about: Subject) -> tuple[OpenForm, ...]:
    """Wait until bo sees so many forms open."""
    found: tuple[OpenForm, ...] = ()
    for _ in range(PATIENT):
        found = bo.others_at(about)
        if len(found) == number:
            return found
        await user.pilot.pause(0.02)
    raise AssertionError(f"there are {found}")


async def opens_edit(user: User) -> None:
    """Open the form for what Halden Dairies is."""
    await press(user, "page.relationships")
    await goes_to(user, "Halden Dairies")
    await press(user, "row.edit")


async def test_a_form_says_who_else_edits_and_when_they_leave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seat, "wall_clock", lambda: AT)
    async with user_at_work(tmp_path) as user:
        bo = desk_at(tmp_path, "bo")
        await opens_edit(user)
        user.sees_not("being edited")
        ident = bo.open_form("edit", Subject(halden(bo)))
        await user.waits_for("▲ being edited by bo since 10:42")
        bo.leave_form(ident)
        for _ in range(PATIENT):
            if "being edited" not in user.screen:
                break
            await user.pilot.pause(0.02)
        user.sees_not("being edited")


async def test_one_who_opens_a_form_is_seen_by_the_other_until_it_is_left(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        bo = desk_at(tmp_path, "bo")
        about = Subject(halden(bo))
        await opens_edit(user)
        (there,) = await until_there_are(user, bo, 1, about)
        assert (there.actor, there.form) == ("ana", "edit")
        assert user.desk.others_at(about) == (), "nobody is told of oneself"
        await press(user, "form.leave")
        await until_there_are(user, bo, 0, about)


async def test_two_dashboards_see_each_other(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as ana:
        await opens_edit(ana)
        async with user_at(desk_at(tmp_path, "bo")) as bo:  # type: ignore[arg-type]
            await press(bo, "list.whose")
            await goes_to(bo, "Halden Dairies")
            await press(bo, "app.log")
            await bo.waits_for("being edited by ana since")
            await ana.waits_for("bo has a form open here since")
            await press(bo, "form.leave")
        for _ in range(PATIENT):
            if "bo has" not in ana.screen:
                break
            await ana.pilot.pause(0.02)
        ana.sees_not("bo has a form open here")


async def test_a_form_that_is_seen_no_more_is_void_after_a_minute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, bo = desk_at(tmp_path), desk_at(tmp_path, "bo")
    about, at = Subject(halden(ana)), [AT]
    monkeypatch.setattr(seat, "wall_clock", lambda: at[0])
    ident = bo.open_form("edit", about)
    assert ana.others_at(about) == (OpenForm("bo", "edit", AT),)
    at[0] = AT + forms.VOID - 1
    bo.seen_form(ident)
    at[0] = AT + 2 * forms.VOID - 2
    assert ana.others_at(about) == (OpenForm("bo", "edit", AT),)
    at[0] += 1
    assert ana.others_at(about) == ()
    ana.open_form("edit", about)
    with ana.store.read() as conn:
        assert conn.execute("SELECT actor FROM open_form").fetchall() == [("ana",)], "what is void is swept"


async def test_an_open_form_is_seen_again_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "SEEN", 0.02)
    seen = Event()

    class Seen(WorkingDesk):
        def seen_form(self, ident: int) -> bool:
            seen.set()
            return super().seen_form(ident)

    async with user_at(Seen(desk_at(tmp_path).store.path)) as user:  # type: ignore[arg-type]
        await opens_edit(user)
        for _ in range(PATIENT):
            if seen.is_set():
                break
            await user.pilot.pause(0.02)
        assert seen.is_set()


async def test_an_open_form_that_was_forgotten_is_noted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup was restored, or the machine slept."""
    monkeypatch.setattr(beside, "SEEN", 0.02)
    ana, bo = desk_at(tmp_path), desk_at(tmp_path, "bo")
    about = Subject(halden(ana))
    async with user_at(WorkingDesk(ana.store.path)) as user:  # type: ignore[arg-type]
        await opens_edit(user)
        await until_there_are(user, bo, 1, about)
        with ana.store.write(Said("ana", ana.now(), AT, "test")) as tx:
            tx.conn.execute("DELETE FROM open_form")
        await until_there_are(user, bo, 1, about)


async def test_pages_are_not_read_again_because_of_an_open_form(tmp_path: Path) -> None:
    ana, bo = desk_at(tmp_path), desk_at(tmp_path, "bo")
    about = Subject(halden(ana))
    assert ana.news() == (False, False)
    ident = bo.open_form("edit", about)
    assert ana.news() == (False, True)
    bo.seen_form(ident)
    assert ana.news() == (False, False)
    bo.leave_form(ident)
    assert ana.news() == (False, True)
    bo.perform([Edited(f"r{about.relationship}", tier="a")])
    assert ana.news() == (True, False)


class Mute(WorkingDesk):
    """A desk whose database takes and tells nothing of open forms."""

    def open_form(self, form: str, about: Subject) -> int:
        raise Problem("The disk is full.")

    def others_at(self, about: Subject) -> tuple[OpenForm, ...]:
        raise Problem("The database is locked.")


async def test_a_form_opens_and_saves_where_nothing_can_be_noted(tmp_path: Path) -> None:
    desk = Mute(desk_at(tmp_path).store.path)
    async with user_at(desk) as user:  # type: ignore[arg-type]
        await opens_edit(user)
        await user.types("Halden AG")
        await press(user, "form.save")
        user.sees("Halden AG: changed")


async def test_no_form_waits_until_it_is_noted(tmp_path: Path) -> None:
    stuck = Event()

    class Stuck(WorkingDesk):
        def open_form(self, form: str, about: Subject) -> int:
            stuck.wait(30)
            return super().open_form(form, about)

    async with user_at(Stuck(desk_at(tmp_path).store.path)) as user:  # type: ignore[arg-type]
        await opens_edit(user)
        await user.types("Halden AG")
        await press(user, "form.save")
        user.sees("Halden AG: changed")
        stuck.set()


async def test_whoever_may_only_look_is_not_noted(tmp_path: Path) -> None:
    from tests.screens.at_wizard import opens, stored, talk

    desk = desk_at(tmp_path)
    audit = stored(desk, talk("ana", at="steps 1", steps=2))
    desk.viewer = True
    async with user_at(desk) as user:  # type: ignore[arg-type]
        await opens(user, audit)
        await user.rests()
        assert desk_at(tmp_path, "bo").others_at(Subject(process=audit.id)) == ()


async def test_who_quits_with_a_form_open_leaves_it(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        bo = desk_at(tmp_path, "bo")
        about = Subject(halden(bo))
        await opens_edit(user)
        await until_there_are(user, bo, 1, about)
    assert bo.others_at(about) == ()


async def test_the_wizard_says_who_else_has_the_process_open(tmp_path: Path) -> None:
    from tests.screens.at_wizard import found, talk, user_at_wizard

    async with user_at_wizard(tmp_path, talk("ana", at="steps 1", steps=2)) as user:
        bo = desk_at(tmp_path, "bo")
        about = Subject(process=found(bo).id)
        (there,) = await until_there_are(user, bo, 1, about)
        assert (there.actor, there.form) == ("ana", f"audit a{about.process}")
        ident = bo.open_form(f"audit a{about.process}", about)
        await user.waits_for("▲ being edited by bo since")
        bo.leave_form(ident)
        await user.waits_for("saved as you go")
        await user.press("wizard.leave")
        await until_there_are(user, bo, 0, about)


def test_what_a_form_is_about_follows_from_its_name() -> None:
    said = [beside.subject(about, form) for about, form in ((3, "edit p3"), (None, "review a7"), (0, "snooze f9"))]
    assert said == [Subject(3), Subject(process=7), None]
    assert beside.subject(None, "log") is None
