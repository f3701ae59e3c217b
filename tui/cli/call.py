"""One run of kept: what its global options say, each read when it is needed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tui import paths
from tui.cli.handle import who
from tui.domain.model import Instant, Role
from tui.store.store import Store

if TYPE_CHECKING:
    from tui.config import Loaded
    from tui.services.office import Office


@dataclass(frozen=True)
class Options:
    """The global options as they were given."""

    db: Path | None = None
    config: Path | None = None
    as_handle: str | None = None
    now: str | None = None
    restricted: bool = False
    """Whether this came by a key of ssh: no file is opened by name, no program started."""


class Call:
    """What the options come to; every property may raise Problem."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.wall: Instant = int(time.time())

    @cached_property
    def loaded(self) -> Loaded:
        """The configuration in force."""
        from tui.config import load

        return load(paths.config_file(self.options.config))

    @cached_property
    def path(self) -> Path:
        """The database."""
        # read even where --db names the database: a wrong configuration is said, never passed over
        loaded = self.loaded
        return paths.database(self.options.db, loaded.path, loaded.settings.kept.database)

    @cached_property
    def store(self) -> Store:
        """The database, whether it is there or not."""
        return Store(self.path, lasting=True)

    @cached_property
    def handle(self) -> str:
        """Who runs this: the account, or who --as says."""
        return who(self.path, self.options.as_handle)

    @cached_property
    def now(self) -> Instant:
        """The moment of every rule: --now, else the wall clock."""
        if self.options.now is None:
            return self.wall
        from tui.cli.moment import instant

        return instant(self.options.now, self.zone)

    @cached_property
    def zone(self) -> str:
        """The team's time zone: the database's, else the configuration's."""
        if not self.store.exists():
            return self.loaded.settings.calendar.zone
        from tui.store.teammates import rule_book

        with self.store.read() as conn:
            return rule_book(conn).latest.calendar.zone

    @cached_property
    def office(self) -> Office:
        """The desk at this database, its clock standing at `now`."""
        from tui.services.office import Office

        now = self.now
        return Office(self.store, self.handle, lambda: now, self.loaded.settings.rules())

    @property
    def restricted(self) -> bool:
        """Whether this came by a key of ssh."""
        return self.options.restricted

    def require_role(self, needs: Role) -> None:
        """Refuse whoever may not, before much is read for it; the transaction that writes asks again."""
        from tui.store import roles

        with self.store.read() as conn:
            roles.check(conn, self.handle, needs)

    def require_database(self) -> None:
        """Refuse where there is no database yet; nothing is made."""
        if not self.store.exists():
            from tui.store.connection import missing

            raise missing(self.path)
