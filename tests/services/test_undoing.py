"""Whatever people do, take back and do again, the derived rows stay what the log says."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.letters import ME, NOW, empty, exchange, hour, letter, taken_in
from tests.services.letters import METTE as PAIR
from tui.domain.acts import (
    Act,
    Added,
    Broken,
    Closed,
    Decided,
    Done,
    Edited,
    Ended,
    GivenUp,
    Graded,
    Ignored,
    Kept,
    Logged,
    Moved,
    NewAgreement,
    NewContact,
    NewFollowUp,
    NewPromise,
    NewTerm,
    Promised,
    Reopened,
    Replied,
    Skipped,
    Snoozed,
    Thanked,
    Waived,
    Withdrawn,
)
from tui.domain.audit import Audit, Mark, Run, Step
from tui.domain.auditacts import Audited, Dismissed, Pledged, Practised, Ran, Reviewed, ToldAgain
from tui.domain.model import DAY, HOUR
from tui.domain.problem import Problem
from tui.services.checkup import rebuild_all
from tui.services.doing import undoing
from tui.services.doing.perform import perform
from tui.services.doing.undoing import following
from tui.store import relationships as kin
from tui.store.store import Said, Store

ROOMS = tempfile.TemporaryDirectory(prefix="kept-undoing-")
PEOPLE = ("ana", "bo")
LONE = "nils@alone.example"
TABLES = (
    "relationship", "contact", "interaction", "ending", "promise", "renegotiation", "follow_up", "snooze",
    "agreement", "term", "plan", "override", "process", "step", "review", "telling", "run", "run_step", "dismissal",
)  # fmt: skip


@cache
def first() -> Path:
    """A database of two relationships with a wait each, mail of nobody's, and two teammates."""
    store = empty(Path(tempfile.mkdtemp(dir=ROOMS.name)))
    iris = "iris@quillon.example"
    letters = [*exchange(), letter(ME, iris, 90), letter(iris, ME, 99, in_reply_to="<90@x.example>")]
    letters += [letter(LONE, ME, 91), letter("jonas@halden.example", LONE, 92, cc=ME, in_reply_to="<91@x.example>")]
    taken_in(store, letters, moment=hour(110))
    with store.write(Said("ana", NOW, NOW, "test")) as tx:
        tx.insert("teammate", {"handle": "bo", "name": "Bo", "role": "member"})
    return store.path


def made(folder: Path) -> Store:
    """A copy of that database."""
    return Store(Path(shutil.copy(first(), folder / "kept.db")))


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """What stands in the tables, without how often it changed and where it was left; deleted rows are not there."""
    found = {}
    with store.read() as conn:
        for table in TABLES:
            cursor = conn.execute(f"SELECT * FROM {table} WHERE deleted_at IS NULL ORDER BY id")
            keep = [i for i, c in enumerate(cursor.description) if c[0] not in ("version", "deleted_at", "place")]
            found[table] = [tuple(row[i] for i in keep) for row in cursor]
        found["address"] = conn.execute(
            "SELECT address, key, contact FROM address WHERE contact IS NOT NULL ORDER BY id"
        ).fetchall()
    return found


@contextmanager
def refusing() -> Iterator[None]:
    """Go on after what is refused in words; what only the database would not let in is no refusal."""
    try:
        yield
    except Problem as problem:
        if isinstance(problem.__cause__, sqlite3.Error):
            raise


def changed(store: Store, tx: int) -> bool:
    """Whether a transaction wrote anything: what it leaves as it is need not be taken back."""
    with store.read() as conn:
        return bool(conn.execute("SELECT count(*) FROM journal WHERE tx = ?", (tx,)).fetchone()[0])


