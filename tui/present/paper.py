"""What a page is drawn on: its width, the moment it is read, the reader's zone and the signs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import tzinfo

from tui.domain.model import Instant
from tui.present.glyphs import UNICODE, Glyphs

WIDE = 118


@dataclass(frozen=True, slots=True)
class Paper:
    """A page to draw on; `tall` pages have room for more than the bare rows."""

    width: int
    now: Instant
    zone: tzinfo
    signs: Glyphs = UNICODE
    tall: bool = False

    @property
    def wide(self) -> bool:
        """Whether the extra columns fit."""
        return self.width >= WIDE

    def narrowed(self, width: int) -> Paper:
        """The same page, `width` cells wide."""
        return replace(self, width=width)
