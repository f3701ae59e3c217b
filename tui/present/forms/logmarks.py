"""The marks of something that happened: a signal, tags, and the agreement that it concerns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tui.domain.model import Agreement, Signal
from tui.domain.quickline import SIGNALS, QuickLine
from tui.present.form import Choice

OUTSIDE = "outside its terms"
NAMED = 4

_OUTSIDE = re.compile(r"\boutside(?: (?:its|the) terms)?\b", re.IGNORECASE)


class Marks(NamedTuple):
    """What was read; `agreement` is its number, `wrong` a sentence about what cannot be taken."""

    signal: Signal | None = None
    tags: tuple[str, ...] = ()
    agreement: int | None = None
    outside: bool = False
    wrong: str = ""


def read_marks(said: QuickLine, agreements: Sequence[Agreement]) -> Marks:
    """The marks in "!praise #audit cold chain, outside"; a signal may stand without its sign."""
    signal, words = said.signal, said.about.text if said.about else ""
    bare = words.casefold().strip(" ,")
    if signal is None and bare in SIGNALS:
        signal, words = SIGNALS[bare], ""
    outside = bool(_OUTSIDE.search(words))
    named = _OUTSIDE.sub("", words).strip(" ,")
    marks = Marks(signal, said.tags, None, outside, next(iter(said.unclear), ""))
    if marks.wrong or not (named or outside):
        return marks
    found = _meant(named, agreements)
    if len(found) == 1:
        return marks._replace(agreement=found[0].id)
    return marks._replace(outside=False, wrong=_which(named, found))


def marks_in_words(marks: Marks, agreements: Sequence[Agreement]) -> str:
    """ "praise, audit, cold chain 2026, outside its terms"; "" for none."""
    sold = next((agreement.sold for agreement in agreements if agreement.id == marks.agreement), "")
    parts = [marks.signal or "", *marks.tags, sold, OUTSIDE if marks.outside else ""]
    return ", ".join(part for part in parts if part)


def marks_choices(agreements: Sequence[Agreement]) -> tuple[Choice, ...]:
    """Every signal, and every agreement with and without what goes beyond it."""
    signals = [Choice(f"!{signal}", signal, "a signal") for signal in SIGNALS]
    deals = [
        choice
        for agreement in agreements
        for choice in (
            Choice(f"g{agreement.id}", agreement.sold, "by its terms"),
            Choice(f"g{agreement.id}, outside", agreement.sold, OUTSIDE),
        )
    ]
    return (*deals, *signals)


def _meant(named: str, agreements: Sequence[Agreement]) -> list[Agreement]:
    """The agreements that a part of what was sold, or an id, may mean; all of them where nothing is named."""
    wanted = named.casefold()
    by_id = [agreement for agreement in agreements if wanted == f"g{agreement.id}"]
    whole = [agreement for agreement in agreements if wanted == agreement.sold.casefold()]
    return by_id or whole or [agreement for agreement in agreements if wanted in agreement.sold.casefold()]


def _which(named: str, found: Sequence[Agreement]) -> str:
    if not found:
        return f"No agreement is called {named[:40]!r}." if named else "Nothing was agreed with them yet."
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return f"which agreement? {', '.join(agreement.sold for agreement in found[:NAMED])}{more}"
