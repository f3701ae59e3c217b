"""The audit wizard over a copy of the sample, where every answer is really stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual import events

from tests.screens.at_work import WorkingDesk, desk_at
from tests.screens.story import User, user_at
from tui.domain.audit import Audit, Step
from tui.domain.auditacts import Audited
from tui.screens.auditing import Auditing
from tui.screens.wizard import open_wizard

STEPS = (
    ("someone phones, or phone tag for days", 6.0, "it interrupts"),
    ("times go back and forth by mail", 9.0, "3 mails each"),
    ("put it in the calendar", 2.0, ""),
    ("send the questionnaire", 3.0, "sent too late"),
    ("chase the questionnaire", 4.0, "rarely filled"),
    ("the session", 60.0, "30 would do"),
    ("add them to the mailing list", 2.0, "by memory"),
)
NAME = "Hold a complimentary talk"


def talk(handle: str, *, at: str = "steps 1", steps: int = len(STEPS), **more: Any) -> Audit:
    """An audit that is not in the sample, with the first of its steps."""
    done = tuple(Step(key, text, handle, least, bad) for key, (text, least, bad) in enumerate(STEPS[:steps], 1))
    facts = {"starts": "somebody asks for one", "runs": 22.0, "minutes": 80.0, "who": handle, "owner": handle}
    return Audit(**{"name": NAME, **facts, "steps": done, "at": at, **more})  # type: ignore[arg-type]


def stored(desk: WorkingDesk, audit: Audit) -> Audit:
    """The audit as it is stored."""
    outcome = desk.perform((Audited(audit),))
    return desk.audit(int(outcome.told[0].id[1:])).audit


def found(desk: WorkingDesk, name: str = NAME) -> Audit:
    """The stored audit of that name."""
    (one,) = [row.audit for row in desk.processes() if row.audit.name == name]
    return one


def plain(audit: Audit) -> Audit:
    """What an audit says, without the numbers that storing gives it and without where one was."""
    steps = tuple(replace(step, id=0, answers=dict(step.answers)) for step in audit.steps)
    answers, notes = dict(audit.answers), dict(audit.notes)
    return replace(audit, id=0, version=0, made_at=0, at="", steps=steps, answers=answers, notes=notes)


def page(user: User) -> Auditing:
    """The page of the wizard in view."""
    screen = user.app.screen
    assert isinstance(screen, Auditing)
    return screen


async def opens(user: User, audit: Audit) -> None:
    """Open the wizard."""
    open_wizard(user.app, user.app.session, audit)
    await user.waits_for(" Audit  ")
    await user.settles_down()


async def pastes(user: User, text: str) -> None:
    """Paste a text where the cursor is."""
    focused = user.app.screen.focused
    assert focused is not None
    focused.post_message(events.Paste(text))
    await user.settle()


@asynccontextmanager
async def user_at_wizard(folder: Path, audit: Audit, *size: int, **more: Any) -> AsyncIterator[User]:
    """Somebody in the wizard, before a new audit or one that is stored."""
    desk = desk_at(folder)
    begun = stored(desk, audit) if audit.name else audit
    async with user_at(desk, *size, **more) as user:  # type: ignore[arg-type]
        await opens(user, begun)
        yield user
