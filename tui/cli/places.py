"""Names of files on a command line: every parameter that opens one has this type."""

from __future__ import annotations

import re
from pathlib import Path

import click

from tui.cli.call import Call
from tui.domain.problem import Problem

STREAM = Path("-")
BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,200}")


class Place(click.ParamType[Path]):
    """The name of a file as a Path; `-` is standard input or output where the command says so.

    Who comes by a key of ssh may name no file of the server, but for its mere `bare` name where the command has a
    folder of its own for it.
    """

    name = "path"

    def __init__(self, *, bare: bool = False) -> None:
        self.bare = bare

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        if isinstance(value, Path):
            return value
        if not value:
            self.fail("The name of a file is missing.", param, ctx)
        if _restricted(ctx) and value != str(STREAM) and not (self.bare and BARE.fullmatch(value)):
            raise Problem(
                "Over this login kept opens no files of the server by their names.",
                "- stands for standard input or output where a command takes it; kept COMMAND --help says.",
                wrong_use=True,
            )
        path = Path(value)
        # ./- is a file of that name
        return path.absolute() if path == STREAM and value != str(STREAM) else path


def _restricted(ctx: click.Context | None) -> bool:
    call = ctx.find_object(Call) if ctx else None
    return call is not None and call.restricted
