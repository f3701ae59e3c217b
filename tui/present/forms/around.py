"""What is around a small form, whatever it is about: the team's calendar and its people."""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Around:
    """The team's calendar, whose form it is, and all teammates' handles."""

    calendar: WorkCalendar
    me: str
    handles: tuple[str, ...]
