"""Two who edit the same at once: the second is shown both texts and chooses; nothing is lost without a word."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.screens.at_work import WorkingDesk, desk_at, user_at_work
from tests.screens.story import PATIENT, User, user_at
from tests.screens.test_screen_acting import goes_to, press
from tui.domain.acts import Edited, Logged
from tui.domain.views import RelationshipView
from tui.screens import form, saving
from tui.store import store

LONG = "We went through all twelve depots one by one, and they want the report by depot, not by week. " * 12


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "DRAFT_AFTER", 0.05)


def halden(desk: WorkingDesk) -> int:
    """The number of Halden Dairies."""
    return next(row.relationship for row in desk.today("ana").rows if row.who == "Halden Dairies")


def page(desk: WorkingDesk) -> RelationshipView:
    """Halden Dairies as it is stored."""
    return desk.relationship(halden(desk), 50)


async def edits(user: User) -> None:
    """Open the form for what Halden Dairies is."""
    await press(user, "page.relationships")
    await goes_to(user, "Halden Dairies")
    await press(user, "row.edit")


async def clashes_on_the_name(user: User, bo: WorkingDesk) -> None:
    """Type another name than bo has just saved, and save it."""
    ident = halden(bo)
    await edits(user)
    await user.types("Halden AG")
    bo.perform([Edited(f"r{ident}", name="Halden Foods")])
    await press(user, "form.save")
    user.sees("× bo changed this just now.", "Your text is kept as a draft. enter shows both.", "enter show both")


def names(desk: WorkingDesk) -> list[str]:
    """What Halden Dairies is called."""
    with desk.store.read() as conn:
        rows = conn.execute("SELECT name FROM relationship WHERE name LIKE 'Halden%' AND deleted_at IS NULL")
        return [name for (name,) in rows]


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (60, 20)])
async def test_both_texts_stand_one_above_the_other_and_ones_own_can_be_kept(
    tmp_path: Path, width: int, height: int
) -> None:
    async with user_at_work(tmp_path, width, height) as user:
        bo = desk_at(tmp_path, "bo")
        await clashes_on_the_name(user, bo)
        await press(user, "form.save")
        user.sees("bo changed this just now", "bo        Halden Foods", "yours     Halden AG", "keep yours")
        await press(user, "palette.run")
        user.sees("Halden AG: changed")
        assert names(bo) == ["Halden AG"]
        assert desk_at(tmp_path).drafts() == ()


async def test_theirs_can_be_taken_and_ones_own_stays_a_draft(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        bo = desk_at(tmp_path, "bo")
        await clashes_on_the_name(user, bo)
        await press(user, "form.save", "move.down", "palette.run")
        user.sees("✓ bo's stays, yours is kept as a draft.")
        assert names(bo) == ["Halden Foods"]
        (draft,) = desk_at(tmp_path).drafts()
        assert draft.texts["name"] == "Halden AG"


@pytest.mark.parametrize("key", ["palette.leave", "palette.run"])
async def test_back_to_the_form_saves_nothing_and_asks_again(tmp_path: Path, key: str) -> None:
    async with user_at_work(tmp_path) as user:
        bo = desk_at(tmp_path, "bo")
        await clashes_on_the_name(user, bo)
        await press(user, "form.save", "move.down", "move.down", key)
        user.sees("name        Halden AG▏")
        await user.types(" & Co")
        user.sees("enter save it")
        await press(user, "form.save")
        user.sees("bo changed this")
        assert names(bo) == ["Halden Foods"]


async def test_field_by_field_each_may_be_ones_own_or_theirs(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        bo = desk_at(tmp_path, "bo")
        ident = halden(bo)
        await edits(user)
        await user.types("Halden AG")
        await press(user, "form.next", "form.next", "form.next")
        await user.types("a")
        bo.perform([Edited(f"r{ident}", name="Halden Foods", tier="c")])
        await press(user, "form.save", "form.save")
        user.sees("1 of 2: name", "keep yours, all 2")
        await press(user, "palette.run")
        user.sees("2 of 2: tier", "bo        c", "yours     a")
        user.sees_not("all 2")
        await press(user, "move.down", "palette.run")
        user.sees("Halden AG: changed")
        with bo.store.read() as conn:
            (tier,) = conn.execute("SELECT tier FROM relationship WHERE id = ?", (ident,)).fetchone()
        assert (names(bo), tier) == (["Halden AG"], "c")


async def test_what_the_other_left_alone_is_saved_without_a_question(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        bo = desk_at(tmp_path, "bo")
        ident = halden(bo)
        await edits(user)
        await user.types("Halden AG")
        bo.perform([Edited(f"r{ident}", tier="c")])
        await press(user, "form.save")
        user.sees("Halden AG: changed")


async def test_a_third_save_while_one_chooses_is_shown_again(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        bo = desk_at(tmp_path, "bo")
        ident = halden(bo)
        await clashes_on_the_name(user, bo)
        await press(user, "form.save")
        bo.perform([Edited(f"r{ident}", name="Halden Milk")])
        await press(user, "palette.run")
        user.sees("bo changed this just now.")
        await press(user, "form.save")
        user.sees("bo        Halden Milk", "yours     Halden AG")


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (60, 20)])
async def test_long_texts_are_shown_where_they_differ(tmp_path: Path, width: int, height: int) -> None:
    desk = desk_at(tmp_path)
    note = desk.perform([Logged(halden(desk), "note", "out", f"{LONG}They pay by Friday.")]).told[0].id
    async with user_at_work(tmp_path, width, height) as user:
        bo = desk_at(tmp_path, "bo")
        await press(user, "list.open")
        for _ in range(6):
            if "▌" in user.screen and "We went through" in user.screen.partition("▌")[2].split("\n")[0]:
                break
            await press(user, "move.part" if width > 118 else "move.down")
        await press(user, "row.edit")
        await user.types(" Or on Monday.")
        bo.perform([Edited(note, text=f"{LONG}They pay by Thursday. {LONG}")])
        await user.pilot.press("ctrl+g")
        await user.settles_down()
        user.sees("ctrl+g shows")
        await user.pilot.press("ctrl+g")
        await user.settles_down()
        user.sees("They pay by Thursday.", "They pay by Friday.", "Or on Monday.", "keep yours", "back to the form")
        assert "…" in user.screen
        await press(user, "palette.run")
        assert page(bo).timeline[0].text == f"{LONG}They pay by Friday. Or on Monday."


async def test_a_draft_that_is_gone_on_with_later_clashes_too(tmp_path: Path) -> None:
    ident = halden(desk_at(tmp_path))
    async with user_at_work(tmp_path) as user:
        await edits(user)
        await user.types("Halden AG")
        await press(user, "form.leave")
    bo = desk_at(tmp_path, "bo")
    bo.perform([Edited(f"r{ident}", name="Halden Foods")])
    async with user_at(desk_at(tmp_path)) as user:  # type: ignore[arg-type]
        await press(user, "move.last", "draft.resume")
        user.sees("Halden AG▏")
        await press(user, "form.save", "form.save")
        user.sees("bo        Halden Foods", "yours     Halden AG")


@pytest.mark.parametrize(
    ("row", "changed"),
    [("corrected invoice", "the invoice, mended"), ("ask for the audit date", "ask for both dates")],
)
async def test_words_of_what_is_open_clash_too(tmp_path: Path, row: str, changed: str) -> None:
    async with user_at_work(tmp_path) as user:
        bo = desk_at(tmp_path, "bo")
        item = next(one.id for one in page(bo).open if one.what == row)
        await press(user, "list.open")
        await press(user, "move.part")
        await goes_to(user, row)
        await press(user, "row.edit")
        await user.types(" at last")
        bo.perform([Edited(item, text=changed)])
        await press(user, "form.save", "form.save")
        user.sees(f"bo        {changed}", f"yours     {row} at last")
        await press(user, "palette.run")
        assert f"{row} at last" in [one.what for one in page(bo).open]


async def test_somebody_of_theirs_who_was_renamed_clashes_too(tmp_path: Path) -> None:
    async with user_at_work(tmp_path, 120, 40) as user:
        bo = desk_at(tmp_path, "bo")
        mette = next(one.id for one in page(bo).contacts if one.name == "Mette Aal")
        await press(user, "list.open")
        while user.screen.partition("▌")[2].split("\n")[0].strip()[:9] != "Mette Aal":
            await press(user, "move.part")
        await press(user, "row.edit", "form.next")
        await user.types(" and accounts")
        bo.perform([Edited(f"c{mette}", role="chair")])
        await press(user, "form.save", "form.save")
        user.sees("bo        chair", "yours     finance and accounts")
        await press(user, "move.down", "palette.run")
        user.sees("bo's stays")


@contextmanager
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Somebody who writes, and does not come to an end."""
    conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    conn.execute("BEGIN IMMEDIATE")
    try:
        yield conn
    finally:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        conn.close()


