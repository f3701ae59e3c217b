"""A list that is narrowed while one types."""

from __future__ import annotations

from textual import on

from tui.keys import Places
from tui.present import relationships
from tui.screens.acting import Acting
from tui.widgets.field import Field


class Filtering(Acting):
    """The field that narrows the list, shown while it says anything."""

    text = ""

    @property
    def field(self) -> Field:
        """The filter."""
        return self.query_one("#filter", Field)

    @property
    def places(self) -> Places:
        return ("filter",) if self.field.has_focus else super().places

    @property
    def idle(self) -> frozenset[str]:
        return frozenset() if self.text.strip() or self.field.has_focus else frozenset(("filter.clear",))

    def do_list_filter(self) -> None:
        self._show_field(True, relationships.FILTER)
        self.field.focus()

    def _show_field(self, shown: bool, hint: str) -> None:
        self.field.display = shown
        self.set_class(shown, "-filtering")
        self.hint = hint
        self.hush()
        self.call_after_refresh(self.refresh_footer)

    def do_filter_keep(self) -> None:
        self.set_focus(None)
        self._show_field(bool(self.text.strip()), "")

    def do_filter_clear(self) -> None:
        self.field.set("")
        self.text = ""
        self.do_filter_keep()
        self.load()

    @on(Field.Changed)
    def _filter(self, event: Field.Changed) -> None:
        self.text = event.text
        self.load()
