"""What a mail asks, and whom."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.domain.asking import asks, greets_other, names_one_of, prepare
from tui.domain.rules import REPLY_PHRASES

OURS = ("Ana", "ben", "Mira")


def test_prepare_keeps_what_a_person_says() -> None:
    text = "Hello Ana,\n\nthe crates came on Monday.\n  They look fine."
    assert prepare(text) == text


@given(st.text(st.sampled_from("ab>`~()[]\t @-:/w.\n"), max_size=30))
@example("see https://shop.example")
@example("mailto:")
@example("diff --git a b")
def test_a_text_without_marks_is_read_as_one_with_them(text: str) -> None:
    aside = "\n\n("  # closed by nothing, so that it stays
    assert prepare(text) == prepare(text + aside).removesuffix("(").strip()


@pytest.mark.parametrize(
    "text",
    [
        "> did you get it?",
        ">> did you get it?",
        "  > did you get it?",
        "AB> did you get it?",
        "see https://shop.example/list?page=2&x=1 for all",
        "see www.shop.example/list?page=2",
        "see <http://shop.example/?q> for all",
        "as in `a ? b : c`, no more",
        "    return a ? b : c",
        "\treturn a ? b : c",
        "```\nwhy = who?\n```",
        "~~~ python\nwhy = who?\n~~~",
        "```\nnever closed?",
        "done\ndiff --git a/x b/x\n+really?",
        "done\n@@ -1 +1 @@\n+really?",
        "done\n---\nreally?",
        "done\n---  \nreally?",
        "it came (or did it?) today",
        "it came [or (did) it?] today",
        "it came ((did it?)) today",
    ],
)
def test_what_is_not_said_asks_nothing(text: str) -> None:
    assert not asks(prepare(text), REPLY_PHRASES)


@pytest.mark.parametrize(
    "text",
    [
        "When do you open?",
        "いつ開きますか？",
        "متى؟",
        "Have you seen https://shop.example/list?",
        "Could you\nsend it.",
        "LET  ME KNOW",
        "I like it :) (and so does Mira). Any news",
        "an open bracket (is left.\n\nSo when?",
        "a smiley :( should not matter. When will it come? :)",
        "---- \nwhen?",
        "--- a\nwhen?",
        "```\ncode\n```\nwhen?",
        "```\n---\n```\nwhen?",
        "`unclosed tick when?",
    ],
)
def test_what_is_said_asks(text: str) -> None:
    assert asks(prepare(text), REPLY_PHRASES)


@pytest.mark.parametrize("text", ["the wouldyou brand", "they can youth", "let me knowledge", "", "could"])
def test_phrases_are_whole_words(text: str) -> None:
    assert not asks(text, REPLY_PHRASES)


def test_phrases_of_other_languages() -> None:
    assert asks("Bitte um RÜCKMELDUNG bis Freitag", ("bitte um rückmeldung",))
    assert asks("今日中に教えてください。", ("教えてください",))
    assert not asks("anything", ())
    assert not asks("anything", ("", "  "))
    assert asks("what now (a.b)", ("(a.b)",))
    assert not asks("what now (axb)", ("(a.b)",))


def test_names() -> None:
    assert names_one_of("I gave it to ana.", OURS)
    assert names_one_of("@Ben: yours", OURS)
    assert names_one_of("Mira's list", OURS)
    assert not names_one_of("Anabel and Benny in the cabana", OURS)
    assert not names_one_of("nobody", ())


@pytest.mark.parametrize(
    "text",
    [
        "Hi Bob,\ncould you look?",
        "hi bob,",
        "Hi Bob",
        "Hi Bob could you look?",
        "Hello Bob!",
        "\n\n  Hello, Bob,\nthanks",
        "Dear Bob and Carla:",
        "Dear Bob, Carla and Dora,",
        "Dear Mr. Smith,",
        "Dear Dr Smith:",
        "Hey Bob - quick one",
        "Good morning Bob.",
        "Sehr geehrter Herr Müller,",
        "Liebe Jörg & Zoë,",
        "Bonjour Étienne,",
        "Hi Bob/Carla,",
        "Hi Bob Smith,",
        "Bob,",
        "Bob,\ncould you?",
        "Bob, could you?",
        "Bob and Carla, could you?",
        "Bob, Carla, could you?",
        "Emily,\ncould you?",
        "@bob: could you?",
        "@bob could you?",
        "@bob, @carla: could you?",
    ],
)
def test_greets_somebody_else(text: str) -> None:
    assert greets_other(text, OURS)


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ana,",
        "Hi Bob and Ana,",
        "Hi Bob, Ana,",
        "ana, could you?",
        "Ana,",
        "@ben: could you?",
        "@bob @ben could you?",
        "Hi Mira Novak,",
        "Hi all,",
        "Hi All",
        "Hello everyone,",
        "Dear team,",
        "Dear Acme Team,",
        "Hey folks!",
        "Hi there,",
        "Dear list members,",
        "Dear Sir or Madam,",
        "Sehr geehrte Damen und Herren,",
        "@all could you?",
        "@team: could you?",
        "Hi,",
        "Hi",
        "Hello, could you?",
        "Hello,\nBob",
        "Hi, I have a question",
        "Hi I have a question",
        "Hi Could you look?",
        "Hi, Thanks for the list",
        "Yes, please.",
        "Thanks,\nBob",
        "Unfortunately, it broke.",
        "FYI, it broke.",
        "On Monday, it broke.",
        "Summary: it broke",
        "The list, please?",
        "Highlands are fine, Bob",
        "",
        "42, of course",
    ],
)
def test_greets_us_or_nobody(text: str) -> None:
    assert not greets_other(text, OURS)


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        ")",
        "([",
        "a",
        " ",
        "\n",
        "\n ",
        "`",
        "```\n",
        "http://",
        "http://?",
        "www.",
        "@bob",
        "@",
        "Bob, ",
        "let me ",
        "x.",
    ],
)
def test_time_is_linear(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    start = time.perf_counter()
    said = prepare(text)
    asks(said, REPLY_PHRASES)
    names_one_of(text, OURS)
    greets_other(text, OURS)
    asks(text, REPLY_PHRASES)
    assert time.perf_counter() - start < 3
