"""The wizard's first questions: what the process is, how often, how long, who, and by which words it is known."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult

from tui.domain.problem import Problem
from tui.present.audit import answers, asking, stop
from tui.present.audit.answers import FACTS
from tui.present.audit.questions import STOP
from tui.present.paper import Paper
from tui.present.spans import Line
from tui.screens.auditing import Auditing
from tui.widgets.drawn import Drawn
from tui.widgets.field import Field

LIMIT = 20_000


class StopScreen(Auditing):
    """One question at a time, each with a field."""

    place = "stop"
    wrong: Problem | None = None

    def content(self) -> ComposeResult:
        yield Drawn(self.session.look, id="question")
        yield Field(self.session.look, self.session.signs, "", limit=LIMIT, id="answer")
        yield Drawn(self.session.look, id="below")
        yield Drawn(self.session.look, id="room")

    @property
    def field(self) -> Field:
        """What is typed into."""
        return self.query_one("#answer", Field)

    @property
    def asked(self) -> str:
        """The fact that is asked for."""
        which = (self.audit.at.split(" ", 2) + [""])[1]
        return which if which in FACTS else FACTS[0]

    @property
    def typing(self) -> bool:
        return self.field.text != answers.fact(self.audit, self.asked, self.session.desk.handle)
