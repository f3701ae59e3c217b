"""Somebody goes away, somebody else stands in, and on return it is told what happened and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Barrier, Thread

import pytest

from tests.services.copies import sample
from tui.domain.absence import Absence
from tui.domain.acts import Act, Added, Decided, Done, Kept, Logged, NewFollowUp, Replied, Snoozed
from tui.domain.audit import Audit
from tui.domain.auditacts import Practised
from tui.domain.digest import Digest
from tui.domain.model import DAY, Instant
from tui.domain.problem import Problem
from tui.domain.today import of_whom
from tui.domain.views import OpenRow, Today
from tui.services import away
from tui.services.day import today
from tui.services.doing import undoing
from tui.services.doing.perform import perform
from tui.store import absences, teammates
from tui.store.store import Said, Store

MONDAY = 1_773_045_000  # the sample's, 9 March 2026 08:30 UTC
FRIDAY = MONDAY - 8 * 3600 - 1800 + 4 * DAY


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The sample, and vi who may look."""
    made = sample(tmp_path).store
    with made.write(Said("ana", MONDAY, MONDAY, "test")) as tx:
        teammates.add_teammate(tx, "vi", "Vi", "viewer")
    return made


def gone(
    store: Store, who: str, deputy: str | None, until: Instant = FRIDAY, by: str = "ana", now: Instant = MONDAY
) -> Absence:
    """Let somebody be away."""
    return away.leave(store, by, who, until, deputy, now, now + 7)


def day(store: Store, whose: str | None, now: Instant = MONDAY, me: str = "") -> Today:
    """Somebody's list as they see it themselves, or as `me` does."""
    with store.read() as conn:
        return today(conn, whose, me or whose or "ana", now, teammates.rule_book(conn))


def ids(rows: Sequence[OpenRow]) -> set[str]:
    return {row.id for row in rows}


def told(store: Store, handle: str, now: Instant) -> Digest | None:
    with store.read() as conn:
        return away.digest_of(conn, handle, now)


def do(store: Store, who: str, now: Instant, *wanted: Act) -> None:
    perform(store, who, wanted, now, now)


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    with store.read() as conn:
        return conn.execute(sql).fetchall()


def test_the_deputy_s_day_takes_in_what_is_the_absent_one_s(store: Store) -> None:
    mine, theirs = day(store, "ana"), day(store, "bo")
    gone(store, "bo", "ana")
    both = day(store, "ana")
    listed = {row.id for row in (*mine.rows, *theirs.rows) if row.kind != "silence"}
    assert {row.id for row in both.rows if row.kind != "silence"} == listed
    marked = [row for row in both.rows if row.absent]
    assert ids(marked) == ids(theirs.rows)
    assert {(row.absent.who, row.absent.deputy, row.absent.until) for row in marked if row.absent} == {
        ("bo", "ana", FRIDAY)
    }
    assert all(of_whom(row) == "ana" for row in both.rows if not row.absent)
    assert (both.dealt, both.total) == (mine.dealt + theirs.dealt, mine.total + theirs.total)
    assert both.hidden_flags == mine.hidden_flags + theirs.hidden_flags
    assert both.away is None


def test_the_absent_one_s_own_day_stays_and_says_so(store: Store) -> None:
    before = day(store, "bo")
    gone(store, "bo", "ana")
    for me in ("bo", "ana"):
        found = day(store, "bo", me=me)
        assert (found.rows, found.total) == (before.rows, before.total)
        assert found.away
        assert (found.away.deputy, found.away.until) == ("ana", FRIDAY)
    assert not any(row.absent for row in day(store, None).rows)
    assert not day(store, "bo", FRIDAY).away


