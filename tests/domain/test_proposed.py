"""What is proposed for an audit, and what is not, or not again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.strategies import NINE, OFFICE
from tui.domain.alike import telling
from tui.domain.audit import Audit
from tui.domain.model import DAY, HOUR, Channel
from tui.domain.proposed import (
    NAME,
    Dismissal,
    Proposal,
    Seen,
    Spoken,
    a_month,
    begun,
    questions,
    repeats,
    short,
    skipped,
    still,
)
from tui.domain.sharing import late

ASKED = "Which invoice format do you need?"
TEXTS = (ASKED, "What format do our invoices need?", "the contract draft", "contract draft, two", "colour model")


def day(at: int) -> date:
    return OFFICE.date_of(at)


def spoken(
    nth: int, text: str = ASKED, *, days: float | None = None, points: float = 0.0, **more: object
) -> Spoken:
    """Something said on day `nth`, or on another one."""
    at = NINE + round((nth if days is None else days) * DAY)
    seen = Seen(f"i{nth}", at, nth, f"party {nth}", text, points)
    return Spoken(seen, telling(text), **{"person": f"c{nth}", **more})  # type: ignore[arg-type]


def thrice(text: str = ASKED, **more: object) -> list[Spoken]:
    return [spoken(nth, text, **more) for nth in (1, 2, 3)]


def test_what_is_said_three_times_on_three_days_is_proposed() -> None:
    (found,) = repeats(thrice(channel="call"), day)
    assert (found.kind, found.text, found.channel, found.alike) == ("repeats", ASKED, "call", 1.0)
    assert found.members == ("i1", "i2", "i3")
    assert found.key == "repeats i1,i2,i3"
    assert found.words == ("invoice", "format")


def test_twice_is_not_often_and_neither_are_two_days() -> None:
    assert repeats(thrice()[:2], day) == []
    assert repeats([spoken(1), spoken(2), spoken(3, days=2.1)], day) == []
    assert questions([spoken(1), spoken(2), spoken(3, days=2.1)], day) == []


def test_another_way_is_another_routine() -> None:
    said = [spoken(1, channel="call"), spoken(2, channel="call"), spoken(3, channel="chat")]
    assert repeats(said, day) == []


def test_questions_count_whatever_way_they_came() -> None:
    ways: tuple[Channel, ...] = ("call", "email", "chat")
    (found,) = questions([spoken(n, channel=way) for n, way in enumerate(ways)], day)
    assert (found.kind, found.askers) == ("question", 3)


def test_one_person_who_asks_again_and_again_is_no_question_of_many() -> None:
    assert questions(thrice(person="c1"), day) == []


def test_what_one_says_again_in_one_talk_was_said_once() -> None:
    assert repeats(thrice(talk="t1", person=""), day) == []
    assert questions([spoken(1, talk="t1", person="a"), spoken(2, talk="t1", person="a"), spoken(3)], day) == []
    (found,) = questions([spoken(n, talk="t1") for n in (1, 2, 3)], day)
    assert found.askers == 3


def test_sentences_that_were_mostly_said_together_are_one_proposal() -> None:
    together = [spoken(n, text) for n in (1, 2, 3) for text in (ASKED, "The contract draft is in the folder.")]
    (found,) = repeats(together, day)
    assert found.text == "The contract draft is in the folder."


def test_everyday_words_alone_make_no_routine_unless_they_are_three() -> None:
    everyday = {"everyday": frozenset(("format",)), "least": 2}
    assert repeats(thrice(**everyday), day) == []
    assert len(repeats(thrice("the invoice format of booking", **everyday), day)) == 1


def test_what_is_alike_to_one_by_different_words_is_no_routine() -> None:
    middle, one, other = "the contract draft glaze", "contract glaze slot", "draft glaze booking"
    apart = [spoken(n, text, least=2) for n, text in enumerate((middle, one, other))]
    assert repeats(apart, day) == []
    assert len(repeats([*apart[:2], spoken(2, "contract glaze booking", least=2)], day)) == 1


def test_the_text_is_that_of_the_one_most_like_all() -> None:
    said = [*thrice("contract draft"), spoken(4, "contract draft glaze")]
    (found,) = repeats([replace(one, channel="call") for one in said], day)
    assert (found.text, found.alike) == ("contract draft", 2 / 3)


def test_late_ones_share_words() -> None:
    owed = [
        *thrice("the contract draft", points=2.0),
        spoken(4, "contract draft, part two", points=1.0),
        spoken(5, "colour profile", points=9.0),
    ]
    (found,) = late(owed, [one.words for one in owed], day)
    assert (found.kind, found.text, found.points) == ("late", "contract draft", 7.0)
    assert found.members == ("i1", "i2", "i3", "i4")


def test_words_that_are_mostly_in_time_are_no_cause() -> None:
    owed = thrice("the contract draft")
    in_time = [telling("contract draft")] * 3
    assert late(owed, [one.words for one in owed], day)
    assert late(owed, [*(one.words for one in owed), *in_time], day) == []


def test_a_word_in_many_is_what_the_business_is_about() -> None:
    things = ("slot", "booking", "track", "colour", "visit", "model", "paint", "folder", "order", "sample")
    owed = [spoken(n, f"glaze {thing}") for n, thing in enumerate(things)]
    assert late(owed, [one.words for one in owed], day) == []
    assert late(owed[:9], [one.words for one in owed[:9]], day) != []


def test_a_word_that_is_a_small_part_of_what_they_say_is_no_cause() -> None:
    owed = [spoken(n, f"glaze alpha{c} beta{c} gamma{c}") for n, c in enumerate("abc")]
    assert late(owed, [one.words for one in owed], day) == []


def test_late_ones_of_one_talk_are_one_matter() -> None:
    owed = thrice("the contract draft", talk="t1")
    assert late(owed, [one.words for one in owed], day) == []


def test_each_late_one_is_in_the_proposal_that_costs_most() -> None:
    cheap = [spoken(n, "contract draft", points=1.0) for n in (1, 2, 3)]
    both = [spoken(4, "contract draft invoice", points=1.0)]
    dear = [spoken(n, "invoice", points=5.0) for n in (5, 6, 7)]
    owed = [*cheap, *both, *dear]
    found = late(owed, [one.words for one in owed], day)
    assert [(each.text, each.points) for each in found] == [("invoice", 16.0), ("contract draft", 3.0)]


def test_a_step_skipped_three_times_is_proposed_for_change() -> None:
    seen = [one.seen for one in thrice("no time")]
    (found,) = skipped(4, 2, "Book a session: chase the questionnaire", seen)
    assert (found.kind, found.process, found.step) == ("skipped", 4, 2)
    assert skipped(4, 2, "x", seen[:2]) == []
    assert skipped(4, 2, "x", [seen[0]] * 3), "on one day as well"


PROPOSALS = (*repeats(thrice(channel="call"), day), *questions(thrice("Is the contract draft ready?"), day))


@pytest.mark.parametrize("proposal", PROPOSALS, ids=lambda each: each.kind)
def test_dismissed_stays_dismissed_after_more_of_it_arrive(proposal: Proposal) -> None:
    gone = Dismissal(proposal.kind, proposal.text, frozenset(proposal.members))
    more = replace(proposal, seen=(*proposal.seen, *(Seen(f"i{n}", 0, 1, "", "") for n in range(50, 60))))
    assert still([proposal, more], [gone], []) == ()
    shifted = replace(more, text="something else altogether")
    assert still([shifted], [gone], []) == ()
    moved_on = replace(proposal, seen=more.seen[3:], text=proposal.text.upper())
    assert still([moved_on], [gone], []) == ()
    other = "question" if proposal.kind == "repeats" else "repeats"
    assert still([proposal], [replace(gone, kind=other)], []) == (proposal,)


def test_less_than_half_in_common_and_other_words_is_another() -> None:
    (found,) = repeats(thrice(), day)
    assert still([found], [Dismissal("repeats", "glaze", frozenset(("i1", "i8", "i9")))], []) == (found,)
    assert still([found], [Dismissal("repeats", "glaze", frozenset(("i1", "i2", "i9")))], []) == ()
    assert still([found], [Dismissal("repeats", "glaze", frozenset())], []) == (found,)


def test_what_an_audit_was_made_of_or_tells_of_is_not_proposed_again() -> None:
    (found,) = questions(thrice(), day)
    made = begun(found, "ana", NINE)
    assert still([found], [], [made]) == ()
    assert still([found], [], [replace(made, name="x", words=())]) == ()
    assert still([found], [], [Audit("Invoices", words=("formats invoice",))]) == ()
    assert still([found], [], [Audit("Invoices", words=("invoice booking", ""))]) == (found,)


def test_a_skipped_step_of_a_process_is_proposed_though_the_process_has_its_words() -> None:
    (found,) = skipped(4, 2, "Book a session: chase it", [one.seen for one in thrice()])
    assert still([found], [], [Audit("Book a session", words=("session",), id=4)]) == (found,)


def test_what_costs_most_comes_first_then_what_is_seen_most() -> None:
    def made(ident: str, count: int, points: float) -> Proposal:
        seen = tuple(Seen(f"{ident}{n}", 0, 1, "", "", points / count) for n in range(count))
        return Proposal("late", f"late {ident}", f"{ident}{ident}word", seen)

    few, many, dear = made("a", 3, 0.0), made("b", 5, 0.0), made("c", 3, 8.0)
    assert still([few, many, dear], [], []) == (dear, many, few)


def test_an_audit_begins_with_the_words_and_the_frequency() -> None:
    (found,) = questions(thrice(), day)
    made = begun(found, "ana", NINE)
    assert (made.name, made.runs, made.words, made.owner) == (ASKED, 1.5, ("invoice format",), "ana")
    assert (made.source, made.made_at, made.id) == (found.key, NINE, 0)


def test_sixty_times_in_sixty_days_is_thirty_and_a_half_a_month() -> None:
    assert a_month([one.seen for one in thrice()] * 20) == 30.4


def test_a_long_text_is_a_name_by_its_first_words() -> None:
    assert short("one  two\nthree") == "one two three"
    long = short("several words " * 20)
    assert len(long) <= NAME and long.endswith("words...")
    assert len(short("x" * 200)) == NAME


@given(st.lists(st.tuples(st.sampled_from(TEXTS), st.integers(0, 5), st.integers(0, 9)), max_size=14), st.randoms())
def test_neither_order_nor_too_few_days_propose_anything(drawn: list[tuple[str, int, int]], chance) -> None:
    said = [
        spoken(nth, text, days=days + hour * HOUR / DAY, points=float(hour), person=f"c{hour}")
        for nth, (text, days, hour) in enumerate(drawn)
    ]
    shuffled = list(said)
    chance.shuffle(shuffled)
    found = []
    for these in (said, shuffled):
        everything = [one.words for one in these]
        found.append(still([*repeats(these, day), *questions(these, day), *late(these, everything, day)], [], []))
    assert found[0] == found[1]
    for each in found[0]:
        assert len({day(one.at) for one in each.seen}) >= 3
        assert len(set(each.members)) == len(each.seen)
