"""The dashboard on the sample."""

from __future__ import annotations

import click

from tui.cli.call import Call
from tui.cli.opening import open_sample, require_terminal


@click.command()
@click.pass_obj
def demo(call: Call) -> None:
    """Open the dashboard on sample data; nothing is saved."""
    require_terminal()
    open_sample(call)


COMMANDS = {"demo": demo}
