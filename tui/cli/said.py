"""How commands tell what they did: one line for people that begins with the ID, or {"id": ...} for scripts."""

from __future__ import annotations

from collections.abc import Sequence

import click

from tui.cli.say import say, say_json
from tui.domain.outcome import Told

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print one document for scripts.")


def tell(told: Sequence[Told], as_json: bool, echo: str = "") -> None:
    """What was done, a line each; `echo` is how a date was read. Several IDs make an array for scripts."""
    if as_json:
        documents = [{"id": each.id or None} for each in told]
        say_json(documents[0] if len(documents) == 1 else documents)
        return
    for each in told:
        say(line(each, echo))


def line(told: Told, echo: str = "") -> str:
    """"p82 Halden Dairies: promised, by Fri 13 Mar 17:00."; what has no relationship is told by its name alone."""
    end = f", {echo}." if echo else "."
    if not told.who or told.said.startswith(told.id):
        return f"{told.said}{end}"
    return f"{told.id} {told.who}: {told.said}{end}"
