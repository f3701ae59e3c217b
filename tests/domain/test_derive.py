"""What is derived of a log: at its end, at a moment, and for the weeks before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import ceil

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.domain.strategies import BOOK, NINE, OFFICE, PEOPLE, WORKDAY, at, every_day, logs, workdays
from tui.domain.derive import derive, end_of, items_of, mondays, nearest_rank, replies
from tui.domain.health import Parts, health, parts, sums
from tui.domain.model import (
    DAY,
    HOUR,
    Ending,
    FollowUp,
    FollowUpState,
    Instant,
    Log,
    Promise,
    PromiseState,
    Renegotiation,
    Touch,
    Wait,
)
from tui.domain.moments import parts_at
from tui.domain.rules import RuleBook, Rules, TierTargets
from tui.domain.waits import waits

STEP = 5 * HOUR
TWO_VERSIONS = RuleBook(
    (
        (date(1970, 1, 1), Rules()),
        (date(1970, 1, 3), Rules(calendar=every_day((0, 600)), tiers={"b": TierTargets(2 * HOUR, 30)})),
    )
)
WEEK = 7 * DAY
moments = st.integers(0, 60).map(lambda n: n * STEP)


def clipped(log: Log, moment: Instant) -> Log:
    """The log as it was at a moment."""

    def still(thing: Promise | FollowUp) -> bool:
        return thing.ended_at is None or thing.ended_at > moment

    return Log(
        log.relationship,
        tuple(t for t in log.touches if t.at <= moment),
        tuple(e for e in log.endings if e.at <= moment),
        tuple(
            replace(
                p,
                moves=tuple(m for m in p.moves if m.at <= moment),
                state="open" if still(p) else p.state,
                ended_at=None if still(p) else p.ended_at,
            )
            for p in log.promises
            if p.made_at <= moment
        ),
        tuple(
            replace(f, state="open", ended_at=None) if still(f) else f
            for f in log.follow_ups
            if f.made_at <= moment
        ),
    )


@given(logs(), moments)
def test_a_moment_is_derived_as_from_the_log_that_ends_there(log: Log, moment: Instant) -> None:
    whole, cut = derive(log, BOOK, moment), derive(clipped(log, moment), BOOK, moment)
    assert whole.parts == cut.parts
    assert whole.mondays == cut.mondays
    assert whole.replies == cut.replies
    assert (whole.first_at, whole.interactions) == (cut.first_at, cut.interactions)


@given(logs(), moments)
def test_what_is_derived_at_the_end_serves_at_any_later_moment(log: Log, later: int) -> None:
    ended = derive(log, BOOK)
    now = ended.parts.until + later
    fresh = derive(log, BOOK, now)
    for look in (sums, health):
        assert look(ended.parts, now, "b", BOOK) == look(fresh.parts, now, "b", BOOK)
    assert ended.replies == fresh.replies
    assert ended.waits == fresh.waits
    assert (ended.first_at, ended.interactions) == (fresh.first_at, fresh.interactions)


@given(logs(), st.data())
def test_the_order_of_the_log_never_matters(log: Log, data: st.DataObject) -> None:
    shuffled = Log(
        log.relationship,
        tuple(data.draw(st.permutations(log.touches))),
        tuple(data.draw(st.permutations(log.endings))),
        tuple(data.draw(st.permutations(log.promises))),
        tuple(data.draw(st.permutations(log.follow_ups))),
    )
    assert derive(shuffled, BOOK) == derive(log, BOOK)


@given(logs())
def test_parts_are_those_of_the_items(log: Log) -> None:
    found = derive(log, BOOK)
    assert found.waits == waits(log.touches, log.endings, BOOK)
    for moment, known in (*found.mondays, (found.parts.until, found.parts)):
        assert known == parts(items_of(log, found.waits, moment, BOOK), log.touches, moment, BOOK)


def a_long_log() -> Log:
    """Forty days in which waits and promises of many ages end in another order than they were due."""
    touches, day = [], DAY
    for n in range(30):
        asks = n % 3 > 0
        touches.append(Touch(100 + n, n * day, "email", "in", n + 1, opens=asks))
        answered = {7: 99, 13: 40}.get(n, n + n * 7 % 11 + 1)
        touches.append(Touch(200 + n, answered * day, "email", "out", n + 1))
    # of the same second as one that is never answered
    touches += [Touch(98, 7 * day, "email", "in", 98, opens=True), Touch(99, 8 * day, "email", "out", 98)]
    said = [(110, "waived", 10), (116, "given_up", 17), (125, "waived", 33), (128, "given_up", 30)]
    ours = [
        Promise(n, 1, True, "ana", "", n * day, (36 - 3 * n) * day, True, (), "kept", (40 - 7 * n % 30) * day)
        for n in range(9)
    ]
    todo = [
        FollowUp(n, 1, "ana", "", n * day, (30 - n) * day, True, "done", (n * 11 % 29 + n) * day)
        for n in range(9)
    ]
    return Log(
        PEOPLE,
        tuple(touches),
        tuple(Ending(ident, kind, at * day) for ident, kind, at in said),  # type: ignore[arg-type]
        tuple(ours),
        tuple(todo),
    )


@pytest.mark.parametrize("at", [range(1, 60), (12, 20, 30, 45), (20,), (39, 40, 41), (28, 41)])
def test_moments_share_what_they_may_and_nothing_else(at: Sequence[int]) -> None:
    log, days = a_long_log(), [n * DAY for n in at]
    found = waits(log.touches, log.endings, BOOK)
    shared = parts_at(log, found, days, BOOK)
    for known, day in zip(shared, days, strict=True):
        assert known == plain(log, day)


@given(logs(step=DAY), st.lists(st.integers(0, 60).map(DAY.__mul__), min_size=1, max_size=4).map(sorted))
def test_parts_at_any_moments_are_those_of_the_items(log: Log, at: list[Instant]) -> None:
    for book in (BOOK, TWO_VERSIONS):
        found = waits(log.touches, log.endings, book)
        assert parts_at(log, found, at, book) == [plain(log, moment, book) for moment in at]


def plain(log: Log, moment: Instant, book: RuleBook = BOOK) -> Parts:
    """The parts of a log at one moment, with nothing shared."""
    found = waits(log.touches, log.endings, book)
    return parts(items_of(log, found, moment, book), log.touches, moment, book)


def test_a_due_moved_between_two_mondays() -> None:
    move = Renegotiation(2 * WEEK + 5, 9 * WEEK, 20 * WEEK, agreed=True)
    moved = Promise(1, 1, True, "ana", "", 0, 9 * WEEK, True, (move,))
    log = Log(PEOPLE, promises=(moved,))
    at = [n * WEEK for n in range(5)]
    found = parts_at(log, (), at, BOOK)
    assert [known.open[0].moves for known in found] == [0, 0, 0, 1, 1]
    assert found == [plain(log, moment) for moment in at]


def test_waits_of_two_versions_of_the_rules() -> None:
    mail = [Touch(n, n * 6 * HOUR, "email", "in", n, opens=True) for n in range(20)]
    log = Log(PEOPLE, (*mail, Touch(99, 40 * 6 * HOUR, "meeting", "both")))
    found = waits(log.touches, (), TWO_VERSIONS)
    assert len({item.half for item in items_of(log, found, 10 * 6 * HOUR, TWO_VERSIONS)}) == 2
    at = [10 * 6 * HOUR, 41 * 6 * HOUR]
    assert parts_at(log, found, at, TWO_VERSIONS) == [plain(log, moment, TWO_VERSIONS) for moment in at]


def test_parts_of_a_promise_that_ended_before_it_was_made() -> None:
    log = Log(PEOPLE, promises=(Promise(1, 1, True, "ana", "", 9, 99, True, (), "kept", 5),))
    at = [7, 9, 11]
    assert parts_at(log, (), at, BOOK) == [plain(log, moment) for moment in at]


@given(logs())
def test_nothing_happens_after_the_end_of_a_log(log: Log) -> None:
    end = derive(log, BOOK).parts.until
    assert clipped(log, end) == log
    if log.touches or log.endings or log.promises or log.follow_ups:
        assert clipped(log, end - 1) != log


@pytest.mark.parametrize(
    "log",
    [
        Log(PEOPLE, touches=(Touch(1, 70, "email", "in", countable=False),)),
        Log(PEOPLE, endings=(Ending(1, "waived", 70),)),
        Log(PEOPLE, promises=(Promise(1, 1, False, "ana", "", 70, 5),)),
        Log(PEOPLE, promises=(Promise(1, 1, True, "ana", "", 7, 999, True, (), "kept", 70),)),
        Log(PEOPLE, promises=(Promise(1, 1, True, "ana", "", 7, 9, True, (Renegotiation(70, 9, 99, False),)),)),
        Log(PEOPLE, follow_ups=(FollowUp(1, 1, "ana", "", 70, 5),)),
        Log(PEOPLE, follow_ups=(FollowUp(1, 1, "ana", "", 7, 999, True, "skipped", 70),)),
        Log(replace(PEOPLE, made_at=70)),
    ],
)
def test_everything_said_is_of_the_log(log: Log) -> None:
    assert end_of(log) == 70
    assert derive(log, BOOK).parts.until == 70


def test_interactions_are_counted_from_the_first_to_the_moment() -> None:
    log = Log(PEOPLE, tuple(Touch(n, n * DAY, "note", "out", countable=False) for n in (3, 1, 2)))
    whole, then = derive(log, BOOK), derive(log, BOOK, 2 * DAY)
    assert (whole.first_at, whole.interactions) == (DAY, 3)
    assert (then.first_at, then.interactions) == (DAY, 2)
    assert derive(log, BOOK, 0).first_at is None


# weeks


@given(st.integers(0, 2 * 10**9))
@example(NINE)
@example(NINE - 9 * HOUR)
@example(NINE - 9 * HOUR - 1)
def test_the_last_twelve_weeks_begin_on_mondays_at_midnight(moment: Instant) -> None:
    found = mondays(moment, BOOK)
    assert len(found) == 12
    assert found[-1] <= moment < found[-1] + WEEK
    assert all(OFFICE.date_of(t).weekday() == 0 and t % DAY == 0 for t in found)
    assert [t - found[0] for t in found] == [n * WEEK for n in range(12)]


def test_weeks_go_by_the_team_calendar() -> None:
    book = RuleBook.of(Rules(calendar=every_day((540, 1020), zone="Europe/Berlin")))
    found = mondays(at("2024-04-01 00:00", "Europe/Berlin"), book)
    assert found[-1] == at("2024-03-31 22:00")
    assert found[-2] == at("2024-03-24 23:00")


def test_each_monday_has_the_parts_of_then() -> None:
    kept = Promise(1, 1, True, "ana", "", NINE, workdays(3), True, (), "kept", NINE + 3 * WEEK)
    found = derive(Log(PEOPLE, promises=(kept,)), BOOK)
    assert found.parts.until == NINE + 3 * WEEK
    counts = {monday: (known.evidence[0].count, len(known.open)) for monday, known in found.mondays}
    assert counts[NINE - 9 * HOUR] == (0, 0)
    assert counts[NINE - 9 * HOUR + WEEK] == (0, 1)
    assert counts[NINE - 9 * HOUR + 3 * WEEK] == (0, 1)
    assert all(known.until == monday for monday, known in found.mondays)


# replies


def answered(*spans: int) -> list[Wait]:
    """Waits answered so many working days after a Monday's nine o'clock."""
    return [Wait(n, n, NINE, (), None, "answered", workdays(span), 99) for n, span in enumerate(spans, 1)]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=60).map(sorted), st.integers(1, 100))
@example(list(range(10)), 50)
@example(list(range(20)), 90)
def test_nearest_rank_is_the_smallest_that_so_many_do_not_exceed(ascending: list[int], percent: int) -> None:
    enough = ceil(percent * len(ascending) / 100)
    expected = next(v for v in ascending if sum(other <= v for other in ascending) >= enough)
    assert nearest_rank(ascending, percent) == expected


def test_nearest_rank_of_nothing_is_absent() -> None:
    assert nearest_rank([], 50) is None
    assert nearest_rank([7], 50) == nearest_rank([7], 90) == 7
    assert nearest_rank([1, 2, 3, 4], 50) == 2
    assert nearest_rank(list(range(1, 21)), 90) == 18


def test_replies_in_working_and_wall_time() -> None:
    found = replies(answered(1, 9, 2, 4), workdays(30), BOOK)
    assert found.values == tuple(n * WORKDAY for n in (1, 2, 4, 9))
    assert (found.n, found.median, found.p90) == (4, 2 * WORKDAY, None)
    assert found.wall_median == workdays(2) - NINE


def test_single_values_below_five_and_a_90th_percentile_from_twenty() -> None:
    assert replies(answered(1, 2, 3, 4, 5), workdays(30), BOOK).values == ()
    assert replies(answered(*range(1, 20)), workdays(30), BOOK).p90 is None
    assert replies(answered(*range(1, 21)), workdays(30), BOOK).p90 == 18 * WORKDAY


def test_replies_count_up_to_the_moment() -> None:
    found = replies(answered(1, 5), workdays(3), BOOK)
    assert (found.n, found.values) == (1, (WORKDAY,))
    assert replies(answered(1), workdays(1), BOOK).n == 1
    assert replies(answered(1), workdays(1) - 1, BOOK).n == 0


def test_waived_and_given_up_are_counted_and_no_replies() -> None:
    one = Wait(1, 1, NINE, (), None, "waived", workdays(2))
    given = [one, one._replace(state="given_up"), one._replace(state="given_up"), Wait(4, 4, NINE)]
    found = replies(given, workdays(3), BOOK)
    assert (found.n, found.median, found.waived, found.given_up) == (0, None, 1, 2)
    before = replies(given, workdays(1), BOOK)
    assert (before.waived, before.given_up) == (0, 0)


def test_a_measured_reply_is_a_reply() -> None:
    mail = Touch(1, NINE, "email", "in"), Touch(2, workdays(2), "email", "out")
    found = derive(Log(PEOPLE, mail), BOOK)
    assert (found.replies.n, found.replies.median) == (1, 2 * WORKDAY)
    assert found.parts.evidence[1].count == 1


@pytest.mark.parametrize("state", ["kept", "broken", "withdrawn"])
def test_an_ended_promise_is_evidence_from_its_end_on(state: PromiseState) -> None:
    log = Log(PEOPLE, promises=(Promise(1, 1, True, "ana", "", NINE, workdays(1), True, (), state, workdays(3)),))
    before, after = derive(log, BOOK, workdays(3) - 1).parts, derive(log, BOOK, workdays(3)).parts
    assert (before.evidence[0].count, [i.id for i in before.open]) == (0, ["p1"])
    assert (after.evidence[0].count, after.open) == (1, ())
    assert after.evidence[0].s == (0.0 if state == "broken" else 0.5)


@pytest.mark.parametrize("state", ["done", "skipped"])
def test_an_ended_follow_up_is_evidence_from_its_end_on(state: FollowUpState) -> None:
    log = Log(PEOPLE, follow_ups=(FollowUp(1, 1, "ana", "", NINE, workdays(1), True, state, workdays(4)),))
    before, after = derive(log, BOOK, workdays(4) - 1).parts, derive(log, BOOK, workdays(4)).parts
    assert (before.evidence[2].count, len(before.open)) == (0, 1)
    assert (after.evidence[2].count, after.evidence[2].s, after.open) == (1, 0.5, ())
