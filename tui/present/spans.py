"""Text in pieces that name what they mean, so that a theme, a terminal or a pipe can dress them."""

from __future__ import annotations

from typing import Literal, NamedTuple

Token = Literal[
    "text",
    "strong",
    "muted",
    "faint",
    "accent",
    "history",
    "bad",
    "watch",
    "good",
    "title",
    "key",
    "cursor",
    "page",
]
"""`title` is strong and bold, `key` the accent of a key (bold without colour), `cursor` a text cursor, `page` the
name of the page in view (reversed without colour)."""


class Span(NamedTuple):
    """A piece of a line; `bold` adds weight to the token's colour."""

    text: str
    token: Token = "text"
    bold: bool = False


Line = tuple[Span, ...]
