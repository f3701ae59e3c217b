"""What came of a day, the obvious thing about a row, and what a draft is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui.domain.acts import Done, Kept, Replied, Thanked
from tui.domain.deal import obvious
from tui.domain.deed import Change, Deed, Tally, summed
from tui.domain.draft import Draft
from tui.domain.today import draft_row
from tui.domain.views import RowKind

REPLIED = Deed(1, 0, "ana", "replied", "w1", 1, "Halden", "reply logged", "C", 60.0, "C", 64.0, None, False)
AGAIN = REPLIED._replace(tx=2, at=90, item="w2", score_before=64.0, grade_after="B", score_after=71.5)
SNOOZED = Deed(3, 300, "ana", "snoozed", "p1", 2, "Calder", "snoozed", "A", 90.0, "A", 90.0, 9_000, False)
UNSCORED = Deed(4, 330, "ana", "kept", "p2", 3, "Vireo", "kept", None, None, "?", 70.0, None, False)
EDITED = Deed(5, 9_999, "ana", "edited", "r1", 1, "Halden", "renamed", "B", 71.5, "F", 1.0, None, False)


def test_acts_of_one_kind_are_counted_with_what_they_really_moved() -> None:
    tallies, _, _ = summed([REPLIED, AGAIN, SNOOZED, UNSCORED])
    assert tallies == (Tally("replied", 2, 11.5), Tally("kept", 1, 0.0), Tally("snoozed", 1, 0.0, 9_000))


def test_a_relationship_changed_from_its_first_act_to_its_last_and_the_most_moved_come_first() -> None:
    fallen = AGAIN._replace(relationship=2, who="Calder", score_after=63.0)
    _, changes, _ = summed([REPLIED, fallen, AGAIN, SNOOZED._replace(relationship=4), UNSCORED])
    assert changes == (
        Change("Halden", ("C", 60.0), ("B", 71.5)),
        Change("Calder", ("C", 64.0), ("B", 63.0)),
    )


def test_the_minutes_lie_between_the_first_act_and_the_last() -> None:
    assert summed([REPLIED])[2] is None
    assert summed([REPLIED, REPLIED])[2] == 1
    assert summed([REPLIED, AGAIN, SNOOZED])[2] == 5


def test_the_last_of_several_snoozes_says_until_when() -> None:
    assert summed([SNOOZED, SNOOZED._replace(until=12_000)])[0] == (Tally("snoozed", 2, 0.0, 12_000),)


def test_editing_is_no_dealing() -> None:
    assert summed([REPLIED, EDITED]) == summed([REPLIED])


@pytest.mark.parametrize(
    ("kind", "act"),
    [
        ("wait", Replied("x1")),
        ("promise", Kept("x1")),
        ("their promise", Kept("x1")),
        ("follow-up", Done("x1")),
        ("thanks", Thanked(7, "x1")),
        ("silence", None),
        ("draft", None),
    ],
)
def test_one_key_does_the_obvious_thing_about_a_row(kind: RowKind, act: object) -> None:
    row = replace(draft_row(Draft("log", {}, 7)), id="x1", kind=kind)
    assert obvious(row) == act


def test_a_draft_shows_what_was_typed_and_neither_ids_nor_what_only_says_where() -> None:
    draft = Draft("snooze w1 w2", {"_item": "w1", "until": "", "why": "they are away"}, 7, 3, who="Halden")
    assert (draft.verb, draft.items) == ("snooze", ("w1", "w2"))
    row = draft_row(draft)
    assert (row.id, row.what, row.group) == ("d3", "snooze: they are away", "half typed")
    assert Draft("add", {}).items == ()
