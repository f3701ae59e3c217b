"""`kept status` as a command, for its help; tui.__main__ answers it before click is there."""

from __future__ import annotations

import click

from tui.cli.call import Call
from tui.cli.prompt import answer


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one document for scripts.")
@click.pass_obj
def status(call: Call, as_json: bool) -> None:
    """Print a line for a prompt: what is flagged, due, waiting."""
    given = call.options
    db, config = (None if path is None else str(path) for path in (given.db, given.config))
    raise SystemExit(answer(as_json, db, config, given.as_handle, given.now))


COMMANDS = {"status": status}
