"""What small forms read alike: words, one of several words, a teammate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tui.domain.text import clean_line
from tui.domain.views import OpenRow
from tui.present.form import VERSION, Choice, Said, Texts
from tui.present.forms.around import Around
from tui.present.lines import name


class Option(NamedTuple):
    """One of several values: how it is shown, and other words that mean it."""

    value: str
    shown: str
    also: tuple[str, ...] = ()


def words(text: str, missing: str) -> Said:
    """A text that there has to be; `missing` is said where there is none."""
    return Said() if text.strip() else Said(wrong=missing)


def perhaps(text: str, absent: str) -> Said:
    """A text that there may be; `absent` is shown where there is none."""
    return Said() if text.strip() else Said(absent, quiet=True)


def line(text: str) -> str:
    """A typed text as it is stored."""
    return clean_line(text).strip()


def one_of(text: str, options: Sequence[Option], default: str = "") -> tuple[str, Said]:
    """The value that a text means by its beginning, "" where it means none; an empty one means the default."""
    choices = tuple(Choice(option.shown, option.shown) for option in options)
    said = " ".join(text.casefold().split())
    if not said:
        shown = next((option.shown for option in options if option.value == default), "")
        return default, Said(shown, quiet=True, choices=choices)
    exact = [option for option in options if said in (option.value, option.shown, *option.also)]
    meant = exact or [option for option in options if option.shown.startswith(said)]
    if len(meant) == 1:
        return meant[0].value, Said(meant[0].shown, choices=choices)
    listed = _listed([option.shown for option in meant or options])
    return "", Said(wrong=f"{name(text)[:40]!r} is not clear. Write {listed}.", choices=choices)


def teammate(text: str, around: Around, default: str) -> tuple[str, Said]:
    """The handle that a text names, "" where it names nobody; an empty one means the default."""
    choices = tuple(Choice(handle, handle) for handle in around.handles)
    said = text.strip().casefold()
    if not said:
        return default, Said(default, choices=choices)
    found = next((handle for handle in around.handles if handle.casefold() == said), "")
    if found:
        return found, Said(found, choices=choices)
    listed = _listed(around.handles)
    return "", Said(wrong=f"Nobody here is called {name(text.strip())[:40]!r}. Write {listed}.", choices=choices)


def seen(texts: Texts, version: int) -> int:
    """The version of what is edited that was seen: a draft's own, else the one that is known."""
    kept = texts.get(VERSION, "")
    return int(kept) if kept.isdecimal() and kept.isascii() else version


def first_wrong(said: Mapping[str, Said]) -> str:
    """The first field in the way of saving, "" if none is."""
    return next((ident for ident, each in said.items() if each.wrong), "")


def about(rows: Sequence[OpenRow]) -> str:
    """What one row is about, or how many rows there are."""
    if len(rows) > 1:
        return f"{len(rows)} of them"
    row = rows[0]
    return f"{name(row.who)}: {name(row.what)}" if row.what else name(row.who)


def draft_name(verb: str, rows: Sequence[OpenRow]) -> str:
    """Under which name a draft about rows is kept: "snooze w12"."""
    return " ".join((verb, *(row.id for row in rows)))


def _listed(texts: Sequence[str]) -> str:
    *others, last = texts
    return f"{', '.join(others)} or {last}" if others else last
