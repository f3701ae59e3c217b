"""Run each mutant's test against the rules with that mutant in them, and print the verdicts as JSON.

`python -m tests.domain.mutants.running [part of a name]`. Every mutant has a process of its own, forked from
one that has pytest and Hypothesis already; it is put into the module's source as that is imported, no file changes.
"""

from __future__ import annotations

import importlib.machinery
import json
import os
import signal
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType

import hypothesis
import pytest

HERE = Path(__file__).parent
TESTS = HERE.parent
DOMAIN = TESTS.parents[1] / "tui" / "domain"
PATIENCE = 30
PATIENCE_WITH_ALL = 300
"""Seconds that one mutant's test may take, and all the tests with nothing changed."""
UNCHANGED = "nothing changed"
SHOW = "KEPT_MUTANTS_SHOW"
UNUSED = [
    word
    for plugin in ("unraisableexception", "threadexception", "faulthandler", "logging", "doctest", "junitxml")
    for word in ("-p", f"no:{plugin}")
]


@dataclass(frozen=True)
class Mutant:
    """One change to a module of the rules, and the test that must notice it."""

    module: str
    what: str
    old: str
    new: str
    test: str

    @property
    def name(self) -> str:
        """The module and what the change does."""
        return f"{self.module}: {self.what}"

    @property
    def path(self) -> Path:
        """The module's file."""
        return DOMAIN / f"{self.module}.py"

    @property
    def source(self) -> str:
        """The module's source with the change in it."""
        return self.path.read_text(encoding="utf-8").replace(self.old, self.new)


def all_mutants() -> list[Mutant]:
    """Those of all files here; a file bears the name of the module that it changes."""
    return [
        Mutant(file.stem, **plain)
        for file in sorted(HERE.glob("*.toml"))
        for plain in tomllib.loads(file.read_text(encoding="utf-8"))["mutant"]
    ]


class Changed(importlib.machinery.SourceFileLoader):
    """Loads a module from its changed source."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(f"tui.domain.{mutant.module}", str(mutant.path))
        self.mutant = mutant

    def get_code(self, fullname: str) -> CodeType:
        """The compiled change; no cached bytecode is read or written."""
        return compile(self.mutant.source, str(self.mutant.path), "exec", dont_inherit=True)


class Finder:
    """Finds the changed module before anybody else does."""

    def __init__(self, mutant: Mutant) -> None:
        self.loader = Changed(mutant)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The changed module's specification, None for every other."""
        if name != self.loader.name:
            return None
        return importlib.util.spec_from_file_location(name, self.loader.path, loader=self.loader)


def run(mutant: Mutant | None, tests: list[str]) -> int:
    """In a process of its own: the tests with a mutant in place; the exit code is pytest's."""
    if SHOW not in os.environ:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
    if mutant:
        sys.meta_path.insert(0, Finder(mutant))  # type: ignore[arg-type]
    asked = [f"{TESTS}/{test}" for test in tests]
    options = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "--hypothesis-profile=mutants"]
    plugins = [*UNUSED, "-p", "_hypothesis_pytestplugin", "-W", "ignore::pytest.PytestConfigWarning"]
    return int(pytest.main([*options, *plugins, *asked]))


def verdict(status: int) -> str:
    """What a process that ran a mutant's test says of it."""
    if os.WIFSIGNALED(status):
        return "hangs" if os.WTERMSIG(status) == signal.SIGALRM else f"crashes with {os.WTERMSIG(status)}"
    known = {0: "survives", 1: "killed", 4: "no such test"}
    return known.get(os.WEXITSTATUS(status), f"cannot run ({os.WEXITSTATUS(status)})")


def judge(mutants: Sequence[Mutant]) -> dict[str, str]:
    """The verdicts by name; the first is of all the tests with nothing changed."""
    jobs = [(UNCHANGED, None, sorted({m.test for m in mutants})), *((m.name, m, [m.test]) for m in mutants)]
    running: dict[int, str] = {}
    found: dict[str, str] = {}
    while jobs or running:
        if jobs and len(running) < (os.cpu_count() or 1):
            name, mutant, tests = jobs.pop(0)
            child = os.fork()
            if child == 0:
                signal.alarm(PATIENCE if mutant else PATIENCE_WITH_ALL)
                os._exit(run(mutant, tests))
            running[child] = name
        else:
            child, status = os.wait()
            found[running.pop(child)] = verdict(status)
    return found


if __name__ == "__main__":
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    hypothesis.given(hypothesis.strategies.integers())(lambda _: None)()
    wanted = [m for m in all_mutants() if not sys.argv[1:] or sys.argv[1] in m.name]
    print(json.dumps(judge(wanted), indent=1))
