"""The part of the dashboard that goes from page to page."""

from __future__ import annotations

from functools import partial

from tui.domain.audit import Audit
from tui.screens.keepingapp import KeepingApp
from tui.screens.page import Page
from tui.screens.processes import ProcessesScreen
from tui.screens.promises import PromisesScreen
from tui.screens.relationships import RelationshipsScreen
from tui.screens.today import TodayScreen
from tui.screens.wizard import open_wizard

MODES: dict[str, type[Page]] = {
    "today": TodayScreen,
    "relationships": RelationshipsScreen,
    "promises": PromisesScreen,
    "processes": ProcessesScreen,
}


class PagingApp(KeepingApp, inherit_bindings=False):
    """Has one mode a page, so that each keeps its cursor."""

    begin: Audit | None = None
    """With which audit the wizard opens first."""

    def on_ready(self) -> None:
        if self.begin is not None:
            open_wizard(self, self.session, self.begin)

    def add_pages(self) -> None:
        """Make the pages known; each is built when it is first seen."""
        for mode, page in MODES.items():
            self.add_mode(mode, partial(page, self.session))

    async def _to_page(self, mode: str) -> None:
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.switch_mode(mode)

    def do_page_today(self) -> None:
        self.call_next(self._to_page, "today")

    def do_page_relationships(self) -> None:
        self.call_next(self._to_page, "relationships")

    def do_page_promises(self) -> None:
        self.call_next(self._to_page, "promises")

    def do_page_processes(self) -> None:
        self.call_next(self._to_page, "processes")
