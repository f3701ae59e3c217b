"""The last guard between data and the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable

from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
Render = Callable[[Style, str, ColorSystem], str]


def safe(text: str) -> str:
    """The text with everything that could steer a terminal made visible."""
    return text if text.isprintable() else UNSAFE.sub("\ufffd", text)


def install() -> None:
    """Let every strip pass the guard on its way to the terminal."""
    if getattr(Strip.render_style, "guarded", False):
        return
    render: Render = Strip.render_style

    def guarded(_cls: type[Strip], style: Style, text: str, color_system: ColorSystem) -> str:
        return render(style, safe(text), color_system)

    guarded.guarded = True  # type: ignore[attr-defined]
    Strip.render_style = classmethod(guarded)  # type: ignore[assignment, method-assign]
