"""When something that recurs is due next."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from tui.domain.dates import YEARS
from tui.domain.problem import Problem
from tui.domain.recurrence import LAST_DAY, Every, every_in_words, parts_of

PERIOD_DAYS = {"DAILY": 1, "WEEKLY": 7}


def next_day(rule: str, due: date, today: date) -> date:
    """The first date of a rule strictly after both `due`, at which it begins, and `today` (DESIGN 3.7).

    Weekly rules keep the weekday of `due`, monthly and yearly ones its day of the month; where a month is
    shorter, its last day serves. Raises Problem for a text that is no rule, and beyond the year 2888.
    """
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    every = parts_of(rule)
    after = max(due, today)
    body, start = _begun_near(every, due, after)
    found = rrulestr(body, dtstart=datetime.combine(start, time())).after(datetime.combine(after, time()))
    if found is None or found.year not in YEARS:
        raise Problem(
            f"{every_in_words(rule).capitalize()} from {due.isoformat()} on is never again before the year 2889.",
            "Give a shorter span.",
            wrong_use=True,
        )
    day: date = found.date()
    return day


def _begun_near(every: Every, due: date, after: date) -> tuple[str, date]:
    """The same rule begun at its last period before `after`, so that few dates are walked over."""
    if every.frequency in PERIOD_DAYS:
        period = PERIOD_DAYS[every.frequency] * every.interval
        return str(every), due + timedelta(days=(after - due).days // period * period)
    months = every.interval * (12 if every.frequency == "YEARLY" else 1)
    passed = ((after.year - due.year) * 12 + after.month - due.month) // months * months
    year, month = divmod(due.year * 12 + due.month - 1 + passed, 12)
    return f"FREQ=MONTHLY;INTERVAL={months};{_clamped(every.month_day or due.day)}", date(year, month + 1, 1)


def _clamped(day: int) -> str:
    """That day of a month, or the last one of a month that is shorter: the latest of those that there are."""
    shortest = monthrange(2023, 2)[1]
    if day == LAST_DAY or day <= shortest:
        return f"BYMONTHDAY={day}"
    return f"BYMONTHDAY={','.join(map(str, range(shortest, day + 1)))};BYSETPOS=-1"
