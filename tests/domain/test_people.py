"""Who is meant by a part of a name or address, the likeliest first."""

from __future__ import annotations

import pytest

from tui.domain.people import Match, Party, Someone, matches

HALDEN = Party(1, "Halden Dairies", "customer", "active", "ana", (Someone(1, "Ana Dahl", ("ana@halden.example",)),))
DAHL = Party(2, "Dahl", "customer", "active", "ana", (Someone(2, "Jürg Groß", ("jg@dahl.example",)),))
NORD = Party(3, "Nord Dahl", "vendor", "active", "bo")
PARTIES = (HALDEN, DAHL, NORD)


def named(text: str) -> list[str]:
    """The names of those who may be meant."""
    return [match.contact.name if match.contact else match.party.name for match in matches(PARTIES, text)]


@pytest.mark.parametrize("text", ["", "  ", "nobody at all"])
def test_nobody_is_meant_by_nothing_or_by_no_name(text: str) -> None:
    assert matches(PARTIES, text) == ()


def test_a_whole_name_comes_first_then_beginnings_of_words_then_the_rest() -> None:
    assert named("dahl") == ["Dahl", "Nord Dahl", "Ana Dahl", "Jürg Groß"]
    assert named("d") == ["Dahl", "Halden Dairies", "Nord Dahl", "Ana Dahl", "Jürg Groß"]


def test_the_beginning_of_any_word_is_better_than_its_middle() -> None:
    middle = Party(4, "Aadal", "customer", "active", "ana")
    assert [match.party.id for match in matches((middle, DAHL, NORD), "da")] == [2, 3, 4, 2]


def test_the_best_of_a_name_and_its_addresses_counts() -> None:
    people = (Someone(5, "Ann Rao", ("joann@nord.example",)), Someone(6, "A. Joann"))
    found = matches((Party(5, "Nord", "customer", "active", "ana", people),), "ann")
    assert [match.contact for match in found] == [*people]


def test_a_relationship_comes_before_its_people() -> None:
    assert named("halden") == ["Halden Dairies", "Ana Dahl"]
    namesake = Party(7, "Ida Storm", "personal", "active", "ana", (Someone(7, "Ida Storm", ()),))
    assert matches((namesake,), "ida storm") == (Match(namesake), Match(namesake, namesake.contacts[0]))


def test_an_address_says_who_and_so_do_blanks_around_it() -> None:
    assert named(" JG@dahl ") == ["Jürg Groß"]


def test_accents_are_left_out_where_nobody_is_written_so() -> None:
    assert named("jurg") == ["Jürg Groß"]
    assert named("JÜRG gross") == ["Jürg Groß"]
    assert named("dáhl") == ["Dahl", "Nord Dahl", "Ana Dahl", "Jürg Groß"]
