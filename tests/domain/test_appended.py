"""One more interaction at the end of a log: what is told from what was known is what the whole log says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.strategies import BOOK, NINE, PEOPLE, a_touch, endings_of, logs
from tests.domain.test_derive import TWO_VERSIONS
from tui.domain.appended import End, appended
from tui.domain.derive import Derived, derive
from tui.domain.model import DAY, HOUR, Ending, Instant, Log, Promise, Touch
from tui.domain.rules import RuleBook

LATER = st.sampled_from((-HOUR, 0, 0, 1, HOUR, DAY, 5 * DAY, 7 * DAY, 40 * DAY, 100 * DAY))
MONDAY = NINE - 9 * HOUR
CHAT = Touch(99, NINE, "chat", "out")
MAIL = Touch(1, NINE, "email", "in")
ASKED = MAIL._replace(opens=True)
CALL = Touch(99, NINE + 1, "call", "both")


@st.composite
def any_logs(draw: st.DrawFn) -> Log:
    """A log in which imports gave up, too, and in which the last thing said may be a gesture."""
    log = draw(logs())
    return replace(log, endings=tuple(draw(endings_of(list(log.touches), imports=True, step=5 * HOUR))))


def end_of(log: Log, known: Derived, at: Instant) -> End:
    """The end of a log as seen from an interaction after it."""
    mail = [(t.thread, t.channel, t.direction, t.opens) for t in log.touches]
    return End(
        frozenset(w.thread for w in known.waits if not w.measured and (w.ended is None or w.ended >= at)),
        (0, "email", "in", False) in mail,
        max((e.import_at for e in log.endings if e.import_at is not None), default=None),
    )


def both(log: Log, touch: Touch, book: RuleBook = BOOK) -> tuple[Derived | None, Derived]:
    """What is told from what was known, and what the whole log says; neither with the waits, which are equal."""
    known = derive(log, book)
    told = appended(replace(known, waits=()), touch, end_of(log, known, touch.at), book)
    whole = derive(replace(log, touches=(*log.touches, touch)), book)
    assert told is None or whole.waits == known.waits
    return told, replace(whole, waits=())


@given(any_logs(), a_touch(1, 1), st.sampled_from((None, "thanks", "extra_mile")), LATER)
def test_what_is_told_is_what_the_whole_log_says(log: Log, touch: Touch, gesture: Any, later: int) -> None:
    for book in (BOOK, TWO_VERSIONS):
        at = max(0, derive(log, book).parts.until + later)
        told, whole = both(log, touch._replace(id=10_000, at=at, gesture=gesture), book)
        assert told in (None, whole)


@pytest.mark.parametrize(
    ("log", "touch"),
    [
        (Log(PEOPLE), CHAT),
        (Log(PEOPLE, (CHAT._replace(id=1),)), CHAT),
        (Log(PEOPLE, (CHAT._replace(id=1, gesture="thanks"),)), CHAT._replace(at=NINE + 90 * DAY)),
        (Log(PEOPLE, (CHAT._replace(id=1, gesture="thanks"),)), CHAT._replace(gesture="extra_mile")),
        (Log(PEOPLE, (CHAT._replace(id=1, at=MONDAY),)), CHAT._replace(at=MONDAY, gesture="thanks")),
        (Log(PEOPLE, (CHAT._replace(id=1),)), CHAT._replace(at=NINE + 90 * DAY, countable=False)),
        (Log(PEOPLE, (CHAT._replace(id=1),)), CALL._replace(direction="out", missed=True)),
        (Log(PEOPLE, (ASKED._replace(thread=1),)), CHAT),
        (Log(PEOPLE, (ASKED,), (Ending(1, "waived", NINE + 1),)), CHAT._replace(at=NINE + 2)),
        (Log(PEOPLE, (CHAT._replace(id=1),)), CALL),
        (Log(PEOPLE, (CHAT._replace(id=1),)), MAIL._replace(id=99, at=NINE + 1)),
        (Log(PEOPLE, promises=(Promise(1, 1, True, "ana", "", 0, 9, True),)), CHAT),
    ],
)
def test_an_interaction_that_leaves_the_waits_alone_is_told(log: Log, touch: Touch) -> None:
    told, whole = both(log, touch)
    assert told == whole


@pytest.mark.parametrize(
    ("log", "touch"),
    [
        (Log(PEOPLE, (CHAT._replace(id=1, at=NINE + 1),)), CHAT),
        (Log(PEOPLE, (ASKED,)), CHAT._replace(at=NINE + 1)),
        (Log(PEOPLE, (MAIL,)), CHAT._replace(at=NINE + 1)),
        (Log(PEOPLE, (ASKED._replace(thread=1),)), CALL),
        (Log(PEOPLE, (ASKED._replace(thread=1),)), CALL._replace(channel="chat")),
        (Log(PEOPLE, (ASKED,), (Ending(1, "waived", NINE + 1),)), CHAT._replace(at=NINE + 1)),
        (Log(PEOPLE, (ASKED._replace(thread=1),), (Ending(1, "waived", NINE + 1),)), CALL),
        (Log(PEOPLE, (ASKED,), (Ending(1, "given_up", NINE + 1, NINE + 9),)), CHAT._replace(at=NINE + 8)),
        (Log(PEOPLE, (CHAT._replace(id=1),)), ASKED._replace(id=99, at=NINE + 1)),
        (Log(PEOPLE, (CHAT._replace(id=1),)), CHAT._replace(thread=7)),
        (Log(PEOPLE, (MAIL._replace(at=NINE - 1), CHAT._replace(id=2))), MAIL._replace(id=99)),
    ],
)
def test_what_may_change_a_wait_takes_the_whole_log(log: Log, touch: Touch) -> None:
    assert both(log, touch)[0] is None


def test_where_the_calendar_has_changed_since_it_takes_the_whole_log() -> None:
    log = Log(PEOPLE, (CHAT._replace(at=DAY),))
    zones = [replace(rules, calendar=replace(rules.calendar, zone=zone)) for (_, rules), zone in ZONES]
    book = RuleBook(tuple((day, rules) for ((day, _), _), rules in zip(ZONES, zones, strict=True)))
    assert both(log, CHAT._replace(id=100, at=3 * DAY), book)[0] is None


ZONES = tuple(zip(TWO_VERSIONS.versions, ("UTC", "Asia/Kolkata"), strict=True))


def test_an_import_of_the_same_moment_is_over() -> None:
    log = Log(PEOPLE, (ASKED,), (Ending(1, "given_up", NINE + 1, NINE + 9),))
    told, whole = both(log, CHAT._replace(at=NINE + 9))
    assert told == whole
