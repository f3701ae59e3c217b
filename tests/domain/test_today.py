"""Today's rows: in which group, in what order, whose, and worth how much (DESIGN 3.4)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.domain.strategies import BOOK, MONDAY, NINE, OFFICE, PEOPLE, WORKDAY, at, every_day, workdays
from tui.domain.health import parts, points, sums
from tui.domain.model import DAY, HOUR, FollowUp, Instant, Promise, Renegotiation, Snooze, Touch, Wait
from tui.domain.obligations import Item, items_at
from tui.domain.openrows import open_rows, silence_row
from tui.domain.rules import RuleBook, Rules
from tui.domain.snoozing import shows_from
from tui.domain.today import (
    MOST_SILENT,
    Case,
    Kindness,
    OpenWait,
    Silent,
    counted,
    group_of,
    in_order,
    most_silent,
    of_whom,
    stage_of,
    without,
)
from tui.domain.views import GROUPS, OpenRow, Today

FRIDAY = NINE + 4 * DAY


def promise(ident: int, due: Instant, *, by_us: bool = True, made: Instant = NINE - 28 * DAY) -> Promise:
    """An open promise."""
    return Promise(ident, 1, by_us, "ben", "the plans", made, due)


def follow_up(ident: int, due: Instant) -> FollowUp:
    """An open follow-up of Mira's."""
    return FollowUp(ident, 1, "mira", "ask about the roof", NINE - 28 * DAY, due)


Thing = Wait | Promise | FollowUp | Kindness | Snooze


def case_of(*things: Thing, now: Instant = NINE, touched: Instant = NINE) -> Case:
    """A relationship in which these are open, with the parts that this makes."""
    waits = [t for t in things if isinstance(t, Wait)]
    promises = tuple(t for t in things if isinstance(t, Promise))
    follow_ups = tuple(t for t in things if isinstance(t, FollowUp))
    items = items_at(now, "b", waits, promises, follow_ups, BOOK)
    return Case(
        PEOPLE,
        parts(items, [Touch(1, touched, "email", "in")], now, BOOK),
        tuple(OpenWait(w, "when does it come?", "Lena") for w in waits),
        promises,
        follow_ups,
        tuple(t for t in things if isinstance(t, Kindness)),
        tuple(t for t in things if isinstance(t, Snooze)),
    )


def rows_of(*things: Wait | Promise | FollowUp | Kindness, now: Instant = NINE) -> list[OpenRow]:
    """The rows that these make."""
    return open_rows(case_of(*things, now=now), now, BOOK)


# groups


def back(count: int) -> Instant:
    """So many working days before Monday at nine; at most five."""
    return workdays(5 - count, NINE - 7 * DAY)


@pytest.mark.parametrize(
    ("due", "group"),
    [
        (back(5), "flagged"),
        (back(4) - 1, "flagged"),
        (back(4), "overdue"),
        (NINE - 3 * DAY - 16 * HOUR - 1, "overdue"),
        (NINE - 16 * HOUR, "due today"),
        (NINE, "due today"),
        (MONDAY + 17 * HOUR, "due today"),
        (MONDAY + 24 * HOUR - 1, "due today"),
        (MONDAY + 24 * HOUR, "coming up"),
        (MONDAY + 2 * DAY + 17 * HOUR, "coming up"),
        (MONDAY + 3 * DAY + 9 * HOUR, "coming up"),
        (MONDAY + 3 * DAY + 9 * HOUR + 1, None),
    ],
)
def test_where_a_promise_stands_on_monday_at_nine(due: Instant, group: str | None) -> None:
    assert [row.group for row in rows_of(promise(1, due))] == [group]


@pytest.mark.parametrize("hour", [17, 20, 23])
def test_due_on_friday_at_five_is_not_overdue_before_monday_at_nine(hour: int) -> None:
    due = FRIDAY + 8 * HOUR
    for now in (FRIDAY + (hour - 9) * HOUR, FRIDAY + DAY, FRIDAY + 2 * DAY, NINE + 7 * DAY):
        (row,) = rows_of(promise(1, due), now=now)
        assert (row.group, row.late) == ("due today", 0)
    (row,) = rows_of(promise(1, due), now=NINE + 7 * DAY + 60)
    assert (row.group, row.late) == ("overdue", 60)


def test_a_follow_up_is_never_flagged() -> None:
    late, flagged = follow_up(1, NINE - 27 * DAY), promise(1, NINE - 27 * DAY)
    assert [(row.id, row.group) for row in rows_of(late, flagged)] == [("p1", "flagged"), ("f1", "overdue")]


