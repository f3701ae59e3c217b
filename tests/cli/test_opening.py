"""Opening the dashboard without click: it takes what click takes, and leaves all else to it."""

from __future__ import annotations

import os
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.test_prompt import Run, imported_by
from tui.__main__ import main
from tui.cli import opening
from tui.cli.call import Call, Options
from tui.cli.given import given as plainly_given
from tui.cli.group import run

WORDS = (
    "--db", "--db=a.db", "--db=", "--db=-", "--config", "--config=b.toml", "--as", "--as=ana", "--as=--db", "--now",
    "--now=2026-03-09", "a.db", "", "-", "--", "-h", "--help", "--version", "--d", "status", "--json", "today",
)  # fmt: skip


def opened_by(start: object, words: list[str]) -> Options | None:
    """The options with which a dashboard is opened; None where none is."""
    calls: list[Call] = []
    with patch.object(opening, "open_dashboard", calls.append):
        start(words)  # type: ignore[operator]
    return calls[0].options if calls else None


@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_it_takes_what_click_takes(words: list[str]) -> None:
    found = plainly_given(words)
    if found is not None and not found[1]:
        assert opened_by(main, words) == opened_by(run, words), words


@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], ["--db"], ["--", "list"], ["--nonsense=1"], ["--as", "ana", "--db"]]
)
def test_what_it_does_not_know_is_left_to_click(words: list[str]) -> None:
    assert plainly_given(words) in (None, ({}, words)), words


def test_a_file_that_is_named_like_standard_input_is_left_to_click(db: Path) -> None:
    assert opening.opened(db="-") is None
    assert opening.opened(config="") is None
    with patch.dict(os.environ, {opening.COMPLETING: "bash_complete"}):
        assert opening.opened(db=str(db)) is None


def test_click_is_not_imported_for_it(program: Run, db: Path) -> None:
    done = program("--db", str(db))
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("kept: The dashboard needs a terminal.")
    assert not imported_by("--db", str(db)) & {"click", "textual", "sqlite_utils"}
