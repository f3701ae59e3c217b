"""A list that is narrowed while one types."""

from __future__ import annotations

from textual import on

from tui.keys import Places
from tui.screens.ofprocess import OfProcess
from tui.widgets.field import Field


class Filtering(OfProcess):
    """The field that narrows the list, shown while it says anything."""

    text = ""
    typed_hint = "a part of a name, or of what it is about"
    """What may be typed."""

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
        self._show_field(True, self.typed_hint)
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
        self.narrow()

    @on(Field.Changed)
    def _filter(self, event: Field.Changed) -> None:
        self.text = event.text
        self.narrow()

    def narrow(self) -> None:
        """Show what fits the text."""
        self.load()

    def fits(self, *texts: str) -> bool:
        """Whether every typed word stands in one of the texts."""
        folded = " ".join(texts).casefold()
        return all(word in folded for word in self.text.casefold().split())
