"""Times of day as people write them: "3pm", "15:00", "noon", "at 9"."""

from __future__ import annotations

import re

from tui.domain.days import Unclear
from tui.domain.problem import Problem

CLOCK = (
    r"(?:at )?(?:noon|midday|\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?[ap]m)?"
    r"|\d{1,2}(?:\.\d\d)? ?[ap]m)|at \d{1,2}"
)
_PARTS = re.compile(r"(?:at )?(\d{1,2})(?:[:.](\d\d)(?::(\d\d)(?:\.\d+)?)?)?(?: ?([ap]m))?", re.ASCII)
REMEDY = "Write the time as 15:00, 3pm or noon."
AS_WRITTEN = range(7, 24)
"""The hours which, after "at" and without more, nobody takes for those of the other half of the day."""


def seconds_of(clock: str, day: str = "") -> int:
    """Seconds since midnight that a clock shows; `day` are the words before it, for the readings of Unclear.

    `clock` matches CLOCK. Raises Unclear for "at 3", Problem for a time that there is not.
    """
    found = _PARTS.fullmatch(clock)
    if found is None:
        return 12 * 3600
    hour, minute, second = (int(part or 0) for part in found.group(1, 2, 3))
    half = found[4]
    if half is None and found[2] is None and 0 < hour < AS_WRITTEN[0]:
        raise Unclear(f"{day} {clock}".strip(), (f"{day} {hour}{each}".strip() for each in ("am", "pm")))
    if not (1 <= hour <= 12 if half else hour <= 23):
        raise Problem(f"There is no hour {hour}{half or ''}.", REMEDY, wrong_use=True)
    if minute > 59 or second > 59:
        raise Problem(f"There is no time {clock.removeprefix('at ')}.", REMEDY, wrong_use=True)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 3600 + minute * 60 + second
