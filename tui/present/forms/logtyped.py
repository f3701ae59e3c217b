"""Promises and follow-ups as somebody would type them into their field, with another date for one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tui.domain.quickline import QuickFollowUp, QuickLine, QuickPromise, render

_PLAIN = re.compile(r"[\w ,.'&-]+")


def promises_typed(said: Sequence[QuickPromise], at: int, due: str) -> str:
    """All promises, the one at an index with another due."""
    one = said[at]
    if len(said) == 1 and not one.theirs and _PLAIN.fullmatch(one.text):
        return f"{one.text} by {due}"
    moved = tuple(replace(promise, due=due) if index == at else promise for index, promise in enumerate(said))
    return render(QuickLine(promises=moved))


def follow_ups_typed(said: Sequence[QuickFollowUp], at: int, due: str) -> str:
    """All follow-ups, the one at an index with another due."""
    moved = tuple(replace(each, due=due) if index == at else each for index, each in enumerate(said))
    return render(QuickLine(follow_ups=moved))
