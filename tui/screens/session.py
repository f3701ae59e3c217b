"""What every screen is given."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from textual.signal import Signal

from tui.domain.model import Instant
from tui.keys import Keymap
from tui.present.glyphs import Glyphs
from tui.present.paper import Paper
from tui.present.spans import Line
from tui.theme import Look

if TYPE_CHECKING:
    from tui.domain.views import Today
    from tui.services.desk import Desk

TALL = 36


@dataclass(slots=True)
class Session:
    """The desk to ask, the keys, and how things look here."""

    desk: Desk
    keymap: Keymap
    look: Look
    signs: Glyphs
    written: Signal[None]
    """Tells every open page that somebody wrote."""
    forms: Signal[None]
    """Tells that somebody opened a form, or left one."""
    restricted: bool = False
    """Whether whoever sits here came by a key of ssh, and may touch no file of the server."""
    first: Future[Today] | None = None
    """One's own day, where it was asked for before there was a screen to ask for it."""
    told: Line = ()
    """What one did last, for the status line of whatever page is in view."""
    known: int = 0
    """The transaction that the status line speaks of, which one may take back without being told first."""

    def paper(self, width: int, height: int, now: Instant) -> Paper:
        """What a page of this size is drawn on."""
        return Paper(width, now, self.zone(), self.signs, tall=height >= TALL)

    def zone(self) -> ZoneInfo:
        """The zone in which dates are printed, UTC where its name is unknown."""
        try:
            return ZoneInfo(self.desk.zone)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")
