"""A moment as it is given on the command line."""

from __future__ import annotations

import re

from tui.domain.model import Instant
from tui.domain.problem import Problem

FIRST, LAST = 86_400, 29_000_000_000
"""The moments between which calendars are sure, from 1970-01-02 to the year 2888."""

# arrow would also take "2026" for a date, and much else
ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?)\s*(Z|[+-]\d\d(?::?\d\d)?)?)?", re.ASCII
)


def instant(text: str, zone: str, option: str = "--now") -> Instant:
    """An ISO date and time as an instant; without an offset it is meant in `zone`."""
    import arrow
    from arrow.parser import ParserError

    found = ISO.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        day, clock, offset = found.groups()
        # a zone given to arrow is put in the place of the text's own offset
        at = int(arrow.get(f"{day}T{clock or '00:00'}", tzinfo=offset or zone).timestamp())
        if not FIRST <= at <= LAST:
            raise ValueError(text)
        return at
    except (ParserError, ValueError, OverflowError):
        raise Problem(
            f"{option} {text[:60]!r} is no date and time.",
            "Write it as 2026-03-09T14:30, with an offset such as +01:00 where it is not the team's time.",
            wrong_use=True,
        ) from None
