"""Why a score is what it is: lines that sum to 100 - H (DESIGN 3.3)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tui.domain.health import FADE, PRIOR_LOW, PRIOR_SPAN, UNKNOWN_GOOD, Parts, Sums, item_debt, sums
from tui.domain.model import MEASURES, Instant, Measure, Tier
from tui.domain.obligations import Item, is_late, quality
from tui.domain.rules import RuleBook
from tui.domain.views import LedgerLine

Weighed = list[tuple[Item, float, float]]
"""Items with their weight (FADE to the power of how many newer ones there are) and their x."""


def ledger(items: Sequence[Item], known: Parts, now: Instant, tier: Tier, book: RuleBook) -> tuple[LedgerLine, ...]:
    """The lines, most points lost first; `items` as they stand at `now`, `known` their parts.

    Items of one measure and month that ended are one line. Lines that cost nothing are left out.
    """
    s = sums(known, now, tier, book)
    k = _through_prior(s)
    lines = [
        *_ended_lines(items, s, k, book),
        *_open_lines(known.open, s, k, now, book),
        _little_evidence(s, k),
        LedgerLine("silence", "silence", None, _without_silence(s) * (1 - s.silence)),
        LedgerLine("warmth", "warmth", None, -(100 - s.base) * s.warmth),
    ]
    lines = [line for line in lines if line.points]
    lines.sort(key=lambda line: (-line.points, line.id))
    shown = tenths([line.points for line in lines], 100 - s.score)
    return tuple(replace(line, shown=value) for line, value in zip(lines, shown, strict=True))


def losses(items: Sequence[Item], known: Parts, now: Instant, tier: Tier, book: RuleBook) -> dict[str, float]:
    """The points that each item costs, by its id; arguments and arithmetic as in `ledger`.

    The items of a line add up to its points. Items that cost nothing are left out.
    """
    s = sums(known, now, tier, book)
    k = _through_prior(s)
    lost = {line.id: line.points for line in _open_lines(known.open, s, k, now, book)}
    for at, measure in enumerate(MEASURES):
        each = _of_one(s, k, at)
        lost |= {item.id: weight * (1 - x) * each for item, weight, x in _weighed(items, measure, book)}
    return {ident: points for ident, points in lost.items() if points}


def tenths(values: Sequence[float], whole: float) -> list[float]:
    """Values to one decimal so that they add up to `whole`, their sum, to one decimal (largest remainder)."""
    total = round(10 * round(whole, 1))
    floors = [math.floor(10 * value) for value in values]
    order = sorted(range(len(values)), key=lambda i: (floors[i] - 10 * values[i], i))
    for i in order[: total - sum(floors)]:
        floors[i] += 1
    return [floor / 10 for floor in floors]


def _through_prior(s: Sums) -> float:
    """The points that hang on the record as a whole, which every measure begins from."""
    return sum(100 * PRIOR_SPAN * w / (1 + n) for w, n in zip(s.weights, s.n, strict=True))


def _of_one(s: Sums, k: float, at: int) -> float:
    """The points that an ended item of a measure loses whose x is 0 and whose weight is 1."""
    return s.weights[at] * (100 + k / s.z) / (1 + s.n[at])


def _weighed(items: Iterable[Item], measure: Measure, book: RuleBook) -> Weighed:
    ended = [(i, quality(i, i.ended, book)) for i in items if i.measure == measure and i.ended is not None]
    ended.sort(key=lambda pair: (pair[0].due, pair[0].opened, pair[0].half, pair[1]))
    newest = len(ended) - 1
    return [(item, FADE ** (newest - n), x) for n, (item, x) in enumerate(ended)]


def _ended_lines(items: Sequence[Item], s: Sums, k: float, book: RuleBook) -> Iterable[LedgerLine]:
    for at, measure in enumerate(MEASURES):
        each = _of_one(s, k, at)
        months: dict[date, Weighed] = defaultdict(list)
        for item, weight, x in _weighed(items, measure, book):
            day = book.at(item.opened).calendar.date_of(item.due)
            months[day.replace(day=1)].append((item, weight, x))
        for month, weighed in months.items():
            points = sum(weight * (1 - x) for _, weight, x in weighed) * each
            yield _month_line(measure, month, points, [item for item, _, x in weighed if x < 1], book)


def _month_line(measure: Measure, month: date, points: float, lost: Sequence[Item], book: RuleBook) -> LedgerLine:
    late = sorted(
        book.at(i.opened).calendar.working(i.due, i.ended)
        for i in lost
        if not i.failed and i.ended is not None and is_late(i, i.ended, book)
    )
    failed = sum(i.failed for i in lost)
    return LedgerLine(
        "ended",
        f"{measure}-{month:%Y-%m}",
        measure,
        points,
        month,
        count=len(lost),
        late=len(late),
        lateness=late[(len(late) - 1) // 2] if late else 0,
        failed=failed,
        moved=len(lost) - len(late) - failed,
    )


def _open_lines(still: Iterable[Item], s: Sums, k: float, now: Instant, book: RuleBook) -> Iterable[LedgerLine]:
    # the logarithm of a product as a sum: the product of a thousand debts is 0
    logs = {item.id: math.log(item_debt(item, now, book)) for item in still if is_late(item, now, book)}
    each = [math.fsum(logs[i.id] for i in still if i.measure == m and i.id in logs) for m in MEASURES]
    for item in still:
        if not logs.get(item.id):
            continue
        at = MEASURES.index(item.measure)
        own = 100 * s.weights[at] * s.quality[at] * (1 - s.debt[at]) * logs[item.id] / each[at]
        shared = k * s.record * (1 - s.all_debt) * logs[item.id] / math.fsum(each)
        calendar = book.at(item.opened).calendar
        late = calendar.working(item.due, now)
        month = calendar.date_of(item.due).replace(day=1)
        yield LedgerLine("open", item.id, item.measure, own + shared, month, 1, 1, late, moved=item.moves)


def _little_evidence(s: Sums, k: float) -> LedgerLine:
    unknown = sum(100 * PRIOR_LOW * w / (1 + n) for w, n in zip(s.weights, s.n, strict=True))
    return LedgerLine("little_evidence", "little-evidence", None, unknown + UNKNOWN_GOOD * k / s.z)


def _without_silence(s: Sums) -> float:
    return 100 * sum(w * e * d for w, e, d in zip(s.weights, s.quality, s.debt, strict=True))
