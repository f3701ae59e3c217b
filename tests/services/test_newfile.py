"""A text in a file of its own: whole or not at all, and never over what is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.domain.problem import Problem
from tui.services.newfile import write_new


def test_a_new_file_holds_the_whole_text_and_nothing_stands_beside_it(tmp_path: Path) -> None:
    write_new(tmp_path / "a.md", "über\n")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "über\n"
    assert [file.name for file in tmp_path.iterdir()] == ["a.md"]


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("mine")
    with pytest.raises(Problem, match=r"a\.md"):
        write_new(tmp_path / "a.md", "other")
    assert [file.read_text() for file in tmp_path.iterdir()] == ["mine"]


def test_with_force_it_is_replaced_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("mine, and longer")
    write_new(tmp_path / "a.md", "other", force=True)
    assert [file.read_text() for file in tmp_path.iterdir()] == ["other"]


def test_a_place_that_is_none_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"a\.md cannot be written"):
        write_new(tmp_path / "nowhere" / "a.md", "text")


def test_others_may_read_it_as_far_as_new_files_may_be(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_new(tmp_path / "a.md", "text")
    finally:
        os.umask(before)
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640
