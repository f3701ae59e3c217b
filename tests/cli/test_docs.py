"""Every command and option is documented, and what is documented is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from tui import __version__
from tui.cli.group import kept
from tui.services.auditfile import read

Run = Callable[..., Any]

DOCS = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")


def commands(group: click.Group, path: str = "kept") -> Iterator[tuple[str, click.Command]]:
    """Every command below a group, with what is typed for it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


ALL = dict(commands(kept))
each_command = pytest.mark.parametrize("path", ALL)


@each_command
def test_a_command_is_documented(path: str) -> None:
    assert f"| `{path}" in DOCS


@each_command
def test_a_command_and_its_options_have_help(path: str) -> None:
    command = ALL[path]
    assert command.help
    assert command.get_short_help_str(200).endswith((".", ")"))
    for option in command.params:
        assert isinstance(option, click.Argument) or getattr(option, "help", None)


@pytest.mark.parametrize(
    "option",
    sorted(
        {
            name
            for command in (kept, *ALL.values())
            for each in command.params
            for name in each.opts
            if name[0] == "-"
        }
    ),
)
def test_an_option_is_documented(option: str) -> None:
    assert f"`{option}" in DOCS


def test_nothing_else_is_documented() -> None:
    told = {match.group() for match in re.finditer(r"(?<=^\| `)kept( [a-z][a-z-]*)*", DOCS, re.MULTILINE)}
    assert told - {"kept"} == set(ALL)


def test_help_fits_a_narrow_terminal() -> None:
    from click.testing import CliRunner

    for path in ALL:
        shown = CliRunner().invoke(kept, [*path.split()[1:], "--help"], terminal_width=80)
        assert shown.exit_code == 0
        assert max(map(len, shown.output.splitlines())) <= 80
        assert "..." not in re.sub(r"(PATH|ID|TEXT|\[ARGS\])\.\.\.", "", shown.output)
    listed = CliRunner().invoke(kept, ["--help"], terminal_width=80)
    assert "..." not in listed.output.replace("[ARGS]...", "")


def test_the_version_is_an_option_and_no_command(program: Run) -> None:
    assert program("--version") == (0, f"kept {__version__}\n", "")
    assert program("version").status == 2


def test_the_audit_of_the_documents_is_taken_in() -> None:
    (example,) = re.findall(r"^```toml\n(.*?)^```", DOCS, re.DOTALL | re.MULTILINE)
    audit = read(example, "docs/commands.md")
    assert (audit.name, audit.runs, audit.steps[0].minutes) == ("Monthly invoices", 14, 20)
