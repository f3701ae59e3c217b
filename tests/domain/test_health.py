"""Health: the worked examples of DESIGN 3.3, its properties, and the cases that broke earlier formulas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from math import inf, nextafter

import pytest
from hypothesis import assume, event, example, given
from hypothesis import strategies as st

from tests.domain.strategies import (
    BOOK,
    HALF,
    NINE,
    OFFICE,
    WORKDAY,
    an_ended_item,
    an_open_item,
    ended_items,
    every_day,
    open_items,
    workdays,
)
from tui.domain.health import (
    GRADES,
    Parts,
    gesture_points,
    grade,
    health,
    parts,
    points,
    raises_flag,
    sums,
    touch_points,
)
from tui.domain.model import (
    DAY,
    HOUR,
    MEASURES,
    FollowUp,
    Gesture,
    Instant,
    Measure,
    Promise,
    PromiseState,
    Renegotiation,
    Touch,
    Wait,
)
from tui.domain.obligations import (
    Item,
    follow_up_item,
    is_late,
    items_at,
    promise_item,
    quality,
    reply_item,
    standing,
)
from tui.domain.rules import RuleBook, Rules, TierTargets

NOW = NINE + 5 * 7 * DAY  # later than whatever the strategies end
ULPS = 1e-9


def item(measure: Measure, nth: float, late: float | None = 0.0, ident: int = 1, **more: object) -> Item:
    """An item due `nth` working days on, ended `late` halves after that; None leaves it open."""
    due = workdays(nth)
    ended = None if late is None else OFFICE.due(due, round(late * HALF))
    return Item(measure, f"{measure[0]}{ident}", due, due - DAY, HALF, ended=ended, **more)  # type: ignore[arg-type]


def score(items: list[Item], now: Instant, touches: tuple[Touch, ...] = (), book: RuleBook = BOOK) -> float:
    """H, also where none would be shown."""
    return sums(parts(items, touches, now, book), now, "b", book).score


def look(items: list[Item], now: Instant) -> tuple[float | None, str]:
    """Score to one decimal, and grade."""
    seen = health(parts(items, (), now, BOOK), now, "b", BOOK)
    return None if seen.score is None else round(seen.score, 1), seen.grade


def twenty(*measures: Measure, late: float = 0.0) -> list[Item]:
    """Twenty items of each measure, one a working day."""
    return [item(m, n, late, n) for m in measures for n in range(20)]


# worked examples: a half is 2 working days, 1 working day lies between items


def test_nothing_has_no_score() -> None:
    assert look([], NOW) == (None, "–")
    assert parts((), (), NOW, BOOK) == Parts(NOW)
    assert health(Parts(NOW), NOW, "b", BOOK).score is None
    assert sums(Parts(NOW), NOW, "b", BOOK).score == pytest.approx(50)


def test_one_kept_promise() -> None:
    assert look([item("promise", 1)], NOW) == (70.7, "?")


def test_one_broken_promise() -> None:
    assert look([item("promise", 1, 1, failed=True)], NOW) == (29.3, "?")


def test_twenty_replies_on_time_and_nothing_else() -> None:
    assert look(twenty("reply"), NOW) == (77.7, "B")


def test_twenty_replies_each_one_half_late() -> None:
    assert look(twenty("reply", late=1), NOW + 70 * DAY) == (50.0, "D")


def test_twenty_of_each_on_time() -> None:
    assert look(twenty(*MEASURES), NOW) == (98.1, "A")


def test_with_one_promise_five_halves_overdue_and_once_it_is_ended() -> None:
    late = item("promise", 20, None, 99)
    now = OFFICE.due(late.due, 5 * HALF)
    assert look([*twenty(*MEASURES), late], now) == (75.6, "B")
    assert look([*twenty(*MEASURES), replace(late, ended=now)], now) == (95.3, "A")


# the formula, written down once more


def by_hand(items: list[Item], now: Instant, last_touch: Instant | None, gestures: int, cadence: int) -> float:
    """H as DESIGN 3.3 puts it, from the quality of every item."""
    weights = {"promise": 0.40, "reply": 0.35, "follow_up": 0.25}
    s, n, debts = {}, {}, {}
    for m in weights:
        ended = [i for i in items if i.measure == m and i.ended is not None]
        xs = [(i.due, i.opened, i.half, worth(i, i.ended or 0)) for i in ended]
        newest_first = [x for *_, x in sorted(xs, reverse=True)]
        s[m] = sum(0.95**age * x for age, x in enumerate(newest_first))
        n[m] = sum(0.95**age for age in range(len(newest_first)))
        debts[m] = 1.0
        for i in items:
            if i.measure == m and i.ended is None and OFFICE.working(i.due, now) > 0:
                debts[m] *= 1 - 0.55 * (1 - worth(i, now))
    z = 0.25 + sum(weights[m] * n[m] / (n[m] + 1) for m in weights)
    record = (0.125 + sum(weights[m] * s[m] / (n[m] + 1) for m in weights)) / z
    prior = 0.2 + 0.6 * record * debts["promise"] * debts["reply"] * debts["follow_up"]
    days = 0 if last_touch is None else (now - last_touch) / 86_400
    silence = 1 - 0.3 * (1 - 2 ** -max(0, days / cadence - 1))
    base = 100 * silence * sum(weights[m] * (prior + s[m]) / (1 + n[m]) * debts[m] for m in weights)
    warmth = 0.15 * (1 - 2 ** (-gestures / 2)) if debts["promise"] == 1 else 0
    return base + (100 - base) * warmth


def worth(i: Item, at: Instant) -> float:
    """The quality of an item."""
    return 0.0 if i.failed else min(0.9**i.moves, 0.5 ** (OFFICE.working(i.due, at) / i.half))


@given(ended_items(), open_items(), st.integers(0, 500), st.sampled_from(("a", "b", "c")), st.integers(0, 3))
def test_the_score_is_the_formula(
    ended: list[Item], still: list[Item], days: int, tier: str, gestures: int
) -> None:
    items, touched = [*ended, *still], NOW - days * DAY
    thanks = [Touch(n, NOW - n * 14 * DAY, "note", "out", gesture="thanks", missed=True) for n in range(gestures)]
    known = parts(items, [Touch(9, touched, "email", "in"), *thanks], NOW, BOOK)
    cadence = {"a": 14, "b": 30, "c": 90}[tier]
    assert sums(known, NOW, tier, BOOK).score == pytest.approx(  # type: ignore[arg-type]
        by_hand(items, NOW, touched, gestures, cadence), abs=1e-9
    )


@given(ended_items(), open_items())
def test_without_a_touch_there_is_no_silence(ended: list[Item], still: list[Item]) -> None:
    assert score([*ended, *still], NOW) == pytest.approx(by_hand([*ended, *still], NOW, None, 0, 30), abs=1e-9)


# properties

LATER = st.integers(0, 400).map(lambda hours: hours * HOUR)
BROKE_BEFORE: tuple[list[Item], list[Item]] = (
    [item("promise", 1, 0.6, 1), item("promise", 2, 0.1, 2, failed=True)],
    [],
)
SIX_MOVES: tuple[list[Item], list[Item]] = ([], [item("promise", 1, None, 1, moves=6)])
OLD_MAILBOX: tuple[list[Item], list[Item]] = (
    [item("reply", n, 0, n) for n in range(40)] + [item("reply", -n, 9, 100 + n, failed=True) for n in range(1, 9)],
    [],
)
histories = st.tuples(ended_items(), open_items())


@given(histories, LATER)
@example(BROKE_BEFORE, 0)
@example(SIX_MOVES, HOUR)
@example(OLD_MAILBOX, 0)
def test_a_score_lies_between_0_and_100(history: tuple[list[Item], list[Item]], later: int) -> None:
    assert 0 <= score([*history[0], *history[1]], NOW + later) <= 100


@given(histories, st.lists(st.integers(0, 100 * DAY), max_size=3), LATER, LATER)
@example(SIX_MOVES, [], 0, HOUR)
@example(([], [item("promise", 4 + 5, None)]), [0], 0, 60)
def test_time_alone_never_heals(
    history: tuple[list[Item], list[Item]], gestures: list[int], sooner: int, later: int
) -> None:
    touches = [Touch(n, NOW - ago, "email", "out", gesture="thanks") for n, ago in enumerate(gestures)]
    known = parts([*history[0], *history[1]], touches, NOW, BOOK)
    before = sums(known, NOW + sooner, "a", BOOK).score
    assert sums(known, NOW + sooner + later, "a", BOOK).score <= before + ULPS


@given(histories, an_open_item(), LATER)
@example(SIX_MOVES, item("promise", 1, None, 1, moves=6), 0)
@example(BROKE_BEFORE, item("promise", 3, None, 9, moves=6), 60)
@example(([], []), item("reply", -3, None, 9), 0)
def test_ending_what_is_overdue_never_lowers(
    history: tuple[list[Item], list[Item]], late: Item, later: int
) -> None:
    now = max(NOW, OFFICE.due(late.due, 1)) + later
    items = [i for i in (*history[0], *history[1]) if i.id != late.id]
    assume(is_late(late, now, BOOK))
    assert score([*items, replace(late, ended=now)], now) >= score([*items, late], now) - ULPS


@given(histories, an_ended_item())
@example(BROKE_BEFORE, item("promise", 3))
@example(OLD_MAILBOX, item("reply", -20))
def test_what_was_kept_on_time_never_lowers(history: tuple[list[Item], list[Item]], kept: Item) -> None:
    items = [*history[0], *history[1]]
    on_time = replace(kept, moves=0, ended=kept.due, failed=False)
    assert score([*items, on_time], NOW) >= score(items, NOW) - ULPS


@given(histories, an_ended_item())
@example(OLD_MAILBOX, item("reply", -20, 3, failed=True))
@example(BROKE_BEFORE, item("promise", 0, 3, failed=True))
def test_what_was_broken_never_raises(history: tuple[list[Item], list[Item]], broken: Item) -> None:
    items = [*history[0], *history[1]]
    assert score([*items, replace(broken, failed=True)], NOW) <= score(items, NOW) + ULPS


@given(histories, an_ended_item(), st.integers(0, 40), st.integers(0, 40))
@example(([item("promise", 2, 0.1, 2, failed=True)], []), item("promise", 1, 0.6, 1), 5, 3)
def test_faster_is_never_worse(
    history: tuple[list[Item], list[Item]], answered: Item, hours: int, sooner: int
) -> None:
    """A answered 3 h earlier, before B broke, was worse by an earlier formula."""
    items = [*history[0], *history[1]]
    slow = replace(answered, ended=answered.due + (hours + sooner) * HOUR)
    fast = replace(answered, ended=answered.due + hours * HOUR)
    assert score([*items, fast], NOW) >= score([*items, slow], NOW) - ULPS


@given(histories, an_open_item())
@example(([], []), item("reply", 0, None, 9))
@example(SIX_MOVES, item("promise", 1, None, 9))
def test_one_more_overdue_never_raises(history: tuple[list[Item], list[Item]], late: Item) -> None:
    items = [*history[0], *history[1]]
    now = max(NOW, OFFICE.due(late.due, 1))
    assert score([*items, late], now) <= score(items, now) + ULPS


@given(histories, st.data())
@example(OLD_MAILBOX, None)
def test_the_order_of_the_input_changes_no_bit(
    history: tuple[list[Item], list[Item]], data: st.DataObject | None
) -> None:
    items = [*history[0], *history[1]]
    touches = [Touch(n, NOW - n * 9 * DAY, "email", "out", gesture="thanks") for n in range(4)]
    shuffled = items[::-1] if data is None else data.draw(st.permutations(items))
    one, other = parts(items, touches, NOW, BOOK), parts(shuffled, touches[::-1], NOW, BOOK)
    assert one == other
    assert sums(one, NOW, "b", BOOK) == sums(other, NOW, "b", BOOK)


def test_order_counts_to_the_last_bit() -> None:
    """Evidence and debts whose sums and products come out differently the other way round."""
    ended = [item("reply", n, late, n) for n, late in enumerate((0.1, 0.7, 1.3, 2.9, 0.3, 0.2))]
    still = [item("reply", n / 7, None, 50 + n) for n in range(1, 9)]
    expected = sums(parts([*ended, *still], (), NOW, BOOK), NOW, "b", BOOK)
    s = n = 0.0
    for i in ended:
        s, n = worth(i, i.ended or 0) + 0.95 * s, 1 + 0.95 * n
    assert (expected.s[1], expected.n[1]) == (s, n)
    d = 1.0
    for i in still:
        d *= 1 - 0.55 * (1 - float(min(0.9**i.moves, 2 ** (-OFFICE.working(i.due, NOW) / i.half))))
    assert expected.debt[1] == d


def test_equal_dues_fold_by_opening_half_and_quality() -> None:
    due, hours = workdays(3), HOUR
    ordered = [
        Item("reply", "w4", due, due - 3 * hours, HALF, ended=due + 40 * hours),
        Item("reply", "w3", due, due - 2 * hours, WORKDAY, ended=due),
        Item("reply", "w2", due, due - 2 * hours, HALF, ended=due + 50 * hours),
        Item("reply", "w1", due, due - 2 * hours, HALF, ended=due),
    ]
    s = 0.0
    for i in ordered:
        s = worth(i, i.ended or 0) + 0.95 * s
    for shuffled in (ordered, ordered[::-1], [ordered[n] for n in (2, 0, 3, 1)]):
        assert sums(parts(shuffled, (), NOW, BOOK), NOW, "b", BOOK).s[1] == s


@given(ended_items(), open_items())
@example([], [item("promise", 1, None)])
def test_a_gesture_buys_nothing_while_a_promise_is_overdue(ended: list[Item], still: list[Item]) -> None:
    items = [*ended, *still, item("promise", 2, None, 77)]
    touched = Touch(1, NOW, "email", "out")
    assert score(items, NOW, (touched._replace(gesture="thanks"),)) == score(items, NOW, (touched,))


@given(histories, an_open_item(), st.integers(0, 400))
@example(([], []), item("promise", 1, None, 9), 0)
@example((twenty(*MEASURES), []), item("promise", 20, None, 99), 0)
def test_admitting_a_promise_is_never_worse_than_hiding_it(
    history: tuple[list[Item], list[Item]], hidden: Item, hours: int
) -> None:
    hidden = replace(hidden, measure="promise", half=HALF)
    now = max(NOW, OFFICE.due(hidden.due, 7 * WORKDAY)) + hours * HOUR
    items = [*history[0], *history[1]]
    assert OFFICE.working(hidden.due, now) >= 3.5 * HALF
    assert score([*items, replace(hidden, ended=now, failed=True)], now) >= score([*items, hidden], now) - ULPS


def test_an_old_unanswered_mailbox_counts_as_old() -> None:
    good = [item("reply", 100 + n, 0, n) for n in range(40)]
    unanswered = [item("reply", n, 10, 100 + n, failed=True) for n in range(20)]
    now = workdays(160)
    assert score([*good, *unanswered], now) > 0.8 * score(good, now)
    as_if_new = [replace(i, due=i.due + 2 * 365 * DAY) for i in unanswered]
    assert score([*good, *as_if_new], now) < 0.6 * score(good, now)


def test_what_is_owed_later_counts_more_whenever_it_was_opened_or_ended() -> None:
    """An earlier formula went by when it ended, or was booked."""
    good, bad = item("promise", 9, 0, 1), item("promise", 5, 0, 2, failed=True)
    expected = score([good, bad], NOW)
    assert score([replace(good, opened=NINE - 90 * DAY), bad], NOW) == expected
    assert score([good, replace(bad, ended=NOW)], NOW) == expected
    assert score([replace(good, due=bad.due, ended=bad.due), replace(bad, due=good.due)], NOW) < expected


def test_due_on_friday_evening_is_not_late_on_saturday() -> None:
    due = workdays(5)
    friday = Item("promise", "p1", due, NINE, HALF)
    saturday, monday = due + DAY, NINE + 7 * DAY
    assert health(parts([friday], (), saturday, BOOK), saturday, "b", BOOK).score is None
    assert health(parts([friday], (), monday, BOOK), monday, "b", BOOK).score is None
    assert health(parts([friday], (), monday + 1, BOOK), monday + 1, "b", BOOK).score is not None
    assert quality(replace(friday, ended=saturday), saturday, BOOK) == 1.0


# parts


@given(histories, st.lists(st.integers(0, 120 * DAY), max_size=4), LATER)
@example(OLD_MAILBOX, [89 * DAY, 90 * DAY], 3 * HOUR)
@example(SIX_MOVES, [], 300 * HOUR)
def test_parts_serve_at_any_later_moment_to_the_last_bit(
    history: tuple[list[Item], list[Item]], gestures: list[int], later: int
) -> None:
    items, now = [*history[0], *history[1]], NOW + later
    touches = [Touch(n, NOW - ago, "email", "out", gesture="extra_mile") for n, ago in enumerate(gestures)]
    kept, fresh = parts(items, touches, NOW, BOOK), parts(items, touches, now, BOOK)
    assert sums(kept, now, "c", BOOK) == sums(fresh, now, "c", BOOK)
    assert health(kept, now, "c", BOOK) == health(fresh, now, "c", BOOK)
    for still in kept.open:
        assert points(kept, still, now, "c", BOOK) == points(fresh, still, now, "c", BOOK)


@given(ended_items(), open_items().filter(bool), LATER)
@example([item("promise", 2, 0, 3), item("promise", 1, 4, 4)], [item("promise", 2, None, 9)], 0)
def test_points_are_the_formula_twice(ended: list[Item], still: list[Item], later: int) -> None:
    now, one = NOW + later, still[0]
    touches = (Touch(1, NOW - 80 * DAY, "email", "in"),)
    answered = (*touches, Touch(2, now, "email", "out")) if one.measure == "reply" else touches
    ended_well = [*ended, replace(one, ended=now), *still[1:]]
    after, before = score(ended_well, now, answered), score([*ended, *still], now, touches)
    known = parts([*ended, *still], touches, NOW, BOOK)
    event("worth something" if after > before else "worth nothing")
    assert points(known, one, now, "b", BOOK) == max(0.0, after - before)


def test_points_of_the_moved_go_by_their_moves() -> None:
    plain, moved = item("promise", 1, None, 1), item("promise", 1, None, 1, moves=6)
    early = workdays(0)
    kept_early = points(parts([plain], (), early, BOOK), plain, early, "b", BOOK)
    assert kept_early == pytest.approx(70.7 - 50, abs=0.05)
    assert points(parts([moved], (), early, BOOK), moved, early, "b", BOOK) < kept_early
    assert points(parts([moved], (), NOW, BOOK), moved, NOW, "b", BOOK) > 0


@given(histories, st.integers(0, 300))
def test_a_word_of_thanks_and_a_touch_are_the_formula_twice(
    history: tuple[list[Item], list[Item]], days: int
) -> None:
    items = [*history[0], *history[1]]
    before = (Touch(1, NOW - days * DAY, "email", "in"),)
    known = parts(items, before, NOW, BOOK)
    touched = Touch(2, NOW, "email", "out")
    now_at = score(items, NOW, before)
    assert touch_points(known, NOW, "b", BOOK) == max(0.0, score(items, NOW, (*before, touched)) - now_at)
    thanked = (*before, touched._replace(gesture="thanks"))
    assert gesture_points(known, NOW, "b", BOOK) == max(0.0, score(items, NOW, thanked) - now_at)


# quality


def test_quality_is_halved_with_every_half() -> None:
    late = item("promise", 1, None)
    for halves, x in ((0, 1.0), (1, 0.5), (2, 0.25), (3.5, 2**-3.5)):
        assert quality(late, OFFICE.due(late.due, round(halves * HALF)), BOOK) == x
    assert quality(replace(late, failed=True), late.due, BOOK) == 0


def test_moves_cap_the_quality_and_do_not_add_to_lateness() -> None:
    moved = item("promise", 1, None, moves=2)
    assert quality(moved, moved.due, BOOK) == 0.9**2
    assert quality(moved, OFFICE.due(moved.due, HALF), BOOK) == 0.5


# obligations


def promise(
    due: Instant, state: PromiseState = "open", ended: Instant | None = None, *moves: Renegotiation, us: bool = True
) -> Promise:
    """A promise made on a Monday at nine."""
    return Promise(1, 1, us, "ana", "the plans", NINE, due, True, moves, state, ended)


def test_a_renegotiation_agreed_in_time_moves_the_due() -> None:
    first, second = workdays(3), workdays(6)
    in_time = Renegotiation(workdays(3), first, second, agreed=True)
    assert standing(promise(first, "open", None, in_time), workdays(9), BOOK) == (second, 1)
    assert standing(promise(first, "open", None, in_time), in_time.at - 1, BOOK) == (first, 0)
    for void in (replace(in_time, agreed=False), replace(in_time, at=workdays(3.5))):
        assert standing(promise(first, "open", None, void), workdays(9), BOOK) == (first, 0)


def test_a_second_move_is_agreed_before_the_due_that_then_stood() -> None:
    one = Renegotiation(workdays(2), workdays(3), workdays(6), agreed=True)
    two = Renegotiation(workdays(5), workdays(6), workdays(8), agreed=True)
    late = Renegotiation(workdays(8.5), workdays(8), workdays(9), agreed=True)
    moved = promise(workdays(3), "open", None, late, two, one)
    assert standing(moved, workdays(20), BOOK) == (workdays(8), 2)
    assert standing(moved, workdays(4), BOOK) == (workdays(6), 1)
    refused = promise(workdays(3), "open", None, replace(one, agreed=False), two)
    assert standing(refused, workdays(20), BOOK) == (workdays(3), 0)


def test_a_move_after_the_end_is_none() -> None:
    later = Renegotiation(workdays(2), workdays(3), workdays(6), agreed=True)
    kept = promise(workdays(3), "kept", workdays(1), later)
    assert promise_item(kept, workdays(9), BOOK) == Item(
        "promise", "p1", workdays(3), NINE, HALF, 0, workdays(1), False
    )


def test_a_promise_before_during_and_after() -> None:
    broken = promise(workdays(3), "broken", workdays(5))
    assert promise_item(broken, NINE - 1, BOOK) is None
    still = promise_item(broken, workdays(5) - 1, BOOK)
    assert still == Item("promise", "p1", workdays(3), NINE, HALF)
    assert promise_item(broken, workdays(5), BOOK) == replace(still, ended=workdays(5), failed=True)
    assert promise_item(promise(workdays(3), us=False), workdays(9), BOOK) is None


def test_withdrawn_in_time_is_no_evidence_and_later_keeps_what_it_had() -> None:
    assert promise_item(promise(workdays(3), "withdrawn", workdays(3)), workdays(9), BOOK) is None
    late = promise_item(promise(workdays(3), "withdrawn", workdays(5)), workdays(9), BOOK)
    assert late is not None
    assert (late.failed, quality(late, workdays(5), BOOK)) == (False, 0.5)


def follow_up(state: str, ended: Instant | None) -> FollowUp:
    """A follow-up due after three working days."""
    return FollowUp(4, 1, "ana", "ask", NINE, workdays(3), True, state, ended)  # type: ignore[arg-type]


def test_a_follow_up_has_a_half_of_three_working_days() -> None:
    done = follow_up_item(follow_up("done", workdays(6)), workdays(9), BOOK)
    assert done == Item("follow_up", "f4", workdays(3), NINE, 3 * WORKDAY, 0, workdays(6))
    assert quality(done, workdays(6), BOOK) == 0.5
    assert follow_up_item(follow_up("done", workdays(6)), workdays(5), BOOK) == replace(done, ended=None)
    assert follow_up_item(follow_up("open", None), NINE - 1, BOOK) is None


def test_a_follow_up_skipped_in_time_is_no_evidence() -> None:
    assert follow_up_item(follow_up("skipped", workdays(3)), workdays(9), BOOK) is None
    late = follow_up_item(follow_up("skipped", workdays(6)), workdays(9), BOOK)
    assert late is not None
    assert quality(late, workdays(6), BOOK) == 0.5


def test_waived_is_no_evidence_and_given_up_is_none_kept() -> None:
    waited = Wait(7, 0, NINE, state="given_up", ended=workdays(20))
    lost = reply_item(waited, "b", BOOK)
    assert lost is not None
    assert (lost.failed, quality(lost, workdays(20), BOOK)) == (True, 0.0)
    assert items_at(workdays(30), "b", [waited._replace(state="waived")], (), (), BOOK) == []
    (open_then,) = items_at(workdays(19), "b", [waited._replace(state="waived")], (), (), BOOK)
    assert open_then.ended is None


def test_an_item_goes_by_the_rules_of_when_it_was_opened() -> None:
    new = Rules(
        calendar=every_day((0, 1440)),
        tiers={"a": TierTargets(HOUR, 1), "b": TierTargets(HOUR, 1), "c": TierTargets(HOUR, 1)},
        promise_half=5,
    )
    turn = date(2024, 1, 10)
    book = RuleBook(((date(2020, 1, 1), Rules()), (turn, new)))
    change = new.calendar.midnight(turn)
    before, after = reply_item(Wait(1, 0, NINE), "b", book), reply_item(Wait(2, 0, change), "b", book)
    assert before is not None and after is not None
    assert (before.half, before.due) == (WORKDAY, workdays(1))
    assert (after.half, after.due) == (HOUR, change + HOUR)
    saturday = NINE + 12 * DAY
    assert is_late(replace(before, due=saturday - DAY + 8 * HOUR), saturday, book) is False
    assert is_late(after, saturday, book)
    old_one = promise_item(promise(workdays(15)), saturday, book)
    new_one = promise_item(replace(promise(workdays(15)), made_at=change), saturday, book)
    assert old_one is not None and new_one is not None
    assert (old_one.half, new_one.half) == (2 * WORKDAY, 5 * DAY)


def test_weights_and_cadence_are_those_in_force_when_one_looks() -> None:
    other = Rules(weights={"promise": 0.1, "reply": 0.1, "follow_up": 0.8})
    book = RuleBook(((date(2020, 1, 1), Rules()), (date(2024, 6, 1), other)))
    known = parts([item("promise", 1)], (), NOW, book)
    later = NOW + 365 * DAY
    assert sums(known, NOW, "b", book).weights == (0.40, 0.35, 0.25)
    assert sums(known, later, "b", book).weights == (0.1, 0.1, 0.8)
    assert sums(known, NOW, "b", book, by=later).weights == (0.1, 0.1, 0.8)
    assert health(known, NOW, "b", book, by=later).score == sums(known, NOW, "b", book, by=later).score


# grade, coverage, flag


def test_grades_begin_at_their_borders() -> None:
    for least, letter in GRADES:
        assert grade(least) == letter
        assert grade(nextafter(least, inf)) == letter
        assert grade(nextafter(least, -inf)) != letter
    assert [grade(s) for s in (100, 85, 84.999, 70, 69.999, 55, 54.999, 40, 39.999, 0)] == list("AABBCCDDFF")


def test_fewer_than_three_ended_or_overdue_have_no_grade() -> None:
    ended = [item("reply", 1, 0, 1), item("promise", 1, 0, 1)]
    to_come = item("reply", 400, None, 9)
    assert look([*ended, to_come], NOW)[1] == "?"
    assert look([*ended, item("follow_up", 1, None, 3)], NOW)[1] != "?"
    assert look([to_come], NOW) == (None, "–")


@pytest.mark.parametrize("measures", list(product((False, True), repeat=3)))
def test_coverage_is_what_has_an_item_ended_or_overdue(measures: tuple[bool, ...]) -> None:
    wanted = {m for m, wants in zip(MEASURES, measures, strict=True) if wants}
    for late in (0.0, None):
        known = parts([item(m, 1, late) for m in wanted], (), NOW, BOOK)
        assert health(known, NOW, "b", BOOK).coverage == wanted
    to_come = parts([item(m, 400, None) for m in wanted], (), NOW, BOOK)
    assert health(to_come, NOW, "b", BOOK).coverage == set()


@pytest.mark.parametrize("measure", MEASURES)
def test_the_flag_is_for_more_than_two_halves(measure: Measure) -> None:
    late = item(measure, 1, None)
    at_two = OFFICE.due(late.due, 2 * HALF)
    assert not raises_flag(late, at_two, BOOK)
    a_second_more = OFFICE.due(late.due, 2 * HALF + 1)
    assert raises_flag(late, a_second_more, BOOK) == (measure != "follow_up")
    seen = health(parts([late], (), NINE, BOOK), a_second_more, "b", BOOK)
    assert seen.flagged == (() if measure == "follow_up" else (late.id,))


def test_a_wait_is_flagged_past_three_times_its_target() -> None:
    wait = reply_item(Wait(5, 0, NINE), "b", BOOK)
    assert wait is not None
    assert not raises_flag(wait, workdays(3), BOOK)
    assert raises_flag(wait, OFFICE.due(NINE, 3 * WORKDAY + 1), BOOK)


# silence and warmth


def silence(days: float, tier: str = "b") -> float:
    """q so many days after the last touch."""
    known = replace(Parts(NOW), last_touch=NOW)
    return sums(known, NOW + round(days * DAY), tier, BOOK).silence  # type: ignore[arg-type]


def test_silence_begins_at_the_cadence_in_calendar_days() -> None:
    for tier, cadence in (("a", 14), ("b", 30), ("c", 90)):
        assert silence(cadence, tier) == 1.0
        assert silence(cadence + 0.001, tier) < 1.0
        assert silence(2 * cadence, tier) == pytest.approx(0.85)
        assert silence(3 * cadence, tier) == pytest.approx(1 - 0.3 * 0.75)
    assert silence(10**6) == pytest.approx(0.7)
    assert sums(Parts(NOW), NOW, "a", BOOK).silence == 1.0


def test_any_countable_interaction_that_is_not_missed_is_a_touch() -> None:
    long_ago = Touch(1, NOW - 50 * DAY, "email", "in")
    for last in (Touch(2, NOW, "email", "in"), Touch(2, NOW, "letter", "out"), Touch(2, NOW, "meeting", "both")):
        assert parts((), [last, long_ago], NOW, BOOK).last_touch == NOW
        for none in (last._replace(missed=True), last._replace(countable=False), last._replace(at=NOW + 1)):
            assert parts((), [long_ago, none], NOW, BOOK).last_touch == long_ago.at


def warmth(*gestures: tuple[Instant, Gesture], now: Instant = NOW) -> float:
    """g with such gestures."""
    touches = [Touch(n, at, "email", "out", gesture=kind) for n, (at, kind) in enumerate(gestures)]
    return sums(parts((), touches, now, BOOK), now, "b", BOOK).warmth


def test_warmth_grows_with_gestures() -> None:
    assert warmth() == 0
    assert [warmth(*[(NOW - n * 7 * DAY, "thanks") for n in range(k)]) for k in (1, 2, 4)] == pytest.approx(
        [0.15 * (1 - 2**-0.5), 0.075, 0.1125]
    )


def test_one_gesture_of_a_kind_counts_per_iso_week() -> None:
    monday = NINE + 14 * DAY
    once = warmth((monday, "thanks"))
    assert warmth((monday, "thanks"), (monday + 6 * DAY, "thanks")) == once
    assert warmth((monday, "thanks"), (monday + 7 * DAY, "thanks")) > once
    assert warmth((monday, "thanks"), (monday, "extra_mile")) == warmth((monday, "thanks"), (NOW, "thanks"))


def test_a_week_across_new_year_is_one() -> None:
    new_years_eve = NINE + 365 * DAY  # a Tuesday
    now = new_years_eve + 20 * DAY
    once = warmth((new_years_eve, "thanks"), now=now)
    assert warmth((new_years_eve, "thanks"), (new_years_eve + 2 * DAY, "thanks"), now=now) == once > 0


def test_weeks_go_by_the_team_calendar() -> None:
    sunday_evening = NINE - 10 * HOUR  # 23:00 UTC, already Monday in Kolkata
    gestures = ((sunday_evening, "thanks"), (NINE, "thanks"))
    kolkata = RuleBook.of(Rules(calendar=every_day((540, 1020), zone="Asia/Kolkata")))
    touches = [Touch(n, t, "email", "out", gesture="thanks") for n, (t, _) in enumerate(gestures)]
    there = sums(parts((), touches, NOW, kolkata), NOW, "b", kolkata).warmth
    assert warmth(*gestures) > there == warmth((NINE, "thanks"))  # type: ignore[arg-type]


def test_a_gesture_warms_for_ninety_days() -> None:
    thanked = NOW - 90 * DAY
    assert warmth((thanked + 1, "thanks")) > 0
    assert warmth((thanked, "thanks")) == 0
    kept = parts((), [Touch(1, thanked + 1, "email", "out", gesture="thanks")], NOW, BOOK)
    assert sums(kept, NOW + 1, "b", BOOK).warmth == 0


def test_gestures_are_ours_and_countable() -> None:
    for none in (
        Touch(1, NOW, "email", "in", gesture="thanks"),
        Touch(1, NOW, "email", "out", gesture="thanks", countable=False),
        Touch(1, NOW, "email", "out"),
        Touch(1, NOW + 1, "email", "out", gesture="thanks"),
    ):
        assert parts((), [none], NOW, BOOK).gestures == ()
    assert parts((), [Touch(1, NOW, "meeting", "both", gesture="extra_mile")], NOW, BOOK).gestures


def test_warmth_ends_with_the_first_second_that_a_promise_is_overdue() -> None:
    owed = item("promise", 1, None)
    known = parts([owed], [Touch(1, NINE, "email", "out", gesture="thanks")], NINE, BOOK)
    assert sums(known, owed.due, "b", BOOK).warmth > 0
    assert sums(known, OFFICE.due(owed.due, 1), "b", BOOK).warmth == 0
    waiting = parts([item("reply", 1, None)], [Touch(1, NINE, "email", "out", gesture="thanks")], NINE, BOOK)
    assert sums(waiting, NOW, "b", BOOK).warmth > 0
