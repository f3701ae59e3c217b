"""Files and functions that one can hold in the head, and errors that nobody swallows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TUI = Path(__file__).parents[2] / "tui"
FILES = sorted(TUI.rglob("*.py"))
HANDLERS = {
    ": pass": True,
    " Exception: pass": True,
    " (OSError, BaseException): pass": True,
    " OSError: pass": False,
    " BaseException: raise": False,
}
BROAD = {"Exception", "BaseException"}
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(TUI)))


def limit(file: Path) -> int:
    """How many lines a file must stay below."""
    if file == TUI / "app.py":
        return 200
    return 250 if file.parent == TUI / "screens" else 300


def long_functions(tree: ast.AST) -> Iterator[str]:
    """Functions of 50 lines and more."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines >= 50:
                yield f"{node.name} has {lines} lines"


def is_bare_raise(node: ast.stmt) -> bool:
    """Whether what was caught goes on."""
    return isinstance(node, ast.Raise) and node.exc is None


def broad_handlers(tree: ast.AST) -> Iterator[int]:
    """The lines of handlers that catch everything and let it go no further."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and not is_bare_raise(node.body[-1]):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(each is None or (isinstance(each, ast.Name) and each.id in BROAD) for each in caught):
                yield node.lineno


@each_file
def test_files_are_short(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) < limit(file)


@each_file
def test_functions_are_short(file: Path) -> None:
    assert not list(long_functions(ast.parse(file.read_text(encoding="utf-8"))))


@each_file
def test_only_the_application_swallows_everything(file: Path) -> None:
    if file != TUI / "screens" / "watching.py":
        assert not list(broad_handlers(ast.parse(file.read_text(encoding="utf-8"))))


def test_the_checks_find_what_they_look_for() -> None:
    body = "    pass\n" * 49
    assert list(long_functions(ast.parse(f"def long():\n{body}"))) == ["long has 50 lines"]
    found = {what: list(broad_handlers(ast.parse(f"try: f()\nexcept{what}"))) for what in HANDLERS}
    assert found == {what: [2] if swallows else [] for what, swallows in HANDLERS.items()}