def test_whoever_stands_in_for_others_passes_them_on(store: Store) -> None:
    everything = {handle: day(store, handle, me="cleo").total for handle in ("ana", "bo", "cleo")}
    gone(store, "bo", "ana")
    gone(store, "ana", "cleo", MONDAY + DAY)
    assert day(store, "cleo").total == sum(everything.values())
    assert {row.absent.who for row in day(store, "cleo").rows if row.absent} == {"ana", "bo"}
    assert day(store, "ana", me="cleo").total == everything["ana"]
    found = day(store, "bo").away
    assert found
    assert found.deputy == "cleo"
    with store.read() as conn:
        standing = away.standing(conn, MONDAY)
        assert {who: each.deputy for who, each in standing.items()} == {"ana": "cleo", "bo": "cleo"}
        assert absences.stands_in_for(conn, "ana", MONDAY) == ("bo",)
        assert absences.stands_in_for(conn, "cleo", MONDAY + DAY) == ()


def test_silences_are_looked_after_too(store: Store) -> None:
    do(store, "bo", MONDAY, Added("Quiet Mill", tier="a"))
    ((ident,),) = rows(store, "SELECT id FROM relationship WHERE name = 'Quiet Mill'")
    do(store, "bo", MONDAY, Logged(int(str(ident)), "call", "both"))
    later = MONDAY + 60 * DAY
    assert f"r{ident}" not in ids(day(store, "cleo", later).rows)
    gone(store, "bo", "cleo", later + DAY, now=later)
    found = next(row for row in day(store, "cleo", later).rows if row.id == f"r{ident}")
    assert (found.kind, found.absent and found.absent.who) == ("silence", "bo")
    before = day(store, "cleo", later)
    do(store, "cleo", later, Logged(int(str(ident)), "call", "both"))
    after = day(store, "cleo", later)
    assert (after.dealt, after.total) == (before.dealt + 1, before.total)


def test_what_processes_ask_for_is_looked_after_too(store: Store) -> None:
    steps = (NewFollowUp("write it down", MONDAY + DAY),)
    do(store, "bo", MONDAY, Practised(Audit("Invoices"), steps))
    gone(store, "bo", "cleo", MONDAY + 60 * DAY)
    for now, kind in ((MONDAY + 2 * DAY, "follow-up"), (MONDAY + 31 * DAY, "review")):
        found = [row for row in day(store, "cleo", now).rows if row.process and row.who == "Invoices"]
        assert kind in {row.kind for row in found if row.absent and row.absent.who == "bo"}


def test_personal_relationships_stay_their_owner_s(store: Store) -> None:
    asked = next(row for row in day(store, "bo").rows if row.kind == "wait")
    with store.write(Said("ana", MONDAY, MONDAY, "test")) as tx:
        tx.change("relationship", asked.relationship, kind="personal")
    gone(store, "bo", "ana")
    assert asked.id in ids(day(store, "bo").rows)
    assert asked.relationship not in {row.relationship for row in day(store, "ana").rows}


def test_bo_goes_ana_stands_in_and_bo_is_told(store: Store) -> None:
    left = day(store, "bo")
    gone(store, "bo", "ana")
    before = day(store, "ana")
    promise, wait, follow_up = (
        next(row for row in before.rows if row.absent and row.kind == kind)
        for kind in ("promise", "wait", "follow-up")
    )
    noon, tuesday = MONDAY + 4 * 3600, MONDAY + DAY
    do(store, "ana", noon, Kept(promise.id))
    do(store, "ana", noon, Replied(wait.id, "as repaired"))
    after = day(store, "ana", noon)
    assert after.dealt == before.dealt + 2
    assert not {promise.id, wait.id} & ids(after.rows)
    do(store, "cleo", tuesday, Done(follow_up.id))
    do(store, "bo", tuesday, Decided(wait.relationship, NewFollowUp("by myself", FRIDAY + 9 * DAY)))
    other = next(row for row in day(store, "ana", noon).rows if not row.absent and row.owner == "ana")
    do(store, "ana", tuesday, Snoozed(other.id, FRIDAY))
    assert told(store, "bo", FRIDAY - 1) is None
    found = told(store, "bo", FRIDAY)
    assert found
    assert (found.at, found.until) == (MONDAY, FRIDAY)
    assert [(did.name, {t.kind: t.count for t in did.tallies}) for did in found.people] == [
        ("ana", {"replied": 1, "kept": 1}),
        ("cleo", {"done": 1}),
    ]
    assert {did.name for did in found.things} == {promise.who, wait.who, follow_up.who}
    assert sum(tally.count for did in found.things for tally in did.tallies) == 3
    now = day(store, "bo", FRIDAY)
    assert not {promise.id, wait.id, follow_up.id} & ids(now.rows)
    assert ids(left.rows) - ids(now.rows) >= {promise.id, wait.id, follow_up.id}
    groups = [row.group for row in now.rows]
    assert (found.flagged, found.overdue, found.due_today) == tuple(
        groups.count(group) for group in ("flagged", "overdue", "due today")
    )
    assert not any(row.absent for row in day(store, "ana", FRIDAY).rows)
    away.read(store, "bo", found.ids, FRIDAY + 5, FRIDAY + 5)
    assert told(store, "bo", FRIDAY + 9) is None
    assert rows(store, "SELECT told_at FROM absence") == [(FRIDAY + 5,)]


