"""The obvious thing to do about a row of Today."""

from __future__ import annotations

from tui.domain.acts import Act, Done, Kept, Replied, Thanked
from tui.domain.views import OpenRow


def obvious(row: OpenRow) -> Act | None:
    """What is done about a row at once; None where somebody has to say more."""
    if row.kind == "wait":
        return Replied(row.id)
    if row.kind in ("promise", "their promise"):
        return Kept(row.id)
    if row.kind == "follow-up":
        return Done(row.id)
    return Thanked(row.relationship, row.id) if row.kind == "thanks" else None