dues = st.integers(1, 40).map(lambda days: NOW + 30 * DAY + days * DAY)
numbers = st.integers(1, 6)
relationships = st.integers(1, 3)
promises = st.builds(NewPromise, st.just("the plans"), dues, by_us=st.booleans())
steps = st.builds(NewFollowUp, st.just("ask"), dues, every=st.sampled_from(["", "FREQ=WEEKLY;INTERVAL=2"]))
waits = st.integers(1, 12).map(lambda n: f"w{n}")
promised = numbers.map(lambda n: f"p{n}")
planned = numbers.map(lambda n: f"f{n}")
mailed = st.sampled_from([LONE, "nora@alone.example", "jonas@halden.example", PAIR, "x@new.example", "+49 30 12"])
some = st.lists(mailed, max_size=1).map(tuple)
audited = st.integers(1, 2).map(lambda n: f"a{n}")
anything = st.one_of(waits, promised, planned, audited, relationships.map(lambda n: f"r{n}"))
minutes = st.sampled_from([None, 1.0, 30.0])
answers = st.dictionaries(st.sampled_from(["alike", "told", "recall"]), st.sampled_from(["yes", "no"]))
step_of = st.builds(
    Step, st.just(1), st.sampled_from(["call", "write"]), minutes=minutes, answers=answers,
    treatment=st.sampled_from([None, "drop", "automate"]),
)  # fmt: skip
all_steps = st.lists(step_of, max_size=3).map(lambda ss: tuple(replace(s, key=n) for n, s in enumerate(ss, 1)))
some_steps = st.builds(lambda all_, start: all_[start:][::-1], all_steps, st.integers(0, 1))
audits = st.builds(
    Audit,
    st.sampled_from(["Invoices", "Slots"]),
    runs=minutes,
    steps=some_steps,
    answers=answers,
    at=st.sampled_from(["", "think income"]),
    id=st.sampled_from([0, 1, 1]),
)
marks = st.builds(Mark, st.integers(1, 3), st.integers(0, 90), st.booleans(), st.just("no need"))
runs = st.builds(
    Run,
    st.integers(1, 2),
    st.just(NOW - HOUR),
    st.lists(marks, max_size=2, unique_by=lambda mark: mark.step).map(tuple),
    st.sampled_from([None, NOW - 60]),
    id=st.integers(0, 2),
)
pledges = st.lists(st.builds(Pledged, relationships, promises), max_size=1).map(tuple)
of_processes: st.SearchStrategy[Act] = st.one_of(
    st.builds(Audited, audits),
    st.builds(Practised, audits, st.lists(steps, max_size=2).map(tuple), pledges),
    st.builds(Reviewed, audited, st.sampled_from([0.0, 12.0])),
    st.builds(ToldAgain, audited),
    st.builds(Ran, runs),
    st.builds(Dismissed, st.sampled_from(["repeats x", "late y"]), st.just("about it"), st.just(("i1",))),
)
acts: st.SearchStrategy[Act] = st.one_of(
    st.builds(
        Logged,
        relationships,
        st.sampled_from(["email", "call", "meeting", "chat", "note"]),
        st.sampled_from(["in", "out", "both"]),
        st.just("about it"),
        opens=st.booleans(),
        missed=st.booleans(),
        answers=st.one_of(st.none(), waits),
        promises=st.lists(promises, max_size=1).map(tuple),
        follow_ups=st.lists(steps, max_size=1).map(tuple),
    ),
    st.builds(Replied, waits),
    st.builds(Waived, waits, st.just("no need")),
    st.builds(GivenUp, waits, st.just("too late"), st.sampled_from(["", "sorry"]), st.none() | promises),
    st.builds(Promised, relationships, promises),
    st.builds(Kept, promised),
    st.builds(Broken, promised, st.just("no time"), st.sampled_from(["", "sorry"]), st.none() | promises),
    st.builds(Withdrawn, promised),
    st.builds(Moved, st.one_of(promised, planned), dues, agreed=st.booleans(), by=st.sampled_from([None, "bo"])),
    st.builds(Decided, relationships, steps),
    st.builds(Done, planned),
    st.builds(Skipped, planned),
    st.builds(Snoozed, anything, dues),
    st.builds(Thanked, relationships),
    st.builds(Added, st.sampled_from(["Acme", "Birch & Sons"]), addresses=some),
    st.builds(Edited, relationships.map(lambda n: f"r{n}"), tier=st.sampled_from(["a", "b", "c"])),
    st.builds(Edited, relationships.map(lambda n: f"r{n}"), addresses=some, dropped=some),
    st.builds(Edited, relationships.map(lambda n: f"c{n}"), addresses=some, dropped=some),
    st.builds(NewContact, relationships, st.just("Mia"), addresses=some),
    st.builds(Ignored, mailed),
    st.builds(Graded, relationships, st.sampled_from(["A", "F", ""]), st.just("I know"), st.just(NOW + 9 * DAY)),
    st.builds(
        Closed,
        relationships,
        st.sampled_from(["onboarding", "active"]),
        st.just(NewAgreement("a year", terms=(NewTerm("monthly", (NewPromise("pay", NOW + 60 * DAY),)),))),
        st.lists(steps, max_size=2).map(tuple),
    ),
    st.builds(Ended, relationships, st.just("moved on")),
    st.builds(Reopened, relationships),
    of_processes,
)


