"""Several at one process, at once or at moments of the past: nothing is lost or taken for something else."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.services.deeds import PROMISE, STEP, do, ready, refused, row
from tests.services.letters import NOW
from tests.services.test_auditing import CALL, MONTH, WHOLE, due, kept, office, practised
from tui.domain import stepping
from tui.domain.acts import Done
from tui.domain.audit import Mark, Run, Step
from tui.domain.auditacts import Audited, Pledged, Practised, Ran, Reviewed
from tui.domain.model import DAY, HOUR
from tui.domain.problem import Problem
from tui.services.checkup import rebuild_all
from tui.services.doing import undoing
from tui.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return ready(tmp_path)


def _append(task: tuple[Path, int]) -> int:
    """Add some steps as somebody who saves again whatever comes between; returns how many were saved."""
    path, number = task
    store, saved = Store(path), 0
    for turn in range(6):
        audit = kept(store)
        step = Step(stepping.new_key(audit), f"{number} {turn}")
        try:
            do(store, Audited(stepping.added(audit, None, step)), who=("ana", "bo")[number % 2])
        except Problem as problem:
            assert "since you opened it" in problem.what
        else:
            saved += 1
    return saved


def test_many_at_once_lose_nothing_that_was_saved(store: Store) -> None:
    do(store, Audited(replace(WHOLE, steps=())))
    with multiprocessing.get_context("spawn").Pool(5) as pool:
        saved = sum(pool.map(_append, [(store.path, number) for number in range(5)]))
    audit = kept(store)
    assert saved > 0
    assert len({step.text for step in audit.steps}) == len(audit.steps) == saved
    assert audit.version == saved + 1


def test_a_run_goes_on_to_its_end_when_the_process_loses_a_step_meanwhile(store: Store) -> None:
    practised(store)
    do(store, Ran(Run(1, NOW - HOUR, (Mark(2, 60),))), who="bo")
    do(store, Audited(stepping.removed(kept(store), 2)))
    run = office(store, who="bo").under_way(1)
    assert run is not None
    assert run.marks == (Mark(2, 60),)
    do(store, Ran(replace(run, marks=(*run.marks, Mark(1, 30)), ended_at=NOW)), who="bo")
    assert office(store).audit(1).usage.run_minutes == (1.5,)
    assert rebuild_all(store, "ana", NOW, NOW) == 0


def test_what_was_said_of_a_step_that_is_gone_is_not_said_of_a_new_one(store: Store) -> None:
    do(store, Practised(replace(WHOLE, steps=WHOLE.steps[::-1])))
    do(store, Ran(Run(1, MONTH - HOUR, (Mark(2, 60),))), now=MONTH)
    do(store, Reviewed("a1", 8.0, (2,)), now=MONTH)
    do(store, Audited(stepping.removed(kept(store, now=MONTH), CALL.key)), now=MONTH)
    audit = kept(store, now=MONTH)
    do(store, Audited(stepping.added(audit, None, Step(stepping.new_key(audit), "dial in"))), now=MONTH)
    new = kept(store, now=MONTH).steps[-1]
    run = office(store, MONTH).under_way(1)
    assert run is not None
    assert new.text == "dial in"
    assert new.key not in kept(store, now=MONTH).reviews[0].amiss
    assert new.key not in [mark.step for mark in run.marks]


def test_what_is_in_practice_is_not_taken_back_once_somebody_worked_on_it(store: Store) -> None:
    do(store, Practised(WHOLE, (STEP,), (Pledged(1, PROMISE),)))
    do(store, Done("f1"), who="bo")
    with pytest.raises(Problem, match="Book a session: put in practice cannot be taken back: bo changed it since"):
        undoing.undo(store, "ana", NOW, NOW)
    undoing.undo(store, "bo", NOW, NOW)
    do(store, Reviewed("a1", 8.0), who="bo", now=MONTH)
    with pytest.raises(Problem, match="cannot be taken back: bo changed it since"):
        undoing.undo(store, "ana", MONTH, MONTH)
    undoing.undo(store, "bo", MONTH, MONTH)
    assert undoing.undo(store, "ana", MONTH, MONTH).told[0].said == "undone: put in practice"
    assert due(store, MONTH) == []


def test_an_answer_is_not_written_over_at_a_moment_before_it(store: Store) -> None:
    practised(store)
    do(store, Reviewed("a1", 8.0), who="bo", now=MONTH + DAY)
    said = refused(store, Reviewed("a1", 3.0), now=MONTH)
    assert said == "bo answered this review of Book a session just now."
    assert row(store, "SELECT minutes, actor FROM review WHERE days = 30") == (8.0, "bo")


def test_before_it_was_put_in_practice_there_is_nothing_to_review(store: Store) -> None:
    do(store, Audited(WHOLE), now=NOW - DAY)
    do(store, Practised(kept(store)))
    assert refused(store, Reviewed("a1", 3.0), now=NOW - HOUR) == "Book a session is not in practice yet."


def test_a_review_on_a_day_off_is_asked_for_on_that_day(store: Store) -> None:
    practised(store)
    sunday = int(datetime(2026, 6, 7, tzinfo=UTC).timestamp())
    assert [(r.what, r.group) for r in due(store, sunday - 1)] == [("30-day review", "overdue")]
    assert [(r.what, r.group) for r in due(store, sunday)] == [("90-day review", "due today")]
    assert [(r.what, r.group) for r in due(store, sunday + DAY + HOUR)] == [("90-day review", "due today")]
    assert office(store, sunday).audit(1).state == "review"
    assert do(store, Reviewed("a1", 8.0), now=sunday).said == "reviewed"


def test_a_run_is_not_seen_before_it_ended_and_is_not_gone_on_with_then(store: Store) -> None:
    do(store, Audited(WHOLE), now=NOW - 2 * HOUR)
    do(store, Ran(Run(1, NOW - HOUR, (Mark(2, 30),), NOW)))
    usage = office(store, NOW - 60).audit(1).usage
    assert (usage.run_minutes, usage.under_way) == ((), None)
    assert office(store, NOW - 60).under_way(1) is None
