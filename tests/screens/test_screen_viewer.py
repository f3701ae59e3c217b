"""Who may only look is told so before they type, and after every key that would write."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.at_work import WorkingDesk, desk_at
from tests.screens.story import user_at
from tests.screens.test_screen_acting import press, types
from tui.screens.form import FormScreen
from tui.services import team
from tui.store import drafts

LOOKS = "bo may look, not write. Ask ana for the role member."


@pytest.fixture
def desk(tmp_path: Path) -> WorkingDesk:
    """bo's desk; bo may only look."""
    ana = desk_at(tmp_path)
    team.give_role(team.By(ana.store, "ana", ana.now(), ana.now()), "bo", "viewer")
    return desk_at(tmp_path, "bo")


def written(desk: WorkingDesk) -> list[tuple[object, ...]]:
    with desk.store.read() as conn:
        return conn.execute("SELECT max(tx) FROM journal UNION ALL SELECT max(tx) FROM act").fetchall()


OPENING = ["app.log", "app.quick", "new.any", "new.promise", "new.follow_up", "row.edit", "row.snooze", "row.deal"]


@pytest.mark.parametrize("action", OPENING)
async def test_no_form_opens_for_who_may_only_look(desk: WorkingDesk, action: str) -> None:
    before = written(desk)
    async with user_at(desk) as user:  # type: ignore[arg-type]
        await press(user, action)
        assert not isinstance(user.app.screen, FormScreen)
        user.sees(LOOKS)
    assert written(desk) == before


async def test_no_new_audit_is_begun_by_who_may_only_look(desk: WorkingDesk) -> None:
    async with user_at(desk) as user:  # type: ignore[arg-type]
        await press(user, "page.processes", "new.any")
        user.sees(LOOKS)
        user.sees("Processes")


async def test_who_loses_the_role_while_a_form_is_open_is_refused_and_keeps_the_text(tmp_path: Path) -> None:
    ana, desk = desk_at(tmp_path), desk_at(tmp_path, "bo")
    async with user_at(desk) as user:  # type: ignore[arg-type]
        await press(user, "app.quick")
        await types(user, "met Halden Dairies about the dates")
        team.give_role(team.By(ana.store, "ana", ana.now(), ana.now()), "bo", "viewer")
        before = written(desk)
        await press(user, "form.save")
        assert isinstance(user.app.screen, FormScreen)
        user.sees("bo may look, not write.")
        user.sees("met Halden Dairies about the dates")
        assert written(desk) == before
    with ana.store.read() as conn:
        assert drafts.of(conn, "ana", ana.now()) == []
