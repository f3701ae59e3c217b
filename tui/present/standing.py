"""The strip under the list of relationships: why, what is best next, and what the signs mean."""

from __future__ import annotations

from tui.domain.listing import ListQuery
from tui.domain.views import ListRow, OpenRow, RelationshipView, RowKind
from tui.present.due import heal, when
from tui.present.grade import told_by_hand
from tui.present.ledger import tenths, told
from tui.present.lines import cut, fit, length, name, rule, wrapped
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import count, points, span, target, whole

BEST = "  Best next: "
DO_IT: dict[RowKind, str] = {
    "wait": "answer it",
    "promise": "keep it",
    "follow-up": "do it",
    "thanks": "say thanks",
    "silence": "get in touch",
    "their promise": "ask for it",
}


def strip(row: ListRow, view: RelationshipView | None, paper: Paper, height: int) -> tuple[Line, ...]:
    """The rule and what stands under it, `height` lines in all; `view` says why, once it is read."""
    body = height - 1
    told = _short(row, paper) if body < 7 else _long(row, view, paper)
    return (head(row, paper, legend=body < 7), *(fit(line, paper.width) for line in told[:body]))


def head(row: ListRow, paper: Paper, *, legend: bool) -> Line:
    """The rule: the name, and the legend where the strip has no room for it."""
    title: Line = (Span(name(row.relationship.name), "title"),)
    told = _legend(row, paper, legend=legend)
    return rule(title, (Span(told, "muted"),) if told else (), paper.width, paper.signs.light)


def _legend(row: ListRow, paper: Paper, *, legend: bool) -> str:
    if legend:
        return "seen: p promise r reply f follow-up" if paper.width >= 72 else ""
    known = row.relationship
    return f"{known.kind}, {row.stage}, tier {known.tier}"


def _short(row: ListRow, paper: Paper) -> tuple[Line, ...]:
    if row.override:
        return ((Span("   "), *told_by_hand(row.override, paper)),)
    why: Line = (Span("   "), *why_line(row, paper))
    room = paper.width - length(why) - len(BEST) - 2
    if row.best is None or room < 16:
        return (why,)
    flagged = row.best.group == "flagged"
    said = DO_IT[row.best.kind] if flagged else cut(heal(row.best, paper), room - 6, paper.signs.cut)
    return ((*why, Span(BEST, "muted"), Span(said), *_worth(row.best)),)


def _long(row: ListRow, view: RelationshipView | None, paper: Paper) -> tuple[Line, ...]:
    best = best_line(row, paper) or (Span("nothing is open", "muted"),)
    label = "   ! flagged  " if row.health.flagged else "   now        "
    flagged = "bad" if row.health.flagged else "muted"
    return (
        (Span(label, "bad" if flagged == "bad" else "muted"), *why_line(row, paper, long=True)),
        (Span(f"{f'   why {whole(row.health.score, paper.signs.unmeasured)}':<14}", "muted"), *lost(view, paper)),
        (Span("   best next  ", "muted"), *best),
        (Span("   measured   ", "muted"), *measured(row)),
        (Span("   by hand    ", "muted"), *told_by_hand(row.override, paper)) if row.override else (),
        *signs_legend(paper),
    )


def why_line(row: ListRow, paper: Paper, *, long: bool = False) -> Line:
    """How it stands in one sentence."""
    best = row.best
    if best is not None and best.group == "flagged":
        sign = "" if long else f"{paper.signs.flag} "
        return (Span(f"{sign}{waiting(best, paper)}.", "text" if long else "bad"),)
    if row.health.score is None:
        return (Span("Nothing has ended yet, so there is no score.", "muted"),)
    open_late = row.overdue_follow_ups + row.overdue_promises
    told = []
    if row.reply.waiting:
        told.append(f"{count(row.reply.waiting, 'reply', 'replies')} owed")
    if open_late:
        told.append(f"{count(open_late, 'thing') if long else f'{open_late:,}'} overdue")
    if row.broken_promises:
        told.append(f"{count(row.broken_promises, 'promise') if long else f'{row.broken_promises:,}'} broken")
    if told:
        return (Span(f"{', '.join(told)}.", "text"),)
    return (Span(f"Nothing is late. {count(row.interactions, 'interaction')} so far.", "muted"),)


def lost(view: RelationshipView | None, paper: Paper) -> Line:
    """Where most of the points went, in one sentence."""
    if view is None or not view.ledger:
        return ()
    by_points = sorted(zip(view.ledger, tenths(view.ledger), strict=True), key=lambda pair: -pair[0].points)
    reasons = [
        f"{tenth / 10:.1f} {'points ' if first else ''}for {told(view, line, paper.zone)}"
        for first, (line, tenth) in zip((True, False), by_points, strict=False)
    ]
    return (Span(f"{', '.join(reasons)}."),)


