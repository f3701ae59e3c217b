"""A screen whose keys are those of the table."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from tui.keys import Places


@runtime_checkable
class Keyed(Protocol):
    """Pages and blocks over them; what they do for an action is a method `do_` with its id."""

    @property
    def places(self) -> Places:
        """Where keys are looked up, the nearest place first."""

    def refresh_footer(self, begun: tuple[tuple[str, str], ...] | None = None, /) -> None:
        """Name the keys of this place, or those that may follow a begun sequence."""
