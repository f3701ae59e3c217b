"""What kinds, stages and tiers of relationships there are to choose from."""

from __future__ import annotations

from typing import get_args

from tui.domain.model import Kind, Tier
from tui.present.form import Said
from tui.present.forms.around import Around
from tui.present.forms.asked import Option, teammate

KINDS = tuple(Option(kind, kind) for kind in get_args(Kind))
STAGES = tuple(Option(stage, stage) for stage in ("prospect", "onboarding", "active"))
TIERS = tuple(Option(tier, tier) for tier in get_args(Tier))
NOBODY = "nobody"


def owner_field(text: str, around: Around, default: str | None) -> tuple[str, Said]:
    """The handle of an owner, "" for nobody; an empty text means the default."""
    if text.strip().casefold() in (NOBODY, "none", "-"):
        return "", Said(NOBODY)
    if not text.strip() and not default:
        return "", Said(NOBODY, choices=teammate("", around, around.me)[1].choices)
    return teammate(text, around, default or "")
