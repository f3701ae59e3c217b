"""`kept version`."""

from __future__ import annotations

import click

from tui import __version__
from tui.cli.say import say


@click.command()
def version() -> None:
    """Print which kept this is, and on what it runs."""
    import platform
    import sqlite3

    say(f"kept {__version__} on Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")


COMMANDS = {"version": version}
