"""The wizard's questions about a process, and about its steps where the answer differs."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult

from tui.domain import thinking
from tui.domain.audit import Answer
from tui.domain.text import clean_line
from tui.domain.thinking import Asked
from tui.keys import Places
from tui.present.audit import asking, think
from tui.present.audit.questions import THINK, key_of
from tui.present.paper import Paper
from tui.present.spans import Line
from tui.screens.auditing import Auditing
from tui.screens.keeping import Keeping
from tui.screens.session import Session
from tui.widgets.drawn import Drawn
from tui.widgets.field import Field
from tui.widgets.rows import Rows

NOTE = 1_000
NOT_NAMED = ("think.", "wizard.on")


class ThinkScreen(Auditing):
    """One question at a time; `noting` while a note is typed."""

    place = "think"

    def __init__(self, session: Session, keeping: Keeping) -> None:
        super().__init__(session, keeping)
        self.noting = False
        self.shown: Asked | None = None

    def content(self) -> ComposeResult:
        yield Drawn(self.session.look, id="question")
        yield Rows(self.session.look, self.session.signs, id="rows")
        yield Field(self.session.look, self.session.signs, "", limit=NOTE, id="answer")
        yield Drawn(self.session.look, id="below")

    @property
    def places(self) -> Places:
        return ("note",) if self.noting else ("think",)

    @property
    def typing(self) -> bool:
        return self.noting

    @property
    def field(self) -> Field:
        """What a note is typed into."""
        return self.query_one("#answer", Field)

    @property
    def all_asked(self) -> tuple[Asked, ...]:
        """All questions as it is answered so far."""
        return thinking.asked(self.audit)

    @property
    def ask(self) -> Asked:
        """The question in view: the first one where its place is gone."""
        found = self.all_asked
        _, question, key, *_ = (*self.audit.at.split(), "", "")
        fitting = [one for one in found if one.question == question and str(one.step or "") in (key, "")]
        exact = [one for one in fitting if str(one.step or "") == key]
        return next(iter((*exact, *fitting)), found[0])

    @property
    def idle(self) -> frozenset[str]:
        keymap = self.session.keymap
        return frozenset(ident for ident in keymap.actions if ident.startswith(NOT_NAMED))

    @property
    def options(self) -> dict[str, Answer]:
        """The answers by the actions that give them."""
        ask = self.ask
        found = thinking.options(self.audit, ask)
        return {key_of(ask.question, answer, place): answer for place, answer in enumerate(found)}

    def named(self) -> tuple[tuple[str, str], ...]:
        keymap = self.session.keymap
        found = keymap.footer(self.places, row=True, idle=self.idle)
        keys = " ".join(keymap.key(ident) for ident in self.options)
        return found if self.noting else ((keys, "answer"), *found)

    def on_mount(self) -> None:
        self.drawn("question").show(self._question)
        self.drawn("below").show(self._below)
        self.drawn("detail").show(
            lambda width, _height: think.answers(self.audit, self.ask, self.paper(width))
        )
        self.field.display = False

    def show(self) -> None:
        ask = self.ask
        self.rows.styles.height = len(self.options)
        options = [think.option(key, answer, ask, self.audit) for key, answer in self.options.items()]
        self.rows.show(options, self._option, _key)
        if ask != self.shown:
            self.shown = ask
            given = thinking.said(self.audit, ask)
            self.rows.select_key(next((key for key, answer in self.options.items() if answer == given), ""))
            if given is None:
                self.rows.first()
        for part in ("question", "below", "detail"):
            self.drawn(part).redraw()
        self.refresh_footer()

    def note(self, paper: Paper, /) -> Line:
        questions = thinking.questions(self.audit)
        return asking.count_note(questions.index(self.ask.question) + 1, len(questions), paper)

    def _question(self, width: int, height: int) -> tuple[Line, ...]:
        ask, paper = self.ask, self.paper(width)
        under: tuple[Line, ...] = ()
        for count, step in enumerate(self.audit.steps, 1):
            if step.key == ask.step:
                under = asking.step_under(count, len(self.audit.steps), clean_line(step.text), paper)
        return asking.question(THINK[ask.question], under, paper, height)

    def _option(self, one: think.Option, width: int) -> Line:
        return think.option_line(self.session.keymap.key(one.action), one, self.paper(width))

    def _below(self, width: int, height: int) -> tuple[Line, ...]:
        paper, question = self.paper(width), self.ask.question
        key = self.session.keymap.key("process.told")
        shown = think.evidence(question, self.audit, self.keeping.usage, key, paper)
        note = "" if self.noting else self.audit.notes.get(question, "")
        return think.below(shown, note, paper, height)

    def _answer(self, ident: str) -> None:
        answer = self.options.get(ident)
        if answer is not None:
            self.rows.select_key(ident)
            self._stand()
            self.change(thinking.answered(self.audit, self.ask, answer))

    def _stand(self) -> None:
        self.keeping.stand(_at(self.ask))

    def do_think_yes(self) -> None:
        self._answer("think.yes")

    def do_think_no(self) -> None:
        self._answer("think.no")

    def do_think_first(self) -> None:
        self._answer("think.first")

    def do_think_second(self) -> None:
        self._answer("think.second")

    def do_think_third(self) -> None:
        self._answer("think.third")

    def do_think_differs(self) -> None:
        self._answer("think.differs")

    def do_wizard_take(self) -> None:
        """Take the selected answer and go on."""
        if self.rows.key is not None:
            self._answer(self.rows.key)
        self.do_wizard_on()

    def do_wizard_on(self) -> None:
        found = self.all_asked
        following = found.index(self.ask) + 1
        steps = self.audit.steps
        self.go(_at(found[following]) if following < len(found) else f"do {steps[0].key}" if steps else "do")

    def do_wizard_back(self) -> None:
        found = self.all_asked
        place = found.index(self.ask)
        steps = self.audit.steps
        self.go(_at(found[place - 1]) if place else f"steps {steps[-1].key}" if steps else "steps")

    def do_wizard_note(self) -> None:
        self.resized()
        self._note(True)
        self.field.set(self.audit.notes.get(self.ask.question, ""))
        self.field.focus()

    def resized(self) -> None:
        self.field.prompt = asking.indent(self.paper(self.app.size.width))

    def _note(self, noting: bool) -> None:
        self.noting = noting
        self.field.display = noting
        self.drawn("below").redraw()
        self.refresh_footer()

    def settle(self) -> None:
        if self.noting:
            self._end_note()
        self._stand()

    def _end_note(self) -> None:
        self._note(False)
        self.set_focus(None)
        question, text = self.ask.question, self.field.text.strip()
        notes = {other: said for other, said in self.audit.notes.items() if other != question}
        self._stand()
        self.change(replace(self.audit, notes={**notes, question: text} if text else notes))

    def do_step_done(self) -> None:
        self._end_note()

    def do_step_leave(self) -> None:
        self._end_note()


def _key(item: object) -> str | None:
    return item.action if isinstance(item, think.Option) else None


def _at(ask: Asked) -> str:
    return f"think {ask.question}" if ask.step is None else f"think {ask.question} {ask.step}"
