"""One broken file for every way to break one; its first line is what it has to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.config import load
from tui.domain.problem import Problem

BROKEN = Path(__file__).parent / "broken"
NO_TEXT = {"not_toml.toml", "not_utf8.toml"}
FILES = sorted(path for path in BROKEN.glob("*.toml") if path.name not in NO_TEXT)


def complaint(path: Path) -> Problem:
    """What reading a file complains about."""
    with pytest.raises(Problem) as caught:
        load(path)
    return caught.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_file_says_where_and_what_would_be_right(path: Path) -> None:
    expected = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    problem = complaint(path)
    assert str(problem) == f"{path}: {expected}"
    assert not problem.wrong_use


def test_what_is_not_toml_names_the_place() -> None:
    problem = complaint(BROKEN / "not_toml.toml")
    assert str(BROKEN / "not_toml.toml") in problem.what
    assert "line 1" in problem.what


def test_what_is_not_utf8_says_so() -> None:
    assert "is not UTF-8 text" in complaint(BROKEN / "not_utf8.toml").what


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    problem = complaint(tmp_path / "none.toml")
    assert problem.wrong_use
    assert str(tmp_path / "none.toml") in problem.what


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    assert "cannot be read" in complaint(tmp_path).what


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = " + "9" * 5000])
def test_what_overwhelms_the_parser_is_a_complaint_too(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    assert "is not TOML" in complaint(path).what
