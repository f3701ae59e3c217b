"""The wizard's page Do: a treatment for each step, the advised one or one's own."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from tui.domain import often
from tui.domain.audit import Audit, Step, Treatment
from tui.domain.problem import Problem
from tui.domain.stepping import changed
from tui.domain.thinking import asked
from tui.domain.treatment import ranked
from tui.domain.whole import whole
from tui.present.audit import said, treating
from tui.present.audit.figures import amount
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.screens.oneline import OneLine
from tui.widgets.drawn import Drawn
from tui.widgets.rows import Rows

FOOT = ("wizard.take", "do.first", "wizard.build_hours", "wizard.back", "wizard.on", "wizard.leave", "app.help")
BUILD, COST = "hours to build it", "what it costs a month"


class DoScreen(OneLine):
    """The steps, and for the selected one all that may be done about it; a process without steps is one itself."""

    place = "do"
    def content(self) -> ComposeResult:
        look, signs = self.session.look, self.session.signs
        with Horizontal(id="do"):
            with Vertical(id="treatments"):
                yield Drawn(look, id="captions")
                yield Rows(look, signs, id="rows")
            yield Drawn(look, id="panel")
            yield Drawn(look, id="said")

    def on_mount(self) -> None:
        at = self.audit.at.partition(" ")[2]
        self.show()
        self.rows.select_key(at)
        self._show_selected()

    @property
    def whole(self) -> Audit:
        """The audit with what is typed in it, as far as it can be read."""
        audit, step = whole(self.audit), self.selected
        if self.typing and step is not None and not isinstance(number := self._number(), Problem):
            return changed(audit, self._with(step, number))
        return audit

    @property
    def selected(self) -> Step | None:
        """The step with the cursor, as it is kept."""
        return next((step for step in whole(self.audit).steps if f"{step.key}" == self.rows.key), None)

    @property
    def number(self) -> int:
        """Which step has the cursor, from 1."""
        keys = [f"{step.key}" for step in whole(self.audit).steps]
        return keys.index(self.rows.key) + 1 if self.rows.key in keys else 0

    def note(self, _paper: Paper) -> Line:
        of = f" of {len(whole(self.audit).steps)}"
        return (Span("step ", "muted"), Span(f"{self.number}", "title"), Span(of, "muted"))

    def named(self) -> tuple[tuple[str, str], ...]:
        if self.typing:
            return super().named()
        keymap = self.session.keymap
        keys = {"do.first": f"{keymap.key('do.first')}-{keymap.key('do.sixth')}"}
        return tuple((keys.get(one, keymap.key(one)), keymap.actions[one].label) for one in FOOT)

    def show(self) -> None:
        audit, costs = self.whole, self.session.desk.costs
        numbers = {step.key: index for index, step in enumerate(audit.steps, 1)}

        def drawn(item: Step | treating.Note, width: int) -> Line:
            paper = self.paper(width)
            if isinstance(item, Step):
                return treating.step_line(numbers[item.key], item, audit, costs, paper)
            return treating.note_line(item, paper)

        apart = self.has_class("-tall") and 2 * len(audit.steps) + 2 < self.rows.size.height
        listed = treating.listed(audit.steps, apart=apart)
        self.rows.show(listed, drawn, lambda item: f"{item.key}" if isinstance(item, Step) else None)
        size = len(audit.steps)
        self.drawn("captions").show(lambda width, _height: (treating.captions(size, self.paper(width)),))
        self._show_selected()

    @on(Rows.Rested)
    def _show_selected(self) -> None:
        self.drawn("panel").show(self._panel)
        self.drawn("said").show(self._said)
        self.show_strip()
        self.drawn("stages").redraw()
        if self.selected is not None:
            self.keeping.stand(f"do {self.selected.key}")
        self.refresh_footer()

    def _panel(self, width: int, height: int) -> tuple[Line, ...]:
        audit, costs = self.whole, self.session.desk.costs
        if self.selected is None:
            return ()
        step = audit.steps[self.number - 1]
        lines = treating.panel(self.number, step, audit, costs, self.paper(width - 1), height)
        return tuple((Span(" "), *line) for line in lines)

    def _said(self, width: int, height: int) -> tuple[Line, ...]:
        audit, costs = self.whole, self.session.desk.costs
        if self.selected is None:
            return ()
        step = audit.steps[self.number - 1]
        return said.answers(step, audit, self.keeping.usage, costs, self.paper(width))[:height]

    def strip(self, paper: Paper) -> Line:
        return self._echo() if self.typing else treating.strip(self.audit, self.session.desk.costs, paper)

    def resized(self) -> None:
        self.show()

    def _choose(self, index: int) -> None:
        """Choose a treatment by its place, or go back to the advice where it is chosen already."""
        step = self.selected
        if step is not None:
            treatment = self._ranked(step)[index]
            self._treat(step, None if step.treatment == treatment else treatment)

    def _ranked(self, step: Step) -> tuple[Treatment, ...]:
        return ranked(whole(self.audit), step, self.session.desk.costs)

    def _treat(self, step: Step, treatment: Treatment | None) -> None:
        self.change(changed(whole(self.audit), replace(step, treatment=treatment)))

    def do_do_first(self) -> None:
        self._choose(0)

    def do_do_second(self) -> None:
        self._choose(1)

    def do_do_third(self) -> None:
        self._choose(2)

    def do_do_fourth(self) -> None:
        self._choose(3)

    def do_do_fifth(self) -> None:
        self._choose(4)

    def do_do_sixth(self) -> None:
        self._choose(5)

    def do_wizard_take(self) -> None:
        """Take the advice unless somebody chose already, and go to the next step."""
        step = self.selected
        if step is not None and step.treatment is None:
            self._treat(step, self._ranked(step)[0])
        if self.number == len(whole(self.audit).steps):
            self.do_wizard_on()
        else:
            self.rows.move(1)

    def do_wizard_on(self) -> None:
        self.go("redesign")

    def do_wizard_back(self) -> None:
        last = asked(self.audit)[-1]
        self.go(f"think {last.question}{'' if last.step is None else f' {last.step}'}")

    def do_wizard_build_hours(self) -> None:
        step = self.selected
        if step is not None:
            self.ask(BUILD, "" if step.build_hours is None else f"{step.build_hours:g}")

    def do_wizard_cost(self) -> None:
        step = self.selected
        if step is not None:
            self.ask(COST, f"{step.monthly_cost:g}" if step.monthly_cost else "")

    def _number(self) -> float | Problem | None:
        """What is typed as a number, None where nothing is."""
        try:
            read = often.read_hours if self.asks == BUILD else often.read_money
            return read(self.field.text) if self.field.text.strip() else None
        except Problem as problem:
            return problem

    def _with(self, step: Step, number: float | None) -> Step:
        if self.asks == BUILD:
            return replace(step, build_hours=number)
        return replace(step, monthly_cost=number or 0.0)

    def _echo(self) -> Line:
        """What the typed text is read as, or what is wrong with it."""
        number = self._number()
        if isinstance(number, Problem):
            return (Span(f"   {self.session.signs.late} {number}", "watch"),)
        if number is None:
            read = "not known" if self.asks == BUILD else "nothing"
        else:
            read = f"{amount(number)} {'h' if self.asks == BUILD else 'a month'}"
        return (Span("   = ", "muted"), Span(read))

    def do_step_done(self) -> None:
        number = self._number()
        if isinstance(number, often.Unsure) and number.offer:
            self.field.set(number.offer)
            self.show()
        elif not isinstance(number, Problem):
            self.do_step_leave()

    def settle(self) -> None:
        audit, self.asks = self.whole, ""
        if whole(self.audit) != audit:
            self.change(audit)
