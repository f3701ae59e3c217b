"""`kept serve`: what a key of ssh runs, whoever it lets in."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import click

from tui import lockdown
from tui.cli import unforeseen
from tui.cli.call import Call
from tui.cli.restricted import words
from tui.domain.problem import Problem
from tui.store import roles


@click.command()
@click.option("--as", "handle", required=True, metavar="HANDLE", help="The teammate whose key it is.")
@click.pass_obj
def serve(call: Call, handle: str) -> Any:
    """Serve whoever comes by a key of ssh.

    Opens the dashboard as HANDLE, or runs the one command that ssh passes on. No file of the server is opened by
    its name, and no program is started. kept team key prints the line for it.
    """
    if not lockdown.in_force():
        raise Problem("kept serve runs in a process of its own.", "kept team key prints the line for it.")
    served = Call(replace(call.options, as_handle=handle, restricted=True))
    if not served.store.exists():
        raise Problem(f"There is no database at {served.path}.", "Ask whoever runs this server to make it.")
    unforeseen.keep_beside(served.path)
    with served.store.read() as conn:
        roles.check(conn, served.handle, "viewer")
    given = words(os.environ.get("SSH_ORIGINAL_COMMAND", ""))
    from tui.cli.group import kept

    return kept.main(given, prog_name="kept", obj=served, standalone_mode=False)


COMMANDS = {"serve": serve}
