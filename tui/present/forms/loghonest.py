"""The honest look at a promise that is made while something is logged: a warning, and a date that would hold."""

from __future__ import annotations

from typing import NamedTuple

from tui.domain.honest import Look
from tui.domain.questions import Honestly
from tui.domain.quickline import QuickLine, QuickPromise
from tui.domain.quickmade import BACK, Clock, promises
from tui.present.form import Offer, Said
from tui.present.forms.around import Around
from tui.present.forms.dates import Dated
from tui.present.forms.honestly import Looks, late_by
from tui.present.forms.logtyped import promises_typed
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import count


class Weighed(NamedTuple):
    """What is said of the promise, a better date for it, and what has to be looked up first."""

    notes: tuple[Line, ...] = ()
    better: Offer | None = None
    wants: Honestly | None = None


def weighed(quick: QuickLine, looks: Looks, around: Around, paper: Paper) -> Weighed:
    """The look at the first promise of ours in a line; nothing where there is none with a date."""
    made, _ = promises(quick, Clock(paper.now, paper.now, around.calendar))
    ours = next((promise for promise in made if promise.by_us), None)
    if ours is None:
        return Weighed()
    question = Honestly(ours.due, around.me)
    seen = looks.weigh(question, Dated(Said(), ours.due, ours.day_alone), around, paper)
    look = looks.known.get(question)
    if seen.wants or look is None or not look.speaks:
        return Weighed(seen.notes, wants=seen.wants)
    better = None
    if look.offered is not None:
        best = seen.offers[0]
        better = Offer(best.label, best.told, {"promise": promised_by(quick, best.label)})
    return Weighed(warning(look, around, paper), better)


def warning(look: Look, around: Around, paper: Paper) -> tuple[Line, ...]:
    """Why the promise may not hold: its week is full, or the history says so."""
    history, whose = look.history, "yours" if look.history.whose == "own" else "the team's"
    told = []
    if look.full:
        are = "is" if look.week_count == 1 else "are"
        load = f"{count(look.week_count, 'promise')} of yours {are} due that week"
        told.append(f"{load}, you have room for {look.capacity}.")
    elif not look.refused:
        late = late_by(history, around.calendar.working_day)
        told.append(f"{history.on_time} of {history.n} of {whose} were kept on time{late}.")
    if look.refused:
        told.append(f"{history.broken} of {history.n} of {whose} were not kept, so no other date is offered.")
    first, *rest = told
    return ((Span(f"{paper.signs.late} {first}", "watch"),), *((Span(f"  {each}", "watch"),) for each in rest))


def promised_by(quick: QuickLine, day: str) -> str:
    """All promises of a line as they would be typed, the first one of ours with another day."""
    said = [*quick.promises]
    at = next((index for index, promise in enumerate(said) if not promise.theirs), None)
    return promises_typed(said, at, day) if at is not None else promises_typed([QuickPromise(BACK), *said], 0, day)
