"""The wizard's first questions: what the process is, how often, how long, who, and by which words it is known."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from tui.domain.problem import Problem
from tui.present.audit import answers, asking, stop
from tui.present.audit.answers import FACTS
from tui.present.audit.questions import STOP
from tui.present.paper import Paper
from tui.present.spans import Line
from tui.screens.auditing import Auditing
from tui.screens.keeping import Keeping
from tui.screens.session import Session
from tui.widgets.drawn import Drawn
from tui.widgets.field import Field

LIMIT = 20_000
PLACE = 900
"""How much of a text that cannot be read fits into the place where somebody left."""


class StopScreen(Auditing):
    """One question at a time, each with a field."""

    place = "stop"

    def __init__(self, session: Session, keeping: Keeping) -> None:
        super().__init__(session, keeping)
        self.wrong = ""
        self.offer = ""
        self.shown = self.filled = ""
        _, which, half, *_ = (*self.audit.at.split(" ", 2), "", "")
        if half:
            keeping.half[which] = half
            keeping.stand(f"stop {which}")

    def content(self) -> ComposeResult:
        yield Drawn(self.session.look, id="question")
        yield Field(self.session.look, self.session.signs, "", limit=LIMIT, id="answer")
        yield Drawn(self.session.look, id="below")

    @property
    def field(self) -> Field:
        """What is typed into."""
        return self.query_one("#answer", Field)

    @property
    def fact(self) -> str:
        """The fact that is asked for."""
        which = self.audit.at.partition(" ")[2]
        return which if which in FACTS else FACTS[0]

    @property
    def handle(self) -> str:
        """Who sits here."""
        return self.session.desk.handle

    @property
    def typing(self) -> bool:
        return self.field.text != self.filled

    @property
    def idle(self) -> frozenset[str]:
        return frozenset(["wizard.former"] if self.fact == FACTS[0] else [])

    def named(self) -> tuple[tuple[str, str], ...]:
        return self.session.keymap.footer(self.places, row=True, idle=self.idle)

    def on_mount(self) -> None:
        self.drawn("question").show(self._question)
        self.drawn("below").show(self._below)
        self.drawn("detail").show(
            lambda width, _height: stop.facts(self.audit, self.fact, self.handle, self.paper(width))
        )
        self.field.focus()

    def show(self) -> None:
        which = self.fact
        if which != self.shown or not self.typing:
            self.shown = which
            self.filled = self.keeping.half.get(which) or answers.fact(self.audit, which, self.handle)
            self.field.hint = STOP[which].hint
            self.resized()
            self.field.set(self.filled)
        self.wrong = self.offer = ""
        for part in ("question", "below", "detail"):
            self.drawn(part).redraw()
        self.refresh_footer()

    def resized(self) -> None:
        self.field.prompt = asking.indent(self.paper(self.app.size.width))

    def note(self, paper: Paper, /) -> Line:
        return asking.count_note(FACTS.index(self.fact) + 1, len(FACTS), paper)

    def _question(self, width: int, height: int) -> tuple[Line, ...]:
        return asking.question(STOP[self.fact], (), self.paper(width), height)

    def _below(self, width: int, height: int) -> tuple[Line, ...]:
        if self.fact == FACTS[0] and not (self.keeping.stored.id or self.field.text or self.wrong):
            return stop.introduction(self.paper(width), height)
        read = answers.reading(self.fact, self.field.text, self.handle)
        key = self.session.keymap.key("wizard.next")
        return stop.below(read, self.wrong, self.offer, key, self.paper(width), height)

    @on(Field.Changed)
    def _typed(self) -> None:
        self.wrong = self.offer = ""
        self.drawn("below").redraw()

    def settle(self) -> None:
        """Put what is typed into the audit; what cannot be read is kept beside it, and where one left."""
        which, text = self.fact, self.field.text
        self.keeping.half.pop(which, None)
        try:
            audit = answers.with_fact(self.audit, which, text, self.handle)
        except Problem:
            if text.strip():
                self.keeping.half[which] = text
        else:
            self.filled = text
            self.change(audit)
        half = next(iter(self.keeping.half.items()), (which, ""))
        self.keeping.stand(f"stop {' '.join(half)}".strip()[:PLACE])

    def do_wizard_next(self) -> None:
        """Take the answer, or the reading that was offered for it, and ask the next question."""
        which = self.fact
        try:
            audit = answers.with_fact(self.audit, which, self.offer or self.field.text, self.handle)
        except Problem as problem:
            self.wrong, self.offer = str(problem), answers.offered(problem)
            self.drawn("below").redraw()
            return
        self.keeping.half.pop(which, None)
        self.filled = self.field.text
        self.change(audit)
        following = FACTS.index(which) + 1
        first = f"steps {self.audit.steps[0].key}" if self.audit.steps else "steps"
        self.go(f"stop {FACTS[following]}" if following < len(FACTS) else first)

    def do_wizard_former(self) -> None:
        place = FACTS.index(self.fact)
        if place:
            self.settle()
            self.go(f"stop {FACTS[place - 1]}")
