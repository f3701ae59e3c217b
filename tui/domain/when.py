"""WHEN: a date, with a time of day or without, as ISO or in plain English.

A day alone that is due is over at its end (DESIGN 3.1). Wall times go by the calendar's zone: one that the clocks
jump over is their transition, one that they show twice its first occurrence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from tui.domain.calendar import WorkCalendar
from tui.domain.dates import MONTHS, REMEDY
from tui.domain.days import NUMBER, WEEKDAYS, Unread, day_of, number_of
from tui.domain.days import Unclear as Unclear
from tui.domain.daytime import AS_WRITTEN, CLOCK, seconds_of
from tui.domain.model import DAY, HOUR, Instant
from tui.domain.problem import Problem

FIRST, LAST = DAY, 29_000_000_000
"""The instants between which calendars are sure, from 1970-01-02 to the year 2888."""

LONGEST = 80
MOST_WORDS = 9
LEADS = frozenset(("by", "on", "until", "till", "due"))
OPENERS = frozenset(("at", "in", "within"))
TOLD_OF = frozenset(("of", "from", "since", "last"))

_SPAN = re.compile(rf"(?:in |within )?(?:(half) an|{NUMBER}) ?(h|hrs?|hours?|mins?|minutes?)( ago)?", re.ASCII)
_HOUR = re.compile(r"(\d{1,2})h", re.ASCII)
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(?: ?(?:(z)|([+-])(\d\d):?(\d\d)?))?", re.ASCII
)
_CLOCK = re.compile(CLOCK, re.ASCII)
_DAY_CLOCK = re.compile(rf"(?P<day>.+?) (?P<clock>{CLOCK})", re.ASCII)
_CLOCK_DAY = re.compile(rf"(?P<clock>{CLOCK}) (?P<day>.+)", re.ASCII)
# said without "by" or "in", these are rather something else
_NO_DUE = re.compile(
    r"sat|sun|wed|now|noon|midday|(?:the )?\d+(?:st|nd|rd|th)"
    rf"|(?:half an|{NUMBER}) ?(?!(?<=\d)[dw]$)[a-z]+(?: days?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class When:
    """An instant and its local date; `day_alone` says that no time of day was named."""

    at: Instant
    day: date
    day_alone: bool


def read_due(text: str, now: Instant, calendar: WorkCalendar) -> When:
    """When something is due: what has no year or week of its own is the next one; a day alone is its end.

    "fri" is the next Friday after today, "12 nov" may be today, "9am" is tomorrow's once it has passed. What
    names the past is returned as read. Raises Unclear or another Problem for what cannot be read.
    """
    return _read(text, now, calendar, ahead=True)


def read_moment(text: str, now: Instant, calendar: WorkCalendar) -> When:
    """When something happened: what has no year or week of its own is the last one.

    "fri" is the last Friday before today. Today is `now` itself; another day alone is its 12:00, which is on that
    date in most zones. Raises Problem for what is still to come, else as `read_due` does.
    """
    read = _read(text, now, calendar, ahead=False)
    if read.day_alone and read.day == calendar.date_of(now):
        return When(now, read.day, False)
    if read.day_alone:
        read = When(calendar.instant(read.day, 12 * 60), read.day, True)
    if read.at > now:
        shown = written(read.at, read.day_alone, now, ZoneInfo(calendar.zone))
        raise Problem(
            f"{text.strip()[:60]!r} is {shown}, which is still to come.",
            "Write when it happened, such as yesterday 3pm or 2h ago.",
            wrong_use=True,
        )
    return read


def written(at: Instant, day_alone: bool, now: Instant, zone: tzinfo) -> str:
    """A reading in clear text: "Fri 13 Mar 17:00", "13 Mar 2027 17:00" in another year than that of `now`.

    The midnight that ends a day alone is left away: "Sat 14 Mar".
    """
    there, today = datetime.fromtimestamp(at, zone), datetime.fromtimestamp(now, zone)
    day = there.date()
    if day_alone:
        # one of the two is still the day that ended, also where the clocks change at midnight
        day = min((there - timedelta(seconds=1)).date(), datetime.fromtimestamp(at - 1, zone).date())
    text = f"{day.day} {MONTHS[day.month - 1].title()}"
    text = f"{WEEKDAYS[day.weekday()].title()} {text}" if day.year == today.year else f"{text} {day.year}"
    return text if day != there.date() else f"{text} {there:%H:%M}"


def find_due(text: str, now: Instant, calendar: WorkCalendar) -> tuple[When, str, str] | None:
    """The longest date at the end of a text, with the words that name it and the text without them.

    "send quote by fri" gives Friday, "by fri" and "send quote"; None where no date ends it. Led by "by", "on",
    "until", "due", "at" or "in", a date that is unclear or impossible raises its Problem; without such a word, the
    past, lengths of time ("2 days", but not "2d") and words with another sense ("sun") are text.
    """
    for count in range(MOST_WORDS, 0, -1):
        words = text.rsplit(None, count)
        if len(words) < count:
            continue
        rest, phrase = (words[0].strip(), words[1:]) if len(words) > count else ("", words)
        if read := _ending(phrase, rest, now, calendar):
            return read, " ".join(phrase), rest.rstrip(" ,;:-–")
    return None


def _ending(phrase: list[str], rest: str, now: Instant, calendar: WorkCalendar) -> When | None:
    """What a text's last words say of a due, None where they say something else."""
    words = [*phrase]
    while words and words[0].lower() in LEADS:
        words.pop(0)
    if not words:
        return None
    led = len(words) < len(phrase) or words[0].lower() in OPENERS
    said = _plain(" ".join(words))
    if not led and (_NO_DUE.fullmatch(said) or rest[-LONGEST:].lower().rpartition(" ")[2] in TOLD_OF):
        return None
    try:
        read = read_due(said, now, calendar)
    except Unread:
        return None
    except Problem:
        if led:
            raise
        return None
    return read if led or read.day >= calendar.date_of(now) else None


