"""Two who change one thing: what goes through, what is refused with both texts, and who ended it meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.deeds import PROMISE, SOON, STEP, asked, do, ready, row
from tests.services.letters import ME, METTE, NOW, hour, letter, taken_in
from tests.services.test_undoing import first_wait
from tui.domain.acts import (
    Act,
    Broken,
    Decided,
    Done,
    Edited,
    Ended,
    GivenUp,
    Kept,
    Logged,
    Promised,
    Reopened,
    Replied,
    Skipped,
    Snoozed,
    Waived,
)
from tui.domain.clash import Both, Clash, ago, settled
from tui.domain.model import DAY, HOUR
from tui.domain.problem import Problem
from tui.domain.rules import Rules
from tui.services.doing.perform import perform
from tui.services.doing.undoing import undo
from tui.services.office import Office
from tui.store.store import Said, Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Somebody's, with cleo a third who may own things."""
    found = ready(tmp_path)
    with found.write(Said("ana", NOW, NOW, "test")) as tx:
        tx.insert("teammate", {"handle": "cleo", "name": "Cleo", "role": "member"})
    return found


def clash(store: Store, act: Act, who: str = "ana", after: int = 127) -> Clash:
    """What an act clashes with, so many seconds after NOW by the wall clock."""
    with pytest.raises(Clash) as caught:
        perform(store, who, [act], NOW, NOW + after)
    return caught.value


def test_both_texts_who_and_when_are_told(store: Store) -> None:
    do(store, Promised(1, PROMISE))
    do(store, Edited("p1", 1, text="a sketch"), who="bo")
    found = clash(store, Edited("p1", 1, text="the drawings"))
    assert found.fields == (Both("text", "the plans", "a sketch", "the drawings", "bo"),)
    assert (found.who, found.version, found.at) == ("bo", 2, NOW + 7)
    assert found.what == "bo changed this 2 minutes ago: text is 'a sketch' now."
    assert row(store, "SELECT text, version FROM promise") == ("a sketch", 2)


@pytest.mark.parametrize(
    ("make", "item", "field", "first", "second"),
    [
        ((), "r1", "name", "Halden Dairies", "Halden AG"),
        ((), "r1", "tier", "a", "b"),
        ((), "r1", "tags", ("milk",), ("cheese",)),
        ((), "r1", "owner", "bo", ""),
        ((), "c1", "role", "buyer", "boss"),
        (Promised(1, PROMISE), "p1", "text", "a sketch", "a draft"),
        (Decided(1, STEP), "f1", "text", "a call", "a visit"),
        (Decided(1, STEP), "f1", "owner", "bo", "cleo"),
        (Decided(1, STEP), "f1", "every", "1 week", "2 weeks"),
        (Logged(1, "note", "out", "one"), "", "text", "two\nlines", "three"),
        (Logged(1, "note", "out", "one"), "", "tags", ("milk",), ("cheese",)),
    ],
)
def test_the_second_of_two_is_refused_until_it_has_seen_the_first(
    store: Store, make: Act | tuple[()], item: str, field: str, first: object, second: object
) -> None:
    made = do(store, make).id if isinstance(make, Act) else item
    item = item or made
    do(store, Edited(item, 1, **{field: first}), who="bo")  # type: ignore[arg-type]
    wanted = Edited(item, 1, **{field: second})  # type: ignore[arg-type]
    found = clash(store, wanted)
    assert [one.field for one in found.fields] == [field]
    assert found.fields[0].theirs != found.fields[0].mine
    assert settled(wanted, found, []) is None
    again = settled(wanted, found, [field])
    assert again == replace(wanted, version=2)
    do(store, again)


def test_what_the_other_left_alone_goes_through_and_theirs_stays(store: Store) -> None:
    do(store, Edited("r1", 1, name="Halden Dairies"), who="bo")
    do(store, Edited("r1", 1, tier="a"))
    assert row(store, "SELECT name, tier, version FROM relationship WHERE id = 1") == ("Halden Dairies", "a", 3)


def test_the_same_change_twice_is_no_clash(store: Store) -> None:
    do(store, Edited("r1", 1, tier="a"), who="bo")
    do(store, Edited("r1", 1, tier="a", name="Halden Dairies"))
    assert row(store, "SELECT name, tier FROM relationship WHERE id = 1") == ("Halden Dairies", "a")


def test_what_was_changed_and_taken_back_is_no_clash(store: Store) -> None:
    do(store, Edited("r1", 1, tier="a"), who="bo")
    undo(store, "bo", NOW, NOW)
    do(store, Edited("r1", 1, tier="b"))
    assert row(store, "SELECT tier FROM relationship WHERE id = 1") == ("b",)


def test_a_text_that_one_left_as_it_was_does_not_write_over_a_new_one(store: Store) -> None:
    note = do(store, Logged(1, "note", "out", "one")).id
    do(store, Edited(note, 1, text="two"), who="bo")
    do(store, Edited(note, 1, text="one", tags=("milk",)))
    assert row(store, f"SELECT text, tags FROM interaction WHERE id = {note[1:]}") == ("two", '["milk"]')


