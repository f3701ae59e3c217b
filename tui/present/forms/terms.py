"""A term of an agreement in one line: "delivery in May; we: send the plan by fri; they: pay by 30 mar"."""

from __future__ import annotations

import re
from typing import NamedTuple

from tui.domain.acts import NewPromise, NewTerm
from tui.domain.problem import Problem
from tui.domain.when import Unclear, find_due, written
from tui.present.form import Choice, Said
from tui.present.forms.around import Around
from tui.present.forms.asked import line
from tui.present.forms.dates import PAST, day_of, day_text
from tui.present.paper import Paper

OURS = frozenset(("we", "us", "our side"))
THEIRS = frozenset(("they", "them", "their side"))
HINT = "what; we: send it by fri; they: pay by 30 mar"

_SIDE = re.compile(r"([^:;\d]{1,40}):\s+(.*)", re.DOTALL)


class Read(NamedTuple):
    """A term as read; None where it is empty or cannot be taken."""

    said: Said
    term: NewTerm | None = None


class _Wrong(Exception):
    """A part that cannot be taken: what is wrong, and what there is to choose for the whole line."""

    def __init__(self, told: str, choices: tuple[Choice, ...] = ()) -> None:
        super().__init__(told)
        self.choices = choices


def read_term(text: str, around: Around, paper: Paper) -> Read:
    """A term and the promises that it carries; one that is nothing but a promise bears its words."""
    parts = [part for part in map(line, text.split(";")) if part]
    if not parts:
        return Read(Said())
    words, promises = "", []
    try:
        for part in parts:
            side = _side(part, around)
            if side is not None:
                promises.append(_promise(*side, around, paper))
            elif words or promises:
                return Read(Said(wrong=f"Who does {part[:40]!r}? Write we: or they: before it."))
            else:
                words = part
    except _Wrong as wrong:
        return Read(Said(wrong=str(wrong), choices=wrong.choices))
    term = NewTerm(words or promises[0].text, tuple(promises))
    shown = "; ".join([*([words] if words else []), *(_shown(promise, around, paper) for promise in promises)])
    return Read(Said(shown), term)


def _side(part: str, around: Around) -> tuple[bool, str | None, str] | None:
    """Whether a part is a promise of ours, whose, and what it says; None where it is none."""
    found = _SIDE.fullmatch(part)
    if found is None:
        return None
    who = found[1].strip().casefold()
    handle = next((each for each in around.handles if each.casefold() == who), None)
    if who in OURS or handle is not None:
        return True, handle, found[2]
    return (False, None, found[2]) if who in THEIRS else None


def _promise(by_us: bool, author: str | None, said: str, around: Around, paper: Paper) -> NewPromise:
    try:
        due = find_due(said, paper.now, around.calendar)
    except Problem as problem:
        readings = problem.readings if isinstance(problem, Unclear) else ()
        raise _Wrong(f"{said[:40]!r}: {problem}", tuple(Choice(one, one) for one in readings)) from None
    if due is None:
        raise _Wrong(f"{said[:40]!r} by when? Such as by fri.")
    read, _, rest = due
    if not rest:
        raise _Wrong(f"What is promised by {said[:40]!r}?")
    if read.at <= paper.now:
        raise _Wrong(f"{written(read.at, read.day_alone, paper.now, paper.zone)} {PAST}")
    return NewPromise(rest, read.at, read.day_alone, by_us, author)


def promised(promise: NewPromise, around: Around, paper: Paper) -> tuple[str, str]:
    """Who promises, and by when."""
    due = written(promise.due, False, paper.now, paper.zone)
    if promise.day_alone:
        due = day_text(day_of(promise.due, around.calendar), paper, around.calendar)
    return (promise.author or "we") if promise.by_us else "they", due


def _shown(promise: NewPromise, around: Around, paper: Paper) -> str:
    who, due = promised(promise, around, paper)
    return f"{who} {promise.text} by {due}"
