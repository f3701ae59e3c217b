"""Where a cursor stands in a list that has changed."""

from __future__ import annotations

from collections.abc import Sequence

Keys = Sequence[str | None]
"""The keys of the lines of a list, None for a line that cannot be selected."""


def stays(before: Keys, cursor: int, after: Keys) -> int:
    """The line of the row that was selected; where that is gone, of the next one that stayed, else of one above.

    The same line as before where none of them stayed.
    """
    places = {key: index for index, key in reversed([*enumerate(after)]) if key is not None}
    order = (*before[cursor:], *reversed(before[:cursor]))
    return next((places[key] for key in order if key in places), cursor)