def test_several_fields_clash_each_with_whoever_changed_it_last(store: Store) -> None:
    do(store, Edited("r1", 1, name="Halden Dairies", tier="a"), who="bo")
    do(store, Edited("r1", 2, tier="b", kind="partner"))
    wanted = Edited("r1", 1, name="Halden AG", tier="a", stage="onboarding", kind="vendor")
    found = clash(store, wanted, who="bo")
    assert [(one.field, one.who, one.theirs) for one in found.fields] == [
        ("name", "bo", "Halden Dairies"), ("kind", "ana", "partner"), ("tier", "ana", "b"),
    ]  # fmt: skip
    left = settled(wanted, found, ["name"])
    assert left == Edited("r1", 3, name="Halden AG", stage="onboarding")


def test_a_third_change_between_the_two_is_shown_as_well(store: Store) -> None:
    do(store, Edited("r1", 1, tier="a"), who="bo")
    wanted = Edited("r1", 1, tier="b")
    first = clash(store, wanted)
    do(store, Edited("r1", 2, tier="c", name="Halden Dairies"), who="bo")
    again = settled(wanted, first, ["tier"])
    assert again is not None
    assert [one.theirs for one in clash(store, again).fields] == ["c"]


def test_ending_meanwhile_is_shown_against_a_change_of_the_stage(store: Store) -> None:
    do(store, Ended(1, "gone"), who="bo")
    found = clash(store, Edited("r1", 1, stage="onboarding"))
    assert found.what == "bo changed this 2 minutes ago: stage is 'ended' now."


def test_what_is_read_names_the_version_that_an_edit_needs(store: Store) -> None:
    note = do(store, Logged(1, "note", "out", "one")).id
    do(store, Promised(1, PROMISE), Decided(1, STEP))
    things = (Edited("p1", text="a"), Edited("f1", text="b"), Edited("c1", role="boss"), Edited(note, text="c"))
    do(store, *things)
    view = Office(store, "bo", lambda: NOW, Rules()).relationship(1, 50)
    versions = {one.id: one.version for one in view.open} | {f"c{one.id}": one.version for one in view.contacts}
    versions |= {f"i{one.id}": one.version for one in view.timeline if not one.said}
    assert [versions[item] for item in ("p1", "f1", "c1", note)] == [2, 2, 2, 2]


def test_how_long_ago_is_said_in_the_largest_unit() -> None:
    said = [ago(span) for span in (-9, 0, 59, 60, 119, 120, HOUR - 1, HOUR, 5 * HOUR, DAY, 9 * DAY)]
    assert said == [
        "just now", "just now", "just now", "1 minute ago", "1 minute ago", "2 minutes ago", "59 minutes ago",
        "1 hour ago", "5 hours ago", "1 day ago", "9 days ago",
    ]  # fmt: skip


def test_what_somebody_ended_meanwhile_says_who_and_when(store: Store) -> None:
    wait, other = first_wait(store), asked(store)
    do(store, Promised(1, PROMISE), Promised(1, PROMISE), Decided(1, STEP), Decided(1, STEP))
    acts = (Kept("p1"), Broken("p2"), Done("f1"), Skipped("f2"), Replied(wait), GivenUp(other), Ended(2, "gone"))
    for act in acts:
        do(store, act, who="bo")

    def told(act: Act) -> str:
        with pytest.raises(Problem) as caught:
            perform(store, "ana", [act], NOW, NOW + 127)
        return caught.value.what

    ours = (Kept("p1"), Edited("p2", 1, text="x"), Snoozed("f1", SOON), Done("f2"))
    assert [told(act) for act in (*ours, Replied(wait), Waived(other, "x"), Ended(2, "x"))] == [
        "bo marked p1 as kept 2 minutes ago.",
        "bo marked p2 as broken 2 minutes ago.",
        "bo marked f1 as done 2 minutes ago.",
        "bo marked f2 as skipped 2 minutes ago.",
        f"{wait} is over: bo answered it 2 minutes ago.",
        f"{other} is over: bo gave it up 2 minutes ago.",
        "bo ended quillon.example 2 minutes ago.",
    ]
    do(store, Reopened(2), who="bo")
    assert told(Reopened(2)) == "quillon.example has not ended. bo reopened it 2 minutes ago."
    assert told(Reopened(1)) == "halden.example has not ended."


def test_a_wait_that_a_mail_answered_names_whoever_wrote_it(store: Store) -> None:
    wait = first_wait(store)
    taken_in(store, [letter(ME, METTE, 100, in_reply_to="<1.0@x.example>")], moment=hour(110))
    with pytest.raises(Problem) as caught:
        perform(store, "bo", [Replied(wait)], hour(120), hour(120))
    assert caught.value.what == f"{wait} is over: ana answered it 20 hours ago."
