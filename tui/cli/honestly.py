"""An honest look at promises before they are made, in one line each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from tui.cli import whens
from tui.cli.call import Call
from tui.domain.acts import NewPromise
from tui.domain.honest import Look
from tui.domain.model import Instant
from tui.domain.questions import Honestly

NAMED = 60


def look(call: Call, promise: NewPromise) -> Look | None:
    """What there is to say of a promise that is about to be made; None of theirs."""
    if not promise.by_us:
        return None
    return cast(Look, call.office.answer(Honestly(promise.due, promise.author or call.handle)))


def looks(call: Call, promises: Iterable[NewPromise]) -> list[str]:
    """What there is to say of promises that are about to be made, a line each; of several, of which one it is."""
    seen = [(promise, each) for promise in promises if (each := look(call, promise))]
    said = [
        f"{promise.text[:NAMED]}: {in_words(call, each)}" if len(seen) > 1 else in_words(call, each)
        for promise, each in seen
        if each.speaks
    ]
    return list(dict.fromkeys(said))


def moved(call: Call, promise: int, due: Instant, by: str | None) -> list[str]:
    """What there is to say of a promise that is about to get another date; nothing of theirs."""
    from tui.store import obligations

    with call.store.read() as conn:
        found = next((p for p in obligations.promises(conn, None) if p.id == promise and p.by_us), None)
    if found is None:
        return []
    seen = cast(Look, call.office.answer(Honestly(due, by or found.author, promise)))
    return [in_words(call, seen)] if seen.speaks else []


def in_words(call: Call, seen: Look) -> str:
    """What a look says: "6 promises are due that week, room for 5; Wed 18 Mar would hold 4 times in 5."."""
    said = []
    if seen.full:
        said.append(f"{seen.week_count + 1} promises are due that week, room for {seen.capacity}")
    if seen.offered is not None:
        day = whens.calendar(call).date_of(seen.offered - 1)
        said.append(f"{whens.shown_day(call, day)} would hold 4 times in 5")
    if seen.refused:
        said.append(f"{seen.history.broken} of the last {seen.history.n} were not kept, so no date is offered")
    return f"{'; '.join(said)}."
