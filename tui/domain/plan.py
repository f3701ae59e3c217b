"""The back-end plan: what happens after a deal is closed, on which day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.domain.acts import NewFollowUp
    from tui.domain.calendar import WorkCalendar
    from tui.domain.model import Instant

LONGEST = 3650
IN_TOUCH = "stay in touch"

_STEP = re.compile(r"\s*([0-9]{1,4})\s+(\S.*?)\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Step:
    """What is done so many calendar days after the signing."""

    after_days: int
    text: str


@dataclass(frozen=True, slots=True)
class Template:
    """What every plan is made from; `rhythm` says that it goes on in the rhythm of the tier."""

    steps: tuple[Step, ...] = (
        Step(0, "say thank you"),
        Step(7, "check in: how does it go?"),
        Step(30, "review: is it what they wanted?"),
    )
    rhythm: bool = True


def read_step(text: str) -> Step:
    """The step that "7 check in" says; ValueError where it is no number of days up to 3650 and words."""
    found = _STEP.fullmatch(text)
    if found is None or int(found[1]) > LONGEST:
        raise ValueError(text)
    return Step(int(found[1]), found[2])


def plan(
    template: Template, signed: date, calendar: WorkCalendar, cadence: int, owner: str | None, now: Instant
) -> tuple[NewFollowUp, ...]:
    """The follow-ups of a deal signed on a day, in the order of the template, for a tier's cadence in days.

    Each is due on its day, where that is a day off on the next working day, and never before now. The rhythm
    begins one cadence after the last step.
    """
    # every start reads the template, and seldom is a plan made from it
    from tui.domain.acts import NewFollowUp
    from tui.domain.recurrence import MOST, read_every

    days = [signed + timedelta(days=step.after_days) for step in template.steps]
    dues = [working_end(day, calendar, now) for day in days]
    steps = [NewFollowUp(step.text, due, owner=owner) for step, due in zip(template.steps, dues, strict=True)]
    if template.rhythm:
        last = calendar.date_of(max(dues, default=working_end(signed, calendar, now)) - 1)
        due = working_end(last + timedelta(days=cadence), calendar, now)
        # a rule has at most so many days between two dates
        steps.append(NewFollowUp(IN_TOUCH, due, every=read_every(f"{min(cadence, MOST)} days"), owner=owner))
    return tuple(steps)


def working_end(day: date, calendar: WorkCalendar, now: Instant) -> Instant:
    """The end of the first working day, that day or later, that is not over yet."""
    day = max(day, calendar.date_of(now))
    while True:
        end, after = calendar.end_of(day), calendar.midnight(day + timedelta(days=1))
        if end > now and calendar.working(calendar.midnight(day), after) > 0:
            return end
        day += timedelta(days=1)
