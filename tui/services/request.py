"""What an import is asked and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tui.domain.model import Instant
from tui.domain.rules import Rules
from tui.ingest.record import RawMessage
from tui.ingest.sources import Source
from tui.services.identity import Account

Progress = Callable[[str, int, int], None]
"""Called with what goes on ("looking", "reading"), how many bytes are done and of how many."""


@dataclass
class Counts:
    """What an import did: `read` = `new` + `known` + `rejected`; `automatic` and `unmatched` are parts of `new`.

    `relationships` and `interactions` are those that it made.
    """

    read: int = 0
    new: int = 0
    known: int = 0
    automatic: int = 0
    unmatched: int = 0
    rejected: int = 0
    relationships: int = 0
    interactions: int = 0
    waits_given_up: int = 0


@dataclass(frozen=True)
class Report:
    """Counts, and what the importer should be told: how much mail is ours, and who else bears our name."""

    counts: Counts
    sent: int
    namesakes: tuple[str, ...]
    passed_over: tuple[str, ...]


def _silent(_what: str, _done: int, _total: int) -> None:
    pass


@dataclass(frozen=True)
class Request:
    """An import: who asks for it, the moments of the rules and of the wall clock, which addresses are theirs.

    `places` is how the importer called the sources. `founder` makes the database where there is none, by `rules`.
    """

    sources: Sequence[Source]
    actor: str
    me: tuple[str, ...]
    moment: Instant
    wall: Instant
    progress: Progress = field(default=_silent)
    places: str = ""
    founder: Account | None = None
    rules: Rules = field(default_factory=Rules)

    def walk(self, what: str) -> Iterator[RawMessage]:
        """Every message of every source, telling how far it is."""
        total, before = sum(source.size for source in self.sources), 0
        for source in self.sources:
            for raw in source:
                yield raw
                self.progress(what, before + source.position, total)
            before += source.size