def _read(text: str, now: Instant, calendar: WorkCalendar, *, ahead: bool) -> When:
    said = _plain(text)
    lead, _, rest = said.partition(" ")
    if rest and lead in LEADS and (ahead or lead == "on"):
        said = rest
    if not said:
        raise Problem("No date is given.", REMEDY, wrong_use=True)
    if len(said) > LONGEST:
        raise Unread(said)
    at = _instant_of(said, now, calendar)
    if at is not None:
        return When(_sure(at), calendar.date_of(at), False)
    today = calendar.date_of(now)
    if _CLOCK.fullmatch(said):
        return _clock_alone(said, now, calendar, ahead)
    for form in (_DAY_CLOCK, _CLOCK_DAY):
        if found := form.fullmatch(said):
            day = day_of(found["day"], today, calendar, ahead=ahead)
            return _timed(day, seconds_of(found["clock"], found["day"]), calendar)
    day = day_of(said, today, calendar, ahead=ahead)
    return When(_sure(calendar.end_of(day)), day, True)


def _plain(text: str) -> str:
    """Small letters, one blank between words, no full stops after words and no closing punctuation."""
    text = text[: 4 * LONGEST].lower().replace("a.m.", "am").replace("p.m.", "pm").replace(",", " ")
    return " ".join(word.rstrip(".!?;:") or word for word in text.split())


def _instant_of(said: str, now: Instant, calendar: WorkCalendar) -> Instant | None:
    """What needs no day to be read first: now, hours and minutes on or ago, and a whole ISO date and time."""
    if said in ("now", "just now"):
        return now
    if (found := _HOUR.fullmatch(said)) and int(found[1]) in AS_WRITTEN:
        raise Unclear(said, (f"in {found[1]} hours", f"{found[1]}:00"))
    if found := _SPAN.fullmatch(said):
        unit = HOUR if found[3][0] == "h" else 60
        span = unit // 2 if found[1] else unit * number_of(found[2])
        return _sure(now - span if found[4] else now + span)
    if found := _ISO.fullmatch(said):
        day, seconds = day_of(found[1], date.min, calendar, ahead=True), seconds_of(found[2])
        if found[3] or found[4]:
            return _with_offset(found, day, seconds)
        return _timed(day, seconds, calendar).at
    return None


def _with_offset(found: re.Match[str], day: date, seconds: int) -> Instant:
    hours, minutes = int(found[5] or 0), int(found[6] or 0)
    if hours > 23 or minutes > 59:
        raise Problem(f"There is no offset {found[4]}{hours:02}:{minutes:02}.", "Write +01:00.", wrong_use=True)
    offset = (hours * HOUR + minutes * 60) * (-1 if found[4] == "-" else 1)
    return (day - date(1970, 1, 1)).days * DAY + seconds - offset


def _clock_alone(said: str, now: Instant, calendar: WorkCalendar, ahead: bool) -> When:
    """Today's, or tomorrow's where it has passed and what comes is meant."""
    today, seconds = calendar.date_of(now), seconds_of(said)
    read = _timed(today, seconds, calendar)
    if ahead and read.at <= now:
        return _timed(today + timedelta(days=1), seconds, calendar)
    return read


def _timed(day: date, seconds: int, calendar: WorkCalendar) -> When:
    return When(_sure(calendar.instant(day, seconds // 60) + seconds % 60), day, False)


def _sure(at: Instant) -> Instant:
    if not FIRST <= at <= LAST:
        raise Problem("That date lies outside the years 1970 to 2888.", REMEDY, wrong_use=True)
    return at