def waiting(row: OpenRow, paper: Paper) -> str:
    """What waits or is late, with its target."""
    if row.kind == "wait":
        sent = "call" if row.channel == "call" else "mail"
        return f"a {sent} {when(row, paper)}, target {target(row.target)}"
    return f"{row.kind}: {name(row.what)}, {when(row, paper)}"


def best_line(row: ListRow, paper: Paper) -> Line:
    """The open thing worth most."""
    if row.best is None:
        return ()
    return (Span(heal(row.best, paper)), *_worth(row.best))


def _worth(row: OpenRow) -> Line:
    worth = points(row.points)
    return (Span(", "), Span(worth, "title")) if worth else ()


def measured(row: ListRow) -> Line:
    """How replies went, in numbers."""
    stats = row.reply
    if stats.median is None:
        return (Span("no reply yet", "muted"),)
    median, owed = span(stats.median, 28_800), target(stats.target)
    told = f"{count(stats.n, 'reply', 'replies')}, median {median} of working time, target {owed}"
    if stats.wall_median is not None:
        told += f", {span(stats.wall_median)} by the wall"
    if stats.waived:
        told += f"; {stats.waived} needed none"
    if stats.given_up:
        told += f"; {stats.given_up} given up"
    return (Span(told, "muted"),)


def signs_legend(paper: Paper) -> tuple[Line, ...]:
    """What the columns and signs mean."""
    signs = paper.signs
    seen = f"   seen   p promises   r replies   f follow-ups   {signs.nothing} no evidence yet"
    grades = (
        f"   grade  {signs.today} A from 85, B from 70   {signs.half} C from 55   {signs.coming} D from 40"
        f"   {signs.broken} F below   {signs.nothing} ? fewer than 3 items   {signs.unmeasured} none"
    )
    trends = "trend   points in 28 days, from 5 up"
    return ((Span(f"{seen:<79}{trends}", "muted"),), (Span(grades, "muted"),))


def nothing_matches(query: ListQuery, text: str, paper: Paper, key: str) -> tuple[Line, ...]:
    """What the list says when no row fits the filter that was typed."""
    shown = cut(name(text), max(8, paper.width - 46), paper.signs.cut)
    told: Line = (Span(f"   Nothing matches '{shown}'.", "title"), Span(f"  {key}", "key"))
    more: Line = (Span("   stage:all", "strong"), Span(" looks among dormant and ended ones too.", "muted"))
    lines: tuple[Line, ...] = ((*told, Span(" clears the filter.", "muted")), *(() if query.stage else (more,)))
    return ((), *(fit(line, paper.width) for line in lines))


def nothing_here(text: str, paper: Paper, key: str) -> tuple[Line, ...]:
    """What any other list says when no row fits what was typed."""
    shown = cut(name(text), max(8, paper.width - 46), paper.signs.cut)
    told: Line = (Span(f"   Nothing here matches '{shown}'.", "title"), Span(f"  {key}", "key"))
    return ((), fit((*told, Span(" clears the filter.", "muted")), paper.width))


def left_out(number: int, key: str) -> Line:
    """The line under the list: how many it leaves out, and how to see them."""
    told = (Span(f"   {number:,} dormant or ended: ", "muted"), Span(key, "key"), Span(" stage:all", "strong"))
    return (*told, Span(" shows them", "muted"))


def nobodys(whose: str, me: str, paper: Paper) -> tuple[Line, ...]:
    """What the list says when one teammate has nobody."""
    said = "You have no relationship here." if whose == me else f"{name(whose)} has no relationship here."
    return ((), fit((Span(f"   {said}", "title"),), paper.width))


def nobody(hidden: int, paper: Paper, filter_key: str, begin: str) -> tuple[Line, ...]:
    """What the list says when there is nobody in it but `hidden` ones."""
    said = "Nobody here is active now." if hidden else "There is no relationship here yet."
    begins: Line = (Span("   "), Span(begin, "key"), Span(" says how to begin.", "muted"))
    more = left_out(hidden, filter_key) if hidden else begins
    return ((), fit((Span(f"   {said}", "title"),), paper.width), fit(more, paper.width))


def refused(wrong: str, paper: Paper, height: int) -> tuple[Line, ...]:
    """The strip when the filter asks for what cannot be: what there is not, and what there is."""
    said, _, instead = name(wrong).partition("; ")
    head_line = rule((Span(said, "title"),), (), paper.width, paper.signs.light)
    room = max(8, paper.width - 4)
    told = [(Span(f"   {text}", "watch"),) for text in wrapped(instead[:1].upper() + instead[1:], room)]
    return (head_line, *(fit(line, paper.width) for line in told[: height - 1]))
