"""The page Processes: what was audited with what it saves and costs, and what is worth an audit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui.domain.practice import AuditRow
from tui.domain.proposed import SPAN_DAYS, Proposal
from tui.domain.reviews import due_review
from tui.domain.thinking import questions
from tui.present.audit.figures import verdict_said
from tui.present.glyphs import Glyphs
from tui.present.lines import Cell, cells, cut, fit, lay, length, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.today import EDGE, Note
from tui.present.words import MONTHS, count, local

MUCH = 5.0
"""From how many points on a process hurts so much that it wants an eye."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The line over what is worth an audit, and how much of it there is."""

    count: int


Item = Heading | Note | AuditRow | Proposal


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns stand, 0 where one is left out; numbers by their right edges."""

    state: int
    points: int
    saved: int
    hurts: int = 0
    verdict: int = 0
    hoped: int = 0
    owner: int = 0
    next: int = 0


def columns(paper: Paper) -> Columns:
    """Drop order: owner and next, h hoped, verdict, hurts."""
    width = paper.width
    if paper.wide:
        inner = width - 27
        return Columns(inner - 53, inner - 1, inner - 14, inner - 8, inner - 39, inner - 22, width - 25, width - 17)
    if width >= 78:
        return Columns(width - 53, width - 1, width - 14, width - 8, width - 39, width - 22)
    if width >= 70:
        return Columns(width - 46, width - 1, width - 14, width - 8, width - 32)
    if width >= 56:
        return Columns(width - 35, width - 1, width - 14, width - 8)
    return Columns(width - 29, width - 1, width - 8)


def title(rows: Sequence[AuditRow] | None, paper: Paper) -> Line:
    """The page's name, how many there are, and what they save together."""
    told: Line = (Span("Processes", "title"),)
    if rows is None:
        return lay(paper.width, (Cell(EDGE, 12, told),))
    told = (*told, Span(f"  {len(rows)}", "muted"))
    room = paper.width - EDGE - length(told) - 5
    right = next((line for line in _sums(rows, paper) if length(line) <= room), ())
    end = paper.width - 3
    return lay(paper.width, (Cell(EDGE, paper.width, told), Cell(end - length(right), length(right), right)))


def _sums(rows: Sequence[AuditRow], paper: Paper) -> Iterable[Line]:
    """What those in practice save, from the longest to the shortest."""
    practised = [row for row in rows if row.audit.practised_at is not None]
    if not practised:
        return ((Span("nothing is in practice yet", "muted"),),) if rows else ()
    hoped = f"{sum(row.figures.hours_saved or 0.0 for row in practised):,.1f} h"
    measured = [row.saved for row in practised if row.saved is not None]
    if not measured:
        return (_hours("hoped: ", f"{hoped} a month"), _hours("", hoped))
    saved = f"{sum(measured):,.1f} h"
    whole = _hours("saved: ", f"{saved} a month of {hoped} hoped")
    right, tried = sum(row.right for row in rows), sum(row.tried for row in rows)
    advice = (Span(f"advice right {right:,} of {count(tried, 'step')}     ", "muted"),)
    longest = ((*advice, *whole),) if paper.wide and tried else ()
    return (*longest, whole, _hours("saved: ", f"{saved} of {hoped}"), _hours("", f"{saved} of {hoped}"))


def _hours(before: str, said: str) -> Line:
    return (Span(before, "muted"), Span(said)) if before else (Span(said),)


def captions(paper: Paper) -> Line:
    """What the columns are."""
    at = columns(paper)
    left = [(EDGE, "process"), (at.state, "state"), (at.verdict, "verdict"), (at.owner, "owner"), (at.next, "next")]
    right = [(at.hoped, "h hoped"), (at.saved, "h saved"), (at.hurts, "hurts"), (at.points, "points")]
    placed = [(start, text) for start, text in left if start]
    placed += [(end - len(text), text) for end, text in right if end]
    return lay(paper.width, [Cell(start, len(text), (Span(text, "muted"),)) for start, text in sorted(placed)])


def items(audits: Sequence[AuditRow], proposals: Sequence[Proposal]) -> tuple[Item, ...]:
    """The audits in the order in which they come, then what is worth one."""
    if not proposals:
        return tuple(audits)
    gap = (Note(),) if audits else ()
    return (*audits, *gap, Heading(len(proposals)), *proposals)


def line(item: Item, paper: Paper) -> Line:
    """Any line of the list."""
    if isinstance(item, AuditRow):
        return audit_line(item, paper)
    if isinstance(item, Proposal):
        return proposal_line(item, paper)
    if isinstance(item, Heading):
        told = (Span("Worth an audit", "muted", bold=True), Span(f" {item.count:,}, seen in your log", "muted"))
        return lay(paper.width, (Cell(EDGE, paper.width, told),))
    return lay(paper.width, (Cell(EDGE, paper.width, (Span(item.text, "muted"),)),))