def test_what_the_deputy_does_is_the_deputy_s(store: Store) -> None:
    gone(store, "bo", "ana")
    found = day(store, "ana").rows
    promise, wait = (next(r for r in found if r.absent and r.kind == kind) for kind in ("promise", "wait"))
    do(store, "ana", MONDAY, Replied(wait.id))
    assert rows(store, "SELECT handle FROM interaction JOIN teammate ON teammate.id = interaction.teammate"
                       " ORDER BY interaction.id DESC LIMIT 1") == [("ana",)]  # fmt: skip
    do(store, "ana", MONDAY, Kept(promise.id))
    ident = promise.id[1:]
    assert rows(store, f"SELECT author, state FROM promise WHERE id = {ident}") == [("bo", "kept")]
    assert rows(store, "SELECT DISTINCT actor FROM act WHERE kind IN ('kept', 'replied')") == [("ana",)]
    assert rows(store, f"SELECT actor FROM journal WHERE \"table\" = 'promise' AND row_id = {ident}"
                       " ORDER BY id DESC LIMIT 1") == [("ana",)]  # fmt: skip


def test_what_recurs_stays_whose_it_was(store: Store) -> None:
    relationship = next(row.relationship for row in day(store, "bo").rows if row.relationship)
    do(store, "bo", MONDAY, Decided(relationship, NewFollowUp("ring", MONDAY + 3600, every="FREQ=WEEKLY")))
    gone(store, "bo", "ana")
    ident = next(row.id for row in day(store, "ana").rows if row.what == "ring")
    do(store, "ana", MONDAY, Done(ident))
    assert rows(store, "SELECT owner, state FROM follow_up WHERE text = 'ring' ORDER BY id") == [
        ("bo", "done"),
        ("bo", "open"),
    ]


def test_new_waits_that_are_still_open_are_told(store: Store) -> None:
    relationship = next(row.relationship for row in day(store, "bo").rows if row.owner == "bo")
    gone(store, "bo", "ana")
    asked = Logged(relationship, "chat", "in", "When?", opens=True)
    do(store, "ana", MONDAY + 3600, asked)
    found = told(store, "bo", FRIDAY)
    assert found
    assert [row.what for row in found.new] == ["When?"]
    do(store, "ana", FRIDAY - 3600, Replied(found.new[0].id))
    again = told(store, "bo", FRIDAY)
    assert again
    assert not again.new


