"""Typing into a field: what is taken, where the cursor goes, and what is seen of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.screens.fake_desk import FakeDesk
from tests.screens.story import user_at
from tui.domain.text import clean, clean_line
from tui.present.cursor import after, before, beside, row_of, rows, view
from tui.present.lines import cells
from tui.widgets.entry import TEXT, Entry

KEYS = ("left", "right", "home", "end", "backspace", "delete", "ctrl+w", "ctrl+u", "enter", "up")
LETTERS = st.text("ab \u0301日👩\u200d\ufe0f\n\t\x1b\u202e", max_size=30)


def typed(*keys: str, long: bool = False) -> Entry:
    """A text after these keys."""
    entry = Entry(long=long)
    for key in keys:
        entry.pressed(key, key if len(key) == 1 else None)
    return entry


def test_letters_stand_where_the_cursor_is() -> None:
    assert typed(*"ac", "left", "b").text == "abc"
    assert typed(*"bc", "home", "a", "end", "d").text == "abcd"


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        (("backspace",), "one tw"),
        (("home", "delete"), "ne two"),
        (("ctrl+w",), "one "),
        (("ctrl+w", "ctrl+w"), ""),
        (("left", "ctrl+u"), "o"),
    ],
)
def test_keys_that_delete(keys: tuple[str, ...], left: str) -> None:
    assert typed(*"one two", *keys).text == left


def test_a_sign_with_its_marks_goes_as_one() -> None:
    entry = Entry()
    entry.set("ae\u0301日👩\u200d👩")
    left = [entry.pressed("backspace", None) and entry.text for _ in range(4)]
    assert left == ["ae\u0301日", "ae\u0301", "a", ""]


def test_a_long_text_has_lines_and_each_its_own_start_and_end() -> None:
    entry = typed(*"ab", "enter", *"cd", "home", "x", "up", long=True)
    assert entry.text == "ab\nxcd"
    assert typed(*"ab", "enter", *"cd", "ctrl+u", long=True).text == "ab\n"
    assert not Entry().pressed("enter", None)


def test_keys_that_neither_type_nor_move_are_left_to_others() -> None:
    assert not any(Entry(long=True).pressed(key, None) for key in ("tab", "escape", "up", "down", "ctrl+g", "f3"))


def test_a_huge_paste_is_cut_to_what_the_field_holds() -> None:
    entry = Entry("one ", 4, limit=1_000)
    entry.insert("日" * 1_000_000)
    assert len(entry.text) == entry.at == 1_000
    long = Entry(limit=TEXT, long=True)
    long.insert("a word\n" * 200_000)
    assert len(long.text) == TEXT


def test_what_could_steer_a_terminal_is_not_typed() -> None:
    entry = Entry()
    entry.insert("a\x1b[2Jb\r\nc\td\u202ee")
    assert entry.text == clean_line("a\x1b[2Jb\r\nc\td\u202ee")
    assert entry.text.isprintable()


@given(st.lists(st.one_of(st.sampled_from(KEYS), LETTERS)), st.booleans())
def test_whatever_is_pressed_the_cursor_stands_in_a_clean_text(presses: list[str], long: bool) -> None:
    entry = Entry(limit=40, long=long)
    for press in presses:
        if press in KEYS:
            entry.pressed(press, None)
        else:
            entry.insert(press)
        assert 0 <= entry.at <= len(entry.text) <= 40
        assert entry.text == (clean if long else clean_line)(entry.text)


@given(LETTERS)
def test_steps_forth_and_back_cover_the_text(text: str) -> None:
    text = clean(text)
    at, seen = 0, [0]
    while at < len(text):
        assert after(text, at) > at
        at = after(text, at)
        seen.append(at)
    assert before(text, len(text)) < len(text) or not text
    assert seen[-1] == len(text)


@given(LETTERS, st.integers(4, 12), st.data())
def test_rows_hold_every_letter_once_and_fit(text: str, width: int, data: st.DataObject) -> None:
    text = clean(text).replace("\t", " ")
    found = rows(text, width)
    assert "".join(text[start:end] for start, end in found) == text.replace("\n", "")
    assert all(cells(text[start:end]) <= width for start, end in found)
    at = data.draw(st.integers(0, len(text)))
    start, end = found[row_of(found, at)]
    assert start <= at <= end
    below = beside(text, at, width, 1)
    assert below is None or row_of(found, below) == row_of(found, at) + 1


@given(LETTERS, st.integers(3, 12), st.data())
def test_the_cursor_of_a_line_is_always_in_view(text: str, width: int, data: st.DataObject) -> None:
    text = clean_line(text)
    at = data.draw(st.integers(0, len(text)))
    start = view(text, at, width)
    assert start <= at
    assert cells(text[start:at]) < width or start == before(text, at)


async def test_the_filter_field_deletes_by_word_and_scrolls_with_its_cursor() -> None:
    async with user_at(FakeDesk()) as user:
        await user.press("page.relationships", "list.filter")
        await user.types("one two")
        await user.pilot.press("ctrl+w")
        await user.settle()
        user.sees("/ one ▏")
        await user.types("x" * 70 + "日z")
        user.sees("日z▏")
        await user.pilot.press("left", "left", "ctrl+u")
        await user.settle()
        user.sees("/ 日z")