def test_a_wait_is_flagged_past_three_targets() -> None:
    for waited, group in (
        (0.5, "due today"),
        (1, "due today"),
        (1.5, "overdue"),
        (3, "overdue"),
        (3.01, "flagged"),
    ):
        now = workdays(waited)
        (row,) = rows_of(Wait(7, 0, NINE, (8, 9), NINE + HOUR), now=now)
        assert row.group == group
        assert (row.id, row.kind, row.waited, row.waited_wall) == ("w7", "wait", now_working(now), now - NINE)
        assert (row.pings, row.last_ping, row.target, row.what, row.contact) == (
            2,
            NINE + HOUR,
            WORKDAY,
            "when does it come?",
            "Lena",
        )


def now_working(now: Instant) -> int:
    """The working time since Monday at nine."""
    return OFFICE.working(NINE, now)


def test_today_is_a_local_day() -> None:
    kolkata = RuleBook.of(Rules(calendar=every_day((540, 1020), zone="Asia/Kolkata")))
    now, due = at("2024-01-01 19:00"), at("2024-01-02 03:30")  # 00:30 and 09:00 of the 2nd
    item = Item("promise", "p1", due, now - DAY, 2 * WORKDAY)
    assert group_of(item, now, kolkata) == "due today"
    assert group_of(item, now - HOUR, kolkata) == "coming up"


def test_lateness_is_working_time_past_the_due_or_still_to_come() -> None:
    assert [row.late for row in rows_of(promise(1, workdays(2)))] == [-2 * WORKDAY]
    assert [row.late for row in rows_of(promise(1, NINE), now=workdays(1.5))] == [1.5 * WORKDAY]


def test_what_is_snoozed_is_in_no_group_until_its_day() -> None:
    snoozed = follow_up(1, back(1)), Snooze("f1", NINE - HOUR, NINE + DAY, "they are away")
    (hidden,) = rows_of(*snoozed)
    assert (hidden.group, hidden.snoozed_until) == (None, NINE + DAY)
    assert (hidden.snoozes, hidden.snoozed_why) == (1, "they are away")
    (shown,) = rows_of(*snoozed, now=NINE + DAY)
    assert (shown.group, shown.snoozed_until, shown.snoozes) == ("overdue", None, 1)


def test_a_row_snoozed_until_a_day_shows_as_that_day_begins_also_where_it_is_free() -> None:
    for day in (5, 6, 7):
        ends = OFFICE.end_of(OFFICE.date_of(NINE + day * DAY))
        assert shows_from(ends, True, OFFICE) == OFFICE.midnight(OFFICE.date_of(NINE + day * DAY))
    assert shows_from(NINE, False, OFFICE) == NINE


@pytest.mark.parametrize("thing", [promise(1, back(1)), promise(1, back(1), by_us=False), Wait(1, 0, back(9))])
def test_whatever_is_open_can_be_snoozed(thing: Promise | Wait) -> None:
    item = "w1" if isinstance(thing, Wait) else "p1"
    (hidden,) = rows_of(thing, Snooze(item, NINE - HOUR, NINE + DAY))
    assert (hidden.group, hidden.snoozed_until) == (None, NINE + DAY)


def test_a_wait_wakes_when_they_write_again_and_answers_for_the_waits_that_it_absorbed() -> None:
    nudged = Wait(1, 0, back(9), pings=(2,), last_ping=NINE - 2 * HOUR)
    for item, said, hidden in (
        ("w1", NINE - HOUR, True),
        ("w2", NINE - HOUR, True),
        ("w1", NINE - 2 * HOUR, False),
        ("w3", NINE - HOUR, False),
    ):
        (row,) = rows_of(nudged, Snooze(item, said, NINE + DAY))
        assert (row.group is None) == hidden


def test_the_last_snooze_said_counts_and_none_said_later() -> None:
    said = Snooze("p1", NINE - HOUR, NINE + 3 * DAY), Snooze("p1", NINE, NINE + HOUR, "soon")
    (row,) = rows_of(promise(1, back(1)), *said, Snooze("p1", NINE + 1, NINE + 9 * DAY))
    assert (row.snoozed_until, row.snoozes, row.snoozed_why) == (NINE + HOUR, 2, "soon")
    (woken,) = rows_of(promise(1, back(1)), *said, now=NINE + HOUR)
    assert woken.group is not None


def test_a_silence_that_is_snoozed_is_in_no_group_until_they_are_in_touch_again() -> None:
    quiet = case_of(Snooze("r1", NINE - HOUR, NINE + DAY), touched=NINE - 40 * DAY)
    hidden = silence_row(quiet, NINE, BOOK)
    assert hidden is not None
    assert hidden.group is None
    later = silence_row(quiet, NINE + DAY, BOOK)
    assert later is not None
    assert later.group == "worth a word"


