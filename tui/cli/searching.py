"""`kept search`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from tui.cli.call import Call
from tui.cli.say import say, say_json, say_lines

if TYPE_CHECKING:
    from tui.domain.hits import Hit

MOST = 200


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one document for scripts.")
@click.pass_obj
def search(call: Call, text: Sequence[str], as_json: bool) -> None:
    """Find words in names, promises and messages.

    Every word of TEXT must be there; its beginning is enough.
    """
    call.require_database()
    typed = " ".join(text)
    found = call.office.search(typed, MOST)
    if as_json:
        say_json([_shape(hit) for hit in found])
    elif found:
        _draw(call, found)
    else:
        say(f"Nothing found for '{typed[:200]}'.")


def _draw(call: Call, found: Sequence[Hit]) -> None:
    from tui.cli.paper import paper
    from tui.present import search as drawn

    page = paper(call)
    say_lines([drawn.line(item, page) for item in drawn.items(found, MOST, page)][1:])


def _shape(hit: Hit) -> dict[str, Any]:
    from tui.cli.shapes import iso

    return {
        "kind": hit.kind,
        "id": hit.id if hit.relationship is not None else None,
        "relationship": f"r{hit.relationship}" if hit.relationship is not None else None,
        "who": hit.who,
        "at": iso(hit.at),
        "text": hit.told.text,
    }


COMMANDS = {"search": search}
