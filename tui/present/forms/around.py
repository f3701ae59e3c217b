"""What is around a small form, whatever it is about: the team's calendar, its people and its plans."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.domain.calendar import WorkCalendar
from tui.domain.plan import Template


@dataclass(frozen=True, slots=True)
class Around:
    """The team's calendar, whose form it is, all teammates' handles, and what plans are made from."""

    calendar: WorkCalendar
    me: str
    handles: tuple[str, ...]
    template: Template = field(default_factory=Template)