def fresh(store: Store, act: Act) -> Act:
    """An act on an audit as somebody would do it who has just read that."""
    if not isinstance(act, Audited | Practised) or not act.audit.id:
        return act
    with store.read() as conn:
        row = conn.execute("SELECT version FROM process WHERE id = ?", (act.audit.id,)).fetchone()
    return replace(act, audit=replace(act.audit, version=row[0] if row else 0))


backs = st.sampled_from(["undo", "redo"])
turns = st.lists(st.tuples(st.sampled_from(PEOPLE), st.one_of(acts, backs)), max_size=12)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(turns)
def test_no_sequence_of_acts_undo_and_redo_breaks_what_a_rebuild_makes(
    sequence: list[tuple[str, Act | str]],
) -> None:
    store = made(Path(tempfile.mkdtemp(dir=ROOMS.name)))
    for number, (who, what) in enumerate(sequence):
        now = NOW + number * HOUR
        with refusing():
            if what == "undo":
                undoing.undo(store, who, now, now)
            elif what == "redo":
                undoing.redo(store, who, now, now)
            else:
                perform(store, who, [fresh(store, what)], now, now)  # type: ignore[arg-type]
    assert rebuild_all(store, "ana", NOW + DAY, NOW + DAY) == 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(acts, min_size=1, max_size=6))
def test_taking_everything_back_leaves_what_was_there_and_doing_it_again_what_it_made(sequence: list[Act]) -> None:
    store = made(Path(tempfile.mkdtemp(dir=ROOMS.name)))
    before, done = contents(store), 0
    for act in sequence:
        with refusing():
            done += changed(store, perform(store, "bo", [fresh(store, act)], NOW, NOW).tx)
    after = contents(store)
    for _ in range(done):
        undoing.undo(store, "bo", NOW, NOW)
    assert contents(store) == before
    with pytest.raises(Problem, match="nothing of yours to take back"):
        undoing.undo(store, "bo", NOW, NOW)
    for _ in range(done):
        undoing.redo(store, "bo", NOW, NOW)
    assert contents(store) == after


def test_the_last_step_that_stands_comes_first_and_a_new_act_ends_doing_again() -> None:
    assert following([], redo=False) is None
    assert following([(2, None), (1, None)], redo=False) == 2
    assert following([(3, 2), (2, None), (1, None)], redo=False) == 1
    assert following([(3, 2), (2, None), (1, None)], redo=True) == 3
    assert following([(4, 3), (3, 2), (2, None)], redo=False) == 4
    assert following([(4, 3), (3, 2), (2, None)], redo=True) is None
    assert following([(4, None), (3, 2), (2, None)], redo=True) is None


def test_taking_back_says_what_and_what_it_moved(tmp_path: Path) -> None:
    store = made(tmp_path)
    told = perform(store, "ana", [Replied(first_wait(store))], NOW, NOW).told[0]
    assert told.said == "reply logged"
    back = undoing.undo(store, "ana", NOW, NOW).told[0]
    assert (back.said, back.who) == ("undone: reply logged", told.who)
    assert back.moved == -(told.moved or 0)
    again = undoing.redo(store, "ana", NOW, NOW).told[0]
    assert (again.said, again.moved) == ("redone: reply logged", told.moved)


def test_what_somebody_else_changed_since_is_not_taken_back(tmp_path: Path) -> None:
    store = made(tmp_path)
    promise = perform(store, "ana", [Promised(1, NewPromise("the plans", NOW + DAY))], NOW, NOW).told[0].id
    perform(store, "bo", [Kept(promise)], NOW, NOW)
    before = contents(store)
    with pytest.raises(Problem, match="promised cannot be taken back: bo changed it since"):
        undoing.undo(store, "ana", NOW, NOW)
    assert contents(store) == before
    assert undoing.undo(store, "bo", NOW, NOW).told[0].said == "undone: promise kept"
    assert undoing.undo(store, "ana", NOW, NOW).told[0].said == "undone: promised"


def test_what_a_move_stood_on_is_taken_back_after_it(tmp_path: Path) -> None:
    store = made(tmp_path)
    before = contents(store)
    promise = perform(store, "ana", [Promised(1, NewPromise("the plans", NOW + DAY))], NOW, NOW).told[0].id
    perform(store, "ana", [Moved(promise, NOW + 2 * DAY, agreed=True)], NOW, NOW)
    undoing.undo(store, "ana", NOW, NOW)
    undoing.undo(store, "ana", NOW, NOW)
    assert contents(store) == before


