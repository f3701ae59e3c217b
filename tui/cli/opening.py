"""Opening the dashboard, on one's own data or on the sample, without click: it is not needed for that."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.call import Call, Options
from tui.cli.say import complain, forgive, note, stopped
from tui.domain.model import Instant
from tui.domain.problem import Problem

if TYPE_CHECKING:
    from tui.domain.audit import Audit
    from tui.domain.views import Today
    from tui.services.office import Office

SAMPLE = "sample"
COMPLETING = "_KEPT_COMPLETE"
"""Where this is set, a shell asks click what may follow."""


def opened(
    db: str | None = None, config: str | None = None, as_handle: str | None = None, now: str | None = None
) -> int | None:
    """Open the dashboard for what stands on the command line; None where click has to look, and nothing is done."""
    if COMPLETING in os.environ or any(_special(place) for place in (db, config) if place is not None):
        return None
    forgive()
    try:
        open_dashboard(Call(Options(_path(db), _path(config), as_handle, now)))
    except Problem as problem:
        return complain(problem)
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return stopped()
    return 0


def open_dashboard(call: Call, begin: Audit | None = None) -> None:
    """Open the dashboard on the database in force, or where it is asked for there, on the sample.

    With an audit the wizard opens first.
    """
    require_terminal()
    # whatever is imported and built for the first frame stays: looking for garbage in it is in vain
    gc.disable()
    from tui.services.office import Office

    settings = call.loaded.settings
    clock = running(call.now, call.wall)
    office = Office(call.store, call.handle, clock, settings.rules(), template=settings.plan.template())
    if _run(call, office, begin) == SAMPLE:
        open_sample(call)


def open_sample(call: Call) -> None:
    """Open the dashboard on a sample that is made for it and gone afterwards."""
    import tempfile

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


def require_terminal() -> None:
    """Refuse where there is none; raises Problem."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem(
            "The dashboard needs a terminal.",
            "Over ssh: ssh -t. Without one: kept today, kept list.",
            wrong_use=True,
        )


def _special(place: str) -> bool:
    """Whether the name of a file is one that click refuses, or reads in its own way."""
    return not place or Path(place) == Path("-")


def _path(given: str | None) -> Path | None:
    return None if given is None else Path(given)


def _run(call: Call, office: Office, begin: Audit | None = None) -> str | None:
    first = _asked_for(office)
    # Textual reads these when it is imported, never again
    os.environ.update(TEXTUAL_ANIMATIONS="none", TEXTUAL_SMOOTH_SCROLL="0")
    from tui.app import KeptApp

    settings = call.loaded.settings
    looks = settings.kept
    app = KeptApp(
        office, theme=looks.theme, icons=looks.icons, keys=settings.keys, restricted=call.restricted, first=first
    )
    app.begin, app.idle_minutes, app.shown = begin, looks.idle_minutes, _collect
    left_with = app.run(mouse=looks.mouse)
    if app.farewell:
        note(app.farewell)
    if app.unforeseen is not None:
        _write_down(app.unforeseen)
    if app.return_code:
        raise SystemExit(app.return_code)
    return left_with


def _asked_for(office: Office) -> Future[Today]:
    """The day of whoever sits here, which a thread reads while the screens are imported."""
    thread = ThreadPoolExecutor(1)
    answer = thread.submit(office.today, office.handle)
    thread.shutdown(wait=False)
    return answer


def _collect() -> None:
    """Look for garbage from now on, but never in what was there before."""
    gc.freeze()
    gc.enable()


def _write_down(error: BaseException) -> None:
    """The whole of what the screen told in a line, where doctor looks for it."""
    from tui.cli.unforeseen import keep

    sys.stderr.write(f"{keep(type(error), error, error.__traceback__)}\n")
