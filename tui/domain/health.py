"""Health of a relationship: score, grade, coverage and flag (DESIGN 3.3).

Nothing that ages is kept: `Parts` hold what the log says, `health` turns them into a score at a moment. The order
of every sum and product is fixed, because equality to the last bit depends on it.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tui.domain.model import DAY, MEASURES, Gesture, Instant, Measure, Seconds, Tier, Touch
from tui.domain.obligations import Item, is_late, quality
from tui.domain.rules import RuleBook, Rules
from tui.domain.views import Grade, Health

FADE = 0.95
DEBT = 0.55
PRIOR_LOW, PRIOR_SPAN = 0.2, 0.6
UNKNOWN_WEIGHT, UNKNOWN_GOOD = 0.25, 0.125
SILENCE_COST = 0.3
WARMTH_MOST, WARMTH_HALF = 0.15, 2
GESTURE_SPAN = 90 * DAY
FLAG_HALVES = 2
FEW = 3
GRADES: tuple[tuple[float, Grade], ...] = ((85.0, "A"), (70.0, "B"), (55.0, "C"), (40.0, "D"))


class Ended(NamedTuple):
    """An ended item as evidence; the tuple's order is the order of evidence."""

    due: Instant
    opened: Instant
    half: Seconds
    x: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Ended items of a measure: `s` and `n` of the older ones, then one by one those newer than an open one."""

    s: float = 0.0
    n: float = 0.0
    tail: tuple[Ended, ...] = ()
    count: int = 0


Three = tuple[Evidence, Evidence, Evidence]
Floats = tuple[float, float, float]
NOTHING: Three = (Evidence(), Evidence(), Evidence())


@dataclass(frozen=True, slots=True)
class Parts:
    """All that a score at any later moment needs; valid from `until` on.

    `open` is in order of (due, opened, half, moves). `gestures` are those of the 90 days before `until`.
    """

    until: Instant
    evidence: Three = NOTHING
    open: tuple[Item, ...] = ()
    last_touch: Instant | None = None
    gestures: tuple[tuple[Instant, Gesture], ...] = ()


class State:
    """Obligations as they stand at a moment, in no order: what ended as evidence by measure, and what is open."""

    def __init__(self) -> None:
        self.ended: dict[Measure, list[Ended]] = {m: [] for m in MEASURES}
        self.still: list[Item] = []

    def add(self, item: Item, book: RuleBook) -> None:
        """Put one with the others."""
        if item.ended is None:
            self.still.append(item)
        else:
            x = quality(item, item.ended, book)
            self.ended[item.measure].append(Ended(item.due, item.opened, item.half, x))


class Contact:
    """When the two sides were in touch, and our gestures, for any number of moments."""

    def __init__(self, touches: Iterable[Touch]) -> None:
        counted = [t for t in touches if t.countable]
        self.touched = sorted(t.at for t in counted if not t.missed)
        self.given = sorted((t.at, t.gesture) for t in counted if t.gesture and t.direction != "in")

    def last(self, at: Instant) -> Instant | None:
        """The last touch up to a moment."""
        n = bisect_right(self.touched, at)
        return self.touched[n - 1] if n else None

    def gifts(self, at: Instant) -> tuple[tuple[Instant, Gesture], ...]:
        """Our gestures of the 90 days before a moment, in order."""
        return tuple(g for g in self.given if at - GESTURE_SPAN < g[0] <= at)


class Sums(NamedTuple):
    """The intermediate values of one score, in the order of MEASURES where they are threes."""

    weights: tuple[float, float, float]
    s: tuple[float, float, float]
    n: tuple[float, float, float]
    debt: tuple[float, float, float]
    z: float
    record: float
    all_debt: float
    quality: tuple[float, float, float]
    silence: float
    base: float
    warmth: float

    @property
    def score(self) -> float:
        """H."""
        return self.base + (100 - self.base) * self.warmth


def order_of(item: Item) -> tuple[Instant, Instant, Seconds, int]:
    """The order in which open items are multiplied."""
    return item.due, item.opened, item.half, item.moves


def fold(ended: Iterable[Ended], s: float = 0.0, n: float = 0.0) -> tuple[float, float]:
    """S and N by Horner's scheme from the oldest due to the newest, going on from `s` and `n`."""
    for item in ended:
        s, n = item.x + FADE * s, 1 + FADE * n
    return s, n


