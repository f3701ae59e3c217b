"""The global options of a command line, read without click where nothing unusual stands among them."""

from __future__ import annotations

from collections.abc import Sequence

NAMES = {"--db": "db", "--config": "config", "--as": "as_handle", "--now": "now"}
Given = dict[str, str]
"""What was given, by the names that click passes on."""


def given(arguments: Sequence[str]) -> tuple[Given, list[str]] | None:
    """The options, and the words of the command that follow them; None where click has to look."""
    options: Given = {}
    rest = list(arguments)
    while rest and rest[0].startswith("-"):
        name, equals, value = rest.pop(0).partition("=")
        if name not in NAMES or not (equals or rest):
            return None
        options[NAMES[name]] = value if equals else rest.pop(0)
    return options, rest
