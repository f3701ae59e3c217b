"""What is read again when somebody wrote: the day, but what was said for a row only where it may be another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.at_work import WorkingDesk, desk_at
from tests.screens.story import User, user_at
from tui.domain.acts import Logged
from tui.domain.views import OpenRow, Reading, Today
from tui.screens.today import TodayScreen
from tui.services.doing.perform import perform
from tui.widgets.rows import Rows


class Asked(WorkingDesk):
    """A desk that remembers what it was asked."""

    days = 0

    def __init__(self, path: Path) -> None:
        self.said: list[str] = []
        super().__init__(path)

    def today(self, whose: str | None) -> Today:
        self.days += 1
        return super().today(whose)

    def reading(self, row: OpenRow) -> Reading:
        self.said.append(row.id)
        return super().reading(row)


@pytest.fixture
def desk(tmp_path: Path) -> Asked:
    """The sample."""
    return Asked(desk_at(tmp_path).store.path)


async def again(user: User, desk: Asked) -> None:
    """Have the day read again, and wait until that has come of it which may."""
    days = desk.days
    user.app.session.written.publish(None)
    while desk.days == days:
        await user.pilot.pause(0.02)
    await user.settles_down()


def selected(user: User) -> OpenRow:
    """The row that the cursor is on."""
    row = user.app.screen.query_one(Rows).current
    assert isinstance(row, OpenRow)
    return row


def logged(desk: Asked, relationship: int) -> None:
    """Another teammate notes a call that nobody took."""
    missed = Logged(relationship, "call", "out", "no answer", missed=True)
    perform(desk.store, "bo", [missed], desk.moment, desk.moment)


async def test_where_nothing_is_new_nothing_is_laid_out_or_asked(
    desk: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with user_at(desk) as user:  # type: ignore[arg-type]
        await user.settles_down()
        before, laid = list(desk.said), []
        monkeypatch.setattr(TodayScreen, "_lay", lambda _screen: laid.append(1))
        await again(user, desk)
        assert (desk.said, laid) == (before, [])
        desk.moment += 60
        await again(user, desk)
        assert laid


async def test_what_was_said_stays_while_only_seconds_pass(desk: Asked) -> None:
    desk.moment -= desk.moment % 60
    async with user_at(desk) as user:  # type: ignore[arg-type]
        await user.settles_down()
        before = list(desk.said)
        for _ in range(3):
            desk.moment += 19
            await again(user, desk)
        assert desk.said == before
        desk.moment += 19
        await again(user, desk)
        assert desk.said == [*before, selected(user).id]


async def test_what_was_said_is_asked_anew_where_something_was_written_about_its_relationship(desk: Asked) -> None:
    async with user_at(desk) as user:  # type: ignore[arg-type]
        await user.settles_down()
        before, row = list(desk.said), selected(user)
        other = next(each for each in desk.today(None).rows if each.relationship not in (0, row.relationship))
        logged(desk, other.relationship)
        await again(user, desk)
        assert desk.said == before
        logged(desk, row.relationship)
        await again(user, desk)
        assert selected(user) == row
        assert desk.said == [*before, row.id]
