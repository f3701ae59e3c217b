"""A page of the wizard on which one thing may be typed in one line, over the strip that says how it is read."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from tui.keys import Places
from tui.present.audit import frame
from tui.present.paper import Paper
from tui.present.spans import Line
from tui.screens.auditing import Auditing
from tui.widgets.field import Field


class OneLine(Auditing):
    """The field is shown while something is asked for; what is typed counts as soon as it can be read."""

    asks = ""
    """What is asked for, "" for nothing."""

    def body(self) -> ComposeResult:
        yield from super().body()
        yield Field(self.session.look, self.session.signs, "", id="typed")

    def on_mount(self) -> None:
        self.field.display = False

    @property
    def field(self) -> Field:
        """Where it is typed."""
        return self.query_one("#typed", Field)

    @property
    def places(self) -> Places:
        return ("note",) if self.asks else super().places

    @property
    def typing(self) -> bool:
        return bool(self.asks)

    def ask(self, asks: str, text: str) -> None:
        """Have one thing typed, beginning with a text."""
        self.asks, self.field.prompt = asks, f"  {asks} "
        self.field.set(text)
        self.field.display = True
        self.field.focus()
        self.show()
        self.refresh_footer()

    def asked_no_more(self) -> None:
        """Go back to the page."""
        self.asks = ""
        self.set_focus(None)
        self.field.display = False
        self.show()
        self.refresh_footer()

    def strip(self, paper: Paper) -> Line:
        """The one line of the strip, while something is typed how it is read."""
        raise NotImplementedError

    def show_strip(self) -> None:
        """Draw the strip anew."""
        self.drawn("detail").show(self._detail)

    def _detail(self, width: int, height: int) -> tuple[Line, ...]:
        paper = self.paper(width)
        return (frame.plain_rule(paper), self.strip(paper))[-height:]

    @on(Field.Changed)
    def _typed(self) -> None:
        self.show()

    def do_step_leave(self) -> None:
        self.settle()
        self.asked_no_more()
