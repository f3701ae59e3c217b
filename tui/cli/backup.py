"""`kept backup` and `kept restore`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.call import Call
from tui.cli.places import STREAM, Place
from tui.cli.say import say, say_json
from tui.domain.problem import Problem

if TYPE_CHECKING:
    from tui.services.restore import Ready

SHOWN = 5


@click.command()
@click.argument("place", metavar="[PATH]", required=False, type=Place())
@click.option("--json", "as_json", is_flag=True, help="Print one document for scripts.")
@click.pass_obj
def backup(call: Call, place: Path | None, as_json: bool) -> None:
    """Make a checked copy of the database (admin).

    Others may write meanwhile. Without PATH it goes to backups/ beside the database, and old ones there go as the
    configuration says. PATH is a new file, or a folder.
    """
    from tui.services.backup import back_up, back_up_to

    call.require_database()
    if place == STREAM:
        raise Problem("A backup is a file.", "Without - it goes to backups beside the database.", wrong_use=True)
    if place is not None:
        made = back_up_to(call.store, call.handle, call.wall, place)
    else:
        setting = call.loaded.settings.backup
        made = back_up(call.store, call.handle, call.wall, setting.keep, setting.days, by_key=call.restricted)
    if as_json:
        say_json({"path": str(made.path), "size": made.size, "gone": [str(each) for each in made.gone]})
    else:
        say(f"{made.path}: {made.size:,} bytes, checked.")
        for each in made.gone:
            say(f"{each} is gone: older than what [backup] keeps.")


@click.command()
@click.argument("given", metavar="NAME|PATH", required=False, type=Place(bare=True))
@click.option("--yes", is_flag=True, help="Restore without asking, for scripts.")
@click.pass_obj
def restore(call: Call, given: Path | None, yes: bool) -> None:
    """Put a backup in the database's place (admin).

    It says what would be lost, asks, and keeps what was there as another backup. Whoever has kept open goes on with
    the restored one.
    """
    from tui.services import restore as restoring
    from tui.services.backup import check_may

    if call.restricted:  # a viewer is told no names of files
        check_may(call.store, call.handle, by_key=True)
    if given is None:
        raise Problem("Say which backup.", _there_are(call), wrong_use=True)
    source = restoring.found(call.store, given, by_key=call.restricted)
    if not source.exists():
        raise Problem(f"There is no backup {given}.", _there_are(call), wrong_use=True)
    with restoring.ready(call.store, call.handle, source, by_key=call.restricted) as it:
        _tell(call, it)
        if not yes:
            _ask()
        former = restoring.restore(it, call.handle, call.wall, call.wall)
    say(f"Restored from {source}.")
    if former is not None:
        say(f"What it was until now: {former}")


def _tell(call: Call, it: Ready) -> None:
    """What a restore would throw away."""
    lost = it.lost
    if it.fault:
        say(f"{call.path} cannot be used: {it.fault}.")
        say("What was written to it since this backup is lost.")
    elif lost.last is None or lost.first is None:
        say("Nothing was written since this backup.")
    else:
        from tui.cli import whens

        since = f"from {whens.written_at(call, lost.first)} to {whens.written_at(call, lost.last)}"
        changes = f"{lost.transactions:,} {'change' if lost.transactions == 1 else 'changes'}"
        say(f"Lost from the database: {changes} by {', '.join(lost.actors)}, {since}.")


def _ask() -> None:
    """Have a person say yes."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        what = "Nothing was changed: there is no terminal to ask at."
        raise Problem(what, "--yes restores without asking.", wrong_use=True)
    click.confirm("Restore it?", abort=True, err=True)


def _there_are(call: Call) -> str:
    """The names of the newest backups."""
    from tui.services.restore import named
    from tui.store.connection import told

    with told(call.path):
        names = named(call.store)[:SHOWN]
    return f"The newest are: {', '.join(names)}" if names else f"There is none in backups beside {call.path}."


COMMANDS = {"backup": backup, "restore": restore}
