"""Every command by its name."""

from __future__ import annotations

from tui.keys import Action
from tui.present.help import command_line
from tui.present.spans import Line
from tui.screens.picking import Picking


class Palette(Picking[Action]):
    """Lists the actions of the place where it was opened; returns the id of the chosen one."""

    def key(self, item: Action) -> str:
        return item.id

    def told(self, item: Action) -> str:
        return f"{item.label} {item.help} {item.id}"

    def line(self, item: Action, width: int) -> Line:
        return command_line(item, self.session.keymap.key(item.id), self.session.signs, width)
