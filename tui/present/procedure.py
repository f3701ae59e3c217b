"""The written procedure of a process as Markdown: what is done, by whom and with what, once it is redesigned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from typing import NamedTuple

from tui.domain.audit import OUTSIDE, REVIEW_DAYS, TOOL, Costs, Review
from tui.domain.deed import Deed
from tui.domain.model import Instant
from tui.domain.practice import AuditRow
from tui.domain.redesign import Figures, NewStep, new_steps
from tui.domain.text import TEXT_LIMIT, clean
from tui.present.audit.figures import amount, is_idle, monthly, months
from tui.present.markdown import escaped
from tui.present.words import count, local

MISSING = "Not written down yet."
REVISED = {"audited": "changed", "practised": "put in practice", "reviewed": "reviewed"}
"""Kinds of acts that make a revision, in its words; the first of all is its beginning."""


class Steps(NamedTuple):
    """What is done from now on, and what no longer."""

    done: list[NewStep]
    dropped: list[NewStep]


def procedure(row: AuditRow, costs: Costs, zone: tzinfo, deeds: Sequence[Deed] = ()) -> str:
    """The whole document; data in it is escaped, dates are ISO in `zone`.

    `deeds` are what was done to the process, in any order; without them its own dates are its history.
    """
    audit = row.audit
    new = new_steps(audit, costs)
    steps = Steps([s for s in new if s.treatment != "drop"], [s for s in new if s.treatment == "drop"])
    sections = [
        ("Purpose", _paragraphs(audit.purpose)),
        ("Scope", _paragraphs(audit.scope)),
        ("Owner", [_line(audit.owner) or "Nobody owns it yet."]),
        ("Trigger", _trigger(row)),
        ("Steps", [_step(number, step) for number, step in enumerate(steps.done, 1)] or ["Nothing of it is done."]),
        ("No longer done", [_dropped(step) for step in steps.dropped]),
        ("Exceptions", _paragraphs(audit.exceptions, "") or _known_faults(steps.done)),
        ("How one knows that it worked", _paragraphs(audit.works, "") or [_worked(row)]),
        ("Before and after", [_figures(row.figures, steps)]),
        ("Review", _reviews(row, zone)),
        ("Revision history", _revisions(row, deeds, zone)),
    ]
    lines = [f"# {_line(audit.name) or 'A process without a name'}", "", _practice(row, zone)]
    for title, body in sections:
        lines += ["", f"## {title}", "", *body] if body else []
    return "\n".join(lines)


def _line(text: str) -> str:
    return escaped(text, TEXT_LIMIT)


def _paragraphs(text: str, missing: str = MISSING) -> list[str]:
    """The lines of a text, each a paragraph of its own."""
    lines = [line for line in map(_line, clean(text).split("\n")) if line]
    if not lines:
        return [missing] if missing else []
    return [part for line in lines for part in ("", line)][1:]


def _practice(row: AuditRow, zone: tzinfo) -> str:
    since = row.audit.practised_at
    if since is None:
        return "Not in practice yet."
    return f"{'Dropped on' if row.state == 'dropped' else 'In practice since'} {_day(since, zone)}."


def _trigger(row: AuditRow) -> list[str]:
    often = ["", f"About {monthly(row.audit.runs)}."] if row.audit.runs else []
    return [_line(row.audit.starts) or MISSING, *often]


def _step(number: int, new: NewStep) -> str:
    known = ", ".join(filter(None, (_who(new), _minutes(new.minutes) if new.minutes else "")))
    return f"{number}. {_line(new.text) or 'A step without words'} ({known})"


def _who(new: NewStep) -> str:
    """Who does a step, and with what."""
    if new.who == TOOL:
        return "a tool"
    who = {OUTSIDE: "somebody outside", "": "nobody is named"}.get(new.who) or _line(new.who)
    return f"{who}, with a tool" if new.treatment == "automate" else who


def _dropped(new: NewStep) -> str:
    instead = f" (instead: {_line(new.step.new_text)})" if new.step.new_text.strip() else ""
    return f"- {_line(new.step.text) or 'A step without words'}{instead}"


def _known_faults(done: Sequence[NewStep]) -> list[str]:
    """What went wrong in the steps that stay, where nobody has written down exceptions."""
    faults = [(number, _line(new.step.wrong)) for number, new in enumerate(done, 1)]
    return [f"- Step {number}: {fault}" for number, fault in faults if fault] or ["None are known."]


def _worked(row: AuditRow) -> str:
    before, after = row.figures.minutes_before, row.figures.minutes_after
    return f"It takes {_minutes(after)} each time instead of {amount(before)}." if after < before else MISSING


def _figures(found: Figures, steps: Steps) -> str:
    share = "" if found.share_minutes is None else f" and {round(100 * found.share_minutes)} % of the minutes"
    facts = [
        f"After: {_takes(found.minutes_after, found.hours_after)}",
        f"{found.automated} of {count(found.steps, 'step')}{share} automated",
    ]
    if any(new.treatment != "keep" for new in (*steps.done, *steps.dropped)):
        facts.append(_payback(found))
    return f"Before: {_takes(found.minutes_before, found.hours_before)}. {'; '.join(facts)}."


def _takes(minutes: float, hours: float | None) -> str:
    each = f"{_minutes(minutes)} each time"
    return each if hours is None else f"{each}, {hours:,.1f} hours a month"


def _payback(found: Figures) -> str:
    if is_idle(found):
        return "nothing has to be built"
    if found.hours_saved is None:
        return f"nobody has said yet how {'often it runs' if found.minutes_before else 'long it takes'}"
    if found.unknown_builds:
        return "nobody has said yet how long building takes"
    if found.payback is None:
        return "it never pays back"
    return f"it pays back in {months(found.payback)}" if found.build_hours else "it pays back at once"


def _reviews(row: AuditRow, zone: tzinfo) -> list[str]:
    """Those that somebody answered, and those to come; what nobody answered in time is left out."""
    if row.audit.practised_at is None:
        return [f"{' and '.join(map(str, REVIEW_DAYS))} days after it is put in practice."]
    answered = [review for review in row.audit.reviews if review.done_at is not None]
    to_come = [r for r in row.audit.reviews if row.review and r.due >= row.review.due and r.done_at is None]
    return [_review(review, zone) for review in (*answered, *to_come)] or ["None is needed any more."]


def _review(review: Review, zone: tzinfo) -> str:
    if review.done_at is None:
        # it is due at the end of a day, which is the next one's 00:00
        return f"- {_day(review.due - 1, zone)}: due after {review.days} days"
    return f"- {_day(review.done_at, zone)}: {_minutes(review.minutes or 0.0)} each time, after {review.days} days"


def _revisions(row: AuditRow, deeds: Sequence[Deed], zone: tzinfo) -> list[str]:
    """What became of it, what one person changed in a day once."""
    told = sorted((deed for deed in deeds if deed.kind in REVISED and not deed.undone), key=lambda deed: deed.at)
    if not told:
        return list(_own_dates(row, zone))
    found = {_revision(told[0], zone, "begun"): None}
    for deed in told[1:]:
        what = REVISED[deed.kind]
        if what != "changed" or _revision(deed, zone, "begun") not in found:
            found[_revision(deed, zone, what)] = None
    return list(found)


def _revision(deed: Deed, zone: tzinfo, what: str) -> str:
    return f"- {_day(deed.at, zone)}, {_line(deed.actor)}: {what}"


def _own_dates(row: AuditRow, zone: tzinfo) -> Iterator[str]:
    if row.audit.made_at:
        yield f"- {_day(row.audit.made_at, zone)}: begun"
    if row.audit.practised_at is not None:
        yield f"- {_day(row.audit.practised_at, zone)}: put in practice"


def _minutes(value: float) -> str:
    shown = amount(value)
    return f"{shown} minute" if shown == "1" else f"{shown} minutes"


def _day(at: Instant, zone: tzinfo) -> str:
    return local(at, zone).date().isoformat()