def test_a_relationship_that_mail_came_to_at_its_making_is_taken_back_with_it(tmp_path: Path) -> None:
    store = made(tmp_path)
    before = contents(store)
    perform(store, "ana", [Added("Alone", addresses=(LONE,))], NOW, NOW)
    assert len(contents(store)["interaction"]) > len(before["interaction"])
    undoing.undo(store, "ana", NOW, NOW)
    assert contents(store) == before


def test_a_relationship_in_which_somebody_wrote_stays(tmp_path: Path) -> None:
    store = made(tmp_path)
    ident = perform(store, "ana", [Added("Acme")], NOW, NOW).told[0].relationship
    perform(store, "bo", [Logged(ident, "note", "out", "they are nice")], NOW, NOW)
    with pytest.raises(Problem, match="bo changed it since"):
        undoing.undo(store, "ana", NOW, NOW)


def test_nobody_takes_back_what_others_did(tmp_path: Path) -> None:
    store = made(tmp_path)
    perform(store, "ana", [Replied(first_wait(store))], NOW, NOW)
    with pytest.raises(Problem, match="nothing of yours"):
        undoing.undo(store, "bo", NOW, NOW)


def first_wait(store: Store) -> str:
    """The id of the wait that was opened first."""
    with store.read() as conn:
        return f"w{conn.execute('SELECT min(opener) FROM wait WHERE ended IS NULL').fetchone()[0]}"


def test_an_import_is_taken_back_whole_and_comes_again(tmp_path: Path) -> None:
    store = empty(tmp_path)
    iris = "iris@quillon.example"
    taken_in(store, exchange(), moment=hour(50))
    first_import = derived(store)
    perform(store, "ana", [Logged(1, "call", "out", "no answer", missed=True)], NOW, NOW)
    later = [letter(ME, iris, 90), letter(iris, ME, 99, in_reply_to="<90@x.example>"), letter(ME, PAIR, 95)]
    taken_in(store, later, moment=hour(110))
    whole = derived(store)
    assert whole != first_import
    assert undoing.undo(store, "ana", NOW, NOW).told[0].said.startswith("undone: import of")
    assert rebuild_all(store, "ana", NOW, NOW) == 0
    undoing.undo(store, "ana", NOW, NOW)
    assert derived(store) == first_import
    undoing.redo(store, "ana", NOW, NOW)
    undoing.redo(store, "ana", NOW, NOW)
    assert derived(store) == whole
    undoing.undo(store, "ana", NOW, NOW)
    report = taken_in(store, later, moment=hour(110))
    assert (report.counts.new, report.counts.known) == (3, 0)
    assert len(derived(store)) == len(whole)
    assert rebuild_all(store, "ana", NOW, NOW) == 0


def test_the_people_of_an_import_that_comes_again_are_there_again(tmp_path: Path) -> None:
    store = empty(tmp_path)
    taken_in(store, exchange(), moment=hour(50))
    undoing.undo(store, "ana", NOW, NOW)
    taken_in(store, exchange(), moment=hour(60))
    with store.read() as conn:
        (ident,) = conn.execute("SELECT id FROM relationship WHERE deleted_at IS NULL").fetchone()
        (mette,) = kin.contacts(conn, ident, NOW)
        heard = conn.execute("SELECT contact FROM interaction WHERE direction = 'in' AND deleted_at IS NULL")
        assert (mette.addresses, heard.fetchall()) == ((PAIR,), [(mette.id,)])
    assert rebuild_all(store, "ana", NOW, NOW) == 0


def test_the_people_of_an_import_that_was_taken_back_may_be_given_to_somebody(tmp_path: Path) -> None:
    store = empty(tmp_path)
    taken_in(store, exchange(), moment=hour(50))
    undoing.undo(store, "ana", NOW, NOW)
    perform(store, "ana", [Added("Halden", addresses=(PAIR,))], NOW, NOW)
    assert [row[0] for row in contents(store)["address"]] == [PAIR]
    assert rebuild_all(store, "ana", NOW, NOW) == 0


def derived(store: Store) -> list[tuple[object, ...]]:
    """Waits, and who there is, by name."""
    with store.read() as conn:
        return conn.execute(
            "SELECT name, wait.opened, wait.state, wait.ended FROM relationship"
            " LEFT JOIN wait ON wait.relationship = relationship.id WHERE relationship.deleted_at IS NULL"
            " ORDER BY name, wait.opened"
        ).fetchall()
