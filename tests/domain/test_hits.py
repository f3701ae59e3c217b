"""What is looked for, and the passage around what was found."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.hits import MOST_WORDS, PASSAGE, folded, passage, wanted
from tui.domain.text import clean

TEXTS = st.text(st.one_of(st.sampled_from("ab Éé\n\t.,-_'\"٣ßİσς\u0301"), st.characters()), max_size=200)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ()),
        (' "*% NEAR( ', ("NEAR",)),
        ("... !? ☂", ()),
        ("ana@acme.example  offer", ("ana acme example", "offer")),
        ("a\0b c_d", ("a b", "c d")),
        ("Café cafe\u0301", ("Café", "cafe")),
        ("on on on", ("on",)),
    ],
)
def test_words_are_what_stands_between_the_signs(typed: str, words: tuple[str, ...]) -> None:
    assert wanted(typed) == words


def test_much_typed_is_only_so_many_words() -> None:
    assert len(wanted(" ".join(map(str, range(500))))) == MOST_WORDS
    assert len(wanted("x" * 10_000)[0]) == 1_000


def test_found_words_are_marked_whole_without_case_and_accent() -> None:
    told = passage("Hello,\n\nthe  INVÓICES of Invest & Co.", wanted("inv"))
    assert told.text == "Hello, the INVÓICES of Invest & Co."
    assert [told.text[at:to] for at, to in told.found] == ["INVÓICES", "Invest"]
    assert not told.begun
    assert not told.goes_on


def test_parts_of_an_address_must_follow_each_other() -> None:
    told = passage("ana, acme; ana@acme.example", wanted("ana@acme.ex"))
    assert [told.text[at:to] for at, to in told.found] == ["ana@acme.example"]


def test_the_inside_of_a_word_is_not_found() -> None:
    assert passage("reinvent", wanted("inv")).found == ()


def test_a_long_text_is_cut_around_what_was_found() -> None:
    told = passage("before " * 200 + "the needle " + "after " * 200, wanted("needle"))
    assert told.begun
    assert told.goes_on
    assert told.text.startswith("before before")
    assert "the needle after" in told.text
    assert told.text.endswith("after")
    assert len(told.text) <= PASSAGE


def test_the_place_with_most_of_the_words_comes_first() -> None:
    told = passage("the road. " * 30 + "Here is the quote for the road.", wanted("the quote"))
    assert told.text[slice(*told.best)] == "the"
    assert told.text[told.best[0] :].startswith("the quote")


def test_without_a_find_a_passage_is_the_beginning() -> None:
    assert passage("One two", ()).text == passage("One two", wanted("zebra")).text == "One two"


@given(TEXTS)
def test_comparing_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(unicodedata.normalize("NFC", text))


@given(TEXTS, TEXTS)
def test_a_passage_is_a_line_of_the_text(text: str, typed: str) -> None:
    words = wanted(typed)
    told = passage(text, words, 40)
    assert told.text in " ".join(unicodedata.normalize("NFC", clean(text)).split())
    assert "\n" not in told.text
    before = 0
    for at, to in told.found:
        assert before <= at < to <= len(told.text)
        assert any(folded(told.text[at:to]).startswith(folded(word.split(" ")[0])) for word in words)
        before = to
    assert not told.found or told.best in told.found