def test_coming_back_early_and_going_on(store: Store) -> None:
    gone(store, "bo", "ana", by="bo")
    away.come_back(store, "bo", "bo", MONDAY + DAY, MONDAY + DAY)
    assert rows(store, "SELECT at, until, version FROM absence") == [(MONDAY, MONDAY + DAY, 2)]
    found = told(store, "bo", MONDAY + DAY)
    assert found
    assert (found.until, found.people, found.things) == (MONDAY + DAY, (), ())
    with pytest.raises(Problem, match="bo is not away"):
        away.come_back(store, "bo", "bo", MONDAY + DAY, MONDAY + DAY)
    gone(store, "bo", "ana", FRIDAY, by="bo", now=MONDAY + 2 * DAY)
    assert told(store, "bo", MONDAY + 2 * DAY) is None
    found = told(store, "bo", FRIDAY)
    assert found
    assert (found.at, found.until, len(found.ids)) == (MONDAY + 2 * DAY, FRIDAY, 2)


def test_an_absence_is_longer_or_another_stands_in(store: Store) -> None:
    gone(store, "bo", "ana")
    assert gone(store, "bo", None, FRIDAY + DAY, now=MONDAY + DAY).deputy == "ana"
    assert rows(store, "SELECT at, until FROM absence") == [(MONDAY, FRIDAY + DAY)]
    assert gone(store, "bo", "cleo", FRIDAY, now=MONDAY + 2 * DAY).deputy == "cleo"
    assert rows(store, "SELECT at, until FROM absence ORDER BY id") == [
        (MONDAY, MONDAY + 2 * DAY),
        (MONDAY + 2 * DAY, FRIDAY),
    ]
    found = told(store, "bo", FRIDAY)
    assert found
    assert (found.at, found.until, len(found.ids)) == (MONDAY, FRIDAY, 2)


@pytest.mark.parametrize(
    ("by", "who", "deputy", "said"),
    [
        ("bo", "cleo", "ana", "bo is no admin here."),
        ("vi", "vi", "ana", "vi may look, not write."),
        ("zoe", "zoe", "ana", "zoe is no teammate in this database."),
        ("ana", "zoe", "ana", "'zoe' is no teammate."),
        ("ana", "bo", "zoe", "'zoe' is no teammate."),
        ("ana", "bo", "vi", "vi may look, not write."),
        ("ana", "bo", "bo", "bo cannot stand in for themselves."),
        ("ana", "bo", "cleo", "cleo is away in that time too."),
        ("ana", "bo", None, "Nobody stands in for bo yet."),
    ],
)
def test_what_is_refused_writes_nothing(store: Store, by: str, who: str, deputy: str | None, said: str) -> None:
    gone(store, "cleo", "ana")
    before = rows(store, "SELECT max(id) FROM journal")
    with pytest.raises(Problem) as caught:
        gone(store, who, deputy, by=by)
    assert caught.value.what == said
    assert rows(store, "SELECT max(id) FROM journal") == before


def test_two_cannot_stand_in_for_each_other(store: Store) -> None:
    gone(store, "bo", "ana")
    with pytest.raises(Problem, match="bo is away in that time too"):
        gone(store, "ana", "bo", FRIDAY + DAY)


def test_it_is_journalled_and_undo_does_not_touch_it(store: Store) -> None:
    gone(store, "bo", "ana", by="bo")
    entries = rows(store, "SELECT actor, action, wall_at FROM journal WHERE \"table\" = 'absence'")
    assert entries == [("bo", "away bo", MONDAY + 7)]
    assert undoing.next_back(store, "bo", redo=False) is None


def test_nobody_reads_another_s_digest_away(store: Store) -> None:
    gone(store, "bo", "ana")
    found = told(store, "bo", FRIDAY)
    assert found
    away.read(store, "cleo", found.ids, FRIDAY, FRIDAY)
    assert told(store, "bo", FRIDAY) == found


def test_two_who_go_at_once_never_stand_in_for_each_other(store: Store) -> None:
    both, came = Barrier(2), []

    def go(who: str, deputy: str) -> None:
        both.wait()
        try:
            gone(store, who, deputy, by=who)
        except Problem as problem:
            came.append(problem.what)
        else:
            came.append(who)

    threads = [Thread(target=go, args=pair) for pair in (("bo", "cleo"), ("cleo", "bo"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came) in (
        ["bo", "bo is away in that time too."],
        ["cleo", "cleo is away in that time too."],
    )
