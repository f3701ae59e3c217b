"""The command `kept`: its options, and its subcommands, each imported when it is called."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from tui import __version__
from tui.cli.call import Call, Options
from tui.cli.places import Place
from tui.cli.say import complain, forgive, stopped
from tui.domain.problem import Problem

COMMANDS = {
    "add": "tui.cli.editing",
    "audit": "tui.cli.auditing",
    "backup": "tui.cli.backup",
    "break": "tui.cli.ending",
    "close": "tui.cli.closing",
    "config": "tui.cli.configuration",
    "demo": "tui.cli.dashboard",
    "doctor": "tui.cli.doctor",
    "done": "tui.cli.ending",
    "edit": "tui.cli.editing",
    "end": "tui.cli.editing",
    "export": "tui.cli.exporting",
    "follow-up": "tui.cli.promising",
    "give-up": "tui.cli.ending",
    "grade": "tui.cli.editing",
    "history": "tui.cli.undoing",
    "ignore": "tui.cli.editing",
    "import": "tui.cli.importing",
    "list": "tui.cli.listing",
    "log": "tui.cli.logging_command",
    "promise": "tui.cli.promising",
    "redo": "tui.cli.undoing",
    "renegotiate": "tui.cli.ending",
    "reopen": "tui.cli.editing",
    "restore": "tui.cli.backup",
    "search": "tui.cli.searching",
    "serve": "tui.cli.serve",
    "show": "tui.cli.showing",
    "skip": "tui.cli.ending",
    "snooze": "tui.cli.ending",
    "status": "tui.cli.status_command",
    "team": "tui.cli.team",
    "today": "tui.cli.day",
    "undo": "tui.cli.undoing",
    "waive": "tui.cli.ending",
    "withdraw": "tui.cli.ending",
}
"""In which module each command is, under its own name in `COMMAND`."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name]).COMMANDS[cmd_name]
        return command


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--db", type=Place(), help="The database file.")
@click.option("--config", type=Place(), help="The configuration file.")
@click.option("--as", "as_handle", metavar="HANDLE", help="Who you are; only for the file's owner and root.")
@click.option("--now", metavar="ISO", help="The moment of every rule, such as 2026-03-09T14:30.")
@click.version_option(__version__, message="kept %(version)s")
@click.pass_context
def kept(ctx: click.Context, db: Path | None, config: Path | None, as_handle: str | None, now: str | None) -> None:
    """Relationship health in a terminal; without a command the dashboard opens."""
    ctx.obj = ctx.obj or Call(Options(db, config, as_handle, now))
    if ctx.invoked_subcommand is None:
        from tui.cli.opening import open_dashboard

        open_dashboard(ctx.obj)


def run(arguments: Sequence[str]) -> int:
    """Run a command line; returns the exit status."""
    forgive()
    try:
        return _status(kept.main(list(arguments), prog_name="kept", standalone_mode=False))
    except Problem as problem:
        return complain(problem)
    except click.Abort:
        return stopped()
    except click.ClickException as error:
        return complain(_in_our_voice(error))
    except SystemExit as leaving:  # click's answer to a closed pipe
        return _status(leaving.code)


def _in_our_voice(error: click.ClickException) -> Problem:
    """What click complains about, as we say it."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "kept"
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return Problem(f"{path} alone says too little.", f"{path} --help says what may follow.", wrong_use=True)
    what = error.format_message().strip().replace("\n", " ")
    what = what if what.endswith((".", "?")) else f"{what}."
    return Problem(what, f"{path} --help says how.", wrong_use=error.exit_code == 2)


def _status(code: Any) -> int:
    return code if isinstance(code, int) else 0
