"""What happened while somebody was away, in sums."""

from __future__ import annotations

from dataclasses import replace

from tests.domain.test_deed import AGAIN, EDITED, REPLIED, SNOOZED
from tui.domain.deed import Change, Tally
from tui.domain.digest import Did, digest
from tui.domain.today import bare_row

OF_CLEO = SNOOZED._replace(actor="cleo")
NAMESAKE = EDITED._replace(relationship=9)
WAIT = replace(bare_row("wait", "w1", 1, "Halden", 50), group="overdue")


def test_the_deeds_are_summed_by_person_and_by_what_they_concern() -> None:
    found = digest((4,), (0, 100), [REPLIED, OF_CLEO, AGAIN, NAMESAKE], ())
    change = Change("Halden", ("C", 60.0), ("B", 71.5))
    assert found.people == (
        Did("ana", ("ana",), (Tally("replied", 2, 11.5),), 1, (change,)),
        Did("cleo", ("cleo",), (Tally("snoozed", 1, 0.0, 9_000),), 0, ()),
    )
    assert found.things == (
        Did("Halden", ("ana",), (Tally("replied", 2, 11.5),), 0, (change,)),
        Did("Calder", ("cleo",), (Tally("snoozed", 1, 0.0, 9_000),), 0, ()),
        Did("Halden", ("ana",), (), 1, ()),
    )
    assert (found.ids, found.at, found.until) == ((4,), 0, 100)


def test_all_who_did_something_about_one_thing_are_named_once() -> None:
    found = digest((1,), (0, 100), [REPLIED, AGAIN, REPLIED._replace(actor="cleo"), AGAIN._replace(actor="bo")], ())
    assert [did.by for did in found.things] == [("ana", "bo", "cleo")]


def test_new_waits_began_meanwhile_and_what_is_owed_is_counted() -> None:
    rows = [
        WAIT,
        replace(WAIT, id="w2", opened=0, group="flagged"),
        replace(WAIT, id="w3", opened=99, group="due today"),
        replace(WAIT, id="w4", opened=100, group="due today"),
        replace(WAIT, id="w5", opened=-1, group="coming up"),
        replace(WAIT, kind="promise", id="p1", group="due today"),
    ]
    found = digest((1,), (0, 100), (), rows)
    assert [row.id for row in found.new] == ["w1", "w2", "w3"]
    assert (found.flagged, found.overdue, found.due_today) == (1, 1, 3)
