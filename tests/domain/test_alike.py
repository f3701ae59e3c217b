"""How alike short texts are, and which of many say the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.domain.alike import LEAST_ALIKE, Words, alike, as_written, groups, in_common, telling, words

VOCABULARY = ("invoice", "format", "draft", "contract", "slot", "booking", "glaze", "track")
texts = st.dictionaries(st.integers(0, 40), st.frozensets(st.sampled_from(VOCABULARY), max_size=5), max_size=25)


def said(text: str) -> Words:
    return telling(text)


def test_case_number_and_the_values_of_digits_make_no_difference() -> None:
    assert words("Invoices for 2026, INVOICE 14b") == ("invoice", "for", "#", "invoice", "#b")


def test_a_short_word_or_one_that_ends_like_no_plural_keeps_its_s() -> None:
    assert words("gas glass status analysis") == ("gas", "glass", "status", "analysis")


def test_addresses_are_no_words() -> None:
    assert words("ask ana.brink@larkfield.example today") == ("ask", "today")


def test_greetings_thanks_days_and_numbers_tell_nothing() -> None:
    assert said("Hi, thanks a lot! See you on Friday 14 at 3.") == frozenset()


def test_only_a_persons_own_words_count() -> None:
    mail = "> the contract draft\nThe invoice https://x.example/booking\n--- \ndiff --git a/glaze b/glaze"
    assert said(mail) == {"invoice"}


def test_a_known_name_tells_nothing_where_it_is_written_as_one() -> None:
    assert telling("Bill wants the bill", {"bill"}) == {"bill"}
    assert telling("Bill wants an invoice", {"bill"}) == {"invoice"}


def test_alike_is_the_share_of_words_in_common() -> None:
    one, other = frozenset(("invoice", "format", "draft")), frozenset(("invoice", "format", "slot"))
    assert alike(one, other) == 0.5
    assert alike(one, one) == 1.0
    assert alike(frozenset(), frozenset()) == 0.0


def test_the_same_question_in_other_words_is_one_group() -> None:
    asked = {
        1: said("Which invoice format do you need?"),
        2: said("What format should our invoices have?"),
        3: said("Could you tell us the invoice format, please?"),
        4: said("Is the glaze model done?"),
    }
    (first, second) = groups(asked)
    assert (first.members, first.alike) == (frozenset((1, 2, 3)), 1.0)
    assert second.members == {4}


def test_who_is_farther_than_that_from_the_one_that_begins_a_group_begins_another() -> None:
    a, b, c = frozenset(("invoice", "format")), frozenset(("format", "slot")), frozenset(("slot", "booking"))
    assert len(groups({1: a, 2: b, 3: c})) == 3


def test_what_joins_goes_to_the_one_that_it_is_most_alike() -> None:
    far = frozenset(("glaze", "invoice", "format"))
    near = frozenset(("invoice", "format", "draft", "slot", "track"))
    found = {group.members for group in groups({1: far, 2: far, 3: near, 4: near, 5: near, 6: near | {"glaze"}})}
    assert found == {frozenset((1, 2)), frozenset((3, 4, 5, 6))}


def test_the_words_in_common_are_those_of_more_than_half() -> None:
    one, other, third = frozenset(("a", "b")), frozenset(("a", "b", "c")), frozenset(("a", "d"))
    assert in_common([one, other, third]) == ("a", "b")
    assert in_common([one, third]) == ("a",)


@given(texts, st.randoms())
def test_the_order_of_texts_decides_nothing(asked: dict[int, Words], chance) -> None:
    shuffled = list(asked.items())
    chance.shuffle(shuffled)
    assert groups(dict(shuffled)) == groups(asked)


@given(texts)
def test_each_text_that_says_something_is_in_one_group_and_near_its_beginning(asked: dict[int, Words]) -> None:
    found = groups(asked)
    members = [key for group in found for key in group.members]
    assert sorted(members) == sorted(key for key, text in asked.items() if text)
    for group in found:
        nearness = [alike(group.words, asked[key]) for key in group.members]
        assert group.alike == min(nearness) >= LEAST_ALIKE
        assert group.words in {asked[key] for key in group.members}


@given(st.frozensets(st.sampled_from(VOCABULARY), min_size=1), st.frozensets(st.sampled_from(VOCABULARY)))
def test_two_texts_are_one_group_just_where_they_are_alike_enough(one: Words, other: Words) -> None:
    together = len(groups({1: one, 2: other})) == 1
    assert together == (alike(one, other) >= LEAST_ALIKE or not other)


def test_words_are_told_as_they_were_written_in_the_order_of_the_text() -> None:
    forms = ("draft", "#", "patch", "box")
    assert as_written(forms, "Two Patches for the Draft") == ("patches", "draft", "#", "box")
