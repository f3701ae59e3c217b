"""The wizard over the sample, on a page where an audit was left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from tests.domain.booked import BOOKED
from tests.screens.at_work import WorkingDesk, desk_at
from tests.screens.story import User, user_at
from tests.screens.test_screen_acting import goes_to, press
from tui.domain.audit import Audit
from tui.domain.auditacts import Audited


@asynccontextmanager
async def user_at_audit(
    folder: Path, at: str, audit: Audit = BOOKED, width: int = 80, height: int = 24
) -> AsyncIterator[User]:
    """Somebody who has just opened an audit from the page Processes."""
    desk = desk_at(folder)
    desk.perform((Audited(replace(audit, at=at)),))
    async with user_at(desk, width, height) as user:  # type: ignore[arg-type]
        await press(user, "page.processes")
        await goes_to(user, audit.name)
        await press(user, "list.open")
        yield user


def kept(user: User, name: str = BOOKED.name) -> Audit:
    """The audit as it is stored."""
    desk = user.desk
    assert isinstance(desk, WorkingDesk)
    return next(row.audit for row in desk.processes() if row.audit.name == name)
