"""Why a treatment is advised, or what speaks for it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.domain.audit import Treatment
from tui.domain.treatment import Reason
from tui.present.audit.figures import amount, monthly, months
from tui.present.lines import name
from tui.present.spans import Line, Span

MOST_WRONG = 3
WHOLE_FROM = 10
"""From so many months on, there is no room for a decimal."""
COMES_TO = ("build", "saves", "payback", "never")
"""What automating comes to, which is said in one sentence."""


def because(treatment: Treatment, found: Sequence[Reason], cost: float) -> tuple[Line, ...]:
    """Why a treatment is advised, one reason a line; `cost` is what its tool costs a month."""
    plain = [reason for reason in found if reason.kind not in COMES_TO]
    wrong = [reason for reason in plain if reason.kind == "wrong"][MOST_WRONG:]
    lines: list[Line] = [(Span(_long(reason)),) for reason in plain if reason not in wrong]
    if treatment == "keep":
        lines.insert(0, (Span("it needs you, or someone you trust"),))
    lines += _comes_to({reason.kind: reason.number for reason in found}, cost)
    return tuple(_ended(lines))


def _comes_to(found: dict[str, float], cost: float) -> Iterator[Line]:
    if "build" not in found:
        return
    costs = f", costs {amount(cost)} a month" if cost else ""
    build = f"{amount(found['build'])} h to build{costs},"
    saves = f"saves {found['saves']:,.1f} h a month:"
    if cost:
        yield (Span(build),)
        yield (Span(saves),)
    else:
        yield (Span(f"{build} {saves}"),)
    if "never" in found:
        yield (Span("never", "watch", bold=True), Span(" pays back"))
    elif found["payback"] == 0:
        yield (Span("pays back "), Span("at once", "strong", bold=True))
    else:
        yield (Span("pays back in "), Span(months(found["payback"]), "strong", bold=True))


def _ended(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with a semicolon after each but the last one and those that lead on."""
    for index, line in enumerate(lines):
        leads = index + 1 == len(lines) or line[-1].text.endswith((":", ","))
        yield line if leads else (*line[:-1], line[-1]._replace(text=f"{line[-1].text};"))


def _long(reason: Reason) -> str:
    if reason.kind == "alike":
        return f"{monthly(reason.number)}, always alike" if reason.number else "always done alike"
    if reason.kind == "wrong":
        return f"it goes wrong: {name(reason.text)}"
    if reason.kind == "big":
        return f"takes {reason.number:,.1f} h a month"
    if reason.kind == "ask again":
        return f"asked again in {reason.number:.0f} days"
    return {
        "told": "somebody is told again how",
        "recall": "one tries to remember how",
        "gift": "outside your gift",
        "rule": "needs no judging",
        "partly": "needs little judging",
        "direct": "earns income directly",
        "indirect": "earns income only indirectly",
        "no income": "earns no income",
        "missed": "nobody would miss it",
    }[reason.kind]


def speaks_for(treatment: Treatment, found: Sequence[Reason]) -> str:
    """The one reason that speaks most for a treatment that is not advised, in few words."""
    if treatment == "drop":
        return "would nobody notice?"
    if not found:
        return "nothing speaks for it"
    last = found[-1]
    return _short(last if last.kind in ("payback", "never") else found[0])


def _short(reason: Reason) -> str:
    if reason.kind == "alike":
        return f"{monthly(reason.number)}, alike" if reason.number else "always done alike"
    if reason.kind == "wrong":
        return name(reason.text)
    if reason.kind == "payback":
        whole = round(reason.number) if reason.number >= WHOLE_FROM else reason.number
        return f"pays back in {months(whole)}" if reason.number else "pays back at once"
    if reason.kind == "never":
        return "never pays back"
    short = {"told": "somebody is told how", "recall": "one tries to remember", "indirect": "indirect income only"}
    return short.get(reason.kind) or _long(reason)
