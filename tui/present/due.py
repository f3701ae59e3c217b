"""When open things are due and how late they are, in few words."""

from __future__ import annotations

from datetime import timedelta

from tui.domain.model import Instant
from tui.domain.views import OpenRow
from tui.present.lines import name
from tui.present.paper import Paper
from tui.present.spans import Token
from tui.present.words import clock, day, days_since, first_name, lately, local, on, since, span

MIDNIGHT = "00:00"


def when(row: OpenRow, paper: Paper) -> str:
    """How late or how soon: "waits 3 d 4 h", "by 15:00", "Wed 11 Mar", "17 d over"."""
    if row.kind == "draft":
        return lately(row.opened, paper.now, paper.zone)
    if row.kind == "thanks":
        return since(row.opened, paper.now, paper.zone)
    if row.kind == "silence":
        over = max(0, silent_days(row, paper) - row.cadence)
        return f"{over} d over" if over else "just over"
    if row.late > 0:
        return f"waits {span(row.waited, row.day)}" if row.kind == "wait" else f"late {span(row.late, row.day)}"
    return _ahead(row, paper)


def _ahead(row: OpenRow, paper: Paper) -> str:
    if row.due is None:
        return ""
    text = on(_named(row, row.due), paper.now, paper.zone)
    until = clock(row.due, paper.zone)
    if text == "today":
        return text if row.kind == "review" or until == MIDNIGHT else f"by {until}"
    if row.kind == "wait" and -row.late < row.day:
        return f"in {span(-row.late, row.day)}"
    return text


def _named(row: OpenRow, due: Instant) -> Instant:
    """An instant of the day that is named: the end of a day alone without work is the next one's 0:00."""
    return due - row.day_alone


def when_token(row: OpenRow) -> Token:
    """Late is bad, due today wants an eye, the rest is quiet."""
    if row.kind in ("thanks", "silence", "draft"):
        return "muted"
    if row.late > 0:
        return "bad"
    return "watch" if row.group == "due today" else "muted"


def silent_days(row: OpenRow, paper: Paper) -> int:
    """How long a silence lasts, in calendar days."""
    return days_since(paper.now - row.silent, paper.now, paper.zone)


def what(row: OpenRow, paper: Paper) -> str:
    """What is open, in one safe line."""
    if row.kind == "silence":
        return f"silent {silent_days(row, paper)} d, rhythm {row.cadence} d"
    text = name(row.what) or ("a message without subject" if row.kind == "wait" else "no text")
    return f"they owe: {text}" if row.kind == "their promise" else text


_SENT = {"call": "call", "meeting": "question at the meeting", "chat": "chat", "letter": "letter", "note": "note"}


def heal(row: OpenRow, paper: Paper) -> str:
    """What would heal: "answer the mail of Tue 3 Mar", "corrected invoice by Friday"."""
    if row.kind == "wait":
        sent = _SENT.get(row.channel, "mail")
        return f"{'return' if sent == 'call' else 'answer'} the {sent} of {on_day(row.opened, paper)}"
    if row.kind == "thanks":
        who = first_name(name(row.contact))
        return f"thank {who}: {what(row, paper)}" if who else f"say thanks: {what(row, paper)}"
    if row.kind == "silence":
        return f"get in touch, silent {silent_days(row, paper)} d"
    return f"{what(row, paper)} {_deadline(row, paper)}".rstrip()


def _deadline(row: OpenRow, paper: Paper) -> str:
    if row.due is None:
        return ""
    if row.late > 0:
        return "now"
    due = local(_named(row, row.due), paper.zone)
    if timedelta(1) < due.date() - local(paper.now, paper.zone).date() < timedelta(7):
        return f"by {due:%A}"
    text = on(_named(row, row.due), paper.now, paper.zone)
    return text if text in ("today", "tomorrow") else f"by {text}"


def on_day(at: int, paper: Paper) -> str:
    """The date of an instant, never "today"."""
    return day(local(at, paper.zone).date(), local(paper.now, paper.zone).date())
