"""What a field of a form may hold, to choose from."""

from __future__ import annotations

from tui.keys import Places
from tui.present.choosing import choice_line
from tui.present.form import Choice
from tui.present.spans import Line
from tui.screens.picking import Picking


class ChooseScreen(Picking[Choice]):
    """Lists choices, best first; returns the text of the chosen one."""

    places: Places = ("choose",)

    def key(self, item: Choice) -> str:
        return item.text

    def told(self, item: Choice) -> str:
        return f"{item.shown} {item.more} {item.text}"

    def line(self, item: Choice, width: int) -> Line:
        return choice_line(item, self.session.signs, width)

    def do_choose_take(self) -> None:
        self.dismiss(self.rows.key)