def parts(items: Iterable[Item], touches: Iterable[Touch], at: Instant, book: RuleBook) -> Parts:
    """What the log says at a moment, from the items as they stand then and all touches."""
    state = State()
    for item in items:
        state.add(item, book)
    contact = Contact(touches)
    return Parts(at, *standing(state), contact.last(at), contact.gifts(at))


def standing(state: State, before: Three = NOTHING) -> tuple[Three, tuple[Item, ...]]:
    """Evidence and open items; `before` is older than everything in `state`, and its fold goes on from there."""
    state.still.sort(key=lambda i: (order_of(i), i.measure, i.id))
    promise, reply, follow_up = (
        _evidence(state.ended[m], [i for i in state.still if i.measure == m], older)
        for m, older in zip(MEASURES, before, strict=True)
    )
    return (promise, reply, follow_up), tuple(state.still)


def sums(
    known: Parts,
    now: Instant,
    tier: Tier,
    book: RuleBook,
    by: Instant | None = None,
    *,
    debts: Floats | None = None,
) -> Sums:
    """Every intermediate value of the score at `now`, which must not be before `known.until`.

    Weights and cadence are those in force at `by`, which is `now` unless said otherwise; `debts` are those of what
    is open where whoever asks knows them already.
    """
    rules = book.at(now if by is None else by)
    (s1, n1), (s2, n2), (s3, n3) = (fold(e.tail, e.s, e.n) for e in known.evidence)
    d = _debts(_overdue(known.open, now, book)) if debts is None else debts
    silence = silence_of(known.last_touch, now, rules.tiers[tier].cadence)
    warmth = 0.0 if d[0] < 1 else _warmth(known.gestures, now, book)
    return weigh(weights_of(rules), (s1, s2, s3), (n1, n2, n3), d, silence, warmth)


def weights_of(rules: Rules) -> Floats:
    """The weights in the order of MEASURES."""
    return rules.weights["promise"], rules.weights["reply"], rules.weights["follow_up"]


def weigh(w: Floats, s: Floats, n: Floats, d: Floats, silence: float, warmth: float) -> Sums:
    """The formula: weights, S, N and debts in the order of MEASURES, what a silence leaves, what gestures win."""
    (s1, s2, s3), (n1, n2, n3) = s, n
    z = UNKNOWN_WEIGHT + (w[0] * n1 / (n1 + 1) + w[1] * n2 / (n2 + 1) + w[2] * n3 / (n3 + 1))
    good = UNKNOWN_GOOD + (w[0] * s1 / (n1 + 1) + w[1] * s2 / (n2 + 1) + w[2] * s3 / (n3 + 1))
    record, all_debt = good / z, d[0] * d[1] * d[2]
    prior = PRIOR_LOW + PRIOR_SPAN * (record * all_debt)
    e = ((prior + s1) / (1 + n1), (prior + s2) / (1 + n2), (prior + s3) / (1 + n3))
    base = 100 * silence * (w[0] * e[0] * d[0] + w[1] * e[1] * d[1] + w[2] * e[2] * d[2])
    return Sums(w, s, n, d, z, record, all_debt, e, silence, base, warmth)


def health(known: Parts, now: Instant, tier: Tier, book: RuleBook, by: Instant | None = None) -> Health:
    """Score, grade, coverage and flag at `now`; `by` as in `sums`."""
    overdue = _overdue(known.open, now, book)
    count = sum(e.count for e in known.evidence) + len(overdue)
    seen = {m for m, e in zip(MEASURES, known.evidence, strict=True) if e.count} | {i.measure for i, _ in overdue}
    flagged = tuple(i.id for i, _ in overdue if raises_flag(i, now, book))
    if count == 0:
        return Health(None, "–", frozenset(), flagged)
    score = sums(known, now, tier, book, by, debts=_debts(overdue)).score
    return Health(score, grade(score) if count >= FEW else "?", frozenset(seen), flagged)


def raises_flag(item: Item, now: Instant, book: RuleBook) -> bool:
    """A promise overdue by more than 2 halves; a wait past 3 times its target, which is 2 halves past its due."""
    if item.measure == "follow_up":
        return False
    return book.at(item.opened).calendar.working(item.due, now) > FLAG_HALVES * item.half


