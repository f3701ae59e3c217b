"""What is done to put a redesign in practice: proposed by rule, over the next two working weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from tui.domain.acts import NewFollowUp
from tui.domain.audit import REVIEW_DAYS, Audit, Costs, Treatment
from tui.domain.calendar import WorkCalendar
from tui.domain.model import Instant
from tui.domain.plan import working_end
from tui.domain.redesign import NewStep, is_dropped, new_steps
from tui.domain.treatment import works

DAYS = 10
"""How many working days all of it is spread over, one thing a day at the most."""
VERBS: Mapping[Treatment, str] = {
    "drop": "stop",
    "document": "write down",
    "outsource": "hand over",
    "automate": "build",
    "streamline": "change",
}
"""What a treatment asks to be done, in the order in which it is done; keep asks for nothing."""


def proposed_follow_ups(
    audit: Audit, costs: Costs, calendar: WorkCalendar, now: Instant, owner: str | None
) -> tuple[NewFollowUp, ...]:
    """What puts a redesign in practice, the first one on the next working day, at most one on each.

    Step by step, each after what has to be done before it; where these would be too many, those of a kind in one.
    """
    steps = [new for new in new_steps(audit, costs) if new.treatment != "keep"]
    texts = [_text(work, new) for new in steps for work in works(new.treatment)]
    if len(texts) > DAYS:
        texts = _by_kind(steps)
    days = working_days(calendar, now)
    dues = [working_end(days[index * DAYS // len(texts)], calendar, now) for index in range(len(texts))]
    return tuple(NewFollowUp(text, due, owner=owner) for text, due in zip(texts, dues, strict=True))


def working_days(calendar: WorkCalendar, now: Instant) -> Sequence[date]:
    """The next working days, tomorrow or later."""
    day, found = calendar.date_of(now), list[date]()
    while len(found) < DAYS:
        end = working_end(day + timedelta(days=1), calendar, now)
        day = calendar.date_of(end - 1)
        found.append(day)
    return found


def _text(work: Treatment, new: NewStep) -> str:
    """One thing to do; a step is handed over, written down and stopped as it is known today."""
    named = new.text if work in ("automate", "streamline") else new.step.text
    hours = f" ({new.step.build_hours:g} h)" if work == "automate" and new.step.build_hours else ""
    return f"{VERBS[work]}: {named}{hours}"


def _by_kind(steps: Sequence[NewStep]) -> list[str]:
    """One thing to do for all steps that ask for the same."""
    found: list[str] = []
    for work, verb in VERBS.items():
        asking = [new for new in steps if work in works(new.treatment)]
        if len(asking) == 1:
            found.append(_text(work, asking[0]))
        elif asking:
            found.append(f"{verb}: {len(asking)} steps, as the procedure says")
    return found


def review_days(audit: Audit, calendar: WorkCalendar, now: Instant) -> tuple[date, ...]:
    """The days on which it is asked whether the minutes really fell, none where all of it is dropped."""
    if is_dropped(audit):
        return ()
    return tuple(calendar.date_of(now) + timedelta(days=days) for days in REVIEW_DAYS)
