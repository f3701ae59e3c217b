"""What a redesign comes to, in five lines of figures, and its numbers in words."""

from __future__ import annotations

from tui.domain.practice import Hurt
from tui.domain.redesign import Figures
from tui.present.lines import Cell, fit, lay, length, name
from tui.present.paper import Paper
from tui.present.spans import Line, Span, Token
from tui.present.words import count

EDGE = 3
LABEL = 16
BESIDE = 18


def amount(value: float) -> str:
    """A number with a decimal only where one is needed: "6", "6.5"."""
    return f"{round(value, 1):,g}" if abs(value) < 1000 else f"{value:,.0f}"


def minutes(value: float | None, unmeasured: str) -> str:
    """Minutes in a column, or the sign for none."""
    if value is None:
        return unmeasured
    return amount(value) if value < 100 else f"{value:.0f}"


def figure_lines(found: Figures, cost: float, hurt: Hurt, paper: Paper) -> tuple[Line, ...]:
    """Hours a month before and after, what is automated, when it pays back, and whom the process hurts.

    `cost` is what the redesign costs a month.
    """
    return (
        *_bars(found, paper),
        labelled("automated", automated(found), paper),
        labelled("pays back in", (*pays_back(found), Span("  "), *_why(found, cost)), paper),
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
    longest = max(found.hours_before, found.hours_after)
    right = Cell(EDGE + LABEL + room + 2, BESIDE, ())

    def one(label: str, hours: float, drawn: Token, said: Token, *, bold: bool) -> Line:
        share = hours / longest if longest else 0.0
        length = max(1, round(room * share)) if hours > 0 else 0
        number = Span(f"{hours:6,.1f}", said, bold=bold)
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
    if found.unknown_builds:
        return (Span("unknown", "watch", bold=True),)
    if found.payback is None:
        nothing = not found.build_hours and found.hours_saved == 0
        return (Span("nothing to build", "muted"),) if nothing else (Span("never", "watch", bold=True),)
    if not found.build_hours:
        return (Span("at once", "strong", bold=True),)
    return (Span(months(found.payback), "strong", bold=True),)


def months(value: float) -> str:
    """A payback: "2.7 months"."""
    shown = "less than 0.1" if value < 0.05 else amount(value)
    return f"{shown} month" if shown == "1" else f"{shown} months"


def _why(found: Figures, cost: float) -> Line:
    """What stands behind the payback, in words."""
    if found.unknown_builds:
        missing = f"build hours of {count(found.unknown_builds, 'step')} are missing"
        return (Span(missing, "muted"),)
    build = [f"{amount(found.build_hours)} h to build"] if found.build_hours else []
    costs = [f"{amount(cost)} a month"] if cost else []
    return (Span(", ".join([*build, *costs, saves(found.hours_saved)]), "muted"),)


def saves(hours: float) -> str:
    """Hours a month saved, or what it takes more."""
    if abs(hours) < 0.05:
        return "saves nothing yet"
    return f"saves {hours:.1f} h a month" if hours > 0 else f"takes {-hours:.1f} h a month more"


def hurts(hurt: Hurt) -> Line:
    """Whom the process hurts, and what that costs them in points."""
    if not hurt.relationships:
        return (Span("nobody, as far as the log shows", "muted"),)
    told = f"{count(len(hurt.relationships), 'relationship')}, {hurt.points:.1f} points"
    return (Span(told), Span(f"  {name(hurt.words)}" if hurt.words else "", "muted"))