# theirs


def test_theirs_is_listed_once_it_is_overdue_and_is_worth_nothing() -> None:
    theirs = promise(3, NINE - 27 * DAY, by_us=False)
    (row,) = rows_of(theirs)
    assert (row.kind, row.group, row.points, row.by, row.contact) == (
        "their promise",
        "overdue",
        0.0,
        "them",
        "ben",
    )
    assert row.late == OFFICE.working(theirs.due, NINE)
    for due in (NINE, MONDAY + 17 * HOUR, workdays(1), workdays(30)):
        assert [row.group for row in rows_of(promise(3, due, by_us=False))] == [None]


def test_their_promise_moves_as_ours_do() -> None:
    moved = replace(
        promise(3, NINE - 7 * DAY, by_us=False), moves=(Renegotiation(NINE - 8 * DAY, NINE - 7 * DAY, NINE, True),)
    )
    (row,) = rows_of(moved, now=NINE + HOUR)
    assert (row.due, row.moves, row.late) == (NINE, 1, HOUR)


def test_a_promise_of_ours_that_was_not_made_yet_is_not_theirs() -> None:
    assert rows_of(promise(1, workdays(2), made=NINE + 1)) == []
    assert rows_of(follow_up_made(NINE + 1)) == []


def follow_up_made(made: Instant) -> FollowUp:
    """A follow-up decided on at a moment."""
    return replace(follow_up(1, workdays(2)), made_at=made)


# order


def row(ident: str, group: str | None, gain: float = 0.0, due: Instant | None = NINE, **more: object) -> OpenRow:
    """A row with only what orders it."""
    (plain,) = rows_of(promise(1, workdays(1)))
    return replace(plain, id=ident, group=group, points=gain, due=due, **more)  # type: ignore[arg-type]


ordered = [
    row("p9", "flagged", 0.1),
    row("w2", "overdue", 3.0, NINE + 9),
    row("w1", "overdue", 2.0, NINE),
    row("p4", "overdue", 1.0, NINE + 1),
    row("f3", "overdue", 1.0, NINE + 2),
    row("p2", "overdue", 1.0, NINE + 2),
    row("p10", "overdue", 1.0, NINE + 2),
    row("w5", "due today", 9.0),
    row("w6", "coming up", 9.0),
    row("i7", "worth a word", 9.0, None, opened=NINE),
    row("r8", "worth a word", 9.0, None, opened=NINE + 1),
    row("f8", None, 99.0),
]


@given(st.permutations(ordered))
@example(ordered[::-1])
def test_rows_stand_by_group_points_due_and_id(shuffled: list[OpenRow]) -> None:
    assert [r.id for r in in_order(shuffled)] == [r.id for r in ordered]


def test_the_day_without_what_was_just_dealt_with_counts_it() -> None:
    rows = rows_of(promise(1, back(1)), promise(2, workdays(2)))
    assert [row.group for row in rows] == ["overdue", "coming up"]
    day = Today(MONDAY, "ben", tuple(rows), 3, 4, 0, 9, None)
    assert (lambda t: (len(t.rows), t.dealt, t.total))(without(day, {"p1"})) == (1, 4, 4)
    assert (lambda t: (len(t.rows), t.dealt, t.total))(without(day, {"p2"})) == (1, 4, 5)
    assert without(day, {"p9"}) == day


def test_groups_stand_in_their_order() -> None:
    assert GROUPS == ("flagged", "overdue", "due today", "coming up", "worth a word", "half typed")


def test_what_is_counted() -> None:
    assert counted(ordered) == 1 + 6 + 1 + 2
    assert counted([]) == 0


@given(st.lists(st.integers(-30, 30), min_size=1, max_size=6))
def test_every_row_is_worth_what_ending_it_well_would_add(hours: list[int]) -> None:
    things = [promise(n, NINE + h * 6 * HOUR) for n, h in enumerate(hours, 1)]
    case = case_of(*things, Wait(50, 0, NINE - 9 * DAY), follow_up(60, NINE - DAY))
    found = open_rows(case, NINE, BOOK)
    assert len(found) == len(hours) + 2
    by_id = {i.id: i for i in case.parts.open}
    for r in found:
        assert r.points == points(case.parts, by_id[r.id], NINE, "b", BOOK)
    assert found == in_order(found)