def grade(score: float) -> Grade:
    """The letter of an exact score."""
    return next((letter for least, letter in GRADES if score >= least), "F")


class Base:
    """What the points of everything open in one relationship have in common: its score, and what is overdue."""

    def __init__(self, known: Parts, now: Instant, tier: Tier, book: RuleBook) -> None:
        self.overdue = _overdue(known.open, now, book)
        self.score = sums(known, now, tier, book, debts=_debts(self.overdue)).score

    def gain(self, after: Parts, now: Instant, tier: Tier, book: RuleBook, ended: str = "") -> float:
        """How much the score at `now` rises to that of other parts, without the item `ended`; never below 0."""
        return max(0.0, sums(after, now, tier, book, debts=_debts(self.overdue, ended)).score - self.score)


def points(
    known: Parts, item: Item, now: Instant, tier: Tier, book: RuleBook, base: Base | None = None
) -> float:
    """What ending an open item well now would add to the score; for a wait, with the touch of the answer."""
    e = Ended(item.due, item.opened, item.half, quality(item, now, book))
    at = MEASURES.index(item.measure)
    evidence = list(known.evidence)
    old = evidence[at]
    tail = list(old.tail)
    insort(tail, e)
    evidence[at] = Evidence(old.s, old.n, tuple(tail), old.count + 1)
    last = now if item.measure == "reply" else known.last_touch
    after = Parts(known.until, (evidence[0], evidence[1], evidence[2]), known.open, last, known.gestures)
    return (base or Base(known, now, tier, book)).gain(after, now, tier, book, item.id)


def gesture_points(known: Parts, now: Instant, tier: Tier, book: RuleBook, base: Base | None = None) -> float:
    """What thanking them now would add to the score: the gesture and the touch that it is."""
    after = replace(known, gestures=(*known.gestures, (now, "thanks")), last_touch=now)
    return (base or Base(known, now, tier, book)).gain(after, now, tier, book)


def touch_points(known: Parts, now: Instant, tier: Tier, book: RuleBook, base: Base | None = None) -> float:
    """What being in touch now would add to the score."""
    return (base or Base(known, now, tier, book)).gain(replace(known, last_touch=now), now, tier, book)


def item_debt(item: Item, now: Instant, book: RuleBook) -> float:
    """The factor that an overdue open item puts on its measure."""
    return 1 - DEBT * (1 - quality(item, now, book))


def _evidence(ended: list[Ended], still: Sequence[Item], before: Evidence) -> Evidence:
    ended.sort()
    first = min(((i.due, i.opened, i.half) for i in still), default=None)
    cut = len(ended) if first is None else bisect_right(ended, (*first, -1.0))
    s, n = fold(ended[:cut], before.s, before.n)
    return Evidence(s, n, tuple(ended[cut:]), before.count + len(ended))


def _overdue(still: Iterable[Item], now: Instant, book: RuleBook) -> list[tuple[Item, float]]:
    """What is overdue, each with its factor, in the order in which it is multiplied."""
    return [(item, item_debt(item, now, book)) for item in still if is_late(item, now, book)]


def _debts(overdue: Iterable[tuple[Item, float]], ended: str = "") -> Floats:
    debts: dict[Measure, float] = {"promise": 1.0, "reply": 1.0, "follow_up": 1.0}
    for item, debt in overdue:
        if item.id != ended:
            debts[item.measure] *= debt
    return debts["promise"], debts["reply"], debts["follow_up"]


def silence_of(last_touch: Instant | None, now: Instant, cadence: int) -> float:
    """What of a score the silence since the last touch leaves, 0.7 to 1."""
    if last_touch is None:
        return 1.0
    over = max(0.0, (now - last_touch) / DAY / cadence - 1)
    return float(1 - SILENCE_COST * (1 - 2**-over))


def _warmth(gestures: Iterable[tuple[Instant, Gesture]], now: Instant, book: RuleBook) -> float:
    calendar = book.at(now).calendar
    weeks = {
        (kind, *calendar.date_of(at).isocalendar()[:2]) for at, kind in gestures if now - GESTURE_SPAN < at <= now
    }
    return float(WARMTH_MOST * (1 - 2 ** (-len(weeks) / WARMTH_HALF)))
