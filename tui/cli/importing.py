"""`kept import`."""

from __future__ import annotations

import re
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.call import Call
from tui.cli.line import check_whole
from tui.cli.places import STREAM, Place
from tui.cli.progress import Progress
from tui.cli.report import lines
from tui.cli.say import note, say, say_json
from tui.domain.problem import Problem
from tui.domain.text import clean_line
from tui.services.identity import founder
from tui.store.connection import connect, told
from tui.store.store import Store

if TYPE_CHECKING:
    from tui.services.request import Report

INTERRUPTED = 130
STOPS = (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT)
ADDRESS = re.compile(r"[^\s@<>,;\"\x00-\x1f]+@[^\s@<>,;\"\x00-\x1f]+")


@click.group("import")
def import_() -> None:
    """Take in what happened elsewhere."""


@import_.command()
@click.argument("given", metavar="PATH...", nargs=-1, required=True, type=Place())
@click.option("--me", multiple=True, metavar="ADDRESS", help="An address of yours; kept remembers it.")
@click.option("--dry-run", is_flag=True, help="Say what would come of it; nothing changes.")
@click.option("--json", "as_json", is_flag=True, help="Print one document for scripts.")
@click.pass_obj
def mail(call: Call, given: Sequence[Path], me: Sequence[str], dry_run: bool, as_json: bool) -> None:
    """Read mail: mbox files (also .gz), Maildirs, single mails, folders of these, or - for standard input.

    Mail is read, never changed. The same mail taken in twice changes nothing.
    """
    own, places = tuple(dict.fromkeys(_address(each) for each in me)), [str(place) for place in given]
    if call.store.exists():
        call.require_role("member")
    try:
        with _stopped_by_a_hang_up():
            report = _tried(call, places, own) if dry_run else _done(call, call.store, places, own)
    except KeyboardInterrupt:
        note("stopped. What was read so far is kept; the same import again completes it.")
        raise SystemExit(INTERRUPTED) from None
    if as_json:
        say_json(asdict(report.counts))
        return
    for line in lines(report, dry_run=dry_run):
        say(line)


@contextmanager
def _stopped_by_a_hang_up() -> Iterator[None]:
    """Let a dropped line or ctrl+\\ stop it as ctrl+c does, so that no copy is left; nohup still lets it go on."""
    before = {number: signal.getsignal(number) for number in STOPS}
    for number, handler in before.items():
        if handler is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _address(text: str) -> str:
    found = text.strip().lower()
    if not ADDRESS.fullmatch(found) or clean_line(found) != found:
        raise Problem(f"--me {text[:80]!r} is no mail address.", "Write it as ana@example.com.", wrong_use=True)
    return found


def _done(call: Call, store: Store, places: Sequence[str], me: tuple[str, ...]) -> Report:
    from tui.ingest.sources import open_source
    from tui.services.importing import import_mail
    from tui.services.request import Request

    with ExitStack() as opened, Progress(sys.stderr) as progress:
        sources = [opened.enter_context(closing(open_source(place))) for place in places]
        if str(STREAM) in places:
            check_whole()
        request = Request(
            sources,
            call.handle,
            me,
            call.now,
            call.wall,
            progress,
            ", ".join(clean_line(place) for place in places),
            founder(call.handle),
            call.loaded.settings.rules(),
        )
        return import_mail(store, request)


def _tried(call: Call, places: Sequence[str], me: tuple[str, ...]) -> Report:
    with _copy(call.store) as copy:
        return _done(call, copy, places, me)


@contextmanager
def _copy(store: Store) -> Iterator[Store]:
    """A copy of the database that nobody else can read, or a place for a new one; gone afterwards."""
    # a stop right after the folder is made would leave it behind
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, *STOPS))
    folder = tempfile.TemporaryDirectory(prefix="kept-")
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        copy = Path(folder.name) / "kept.db"
        if store.exists():
            with told(store.path), closing(connect(store.path)) as conn:
                conn.execute("VACUUM INTO ?", (str(copy),))
        yield Store(copy)
    finally:
        folder.cleanup()


COMMANDS = {"import": import_}
