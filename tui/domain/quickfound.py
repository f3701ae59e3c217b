"""One field of a quick line, looked up: what it is read as, from which words, and what has to be asked."""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.model import Channel
from tui.domain.people import Match
from tui.domain.problem import Problem
from tui.domain.quickhow import How
from tui.domain.views import OpenRow
from tui.domain.when import Unclear

HERE = "where you are"

Candidate = Match | How | OpenRow | str


@dataclass(frozen=True, slots=True)
class Found:
    """What a field is read as, in words, "" for nothing, and the words that it was read from.

    `question` is what has to be asked first; `candidates` are what may be meant, the likeliest first, whether it
    has to be asked or not. `parts` are the single promises or follow-ups: what, and when and by whom.
    """

    value: str = ""
    source: str = ""
    question: str = ""
    candidates: tuple[Candidate, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What is known before anything is said, and what was said elsewhere than in the line.

    `relationship`, `contact` (a name), `channel` and `wait` (an id) are where somebody stands: other words win.
    `answers` are the words for the wait that is answered, "none" for none; `agreement` is a number.
    """

    relationship: int | None = None
    contact: str = ""
    channel: Channel | None = None
    wait: str = ""
    answers: str = ""
    agreement: int | None = None
    outside: bool = False


def asked(problem: Problem, source: str) -> Found:
    """A date that cannot be taken, with its readings where it has several."""
    readings = problem.readings if isinstance(problem, Unclear) else ()
    return Found(source=source, question=str(problem), candidates=tuple(readings))
