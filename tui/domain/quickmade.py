"""The promises and follow-ups of a quick line, with their dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tui.domain.acts import NewFollowUp, NewPromise
from tui.domain.calendar import WorkCalendar
from tui.domain.model import DAY, Instant
from tui.domain.problem import Problem
from tui.domain.quickfound import Found, asked
from tui.domain.quickline import QuickFollowUp, QuickLine, QuickPromise
from tui.domain.recurrence import DAYS, LAST_DAY, NAMES, WORDS, WORKING_DAYS, anchored, every_in_words, parts_of
from tui.domain.text import clean_line
from tui.domain.when import LEADS, When, find_due, read_due, written

BACK = "get back to them"
BY_WHEN = "By when? You said you would get back."
LONGEST = 200


class Clock(NamedTuple):
    """The moment at which it is read, the one at which it happened, and the team's calendar."""

    now: Instant
    happened: Instant
    calendar: WorkCalendar

    def clear(self, at: Instant, day_alone: bool) -> str:
        """An instant in clear text: "Fri 13 Mar 17:00"."""
        return written(at, day_alone, self.now, ZoneInfo(self.calendar.zone))


def promises(quick: QuickLine, clock: Clock) -> tuple[tuple[NewPromise, ...], Found]:
    """What is promised on either side; a reply that says that we will get back to them is one of ours."""
    said = quick.promises
    if quick.holding and not any(not promise.theirs for promise in said):
        try:
            held = _held(quick, clock)
        except Problem as problem:
            return (), asked(problem, "")
        if held is None:
            return (), Found(question=BY_WHEN)
        said = (held, *said)
    made: list[NewPromise] = []
    for promise in said:
        if not promise.due:
            return (), Found(source=promise.source, question=f"By when? {_short(promise.text)!r} has no date.")
        try:
            due = coming(promise.due, clock)
        except Problem as problem:
            return (), asked(problem, promise.source)
        made.append(NewPromise(clean_line(promise.text), due.at, due.day_alone, not promise.theirs))
    parts = tuple((promise.text, _promised(promise, clock)) for promise in made)
    return tuple(made), _found(parts, [promise.source for promise in said])


def follow_ups(said: Sequence[QuickFollowUp], clock: Clock) -> tuple[tuple[NewFollowUp, ...], Found]:
    """What is to be done next; one that recurs begins with the first such day after today."""
    made: list[NewFollowUp] = []
    for follow_up in said:
        if not follow_up.due and not follow_up.every:
            return (), Found(source=follow_up.source, question=f"When? {_short(follow_up.text)!r} has no date.")
        try:
            made.append(_follow_up(follow_up, clock))
        except Problem as problem:
            return (), asked(problem, follow_up.source)
    parts = tuple((follow_up.text, _decided(follow_up, clock)) for follow_up in made)
    return tuple(made), _found(parts, [follow_up.source for follow_up in said])


def coming(text: str, clock: Clock) -> When:
    """When something is due; Problem where that cannot be read or is not later than what happened and now."""
    due = read_due(text, clock.now, clock.calendar)
    if due.at > clock.now:
        return due
    how = "before it happened" if due.at <= clock.happened else "in the past"
    raise Problem(
        f"{_short(text)!r} is {clock.clear(due.at, due.day_alone)}, which is {how}.",
        "Name a date that is still to come.",
        wrong_use=True,
    )


def first_due(every: str, clock: Clock) -> When:
    """The first day from today on which something recurs; an interval is counted from today."""
    rule = parts_of(every)
    if rule.days == WORKING_DAYS:
        today = clock.calendar.date_of(clock.now)
        ahead = next(n for n in range(1, 8) if (today + timedelta(days=n)).weekday() < 5)
        return coming(f"in {ahead} days", clock)
    if rule.days:
        return coming(NAMES[DAYS.index(rule.days)], clock)
    if rule.month_day:
        day = "end of month" if rule.month_day == LAST_DAY else f"the {rule.month_day}th"
        read = read_due(day, clock.now, clock.calendar)
        return read if read.at > clock.now else read_due(day, clock.now + DAY, clock.calendar)
    return coming(f"in {rule.interval} {WORDS[rule.frequency]}s", clock)


def _found(parts: tuple[tuple[str, str], ...], sources: Sequence[str]) -> Found:
    value = "; ".join(f"{what}, {when}" for what, when in parts)
    return Found(value, "; ".join(sources), parts=parts)


def _promised(promise: NewPromise, clock: Clock) -> str:
    """ "by us, by Fri 13 Mar 17:00"."""
    return f"by {'us' if promise.by_us else 'them'}, by {clock.clear(promise.due, promise.day_alone)}"


def _decided(follow_up: NewFollowUp, clock: Clock) -> str:
    """ "by Mon 6 Apr 17:00, every 4 weeks"."""
    every = f", {every_in_words(follow_up.every)}" if follow_up.every else ""
    return f"by {clock.clear(follow_up.due, follow_up.day_alone)}{every}"


def _held(quick: QuickLine, clock: Clock) -> QuickPromise | None:
    """The promise to get back to them, where a date ends what was said."""
    found = find_due(quick.about.text[-LONGEST:], clock.now, clock.calendar) if quick.about else None
    if found is None:
        return None
    lead, _, rest = found[1].partition(" ")
    return QuickPromise(BACK, rest if lead.lower() in LEADS else found[1], False, found[1])


def _follow_up(said: QuickFollowUp, clock: Clock) -> NewFollowUp:
    due = coming(said.due, clock) if said.due else first_due(said.every, clock)
    every = anchored(said.every, due.day) if said.every else ""
    return NewFollowUp(clean_line(said.text), due.at, due.day_alone, every)


def _short(text: str) -> str:
    return clean_line(text, 60)
