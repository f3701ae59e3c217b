"""When a mail was sent, as far as its headers can be believed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_tz

from tui.domain.model import DAY, Instant

VALUE_LIMIT = 200

_EARLIEST = DAY
_AHEAD = 2 * DAY
# The standard library reads the year 0000 as 2000.
_TINY_YEAR = re.compile(r"[A-Za-z]{3,9}[\s-]+00\d\d\b")
_UNUSABLE = (ValueError, OverflowError, TypeError, IndexError, AttributeError)


def sent_at(dates: list[str], wall: Instant) -> Instant | None:
    """The Date where it is usable: from 1970-01-02 to two days after `wall`, in UTC seconds."""
    return _instant(dates[0], wall) if dates else None


def passed_at(received: list[str], wall: Instant) -> Instant | None:
    """The newest usable Received date."""
    passed = (_instant(value.rpartition(";")[2], wall) for value in received)
    return max((at for at in passed if at is not None), default=None)


def _instant(value: str, wall: Instant) -> Instant | None:
    if _TINY_YEAR.search(value[:VALUE_LIMIT]):
        return None
    try:
        read = parsedate_tz(value[:VALUE_LIMIT])
        if read is None:
            return None
        local = datetime(*read[:5], min(read[5], 59), tzinfo=UTC)
    except _UNUSABLE:
        return None
    offset = read[9] or 0
    at = int(local.timestamp()) - offset
    return at if abs(offset) < DAY and _EARLIEST <= at <= wall + _AHEAD else None
