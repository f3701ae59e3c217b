"""Settings as the text of a config.toml."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from tui.config.settings import Settings, name_of

WIDTH = 100
BARE = re.compile("[A-Za-z0-9_-]+")


def as_toml(settings: Settings) -> str:
    """Every setting with its value and its sentence; reading it gives the same settings again."""
    return "\n".join(_table("", settings)).strip() + "\n"


def plain(value: Any) -> str:
    """A value on one line, as TOML writes it."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(plain, value)) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)} = {plain(each)}" for key, each in value.items()) + "}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return json.dumps(value, default=str)


def _key(name: str) -> str:
    return name if BARE.fullmatch(name) else plain(name)


def _table(name: str, node: Any) -> Iterator[str]:
    for setting in fields(node):
        value, doc = getattr(node, setting.name), setting.metadata["doc"]
        dotted = f"{name}.{name_of(setting)}" if name else name_of(setting)
        if isinstance(value, Mapping) or is_dataclass(value):
            yield from ["", "", *_comment(doc)] if not name else ["", *_comment(doc)]
            yield from _section(dotted, value)
        else:
            yield from ["", *_comment(doc), *_assignment(setting.name, value)]


def _section(dotted: str, value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield f"[{dotted}]"
        yield from (f"{_key(key)} = {plain(each)}" for key, each in value.items())
        return
    if not any(is_dataclass(getattr(value, setting.name)) for setting in fields(value)):
        yield f"[{dotted}]"
    yield from _table(dotted, value)


def _comment(doc: str) -> list[str]:
    return textwrap.wrap(doc, WIDTH, initial_indent="# ", subsequent_indent="# ")


def _assignment(name: str, value: Any) -> list[str]:
    line = f"{name} = {plain(value)}"
    if len(line) <= WIDTH or not isinstance(value, tuple):
        return [line]
    # a phrase may hold spaces, at which a line must not break
    items = [plain(each).replace(" ", "\0") + "," for each in value]
    wrapped = textwrap.wrap(" ".join(items), WIDTH - 4, break_long_words=False, break_on_hyphens=False)
    return [f"{name} = [", *("    " + row.replace("\0", " ") for row in wrapped), "]"]
