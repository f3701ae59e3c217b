"""Why a score is what it is: lines that add up (DESIGN 3.3)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from math import fsum, log

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st

from tests.domain.strategies import BOOK, HALF, NINE, OFFICE, WORKDAY, ended_items, open_items, workdays
from tui.domain.health import Parts, parts, sums
from tui.domain.ledger import ledger, losses, tenths
from tui.domain.model import DAY, MEASURES, Measure, Touch
from tui.domain.obligations import Item, is_late, quality
from tui.domain.views import LedgerLine

NOW = NINE + 35 * DAY


def item(measure: Measure, nth: float, late: float | None = 0.0, ident: int = 1, **more: object) -> Item:
    """An item due `nth` working days on, ended `late` halves after that; None leaves it open."""
    due = workdays(nth)
    ended = None if late is None else OFFICE.due(due, round(late * HALF))
    return Item(measure, f"{measure[0]}{ident}", due, due - DAY, HALF, ended=ended, **more)  # type: ignore[arg-type]


def told(items: list[Item], *touches: Touch, now: int = NOW) -> tuple[tuple[LedgerLine, ...], float]:
    """The ledger and what it explains, 100 - H."""
    known = parts(items, touches, now, BOOK)
    return ledger(items, known, now, "b", BOOK), 100 - sums(known, now, "b", BOOK).score


@given(ended_items(), open_items(), st.integers(0, 300), st.integers(0, 3))
@example([], [], 0, 0)
@example([item("promise", 2, 0.6, moves=3), item("promise", 1, 0, 2)], [], 200, 2)
@example([], [item("promise", 1, None, moves=6)], 0, 3)
def test_the_lines_add_up_to_what_is_lost(ended: list[Item], still: list[Item], silent: int, gestures: int) -> None:
    touches = [Touch(0, NOW - silent * DAY, "email", "in")]
    touches += [Touch(n, NOW - n * 9 * DAY, "call", "out", missed=True, gesture="thanks") for n in range(gestures)]
    lines, lost = told([*ended, *still], *touches)
    assert fsum(line.points for line in lines) == pytest.approx(lost, abs=1e-9)
    assert round(fsum(line.shown for line in lines), 1) == round(lost, 1)
    assert all(line.points > 0 and line.shown >= 0 for line in lines if line.kind != "warmth")
    assert all(abs(line.shown - line.points) < 0.1 for line in lines)
    assert [line.points for line in lines] == sorted((line.points for line in lines), reverse=True)
    assert len({line.id for line in lines}) == len(lines)
    event(f"{sum(line.kind == 'open' for line in lines)} open")


@given(ended_items(), open_items().filter(bool))
def test_an_open_line_for_everything_overdue_and_nothing_else(ended: list[Item], still: list[Item]) -> None:
    lines, _ = told([*ended, *still])
    overdue = {i.id: i for i in still if is_late(i, NOW, BOOK)}
    found = {line.id: line for line in lines if line.kind == "open"}
    assert found.keys() == overdue.keys()
    for ident, line in found.items():
        i = overdue[ident]
        assert (line.measure, line.count, line.late, line.moved) == (i.measure, 1, 1, i.moves)
        assert line.lateness == OFFICE.working(i.due, NOW)
        assert line.month == OFFICE.date_of(i.due).replace(day=1)


@given(ended_items())
def test_what_ended_is_one_line_a_measure_and_month(ended: list[Item]) -> None:
    lines = [line for line in told(ended)[0] if line.kind == "ended"]
    lost = [i for i in ended if quality(i, i.ended or 0, BOOK) < 1]
    months = {(i.measure, OFFICE.date_of(i.due).replace(day=1)) for i in lost}
    assert {(line.measure, line.month) for line in lines} == months
    for line in lines:
        own = [i for i in lost if (i.measure, OFFICE.date_of(i.due).replace(day=1)) == (line.measure, line.month)]
        late = sorted(OFFICE.working(i.due, i.ended or 0) for i in own if not i.failed)
        late = [seconds for seconds in late if seconds]
        failed = sum(i.failed for i in own)
        assert (line.count, line.late, line.failed) == (len(own), len(late), failed)
        assert line.moved == len(own) - len(late) - failed
        assert line.lateness == (late[(len(late) - 1) // 2] if late else 0)
        assert line.id == f"{line.measure}-{line.month:%Y-%m}"


def test_an_ended_line_weighs_its_items_by_age() -> None:
    """w*(1-x)*W*(100 + K/Z)/(1+N), w an item's weight."""
    items = [item("promise", 1, 1, 1), item("promise", 2, 0, 2), item("promise", 3, 2, 3)]
    known = parts(items, (), NOW, BOOK)
    s = sums(known, NOW, "b", BOOK)
    n = 1 + 0.95 + 0.95**2
    k = 60 * (0.40 / (1 + n) + 0.35 + 0.25)
    z = 0.25 + 0.40 * n / (n + 1)
    (line,) = [line for line in told(items)[0] if line.kind == "ended"]
    assert line.points == pytest.approx((0.95**2 * 0.5 + 0.75) * 0.40 * (100 + k / z) / (1 + n))
    (little,) = [line for line in told(items)[0] if line.kind == "little_evidence"]
    assert little.points == pytest.approx(20 * (0.40 / (1 + n) + 0.35 + 0.25) + 0.125 * k / z)
    assert s.z == pytest.approx(z)