def audit_line(row: AuditRow, paper: Paper) -> Line:
    """Its name, how far it is, what is done about it, what it saves, whom it hurts, whose it is, what is next."""
    at, mark = columns(paper), paper.signs.cut
    faint = Span(paper.signs.nothing, "faint")
    review = row.state == "review"
    placed = [
        Cell(1, 1, (sign(row, paper.signs),)),
        Cell(EDGE, at.state - EDGE - 1, (Span(cut(named(row), at.state - EDGE - 1, mark), "strong"),)),
        Cell(at.state, 13, (Span(cut(state(row), 13, mark), "watch" if review else "text"),)),
    ]
    if at.verdict:
        verdict = Span(verdict_said(row.verdict, row.audit)) if row.verdict else faint
        placed.append(Cell(at.verdict, 10, (verdict,)))
    if at.hoped:
        placed.append(_number(at.hoped, row.figures.hours_saved if row.verdict else None, faint, mark))
    placed.append(_number(at.saved, row.saved, faint, mark))
    hurt = len(row.hurt.relationships)
    if at.hurts:
        placed.append(Cell(at.hurts - 5, 5, (Span(f"{hurt:,}") if hurt else faint,), right=True))
    lost = Span(f"{row.hurt.points:,.1f}", "bad" if row.hurt.points >= MUCH else "text")
    placed.append(Cell(at.points - 6, 6, (lost if hurt else faint,), right=True))
    if at.owner:
        owner = cut(name(row.audit.owner), at.next - at.owner - 1, mark)
        placed.append(Cell(at.owner, at.next - at.owner - 1, (Span(owner, "muted"),)))
        placed.append(Cell(at.next, paper.width - at.next, (Span(following(row, paper)),)))
    return lay(paper.width, placed)


def _number(end: int, value: float | None, nothing: Span, mark: str) -> Cell:
    return Cell(end - 7, 7, (nothing if value is None else Span(cut(f"{value:,.1f}", 7, mark)),), right=True)


def named(row: AuditRow) -> str:
    """What it is called, as far as it has a name."""
    return name(row.audit.name) or "no name yet"


def sign(row: AuditRow, signs: Glyphs) -> Span:
    """The sign in the second column: a review that is due, who does it now, or how far it is."""
    if row.state == "review":
        return Span(signs.today, "watch")
    if row.state == "dropped":
        return Span(signs.unmeasured, "muted")
    if row.state != "in practice":
        return Span(signs.coming, "muted")
    if row.verdict == "automate":
        return Span(signs.tool, "accent")
    return Span(signs.arrow, "accent") if row.verdict == "outsource" else Span(signs.kept, "good")


def state(row: AuditRow) -> str:
    """How far it is, in at most 13 letters for fewer than 100 steps: "think, 3 of 6", "30-day review"."""
    audit = row.audit
    if row.state == "review":
        due = due_review(audit.reviews)
        return f"{due.days}-day review" if due else "review"
    question = (*audit.at.split(" "), "")[1]
    if row.state == "think":
        asked = questions(audit)
        number = next((index for index, one in enumerate(asked, 1) if one == question), 1)
        return f"think, {number} of {len(asked)}"
    if row.state == "do" and audit.steps:
        keys = [str(step.key) for step in audit.steps]
        number = keys.index(question) + 1 if question in keys else 1
        return f"do, {number} of {len(keys)}"
    if row.state == "stop":
        return f"stop, {'steps' if audit.at.startswith('steps') else question or 'name'}"
    return row.state


def following(row: AuditRow, paper: Paper) -> str:
    """What comes next, "" where nothing does."""
    if row.state == "review":
        return "asks today"
    if row.usage.under_way is not None:
        return "run under way"
    if row.state in ("stop", "think", "do", "redesign"):
        return "resume"
    due = due_review(row.audit.reviews)
    if due is None:
        return ""
    # a review is due at the end of a day, which is the next one's 00:00
    day, now = local(due.due - 1, paper.zone).date(), local(paper.now, paper.zone).date()
    year = "" if day.year == now.year else f" {day.year}"
    return f"{due.days} days: {day.day} {MONTHS[day.month - 1]}{year}"


def proposal_line(proposal: Proposal, paper: Paper) -> Line:
    """What was seen, how often, and from how many or at what cost."""
    end = paper.width - (19 if paper.wide else 2)
    told = tally(proposal, paper)
    room = end - cells(told) - 2 - EDGE
    return lay(
        paper.width,
        (
            Cell(1, 1, (Span(paper.signs.thank, "accent"),)),
            Cell(EDGE, room, (Span(cut(headline(proposal, paper.signs), room, paper.signs.cut), "strong"),)),
            Cell(end - cells(told), cells(told), (Span(told),)),
        ),
    )


def headline(proposal: Proposal, signs: Glyphs) -> str:
    """What is worth an audit, in the words of the log."""
    quoted = f"{signs.opening}{name(proposal.text)}{signs.closing}"
    if proposal.kind != "late":
        return quoted
    kinds = "".join({one.id[:1] for one in proposal.seen})
    what = {"w": "late replies", "p": "broken promises", "f": "late follow-ups"}.get(kinds)
    return f"{what} that say {quoted}" if what else f"late or broken: {quoted}"


def tally(proposal: Proposal, paper: Paper) -> str:
    """How often it was seen, and from how many or at what cost; shorter on a narrow page."""
    often = f"{len(proposal.seen):,} {paper.signs.broken}"
    if proposal.kind == "skipped":
        return f"skipped {often}" if proposal.seen else "skipped"
    if paper.width >= 72:
        often += f" in {SPAN_DAYS} days"
    if proposal.kind == "late":
        return f"{often}, {proposal.points:>4.1f} points"
    return f"{often}, {count(proposal.askers, 'asker')}" if proposal.kind == "question" else often


def empty(key: str, paper: Paper) -> tuple[Line, ...]:
    """What the page says where nothing was audited yet; `key` begins."""
    told: Line = (Span("   No process yet. ", "title"), Span(f" {key}", "key"))
    more: Line = (Span(" looks at the first one; 30 minutes that save hours.", "muted"),)
    if length((*told, *more)) <= paper.width:
        return ((), (*told, *more))
    tail: Line = (Span("   30 minutes that save hours.", "muted"),)
    return ((), fit((*told, Span(" looks at the first one.", "muted")), paper.width), fit(tail, paper.width))