async def test_a_save_waits_for_whoever_writes_and_the_screen_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "LONG", 0.5)
    async with user_at_work(tmp_path) as user:
        await edits(user)
        await user.types("Halden AG")
        with locked(user.desk.store.path) as conn:  # type: ignore[attr-defined]
            await user.pilot.press("enter")
            await user.waits_for("Saving.")
            await user.waits_for("Somebody else is writing.")
            begun = monotonic()
            await user.pilot.press("tab")
            await user.pilot.resize_terminal(100, 30)
            await user.waits_for("Somebody else is writing. Yours is saved as soon as they are done.")
            print(f"a key and a new size were drawn within {monotonic() - begun:.2f} s of a held lock")
            threading.Thread(target=_ends_later, args=(conn, 10.0), daemon=True).start()
            for _ in range(3 * PATIENT):
                if "Halden AG: changed" in user.screen:
                    break
                await user.pilot.pause(0.02)
            user.sees("Halden AG: changed")


def _ends_later(conn: sqlite3.Connection, seconds: float) -> None:
    sleep(seconds)
    conn.execute("COMMIT")


async def test_a_lock_that_is_never_let_go_of_is_said_and_the_text_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "WAIT", 0.4)
    async with user_at_work(tmp_path) as user:
        await edits(user)
        await user.types("Halden AG")
        with locked(user.desk.store.path):  # type: ignore[attr-defined]
            await user.pilot.press("enter")
            await user.waits_for("in use by somebody else")
            user.sees("name        Halden AG▏")
        await press(user, "form.save")
        user.sees("Halden AG: changed")
