"""Opening the dashboard, on one's own data or on the sample."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.call import Call
from tui.cli.say import note
from tui.domain.model import Instant
from tui.domain.problem import Problem

if TYPE_CHECKING:
    from tui.domain.audit import Audit
    from tui.services.office import Office

SAMPLE = "sample"


@click.command()
@click.pass_obj
def demo(call: Call) -> None:
    """Open the dashboard on sample data; nothing is saved."""
    _require_terminal()
    open_sample(call)


def open_dashboard(call: Call, begin: Audit | None = None) -> None:
    """Open the dashboard on the database in force, or where it is asked for there, on the sample.

    With an audit the wizard opens first.
    """
    _require_terminal()
    from tui.services.office import Office

    settings = call.loaded.settings
    clock = running(call.now, call.wall)
    office = Office(call.store, call.handle, clock, settings.rules(), template=settings.plan.template())
    if _run(call, office, begin) == SAMPLE:
        open_sample(call)


def open_sample(call: Call) -> None:
    """Open the dashboard on a sample that is made for it and gone afterwards."""
    from tui import paths
    from tui.services.office import Office
    from tui.services.sample import make

    with tempfile.TemporaryDirectory(prefix="kept-") as folder:
        rules = call.loaded.settings.rules()
        made = make(Path(folder) / "kept.db", paths.sample("sample.toml"), paths.sample("sample.mbox"), rules)
        clock = running(made.now, int(time.time()))
        _run(call, Office(made.store, made.handle, clock, made.rules, sample=True))


def running(start: Instant, wall: Instant) -> Callable[[], Instant]:
    """A clock that showed `start` when it was `wall`, and runs on."""
    return lambda: start + int(time.time()) - wall


def _run(call: Call, office: Office, begin: Audit | None = None) -> str | None:
    # Textual reads these when it is imported, never again
    os.environ.update(TEXTUAL_ANIMATIONS="none", TEXTUAL_SMOOTH_SCROLL="0")
    from tui.app import KeptApp

    settings = call.loaded.settings
    looks = settings.kept
    app = KeptApp(
        office, theme=looks.theme, icons=looks.icons, keys=settings.keys, restricted=call.restricted
    )
    app.begin, app.idle_minutes = begin, looks.idle_minutes
    left_with = app.run(mouse=looks.mouse)
    if app.farewell:
        note(app.farewell)
    if app.unforeseen is not None:
        _write_down(app.unforeseen)
    if app.return_code:
        raise SystemExit(app.return_code)
    return left_with


def _write_down(error: BaseException) -> None:
    """The whole of what the screen told in a line, where doctor looks for it."""
    from tui.cli.unforeseen import keep

    click.echo(keep(type(error), error, error.__traceback__), err=True)


def _require_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem(
            "The dashboard needs a terminal.",
            "Over ssh: ssh -t. Without one: kept today, kept list.",
            wrong_use=True,
        )


COMMANDS = {"demo": demo}
