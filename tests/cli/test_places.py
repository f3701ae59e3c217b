"""Every command is for everybody or for a shell, and every parameter that names a file is known as one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.cli.conftest import ROOT, Run
from tui.cli.call import Call, Options
from tui.cli.group import COMMANDS, kept
from tui.cli.places import Place
from tui.cli.restricted import ALLOWED, REFUSED, words
from tui.domain.problem import Problem

FILES = {
    "kept --db",
    "kept --config",
    "kept audit export --to",
    "kept audit new --from",
    "kept backup place",
    "kept import mail given",
    "kept restore given",
    "kept team check file",
}
"""What names a file, for somebody to add to with each new one."""
TELLING = re.compile(r"\b(PATH|FILE|FOLDER|DIRECTORY|PLACE)S?\b", re.IGNORECASE)
GLOBAL = {"--db", "--config", "--as", "--now"}


def parameters(command: click.Command, path: str = "kept") -> Iterator[tuple[str, click.Parameter]]:
    """Every parameter of a command and of those below it."""
    for each in command.params:
        yield f"{path} {each.opts[0]}", each
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from parameters(below, f"{path} {name}")


EVERY = dict(parameters(kept))


def test_every_command_is_for_everybody_or_for_a_shell() -> None:
    assert set(COMMANDS) <= ALLOWED | REFUSED
    assert not ALLOWED & REFUSED


def test_what_names_a_file_is_a_place() -> None:
    places = {name for name, each in EVERY.items() if isinstance(each.type, Place)}
    assert places == FILES


def test_nothing_else_sounds_like_a_file() -> None:
    for name, each in EVERY.items():
        if TELLING.search(f"{each.opts[0]} {each.metavar or ''} {each.name}"):
            assert isinstance(each.type, Place), name


def test_no_other_type_opens_files() -> None:
    for name, each in EVERY.items():
        assert not isinstance(each.type, click.Path | click.File), name
    for file in (ROOT / "tui" / "cli").glob("*.py"):
        used = {node.attr for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Attribute)}
        assert not used & {"File", "open_file", "launch", "edit", "echo_via_pager", "get_binary_stream"}, file.name


def test_the_server_says_who_where_and_when_once() -> None:
    below = {name.rpartition(" ")[2] for name in EVERY if name.count(" ") > 1 and name != "kept serve --as"}
    assert not below & GLOBAL


def place(value: str, *, restricted: bool = True, bare: bool = False) -> Path:
    """A name as a command gets it."""
    command = click.Command("x", params=[click.Argument(["file"], type=Place(bare=bare))])
    call = Call(Options(restricted=restricted))
    context = command.make_context("x", ["--", value], obj=call)
    found: Path = context.params["file"]
    return found


@pytest.mark.parametrize("name", ["/etc/passwd", "box", "./-", "-x", "~/box", "..", "a/b", "kept.db"])
def test_a_name_is_refused_where_one_came_by_a_key(name: str) -> None:
    with pytest.raises(Problem, match="no files of the server") as refusal:
        place(name)
    assert refusal.value.wrong_use
    assert place(name, restricted=False) == (Path.cwd() / "-" if name == "./-" else Path(name))
    assert place("-") == Path("-")


def test_a_mere_name_may_be_one_of_a_folder_of_ours() -> None:
    assert place("kept-20261125T010000Z.db", bare=True) == Path("kept-20261125T010000Z.db")
    for name in ("/etc/passwd", "../x", ".x", "a/b", "a\nb", ""):
        with pytest.raises((Problem, click.UsageError)):
            place(name, bare=True)


def test_an_empty_name_is_none() -> None:
    with pytest.raises(click.UsageError, match="missing"):
        place("", restricted=False)


@pytest.mark.parametrize("line", ["", " ", "kept", " kept "])
def test_nothing_asked_for_is_the_dashboard(line: str) -> None:
    assert words(line) == []


@pytest.mark.parametrize("line", ["kept show 'Halden Dairies' --json", 'show "Halden Dairies" --json'])
def test_a_command_is_split_as_a_shell_splits_it(line: str) -> None:
    assert words(line) == ["show", "Halden Dairies", "--json"]


@pytest.mark.parametrize("line", ["show 'Zoë → Ωmega'", "-h", "--help", "--version", "log -"])
def test_what_is_for_everybody_goes_through(line: str) -> None:
    assert words(line)


@pytest.mark.parametrize("sign", ["\n", "\r", "\t", "\x00", "\x1b", "\x7f", "\x9b", "\udc9b"])
def test_no_sign_that_steers_goes_through(sign: str) -> None:
    with pytest.raises(Problem, match="one line of text"):
        words(f"show x{sign}y")


def test_serve_runs_in_a_process_of_its_own_only(kept: Run) -> None:
    done = kept("serve", "--as", "ana")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert "a process of its own" in done.err
