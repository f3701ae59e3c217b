"""Why a score is what it is, and what would heal it, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from tui.domain.model import DAY, Measure, Seconds
from tui.domain.views import LedgerLine, RelationshipView
from tui.present.spans import Token
from tui.present.words import count, days_since, local, month, span

ENDED: dict[Measure, tuple[str, str, str]] = {
    "promise": ("promise", "promises", "broken"),
    "reply": ("reply", "replies", "never sent"),
    "follow_up": ("follow-up", "follow-ups", "skipped"),
}


def told(view: RelationshipView, line: LedgerLine, zone: tzinfo, *, short: bool = False) -> str:
    """One line of a relationship's ledger as a sentence without its points; `short` ones abbreviate the month."""
    working_day = view.open[0].day if view.open else DAY // 3
    last = view.row.last_touch
    silent = 0 if last is None else days_since(last, view.at, zone)
    return sentence(line, local(view.at, zone).date(), working_day, silent, short=short)


def sentence(line: LedgerLine, today: date, working_day: Seconds, silent: int = 0, *, short: bool = False) -> str:
    """The same from what it needs: the day, the length of a working day, the days of silence."""
    if line.kind == "little_evidence":
        return "little evidence so far"
    if line.kind == "silence":
        return f"silent for {silent} d" if silent else "silent longer than the rhythm"
    if line.kind == "warmth":
        return "thanks said in the last 90 days" if line.points < 0 else "no thanks in 90 days"
    if line.measure is None:
        return "other"
    if line.kind == "open":
        return _open(line, line.measure, working_day)
    return _ended(line, line.measure, month(line.month, today, short=short) if line.month else "", working_day)


def _open(line: LedgerLine, measure: Measure, working_day: Seconds) -> str:
    one, many, _ = ENDED[measure]
    late = f", late by {span(line.lateness, working_day)}" if line.lateness else ""
    if measure == "reply":
        return f"{count(max(line.count, 1), one, many)} owed{late}"
    return f"{count(max(line.count, 1), 'open ' + one, 'open ' + many)}{late}"


def _ended(line: LedgerLine, measure: Measure, named: str, working_day: Seconds) -> str:
    one, many, failed = ENDED[measure]
    when = f" in {named}" if named else ""
    total = max(line.count, 1)
    counted = count(total, one, many)
    by = f" by {span(line.lateness, working_day)}" if line.lateness else ""
    if line.failed >= total:
        return f"{counted} {failed}{when}"
    if line.failed:
        late = f", {line.late - line.moved} late{by}" if line.late > line.moved else ""
        return f"{counted}{when}: {line.failed} {failed}{late}"
    if line.late and line.moved >= line.late:
        return f"{counted} moved{when}"
    if line.late >= total:
        return f"{counted} late{by}{when}"
    return f"{line.late} of {counted} late{by}{when}" if line.late else f"{counted}{when}"


def tenths(lines: Sequence[LedgerLine]) -> list[int]:
    """The points as shown, in tenths."""
    return [round(10 * line.shown) for line in lines]


def token(line: LedgerLine) -> Token:
    """Broken and open things are bad, late ones want an eye, the rest is quiet."""
    if line.kind == "warmth" and line.points < 0:
        return "good"
    if line.kind not in ("ended", "open"):
        return "muted"
    return "bad" if line.kind == "open" or line.failed or line.points >= 5 else "watch"
