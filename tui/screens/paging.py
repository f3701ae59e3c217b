"""The part of the dashboard that goes from page to page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.keepingapp import KeepingApp
from tui.screens.today import TodayScreen

if TYPE_CHECKING:
    from tui.domain.audit import Audit
    from tui.screens.page import Page


class PagingApp(KeepingApp, inherit_bindings=False):
    """Has one mode a page, so that each keeps its cursor."""

    begin: Audit | None = None
    """With which audit the wizard opens first."""

    def get_default_screen(self) -> TodayScreen:
        # Textual reads all styles once more for a first screen that is a mode already
        return TodayScreen(self.session)

    def on_mount(self) -> None:
        self.add_mode("today", self.get_default_screen)

    def on_ready(self) -> None:
        if self.begin is not None:
            from tui.screens.wizard import open_wizard

            open_wizard(self, self.session, self.begin)

    def add_pages(self) -> None:
        """Make the other pages known; each is imported and built when it is first seen."""
        self.add_mode("relationships", self._relationships)
        self.add_mode("promises", self._promises)
        self.add_mode("processes", self._processes)

    def _relationships(self) -> Page:
        from tui.screens.relationships import RelationshipsScreen

        return RelationshipsScreen(self.session)

    def _promises(self) -> Page:
        from tui.screens.promises import PromisesScreen

        return PromisesScreen(self.session)

    def _processes(self) -> Page:
        from tui.screens.processes import ProcessesScreen

        return ProcessesScreen(self.session)

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
