"""The checkout's first page says what kept is made of, and nothing else lies there."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = {"pyproject.toml", "tui", "data", "config.toml", "tests", "README.md", "Makefile", "docs", "LICENSE"}
MADE = {"build", "dist", "snapshot_report.html"}


def test_nothing_else_lies_at_the_top() -> None:
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert names <= OURS | MADE
