"""Which review of a process is asked for, apart from all else about it, which Today need not know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.domain.audit import Review
    from tui.domain.model import Instant


def due_review(told: Iterable[Review], until: Instant = 0) -> Review | None:
    """The last review that is due by then, else the next one to come; None where none is left.

    It replaces those before it that nobody answered: these are skipped.
    """
    reviews = sorted(told, key=lambda review: review.due)
    answered = [index for index, review in enumerate(reviews) if review.done_at is not None]
    left = reviews[answered[-1] + 1 :] if answered else reviews
    due = [review for review in left if review.due <= until]
    return due[-1] if due else next(iter(left), None)
