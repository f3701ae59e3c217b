"""Text from outside, made safe."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.text import clean, clean_line

INVISIBLE = [0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
INVISIBLE += [0xFFF9, 0xFFFA, 0xFFFB, 0xD800, 0xDFFF, 0xE0000, 0xE0041, 0xE0FFF]
CONTROLS = [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)]


@pytest.mark.parametrize("code", CONTROLS)
def test_control_characters_become_visible(code: int) -> None:
    assert clean(f"a{chr(code)}b") == "a\ufffdb"


@pytest.mark.parametrize("code", INVISIBLE)
def test_what_hides_is_removed(code: int) -> None:
    assert clean(f"pay{chr(code)}pal") == "paypal"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain text",
        "two\nlines\tand a tab",
        "Zoë Müller",
        "שלום",
        "سلام",
        "नमस्ते क्षत्रिय",
        "می\u200cخواهم",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "e\u0301\u0302\u0303\u0304",
        "a\u00a0b",
        "\U0001f600\U0001f600\U0001f600\U0001f600\U0001f600\U0001f600",
        "。。。。。。。",
    ],
)
def test_what_people_write_stays(text: str) -> None:
    assert clean(text) == text


def test_line_ends() -> None:
    assert clean("a\r\nb\rc\nd\r\r\ne") == "a\nb\nc\nd\n\ne"
    assert clean_line("a\r\nb\rc\td\ne") == "a b c d e"


def test_no_escape_sequence_survives() -> None:
    assert clean("\x1b]52;c;aGk=\x07") == "\ufffd]52;c;aGk=\ufffd"
    assert clean("\x9b2J") == "\ufffd2J"


def test_marks_in_a_row() -> None:
    assert clean("a" + "\u0301" * 180 + "b") == "a" + "\u0301" * 4 + "b"
    assert clean("\u0301" * 10_000) == "\u0301" * 4
    assert clean("a" + "\u0301\u200d" * 100).count("\u0301") == 4
    assert clean("a" + "\u0301\u200b" * 100) == "a" + "\u0301" * 4


def test_length_is_capped() -> None:
    assert len(clean("a" * 2_000_000)) == 1_000_000
    assert len(clean_line("a" * 2_000)) == 1_000
    assert clean_line("abcdef", 3) == "abc"
    assert clean("\u00e9" * 10, 3) == "\u00e9" * 3


@given(st.text(st.characters(), max_size=200), st.integers(0, 100))
def test_cleaning_twice_changes_nothing(text: str, limit: int) -> None:
    once = clean(text, limit)
    assert clean(once, limit) == once
    assert len(once) <= limit
    assert clean_line(clean_line(text, limit), limit) == clean_line(text, limit)


@given(st.text(st.sampled_from("a\u0301\u200b\u200d\r\n\x1b\u202e\ud800\U000e0041"), max_size=60))
def test_nothing_bad_survives(text: str) -> None:
    cleaned = clean(text)
    assert not any(ord(char) in CONTROLS or ord(char) in INVISIBLE or char == "\r" for char in cleaned)
    cleaned.encode("utf-8")
    row = 0
    for char in cleaned.replace("\u200d", ""):
        row = row + 1 if unicodedata.category(char).startswith("M") else 0
        assert row <= 4


@pytest.mark.parametrize("unit", ["a", "\x1b", "\r", "\u0301", "\u200b", "\u0301\u200d", "\U0001f600", "\ud800"])
def test_time_is_linear(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    start = time.perf_counter()
    clean(text)
    assert time.perf_counter() - start < 2
