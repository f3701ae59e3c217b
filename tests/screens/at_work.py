"""The dashboard on a copy of the sample data, where every key really writes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any

from tests.screens.story import User, user_at
from tui import paths
from tui.config.settings import Settings
from tui.domain.acts import Act
from tui.domain.model import Instant
from tui.domain.outcome import Outcome
from tui.domain.rules import Rules
from tui.services.office import Office
from tui.services.sample import make
from tui.store.store import Store

ROOM = tempfile.TemporaryDirectory(prefix="kept-at-work-")


@cache
def _made() -> tuple[Path, str, Instant, Rules]:
    made = make(
        Path(ROOM.name) / "kept.db", paths.sample("sample.toml"), paths.sample("sample.mbox"), Settings().rules()
    )
    return made.store.path, made.handle, made.now, made.rules


class WorkingDesk(Office):
    """An office at the sample, whose clock stands unless it is set; it remembers what came of each act."""

    gate: Event | None = None

    def __init__(self, path: Path, handle: str | None = None) -> None:
        _, owner, self.moment, rules = _made()
        self.outcomes: list[Outcome] = []
        super().__init__(Store(path), handle or owner, lambda: self.moment, rules, sample=True)

    def perform(self, acts: Sequence[Act]) -> Outcome:
        outcome = super().perform(acts)
        self.outcomes.append(outcome)
        return outcome


def desk_at(folder: Path, handle: str | None = None) -> WorkingDesk:
    """A desk at a fresh copy of the sample, in a folder."""
    path = folder / "kept.db"
    if not path.exists():
        shutil.copy(_made()[0], path)
    return WorkingDesk(path, handle)


@asynccontextmanager
async def user_at_work(folder: Path, width: int = 80, height: int = 24, **more: Any) -> AsyncIterator[User]:
    """Somebody before the sample."""
    async with user_at(desk_at(folder), width, height, **more) as user:  # type: ignore[arg-type]
        yield user
