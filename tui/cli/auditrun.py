"""`kept audit run`."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from tui.cli.call import Call
from tui.cli.named import process
from tui.cli.said import as_json_option
from tui.cli.say import note, say, say_json
from tui.domain.audit import Mark, Run
from tui.domain.auditacts import Ran
from tui.domain.problem import Problem
from tui.domain.running import checklist, ended, left, marked
from tui.domain.text import clean_line

if TYPE_CHECKING:
    from tui.domain.practice import AuditRow
    from tui.domain.redesign import NewStep

RUN = ("in practice", "review")
"""The states of what can be run."""
HOW = "enter is done, s REASON skips, q leaves"


@click.command()
@click.argument("name")
@as_json_option
@click.pass_obj
def run(call: Call, name: str, as_json: bool) -> None:
    """Run a process by its checklist; a run that was left goes on.

    NAME is any part of a process's name that only one bears, or an ID such as a3.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Problem("A checklist needs a terminal.", "Over ssh: ssh -t.", wrong_use=True)
    row = process(call, name)
    steps = checklist(row.audit, call.office.costs)
    begun = call.office.under_way(row.audit.id) or Run(row.audit.id, call.now, by=call.handle)
    _check(row, steps, begun)
    came = _through(call, steps, begun)
    if as_json:
        from tui.cli.auditshapes import run as shape

        say_json(shape(came, steps))
    else:
        say(_told(row, steps, came))


def _check(row: AuditRow, steps: Sequence[NewStep], begun: Run) -> None:
    name = clean_line(row.audit.name)
    if row.state not in RUN:
        raise Problem(f"{name} is not in practice.", "kept audit list says how far it is.")
    if not left(replace(begun, marks=()), steps):
        raise Problem(f"{name} has no steps to tick.", f"kept audit show a{row.audit.id} shows it.")


def _through(call: Call, steps: Sequence[NewStep], run: Run) -> Run:
    """Ask for each step that is left, and keep each mark as it is made; ended where none is left."""
    note(f"{HOW}.")
    numbers = {new.step.key: number for number, new in enumerate(steps, 1)}
    for new in left(run, steps):
        mark = _asked(f"{numbers[new.step.key]} of {len(steps)}  {_words(new, call.handle)}:", new.step.key)
        if mark is None:
            return run
        run = _kept(call, marked(run, mark))
    return _kept(call, ended(run, call.now))


def _words(new: NewStep, me: str) -> str:
    from tui.present.audit.figures import amount
    from tui.present.audit.steps import who_said

    hoped = f"{amount(new.minutes)} min" if new.minutes else ""
    known = ", ".join(filter(None, (who_said(new.who, me), hoped)))
    return clean_line(f"{new.text}{f' ({known})' if known else ''}")


def _asked(text: str, step: int) -> Mark | None:
    """What is typed about a step: done in the time since it was shown, skipped for a reason, or None to leave."""
    since = time.monotonic()
    while True:
        typed = click.prompt(text, default="", show_default=False, prompt_suffix=" ", err=True).strip()
        if not typed:
            return Mark(step, round(time.monotonic() - since))
        if typed == "q":
            return None
        command, _, why = typed.partition(" ")
        if command == "s" and why.strip():
            return Mark(step, skipped=True, why=why.strip())
        note("Why is it skipped? s REASON says it." if command == "s" else f"{HOW}.")


def _kept(call: Call, run: Run) -> Run:
    """Write a run; returns it with its number and its version."""
    call.office.perform((Ran(run),))
    known = call.office.under_way(run.process)
    return replace(run, id=known.id, version=known.version) if known else run


def _told(row: AuditRow, steps: Sequence[NewStep], run: Run) -> str:
    from tui.present.checklist import finished

    item = f"a{row.audit.id} {row.audit.name}"
    if run.ended_at is not None:
        return f"{item}: {finished(steps, run)}."
    missing, all_of_them = (len(left(one, steps)) for one in (run, replace(run, marks=())))
    return f"{item}: {missing} of {all_of_them} left; kept audit run a{row.audit.id} goes on with it."


COMMANDS = {"run": run}
