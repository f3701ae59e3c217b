"""Pairs of measurements, A B A B in one run, and the table they make."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

PAIRS = 7
WIDTHS = (46, 26, 12, 12, 7, 9)
HEADS = ("what", "beside", "kept", "other", "ratio", "target")
GROWTHS = ((0.15, "constant"), (0.9, "less than linear"), (1.15, "linear or n log n"))
"""What a growth is called, by the highest power of the size that is called so."""


@dataclass(frozen=True)
class Line:
    """One target: what was measured beside what, each a list of figures in `unit`.

    `most` is the highest ratio of the medians that meets the target; `limit` instead the highest figure of ours,
    where the target names one; both None for what is only told. `note` says what else should be known.
    """

    what: str
    beside: str
    unit: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...] = ()
    most: float | None = None
    limit: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Our median to theirs; None where there is nothing to divide by."""
        other = statistics.median(self.theirs) if self.theirs else 0
        return statistics.median(self.ours) / other if other else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met, None where there is none."""
        if self.limit is not None:
            return statistics.median(self.ours) <= self.limit
        if self.most is None:
            return None
        if self.ratio is None:
            return not any(self.ours)
        return self.ratio <= self.most


def paired(
    ours: Callable[[], float], theirs: Callable[[], float], pairs: int = PAIRS
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Measure one and the other in turn, so that whatever else the machine does is shared between them."""
    both = [(ours(), theirs()) for _ in range(pairs)]
    return tuple(a for a, _ in both), tuple(b for _, b in both)


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile."""
    ascending = sorted(values)
    return ascending[max(0, -(-int(percent * len(ascending)) // 100) - 1)]


def table(lines: Iterable[Line]) -> str:
    """The lines as people read them."""
    rows = [_row(HEADS)]
    for line in lines:
        ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
        other = _shown(line.theirs, line.unit) if line.theirs else ""
        verdict = {True: "met", False: "NOT MET", None: ""}[line.met]
        cells = (line.what, line.beside, _shown(line.ours, line.unit), other, ratio, _target(line))
        rows.append(f"{_row(cells)}  {verdict}".rstrip())
        if line.note:
            rows.append(f"    {line.note}")
    return "\n".join(rows)


def growth(found: Mapping[int, Iterable[Line]]) -> str:
    """How each of our figures grows with the size, by the lines found at one part in so many of it."""
    shares = sorted(found, reverse=True)
    rows = [_grown("growth", [f"1/{share}" for share in shares], "")]
    for same in zip(*(found[share] for share in shares), strict=True):
        last, whole = (statistics.median(line.ours) for line in same[-2:])
        named = last and whole and _named(math.log(whole / last) / math.log(shares[-2] / shares[-1]))
        rows.append(_grown(same[-1].what, [_shown(line.ours, line.unit) for line in same], named or ""))
    return "\n".join(rows)


def _named(power: float) -> str:
    return next((name for most, name in GROWTHS if power <= most), "worse than linear")


def _grown(what: str, figures: Iterable[str], name: str) -> str:
    return " ".join((what.ljust(WIDTHS[0]), *(figure.ljust(WIDTHS[2]) for figure in figures), name)).rstrip()


def write(lines: Iterable[Line], path: Path) -> None:
    """The lines as JSON."""
    plain = [{**asdict(line), "ratio": line.ratio, "met": line.met} for line in lines]
    path.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")


def _target(line: Line) -> str:
    if line.limit is not None:
        return f"{line.limit:g} {line.unit}"
    return "" if line.most is None else f"{line.most:g} x"


def _shown(values: Sequence[float], unit: str) -> str:
    return f"{statistics.median(values):.4g} {unit}"


def _row(cells: Sequence[str]) -> str:
    return " ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
