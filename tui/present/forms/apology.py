"""Plain words to tell somebody that something was not done; each names it."""

from __future__ import annotations

from tui.domain.calendar import WorkCalendar
from tui.domain.views import OpenRow
from tui.present.form import Offer
from tui.present.forms.dates import day_of, day_text
from tui.present.lines import name
from tui.present.paper import Paper

SENT = {"call": "call", "meeting": "question at the meeting", "chat": "message", "letter": "letter", "note": "note"}
LABELS = ("sorry", "plain", "asking")


def apologies(row: OpenRow, instead: str, paper: Paper, calendar: WorkCalendar) -> tuple[Offer, ...]:
    """Three wordings for a wait or a promise of ours; `instead` is what is promised in its place, or ""."""
    told = _of_wait(row, paper, calendar) if row.kind == "wait" else _of_promise(row, paper, calendar)
    more = f" Instead {instead}." if instead else ""
    wordings = [f"{words}{more}" for words in told]
    return tuple(Offer(label, words, {"told": words}) for label, words in zip(LABELS, wordings, strict=True))


def _of_promise(row: OpenRow, paper: Paper, calendar: WorkCalendar) -> tuple[str, str, str]:
    # a promise may read "send the plan" or "the plan", so that it stands behind a colon
    what = name(row.what) or "what we said"
    by = "" if row.due is None else f", by {day_text(day_of(row.due, calendar), paper, calendar)}"
    return (
        f"I am sorry, we did not keep our promise: {what}{by}.",
        f"We will not keep our promise: {what}{by}. We should have said so earlier.",
        f"We cannot keep our promise: {what}{by}. What would help you most now?",
    )


def _of_wait(row: OpenRow, paper: Paper, calendar: WorkCalendar) -> tuple[str, str, str]:
    on = day_text(calendar.date_of(row.opened), paper, calendar)
    signs = paper.signs
    quoted = f", {signs.opening}{name(row.what)}{signs.closing}" if row.what else ""
    sent = f"your {SENT.get(row.channel, 'mail')} of {on}{quoted}"
    return (
        f"I am sorry, we did not answer {sent}.",
        f"We left {sent}, without an answer. We should have said so earlier.",
        f"We never answered {sent}. Do you still need it?",
    )
