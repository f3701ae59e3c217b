"""The signs of kept and what stands for them where only ASCII is drawn well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tui.domain.model import DAY, Seconds
from tui.domain.views import Grade, OpenRow

Icons = Literal["unicode", "ascii"]


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One sign for each meaning, each one cell wide; `levels` run from the lowest week up."""

    flag: str = "!"
    late: str = "▲"
    today: str = "●"
    coming: str = "○"
    half: str = "◐"
    broken: str = "×"
    nothing: str = "·"
    kept: str = "✓"
    thank: str = "+"
    silent: str = "~"
    longest: str = "≈"
    up: str = "▲"
    down: str = "▼"
    heavy: str = "━"
    light: str = "─"
    bar: str = "▌"
    cut: str = "…"
    gap: str = "…"
    unmeasured: str = "–"
    opening: str = "“"
    closing: str = "”"
    cursor: str = "▏"
    block: str = "■"
    arrow: str = "→"
    tool: str = "►"
    divider: str = "│"
    levels: str = "▁▂▃▄▅▆▇█"
    boxes: bool = True


UNICODE = Glyphs()
ASCII = Glyphs(
    late="#",
    today="*",
    coming="o",
    half="%",
    broken="x",
    nothing=".",
    kept="v",
    longest="=",
    up="+",
    down="-",
    heavy="=",
    light="-",
    bar=">",
    cut=">",
    gap="...",
    unmeasured="-",
    opening='"',
    closing='"',
    cursor="_",
    block="#",
    arrow=">",
    tool=">",
    divider="|",
    levels="__--==##",
    boxes=False,
)


def glyphs(icons: Icons) -> Glyphs:
    """The set of signs by its name in the configuration."""
    return ASCII if icons == "ascii" else UNICODE


def of_grade(signs: Glyphs, grade: Grade) -> str:
    """The sign that stands before a grade's letter."""
    return {"A": signs.today, "B": signs.today, "C": signs.half, "D": signs.coming, "F": signs.broken}.get(
        grade, signs.nothing
    )


def of_row(signs: Glyphs, row: OpenRow) -> str:
    """The sign in the second column of an open thing."""
    if row.group == "flagged":
        return signs.flag
    if row.kind == "thanks":
        return signs.thank
    if row.kind == "draft":
        return signs.nothing
    if row.kind == "silence":
        return of_silence(signs, row.silent, row.cadence) or signs.silent
    if row.group == "overdue" or row.late > 0:
        return signs.late
    return signs.today if row.group == "due today" else signs.coming


def of_silence(signs: Glyphs, silent: Seconds, cadence: int) -> str:
    """The sign of a silence past the rhythm of so many days, another past twice that, "" before."""
    if cadence <= 0 or silent <= cadence * DAY:
        return ""
    return signs.silent if silent <= 2 * cadence * DAY else signs.longest
