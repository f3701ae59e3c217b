"""What an import did, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.services.request import Counts, Report

NAMED = 5


def lines(report: Report, *, dry_run: bool) -> Iterator[str]:
    """The report line by line."""
    counts = report.counts
    yield f"{_count(counts.read, 'mail', 'mails')} read: {_found(counts)}."
    yield from _came_of_it(counts, dry_run=dry_run)
    if counts.read and not report.sent:
        yield "None of it is from you, so nobody can have been answered: import your sent mail too."
    if report.namesakes:
        one = report.namesakes[0]
        yield f"Also bears your name: {_listed(report.namesakes)}; --me {one} if it is you."
    if report.passed_over:
        yield f"Passed over, as no mail or not readable: {_listed(report.passed_over)}."
    if counts.rejected:
        yield f"{_count(counts.rejected, 'mail', 'mails')} could not be read: kept doctor --rejected says why."
    if dry_run:
        yield "Nothing was changed."


def _found(counts: Counts) -> str:
    parts = [f"{counts.new:,} new", f"{counts.known:,} known already"]
    if counts.rejected:
        parts.append(f"{counts.rejected:,} unreadable")
    return ", ".join(parts)


def _came_of_it(counts: Counts, *, dry_run: bool) -> Iterator[str]:
    would = "would make" if dry_run else "made"
    if counts.relationships or counts.interactions:
        people = _count(counts.relationships, "new relationship", "new relationships")
        yield f"It {would} {people} and {_count(counts.interactions, 'interaction', 'interactions')}."
    if counts.automatic or counts.unmatched:
        yield (
            f"Of the new mail {counts.automatic:,} is automatic, and {counts.unmatched:,} belongs to nobody you"
            " write with; its text is not kept."
        )
    if counts.waits_given_up:
        gave = "would give up" if dry_run else "gave up"
        waits = _count(counts.waits_given_up, "wait", "waits")
        yield f"It {gave} {waits} that nobody answered in time."


def _listed(names: Sequence[str], most: int = NAMED) -> str:
    more = len(names) - most
    return ", ".join([*_first(names, most), *([f"and {more:,} more"] if more > 0 else [])])


def _first(names: Iterable[str], most: int) -> list[str]:
    return list(names)[:most]


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
