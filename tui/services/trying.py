"""Doing something for the look of it: everything is checked and carried out, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tui.domain.acts import Act
from tui.domain.model import Instant
from tui.domain.outcome import Outcome
from tui.services.doing.perform import perform
from tui.store.store import Said, Store, Transaction


class _Tried(Exception):
    """The end of a transaction that is not to stay."""


class Trial(Store):
    """The database, in which every transaction ends as if it had never been."""

    @contextmanager
    def write(self, said: Said) -> Iterator[Transaction]:
        """A transaction that is taken back in its end."""
        try:
            with super().write(said) as tx:
                yield tx
                raise _Tried
        except _Tried:
            return


def tried(store: Store, handle: str, wanted: Sequence[Act], at: Instant, wall: Instant) -> Outcome:
    """What `perform` would do; Problem where it would refuse."""
    return perform(Trial(store.path), handle, wanted, at, wall)
