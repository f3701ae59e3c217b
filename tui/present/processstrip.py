"""The strip under the page Processes: what is next for an audit and whom it hurts, or what was seen in the log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.domain.practice import AuditRow, measured
from tui.domain.proposed import Proposal, Seen
from tui.domain.reviews import due_review
from tui.domain.views import OpenRow
from tui.present.audit.figures import amount, monthly
from tui.present.due import on_day
from tui.present.glyphs import Glyphs
from tui.present.lines import Cell, cells, cut, fit, lay, length, name, rule, wrapped
from tui.present.paper import Paper
from tui.present.processes import headline, named, sign, state
from tui.present.reading import stands_in
from tui.present.spans import Line, Span
from tui.present.today import EDGE
from tui.present.words import count, day, local, month, times

MOST_NAMES = 3
LAST_RUNS = 5
SHOWN = 3


class Keys(NamedTuple):
    """The keys that the strip names: open it, run it, answer its review."""

    open: str
    run: str
    review: str


def strip(row: AuditRow, paper: Paper, height: int, keys: Keys) -> tuple[Line, ...]:
    """The rule and what stands under it, at most `height` lines in all, the most pressing first."""
    right: Line = ()
    if row.tried:
        right = (Span(f"advice right {row.right:,} of {count(row.tried, 'step')}", "muted"),)
    head = rule((Span(named(row), "title"),), right, paper.width, paper.signs.light)
    return (head, *_placed((*_next(row, paper, keys), *_came(row, paper)), paper, height - 1))


def _placed(told: Sequence[Line], paper: Paper, height: int) -> tuple[Line, ...]:
    return tuple(fit((Span("   "), *line), paper.width - 1) for line in told[:height])


def row_strip(
    row: OpenRow, known: AuditRow, paper: Paper, height: int, keys: Keys, me: str = ""
) -> tuple[Line, ...]:
    """The same under a row of Today, which `me` reads: of a follow-up what it is for."""
    away = stands_in(row, me, paper)
    if row.kind == "review":
        rule, *said = strip(known, paper, height - len(away), keys)
        return (rule, *away, *said)
    due = f", due {on_day(row.due, paper)}" if row.due is not None else ""
    says = f"{name(row.by or '') or 'we'} decided it {on_day(row.opened, paper)}{due}, to put this in practice."
    what = [(Span(text),) for text in wrapped(name(row.what), paper.width - EDGE - 1)[:2]]
    told = (*what, (Span(says, "muted"),), (Span(_hoped(known), "muted"),), *_came(known, paper))
    return (strip(known, paper, 1, keys)[0], *away, *_placed(told, paper, height - 1 - len(away)))


def _came(row: AuditRow, paper: Paper) -> Iterator[Line]:
    """Whom it hurts, and how it was used."""
    if row.hurt.relationships:
        yield _hurts(row, paper)
    if row.usage.told:
        yield (Span(f"told somebody again {times(row.usage.told)}{_since(row, paper)}", "muted"),)
    if row.usage.run_minutes:
        yield (Span(_runs(row), "muted"),)


def _next(row: AuditRow, paper: Paper, keys: Keys) -> Iterator[Line]:
    """What is next, in a sentence or two."""
    if row.state == "review":
        yield from _review(row, paper, keys)
    elif row.state == "in practice":
        yield from _practised(row, paper, keys)
    elif row.state == "dropped":
        since = row.audit.practised_at
        when = f" since {on_day(since, paper)}" if since is not None else ""
        yield (Span(f"Nobody does it any more{when}."),)
    else:
        yield (Span(f"It stands at {state(row)}.  "), Span(keys.open, "key"), Span(" resumes there", "muted"))
        if row.audit.runs and row.figures.hours_before is not None:
            each = f"{amount(row.figures.minutes_before)} min each time"
            told = f"{each}, {monthly(row.audit.runs)}: {row.figures.hours_before:,.1f} h"
            yield (Span(told, "muted"),)


def _review(row: AuditRow, paper: Paper, keys: Keys) -> Iterator[Line]:
    due = due_review(row.audit.reviews)
    if due is None:
        return
    ended = local(due.due - 1, paper.zone).date()
    today = local(paper.now, paper.zone).date()
    when = "is due today" if ended >= today else f"is due since {day(ended, today)}"
    lead = (sign(row, paper.signs), Span(f" {due.days}-day review {when}:", "watch"))
    asks = Span(" how many minutes does it take now?")
    yield (*lead, asks if length((*lead, asks)) <= paper.width - EDGE - 1 else Span(" how many minutes now?"))
    yield (Span(f"{_hoped(row)}  ", "muted"), Span(keys.review, "key"), Span(" answers it", "muted"))


def _practised(row: AuditRow, paper: Paper, keys: Keys) -> Iterator[Line]:
    last, due = measured(row.audit), due_review(row.audit.reviews)
    now = ""
    if last is not None and last.minutes is not None and last.done_at is not None:
        now = f"it takes {amount(last.minutes)} min as of {on_day(last.done_at, paper)}, "
    does = " goes on with the run" if row.usage.under_way is not None else " runs it"
    tail: Line = (Span(keys.run, "key"), Span(does, "muted"))
    yield (Span(f"{now}{_hoped(row)}  "), *tail)
    if due is not None:
        yield (Span(f"{due.days}-day review on {on_day(due.due - 1, paper)}", "muted"),)


def _hoped(row: AuditRow) -> str:
    """The minutes each time that were hoped for, and those that it took."""
    if not row.figures.minutes_before:
        return "nobody said how long it took."
    return f"hoped {amount(row.figures.minutes_after)}, it was {amount(row.figures.minutes_before)}."


def _hurts(row: AuditRow, paper: Paper) -> Line:
    """The names of those whom it hurts most, and how, as many as there is room for."""
    listed = [f"{name(who)} {points:.1f}" for _, who, points in row.hurt.relationships]
    for most in range(min(MOST_NAMES, len(listed)), -1, -1):
        rest = len(listed) - most
        more = ([f"{rest} more"] if most else [count(rest, "relationship")]) if rest else []
        words = f": {name(row.hurt.words)}" if row.hurt.words else ""
        told = f"hurts {', '.join((*listed[:most], *more))}{words}"
        if cells(told) <= paper.width - EDGE - 1:
            return (Span("hurts ", "muted"), Span(told[6:]))
    return (Span(cut(told, paper.width - EDGE - 1, paper.signs.cut)),)


def _since(row: AuditRow, paper: Paper) -> str:
    """Since when: "since January"."""
    since = row.usage.told_since
    if since is None:
        return ""
    return f" since {month(local(since, paper.zone).date(), local(paper.now, paper.zone).date())}"


def _runs(row: AuditRow) -> str:
    """How long the last runs took, the newest last."""
    last = row.usage.run_minutes[-LAST_RUNS:]
    noun = "last run took" if len(last) == 1 else "last runs took"
    return f"{noun} {', '.join(map(_short, last))} min"


def _short(minutes: float) -> str:
    """Minutes to look at, whole from 10 up."""
    return f"{minutes:,.0f}" if minutes >= 9.95 else amount(round(minutes, 1))


def proposal_strip(proposal: Proposal, paper: Paper, height: int) -> tuple[Line, ...]:
    """The rule and the first things that a proposal was seen in; of a skipped step the reasons."""
    kind = _kind(proposal)
    room = paper.width - 11 - cells(kind)
    title: Line = (Span(cut(headline(proposal, paper.signs), room, paper.signs.cut), "title"),)
    head = rule(title, (Span(kind, "muted"),), paper.width, paper.signs.light)
    room = min(SHOWN if height < 7 else height - 2, height - 1)
    shown = [_seen(one, paper, reasons=proposal.kind == "skipped") for one in proposal.seen[:room]]
    rest = len(proposal.seen) - len(shown)
    if rest and len(shown) < height - 1:
        shown.append(lay(paper.width, (Cell(EDGE, paper.width, (Span(f"and {rest:,} more", "muted"),)),)))
    return (head, *shown)


def _kind(proposal: Proposal) -> str:
    """How alike, from whom, or what it is about."""
    if proposal.kind == "skipped":
        return "a step to change"
    if proposal.kind == "late":
        return f"{proposal.points:.1f} points lost"
    return f"alike {int(100 * proposal.alike)} %"


def _seen(one: Seen, paper: Paper, *, reasons: bool) -> Line:
    """When, with whom, and in which words."""
    when = on_day(one.at, paper)
    who_width = 0 if reasons else min(20, paper.width // 4)
    text_at = EDGE + 12 + (who_width + 1 if who_width else 0)
    room = paper.width - text_at - 2
    said = quoted(one.text, room, paper.signs) if not reasons else cut(name(one.text) or "no reason", room, "")
    who = cut(name(one.who), who_width, paper.signs.cut)
    placed = [Cell(EDGE, 11, (Span(when, "muted"),)), Cell(text_at, room, (Span(said),))]
    if who_width:
        placed.insert(1, Cell(EDGE + 12, who_width, (Span(who, "strong"),)))
    return lay(paper.width, placed)


def quoted(text: str, room: int, signs: Glyphs) -> str:
    """As much of a text as fits, in quotation marks."""
    return f"{signs.opening}{cut(name(text), max(1, room - 2), signs.cut)}{signs.closing}"