def test_only_waits_are_waited_for() -> None:
    (r,) = rows_of(promise(1, workdays(1)))
    assert (r.waited, r.waited_wall, r.target, r.pings, r.last_ping, r.moves) == (0, 0, 0, 0, None, 0)
    assert (r.silent, r.cadence, r.day_alone) == (0, 0, True)
    (kind,) = rows_of(Kindness(9, NINE, "praise", "they told everybody", "Lena"))
    assert (kind.late, kind.due, kind.by) == (0, None, None)
    (waiting,) = rows_of(Wait(7, 0, NINE))
    assert not waiting.day_alone


def test_a_row_shows_how_the_relationship_stands() -> None:
    case = case_of(promise(1, NINE - 20 * DAY))
    (r,) = open_rows(case, NINE, BOOK)
    assert r.score == sums(case.parts, NINE, "b", BOOK).score
    assert (r.grade, r.who, r.relationship, r.owner, r.day) == ("?", "Acme", 1, "ana", WORKDAY)


# whose


def test_a_row_is_its_authors_else_the_owners() -> None:
    kindness = Kindness(9, NINE, "praise", "they told everybody", "Lena")
    late = NINE - 20 * DAY
    found = rows_of(promise(1, late), promise(2, late, by_us=False), follow_up(3, late), Wait(4, 0, late), kindness)
    assert {r.id: of_whom(r) for r in found} == {"p1": "ben", "p2": "ana", "f3": "mira", "w4": "ana", "i9": "ana"}
    silent = silence_row(case_of(now=NINE, touched=NINE - 99 * DAY), NINE, BOOK)
    assert silent is not None
    assert of_whom(silent) == "ana"


# worth a word


def test_a_kindness_is_worth_the_thanks() -> None:
    case = case_of(Kindness(9, NINE - DAY, "referral", "they sent us Otto", "Lena"), promise(1, workdays(20)))
    thanks = next(r for r in open_rows(case, NINE, BOOK) if r.kind == "thanks")
    assert (thanks.id, thanks.group, thanks.due, thanks.what) == ("i9", "worth a word", None, "they sent us Otto")
    assert thanks.points > 0


def test_silence_is_past_the_cadence() -> None:
    for tier, cadence in (("a", 14), ("b", 30), ("c", 90)):
        case = case_of(now=NINE, touched=NINE - cadence * DAY)
        case = replace(case, relationship=replace(PEOPLE, tier=tier))  # type: ignore[arg-type]
        assert silence_row(case, NINE, BOOK) is None
        silent = silence_row(case, NINE + 1, BOOK)
        assert silent is not None
        assert (silent.id, silent.kind, silent.group) == ("r1", "silence", "worth a word")
        assert (silent.silent, silent.cadence, silent.due) == (cadence * DAY + 1, cadence, None)
        assert silent.points > 0


def test_without_any_touch_nobody_is_silent() -> None:
    case = replace(case_of(), parts=parts((), (), NINE, BOOK))
    assert silence_row(case, NINE + 999 * DAY, BOOK) is None


def test_the_most_silent_are_of_tier_a_then_longest_past_in_cadences() -> None:
    found = [
        Silent(ident, tier, NINE - days * DAY, asleep=False)
        for ident, tier, days in ((1, "a", 15), (2, "b", 90), (3, "b", 60), (4, "c", 270), (5, "c", 200))
    ]
    assert [each.relationship for each in most_silent(reversed(found), NINE, BOOK)] == [1, 2, 3, 4, 5]
    assert MOST_SILENT == 5


# stages


def test_dormant_is_active_untouched_for_180_days_with_nothing_open() -> None:
    for since, touched in ((0, NINE), (NINE, None)):
        someone = replace(PEOPLE, made_at=since)
        assert stage_of(someone, touched, False, NINE + 180 * DAY) == "dormant"
        assert stage_of(someone, touched, False, NINE + 180 * DAY - 1) == "active"
        assert stage_of(someone, touched, True, NINE + 180 * DAY) == "active"


@pytest.mark.parametrize("stage", ["prospect", "onboarding", "ended"])
def test_only_the_active_become_dormant(stage: str) -> None:
    other = replace(PEOPLE, stage=stage, ended_at=NINE if stage == "ended" else None)  # type: ignore[arg-type]
    assert stage_of(other, NINE, False, NINE + 999 * DAY) == stage


def test_before_its_end_a_relationship_was_active() -> None:
    ended = replace(PEOPLE, stage="ended", ended_at=NINE)
    assert stage_of(ended, NINE, False, NINE - 1) == "active"
    assert stage_of(ended, NINE - 181 * DAY, False, NINE - 1) == "dormant"
    assert stage_of(ended, NINE, False, NINE) == "ended"
