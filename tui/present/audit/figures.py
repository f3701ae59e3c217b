"""What a redesign comes to, in five lines of figures, and its numbers in words."""

from __future__ import annotations

from tui.domain.audit import Audit
from tui.domain.practice import Hurt
from tui.domain.redesign import Figures, Verdict
from tui.present.lines import Cell, fit, lay, length, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span, Token
from tui.present.words import count

EDGE = 3
LABEL = 16
BESIDE = 18


def amount(value: float) -> str:
    """A number with a decimal only where one is needed: "6", "6.5", "1,230"; below 1 with two digits: "0.33"."""
    return f"{value:.2g}" if 0.01 <= value < 0.95 else f"{value:,.1f}".removesuffix(".0")


def monthly(runs: float) -> str:
    """How often a month: "once a month", "22 times a month"."""
    return "once a month" if runs == 1 else f"{amount(runs)} times a month"


def minutes(value: float | None, unmeasured: str) -> str:
    """Minutes in a column, or the sign for none."""
    if value is None:
        return unmeasured
    return amount(value) if value < 100 else f"{value:.0f}"


def hours(value: float | None, unknown: str) -> str:
    """Hours a month with one decimal, or the sign for what nobody can know."""
    return unknown if value is None else f"{value:,.1f}"


def verdict_said(verdict: Verdict, audit: Audit) -> str:
    """A verdict in a word; of a process without steps nobody has confirmed that it may be dropped."""
    return "drop?" if verdict == "drop" and not audit.steps else verdict


def figure_lines(found: Figures, hurt: Hurt, paper: Paper) -> tuple[Line, ...]:
    """Hours a month before and after, what is automated, when it pays back, and whom the process hurts."""
    return (
        *_bars(found, paper),
        labelled("automated", automated(found), paper),
        labelled("pays back in", (*pays_back(found), Span("  "), *_why(found)), paper),
        labelled("hurts", hurts(hurt), paper),
    )


def labelled(label: str, spans: Line, paper: Paper) -> Line:
    """A muted label, and what stands behind it."""
    at = EDGE + LABEL
    room = paper.width - at - 1
    shown = shortened(spans, room, paper.signs.cut)
    return lay(paper.width, (Cell(EDGE, LABEL - 1, (Span(label, "muted"),)), Cell(at, room, shown)))


def shortened(spans: Line, room: int, mark: str) -> Line:
    """The spans where they fit, else as much of them as does, with a mark."""
    return spans if length(spans) <= room else (*fit(spans, room - 1), Span(mark, "muted"))


def _bars(found: Figures, paper: Paper) -> tuple[Line, Line]:
    """Hours a month as they are and as they will be, the longer one as long as there is room."""
    room = min(60, max(0, paper.width - EDGE - LABEL - BESIDE - 3 * (2 if paper.wide else 1)))
    longest = max(found.hours_before or 0.0, found.hours_after or 0.0)
    right = Cell(EDGE + LABEL + room + 2, BESIDE, ())

    def one(label: str, value: float | None, drawn: Token, said: Token, *, bold: bool) -> Line:
        length = max(1, round(room * value / longest)) if value else 0
        number = Span(f"{hours(value, paper.signs.unmeasured):>6}", said, bold=bold)
        told: Line = (number, Span(f" {'redesigned' if bold else 'today'}", "muted"))
        return lay(
            paper.width,
            (
                Cell(EDGE, LABEL - 1, (Span(label, "muted"),)),
                Cell(EDGE + LABEL, room, (Span(paper.signs.heavy * length, drawn),)),
                right._replace(spans=told),
            ),
        )

    before = one("hours a month", found.hours_before, "muted", "text", bold=False)
    return before, one("", found.hours_after, "accent", "strong", bold=True)


def automated(found: Figures) -> Line:
    """How much a tool does then: "4 of 7 steps, 19 % of the minutes"."""
    many = Span(f"{found.automated}", "strong", bold=True)
    steps: Line = (many, Span(f" of {count(found.steps, 'step')}", "muted"))
    if found.share_minutes is None:
        return steps
    share = Span(f"{found.share_minutes:.0%}".replace("%", " %"), "strong", bold=True)
    return (*steps, Span(", ", "muted"), share, Span(" of the minutes", "muted"))


def pays_back(found: Figures) -> Line:
    """After how long building has paid for itself."""
    if is_idle(found):
        return (Span("nothing to build", "muted"),)
    if found.unknown_builds or found.hours_saved is None:
        return (Span("unknown", "watch", bold=True),)
    if found.payback is None:
        return (Span("never", "watch", bold=True),)
    if not found.build_hours:
        return (Span("at once", "strong", bold=True),)
    return (Span(months(found.payback), "strong", bold=True),)


def is_idle(found: Figures) -> bool:
    """Whether a redesign builds nothing and neither costs nor saves anything, so that nothing has to pay back."""
    spends = found.build_hours or found.unknown_builds or found.monthly_cost
    return not spends and found.minutes_before == found.minutes_after


def months(value: float) -> str:
    """A payback: "2.7 months"."""
    shown = "less than 0.1" if value < 0.05 else f"{value:,.1f}".removesuffix(".0")
    return f"{shown} month" if shown == "1" else f"{shown} months"


def _why(found: Figures) -> Line:
    """What stands behind the payback, in words."""
    if is_idle(found):
        return (Span(saves(0.0), "muted"),)
    if found.hours_saved is None:
        missing = "how often it runs" if found.minutes_before else "how long it takes"
        return (Span(f"{missing} is missing", "muted"),)
    if found.unknown_builds:
        missing = f"build hours of {count(found.unknown_builds, 'step')} are missing"
        return (Span(missing, "muted"),)
    build = [f"{amount(found.build_hours)} h to build"] if found.build_hours else []
    return (Span(", ".join([*build, _saves_and_costs(found.hours_saved, found.monthly_cost)]), "muted"),)


def _saves_and_costs(value: float, cost: float) -> str:
    """What it saves in hours and costs in money a month; of money only where there is some."""
    if not cost:
        return saves(value)
    if value >= 0.05:
        return f"saves {value:,.1f} h and costs {amount(cost)} a month"
    return f"{saves(value)}, costs {amount(cost)} a month"


def saves(value: float) -> str:
    """Hours a month saved, or what it takes more."""
    if abs(value) < 0.05:
        return "saves nothing yet"
    return f"saves {value:,.1f} h a month" if value > 0 else f"takes {-value:,.1f} h a month more"


def hurts(hurt: Hurt) -> Line:
    """Whom the process hurts, and what that costs them in points."""
    if not hurt.relationships:
        return (Span("nobody, as far as the log shows", "muted"),)
    told = f"{count(len(hurt.relationships), 'relationship')}, {hurt.points:,.1f} points"
    return (Span(told), Span(f"  {name(hurt.words)}" if hurt.words else "", "muted"))
