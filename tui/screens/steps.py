"""The wizard's editor of steps: what is really done, by whom, how long, and what goes wrong."""

from __future__ import annotations

from dataclasses import replace

from tui.domain import stepping
from tui.domain.audit import OUTSIDE, TOOL, Step
from tui.domain.problem import Problem
from tui.screens.typedsteps import TypedSteps

TOO_MANY = f"A process has at most {stepping.MOST} steps. Make one step of several, or two processes."

STRIP = ("steps.add", "steps.edit", "steps.who", "steps.split", "steps.join", "steps.down", "steps.remove")
LABELS = {"steps.down": "move"}
SHORT = {**LABELS, "steps.add": "add", "steps.join": "join"}
NARROW = 72


class StepsScreen(TypedSteps):
    """Adds, splits, joins, moves and removes steps by single keys."""

    def step_keys(self, width: int, /) -> tuple[tuple[str, str], ...]:
        keymap, narrow = self.session.keymap, width < NARROW
        labels = SHORT if narrow else LABELS
        keys = {"steps.down": f"{keymap.key('steps.down')}{'' if narrow else ' '}{keymap.key('steps.up')}"}
        return tuple(
            (keys.get(ident, keymap.key(ident)), labels.get(ident, keymap.actions[ident].label)) for ident in STRIP
        )

    def do_steps_add(self) -> None:
        step = self.step
        who = step.who if step else self.audit.who or self.handle
        fresh = Step(stepping.new_key(self.audit), who=who)
        if len(self.audit.steps) >= stepping.MOST:
            self.warn(TOO_MANY)
            return
        self.fresh, self.below = True, step.key if step else None
        self._edit(fresh)

    def do_steps_edit(self) -> None:
        if self.step is not None:
            self._edit(self.step)

    def do_steps_who(self) -> None:
        step = self.step
        if step is not None:
            order = (*self.session.desk.team, TOOL, OUTSIDE)
            following = order[(order.index(step.who) + 1) % len(order)] if step.who in order else order[0]
            self.alter(stepping.changed(self.audit, replace(step, who=following)))

    def do_steps_split(self) -> None:
        step = self.step
        if step is None:
            return
        try:
            audit = stepping.split(self.audit, step.key)
        except Problem as problem:
            self.warn(str(problem))
            return
        second = audit.steps[stepping.at(audit, step.key) + 1]
        self.alter(audit)
        if not second.text:
            self._edit(second)

    def do_steps_join(self) -> None:
        if self.step is not None:
            self.alter(stepping.joined(self.audit, self.step.key))

    def do_steps_down(self) -> None:
        self._move(1)

    def do_steps_up(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        if self.step is not None:
            self.alter(stepping.moved(self.audit, self.step.key, by), self.step.key)

    def do_steps_remove(self) -> None:
        if self.step is not None:
            self.alter(stepping.removed(self.audit, self.step.key))

    def do_wizard_next(self) -> None:
        self.go("think income")

    def do_wizard_on(self) -> None:
        self.go("think income")

    def do_wizard_back(self) -> None:
        self.go("stop words")
