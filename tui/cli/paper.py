"""The page that commands draw on, the same as the screens'."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from tui.cli.call import Call
from tui.cli.say import width
from tui.present.glyphs import glyphs
from tui.present.paper import Paper


def paper(call: Call) -> Paper:
    """As wide as the terminal, at the moment of the rules, in the team's zone."""
    return Paper(width(), call.now, ZoneInfo(call.office.zone), glyphs(call.loaded.settings.kept.icons), tall=True)
