"""What the tokens of a line look like: dark, light, the terminal's own colours, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rich.color import Color
from rich.style import Style

from tui.present.spans import Span

Name = Literal["dark", "light", "terminal"]
Ground = Literal["page", "panel", "selected", "behind"]

# Entries of the 256-colour table are sent as such: exact in every terminal, and fewer bytes than RGB.
COLOURS: dict[str, dict[str, int | None]] = {
    "dark": {
        "page": 233,
        "panel": 234,
        "selected": 236,
        "text": 252,
        "strong": 255,
        "muted": 247,
        "faint": 239,
        "accent": 110,
        "history": 60,
        "bad": 210,
        "watch": 179,
        "good": 108,
    },
    "light": {
        "page": 231,
        "panel": 255,
        "selected": 254,
        "text": 236,
        "strong": 232,
        "muted": 241,
        "faint": 250,
        "accent": 25,
        "history": 103,
        "bad": 124,
        "watch": 94,
        "good": 22,
    },
    "terminal": {"muted": 8, "faint": 8, "accent": 4, "history": 8, "bad": 1, "watch": 3, "good": 2},
    "none": {},
}
TOKENS = {"title": ("strong", True), "key": ("accent", False), "cursor": ("text", False), "page": ("strong", True)}


@dataclass(frozen=True, slots=True)
class Look:
    """The styles of one theme; `plain` marks the one without any colour."""

    name: str
    colours: Mapping[str, int | None]
    _styles: dict[tuple[str, bool, Ground], Style] = field(default_factory=dict, compare=False, repr=False)

    @property
    def plain(self) -> bool:
        """Whether nothing but weight and reversal may tell things apart."""
        return self.name == "none"

    @property
    def reverses(self) -> bool:
        """Whether the selected row is shown reversed, for want of a colour of its own."""
        return "selected" not in self.colours

    def style(self, span: Span, ground: Ground) -> Style:
        """The style of a span on a ground."""
        wanted = (span.token, span.bold, ground)
        if wanted not in self._styles:
            self._styles[wanted] = self._made(span, ground)
        return self._styles[wanted]

    def _made(self, span: Span, ground: Ground) -> Style:
        token, heavy = TOKENS.get(span.token, (span.token, False))
        bold = heavy or span.bold or (self.plain and span.token == "key")
        back = self._colour("page" if ground == "behind" else ground)
        if ground == "behind":
            return Style(color=self._colour("faint"), bgcolor=back, dim=self.plain or None)
        if ground == "selected":
            bold = bold or span.token == "strong"
            if self.reverses:
                return Style(reverse=True, bold=bold or None)
        if self.plain and (span.token == "page" or (ground == "panel" and span.token == "accent" and span.bold)):
            return Style(reverse=True, bold=True)
        dim = self.plain and token == "faint"
        return Style(color=self._colour(token), bgcolor=back, bold=bold or None, dim=dim or None)

    def field(self, *, cursor: bool) -> Style:
        """The style of a text field, and of the letter under its cursor."""
        under = self.reverses or None
        ground = self._colour("panel")
        return Style(color=self._colour("text"), bgcolor=ground, underline=under, reverse=cursor or None)

    def _colour(self, token: str) -> Color | None:
        number = self.colours.get(token)
        return None if number is None else Color.from_ansi(number)


def look(name: str, *, no_color: bool = False) -> Look:
    """The look of a theme by its name in the configuration."""
    chosen = "none" if no_color else name if name in ("light", "terminal") else "dark"
    return Look(chosen, COLOURS[chosen])
