"""The page of a relationship, opened where something was found."""

from __future__ import annotations

from textual import on

from tui.domain.hits import Hit
from tui.present.search import place
from tui.screens.relationship import RelationshipScreen
from tui.screens.session import Session


class FoundScreen(RelationshipScreen):
    """Starts with the cursor on what was found, where the page shows it."""

    def __init__(self, session: Session, hit: Hit) -> None:
        super().__init__(session, hit.relationship or 0)
        self.part, self.sought = place(hit)
        if self.part == "timeline":
            self.unfolded = frozenset((self.sought,))

    @on(RelationshipScreen.Loaded)
    def _is_loaded(self) -> None:
        if self.sought:
            self.call_after_refresh(self._seek, self.sought)
            self.sought = ""

    def _seek(self, key: str) -> None:
        self.rows.select_key(key)
        self.rows.reveal()
