"""What importing a layer really brings along, which a static graph cannot see."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {"textual", "sqlite_utils", "arrow"}
FORBIDDEN = {
    "store": {"textual", "click"},
    "ingest": {"textual", "click", "sqlite_utils", "sqlite3"},
    "services": {"textual", "click"},
    "present": {"textual", "click", "sqlite_utils", "sqlite3"},
    "config": {*HEAVY, "click", "sqlite3", "platformdirs"},
    "paths": {*HEAVY, "click", "sqlite3", "platformdirs", "tomllib"},
    "actions": {*HEAVY, "click", "sqlite3"},
    "keys": {*HEAVY, "click", "sqlite3"},
    "cli": HEAVY,
    "__main__": {*HEAVY, "click"},
}
IMPORT = """
import importlib, json, sys
before = set(sys.modules)
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted({name.partition(".")[0] for name in set(sys.modules) - before})))
"""


def modules(layer: str) -> list[str]:
    """The dotted names of a layer's modules: a package's, or a single one; none where it is not there."""
    place = ROOT / "tui" / layer
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    parts = [file.relative_to(ROOT).with_suffix("").parts for file in files if file.exists()]
    return [".".join(part for part in path if part != "__init__") for path in parts]


def brought_by(layer: str) -> set[str]:
    """The top-level names that importing all of a layer brings along."""
    command = [sys.executable, "-c", IMPORT, *modules(layer)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def test_the_domain_needs_the_standard_library_only() -> None:
    assert modules("domain")
    brought = {name for name in brought_by("domain") if not name.startswith("_sysconfigdata")}
    # zones come from tzdata where the system has none
    assert brought - sys.stdlib_module_names <= {"tui", "tzdata"}


@pytest.mark.parametrize("layer", FORBIDDEN)
def test_a_layer_leaves_alone_what_is_not_its_own(layer: str) -> None:
    brought = brought_by(layer)
    if "sqlite_utils" in brought:
        brought.discard("click")  # which sqlite-utils imports; ours is for import-linter to see
    assert not brought & FORBIDDEN[layer]
