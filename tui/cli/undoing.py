"""`kept undo`, `kept redo` and `kept history`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from tui.cli.call import Call
from tui.cli.named import relationship
from tui.cli.said import as_json_option, line, tell
from tui.cli.say import say, say_json

if TYPE_CHECKING:
    from tui.domain.deed import Deed
    from tui.domain.outcome import Outcome, Told


@click.command()
@as_json_option
@click.pass_obj
def undo(call: Call, as_json: bool) -> None:
    """Take back what you did last."""
    call.require_database()
    _tell(call.office.undo(), as_json)


@click.command()
@as_json_option
@click.pass_obj
def redo(call: Call, as_json: bool) -> None:
    """Do again what you took back last."""
    call.require_database()
    _tell(call.office.redo(), as_json)


def _tell(outcome: Outcome, as_json: bool) -> None:
    if as_json:
        tell(outcome.told, as_json)
        return
    for told in outcome.told:
        say(_back(told))


def _back(told: Told) -> str:
    """"w12 Halden Dairies: undone: reply logged."; what is told by its own name is not named twice."""
    return f"{told.said}." if told.id in told.said else line(told)


@click.command()
@click.argument("name")
@as_json_option
@click.pass_obj
def history(call: Call, name: str, as_json: bool) -> None:
    """Print what was done to a relationship, newest first.

    NAME is any part of a name that only one bears, or an ID such as r12.
    """
    from tui.store.acts import of_relationship

    party = relationship(call, name)
    with call.store.read() as conn:
        found = of_relationship(conn, party.id, call.now)
    if as_json:
        say_json([_document(deed) for deed in found])
    elif found:
        _say(call, found)
    else:
        say(f"Nothing was done to {party.name} yet.")


def _document(deed: Deed) -> dict[str, Any]:
    from tui.cli.shapes import iso

    return {
        "at": iso(deed.at),
        "actor": deed.actor,
        "kind": deed.kind,
        "id": deed.item,
        "said": deed.said,
        "undone": deed.undone,
    }


def _say(call: Call, found: Iterable[Deed]) -> None:
    from tui.present.words import moment

    zone = ZoneInfo(call.zone)
    rows = [(moment(d.at, call.now, zone), d.actor, d.item, d) for d in found]
    widths = [max(len(row[n]) for row in rows) for n in range(3)]
    for *shown, deed in rows:
        columns = "  ".join(f"{text:<{width}}" for text, width in zip(shown, widths, strict=True))
        say(f"{columns}  {deed.said}{', taken back' if deed.undone else ''}")


COMMANDS = {"undo": undo, "redo": redo, "history": history}