def test_an_open_line_takes_its_share_of_the_debts() -> None:
    """100*W*e*(1-D)*ln d/ln D + K*R*(1-DD)*ln d/ln DD."""
    items = [item("reply", 1, None, 1), item("reply", 9, None, 2), item("promise", 5, None, 3)]
    s = sums(parts(items, (), NOW, BOOK), NOW, "b", BOOK)
    d = [1 - 0.55 * (1 - quality(i, NOW, BOOK)) for i in items]
    dd = d[0] * d[1] * d[2]
    found = {line.id: line.points for line in told(items)[0] if line.kind == "open"}
    e = 0.2 + 0.6 * 0.5 * dd
    own = 100 * 0.35 * e * (1 - d[0] * d[1]) * log(d[0]) / log(d[0] * d[1])
    assert found["r1"] == pytest.approx(own + 60 * 0.5 * (1 - dd) * log(d[0]) / log(dd))
    alone = 100 * 0.40 * e * (1 - d[2])
    assert found["p3"] == pytest.approx(alone + 60 * 0.5 * (1 - dd) * log(d[2]) / log(dd))
    assert found["r1"] > found["r2"]
    assert s.record == 0.5


def test_thousands_of_overdue_items_have_their_lines() -> None:
    items = [item("reply", n / 200, None, n) for n in range(3000)]
    lines, lost = told(items, now=NOW + 100 * DAY)
    assert sum(line.kind == "open" for line in lines) == 3000
    assert fsum(line.points for line in lines) == pytest.approx(lost, abs=1e-9)


def test_silence_and_warmth_have_a_line_each() -> None:
    items = [item(m, 1) for m in MEASURES]
    thanks = Touch(1, NOW - 50 * DAY, "email", "out", gesture="thanks")
    lines, _ = told(items, thanks)
    found = {line.kind: line.points for line in lines}
    assert found.keys() == {"little_evidence", "silence", "warmth"}
    assert found["silence"] > 0 > found["warmth"]
    s = sums(parts(items, [thanks], NOW, BOOK), NOW, "b", BOOK)
    assert found["silence"] == pytest.approx(s.base / s.silence * (1 - s.silence))
    assert found["warmth"] == pytest.approx(-(100 - s.base) * s.warmth)


def test_what_costs_nothing_has_no_line() -> None:
    lines, _ = told([item("promise", 1)], Touch(1, NOW, "email", "in"))
    assert [line.kind for line in lines] == ["little_evidence"]


def test_a_month_goes_by_the_due_and_not_by_the_end() -> None:
    january = Item("reply", "w1", NINE + 30 * DAY, NINE, WORKDAY, ended=NINE + 33 * DAY)
    (line,) = [line for line in told([january], now=NOW + 9 * DAY)[0] if line.kind == "ended"]
    assert line.month == date(2024, 1, 1)
    assert line.lateness == OFFICE.working(NINE + 30 * DAY, NINE + 33 * DAY)


def test_lateness_of_a_month_is_the_lower_median() -> None:
    for halves, middle in (((3, 1), 1), ((5, 1, 2), 2), ((1, 2, 4, 8), 2), ((5, 4, 3, 2, 1, 0), 3)):
        late = [item("reply", n / 9, each, n) for n, each in enumerate(halves)]
        (line,) = [line for line in told(late)[0] if line.kind == "ended"]
        assert line.lateness == middle * HALF


@given(st.lists(st.floats(-15, 60), max_size=12))
@example([0.05] * 3)
@example([0.35])
@example([33.35, 33.3, 33.3])
@example([])
def test_tenths_add_up(values: list[float]) -> None:
    shown = tenths(values, fsum(values))
    assert round(fsum(shown), 1) == round(fsum(values), 1)
    assert all(abs(seen - value) < 0.1 + 1e-9 for seen, value in zip(shown, values, strict=True))


def test_the_largest_remainder_is_rounded_up() -> None:
    assert tenths([1.04, 1.08, 1.08], 3.2) == [1.0, 1.1, 1.1]
    assert tenths([1.06, 1.06, 1.08], 3.2) == [1.1, 1.0, 1.1]
    assert tenths([-1.04, 3.02], 1.98) == [-1.0, 3.0]


def test_nothing_known_is_all_little_evidence() -> None:
    (line,) = ledger((), Parts(NOW), NOW, "b", BOOK)
    assert (line.kind, line.shown) == ("little_evidence", 50.0)
    assert line.points == pytest.approx(50)


@given(ended_items(), open_items())
def test_what_each_item_costs_adds_up_to_its_line(ended: list[Item], still: list[Item]) -> None:
    items = [replace(each, id=f"x{n}") for n, each in enumerate([*ended, *still])]
    known = parts(items, [], NOW, BOOK)
    lost = losses(items, known, NOW, "b", BOOK)
    measured: dict[str, list[float]] = defaultdict(list)
    for each in items:
        month = OFFICE.date_of(each.due)
        name = each.id if each.ended is None else f"{each.measure}-{month:%Y-%m}"
        measured[name].append(lost.get(each.id, 0.0))
    found = ledger(items, known, NOW, "b", BOOK)
    lines = {line.id: line.points for line in found if line.kind in ("open", "ended")}
    assert lines == pytest.approx({name: sum(points) for name, points in measured.items() if any(points)})
    assert all(points > 0 for points in lost.values())
