"""Audits of any sort that the tests of the wizard's rules share."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from tui.domain.audit import ANSWERS, TREATMENTS, Audit, Costs, Question, Review, Step
from tui.domain.treatment import Facts

COSTS = Costs()
WORDS = st.sampled_from(("", "call", "call, then write", "times go back and forth", "send; chase", "a and b, c"))
WHO = st.sampled_from(("ana", "bo", "tool", "outside", ""))
MINUTES = st.integers(1, 240).map(lambda halves: halves / 2)
HOURS = st.integers(0, 40).map(lambda halves: halves / 2)


def money() -> st.SearchStrategy[float]:
    """A cost a month, mostly none."""
    return st.sampled_from((0.0, 0.0, 5.0, 40.0, 1000.0))


def costs() -> st.SearchStrategy[Costs]:
    """What decides whether it pays."""
    return st.builds(
        Costs,
        big=st.sampled_from((1.0, 60.0, 600.0)),
        payback=st.sampled_from((1.0, 12.0, 36.0)),
        rate=st.sampled_from((0.0, 30.0, 60.0)),
    )


@st.composite
def answers(draw: st.DrawFn, differing: bool) -> dict[Question, str]:
    """What was answered of a process or of a step, to some or all questions."""
    more = ("differs",) if differing else ()
    found: dict[Question, str] = {}
    for question, known in ANSWERS.items():
        if (answer := draw(st.sampled_from((None, *known, *more)))) is not None:
            found[question] = answer
    return found


@st.composite
def steps(draw: st.DrawFn, key: int) -> Step:
    """A step with whatever can be said of one."""
    return Step(
        key,
        draw(WORDS),
        draw(WHO),
        draw(st.none() | MINUTES),
        draw(WORDS),
        draw(answers(differing=False)),  # type: ignore[arg-type]
        draw(st.sampled_from((None, *TREATMENTS))),
        draw(st.none() | HOURS),
        draw(money()),
        draw(WORDS),
        draw(WHO),
        draw(st.none() | MINUTES | st.just(0.0)),
        draw(st.integers(0, 9)),
    )


@st.composite
def audits(draw: st.DrawFn, least: int = 0, most: int = 6) -> Audit:
    """A process under audit with its steps, under keys of their own in any order."""
    keys = draw(st.lists(st.integers(1, 20), unique=True, min_size=least, max_size=most))
    return Audit(
        "Booking",
        runs=draw(st.none() | st.sampled_from((0.01, 1 / 3)) | st.integers(1, 600).map(float)),
        minutes=draw(st.none() | MINUTES),
        steps=tuple(draw(steps(key)) for key in keys),
        answers=draw(answers(differing=True)),  # type: ignore[arg-type]
    )


def facts() -> st.SearchStrategy[Facts]:
    """All that the rule reads, in any combination."""
    built = st.builds(
        Facts,
        income=st.sampled_from((None, *ANSWERS["income"])),
        miss=st.sampled_from((None, *ANSWERS["miss"])),
        alike=st.booleans(),
        told=st.booleans(),
        recall=st.booleans(),
        outside_gift=st.booleans(),
        rule=st.sampled_from((None, *ANSWERS["rule"])),
        goes_wrong=st.booleans(),
        runs=st.integers(0, 600).map(float),
        minutes=st.integers(0, 240).map(float),
        build_hours=st.none() | HOURS,
        monthly_cost=money(),
    )
    return st.tuples(built, st.integers(0, 4)).map(_saving)


def _saving(drawn: tuple[Facts, int]) -> Facts:
    """With so many quarters of the minutes saved."""
    known, quarters = drawn
    return replace(known, saved=known.minutes * quarters / 4)


def reviewed(audit: Audit, *answered: float | None, amiss: tuple[int, ...] = ()) -> Audit:
    """With a review every 30 days from the instant 30 on, each answered with so many minutes or not at all."""
    reviews = [Review(n, 30 * n, 30 * n) for n in range(1, len(answered) + 1)]
    told = [
        replace(review, minutes=minutes, amiss=amiss, done_at=review.due) if minutes is not None else review
        for review, minutes in zip(reviews, answered, strict=True)
    ]
    return replace(audit, practised_at=1, reviews=tuple(told))
